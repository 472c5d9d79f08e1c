//! The gist of a past piece in a few key phrases, so that it can stand as an example of notes and the text made of them.

use domain::snippets;

use crate::words::{is_stop_word, words};

/// At most so many words in a phrase.
const LONGEST: usize = 4;

/// For each of the first `most` snippets of `text` its longest phrase: words between stop-words and punctuation
/// (RAKE; Rose et al. 2010).
pub fn key_phrases(text: &str, most: usize) -> Vec<String> {
    snippets(text)
        .into_iter()
        .filter_map(|range| longest_phrase(&text[range]))
        .take(most)
        .collect()
}

fn longest_phrase(snippet: &str) -> Option<String> {
    let mut best: Vec<&str> = Vec::new();
    for clause in snippet.split([
        '.', ',', ';', ':', '!', '?', '(', ')', '"', '“', '”', '\n', '—', '–',
    ]) {
        let mut phrase: Vec<&str> = Vec::new();
        for word in words(clause).chain([""]) {
            let ends = word.is_empty() || is_stop_word(&word.to_lowercase().replace('’', "'"));
            if !ends && phrase.len() < LONGEST {
                phrase.push(word);
                continue;
            }
            if phrase.len() > best.len() {
                best = std::mem::take(&mut phrase);
            }
            phrase.clear();
            if !ends {
                phrase.push(word);
            }
        }
    }
    (!best.is_empty()).then(|| best.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_between_stop_words() {
        assert_eq!(
            key_phrases("I have lost the old side door key, and it is late.", 3),
            ["old side door key"]
        );
        assert!(key_phrases("It is what it is.", 3).is_empty());
    }
}
