//! A mailbox: every message in it, and what of it could not be read.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};

use super::mail::{self, Letter, Loss};
use super::splitter::{Message, Splitter};
use super::{Extracted, MEGABYTE, Verdict, WORDS_LIMIT};

/// So far apart are the places that are told while a mailbox is read.
const APART: u64 = 4 * MEGABYTE;
/// Thunderbird notes in this header, in place, what became of a mail; the bit says that it was deleted and lies there until
/// the folder is compacted.
const STATUS: &[u8] = b"X-Mozilla-Status:";
const DELETED: u16 = 0x8;

/// Where a message begins that was read, and what had been read and lost before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Bytes from the start of the mailbox.
    pub(crate) at: u64,
    pub(super) read: usize,
    pub(super) large: usize,
    pub(super) headers: usize,
    pub(super) letters: usize,
    /// Messages that ended the reader, or held it up, and were passed over.
    #[serde(default)]
    pub(super) broken: usize,
    /// Messages of which only the beginning was taken.
    #[serde(default)]
    pub(super) cut: usize,
}

/// Where reading a mailbox begins.
#[derive(Debug, Clone, Copy)]
pub(super) enum Start {
    /// With the message at this place.
    At(Place),
    /// With the one behind it.
    Behind(Place),
}

/// What a mailbox gives.
pub(super) enum Told {
    Mail(Box<Extracted>),
    /// The place of the mail that is looked at next.
    Next(Place),
    /// The place of the mail that was given last.
    Place(Place),
}

/// Reads a mailbox whose lines end in `line_end`, and that `reader` shows from the place in `start` on; a message of more
/// than `limit` bytes is passed over.
pub(super) fn read(
    reader: impl BufRead,
    line_end: u8,
    limit: usize,
    start: Start,
    tell: &mut dyn FnMut(Told),
) -> io::Result<Verdict> {
    let mut splitter = Splitter::new(reader, line_end, limit);
    let mut keys = Keys::default();
    let (from, mut pass_over) = match start {
        Start::At(place) => (place, false),
        Start::Behind(place) => (place, true),
    };
    let mut so_far = from;
    let (mut last, mut told) = (None, from.at);
    let mut complete = true;
    let mut stopped = None;
    loop {
        let bytes = match splitter.next() {
            Ok(Some(_)) if std::mem::take(&mut pass_over) => {
                so_far.broken += 1;
                complete = true;
                continue;
            }
            Ok(Some(Message::Whole(bytes))) if is_deleted(&bytes) => {
                complete = true;
                continue;
            }
            Ok(Some(Message::Whole(bytes))) => bytes,
            Ok(Some(Message::TooLarge)) => {
                so_far.large += 1;
                complete = true;
                continue;
            }
            Ok(None) => break,
            Err(cause) if so_far.read == 0 => return Err(cause),
            Err(cause) => {
                stopped = Some(cause);
                break;
            }
        };
        so_far.at = from.at + splitter.begins;
        tell(Told::Next(so_far));
        let bytes = unescape(&bytes);
        let Letter { mut mail, loss } = mail::read(&bytes);
        mail.key = keys.unique(mail.key);
        // Most mails say themselves when they were written.
        mail.date = mail.date.or(splitter.came);
        so_far.cut += usize::from(mail.shorten());
        tell(Told::Mail(Box::new(mail)));
        last = Some(so_far);
        if so_far.at >= told + APART {
            told = so_far.at;
            tell(Told::Place(so_far));
        }
        so_far.read += 1;
        so_far.headers += usize::from(loss == Some(Loss::Header));
        so_far.letters += usize::from(loss == Some(Loss::Letters));
        complete = is_complete(&bytes);
    }
    if let Some(place) = last {
        tell(Told::Place(place));
    }
    let cut = !(complete && splitter.whole_last_line);
    Ok(verdict(so_far, limit, stopped.as_ref(), cut))
}

/// What became of a mailbox of which all this was read and lost.
fn verdict(all: Place, limit: usize, stopped: Option<&io::Error>, cut: bool) -> Verdict {
    let mut reasons = Vec::new();
    if all.large > 0 {
        let size = limit as u64 / MEGABYTE;
        let were = if all.large == 1 { "was" } else { "were" };
        reasons.push(format!(
            "{} of more than {size} MB {were} passed over",
            count(all.large)
        ));
    }
    if all.cut > 0 {
        let size = WORDS_LIMIT as u64 / MEGABYTE;
        reasons.push(format!(
            "of {} only the first {size} MB were read",
            count(all.cut)
        ));
    }
    if all.broken > 0 {
        let were = if all.broken == 1 { "was" } else { "were" };
        reasons.push(format!(
            "{} could not be read and {were} passed over",
            count(all.broken)
        ));
    }
    if all.headers > 0 {
        reasons.push(format!(
            "the header of {} is broken; read as far as it goes",
            count(all.headers)
        ));
    }
    if all.letters > 0 {
        reasons.push(format!(
            "the character set of {} is not known; some letters may be wrong",
            count(all.letters)
        ));
    }
    if let Some(cause) = stopped {
        reasons.push(format!(
            "reading stopped after {} ({})",
            count(all.read),
            super::plain(cause)
        ));
    } else if cut {
        reasons.push(
            "the mailbox ends in the middle of a message; the last message may be incomplete"
                .to_owned(),
        );
    }
    match (all.read + all.large + all.broken, reasons.is_empty()) {
        (0, _) => Verdict::skipped("there is no message in it"),
        (_, true) => Verdict::Read,
        // What lies behind is still there.
        (_, false) if stopped.is_some() => Verdict::Unread {
            reason: reasons.join("; "),
        },
        (_, false) => Verdict::partly(reasons.join("; ")),
    }
}

fn count(messages: usize) -> String {
    if messages == 1 {
        "one message".to_owned()
    } else {
        format!("{messages} messages")
    }
}

/// Whether the mail program has deleted a message.
fn is_deleted(raw: &[u8]) -> bool {
    let header = &raw[..mail::header_end(raw)];
    let mut lines = header.split(|byte| *byte == b'\n');
    // What stands further down came with the mail.
    lines
        .find(|line| line.starts_with(STATUS))
        .is_some_and(says_deleted)
}

/// Whether a line of a header block says that its mail was deleted.
pub(super) fn says_deleted(line: &[u8]) -> bool {
    let value = line.strip_prefix(STATUS).unwrap_or_default();
    let value = std::str::from_utf8(value).unwrap_or_default().trim();
    u16::from_str_radix(value, 16).is_ok_and(|bits| bits & DELETED != 0)
}

/// Takes back the marks that mailboxes put before a line that begins with "From ", one for every mailbox that a mail
/// went through. Between marked lines it is a quote.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let marks = |line: &[u8]| line.iter().take_while(|b| **b == b'>').count();
    let escaped = |line: &[u8]| line.starts_with(b">") && line[marks(line)..].starts_with(b"From ");
    let quote = |line: Option<&&[u8]>| line.is_some_and(|l| l.starts_with(b">") && !escaped(l));
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    let mut plain = Vec::with_capacity(bytes.len());
    for (at, line) in lines.iter().enumerate() {
        let between = quote(lines.get(at + 1)) || (at > 0 && quote(lines.get(at - 1)));
        let kept = if escaped(line) && !between {
            &line[marks(line)..]
        } else {
            line
        };
        plain.extend_from_slice(kept);
    }
    plain
}

/// Whether a message has all that its header promises.
fn is_complete(raw: &[u8]) -> bool {
    let end = mail::header_end(raw);
    if end == raw.len() {
        return false;
    }
    let header = String::from_utf8_lossy(&raw[..end]);
    let lower = header.to_ascii_lowercase();
    let Some(at) = lower
        .find("boundary=")
        .filter(|_| lower.contains("multipart/"))
    else {
        return true;
    };
    let value = header[at + "boundary=".len()..].trim_start();
    let boundary = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([';', ' ', '\t', '\r', '\n']).next(),
    };
    let last = format!("--{}--", boundary.unwrap_or(""));
    raw[end..]
        .windows(last.len())
        .any(|window| window == last.as_bytes())
}

/// The keys given so far, as hashes: a mailbox may hold millions.
#[derive(Default)]
struct Keys(HashMap<u64, u32>);

impl Keys {
    /// `key`, with a number for every time that it was there before.
    fn unique(&mut self, key: String) -> String {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let times = self.0.entry(hasher.finish()).or_insert(0);
        *times += 1;
        if *times == 1 {
            key
        } else {
            format!("{key}#{times}")
        }
    }
}

#[cfg(test)]
mod tests;
