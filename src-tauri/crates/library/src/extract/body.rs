//! Which parts of a mail hold its words, and how their bytes become text.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::decode::{decode, decode_as};
use super::html;

/// What stands in place of a letter that could not be decoded.
const LOST: char = '\u{fffd}';

/// Stands before a line that begins with ">" and is no quote; a letter that no text uses.
pub(super) const OWN: char = '\u{f8f6}';

/// The words of a mail.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) text: String,
    /// Some letters could not be made out for certain.
    pub(super) lossy: bool,
}

/// The words of `message`: its plain text where it has some, else its HTML, else whatever in it may be text. Attachments
/// are left out.
pub(super) fn of(message: &Message<'_>) -> Body {
    let body = in_parts(message);
    match body.text.trim().is_empty() {
        true => without_its_boundary(message).unwrap_or(body),
        false => body,
    }
}

/// The words of a mail that has other parts than it says, or none: its boundary stands nowhere in it.
fn without_its_boundary(message: &Message<'_>) -> Option<Body> {
    let boundary = message.content_type()?.attribute("boundary")?;
    let at = message.root_part().offset_body as usize;
    let raw = message.raw_message.get(at..)?;
    let lines = || raw.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let said = format!("--{boundary}");
    if lines().any(|line| line.starts_with(said.as_bytes())) {
        return None;
    }
    let other = lines().find_map(|line| line.strip_prefix(b"--"));
    let Some(other) = other.filter(|other| !other.is_empty() && !other.contains(&b'"')) else {
        let decoded = decode(raw);
        return Some(Body {
            text: decoded.text.into_owned(),
            lossy: decoded.lossy,
        });
    };
    let head = [
        b"Content-Type: multipart/mixed; boundary=\"",
        other,
        b"\"\n\n",
    ]
    .concat();
    let whole = [&head, raw].concat();
    Some(in_parts(&MessageParser::default().parse(&whole)?))
}

fn in_parts(message: &Message<'_>) -> Body {
    let mut body = Body::default();
    for part in message.text_bodies() {
        add(message, part, &mut body);
    }
    let torn: Vec<&MessagePart<'_>> = message.attachments().filter(|part| is_torn(part)).collect();
    for part in torn.iter().filter(|part| !is_html(part)) {
        add(message, part, &mut body);
    }
    if body.text.trim().is_empty() {
        let html = message.html_bodies().chain(torn.iter().copied());
        html.filter(|part| is_html(part))
            .for_each(|part| add(message, part, &mut body));
    }
    if body.text.trim().is_empty() {
        let named_otherwise = message.parts.iter().filter(|part| may_be_text(part));
        named_otherwise.for_each(|part| add(message, part, &mut body));
    }
    body
}

/// Whether `part` has words but no end: the mail is cut, or its boundary is another one than it says.
fn is_torn(part: &MessagePart<'_>) -> bool {
    part.is_encoding_problem && may_be_text(part)
}

fn is_html(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type().and_then(|kind| kind.subtype());
    part.is_text_html() || kind.is_some_and(|kind| kind.eq_ignore_ascii_case("html"))
}

/// Whether the words of a person may stand in `part`, by what it is called.
fn may_be_text(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type().map(|kind| kind.ctype().to_lowercase());
    let named = kind.is_none_or(|kind| kind.contains("text"));
    let disposed = part.content_disposition();
    let attached = disposed.is_some_and(mail_parser::ContentType::is_attachment);
    let is_message = matches!(part.body, PartType::Message(_) | PartType::Multipart(_));
    !is_message && named && !attached && part.attachment_name().is_none()
}

fn add(message: &Message<'_>, part: &MessagePart<'_>, body: &mut Body) {
    let attached = part.attachment_name().is_some() && !body.text.trim().is_empty();
    let kind = part.content_type();
    let subtype = kind.and_then(|k| k.subtype()).unwrap_or("plain");
    let text = match &part.body {
        PartType::Text(text) | PartType::Html(text) => Cow::Borrowed(text.as_ref()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) if may_be_text(part) => {
            String::from_utf8_lossy(bytes)
        }
        _ => return,
    };
    const CODES: [&str; 7] = ["calendar", "css", "csv", "directory", "rtf", "vcard", "xml"];
    let is_code = CODES.iter().any(|code| subtype.contains(code)) || subtype.contains("script");
    if attached || is_code && !part.is_encoding_problem {
        return;
    }
    let (text, lossy) = readable(message, part, &text);
    body.lossy |= lossy;
    let flowed = kind
        .and_then(|k| k.attribute("format"))
        .is_some_and(|f| f.eq_ignore_ascii_case("flowed"));
    let joins = kind
        .and_then(|k| k.attribute("delsp"))
        .is_some_and(|d| d.eq_ignore_ascii_case("yes"));
    let text = match part.body {
        _ if is_html(part) => html::mail_text(&text),
        _ if subtype.eq_ignore_ascii_case("enriched") => html::text(&text.replace('\n', "<br>")),
        _ if flowed => unflow(&text, joins),
        _ => text,
    };
    if !body.text.is_empty() {
        body.text.push_str("\n\n");
    }
    body.text.push_str(&text);
}

/// `text` as it was decoded; or decoded again where it is base64, of which the parser gives up all for one odd line, where its mail names no character set or an unknown one, or where it
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
    let decoder = charset_decoder(named.as_bytes()).filter(|_| !utf8);
    let known = utf8 || western || decoder.is_some();
    // What stands below base64, as the footer of a list does, makes the parser give it up.
    let packed = match transfer(part) {
        Encoding::Base64 => true,
        Encoding::QuotedPrintable => part.is_encoding_problem,
        Encoding::None => false,
    };
    let lost = text.contains(LOST);
    let better = !text.is_ascii() && (western || lost && (utf8 || !known));
    if !packed && !better {
        return (text.to_owned(), lost);
    }
    let bytes = unpacked(message, part);
    // The parser reads on where a line is odd, as long as all is base64 in the end.
    if !part.is_encoding_problem && bytes.len() < text.chars().count() / 2 {
        return (text.to_owned(), lost);
    }
    let with = |decoder: fn(&[u8]) -> String| {
        let text = decoder(&bytes);
        let lost = text.contains(LOST);
        (text, lost)
    };
    match (decoder, std::str::from_utf8(&bytes)) {
        (Some(decoder), _) if packed && !western => with(decoder),
        // Whatever it is called: no other set looks like it.
        (_, Ok(text)) => (text.to_owned(), false),
        (Some(decoder), _) if packed => with(decoder),
        _ if western && !lost => (text.to_owned(), lost),
        _ => {
            // The parser does not know all names.
            let named = decode_as(named, &bytes);
            let known = known || named.is_some();
            let decoded = named.unwrap_or_else(|| decode(&bytes));
            (decoded.text.into_owned(), decoded.lossy || !known)
        }
    }
}

/// How the bytes of `part` were packed for their way. The parser forgets it of a part that has no end.
fn transfer(part: &MessagePart<'_>) -> Encoding {
    let said = part.content_transfer_encoding().unwrap_or_default();
    match said.trim().to_ascii_lowercase().as_str() {
        "base64" => Encoding::Base64,
        "quoted-printable" => Encoding::QuotedPrintable,
        _ => Encoding::None,
    }
}

/// The bytes of `part` as they were before they were packed, as far as they can be had.
fn unpacked<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Cow<'m, [u8]> {
    let raw = message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    let bytes = match transfer(part) {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(&in_fours(raw)),
    };
    bytes.map_or(Cow::Borrowed(raw), Cow::Owned)
}

/// The lines of `raw` that are base64, up to the first that is none: mailing lists put a footer below. Filled up to whole
/// fours.
fn in_fours(raw: &[u8]) -> Vec<u8> {
    let is_code = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=');
    let lines = raw.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let lines = lines
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty() && line.iter().all(is_code));
    let mut packed = lines.collect::<Vec<_>>().concat();
    while packed.last() == Some(&b'=') {
        packed.pop();
    }
    // A single letter over is the beginning of a byte, and no byte.
    if packed.len() % 4 == 1 {
        packed.pop();
    }
    while packed.len() % 4 != 0 {
        packed.push(b'=');
    }
    packed
}

/// Joins the lines that `format=flowed` broke: a space at the end of a line says that it goes on. One at its start keeps what
/// the author begins with ">" from being a quote.
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
            } else if words.starts_with('>') {
                joined.push(OWN);
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
        assert_eq!(
            unflow(" > mine\n a\n>  > theirs", false),
            format!("{OWN}> mine\na\n>  > theirs\n")
        );
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
        let windows =
            text(b"Content-Type: text/plain; charset=cp932\n\n\x8c\xae\x82\xcd\x87\x40\n");
        assert_eq!((windows.text.trim(), windows.lossy), ("鍵は①", false));
        let page = text(b"Content-Type: text/html\n\n<meta charset=windows-1257><p>A\xe8i\xfb\n");
        assert_eq!((page.text.trim(), page.lossy), ("Ačiū", false));
    }

    #[test]
    fn a_part_without_an_end_is_read_to_the_end_of_the_mail() {
        let mail = |kind: &str, words: &str| {
            let mail =
                format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n{kind}\n\n{words}\n");
            text(mail.as_bytes()).text.trim().to_owned()
        };
        assert_eq!(
            mail("Content-Type: text/plain", "Mine words."),
            "Mine words."
        );
        assert_eq!(
            mail("Content-Type: text/html", "<p>Mine <b>words</b>."),
            "Mine words."
        );
        let packed = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ";
        assert_eq!(
            mail(&format!("{packed}base64"), "TWluZSBHcsO8w59lLg=="),
            "Mine Grüße."
        );
        assert_eq!(
            mail(&format!("{packed}quoted-printable"), "Gr=C3=BC=C3=9Fe"),
            "Grüße"
        );
        let two = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne.\n--b\n\nTwo.\n";
        assert_eq!(
            text(two).text.split_whitespace().collect::<Vec<_>>(),
            ["One.", "Two."]
        );
    }

    #[test]
    fn a_mail_without_the_boundary_that_it_names_is_read() {
        for body in [
            "--a\nContent-Type: text/plain\n\nMine words.\n--a--\n",
            "Mine words.\n",
        ] {
            let mail = format!("Content-Type: multipart/mixed; boundary=b\n\n{body}");
            assert_eq!(text(mail.as_bytes()).text.trim(), "Mine words.", "{body}");
        }
        let picture = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nxx\n--b--\n";
        assert_eq!(text(picture).text.trim(), "");
    }

    #[test]
    fn words_under_an_odd_name_are_words() {
        for kind in ["text", "text/markdown", "plain text", "text/enriched"] {
            let mail = format!("Content-Type: {kind}\n\nMine words.\n");
            assert_eq!(text(mail.as_bytes()).text.trim(), "Mine words.", "{kind}");
        }
        for codes in [
            "text/calendar\n\nBEGIN:VCALENDAR\n",
            "text/rtf\n\n{\\rtf1 Hello.\\par}\n",
        ] {
            let mail = format!("Content-Type: {codes}");
            assert_eq!(text(mail.as_bytes()).text.trim(), "", "{codes}");
        }
    }

    #[test]
    fn of_base64_with_something_behind_it_the_words_are_read() {
        for behind in ["\n____\nlist mailing list", "\n!", ""] {
            let mail = format!(
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nTWluZSB3b3Jkcw{behind}\n"
            );
            let body = text(mail.as_bytes());
            assert_eq!(body.text.trim(), "Mine words", "{behind:?}");
        }
    }

    #[test]
    fn a_name_that_nobody_knows_is_no_loss_where_the_bytes_are_utf8() {
        for name in ["unknown-8bit", "utf8mb4", "'utf-8'", "cp65001", "default"] {
            let mail = format!("Content-Type: text/plain; charset={name}\n\nGrüße\n");
            let body = text(mail.as_bytes());
            assert_eq!((body.text.trim(), body.lossy), ("Grüße", false), "{name}");
        }
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
