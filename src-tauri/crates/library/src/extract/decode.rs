//! Bytes to text: a byte order mark first, then UTF-8, then a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text and whether letters of it were lost.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) lossy: bool,
}

/// The text that `bytes` stand for.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = wide(bytes) {
        return with(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: Cow::Borrowed(text),
            lossy: false,
        };
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Allow), bytes)
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, lossy }
}

/// 16-bit text without a mark: nearly every second byte of a European text is zero.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    if head.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() * 2 / 5;
    match (even, odd) {
        (0, odd) if odd >= most => Some(UTF_16LE),
        (even, 0) if even >= most => Some(UTF_16BE),
        _ => None,
    }
}

/// One damaged byte in a UTF-8 file must not turn all its other letters into those of another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 * bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_decides() {
        assert_eq!(decode(b"\xff\xfeH\0i\0").text, "Hi");
        assert_eq!(decode(b"\xfe\xff\0H\0i").text, "Hi");
        assert_eq!(decode(b"H\0e\0y\0").text, "Hey");
        assert_eq!(decode(b"\0H\0e\0y").text, "Hey");
        assert_eq!(decode("\u{feff}Grüße".as_bytes()).text, "Grüße");
    }

    #[test]
    fn without_a_mark_utf8_comes_before_a_guess() {
        assert_eq!(decode("Grüße".as_bytes()).text, "Grüße");
        let latin = b"Viele Gr\xfc\xdfe aus K\xf6ln, und bis n\xe4chste Woche!";
        let decoded = decode(latin);
        assert_eq!(decoded.text, "Viele Grüße aus Köln, und bis nächste Woche!");
        assert!(!decoded.lossy);
    }

    #[test]
    fn one_damaged_byte_spoils_only_itself() {
        let mut bytes = "Grüße und Küsse, ".repeat(20).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("Grüße und Küsse"));
        assert!(decoded.lossy);
    }
}
