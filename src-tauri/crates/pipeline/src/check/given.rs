//! What was given for a draft, as its words are looked up in it.

use std::collections::HashSet;

use voice::{is_stop_word, stem};

use super::lists::{DAYS, LINKS, MONTHS, NO_NAMES, is_date, value};
use super::place::Place;
use super::{Ordinary, bare};

/// What was given, as it is looked up.
pub(super) struct Support {
    words: HashSet<String>,
    stems: HashSet<String>,
    numbers: HashSet<String>,
    text: String,
}

impl Support {
    pub(super) fn of(given: &str) -> Self {
        let mut support = Self {
            words: HashSet::new(),
            stems: HashSet::new(),
            numbers: numbers(given)
                .flat_map(|number| number.readings())
                .collect(),
            text: given.to_lowercase(),
        };
        for word in given.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))) {
            let word = bare(word);
            support.numbers.extend(value(&word).map(|n| n.to_string()));
            support.words.extend(in_full(&word).map(str::to_owned));
            support.stems.insert(stem(&word));
            support.words.insert(word);
        }
        for word in given.split_whitespace() {
            let word =
                bare(word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')));
            // With its hyphen, which is no part of the words above.
            support.numbers.extend(value(&word).map(|n| n.to_string()));
            support.take_date(&word);
        }
        support
    }

    /// What a date says in other words: `12/9/97` is in December and in 1997, 1997 is `'97`, and `the 90s` are the 1990s.
    fn take_date(&mut self, word: &str) {
        let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
        let numbers_all = parts.iter().all(|part| part.parse::<u16>().is_ok());
        let is_date = parts.len() == 3 && numbers_all;
        let is_day = parts.len() == 2 && numbers_all && word.contains('/');
        if is_date || is_day {
            // Which of the two is the month depends on where one lives.
            let months = parts[..2]
                .iter()
                .filter_map(|part| part.parse::<usize>().ok());
            let names = months.filter_map(|month| MONTHS.get(month.checked_sub(1)?));
            self.words.extend(names.map(|name| (*name).to_owned()));
        }
        let short = word.trim_start_matches('\'').trim_end_matches('s');
        let year = if is_date { parts[2] } else { short };
        if !year.chars().all(|c| c.is_ascii_digit()) {
            return;
        }
        match year.len() {
            2 if is_date || short != word => {
                self.numbers
                    .extend(["19", "20"].map(|century| format!("{century}{year}")));
            }
            4 if year.starts_with("19") || year.starts_with("20") => {
                let short = numbers(&year[2..]).flat_map(|number| number.readings());
                self.numbers.extend(short);
            }
            _ => {}
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word) || self.stems.contains(&stem(word))
    }

    /// Why `word`, which stands at `place`, should be looked at; none if nothing speaks against it.
    pub(super) fn missing(
        &self,
        word: &str,
        place: Place,
        known: &[&Ordinary],
    ) -> Option<&'static str> {
        let bare = bare(word);
        if bare.contains('@') || bare.contains("://") || bare.starts_with("www.") {
            return (!self.text.contains(&bare)).then_some("an address that nobody gave");
        }
        if word.contains(|c: char| c.is_numeric()) {
            let has = |number: &String| self.numbers.contains(number);
            let all = numbers(word).all(|number| {
                has(&number.whole) || (number.parts.len() > 1 && number.parts.iter().all(has))
            });
            return (!all && !place.orders).then_some("a number that nobody gave");
        }
        // One is as often somebody as a number.
        if value(&bare).is_some_and(|n| n > 1 && !self.numbers.contains(&n.to_string())) {
            return Some("a number that nobody gave");
        }
        if self.has(&bare) {
            return None;
        }
        if is_date(&bare) {
            return Some("a date that nobody gave");
        }
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        // Where nouns have capitals one by itself says nothing; a first and a last name stand side by side.
        if known.iter().any(|known| known.nouns) && !place.titled {
            return None;
        }
        let said = NO_NAMES.contains(&bare.as_str()) || is_stop_word(&bare);
        // At the beginning of a sentence any word has a capital: only what is no ordinary form of a word counts.
        let begins = place.begins
            && (has_common_ending(&bare)
                || LINKS.contains(&bare.as_str())
                || known.iter().any(|known| known.has_form_of(&bare)));
        if said || place.heads || (begins && !place.titled) {
            return None;
        }
        let mut parts = bare
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty());
        let plain = parts.all(|part| {
            part.chars().count() == 1
                || self.has(part)
                || is_stop_word(part)
                || (!place.titled && known.iter().any(|known| known.holds(part)))
        });
        (!plain).then_some("a name that nobody gave")
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

/// A number as it was written.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    /// Without what only orders its digits, and with a point before what is less than one.
    whole: String,
    /// What stands between its marks: it may be a date, or a time of day.
    parts: Vec<String>,
}

impl Number {
    fn of(run: &str) -> Self {
        let parts: Vec<&str> = run.split([',', '.']).collect();
        let thousands = |parts: &[&str]| parts.iter().skip(1).all(|part| part.len() == 3);
        // A date has three parts, and a time of day two.
        let minutes = |part: &&str| part.len() == 2 && part.parse::<u8>().is_ok_and(|it| it < 60);
        let moment = match parts.as_slice() {
            [_, _, _] => true,
            [hour, minute] => hour.len() <= 2 && minutes(minute),
            _ => false,
        };
        let (integer, rest) = match parts.split_last() {
            // "1,000" and "1.250.000"; and "1,250.00", where the two marks are not the same.
            _ if thousands(&parts) && parts[0] != "0" => (parts.concat(), ""),
            Some((last, before)) if thousands(before) => (before.concat(), *last),
            _ => (run.to_owned(), ""),
        };
        let rest = rest.trim_end_matches('0');
        let point = if rest.is_empty() { "" } else { "." };
        Self {
            whole: format!("{}{point}{rest}", without_zeros(&integer)),
            parts: match moment {
                true => parts.into_iter().map(without_zeros).collect(),
                false => Vec::new(),
            },
        }
    }

    /// All that it may be read as.
    fn readings(self) -> impl Iterator<Item = String> {
        self.parts.into_iter().chain([self.whole])
    }
}

fn without_zeros(number: &str) -> String {
    let short = number.trim_start_matches('0');
    if short.is_empty() { "0" } else { short }.to_owned()
}

/// The numbers in `text`.
fn numbers(text: &str) -> impl Iterator<Item = Number> {
    let runs = text.split(|c: char| !(c.is_numeric() || matches!(c, ',' | '.')));
    let runs = runs.map(|run| run.trim_matches([',', '.']));
    runs.filter(|run| !run.is_empty()).map(Number::of)
}

/// The days and months that `word` is short for: "thu", "dec", "sept".
fn in_full(word: &str) -> impl Iterator<Item = &'static str> {
    let short = (3..=5).contains(&word.len());
    let all = DAYS.iter().chain(&MONTHS).copied();
    all.filter(move |name| short && name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_its_digits_are_ordered() {
        let whole = |text: &str| numbers(text).next().unwrap().whole;
        for (written, meant) in [
            ("1,000", "1000"),
            ("1.000", "1000"),
            ("1,250.00", "1250"),
            ("1.250,50", "1250.5"),
            ("3,5", "3.5"),
            ("2.50", "2.5"),
            ("007", "7"),
            ("0", "0"),
            ("0.125", "0.125"),
        ] {
            assert_eq!(whole(written), meant, "{written}");
        }
    }

    #[test]
    fn what_was_given_in_short_or_as_a_date_was_given() {
        let misses = |given: &str, draft: &str| {
            let support = Support::of(given);
            let place = Place {
                begins: false,
                heads: false,
                titled: false,
                orders: false,
            };
            let words = draft.split(' ');
            words
                .filter_map(|word| support.missing(word, place, &[]))
                .count()
        };
        for (given, draft) in [
            ("9.12.1997", "December 9 1997"),
            ("thu 7:40", "Thursday 7.40"),
            ("12/9", "December 9"),
            ("Dec 9", "December 9"),
            ("1.000 Euro", "1,000 1000"),
        ] {
            assert_eq!(misses(given, draft), 0, "{given}: {draft}");
        }
        assert_eq!(misses("3,5 Stunden", "35"), 1);
        assert_eq!(misses("2,50", "250"), 1);
        assert_eq!(misses("2 adults, 5 children", "2.5 hours"), 1);
        assert_eq!(misses("3.5", "5"), 1);
        assert_eq!(misses("see you soon", "thursday"), 1);
    }
}
