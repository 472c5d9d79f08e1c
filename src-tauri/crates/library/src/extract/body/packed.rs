//! How the bytes of a mail are packed for their way, and how they come out again where something went wrong on it.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders};

/// A run of so many letters is no word of a language but base64.
const LONG: usize = 24;
/// In a line of base64 one letter of so many may be a stray one.
const STRAY: usize = 16;

/// Bytes as they were before they were packed.
pub(super) struct Unpacked<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Something among them was left out because it cannot be of them.
    pub(super) lossy: bool,
}

/// How the bytes of `part` were packed. The parser forgets it of a part that has no end.
pub(super) fn transfer(part: &MessagePart<'_>) -> Encoding {
    let said = part.content_transfer_encoding().unwrap_or_default();
    match said.trim().to_ascii_lowercase().as_str() {
        "base64" => Encoding::Base64,
        "quoted-printable" => Encoding::QuotedPrintable,
        _ => Encoding::None,
    }
}

/// The bytes of `part`, as far as they can be had; as they stand where they are not packed as it says.
pub(super) fn unpacked<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Unpacked<'m> {
    let raw = message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    let bytes = match transfer(part) {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map(|bytes| (bytes, false)),
        Encoding::Base64 => of_base64(raw),
    };
    let (bytes, lossy) = match bytes {
        Some((bytes, lossy)) => (Cow::Owned(bytes), lossy),
        None => (Cow::Borrowed(raw), false),
    };
    Unpacked { bytes, lossy }
}

/// What the base64 in `raw` stands for, and whether something within it was left out; none if there is no base64. What
/// stands below it, as the footer of a list does, is no part of it.
fn of_base64(raw: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut packed = Vec::with_capacity(raw.len());
    let (mut gap, mut odd, mut lossy) = (false, false, false);
    for line in raw.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii) {
        match codes(line) {
            _ if line.is_empty() => gap = !packed.is_empty(),
            // Behind a gap a word may stand alone.
            Some(strays) if !(gap || odd) || line.len() >= LONG => {
                // Old programs break long lines with "!" at their end, which is no loss.
                let broken = strays == 1 && line.ends_with(b"!");
                lossy |= odd || strays > 0 && !broken;
                (gap, odd) = (false, false);
                packed.extend(line.iter().filter_map(|byte| code(*byte)));
            }
            _ => odd = true,
        }
    }
    let short = packed.len() < LONG;
    // What was packed piece by piece is filled up at the end of each piece.
    let pieces = packed.split(|byte| *byte == b'=');
    let pieces = pieces.filter_map(|piece| base64_decode(&in_fours(piece)));
    let bytes = pieces.collect::<Vec<_>>().concat();
    // A word of the language is in the letters of base64, too.
    let is_text = || {
        let control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
        std::str::from_utf8(&bytes).is_ok() && !bytes.iter().any(control)
    };
    (!bytes.is_empty() && (!short || is_text())).then_some((bytes, lossy))
}

/// The letter of base64 that `byte` is, also as addresses in the web write it.
fn code(byte: u8) -> Option<u8> {
    match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b'+' | b'/' | b'=' => Some(byte),
        _ => byte.is_ascii_alphanumeric().then_some(byte),
    }
}

/// If `line` is base64, how many strays are in it.
fn codes(line: &[u8]) -> Option<usize> {
    let strays = line.iter().filter(|byte| code(**byte).is_none()).count();
    let mut runs = line.split(|byte| code(*byte).is_none());
    let mut long = || runs.any(|run| run.len() >= LONG);
    let leads = || line.windows(3).any(|three| three == b"://");
    let is_code = match strays {
        0 => line.iter().any(u8::is_ascii_alphanumeric),
        _ => strays * STRAY <= line.len() && !leads() && long(),
    };
    is_code.then_some(strays)
}

/// `piece` filled up to whole fours.
fn in_fours(piece: &[u8]) -> Vec<u8> {
    let mut piece = piece.to_vec();
    // A single letter over is the beginning of a byte, and no byte.
    if piece.len() % 4 == 1 {
        piece.pop();
    }
    while !piece.len().is_multiple_of(4) {
        piece.push(b'=');
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str) -> Option<(String, bool)> {
        let (bytes, lossy) = of_base64(raw.as_bytes())?;
        Some((String::from_utf8(bytes).unwrap(), lossy))
    }

    #[test]
    fn one_odd_line_costs_nothing_but_itself() {
        const FIRST: &str = "SSB0aGluayB0aGUgYm9hdCBuZWVkcyBhIG5ldyBjb2F0";
        const LAST: &str = "IG9mIHBhaW50IGJlZm9yZSBzcHJpbmcsIG1pbmUu";
        let meant = "I think the boat needs a new coat of paint before spring, mine.";
        for (between, lossy) in [
            ("\n", false),
            (" \r\n", false),
            ("\n\n", false),
            ("!\n ", false),
            ("!!\n", true),
            ("*", true),
            ("\n***\n", true),
            ("\nA line of words\n", true),
        ] {
            let found = of(&format!("\n{FIRST}{between}{LAST}\n"));
            assert_eq!(found, Some((meant.to_owned(), lossy)), "{between:?}");
        }
    }

    #[test]
    fn pieces_and_the_letters_of_addresses() {
        assert_eq!(of("TWluZQ==\nIHdvcmRz\n").unwrap().0, "Mine words");
        assert_eq!(of("Pj4_Pj7Dv8O_\n").unwrap().0, ">>?>>ÿÿ");
    }

    #[test]
    fn words_are_no_base64() {
        for words in [
            "My brother says hello and asks for the blue book.\n\nIt is his.\n",
            "Thanks\n\nTom\n",
            "<html><body><p>I think the boat needs a new coat of paint.</p></body></html>",
            "!!!!",
            "",
        ] {
            assert_eq!(of(words), None, "{words}");
        }
    }
}
