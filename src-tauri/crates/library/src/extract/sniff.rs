//! What sort of file it is, by its content first and its name last.

use std::path::Path;

use encoding_rs::Encoding;
pub(super) use programs::is_pictures;
use programs::{filled, for_programs, is_no_prose, is_packed_page, is_posts};

use super::decode::decode;
use super::splitter::{MMDF_RULE, header_name};
use crate::maildir::{self, is_maildir};

mod programs;

/// So many bytes at the start of a file are enough to tell.
pub(super) const HEAD: usize = 64 * 1024;

/// The sorts of file that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Mbox,
    Mail,
    Chat,
    Markdown,
    Org,
    Rst,
    Page,
    /// Own posts on a page that a service exported.
    Posts,
    /// The entries of a journal that a program exported.
    Journal,
    Pdf,
    /// A zip file, which a document of a word processor is.
    Packed,
    /// A document that its word processor has encrypted: no zip file then, but one of the form of old Word files.
    Locked,
    Text,
}

/// Beginnings of files that are not text, and what to call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\x1f\x8b", "gz"),
    (b"7z\xbc\xaf", "7z"),
    (b"!BDN", "pst"),
    (b"SQLite format 3\0", "sqlite"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"RIFF", "riff"),
];

/// How an old Word file begins, and an encrypted new one.
const OLD_WORD: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether an old Word file, which begins with `head`, is an encrypted new one: it says so in letters of two bytes, or its
/// name does.
fn is_encrypted(head: &[u8], extension: &str) -> bool {
    let words = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let words: Vec<u8> = words.collect();
    let old = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes);
    let old: Vec<u8> = old.collect();
    let says = |words: &[u8]| head.windows(words.len()).any(|run| run == words);
    let named = matches!(extension, "docx" | "docm" | "dotx" | "dotm");
    says(&words) || (named && !says(&old))
}

/// Whether `bytes` are a mail with its headers, and no mailbox.
pub fn is_a_mail(bytes: &[u8]) -> bool {
    shape(&bytes[..bytes.len().min(HEAD)], Path::new("")) == Ok(Shape::Mail)
}

/// The sort of the file that begins with `head`, or why it is skipped. What lies where only mails lie is one, whatever it
/// looks like: taken for a text it would be its finder's own.
pub(super) fn shape(head: &[u8], path: &Path) -> Result<Shape, String> {
    let extension = extension(path);
    let extension = extension.as_str();
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Shape::Packed);
    }
    if head.trim_ascii_start().starts_with(b"%PDF-") {
        return Ok(Shape::Pdf);
    }
    if head.starts_with(OLD_WORD) && is_encrypted(head, extension) {
        return Ok(Shape::Locked);
    }
    if let Some(name) = packed(head, extension) {
        return Err(not_yet(&name));
    }
    if !is_text(head) {
        // A mail program that was ended while it wrote leaves a run of NULs behind, and all other mails as they were.
        return match is_mbox(&String::from_utf8_lossy(head)) {
            true => Ok(Shape::Mbox),
            false => Err("it is not text".to_owned()),
        };
    }
    let decoded = decode(head);
    let text = decoded.text.trim_start_matches(['\u{feff}', '\n', '\r']);
    if is_mbox(text) {
        return Ok(Shape::Mbox);
    }
    if is_packed_page(text) {
        return Err(not_yet(&called(extension, "mht")));
    }
    let in_maildir = || maildir::mail(path).is_some_and(|(folder, _)| is_maildir(folder));
    if matches!(extension, "eml" | "emlx") || in_maildir() || is_mail(text) {
        return Ok(Shape::Mail);
    }
    if is_posts(text, path) {
        return Ok(Shape::Posts);
    }
    if let Some(reason) = filled(text, path) {
        return Err(reason.to_owned());
    }
    let lower = text.trim_start().get(..15).unwrap_or("").to_lowercase();
    let declared = lower.starts_with("<?xml");
    if matches!(extension, "html" | "htm" | "xhtml")
        || lower.starts_with("<!doctype html")
        || lower.starts_with("<html")
        || declared && text.to_lowercase().contains("<html")
    {
        return Ok(Shape::Page);
    }
    if declared {
        return Err(not_yet(&called(extension, "xml")));
    }
    if super::day_one::is_journal(text) {
        return Ok(Shape::Journal);
    }
    if let Some(name) = for_programs(text, path) {
        return Err(not_yet(&called(extension, name)));
    }
    if is_no_prose(extension) {
        return Err(not_yet(extension));
    }
    if super::chat::is_chat(text) {
        return Ok(Shape::Chat);
    }
    if extension == "org" {
        return Ok(Shape::Org);
    }
    if extension == "rst" {
        return Ok(Shape::Rst);
    }
    if matches!(extension, "md" | "markdown" | "mdown")
        || super::front_matter::split(text).is_some()
    {
        return Ok(Shape::Markdown);
    }
    Ok(Shape::Text)
}

/// What the name of a file ends with, in small letters; empty if with nothing.
pub(super) fn extension(path: &Path) -> String {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.unwrap_or_default()
}

/// What to call a file that is not read: by its `extension`, unless that is none or one of a kind that is read.
pub(super) fn called(extension: &str, default: &str) -> String {
    let telling = !extension.is_empty()
        && extension.len() <= 5
        && !matches!(extension, "txt" | "eml" | "docx" | "odt");
    if telling { extension } else { default }.to_owned()
}

pub(super) fn not_yet(extension: &str) -> String {
    format!("not a kind of file that Longhand reads yet (.{extension})")
}

/// What a packed or binary file is called.
fn packed(head: &[u8], extension: &str) -> Option<String> {
    if head.starts_with(OLD_WORD) {
        return Some(called(extension, "doc"));
    }
    let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
    // A text may well begin with a word like "RIFF"; a picture has bytes that no text has.
    known
        .filter(|(magic, _)| !is_text(head) || magic.starts_with(b"{"))
        .map(|(_, name)| (*name).to_owned())
}

/// Whether `bytes` can be a text: few control characters, in 8 bits or in 16.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some_and(|(_, mark)| mark == 2);
    let wide = marked || super::decode::wide(bytes).is_some();
    let control = if wide {
        decode(bytes)
            .text
            .chars()
            .filter(|c| c.is_control() && !c.is_whitespace())
            .count()
            * 2
    } else {
        bytes
            .iter()
            .filter(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
            .count()
    };
    control * 20 <= bytes.len()
}

/// The byte that ends a line: files of old Macintoshes have no line feed at all.
pub(super) fn line_end(head: &[u8]) -> u8 {
    if !head.contains(&b'\n') && head.contains(&b'\r') {
        b'\r'
    } else {
        b'\n'
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.split(end).map(|line| line.trim_end_matches('\r'))
}

fn is_mbox(text: &str) -> bool {
    let mut lines = lines(text);
    let first = lines.next().unwrap_or("");
    if first == MMDF_RULE {
        return true;
    }
    let next = lines.next().unwrap_or("");
    let after = lines.next().unwrap_or("");
    let header = |line: &str| header_name(line).is_some();
    let parts = first.starts_with("From ") && header_name(first) != Some("From");
    (parts || first == "From") && header(next.trim_start_matches('>')) && {
        super::splitter::is_dated(first)
            || super::splitter::is_mail_header(next.as_bytes())
            || header(after)
    }
}

/// A header block that names at least two things that only mail names.
fn is_mail(text: &str) -> bool {
    let mut known = 0;
    let mut telling = 0;
    let lines = lines(text).skip_while(|line| is_above_headers(line));
    for (at, line) in lines.take(400).enumerate() {
        if line.trim().is_empty() {
            break;
        }
        if at > 0 && line.starts_with([' ', '\t']) {
            continue;
        }
        let Some(name) = header_name(line) else {
            if at == 0 {
                return false;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            // A note that begins with facts about itself.
            "title" | "product" | "rating" | "author" | "kind" => return false,
            "from" | "subject" | "message-id" | "received" | "mime-version" => {
                known += 1;
                telling += 1;
            }
            "to" | "date" => known += 1,
            _ => {}
        }
    }
    telling > 0 && known >= 2
}

/// What programs leave above the headers of a mail: the line of a mailbox, how many bytes follow, what a server answered.
pub(super) fn is_above_headers(line: &str) -> bool {
    let line = line.trim();
    let number = !line.is_empty() && line.len() < 12 && line.bytes().all(|c| c.is_ascii_digit());
    let parts = line.starts_with("From ") && header_name(line) != Some("From");
    number || parts || line.starts_with(">From ") || line.starts_with("+OK ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, name: &str) -> Result<Shape, String> {
        shape(head.as_bytes(), Path::new(name))
    }

    #[test]
    fn content_comes_before_the_name() {
        let mail = "From: a@b.c\r\nSubject: x\r\n\r\nHello";
        assert_eq!(of(mail, "letter.txt"), Ok(Shape::Mail));
        assert_eq!(of(&mail.replace("\r\n", "\r"), "old"), Ok(Shape::Mail));
        let mbox = format!("From a@b.c Thu Jan  1 00:00:00 1998\n{mail}");
        assert_eq!(of(&mbox, "archive"), Ok(Shape::Mbox));
        let broken = format!("{mbox}\n{}\n{mbox}", "\0".repeat(4096));
        assert_eq!(of(&broken, "archive"), Ok(Shape::Mbox));
        assert_eq!(
            of("From \nFrom: a@b.c\nTo: b@c.d\n\nHi", "x"),
            Ok(Shape::Mbox)
        );
        let mmdf = format!("{MMDF_RULE}\n{mail}\n{MMDF_RULE}\n");
        assert_eq!(of(&mmdf, "x"), Ok(Shape::Mbox));
        assert_eq!(of("From the start\nI knew: no.", "x.txt"), Ok(Shape::Text));
        assert_eq!(
            of("---\ntitle: A\n---\nWords", "x.txt"),
            Ok(Shape::Markdown)
        );
        assert_eq!(of("Words", "x.md"), Ok(Shape::Markdown));
        assert_eq!(of("Words", "x.org"), Ok(Shape::Org));
        assert_eq!(of("Words", "x.rst"), Ok(Shape::Rst));
        assert_eq!(of("Words", "x.story"), Ok(Shape::Text));
        let chat = "[31.12.20, 23:59:59] Anna: Hi\r\n".repeat(9);
        assert_eq!(of(&chat, "_chat.txt"), Ok(Shape::Chat));
        let journal = "{\"metadata\": {\"version\": \"1.0\"}, \"entries\": [{\"creationDate\": \"\", \"timeZone\": \"\"";
        assert_eq!(of(journal, "Journal.json"), Ok(Shape::Journal));
    }

    #[test]
    fn facts_at_the_top_of_a_note_are_no_mail() {
        assert_eq!(
            of("Title: A\nDate: 2024-01-02\nTo: Anna\n\nHi", "a.txt"),
            Ok(Shape::Text)
        );
        assert_eq!(
            of("Date: 2024-01-02\nTo: Anna\n\nHi", "a.txt"),
            Ok(Shape::Text)
        );
        assert_eq!(of("Subject: hello\n\nHi", "a.eml"), Ok(Shape::Mail));
    }

    #[test]
    fn what_lies_where_mails_lie_is_a_mail_whatever_it_looks_like() {
        for (text, name) in [
            ("412\nFrom: a@b.c\nSubject: x\n\nHi", "12.emlx"),
            ("412\nFrom: a@b.c\nSubject: x\n\nHi", "12"),
            (
                ">From a@b.c Tue Mar  5 10:00:00 2024\nFrom: a@b.c\nTo: x\n\nHi",
                "12",
            ),
            ("+OK 1234 octets\nFrom: a@b.c\nTo: x\n\nHi", "12"),
            ("From : Anna\nTo : Tom\n\nHi", "12"),
            ("No header at all", "a.eml"),
        ] {
            assert_eq!(of(text, name), Ok(Shape::Mail), "{name}: {text}");
        }
        assert_eq!(of("12\nFrom here on we walk.", "x.txt"), Ok(Shape::Text));
    }

    #[test]
    fn pages_and_packed_documents() {
        assert_eq!(of("%PDF-1.4\n", "x.txt"), Ok(Shape::Pdf));
        assert_eq!(of("PK\u{3}\u{4}word/", "x.txt"), Ok(Shape::Packed));
        let old = |name: &str| shape(b"\xd0\xcf\x11\xe0\xa1\xb1", Path::new(name));
        assert_eq!(old("x.docx"), Ok(Shape::Locked));
        assert_eq!(old("x.doc"), Err(not_yet("doc")));
        assert_eq!(of("<!DOCTYPE html><p>", "x"), Ok(Shape::Page));
        assert_eq!(of("<p>Hi", "x.HTM"), Ok(Shape::Page));
    }

    #[test]
    fn what_is_not_read_is_named() {
        assert!(of("{\"a\": 1}", "x.json").unwrap_err().ends_with("(.json)"));
    }

    #[test]
    fn bytes_that_are_no_text() {
        assert_eq!(
            shape(&[0; 500], Path::new("x.txt")),
            Err("it is not text".to_owned())
        );
        assert!(is_text(
            b"one stray \0 byte in a text that is otherwise all right"
        ));
        assert!(is_text(b"\xff\xfeH\0i\0"));
        assert!(!is_text(&[1, 2, 3, 4]));
    }
}
