use super::*;
use crate::testing::{Letters, letter};

fn letters(count: i64) -> Letters {
    let text = |n| format!("Letter {n}: {}", format!("word{n} ").repeat(40));
    Letters((0..count).map(|n| letter(n, &text(n))).collect())
}

fn chosen(standing: &Standing) -> Vec<i64> {
    standing
        .style
        .iter()
        .map(|entry| entry.document.id.0)
        .collect()
}

#[test]
fn somebody_new_is_greeted_by_the_name_that_stands_before_the_address() {
    let text = "Hullo Tom,\n\nThe key is lost again.\n\nYours,\nOttilie";
    let shelf = Letters((0..6).map(|id| letter(id, text)).collect());
    let greeting = |to: &str| {
        let standing =
            Standing::gather(Method::default(), Kind::Email, to, &|_| None, &shelf).unwrap();
        standing.shell.greeting
    };
    assert_eq!(
        greeting("Margaret Pell <m@example.org>, Tom"),
        "Hullo Margaret,"
    );
    assert_eq!(greeting("margaret.pell@example.org"), "Hullo Margaret,");
    // Whose name is not known is greeted without one.
    assert_eq!(greeting("m@example.org"), "Hullo,");
    assert_eq!(greeting(""), "");
    // What they are called in letters to them is what they are called.
    assert_eq!(greeting("T. <TOM@example.org>"), "Hullo Tom,");
}

#[test]
fn what_is_corrected_is_followed_and_what_is_not_is_as_counted() {
    let to = "tom@example.org";
    let usual = Standing::gather(Method::default(), Kind::Email, to, &|_| None, &letters(8));
    let usual = usual.unwrap();
    let corrections = Corrections {
        greeting: Some("Dear NAME,".into()),
        most_words: Some(20),
        words_out: Some(vec!["Keys".into()]),
        ..Corrections::default()
    };
    let corrected = usual.clone().corrected(&corrections);
    assert_eq!(corrected.shell.greeting, "Dear Tom,");
    assert_eq!(corrected.shell.sign_off, usual.shell.sign_off);
    assert_eq!(corrected.shell.words_high, 20);
    assert!(corrected.shell.words_low <= 20 && corrected.counted == usual.shell);
    let words = vec!["key".to_owned(), "tap".to_owned()];
    assert_eq!(corrected.put_forward(words.clone()), ["tap"]);
    assert_eq!(usual.put_forward(words.clone()), words);
    let about_nobody = [words.clone(), vec!["tom".into()]].concat();
    assert_eq!(usual.put_forward(about_nobody), words);
    assert!(corrected.has_pieces_of(&usual));
    let bare = Method {
        shell: false,
        ..Method::default()
    };
    let bare = Standing::gather(bare, Kind::Email, to, &|_| None, &letters(8)).unwrap();
    assert_eq!(bare.corrected(&corrections).shell, Shell::default());
}

#[test]
fn what_was_said_is_counted_where_the_method_asks_for_it() {
    let counted = |[turns, marks, ordinary]: [bool; 3]| {
        let method = Method {
            turns,
            marks,
            ordinary,
            ..Method::default()
        };
        let standing = Standing::gather(method, Kind::Email, "", &|_| None, &letters(8)).unwrap();
        let writing = standing.writing(Vec::new());
        let asked = [writing.turns, writing.marks, writing.ordinary];
        assert_eq!(asked, [turns, marks, ordinary]);
        writing.said.len()
    };
    assert_eq!(counted([true; 3]), 8);
    for only in 0..3 {
        assert_eq!(counted([0, 1, 2].map(|at| at == only)), 8);
    }
    assert_eq!(counted([false; 3]), 0);
}

#[test]
fn what_is_learnt_from_has_no_lines_of_a_mail_program() {
    let wrapped = "Hullo Tom,\n\nthe key to the side door is lost again, so please bring the\none  that hangs in the kitchen.  \
                   Thanks.\n\nYours,\nOttilie";
    let spoken = "Hullo Tom,\n\nthe key to the side door is lost again, so please bring the one that hangs in the kitchen. \
                  Thanks.\n\nYours,\nOttilie";
    let shelf = Letters(vec![letter(1, wrapped)]);
    let method = Method::default();
    let standing = Standing::gather(method, Kind::Email, "", &|_| None, &shelf).unwrap();
    assert_eq!(standing.writing(Vec::new()).said[..], [spoken]);
}

#[test]
fn one_person_is_one_choice_by_whatever_name() {
    let shelf = letters(8);
    let chosen_for = |to| {
        let standing =
            Standing::gather(Method::default(), Kind::Email, to, &|_| None, &shelf).unwrap();
        standing.chosen_for().to_owned()
    };
    assert_eq!(chosen_for("Tom Averill"), "tom@example.org");
    assert_eq!(chosen_for("TOM@example.org"), "tom@example.org");
    assert_eq!(chosen_for("Nobody Known"), "");
}

#[test]
fn a_choice_stays_while_its_pieces_do_and_the_library_has_not_grown_much() {
    let first =
        Standing::gather(Method::default(), Kind::Email, "", &|_| None, &letters(8)).unwrap();
    let remembered = first.remembered();
    let again = |shelf: &Letters| {
        Standing::gather(
            Method::default(),
            Kind::Email,
            "",
            &|_| Some(remembered.clone()),
            shelf,
        )
        .unwrap()
    };
    let mut more = letters(8);
    more.0.insert(0, letter(100, &"newest ".repeat(40)));
    assert_eq!(chosen(&again(&more)), chosen(&first));
    assert_eq!(again(&more).prompt(), first.prompt());
    assert!(chosen(&again(&letters(20))).len() == chosen(&first).len());
    let mut grown = letters(20);
    grown.0.insert(0, letter(100, &"newest ".repeat(40)));
    assert_eq!(chosen(&again(&grown))[0], 100);

    let mut changed = letters(8);
    changed.0[0].text.push_str("And one word more.");
    assert_ne!(again(&changed).prompt(), first.prompt());
    assert!(!remembered.holds(&changed.0[0]));
    let mut without = letters(8);
    without.0.remove(0);
    assert_ne!(chosen(&again(&without)), chosen(&first));
}

#[test]
fn a_library_of_which_only_the_newest_are_looked_at_grows_by_newer_ones() {
    let Letters(looked_at) = letters(40);
    let over = Over::all(&looked_at);
    let with_newer = |count: usize| {
        let newer = (0..count).map(|at| letter(100 + at as i64, "newer"));
        let all = newer.chain(looked_at.clone());
        all.take(looked_at.len()).collect::<Vec<_>>()
    };
    assert!(!over.has_grown_to(&with_newer(13)) && over.has_grown_to(&with_newer(14)));
    // One that is gone is no sign of others, as long as all are looked at.
    assert!(!over.has_grown_to(&looked_at[1..]));
    let full = vec![letter(1, "old"); RECENT];
    let unknown = Over {
        counted: RECENT,
        newest: None,
    };
    assert!(unknown.has_grown_to(&full) && !Over::all(&full).has_grown_to(&full));
}

#[test]
fn where_there_is_no_piece_to_show_the_model_is_asked_for_one() {
    let gathered = |method, shelf: &Letters| {
        Standing::gather(method, Kind::Email, "", &|_| None, shelf).unwrap()
    };
    let with = gathered(Method::default(), &letters(8));
    let writing = with.writing(vec![with.prompt()]);
    assert_eq!(writing.form, Form::Document);
    assert!(writing.parts[0].contains("## Letter") && !writing.no_sentence.contains(&"Sure"));

    let no_pieces = Method {
        entries: Entries::Nothing,
        ..Method::default()
    };
    for nothing in [
        gathered(Method::default(), &letters(0)),
        gathered(no_pieces, &letters(8)),
    ] {
        let writing = nothing.writing(vec![nothing.prompt()]);
        assert_eq!(writing.form, Form::Chat);
        assert!(writing.no_sentence.contains(&"Sure"));
        let request = &writing.parts[0];
        assert!(
            request.contains("one letter") && !request.contains("word0"),
            "{request}"
        );
    }
}
