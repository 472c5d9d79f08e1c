//! Cutting a text into snippets: the unit that is compared when a part of a brief looks for its like.

use std::ops::Range;

use crate::sentences::sentence_ends;

/// A snippet is sentences of one document, appended until it has this many characters
/// (*Teach LLMs to Personalize*, section 4.1).
pub const SNIPPET_CHARACTERS: usize = 250;

/// The snippets of `text` as byte ranges, in order, without outer white space. Every word is in exactly one.
pub fn snippets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut characters = 0;
    for sentence in sentences(text) {
        let from = *start.get_or_insert(sentence.start);
        characters += text[sentence.clone()].chars().count();
        if characters >= SNIPPET_CHARACTERS {
            found.push(from..sentence.end);
            start = None;
            characters = 0;
        }
    }
    if let Some(from) = start {
        found.push(from..text.trim_end().len());
    }
    found
}

/// Sentences as trimmed byte ranges; an empty line ends one, too.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ends = sentence_ends(text).peekable();
    let mut found = Vec::new();
    let mut start = 0;
    let mut newlines = 0;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            newlines += 1;
        } else if !c.is_whitespace() {
            newlines = 0;
        }
        if ends.next_if_eq(&at).is_some() || newlines == 2 {
            push_trimmed(text, start..at, &mut found);
            start = at;
            newlines = 0;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

fn push_trimmed(text: &str, range: Range<usize>, into: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    if start < end {
        into.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_exactly_one_snippet() {
        let text = "One. Two! Three?\n\nFour is a paragraph without an end\n\n\"Five,\" she said. "
            .repeat(12);
        let found = snippets(&text);
        let joined: Vec<&str> = found
            .iter()
            .flat_map(|r| text[r.clone()].split_whitespace())
            .collect();
        assert_eq!(joined, text.split_whitespace().collect::<Vec<_>>());
        assert!(
            found[..found.len() - 1]
                .iter()
                .all(|r| r.len() >= SNIPPET_CHARACTERS)
        );
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(snippets(" \n\n ").is_empty());
        assert_eq!(snippets("…").first(), Some(&(0..3)));
    }
}
