//! What is said a second time, or from past pieces, word by word.

use super::*;
use domain::Cue;

fn words(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|number| format!(" word{number}")).collect()
}

fn before(pieces: &[String], notes: &[String]) -> Arc<Before> {
    Arc::new(Before::new(pieces, notes, &[]))
}

fn saying(before: Arc<Before>, said: &[String]) -> OwnWords {
    let mut own = OwnWords::new(before, None);
    said.iter().for_each(|word| own.wrote(word));
    own
}

#[test]
fn ten_words_of_a_past_piece_are_enough() {
    let mut piece = words(0..50);
    let after = |piece: &[String], count: usize, next: &str| {
        saying(before(piece, &[]), &words(20..20 + count)).has_enough_of(next)
    };
    assert!(!after(&piece, 9, " word29"));
    assert!(after(&piece, 10, " word30") && !after(&piece, 10, " other"));
    // Neither a new line nor a point in the piece makes another text of it.
    assert!(after(&piece, 10, "\n\nword30"));
    // Nor do other marks and capitals in the text, nor how a word is spelled out in tokens.
    let mut said = words(20..30);
    said[4] = " Word24".into();
    said.insert(7, ".".into());
    said.splice(1..2, [" wo".to_owned(), "rd21".into()]);
    let pieces = before(&piece, &[]);
    assert!(saying(pieces, &said).has_enough_of(" word30"));
    piece.splice(25..25, [" [", "the", " key", "]"].map(str::to_owned));
    assert!(after(&piece, 10, " word30"));
    // A word is not begun that could only be ended in another way.
    piece.splice(34..35, [" wo", "rd30"].map(str::to_owned));
    let pieces = before(&piece, &[]);
    assert!(saying(pieces, &words(20..30)).has_enough_of(" wo"));
}

#[test]
fn of_a_passage_that_is_said_anew_no_long_run_stays_as_it_stands() {
    const THANKS: &str = "Thanks for the tea.";
    const TAP: &str = "The tap in the hall still drips a bit when I turn it off on Sunday at nine.";
    let sentences = [THANKS, TAP];
    let tokens = |text: &str| -> Vec<String> {
        let words = text.split_inclusive(' ').map(str::trim);
        let words = words.filter(|word| !word.is_empty());
        words.map(|word| format!(" {word}")).collect()
    };
    let notes = sentences.map(tokens).concat();
    let cue = |text: &str| Cue {
        text: text.into(),
        words_more: 0,
        content: Vec::new(),
    };
    let barred = |anew: bool, said: &str, next: &str| {
        let sentences = sentences.iter().filter(|_| anew);
        let cues = Cues {
            present: Some(cue(THANKS)),
            waiting: vec![cue(TAP)],
            anew: sentences.map(|text| (*text).to_owned()).collect(),
            ..Cues::default()
        };
        let mut own = OwnWords::new(before(&[], &notes), Some(&cues));
        tokens(said).iter().for_each(|word| own.wrote(word));
        own.has_enough_of(next)
    };
    let six = "The tap in the hall still";
    assert!(barred(true, six, " drips") && !barred(true, six, " runs"));
    assert!(!barred(false, six, " drips"), "points are made as they are");
    // A short sentence may stay, and the next begins otherwise somewhere.
    assert!(!barred(true, "Thanks for the", " tea"));
    assert!(barred(true, "Thanks for the tea. The tap", " in"));
    // Nobody is to come on another day.
    let day = "a bit when I turn it off on";
    assert!(barred(true, "a bit when I turn it", " off"));
    assert!(!barred(true, day, " Sunday") && !barred(true, day, " 9"));
}

#[test]
fn what_was_said_is_not_said_again_unless_it_is_a_title() {
    let twice = |notes: &[String], cues: Option<&Cues>| {
        let mut own = OwnWords::new(before(&[], notes), cues);
        let said = [words(0..20), words(3..6)].concat();
        said.iter().for_each(|word| own.wrote(word));
        own.has_enough_of(" word6")
    };
    assert!(twice(&[], None));
    // Nor with other marks between the words.
    let mut marked = [words(0..20), words(3..6)].concat();
    marked.insert(22, ",".into());
    assert!(saying(before(&[], &[]), &marked).has_enough_of(" word6"));
    assert!(!twice(&words(2..8), None));
    // A point is made once.
    let cues = Cues {
        present: None,
        waiting: vec![Cue {
            text: words(1..9).concat(),
            words_more: 0,
            content: Vec::new(),
        }],
        ..Cues::default()
    };
    assert!(twice(&words(1..9), Some(&cues)));
    assert!(!twice(&[words(2..8), words(1..9)].concat(), Some(&cues)));
}

#[test]
fn points_are_not_listed_one_behind_the_other() {
    let points = [words(0..2), words(2..4)];
    let cue = |point: &Vec<String>| Cue {
        text: point.concat(),
        words_more: 0,
        content: Vec::new(),
    };
    let cues = Cues {
        present: Some(cue(&points[0])),
        waiting: vec![cue(&points[1])],
        ..Cues::default()
    };
    let mut own = OwnWords::new(before(&[], &points.concat()), Some(&cues));
    let mut says = |said: &[String]| said.iter().for_each(|word| own.wrote(word));
    says(&words(0..2));
    assert!(own.has_enough_of(" word2") && !own.has_enough_of(" word3"));
    // It may begin with its first word once it is its turn.
    own.next_point();
    assert!(!own.has_enough_of(" word2"));
}

#[test]
fn the_model_does_not_speak_for_itself_unless_the_user_speaks_so() {
    let sorry: Vec<String> = ["I", "'m", " sorry", ",", " but", " I"]
        .map(str::to_owned)
        .into();
    assert!(saying(before(&[], &[]), &sorry).has_enough_of(" can"));
    assert!(!saying(before(&[], &[]), &sorry).has_enough_of(" will"));
    let user = [
        sorry.clone(),
        [" can", "'t", " come"].map(str::to_owned).into(),
    ]
    .concat();
    for of_user in [before(&user, &[]), before(&[], &user)] {
        assert!(!saying(of_user, &sorry).has_enough_of(" can"));
    }
}

#[test]
fn another_spelling_is_known_by_its_beginning() {
    assert!(
        is_like(" Albuems", " albums") && is_like(" Al", " albums") && is_like(" Kelle", " Kelly")
    );
    assert!(!is_like(" song", " albums") && !is_like(" ", " albums") && !is_like(".", " a"));
}

#[test]
fn points_next_to_one_another_do_not_begin_alike() {
    let mut own = saying(before(&[], &[]), &words(0..6));
    own.next_point();
    own.wrote(" word0");
    assert!(own.has_enough_of(" word1") && !own.has_enough_of(" word2"));
    for other in [10, 20] {
        own.next_point();
        words(other..other + 2)
            .iter()
            .for_each(|word| own.wrote(word));
    }
    own.next_point();
    own.wrote(" word0");
    assert!(!own.has_enough_of(" word1"), "long ago");
    let mut named = saying(before(&[], &words(0..2)), &words(0..6));
    named.next_point();
    named.wrote(" word0");
    assert!(!named.has_enough_of(" word1"), "a name in the notes");
    named.next_point();
    assert!(
        named.has_enough_of(" word0") && !named.has_enough_of(" word1"),
        "the third time"
    );
    let mut pointed = OwnWords::new(
        before(&[], &words(0..2)),
        Some(&Cues {
            present: Some(Cue {
                text: words(0..2).concat(),
                words_more: 0,
                content: Vec::new(),
            }),
            ..Cues::default()
        }),
    );
    for n in 0..POINTS_BACK {
        pointed.wrote(" word0");
        pointed.wrote(&format!(" other{n}"));
        pointed.next_point();
    }
    assert!(!pointed.has_enough_of(" word0"), "no title says it");
    let mut plain = saying(before(&[], &[]), &words(0..6));
    plain.next_point();
    plain.wrote(" word0");
    plain.next_point();
    assert!(!plain.has_enough_of(" word0"), "it is ordinary");
}

/// The letters of `text` as tokens.
fn letters(text: &str) -> Vec<String> {
    text.chars().map(String::from).collect()
}

#[test]
fn without_gaps_long_runs_of_a_past_piece_are_enough_too() {
    // What is said of a past piece, how it goes on there, and what it is told by.
    for (piece, few, many, next) in [
        (
            "昨天我把侧门的钥匙弄丢了，到处找都没找到，只好请人来开锁。",
            "昨天我把侧门的钥匙弄丢了，到处",
            "昨天我把侧门的钥匙弄丢了，到处找都没",
            ["找", "找到"],
        ),
        (
            "昨日、横のドアの鍵をどこかでなくしてしまいました。",
            "昨日、横のドアの鍵をどこかで",
            "昨日、横のドアの鍵をどこかでなくし",
            ["て", "てしまい"],
        ),
        (
            "เมื่อวานฉันทำกุญแจของประตูข้างหาย หาทั้งวันก็ไม่เจอ",
            "เมื่อวานฉันทำกุญแจของประตู",
            "เมื่อวานฉันทำกุญแจของประตูข้างหาย หาทั้งวัน",
            ["ก", "ก็ไม่"],
        ),
    ] {
        let said = |said: &str, next: &str| {
            saying(before(&letters(piece), &[]), &letters(said)).has_enough_of(next)
        };
        // Whether a token has one letter or several.
        assert!(next.iter().all(|next| said(many, next)), "{piece}");
        assert!(!said(many, "好"));
        let goes_on = piece[few.len()..].chars().next().unwrap().to_string();
        assert!(!said(few, &goes_on), "{few}");
        // Nor does it matter how the tokens of the piece were cut.
        let whole = before(&[piece.to_owned()], &[]);
        assert!(saying(whole, &letters(many)).has_enough_of(next[1]));
    }
}

#[test]
fn without_gaps_what_was_said_is_not_said_again_unless_it_is_a_title() {
    let said = letters("侧门的钥匙弄丢了。另外，钥匙弄丢了");
    assert!(!saying(before(&[], &[]), &said[..14]).has_enough_of("弄"));
    let again = letters("到处找都没找到。我到处找都没");
    assert!(saying(before(&[], &[]), &again).has_enough_of("找"));
    assert!(!saying(before(&[], &[]), &again[..12]).has_enough_of("都"));
    let title = before(&[], &["到处找都没找到".into()]);
    assert!(!saying(title, &again).has_enough_of("找"));
}

#[test]
fn without_gaps_points_may_begin_with_the_same_word_and_not_with_the_same_two() {
    let mut own = saying(before(&[], &[]), &letters("我们昨天去了港口。"));
    own.next_point();
    letters("我们昨")
        .iter()
        .for_each(|letter| own.wrote(letter));
    assert!(own.has_enough_of("天") && !own.has_enough_of("日"));
    let mut own = saying(before(&[], &[]), &letters("我们昨天去了港口。"));
    own.next_point();
    own.wrote("我");
    assert!(!own.has_enough_of("们"));
}

#[test]
fn no_word_comes_three_times_in_a_row_and_no_title_twice() {
    let notes = |title: &str| vec![format!(" {title}")];
    let barred = |title: &str, said: &[&str], next: &str| {
        let said: Vec<String> = said.iter().map(|word| (*word).to_owned()).collect();
        saying(before(&[], &notes(title)), &said).has_enough_of(next)
    };
    assert!(!barred("key", &[" very"], " very") && barred("key", &[" very", " very"], " very"));
    assert!(barred("ocean", &[" the", " ocean"], " Ocean"));
    assert!(!barred("talk talk", &[" the", " talk"], " talk"));
    assert!(!barred("ocean", &[" ocean", " was"], " ocean"));
    assert!(!barred("人", &["人"], "人"));
}

#[test]
fn one_word_does_not_fill_a_text() {
    let barred = |times: usize, between: usize, word: &str| {
        let others = |n: usize| words(n * between..(n + 1) * between);
        let said = (0..times).flat_map(|n| [vec![word.to_owned()], others(n)].concat());
        let said: Vec<String> = said.collect();
        saying(before(&[], &[]), &said).has_enough_of(word)
    };
    assert!(barred(4, 2, " Ocean") && !barred(3, 2, " Ocean"));
    // Farther apart it is a name that the text is about, and short words stand everywhere.
    assert!(!barred(8, 9, " Ocean") && !barred(8, 2, " the"));
}
