//! Which parts of a mail hold its words, and how their bytes become text.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::decode::decode;
use super::html;

/// What stands in place of a letter that could not be decoded.
const LOST: char = '\u{fffd}';

/// The words of a mail.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) text: String,
    /// Some letters could not be made out for certain.
    pub(super) lossy: bool,
}

/// The words of `message`: its plain text where it has some, else its HTML. Attachments are left out.
pub(super) fn of(message: &Message<'_>) -> Body {
    let mut body = Body::default();
    for part in message.text_bodies() {
        add(message, part, &mut body);
    }
    if body.text.trim().is_empty() {
        for part in message.html_bodies().filter(|part| part.is_text_html()) {
            add(message, part, &mut body);
        }
    }
    body
}

fn add(message: &Message<'_>, part: &MessagePart<'_>, body: &mut Body) {
    let attached = part.attachment_name().is_some() && !body.text.trim().is_empty();
    let kind = part.content_type();
    let subtype = kind.and_then(|k| k.subtype()).unwrap_or("plain");
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else {
        return;
    };
    if attached
        || !(subtype.eq_ignore_ascii_case("plain")
            || part.is_text_html()
            || part.is_encoding_problem)
    {
        return;
    }
    let (text, lossy) = readable(message, part, text);
    body.lossy |= lossy;
    let flowed = kind
        .and_then(|k| k.attribute("format"))
        .is_some_and(|f| f.eq_ignore_ascii_case("flowed"));
    let joins = kind
        .and_then(|k| k.attribute("delsp"))
        .is_some_and(|d| d.eq_ignore_ascii_case("yes"));
    let text = match part.body {
        PartType::Html(_) => html::mail_text(&text),
        _ if flowed => unflow(&text, joins),
        _ => text,
    };
    if !body.text.is_empty() {
        body.text.push_str("\n\n");
    }
    body.text.push_str(&text);
}

/// `text` as it was decoded; or decoded again where its mail names no character set or an unknown one, or where it
/// names a western one and the bytes are UTF-8, as badly set up programs do.
fn readable(message: &Message<'_>, part: &MessagePart<'_>, text: &str) -> (String, bool) {
    let named = part
        .content_type()
        .and_then(|k| k.attribute("charset"))
        .map(str::to_ascii_lowercase);
    let named = named.as_deref().unwrap_or("utf-8");
    let utf8 = matches!(named, "utf-8" | "utf8");
    let western = ["iso-8859-", "windows-125", "cp125", "latin", "us-ascii"]
        .iter()
        .any(|set| named.starts_with(set));
    let known = utf8 || western || charset_decoder(named.as_bytes()).is_some();
    let lost = text.contains(LOST);
    let unsure = if known { lost } else { !text.is_ascii() };
    if text.is_ascii() || !(western || lost && (utf8 || !known)) {
        return (text.to_owned(), unsure);
    }
    let raw = message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(Cow::Borrowed(raw)),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map(Cow::Owned),
        Encoding::Base64 => base64_decode(raw).map(Cow::Owned),
    };
    match bytes {
        Some(bytes) if western => match std::str::from_utf8(&bytes) {
            Ok(better) => (better.to_owned(), false),
            Err(_) => (text.to_owned(), unsure),
        },
        Some(bytes) => {
            let decoded = decode(&bytes);
            (decoded.text.into_owned(), decoded.lossy || !known)
        }
        None => (text.to_owned(), true),
    }
}

/// Joins the lines that `format=flowed` broke: a space at the end of a line says that it goes on.
fn unflow(text: &str, joins: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let words = &line[depth..];
        let words = words.strip_prefix(' ').unwrap_or(words);
        let signature = words == "-- ";
        if open == Some(depth) && !signature {
            joined.push_str(words);
        } else {
            if open.is_some() {
                joined.push('\n');
            }
            joined.push_str(&line[..depth]);
            if depth > 0 {
                joined.push(' ');
            }
            joined.push_str(words);
        }
        open = (words.ends_with(' ') && !signature).then_some(depth);
        if open.is_none() {
            joined.push('\n');
        } else if joins {
            joined.pop();
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::MessageParser;

    fn text(mail: &[u8]) -> Body {
        of(&MessageParser::default().parse(mail).unwrap())
    }

    #[test]
    fn soft_breaks_are_joined() {
        let flowed = "A long \nline.\nNext.\n \n> quoted \n> line\n>> deep \nmine\n-- \nAnna";
        assert_eq!(
            unflow(flowed, false),
            "A long line.\nNext.\n\n> quoted line\n>> deep \nmine\n-- \nAnna\n"
        );
        assert_eq!(unflow("日本 \n語", true), "日本語\n");
    }

    #[test]
    fn plain_text_comes_before_html() {
        let mail = b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>html\n\
                     --b\nContent-Type: text/plain\n\nplain\n--b--\n";
        assert_eq!(text(mail).text.trim(), "plain");
        assert_eq!(
            text(b"Content-Type: text/html\n\n<p>only <b>html</b>")
                .text
                .trim(),
            "only html"
        );
        let empty = b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n\
                      --b\nContent-Type: text/html\n\n<p>html\n--b--\n";
        assert_eq!(text(empty).text.trim(), "html");
    }

    #[test]
    fn attachments_are_left_out() {
        let mail = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: text/plain; name=a.txt\n\
                     Content-Disposition: attachment; filename=a.txt\n\nother\n--b--\n";
        assert_eq!(text(mail).text.trim(), "words");
    }

    #[test]
    fn letters_without_a_known_character_set_are_guessed() {
        let none = text(b"Subject: x\n\nViele Gr\xfc\xdfe aus K\xf6ln\n");
        assert_eq!(
            (none.text.trim(), none.lossy),
            ("Viele Grüße aus Köln", false)
        );
        let unknown = text(b"Content-Type: text/plain; charset=x-klingon\nContent-Transfer-Encoding: quoted-printable\n\nViele Gr=FC=DFe aus K=F6ln\n");
        assert_eq!(
            (unknown.text.trim(), unknown.lossy),
            ("Viele Grüße aus Köln", true)
        );
    }

    #[test]
    fn utf8_under_a_false_name() {
        let mail = "Content-Type: text/plain; charset=iso-8859-1\n\nGrüße\n";
        assert_eq!(text(mail.as_bytes()).text.trim(), "Grüße");
        assert_eq!(
            text(b"Content-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe\n")
                .text
                .trim(),
            "Grüße"
        );
        let broken = text(b"Content-Type: text/plain; charset=utf-8\n\nGr\xfc\xdfe\n");
        assert_eq!((broken.text.trim(), broken.lossy), ("Grüße", false));
    }

    #[test]
    fn hostile_mail() {
        let many = format!(
            "Content-Type: multipart/mixed; boundary=b\n\n{}--b--\n",
            "--b\n\nx\n".repeat(10_000)
        );
        assert_eq!(text(many.as_bytes()).text.matches('x').count(), 10_000);
        let deep: String = (0..2_000)
            .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
            .collect();
        text(deep.as_bytes());
        text(b"Content-Type: text/plain; charset=\n\n\xff\xfe\0");
        text(b"Content-Transfer-Encoding: base64\n\n!!!!");
    }
}
