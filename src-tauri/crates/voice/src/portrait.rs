//! Everything that was counted of one kind of text, with its counts, so that it can be shown.

use std::collections::{HashMap, HashSet};

use domain::{Counted, Document, Favourite, Kind, Portrait};

use crate::favourites::favourites;
use crate::greeting;
use crate::habits::Habits;
use crate::hand::Background;
use crate::shell::{body, shell};
use crate::signoff::sign_off_of;
use crate::spread::{sentence_lengths, spread};
use crate::words::{is_stop_word, length, words};

/// How many greetings and sign-offs are told at most.
const MOST_LINES: usize = 5;
/// How many words are told at most.
const MOST_WORDS: usize = 20;

/// Counts over `documents`, all the user's own and of `kind`; `to` says to whom they all went, or nothing.
pub fn portrait(kind: Kind, to: &str, documents: &[Document]) -> Portrait {
    let letters = documents.iter().filter(|_| kind == Kind::Email);
    let greetings = letters
        .clone()
        .filter_map(|document| greeting::pattern(&document.text, &document.recipients));
    let shell = shell(documents, None);
    let texts: Vec<&str> = documents.iter().map(|one| one.text.as_str()).collect();
    let lengths = texts.iter().map(|text| length(text)).collect();
    let sentences = texts
        .iter()
        .flat_map(|text| sentence_lengths(text))
        .collect();
    Portrait {
        kind,
        to: to.to_owned(),
        pieces: documents.len(),
        words_low: shell.words_low,
        words_median: shell.words_median,
        words_high: shell.words_high,
        lengths: spread(lengths),
        sentences: spread(sentences),
        greetings: commonest(
            greetings.map(|pattern| greeting::shown(&pattern)),
            MOST_LINES,
        ),
        sign_offs: commonest(
            letters.filter_map(|document| sign_off_of(&document.text)),
            MOST_LINES,
        ),
        words: liked(kind, documents),
        habits: Habits::count(texts.iter().copied()).all(),
    }
}

/// Favourite words against everybody's, or, where there is too little to compare, those in most pieces.
fn liked(kind: Kind, documents: &[Document]) -> Vec<Favourite> {
    // Greeting and sign-off stand elsewhere.
    let bodies: Vec<&str> = documents.iter().map(body).collect();
    let compared = Background::shipped()
        .map(|background| favourites(background, kind, &bodies, MOST_WORDS))
        .unwrap_or_default();
    if !compared.is_empty() {
        return compared;
    }
    let counted = commonest(documents.iter().flat_map(content_words), MOST_WORDS);
    let favourite = |Counted { text, count }| Favourite {
        text,
        count,
        times: None,
    };
    counted.into_iter().map(favourite).collect()
}

/// Each ordinary word of a piece once: names and stop-words are nobody's favourites.
fn content_words(document: &Document) -> HashSet<String> {
    let ordinary = |word: &&str| {
        word.chars().count() > 3
            && word.chars().all(|c| c.is_lowercase() || c == '-')
            && !is_stop_word(word)
    };
    words(&document.text)
        .filter(ordinary)
        .map(str::to_owned)
        .collect()
}

/// What was seen more than once, the commonest first.
fn commonest(seen: impl Iterator<Item = String>, most: usize) -> Vec<Counted> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    seen.for_each(|text| *counts.entry(text).or_default() += 1);
    let more = counts.into_iter().filter(|(_, count)| *count > 1);
    let mut all: Vec<Counted> = more.map(|(text, count)| Counted { text, count }).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    all.truncate(most);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::letter;

    #[test]
    fn what_is_done_often_is_counted() {
        let letters = [
            letter(
                "Tom",
                "Hullo Tom,\n\nThe rehearsal is late.\n\nYours,\nOttilie",
            ),
            letter(
                "Ada",
                "Hullo Ada,\n\nNo rehearsal for Averill.\n\nYours,\nOttilie",
            ),
        ];
        let seen = portrait(Kind::Email, "", &letters);
        let two = |text: &str| {
            vec![Counted {
                text: text.into(),
                count: 2,
            }]
        };
        assert_eq!(seen.greetings, two("Hullo NAME,"));
        assert_eq!(seen.sign_offs, two("Yours,\nOttilie"));
        let word = &seen.words[0];
        assert_eq!(
            (word.text.as_str(), word.count, word.times),
            ("rehearsal", 2, None)
        );
        assert_eq!(seen.lengths.counts.iter().sum::<usize>(), 2);
        assert_eq!(seen.pieces, 2);
    }
}
