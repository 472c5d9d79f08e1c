//! Bytes to text: a byte order mark first, then UTF-8, then what a page says of itself, then a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// A page says in so many bytes at its start how it is written.
const DECLARED_IN: usize = 1024;
/// Begins a sign of two bytes in the Japanese text of old mails, which has no other bytes than ASCII has.
const ESCAPE: u8 = 0x1b;

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
    let guess = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    };
    if bytes.contains(&ESCAPE) && guess() == ISO_2022_JP {
        return with(ISO_2022_JP, bytes);
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
    with(declared(bytes).unwrap_or_else(guess), bytes)
}

/// The text that `bytes` stand for in the character set called `name`; none where nobody knows that.
pub(super) fn decode_as<'a>(name: &str, bytes: &'a [u8]) -> Option<Decoded<'a>> {
    encoding(name).map(|encoding| with(encoding, bytes))
}

/// The encoding called `name`, if ASCII is a part of it and it is not UTF-8, which shows by itself.
fn encoding(name: &str) -> Option<&'static Encoding> {
    let name = name.to_ascii_lowercase();
    // As Windows numbers them.
    let label = match name.trim_start_matches("cp").trim_start_matches("ms") {
        "932" => "shift_jis",
        "936" => "gbk",
        "949" => "euc-kr",
        "950" => "big5",
        _ => &name,
    };
    let found = Encoding::for_label(label.as_bytes())?;
    (found.is_ascii_compatible() && found != UTF_8 && found != X_USER_DEFINED).then_some(found)
}

/// What a page says at its start that it is written in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.trim_ascii_start();
    if !head.starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(&head[..head.len().min(DECLARED_IN)]).to_lowercase();
    let key = match head.find("charset=") {
        None if head.starts_with("<?xml") => "encoding=",
        _ => "charset=",
    };
    let value = head.split_once(key)?.1.trim_start_matches(['"', '\'', ' ']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.:+".contains(c);
    encoding(value.split(|c| !is_name(c)).next()?)
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
    fn a_page_says_how_it_is_written() {
        for (page, wanted) in [
            (
                &b"<meta charset=windows-1257><p>A\xe8i\xfb u\xfe"[..],
                "A\u{10d}i\u{16b} u\u{17e}",
            ),
            (
                b" <meta content='text/html; charset=ISO-8859-15'>5 \xa4",
                "5 \u{20ac}",
            ),
            (
                b"<meta charset = 'x'><meta charset=\"cp932\">\x8c\xae\x82\xcd",
                "\u{9375}\u{306f}",
            ),
            (
                b"<?xml version='1.0' encoding='iso-8859-5'?><p>\xba\xdb\xee\xe7",
                "\u{41a}\u{43b}\u{44e}\u{447}",
            ),
            (
                b"<meta charset=utf-8><p>Viele Gr\xfc\xdfe aus K\xf6ln",
                "Viele Gr\u{fc}\u{df}e aus K\u{f6}ln",
            ),
            (
                b"<meta charset=utf-16><p>Viele Gr\xfc\xdfe aus K\xf6ln",
                "Viele Gr\u{fc}\u{df}e aus K\u{f6}ln",
            ),
            (b"<meta charset=", "="),
            (
                "<meta charset=koi8-r><p>Gr\u{fc}\u{df}e".as_bytes(),
                "Gr\u{fc}\u{df}e",
            ),
        ] {
            let text = decode(page).text;
            assert!(text.ends_with(wanted), "{text}");
        }
        // What is no page says nothing of itself.
        let mail = b"charset=koi8-r\n\nViele Gr\xfc\xdfe aus K\xf6ln";
        assert!(decode(mail).text.ends_with("Gr\u{fc}\u{df}e aus K\u{f6}ln"));
    }

    #[test]
    fn names_of_character_sets() {
        let of =
            |name: &str, bytes: &[u8]| decode_as(name, bytes).map(|found| found.text.into_owned());
        for name in ["CP932", "ms932", "windows-31j", "x-sjis"] {
            assert_eq!(of(name, b"\x87\x40").as_deref(), Some("\u{2460}"), "{name}");
        }
        for name in ["x-none", "", "hz-gb-2312", "utf-16", "cp437"] {
            assert_eq!(of(name, b"\x87\x40"), None, "{name}");
        }
    }

    #[test]
    fn japanese_text_of_seven_bits_is_told_by_its_escapes() {
        assert_eq!(decode(b"\x1b$B80\x1b(B ok").text, "\u{9375} ok");
        assert_eq!(decode(b"\x1b[1mbold\x1b[0m").text, "\x1b[1mbold\x1b[0m");
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
