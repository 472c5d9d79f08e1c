use super::*;

fn brief() -> Brief {
    Brief {
        title: "The key".into(),
        points: vec!["Tom Averill has two keys".into(), "train at 7:40".into()],
        reply_to: "Could you ask Grace?".into(),
        ..Brief::default()
    }
}

fn marked(text: &str) -> Vec<(String, String)> {
    let ordinary = Ordinary::count(["we saw the unlucky rehearsal at the station"]);
    let always = ["Hullo Tom,", "Ottilie Marsh"];
    let marks = unsupported(text, &brief(), &always, &ordinary);
    marks.into_iter().map(|m| (m.text, m.why)).collect()
}

#[test]
fn what_was_given_is_not_marked() {
    assert!(marked("Hullo Tom,\n\nGrace's keys are 2, and the train goes at 7:40. Rehearsal is late. I'm sorry.\n\nOttilie").is_empty());
    assert!(marked("1. Tom has it.\n2. We saw the Station.").is_empty());
}

#[test]
fn what_nobody_said_is_marked_whole() {
    assert_eq!(
        texts("We met Len Holloway on Thursday."),
        ["Len Holloway", "Thursday"]
    );
    assert_eq!(
        texts("It costs 1,250 pounds; write to len@example.org."),
        ["1,250", "len@example.org"]
    );
    assert_eq!(texts("Holloway knows."), ["Holloway"]);
    assert!(marked("at 8:15")[0].1.contains("number"));
}

fn texts(text: &str) -> Vec<String> {
    marked(text).into_iter().map(|mark| mark.0).collect()
}

#[test]
fn numbers_in_words_are_numbers() {
    assert_eq!(texts("There are two of them, for six people."), ["six"]);
    assert_eq!(
        texts("Some are twenty-one, and one is Sixty."),
        ["twenty-one", "Sixty"]
    );
    assert!(texts("Not one of them, and half a dozen more.").is_empty());
}

#[test]
fn what_only_orders_is_no_number() {
    assert!(texts("#3 - a song#4 - a song (late)#15 - a song").is_empty());
    assert_eq!(texts("#3 - 8.5#4 - 9"), ["8.5", "9"]);
}

#[test]
fn a_date_is_given_in_whatever_form() {
    let brief = Brief {
        points: vec![
            "the meeting of 12/9/97".into(),
            "songs of the '80s, and of 1975".into(),
        ],
        ..Brief::default()
    };
    let texts = |text: &str| -> Vec<String> {
        let marks = unsupported(text, &brief, &[], &Ordinary::default());
        marks.into_iter().map(|mark| mark.text).collect()
    };
    assert!(texts("on December 9, 1997, in the 1980s or in '75").is_empty());
    assert_eq!(
        texts("in June 1998, or in the 90s"),
        ["June", "1998", "90s"]
    );
}

#[test]
fn ordinary_words_are_a_title_where_they_stand_together() {
    assert_eq!(texts("We saw the Unlucky Station."), ["Unlucky Station"]);
    assert_eq!(
        texts("It is called \"The Rehearsal\" there."),
        ["Rehearsal"]
    );
    assert!(texts("We saw the Station. Unlucky, at the REHEARSAL STATION.").is_empty());
}

#[test]
fn a_heading_is_no_name_and_a_signature_is_one() {
    assert!(
        texts("**Conclusion**: late.\nThe Unlucky Station: late.\nOverall, it was.").is_empty()
    );
    assert_eq!(texts("It was late.\n\nHolloway"), ["Holloway"]);
}

#[test]
fn positions_are_those_of_the_window() {
    let marks = unsupported(
        "\u{1F600} saw Len.",
        &Brief::default(),
        &[],
        &Ordinary::default(),
    );
    assert_eq!((marks[0].from, marks[0].to), (7, 10));
}

#[test]
fn numbers_and_dates_are_known_in_words_too() {
    for word in [
        "six",
        "Thursday",
        "thirty-six",
        "half",
        "1987",
        "8th",
        "june",
    ] {
        assert!(is_number_or_date(word), "{word}");
    }
    for word in ["urn", "choir", "well-known", "afternoon"] {
        assert!(!is_number_or_date(word), "{word}");
    }
}

#[test]
fn long_runs_are_copied_and_short_ones_are_not() {
    let past = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    let found = copied(&format!("So: {past}, and so on."), &brief(), &[past, past]);
    assert_eq!(found.len(), 1);
    assert!(found[0].text.starts_with("one") && found[0].text.ends_with("fourteen"));
    let twelve = "one two three four five six seven eight nine ten eleven twelve and then";
    assert!(copied(twelve, &brief(), &[past]).is_empty());
    let answered = Brief {
        reply_to: past.into(),
        ..brief()
    };
    assert!(copied(past, &answered, &[past]).is_empty());
}

#[test]
fn where_nouns_have_capitals_a_capital_makes_no_name() {
    let text = "Ich habe den Schlüssel im Schrank gelassen, und die Tür war zu. ".repeat(30);
    let german = Ordinary::count([text.as_str()]);
    // Whoever writes of records writes titles all the time.
    let titles = "We had Sex Machine, Give It Up or Turnit Loose and It Takes Two on at the party of the year. ";
    let english = Ordinary::count([titles.repeat(30).as_str()]);
    let marks_of = unsupported("We had the best of Radiohead on.", &brief(), &[], &english);
    assert_eq!(marks_of.len(), 1);
    let marks = |text: &str| {
        let marks = unsupported(text, &brief(), &[], &german);
        marks.into_iter().map(|mark| mark.text).collect::<Vec<_>>()
    };
    assert!(marks("Wir haben das Rezept im Keller gefunden.").is_empty());
    assert_eq!(
        marks("Wir haben dort Anna Berger um 9 Uhr getroffen."),
        ["Anna Berger", "9"]
    );
}

#[test]
fn a_word_that_the_user_has_begun_is_theirs() {
    let begun = Brief {
        start: "We met Len Hollo".into(),
        ..brief()
    };
    let marks = unsupported(
        "We met Len Holloway. Maybe he knows.",
        &begun,
        &[],
        &Ordinary::default(),
    );
    assert!(marks.is_empty(), "{marks:?}");
}
