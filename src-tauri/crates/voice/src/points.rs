//! The points of a text that is there already, so that it can be asked for again (method, section 4, task B).

use crate::words::{is_stop_word, words};

/// So many sentences at most.
const SENTENCES: usize = 8;
/// So many words of a phrase at most.
const LONGEST: usize = 4;

/// The sentences of `text` with most key phrases, in order, each reduced to them: phrases stand between stop-words and
/// punctuation (RAKE; Rose et al. 2010); of each sentence the longest third, at least one and at most two.
pub fn points_of(text: &str) -> Vec<String> {
    let text = text.replace('\n', " ");
    let mut points: Vec<(usize, usize, String)> = sentences(&text)
        .into_iter()
        .enumerate()
        .filter_map(|(at, sentence)| {
            let phrases = key_phrases(sentence);
            let size = phrases.iter().map(|phrase| phrase.len()).sum();
            (!phrases.is_empty()).then(|| (at, size, phrases.join(", ")))
        })
        .collect();
    points.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    points.truncate(SENTENCES);
    points.sort_by_key(|point| point.0);
    points.into_iter().map(|point| point.2).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in text.char_indices() {
        if ended && c.is_whitespace() {
            found.push(text[start..at].trim());
            start = at;
        }
        ended =
            matches!(c, '.' | '!' | '?') || (ended && matches!(c, '"' | '\'' | ')' | '”' | '’'));
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

fn key_phrases(sentence: &str) -> Vec<String> {
    let mut phrases: Vec<Vec<&str>> = Vec::new();
    let breaks =
        |c: char| !(c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\'' | '’' | '-'));
    for clause in sentence.split(breaks) {
        let mut phrase = Vec::new();
        for word in words(clause) {
            if is_stop_word(&word.to_lowercase().replace('’', "'")) {
                phrases.push(std::mem::take(&mut phrase));
            } else {
                phrase.push(word);
            }
        }
        phrases.push(phrase);
    }
    phrases.retain(|phrase| !phrase.is_empty());
    let most = (phrases.len() / 3).clamp(1, 2);
    let mut order: Vec<usize> = (0..phrases.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(phrases[*at].len()), *at));
    order.truncate(most);
    order.sort_unstable();
    let cut = |at: usize| {
        let words = phrases[at].iter().take(LONGEST).copied();
        words.collect::<Vec<_>>().join(" ")
    };
    order.into_iter().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::points_of;

    #[test]
    fn a_sentence_becomes_its_longest_phrases() {
        let text = "I have lost the old side door key, and it is late. It is what it is! \
                    Bring the blue wool blanket from the attic, the tin of black tea, and your very patient dog Bruno.";
        assert_eq!(
            points_of(text),
            ["old side door key", "blue wool blanket, patient dog Bruno"]
        );
    }

    #[test]
    fn the_fullest_sentences_stay_in_their_order() {
        let text: String = (0..12)
            .map(|n| format!("Word{} word. ", "x".repeat(n)))
            .collect();
        let points = points_of(&text);
        assert_eq!(points.len(), 8);
        assert!(points[0].starts_with("Wordxxxx ") && points[7].starts_with("Wordxxxxxxxxxxx "));
    }
}
