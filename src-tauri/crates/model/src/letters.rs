//! The letters of a text that comes in bytes: where a vocabulary has no token for a letter, several spell it.

use std::str::from_utf8;

/// What stands in the place of what is no letter.
const NO_LETTER: char = char::REPLACEMENT_CHARACTER;

/// What there is of a letter that is not whole yet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Letters(Vec<u8>);

impl Letters {
    /// Whether one is begun and not ended.
    pub(crate) fn are_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether the text is still one with `piece`. One that ends a letter has nothing but letters of several bytes: no mark
    /// and no space of the frame comes in with it.
    pub(crate) fn go_on_with(&self, piece: &[u8]) -> bool {
        if self.are_open() {
            let bytes = [self.0.as_slice(), piece].concat();
            return !piece.iter().any(u8::is_ascii) && is_text(&bytes);
        }
        is_text(piece)
    }

    /// Takes more; returns the letters that are whole. What is none is left off.
    pub(crate) fn push(&mut self, piece: &[u8]) -> String {
        self.0.extend_from_slice(piece);
        let mut whole = String::new();
        let mut open = 0;
        for chunk in self.0.utf8_chunks() {
            whole.push_str(chunk.valid());
            open = begun_at_end(chunk.invalid()).unwrap_or(0);
        }
        self.0.drain(..self.0.len() - open);
        whole
    }
}

/// Whether `bytes` are letters, the last of which may not be whole.
fn is_text(bytes: &[u8]) -> bool {
    let Some(open) = begun_at_end(bytes) else {
        return false;
    };
    let whole = from_utf8(&bytes[..bytes.len() - open]);
    whole.is_ok_and(|text| !text.contains(NO_LETTER))
}

/// How many of the last `bytes` begin a letter and do not end it; none where these are no text.
fn begun_at_end(bytes: &[u8]) -> Option<usize> {
    match from_utf8(bytes) {
        Ok(_) => Some(0),
        Err(error) if error.error_len().is_none() => Some(bytes.len() - error.valid_up_to()),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of `pieces`, where each that does not go on as text does is another one.
    fn told(pieces: &[&[u8]]) -> (String, usize) {
        let (mut letters, mut text, mut barred) = (Letters::default(), String::new(), 0);
        for piece in pieces {
            match letters.go_on_with(piece) {
                true => text.push_str(&letters.push(piece)),
                false => barred += 1,
            }
        }
        (text, barred)
    }

    #[test]
    fn a_letter_in_several_tokens_is_told_once_it_is_whole() {
        let key = "ключ 🔑 鍵";
        let bytes: Vec<&[u8]> = key.as_bytes().chunks(1).collect();
        assert_eq!(told(&bytes), (key.to_owned(), 0));
        let mut letters = Letters::default();
        assert_eq!(letters.push(" к\u{43b}".as_bytes()), " кл");
        assert!(!letters.are_open());
        assert_eq!(letters.push(&[b' ', 0xd1]), " ");
        assert!(letters.are_open());
        assert_eq!(letters.push(&[0x8e, 0xd1]), "ю");
        assert!(letters.are_open(), "another one is begun");
        assert_eq!(letters.push(&[0x87]), "ч");
    }

    #[test]
    fn what_is_no_letter_does_not_go_on_with_a_text() {
        // Half a letter before a letter, before another half, before a space; a half that nothing stands before.
        let d = 0xd0;
        assert_eq!(told(&[&[d], b"A", &[0x9a]]), ("К".to_owned(), 1));
        assert_eq!(told(&[&[d], &[d], &[0x9a]]), ("К".to_owned(), 1));
        assert_eq!(told(&[&[d], b" ", &[0x9a]]), ("К".to_owned(), 1));
        assert_eq!(told(&[&[d], &[0x9a, b'['], &[0x9a]]), ("К".to_owned(), 1));
        assert_eq!(told(&[b"a", &[0x9a], b"b"]), ("ab".to_owned(), 1));
        // A letter that is longer than it has to be, a half of a pair, and what others made of no letter.
        for none in [&[0xc0, 0xaf][..], &[0xed, 0xa0, 0x80], &[0xef, 0xbf, 0xbd]] {
            assert_eq!(told(&[none, b"a"]), ("a".to_owned(), 1), "{none:?}");
        }
    }

    #[test]
    fn where_nothing_else_may_come_no_letter_is_made_of_what_is_none() {
        let mut letters = Letters::default();
        let pieces: [&[u8]; 4] = [b"a", &[0xd0], b"b", &[0x9a, b'c', 0xd0]];
        let text: String = pieces.map(|piece| letters.push(piece)).concat();
        assert_eq!(text, "abc");
        assert!(letters.are_open(), "the last one may still be ended");
    }
}
