//! What a draft should not do: copy, repeat itself, say what nobody said; and whether it makes the points.

use std::collections::HashSet;

use voice::{still_to_make, words};

use crate::style::is_common;

/// The words of `text` in small letters, in any script; ROUGE's know English ones alone.
fn plain(text: &str) -> Vec<String> {
    words(text).map(str::to_lowercase).collect()
}

/// The longest run of words of `text` that stands in one of `passages` too, in words.
pub fn copied_run(text: &str, passages: &[String]) -> usize {
    let text = plain(text);
    let longest = |passage: &String| {
        let passage = plain(passage);
        let mut row = vec![0_usize; passage.len() + 1];
        let mut best = 0;
        for word in &text {
            for at in (0..passage.len()).rev() {
                row[at + 1] = if *word == passage[at] { row[at] + 1 } else { 0 };
                best = best.max(row[at + 1]);
            }
        }
        best
    };
    passages.iter().map(longest).max().unwrap_or(0)
}

/// The share of runs of four words that were there before, 0 to 100.
pub fn repeats(text: &str) -> f64 {
    let tokens = plain(text);
    let mut seen = HashSet::new();
    let (mut all, mut again) = (0, 0);
    for run in tokens.windows(4) {
        all += 1;
        again += usize::from(!seen.insert(run));
    }
    if all == 0 {
        return 0.0;
    }
    100.0 * again as f64 / all as f64
}

/// Names and numbers of `text` that `given` does not have, for each 100 words. A name is a word with a capital inside a
/// sentence that is none of the commonest.
pub fn unsupported(text: &str, given: &str) -> f64 {
    let known: HashSet<String> = words(given).map(str::to_lowercase).collect();
    let (mut all, mut strange) = (0, 0);
    let mut begins = true;
    for part in text.split_whitespace() {
        let ends = part.ends_with(['.', '!', '?', ':', '"', '”']);
        for word in words(part) {
            all += 1;
            let lower = word.to_lowercase();
            let number = word.chars().any(|c| c.is_ascii_digit());
            let name = !begins && word.starts_with(char::is_uppercase) && !is_common(&lower);
            strange += usize::from((number || name) && !known.contains(&lower));
            begins = false;
        }
        begins = begins || ends;
    }
    if all == 0 {
        return 0.0;
    }
    100.0 * strange as f64 / all as f64
}

/// The share of `points` of which at least half of the content words stand in `text`, by stem, 0 to 100; none without
/// points.
pub fn points_kept(points: &[String], text: &str) -> Option<f64> {
    let kept = points.len() - still_to_make(points, text).len();
    (!points.is_empty()).then(|| 100.0 * kept as f64 / points.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_run_is_counted_in_words() {
        let passages = ["the key is under the mat again".to_owned(), "no".to_owned()];
        assert_eq!(copied_run("Look: the KEY is under a mat.", &passages), 4);
        assert_eq!(copied_run("", &passages), 0);
        assert_eq!(copied_run("the key", &[]), 0);
        let russian = ["Ключ лежит под ковриком".to_owned()];
        assert_eq!(copied_run("ключ лежит дома", &russian), 2);
    }

    #[test]
    fn what_comes_twice_is_a_repeat() {
        assert_eq!(repeats("one two three four five"), 0.0);
        assert_eq!(repeats("a b c d a b c d"), 20.0);
    }

    #[test]
    fn a_name_that_nobody_gave_is_seen_and_a_first_word_is_none() {
        let text = "Tomorrow I see Ada and Bruno at 7. Keys? Yes";
        assert_eq!(unsupported(text, "Ada has keys"), 20.0);
        assert_eq!(unsupported("", ""), 0.0);
    }

    #[test]
    fn points_are_kept_by_stem() {
        let points = ["who has the key".to_owned(), "zebra stripes".to_owned()];
        assert_eq!(points_kept(&points, "The keys are gone."), Some(50.0));
        assert_eq!(points_kept(&[], "x"), None);
    }
}
