//! ROUGE as the package `rouge-score` computes it, F1 without stemming (Lin 2004).

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// ROUGE-N, F1, 0 to 100.
pub fn rouge_n(text: &str, target: &str, n: usize) -> f64 {
    of(&tokens(text), &tokens(target), n)
}

/// ROUGE-1 over the words that are not in the `brief`: what a draft brings of its own.
pub fn rouge_1_beyond(text: &str, target: &str, brief: &str) -> f64 {
    let given: HashSet<String> = tokens(brief).into_iter().collect();
    let rest = |text: &str| -> Vec<String> {
        let words = tokens(text).into_iter();
        words.filter(|word| !given.contains(word)).collect()
    };
    of(&rest(text), &rest(target), 1)
}

/// ROUGE-L, F1 of the longest common subsequence over the whole texts, 0 to 100.
pub fn rouge_l(text: &str, target: &str) -> f64 {
    let (text, target) = (tokens(text), tokens(target));
    let mut row = vec![0_usize; target.len() + 1];
    for word in &text {
        let mut corner = 0;
        for (at, other) in target.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other {
                corner + 1
            } else {
                above.max(row[at])
            };
            corner = above;
        }
    }
    let common = row.last().copied().unwrap_or(0);
    f1(common, text.len(), target.len())
}

fn of(text: &[String], target: &[String], n: usize) -> f64 {
    let (mine, wanted) = (counts(text.windows(n)), counts(target.windows(n)));
    let common = mine.iter().map(|(gram, count)| {
        let there = wanted.get(gram).copied().unwrap_or(0);
        *count.min(&there)
    });
    let windows = |of: &[String]| (of.len() + 1).saturating_sub(n);
    f1(common.sum(), windows(text), windows(target))
}

fn f1(common: usize, mine: usize, wanted: usize) -> f64 {
    if common == 0 {
        return 0.0;
    }
    200.0 * common as f64 / (mine + wanted) as f64
}

fn counts<T: Hash + Eq>(of: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    of.for_each(|one| *counts.entry(one).or_default() += 1);
    counts
}

/// In lower case; whatever is no plain letter or digit stands between words.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()));
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
