//! Cutting text into word pieces, as the model was taught to from which the word vectors come (BERT, uncased: Devlin et
//! al. 2018; WordPiece: Schuster and Nakajima 2012). A reader of our own: the crate `tokenizers` is many times the size,
//! and of all it can do this is what one fixed vocabulary needs.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word longer than this, in bytes, has no pieces.
const LONGEST: usize = 100;
/// A word that falls into crumbs, of so many letters or fewer on the average, is a name, a number or a slip: what its
/// pieces mean it does not.
const CRUMB: usize = 2;

/// Pieces and their numbers.
type Numbers = HashMap<&'static str, u32, BuildHasherDefault<Fnv>>;

/// The word pieces there are.
pub(crate) struct Pieces {
    heads: Numbers,
    /// Pieces that go on with a word, without the `##` before them.
    tails: Numbers,
}

/// FNV-1a: for words it takes a third of the time of the usual hash. That one is proof against keys that somebody chose;
/// here the keys are ours.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Pieces {
    /// The pieces of `vocabulary`, one a line, numbered from 0.
    pub(crate) fn new(vocabulary: &'static str) -> Self {
        let (mut heads, mut tails) = (Numbers::default(), Numbers::default());
        for (piece, number) in vocabulary.lines().zip(0..) {
            match piece.strip_prefix("##") {
                Some(tail) if !tail.is_empty() => tails.insert(tail, number),
                _ => heads.insert(piece, number),
            };
        }
        Self { heads, tails }
    }

    /// Tells `on` the number of every piece of `text`, in order. A word that cannot be put together has none.
    pub(crate) fn cut(&self, text: &str, on: &mut dyn FnMut(u32)) {
        let mut word = String::new();
        let mut found = Vec::new();
        for c in text.chars() {
            let ascii = c.is_ascii();
            if c.is_alphanumeric() && (ascii || !is_ideograph(c)) {
                if ascii {
                    word.push(c.to_ascii_lowercase());
                } else {
                    let plain = c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c));
                    word.extend(plain);
                }
            } else if (ascii || !is_combining_mark(c)) && !is_nothing(c) {
                self.end(&mut word, &mut found, on);
                if !c.is_whitespace() {
                    word.push(c);
                    self.end(&mut word, &mut found, on);
                }
            }
        }
        self.end(&mut word, &mut found, on);
    }

    /// The longest pieces from the front, or nothing.
    fn end(&self, word: &mut String, found: &mut Vec<u32>, on: &mut dyn FnMut(u32)) {
        if let Some(number) = self.heads.get(word.as_str()) {
            on(*number);
        } else if word.len() <= LONGEST {
            found.clear();
            let mut rest = word.as_str();
            let mut from = &self.heads;
            while let Some((number, length)) = longest(from, rest) {
                found.push(number);
                rest = &rest[length..];
                from = &self.tails;
            }
            if rest.is_empty() && word.chars().count() > CRUMB * found.len() {
                found.iter().for_each(|number| on(*number));
            }
        }
        word.clear();
    }
}

/// The longest piece with which `rest` begins, and its length.
fn longest(from: &Numbers, rest: &str) -> Option<(u32, usize)> {
    let ends = rest.char_indices().rev().map(|(at, c)| at + c.len_utf8());
    let mut found = ends.filter_map(|end| Some((*from.get(&rest[..end])?, end)));
    found.next()
}

/// Controls and the mark of a damaged character are as if they were not there.
fn is_nothing(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || c == '\u{fffd}' || c == '\u{200b}' || c == '\u{ad}'
}

/// Chinese characters are words each.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "!\n#\n##s\nkey\n##board\ncafe\nun\n##aff\n##able\n中\n文\n##\nkeys";

    fn cut(text: &str) -> Vec<&'static str> {
        let pieces = Pieces::new(VOCABULARY);
        let all: Vec<&str> = VOCABULARY.lines().collect();
        let mut found = Vec::new();
        pieces.cut(text, &mut |number| found.push(all[number as usize]));
        found
    }

    #[test]
    fn words_are_cut_as_the_model_cuts_them() {
        assert_eq!(
            cut("Keys keyboards!"),
            ["keys", "key", "##board", "##s", "!"]
        );
        assert_eq!(cut("Café, CAFE\u{301}s"), ["cafe", "cafe", "##s"]);
        assert_eq!(cut("unaffable中文"), ["un", "##aff", "##able", "中", "文"]);
        assert_eq!(
            cut("un\u{ad}affable key#"),
            ["un", "##aff", "##able", "key", "#"]
        );
    }

    #[test]
    fn a_word_of_unknown_pieces_has_none() {
        assert_eq!(cut("keyz \u{0} \u{fffd} q"), [""; 0]);
        assert_eq!(cut("cafes"), ["cafe", "##s"]);
        assert_eq!(cut("keysss keyssss"), [""; 0]);
        assert_eq!(cut(&"s".repeat(1_000)), [""; 0]);
        assert_eq!(cut(""), [""; 0]);
    }
}
