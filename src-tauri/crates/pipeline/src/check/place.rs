//! Where in a draft a word stands, as far as it says whether its capital makes it a name.

use super::Word;

/// What a place says of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// A sentence, a line or a quotation begins with it.
    pub(super) begins: bool,
    /// It stands alone before a colon, as a heading does.
    pub(super) heads: bool,
    /// It is one of several words with capitals that are not there for a sentence or a heading, as in a title.
    pub(super) titled: bool,
    /// As a number it only counts what comes in order: `1.`, `2)`, `#3`.
    pub(super) orders: bool,
}

/// The places of all `words` of `text`.
pub(super) fn places(text: &str, words: &[Word<'_>]) -> Vec<Place> {
    let titled: Vec<bool> = words
        .iter()
        .map(|word| may_be_titled(text, *word))
        .collect();
    let beside = |at: usize, other: usize| {
        let (first, second) = (at.min(other), at.max(other));
        titled[other] && &text[words[first].to()..words[second].from] == " "
    };
    let of = |at: usize| {
        let word = words[at];
        let before = at > 0 && beside(at, at - 1);
        let after = at + 1 < words.len() && beside(at, at + 1);
        Place {
            begins: begins_sentence(text, word.from),
            heads: is_heading(text, word),
            titled: titled[at] && (before || after),
            orders: only_orders(text, word),
        }
    };
    (0..words.len()).map(of).collect()
}

/// What may stand before the first letter of a sentence or of a line.
const BEFORE: [char; 10] = [' ', '"', '\'', '“', '‘', '(', '*', '_', '-', '['];

/// Whether a sentence, a line or a quotation begins at `at`.
fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(BEFORE);
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '\n', '”', '"', '—', '–', ';'])
}

/// Whether the capital of `word` may be that of a title: it begins with one, is not all capitals, as what is shouted, and
/// begins neither a sentence nor a heading. What a quotation begins with is as often a title.
fn may_be_titled(text: &str, word: Word<'_>) -> bool {
    let mut letters = word.text.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.any(char::is_lowercase);
    let quoted = text[..word.from].ends_with(['"', '“', '‘']);
    capital && small && (quoted || !begins_sentence(text, word.from)) && !in_heading(text, word)
}

fn line_around(text: &str, word: Word<'_>) -> (usize, usize) {
    let from = text[..word.from].rfind('\n').map_or(0, |at| at + 1);
    let to = text[word.to()..]
        .find('\n')
        .map_or(text.len(), |at| word.to() + at);
    (from, to)
}

/// Whether `word` is all that stands before a colon on its line, but for the mark of a list. Models head parts of a text so,
/// and a greeting that ends in a colon is rarer. A name alone on its line signs a mail, so a line's end makes no heading.
fn is_heading(text: &str, word: Word<'_>) -> bool {
    let (from, _) = line_around(text, word);
    let before = text[from..word.from].chars().all(|c| !c.is_alphabetic());
    before && text[word.to()..].trim_start_matches('*').starts_with(':')
}

/// Whether `word` is in what leads up to a colon from the beginning of its line, with no comma and no end between.
fn in_heading(text: &str, word: Word<'_>) -> bool {
    let (from, to) = line_around(text, word);
    let rest = &text[word.to()..to];
    let ends = rest.find([':', '.', '!', '?', ',', ';', '"', '“', '”']);
    let stops = ends.is_some_and(|at| rest[at..].starts_with(':'));
    stops && !text[from..word.from].contains(['!', '?', ',', ';', '"', '“', '”'])
}

fn only_orders(text: &str, word: Word<'_>) -> bool {
    let before = &text[..word.from];
    let line = before.trim_end_matches([' ', '(']);
    let digits = word.text.chars().all(char::is_numeric);
    let begins = line.is_empty() || line.ends_with('\n');
    let list =
        begins && word.text.chars().count() <= 2 && text[word.to()..].starts_with(['.', ')']);
    digits && (list || before.ends_with('#'))
}
