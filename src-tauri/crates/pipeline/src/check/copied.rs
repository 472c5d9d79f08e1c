//! Long runs that a draft has word for word from a past piece.

use std::collections::HashSet;

use domain::{Brief, Mark};

use super::{Word, mark};

/// Runs of more words than this in a past piece are copied.
const LONGEST_RUN: usize = 12;

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
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for passage in passages {
        let theirs = runs_of(passage);
        for at in 0..=own.len().saturating_sub(run) {
            let Some(window) = own.get(at..at + run) else {
                break;
            };
            if !theirs.contains(window) || given.contains(window) {
                continue;
            }
            spans.push((at, at + run));
        }
    }
    // Where one run goes over into another, of this piece or of another one, it is one.
    spans.sort_unstable();
    let mut whole: Vec<(usize, usize)> = Vec::new();
    for (from, to) in spans {
        match whole.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => whole.push((from, to)),
        }
    }
    let marks = whole.into_iter();
    marks.map(|span| copied_mark(text, &words, span)).collect()
}

fn copied_mark(text: &str, words: &[Word<'_>], (from, to): (usize, usize)) -> Mark {
    let why = "word for word as in one of your past pieces";
    mark(text, words[from].from, words[to - 1].to(), why)
}
