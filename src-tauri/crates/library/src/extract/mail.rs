//! One mail: who wrote it, to whom, when, about what, and the author's own new words in it.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::{Kind, Person};
use encoding_rs::Encoding;
use jiff::Timestamp;
use mail_parser::{Addr, Address, HeaderName, HeaderValue, Message, MessageParser};
use sha2::{Digest, Sha256};

use super::body::{self, Body};
use super::decode::{decode, wide};
use super::sniff::is_above_headers;
use super::tidy::{clean, tidy};
use super::{Extracted, Verdict, automatic, facts, pgp, quotes, signatures, uuencoded};
use crate::sent::{is_sent, is_spam};

/// A longer Message-ID is no name to keep.
const LONGEST_ID: usize = 250;
/// A long thread is known by its last mails.
const MOST_ANSWERED: usize = 20;

/// What of a mail could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// There is no header block, or it cannot be understood.
    Header,
    /// Some letters are guessed or missing.
    Letters,
}

/// A mail, and what of it is lost.
pub(super) struct Letter {
    pub(super) mail: Extracted,
    pub(super) loss: Option<Loss>,
}

/// Reads a file that is one mail.
pub(super) fn read_file(bytes: &[u8], emit: &mut dyn FnMut(Extracted)) -> Verdict {
    let text;
    let mut raw = bytes;
    // Mail has no byte order mark; a file that was saved by an editor has.
    if Encoding::for_bom(bytes).is_some() || wide(bytes).is_some() {
        text = decode(bytes).text;
        raw = text.as_bytes();
    }
    let letter = read(without_what_follows(raw));
    emit(letter.mail);
    match letter.loss {
        None => Verdict::Read,
        Some(Loss::Header) => {
            Verdict::partly("its header is broken; it was read as far as it goes")
        }
        Some(Loss::Letters) => {
            Verdict::partly("some letters of it could not be made out for certain")
        }
    }
}

/// Reads the bytes of one mail.
pub(super) fn read(raw: &[u8]) -> Letter {
    let raw = above_all(raw);
    let key = hash(raw);
    let readable = readable(raw);
    // The parser is fed by strangers: what it does not survive is read as text.
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let message = MessageParser::default().parse(readable.as_ref())?;
        Some((headers(&message, &key), body::of(&message)))
    }));
    let (mut mail, body, broken) = match parsed {
        Ok(Some((mail, body))) => (mail, body, false),
        _ => (blank(key), whole(&readable), true),
    };
    let text = clean(&body.text);
    let text = pgp::unwrap(&text);
    let parts = quotes::split(&uuencoded::without(&text));
    let (mut own, mut below) = (Vec::new(), Vec::new());
    for run in &parts.own {
        let cut = signatures::cut(run, mail.author.as_ref());
        own.push(cut.kept);
        below.push(cut.signature);
    }
    let tidy = |text: &str| tidy(text).replace(body::OWN, "");
    mail.text = tidy(&own.join("\n\n"));
    mail.signature =
        Some(tidy(&below.join("\n\n"))).filter(|below| below.contains(char::is_alphanumeric));
    mail.quoted = Some(tidy(&parts.quoted)).filter(|quoted| !quoted.is_empty());
    let loss = if broken {
        Some(Loss::Header)
    } else {
        body.lossy.then_some(Loss::Letters)
    };
    Letter { mail, loss }
}

/// Of a file of Apple Mail (.emlx) the mail alone: its first line says how many bytes that has, and facts of the program
/// follow.
fn without_what_follows(raw: &[u8]) -> &[u8] {
    let end = raw.iter().position(|b| *b == b'\n').unwrap_or(0);
    let count = std::str::from_utf8(&raw[..end]).ok();
    let count = count.and_then(|line| line.trim().parse::<usize>().ok());
    let rest = raw.get(end + 1..).unwrap_or_default();
    let parts = count.and_then(|count| rest.split_at_checked(count));
    match parts {
        Some((mail, facts)) if facts.is_empty() || facts.starts_with(b"<?xml") => mail,
        _ => raw,
    }
}

/// Skips what mailboxes and editors leave above a header block.
fn above_all(raw: &[u8]) -> &[u8] {
    let mut rest = raw;
    loop {
        let end = rest
            .iter()
            .position(|b| matches!(b, b'\n' | b'\r'))
            .map_or(rest.len(), |at| at + 1);
        let line = &rest[..end];
        let skipped = line.iter().all(u8::is_ascii_whitespace)
            || is_above_headers(&String::from_utf8_lossy(line));
        if rest.is_empty() || !skipped {
            return rest;
        }
        rest = &rest[end..];
    }
}

/// `raw` with line feeds, and with a header block in UTF-8: old programs wrote names in whatever they had.
fn readable(raw: &[u8]) -> Cow<'_, [u8]> {
    let raw = if raw.contains(&b'\n') {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(
            raw.iter()
                .map(|b| if *b == b'\r' { b'\n' } else { *b })
                .collect(),
        )
    };
    let end = header_end(&raw);
    let header = decode(&raw[..end]).text;
    let header = joined(&header);
    if header.as_bytes() == &raw[..end] {
        return raw;
    }
    let mut whole = header.into_owned().into_bytes();
    whole.extend_from_slice(&raw[end..]);
    Cow::Owned(whole)
}

/// `header` with encoded words of one sort that stand side by side as one word: some programs divide a letter between two.
fn joined(header: &str) -> Cow<'_, str> {
    const SORT: &str = "=?utf-8?q?";
    let lower = header.to_ascii_lowercase();
    let mut joined = String::new();
    let mut taken = 0;
    for (at, _) in lower.match_indices(SORT) {
        let before = header[taken..at].trim_end();
        let word = before.strip_suffix("?=");
        let begins = word.and_then(|word| word.rfind("=?"));
        let alike = match (begins, word) {
            (Some(begins), Some(word)) => word[begins..].to_ascii_lowercase().starts_with(SORT),
            // What is left of the word is all of it, for its beginning was taken already.
            (None, Some(word)) => taken > 0 && !word.contains(char::is_whitespace),
            _ => false,
        };
        if alike && at > taken + before.len() {
            joined.push_str(word.unwrap_or_default());
            taken = at + SORT.len();
        }
    }
    if taken == 0 {
        return Cow::Borrowed(header);
    }
    joined.push_str(&header[taken..]);
    Cow::Owned(joined)
}

/// Where the header block ends: at its first blank line.
pub(super) fn header_end(raw: &[u8]) -> usize {
    let mut at = 0;
    for line in raw.split_inclusive(|b| *b == b'\n') {
        if line.iter().all(u8::is_ascii_whitespace) {
            return at;
        }
        at += line.len();
    }
    at
}

/// What the headers say.
fn headers(message: &Message<'_>, hash: &str) -> Extracted {
    let id = message
        .message_id()
        .map(str::trim)
        .filter(|id| !id.is_empty() && id.len() <= LONGEST_ID);
    let mut recipients: Vec<Person> = Vec::new();
    for person in people(message.to())
        .chain(people(message.cc()))
        .take(facts::MOST_PEOPLE)
    {
        if !recipients.contains(&person) {
            recipients.push(person);
        }
    }
    let second = |d: mail_parser::DateTime| Timestamp::from_second(d.to_timestamp()).ok();
    let dated = message
        .date()
        .copied()
        .filter(mail_parser::DateTime::is_valid)
        .and_then(second);
    // Some programs write dates as no mail should; else the day on which it arrived is near enough.
    let written = || {
        message
            .header_raw(HeaderName::Date)
            // Outlook calls it so in what it keeps as text.
            .or_else(|| message.header_raw("Sent"))
            .and_then(|raw| facts::date(raw.trim()))
    };
    let arrived = || message.received().and_then(|r| r.date()).and_then(second);
    let labels = labels(message);
    let sent = labels.iter().any(|label| is_sent(label));
    let spam = !sent && labels.iter().any(|label| is_spam(label));
    Extracted {
        date: dated
            .or_else(written)
            .filter(facts::is_likely)
            .or_else(|| arrived().filter(facts::is_likely)),
        title: subject(message.subject().unwrap_or("")),
        author: people(message.from()).next(),
        recipients,
        answers: answers(message),
        automatic: spam || automatic::is_automatic(message) || is_of_chat(message, &labels),
        sent,
        delivered: delivered(message),
        ..blank(id.unwrap_or(hash).to_owned())
    }
}

/// What the mail says that it answers: `In-Reply-To` first, then `References` from the last to the first.
fn answers(message: &Message<'_>) -> Vec<String> {
    let ids = |value: &HeaderValue<'_>| -> Vec<String> {
        let list = value.as_text_list().unwrap_or_default();
        list.iter().map(|id| id.trim().to_owned()).collect()
    };
    let mut answered = Vec::new();
    for id in ids(message.in_reply_to())
        .into_iter()
        .chain(ids(message.references()).into_iter().rev())
    {
        let good = !id.is_empty() && id.len() <= LONGEST_ID && !answered.contains(&id);
        if good && answered.len() < MOST_ANSWERED {
            answered.push(id);
        }
    }
    answered
}

/// What Gmail has filed it under.
fn labels(message: &Message<'_>) -> Vec<String> {
    let raw = message.header_raw("X-Gmail-Labels").unwrap_or_default();
    // In other languages than English they are encoded, as a subject is.
    let as_subject = format!("Subject: {}\n\n", raw.trim());
    let decoded = MessageParser::default().parse(as_subject.as_bytes());
    let labels = decoded.as_ref().and_then(Message::subject);
    let labels = labels.unwrap_or_default().split(',');
    labels.map(|label| label.trim().to_owned()).collect()
}

/// Whether it is a line of a chat, which Gmail keeps among the mails.
fn is_of_chat(message: &Message<'_>, labels: &[String]) -> bool {
    let chat = |label: &String| matches!(label.to_lowercase().as_str(), "chat" | "chats");
    let has = |name| message.header_raw(name).is_some();
    labels.iter().any(chat) && !has(HeaderName::Date) && !has(HeaderName::To)
}

/// Whose mailbox it came into, which stands above what others have written into it.
fn delivered(message: &Message<'_>) -> Option<String> {
    let raw = message.header_raw("Delivered-To")?.trim();
    let address = raw.trim_matches(['<', '>']).to_lowercase();
    let one = address.contains('@') && !address.contains(char::is_whitespace);
    (one && address.len() <= LONGEST_ID).then_some(address)
}

/// A mail of which nothing is known.
fn blank(key: String) -> Extracted {
    Extracted {
        key,
        kind: Some(Kind::Email),
        title: String::new(),
        date: None,
        author: None,
        recipients: Vec::new(),
        product: None,
        rating: None,
        quoted: None,
        sent: false,
        delivered: None,
        text: String::new(),
        signature: None,
        answers: Vec::new(),
        automatic: false,
    }
}

/// All of it as text, but for a header block.
fn whole(raw: &[u8]) -> Body {
    let end = header_end(raw);
    let rest = if raw[..end].contains(&b':') {
        &raw[end..]
    } else {
        raw
    };
    let decoded = decode(rest);
    Body {
        text: decoded.text.into_owned(),
        lossy: decoded.lossy,
    }
}

fn hash(raw: &[u8]) -> String {
    // Blank lines at the end belong to the mailbox, not to the mail.
    let digest = Sha256::digest(raw.trim_ascii_end());
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn people<'a>(address: Option<&'a Address<'a>>) -> impl Iterator<Item = Person> + 'a {
    address
        .into_iter()
        .flat_map(Address::iter)
        .filter_map(person)
}

fn person(addr: &Addr<'_>) -> Option<Person> {
    let name = addr
        .name()
        .unwrap_or("")
        .trim()
        .trim_matches(['"', '\''])
        .trim();
    let address = addr
        .address()
        .unwrap_or("")
        .trim()
        .trim_matches(['<', '>', '\''])
        .to_lowercase();
    let hidden = out_of_disguise(name).filter(|_| address.is_empty());
    let (name, address) = hidden.unwrap_or((name, address));
    let name = if name.eq_ignore_ascii_case(&address) {
        ""
    } else {
        name
    };
    let person = Person {
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        address,
    };
    (person != Person::default()).then_some(person)
}

/// The name and the address in "tom at example.org (Tom Averill)", as archives of lists hide them from machines.
fn out_of_disguise(written: &str) -> Option<(&str, String)> {
    let (address, name) = match written.split_once('(') {
        Some((address, name)) => (address, name.trim_end().trim_end_matches(')')),
        None => (written, ""),
    };
    let (user, host) = address.trim().split_once(" at ")?;
    let is_part = |part: &str| !part.is_empty() && !part.contains([' ', '@']);
    let whole = is_part(user) && is_part(host) && host.contains('.');
    whole.then(|| (name.trim(), format!("{user}@{host}").to_lowercase()))
}

/// The subject without the "Re:" of answers and the "Fwd:" of what is passed on.
fn subject(text: &str) -> String {
    const MARKS: &str = " re fw fwd aw wg antw antwort sv vs vb vl tr rv rif ref res enc odp pd ynt atb doorst 回复 答复 转发 ";
    let mut rest = text.trim();
    while let Some((mark, after)) = rest.split_once([':', '：']) {
        let mark = mark.trim().trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '^')
        });
        if mark.is_empty()
            || mark.len() > 12
            || !MARKS.contains(&format!(" {} ", mark.to_lowercase()))
        {
            break;
        }
        rest = after.trim_start();
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
