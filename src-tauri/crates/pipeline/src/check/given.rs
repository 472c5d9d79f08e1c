//! What was given for a draft, as its words are looked up in it.

use std::collections::HashSet;

use voice::{is_stop_word, stem};

use super::lists::{LINKS, MONTHS, NO_NAMES, is_date, value};
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
            numbers: numbers(given).collect(),
            text: given.to_lowercase(),
        };
        for word in given.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))) {
            let word = bare(word);
            support.numbers.extend(value(&word).map(|n| n.to_string()));
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
        let is_date = parts.len() == 3 && parts.iter().all(|part| part.parse::<u16>().is_ok());
        if is_date {
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
                self.numbers.extend(numbers(&year[2..]));
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
            let all = numbers(word).all(|number| self.numbers.contains(&number));
            return (!all && !place.orders).then_some("a number that nobody gave");
        }
        // One is as often somebody as a number.
        if value(&bare).is_some_and(|n| n > 1 && !self.numbers.contains(&n.to_string())) {
            return Some("a number that nobody gave");
        }
        if !word.starts_with(char::is_uppercase) || self.has(&bare) {
            return None;
        }
        if is_date(&bare) {
            return Some("a date that nobody gave");
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
