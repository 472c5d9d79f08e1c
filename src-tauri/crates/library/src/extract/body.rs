//! Which parts of a mail hold its words, and how their bytes become text.

mod packed;

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::decode::{decode, decode_as};
use super::html;
use packed::{transfer, unpacked};

/// What stands in place of a letter that could not be decoded.
const LOST: char = '\u{fffd}';

/// Stands before a line that begins with ">" and is no quote; a letter that no text uses.
pub(super) const OWN: char = '\u{f8f6}';

/// What programs write in place of a picture begins so.
const PICTURES: [&str; 4] = ["cid:", "image:", "Image:", "Bild:"];
/// Who says that a mail is HTML needs no more lines.
const MOST_OF_STUB: usize = 3;

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
    let says_nothing = body.text.trim().is_empty();
    if says_nothing || may_stand_for_html(&body.text) {
        let mut page = Body::default();
        let html = message.html_bodies().chain(torn.iter().copied());
        html.filter(|part| is_html(part))
            .for_each(|part| add(message, part, &mut page));
        if says_nothing || is_told_by(&body.text, &page.text) {
            body = page;
        }
    }
    if body.text.trim().is_empty() {
        let named_otherwise = message.parts.iter().filter(|part| may_be_text(part));
        named_otherwise.for_each(|part| add(message, part, &mut body));
    }
    body
}

/// Whether `text` may stand in place of the HTML beside it: nothing is said in it but where pictures are, or that there is
/// HTML.
fn may_stand_for_html(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    let names_html = lines <= MOST_OF_STUB && text.to_lowercase().contains("html");
    !has_words(text) || names_html
}

/// Whether `page`, the HTML beside `text`, says what `text` does not: nobody wrote that, then.
fn is_told_by(text: &str, page: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    has_words(page) && !(has_words(text) && words(page).contains(&words(text)))
}

/// Whether there is a letter in `text` beside the places of pictures.
fn has_words(text: &str) -> bool {
    let mut pieces = text.split('[');
    let begins = pieces.next().unwrap_or_default();
    let written = |piece: &str| match piece.split_once(']') {
        Some((place, after)) if PICTURES.iter().any(|name| place.starts_with(name)) => {
            after.contains(char::is_alphanumeric)
        }
        _ => piece.contains(char::is_alphanumeric),
    };
    begins.contains(char::is_alphanumeric) || pieces.any(written)
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
    let text = without_wrapper(&text);
    let flowed = kind
        .and_then(|k| k.attribute("format"))
        .is_some_and(|f| f.eq_ignore_ascii_case("flowed"));
    let joins = kind
        .and_then(|k| k.attribute("delsp"))
        .is_some_and(|d| d.eq_ignore_ascii_case("yes"));
    let text = match part.body {
        _ if is_html(part) || begins_as_html(&text) => html::mail_text(&text),
        _ if subtype.eq_ignore_ascii_case("enriched") => html::text(&text.replace('\n', "<br>")),
        _ if flowed => unflow(&text, joins),
        _ => text.into_owned(),
    };
    if !body.text.is_empty() {
        body.text.push_str("\n\n");
    }
    body.text.push_str(&text);
}

/// Whether `text` is HTML, whatever it is called.
fn begins_as_html(text: &str) -> bool {
    let begins = text.trim_start().chars().take(20).collect::<String>();
    let begins = begins.to_ascii_lowercase();
    begins.starts_with("<html") || begins.starts_with("<!doctype html")
}

/// `text` without the tags that Eudora sets around what it has received.
fn without_wrapper(text: &str) -> Cow<'_, str> {
    const TAGS: [&str; 6] = [
        "<x-html>",
        "</x-html>",
        "<x-flowed>",
        "</x-flowed>",
        "<x-rich>",
        "</x-rich>",
    ];
    if !text.trim_start().starts_with("<x-") {
        return Cow::Borrowed(text);
    }
    let bare = TAGS
        .iter()
        .fold(text.to_owned(), |text, tag| text.replace(tag, ""));
    Cow::Owned(bare)
}

/// `text` as it was decoded; or decoded again where it is base64, of which the parser gives up all for one odd line, where
/// its mail names no character set or an unknown one, or where it names a western one and the bytes are UTF-8, as badly set
/// up programs do.
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
    let unpacked = unpacked(message, part);
    let bytes = unpacked.bytes;
    // The parser reads on where a line is odd, as long as all is base64 in the end.
    if !part.is_encoding_problem && bytes.len() < text.chars().count() / 2 {
        return (text.to_owned(), lost);
    }
    let with = |decoder: fn(&[u8]) -> String| {
        let text = decoder(&bytes);
        let lost = text.contains(LOST);
        (text, lost)
    };
    let (text, lost) = match (decoder, std::str::from_utf8(&bytes)) {
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
    };
    (text, lost || unpacked.lossy)
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
mod tests;
