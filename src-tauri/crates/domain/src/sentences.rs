//! Where a sentence is over.

use crate::scripts::{ends_by_gap, has_no_gaps};

/// Titles and the like, in small letters and without the last stop: behind them a sentence goes on.
const SHORT: [&str; 32] = [
    "approx", "bzw", "ca", "cf", "d.h", "dhr", "dott", "dr", "e.g", "evtl", "fr", "ggf", "hr",
    "i.e", "inkl", "messrs", "mevr", "mlle", "mme", "mr", "mrs", "ms", "mt", "prof", "rev", "sig",
    "sog", "st", "str", "u.a", "vs", "z.b",
];
/// The same where a number follows.
const BEFORE_NUMBERS: [&str; 21] = [
    "apr", "art", "aug", "ch", "dec", "feb", "fig", "jan", "jul", "jun", "kap", "mar", "no", "nov",
    "nr", "oct", "p", "pp", "sep", "sept", "vol",
];
/// Months that a number with a stop stands before, where that is how days are written.
const MONTHS: [&str; 20] = [
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "januari",
    "februari",
    "maart",
    "mars",
    "maj",
    "december",
    "desember",
];
/// The same where the next word is written small: they may well end a sentence.
const BEFORE_SMALL: [&str; 8] = ["a.m", "co", "etc", "inc", "jr", "p.m", "sr", "usw"];

/// Where in `text` sentences are over, in bytes: behind the stop and the quotes and brackets that close with it, where
/// white space follows. Behind the full marks of Chinese, Japanese, Burmese and Khmer anything may follow, and letters
/// without gaps behind `!` and `?`; in Thai and Lao a gap is enough. The end of the text itself is none, for nobody knows
/// there whether more comes.
pub fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let mut stopped: Option<(usize, char)> = None;
    let mut last = None;
    text.char_indices().filter_map(move |(at, c)| {
        let before = last.replace(c);
        if is_stop(c) {
            stopped = Some((at, c));
            return None;
        }
        if closes_sentence(c) {
            return None;
        }
        let Some((stop, mark)) = stopped.take() else {
            let by_gap = before.is_some_and(ends_by_gap) && c.is_whitespace();
            let goes_on = || text[at..].trim_start().starts_with(ends_by_gap);
            return (by_gap && goes_on()).then_some(at);
        };
        let over = is_full(mark)
            || (matches!(mark, '!' | '?') && has_no_gaps(c))
            || (c.is_whitespace() && !(mark == '.' && shortens(text, stop, at)));
        over.then_some(at)
    })
}

/// Whether a sentence is over at the end of `text` without a gap behind it.
pub fn ends_at_once(text: &str) -> bool {
    text.trim_end_matches(closes_sentence).ends_with(is_full)
}

/// What ends a sentence whatever follows it.
fn is_full(mark: char) -> bool {
    matches!(mark, '。' | '｡' | '！' | '？' | '။' | '។' | '៕')
}

/// Whether `text` ends within a sentence for all that a stop ends it: "the hall of St."
pub fn goes_on(text: &str) -> bool {
    let end = text.trim_end_matches([' ', '\t']).len();
    let said = &text[..end];
    said.ends_with('.') && shortens(said, end - 1, end)
}

/// What ends a sentence, in several scripts.
pub fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '。' | '｡' | '！' | '？' | '။' | '។' | '៕'
    )
}

/// Quotes, brackets and emoji that close with a sentence, behind its stop.
pub fn closes_sentence(c: char) -> bool {
    let emoji =
        matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}');
    emoji || matches!(c, '"' | '\'' | ')' | '”' | '’' | '»' | '」' | '』' | '）')
}

/// Whether the stop at `stop` belongs to the word before it, while the sentence goes on behind `end`.
fn shortens(text: &str, stop: usize, end: usize) -> bool {
    let begins = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '„' | '‘' | '«');
    let word = text[..stop].rsplit(begins).next().unwrap_or_default();
    let gap = &text[end..text.len() - text[end..].trim_start().len()];
    // No sentence goes on in the next paragraph.
    if gap.matches('\n').count() > 1 {
        return false;
    }
    let after = text[end..].trim_start_matches(' ');
    let next = after.chars().next();
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some('I'), None) | (None, _) => return false,
        // The first letter of a name.
        (Some(first), None) if first.is_uppercase() => return true,
        _ => {}
    }
    if word.len() <= 2 && word.bytes().all(|c| c.is_ascii_digit()) {
        // The number of an item, or of a day: "5. Mai". "I was 17. I had blisters." is two sentences.
        let before = &text[..stop - word.len()];
        let begins_line = before.is_empty() || before.ends_with('\n');
        let month = after.split(|c: char| !c.is_alphabetic()).next();
        let month = month.unwrap_or_default().to_lowercase();
        return begins_line
            || next.is_some_and(char::is_lowercase)
            || MONTHS.contains(&month.as_str());
    }
    let lower = word.to_lowercase();
    let is_one_of = |list: &[&str]| list.contains(&lower.as_str());
    is_one_of(&SHORT)
        || (is_one_of(&BEFORE_NUMBERS) && next.is_none_or(char::is_numeric))
        || (is_one_of(&BEFORE_SMALL) && next.is_none_or(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of `text`, without what comes behind the last end.
    fn of(text: &str) -> Vec<&str> {
        let mut from = 0;
        let mut found = Vec::new();
        for end in sentence_ends(text) {
            found.push(text[from..end].trim());
            from = end;
        }
        found
    }

    #[test]
    fn a_sentence_is_over_behind_its_stop_and_what_closes_with_it() {
        assert_eq!(
            of("One. “Two!” (Three?) Four… five"),
            ["One.", "“Two!”", "(Three?)", "Four…"]
        );
        assert_eq!(of("No end."), [""; 0]);
        assert_eq!(
            of("See example.org or 3.5 of it. "),
            ["See example.org or 3.5 of it."]
        );
        assert_eq!(of("So do I. Yes. "), ["So do I.", "Yes."]);
    }

    #[test]
    fn behind_a_title_or_a_number_it_goes_on() {
        for whole in [
            "I asked at the hall of St. Anselm. ",
            "Mrs. Okafor met J. R. Smith. ",
            "It was at 7 p.m. on Sunday. ",
            "Am 5. Mai kommt z.B. Dr. Marsh. ",
            "It is on Dec. 9 at noon. ",
            "Take no. 7 home. ",
        ] {
            assert_eq!(of(whole), [whole.trim()]);
        }
        assert_eq!(
            of("Bring:\n1. tea\n2. bread. "),
            ["Bring:\n1. tea\n2. bread."]
        );
        assert_eq!(
            of("I was 17. I had blisters. "),
            ["I was 17.", "I had blisters."]
        );
        assert_eq!(of("It was in C.\n\nNext. "), ["It was in C.", "Next."]);
        assert_eq!(
            of("I said no. Then I left. "),
            ["I said no.", "Then I left."]
        );
        assert!(goes_on("the hall of St.") && goes_on("I met Mrs. "));
        assert!(!goes_on("the hall.") && !goes_on("St. Anselm") && !goes_on(""));
        assert_eq!(of("At 7 p.m. We ate. "), ["At 7 p.m.", "We ate."]);
        assert_eq!(
            of("It was in 1997. We ate. "),
            ["It was in 1997.", "We ate."]
        );
    }

    #[test]
    fn full_marks_want_no_space() {
        let text = "今天我们走到港口。看到了苍鹭！「真的吗？」他说。x";
        let wanted = [
            "今天我们走到港口。",
            "看到了苍鹭！",
            "「真的吗？」",
            "他说。",
        ];
        assert_eq!(of(text), wanted);
        assert_eq!(of("すごい!楽しかったです。"), ["すごい!"]);
        assert_eq!(of("မိုးရွာတယ်။ အိမ်မှာပဲ"), ["မိုးရွာတယ်။"]);
        assert!(ends_at_once("「真的吗？」") && !ends_at_once("真的") && !ends_at_once("So."));
    }

    #[test]
    fn in_thai_a_gap_ends_a_sentence() {
        let text = "เมื่อวานฝนตกทั้งวัน เราเลยไม่ได้ไปไหน\nวันที่ 5 มีนาคม จริง ๆ ก็ว่าง ok ไหม";
        assert_eq!(
            of(text),
            ["เมื่อวานฝนตกทั้งวัน", "เราเลยไม่ได้ไปไหน", "วันที่ 5 มีนาคม"]
        );
        // Nobody knows yet what comes behind it.
        assert!(of("ฝนตกทั้งวัน ").is_empty());
    }
}
