//! What a finished draft should be checked for: names, numbers, dates and addresses that nobody gave it, and whole
//! sentences taken over from past pieces (method 3.9).

use std::collections::HashSet;

use domain::{Brief, Mark};
use voice::{is_stop_word, stem};

/// Runs of more words than this in a past piece are copied.
const LONGEST_RUN: usize = 12;
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Months that are no other word.
const MONTHS: [&str; 10] = [
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Written with a capital and yet no fact that somebody would have to have said.
const NO_NAMES: &[&str] = &[
    "american",
    "americans",
    "british",
    "catholic",
    "cd",
    "cds",
    "christian",
    "christmas",
    "dvd",
    "dvds",
    "easter",
    "english",
    "european",
    "ep",
    "french",
    "german",
    "god",
    "internet",
    "italian",
    "jewish",
    "latin",
    "lp",
    "mr",
    "mrs",
    "ms",
    "ok",
    "okay",
    "ps",
    "p.s",
    "re",
    "spanish",
    "tv",
    "usa",
    "web",
    "western",
    "dr",
    "pm",
    "am",
    "fyi",
    "btw",
    "imho",
    "imo",
    "lol",
    "faq",
    "eg",
    "ie",
    "dad",
    "mom",
    "mum",
];
const NUMBER_WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];
/// Words that say how many as well, and that nobody checks a draft for: they stand in too many turns of phrase.
const LARGER_NUMBERS: [&str; 21] = [
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "half",
    "quarter",
];

/// Whether a word says how many or when. Another word of that sort is near it in meaning, and says something else.
pub(crate) fn is_number_or_date(word: &str) -> bool {
    let word = word.to_lowercase();
    word.split('-').any(|part| {
        part.starts_with(|first: char| first.is_ascii_digit())
            || NUMBER_WORDS.contains(&part)
            || LARGER_NUMBERS.contains(&part)
            || DAYS.contains(&part)
            || MONTHS.contains(&part)
    })
}

/// What the user's own pieces say of words: which of them are ordinary, whatever letter they begin with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ordinary(HashSet<String>);

impl Ordinary {
    /// Words that stand in `texts` with a small letter.
    pub(crate) fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut small = HashSet::new();
        for text in texts {
            let plain = Word::all(text).filter(|word| word.text.starts_with(char::is_lowercase));
            small.extend(plain.map(|word| bare(word.text)));
        }
        Self(small)
    }

    fn holds(&self, word: &str) -> bool {
        let base = |word: &str| self.0.contains(word) || is_stop_word(word);
        base(word) || word.strip_suffix('s').is_some_and(base) || word.split('-').all(base)
    }
}

/// A word with where it stands, in bytes.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    from: usize,
}

impl<'a> Word<'a> {
    fn all(text: &'a str) -> impl Iterator<Item = Word<'a>> {
        text.split_whitespace().filter_map(move |raw| {
            let cut = |c: char| !c.is_alphanumeric();
            let kept = raw.trim_matches(cut);
            // Both are parts of `text`, so the difference of their addresses is where it stands.
            let from = kept.as_ptr() as usize - text.as_ptr() as usize;
            (!kept.is_empty()).then_some(Word { text: kept, from })
        })
    }

    fn to(self) -> usize {
        self.from + self.text.len()
    }
}

/// In lower case, with a plain apostrophe and without the `'s` of somebody's.
fn bare(word: &str) -> String {
    let plain = word.to_lowercase().replace('’', "'");
    plain.strip_suffix("'s").unwrap_or(&plain).to_owned()
}

/// Marks in `text` the names, numbers, dates and addresses that stand neither in the brief nor in `standing`, the facts
/// that are always given: greeting, sign-off, the recipient's name.
pub(crate) fn unsupported(
    text: &str,
    brief: &Brief,
    standing: &[&str],
    ordinary: &Ordinary,
) -> Vec<Mark> {
    let given: Vec<&str> = brief.said().chain(standing.iter().copied()).collect();
    let given = given.join("\n");
    let support = Support::of(&given);
    let in_draft = Ordinary::count([text]);
    let mut marks: Vec<Mark> = Vec::new();
    let mut last: Option<(usize, usize, &'static str)> = None;
    let mut end_of_last_word = 0;
    for word in Word::all(text) {
        let begins = begins_sentence(text, word.from);
        let why = support.missing(word.text, begins, |word| {
            ordinary.holds(word) || in_draft.holds(word)
        });
        let joins = text[end_of_last_word..word.from].chars().all(|c| c == ' ');
        match (why, &mut last) {
            // A first name and a last one are one name.
            (Some(why), Some((_, to, before)))
                if joins && *before == why && *to == end_of_last_word =>
            {
                *to = word.to();
            }
            (Some(why), last) => {
                marks.extend(last.take().map(|(from, to, why)| mark(text, from, to, why)));
                *last = Some((word.from, word.to(), why));
            }
            (None, _) => {}
        }
        end_of_last_word = word.to();
    }
    marks.extend(last.map(|(from, to, why)| mark(text, from, to, why)));
    marks.retain(|mark| !is_list_number(text, mark));
    marks
}

/// What was given, as it is looked up.
struct Support {
    words: HashSet<String>,
    stems: HashSet<String>,
    numbers: HashSet<String>,
    text: String,
}

impl Support {
    fn of(given: &str) -> Self {
        let mut support = Self {
            words: HashSet::new(),
            stems: HashSet::new(),
            numbers: HashSet::new(),
            text: given.to_lowercase(),
        };
        for word in given.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))) {
            let word = bare(word);
            if let Some(number) = NUMBER_WORDS.iter().position(|known| *known == word) {
                support.numbers.insert(number.to_string());
            }
            support.stems.insert(stem(&word));
            support.words.insert(word);
        }
        support.numbers.extend(numbers(given));
        support
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word) || self.stems.contains(&stem(word))
    }

    /// Why `word` should be looked at; none if nothing speaks against it.
    fn missing(
        &self,
        word: &str,
        begins: bool,
        is_ordinary: impl Fn(&str) -> bool,
    ) -> Option<&'static str> {
        let bare = bare(word);
        if bare.contains('@') || bare.contains("://") || bare.starts_with("www.") {
            return (!self.text.contains(&bare)).then_some("an address that nobody gave");
        }
        if word.contains(|c: char| c.is_numeric()) {
            let all = numbers(word).all(|number| self.numbers.contains(&number));
            return (!all).then_some("a number that nobody gave");
        }
        let first = word.chars().next()?;
        if !first.is_uppercase() || self.has(&bare) {
            return None;
        }
        if DAYS.contains(&bare.trim_end_matches('s')) || MONTHS.contains(&bare.as_str()) {
            return Some("a date that nobody gave");
        }
        let parts = bare
            .split(['-', '\'', '/', '.'])
            .filter(|part| !part.is_empty());
        let plain = parts.into_iter().all(|part| {
            part.chars().count() == 1 || self.has(part) || is_stop_word(part) || is_ordinary(part)
        });
        let said = NO_NAMES.contains(&bare.as_str()) || is_stop_word(&bare);
        // At the beginning of a sentence any word has a capital: only what is no ordinary form of a word counts.
        let looks_ordinary = begins && has_common_ending(&bare);
        (!plain && !said && !looks_ordinary).then_some("a name that nobody gave")
    }
}

/// Endings of words that are hardly ever names.
fn has_common_ending(word: &str) -> bool {
    [
        "ly", "ing", "ed", "tion", "ness", "ment", "ever", "less", "ful", "n't", "'ll", "'ve",
        "'re", "'m",
    ]
    .iter()
    .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}

/// The numbers in `text`, without what only orders their digits.
fn numbers(text: &str) -> impl Iterator<Item = String> {
    let digits = text.split(|c: char| !(c.is_numeric() || matches!(c, ',' | '.')));
    let plain = digits.map(|run| run.trim_matches([',', '.']).replace(',', ""));
    plain.filter(|number| !number.is_empty()).map(|number| {
        let short = number.trim_start_matches('0');
        if short.is_empty() {
            "0".to_owned()
        } else {
            short.to_owned()
        }
    })
}

/// Whether a sentence, a line or a quotation begins at `at`.
fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '\'', '“', '‘', '(', '*', '_', '-', '[']);
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '\n', '”', '"', '—', '–', ';'])
}

/// `1.` or `2)` in front of a line.
fn is_list_number(text: &str, mark: &Mark) -> bool {
    let Some(from) = byte_at(text, mark.from) else {
        return false;
    };
    let rest = &text[from + mark.text.len()..];
    let before = text[..from].trim_end_matches([' ', '(']);
    mark.text.chars().count() <= 2
        && mark.text.chars().all(char::is_numeric)
        && (before.is_empty() || before.ends_with('\n'))
        && rest.starts_with(['.', ')'])
}

/// Marks in `text` the runs of more than twelve words that stand in one of `passages` too and were not given.
pub(crate) fn copied(text: &str, brief: &Brief, passages: &[&str]) -> Vec<Mark> {
    let words: Vec<Word<'_>> = Word::all(text).collect();
    let own: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let run = LONGEST_RUN + 1;
    let runs_of = |text: &str| -> HashSet<Vec<String>> {
        let words: Vec<String> = Word::all(text)
            .map(|word| word.text.to_lowercase())
            .collect();
        words.windows(run).map(<[String]>::to_vec).collect()
    };
    let given = runs_of(&[brief.reply_to.as_str(), brief.start.as_str()].join("\n"));
    let mut marks: Vec<Mark> = Vec::new();
    for passage in passages {
        let theirs = runs_of(passage);
        let mut open: Option<(usize, usize)> = None;
        for at in 0..=own.len().saturating_sub(run) {
            let Some(window) = own.get(at..at + run) else {
                break;
            };
            if !theirs.contains(window) || given.contains(window) {
                continue;
            }
            match &mut open {
                Some((_, to)) if at <= *to => *to = at + run,
                open => {
                    marks.extend(open.take().map(|span| copied_mark(text, &words, span)));
                    *open = Some((at, at + run));
                }
            }
        }
        marks.extend(open.map(|span| copied_mark(text, &words, span)));
    }
    marks.sort_by_key(|mark| (mark.from, mark.to));
    marks.dedup_by(|next, before| next.from < before.to);
    marks
}

fn copied_mark(text: &str, words: &[Word<'_>], (from, to): (usize, usize)) -> Mark {
    let why = "word for word as in one of your past pieces";
    mark(text, words[from].from, words[to - 1].to(), why)
}

/// A mark over bytes `from..to`.
fn mark(text: &str, from: usize, to: usize, why: &str) -> Mark {
    let units = |end: usize| text[..end].encode_utf16().count();
    Mark {
        from: units(from),
        to: units(to),
        text: text[from..to].to_owned(),
        why: why.to_owned(),
    }
}

fn byte_at(text: &str, unit: usize) -> Option<usize> {
    let mut units = 0;
    text.char_indices()
        .find(|(_, c)| {
            let here = units == unit;
            units += c.len_utf16();
            here
        })
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
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
        let texts = |text: &str| marked(text).into_iter().map(|m| m.0).collect::<Vec<_>>();
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
        let past =
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
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
}
