//! Cutting a mailbox into messages, a bounded number of bytes at a time.
//!
//! A line that begins with "From " parts two messages only where a header follows it, or nothing where it has a date; and only
//! at the start, after a blank line, or with a date at its end: such lines stand in ordinary prose too, even with a time and
//! a year in them.

use std::io::{self, BufRead};

/// A longer line is taken in pieces.
const PIECE: usize = 64 * 1024;

/// What stands between two "From " lines.
pub(super) enum Message {
    /// Its bytes, with line feeds for line ends.
    Whole(Vec<u8>),
    /// It was larger than the limit and is passed over.
    TooLarge,
}

/// Reads a mailbox message by message.
pub(super) struct Splitter<R> {
    reader: R,
    line_end: u8,
    limit: usize,
    message: Vec<u8>,
    too_large: bool,
    started: bool,
    ended: bool,
    /// Bytes taken so far.
    taken: u64,
    /// Where the message begins that is being gathered.
    next_begins: u64,
    /// Where the message that was given last begins, in bytes from where `reader` began.
    pub(super) begins: u64,
    /// Whether the last byte of the mailbox ended a line.
    pub(super) whole_last_line: bool,
}

impl<R: BufRead> Splitter<R> {
    pub(super) fn new(reader: R, line_end: u8, limit: usize) -> Self {
        Self {
            reader,
            line_end,
            limit,
            message: Vec::new(),
            too_large: false,
            started: false,
            ended: false,
            taken: 0,
            next_begins: 0,
            begins: 0,
            whole_last_line: true,
        }
    }

    /// The next message, or none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Message>> {
        let mut after_blank = !self.started;
        let mut fresh = true;
        let mut line = Vec::new();
        let mut held: Option<Held> = None;
        while !self.ended {
            let line_at = self.taken;
            let whole = self.read_line(&mut line)?;
            if line.is_empty() && !whole {
                self.ended = true;
                break;
            }
            if let Some(from) = held.take() {
                if from.parts_before(&line) {
                    let done = self.finish(from.at);
                    self.append(&line);
                    if done.is_some() {
                        return Ok(done);
                    }
                } else if let Some(next) = Held::of(&line, line_at, from.after_blank) {
                    // One of two is enough: above a mail the other says nothing.
                    self.append(&from.line);
                    held = Some(next);
                } else {
                    self.append(&from.line);
                    self.append(&line);
                }
            } else if let Some(from) = Held::of(&line, line_at, after_blank).filter(|_| fresh) {
                held = Some(from);
            } else {
                self.append(&line);
            }
            // Blank lines before the first message are no message.
            after_blank = fresh && is_blank(&line) && held.is_none();
            fresh = whole;
        }
        // Of a mailbox that grows it is the beginning of the next one.
        if let Some(from) = held.filter(|from| !(from.dated && from.after_blank)) {
            self.append(&from.line);
        }
        Ok(self.finish(self.taken))
    }

    /// The message so far, and a new one begins, at `next`. None if there is none yet.
    fn finish(&mut self, next: u64) -> Option<Message> {
        self.started = true;
        self.begins = std::mem::replace(&mut self.next_begins, next);
        if std::mem::take(&mut self.too_large) {
            self.message = Vec::new();
            return Some(Message::TooLarge);
        }
        let message = std::mem::take(&mut self.message);
        let empty = message.iter().all(u8::is_ascii_whitespace);
        (!empty).then_some(Message::Whole(message))
    }

    fn append(&mut self, line: &[u8]) {
        if self.too_large || self.message.len() + line.len() > self.limit {
            self.too_large = true;
            self.message = Vec::new();
        } else {
            self.message.extend_from_slice(line);
        }
    }

    /// A line with its end, or a piece of a long one. False if it has no end.
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                self.whole_last_line = line.is_empty() && self.whole_last_line;
                return Ok(false);
            }
            let room = available.len().min(PIECE - line.len());
            let end = available[..room].iter().position(|b| *b == self.line_end);
            let taken = end.map_or(room, |at| at + 1);
            line.extend_from_slice(&available[..taken]);
            self.reader.consume(taken);
            self.taken += taken as u64;
            if end.is_some() {
                if let Some(last) = line.last_mut() {
                    *last = b'\n';
                }
                self.whole_last_line = true;
                return Ok(true);
            }
            if line.len() >= PIECE {
                self.whole_last_line = false;
                return Ok(false);
            }
        }
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// A line that parts two messages if the next one says so.
struct Held {
    line: Vec<u8>,
    /// Where it begins.
    at: u64,
    dated: bool,
    after_blank: bool,
}

impl Held {
    fn of(line: &[u8], at: u64, after_blank: bool) -> Option<Self> {
        if !line.starts_with(b"From ") || line.len() >= 1000 {
            return None;
        }
        let dated = is_dated(&String::from_utf8_lossy(line));
        (dated || after_blank).then(|| Self {
            line: line.to_vec(),
            at,
            dated,
            after_blank,
        })
    }

    fn parts_before(&self, next: &[u8]) -> bool {
        let header = is_mail_header(next) || next.starts_with(b">From ");
        // A mail may have headers that nobody knows, or none.
        let any = || is_blank(next) || header_name(&String::from_utf8_lossy(next)).is_some();
        header || (self.dated && self.after_blank && any())
    }
}

/// Whether a "From " line ends as mail programs end it: a time of day and a year, perhaps with a time zone.
pub(super) fn is_dated(line: &str) -> bool {
    let mut last = line.split_whitespace().skip(1).collect::<Vec<_>>();
    last.drain(..last.len().saturating_sub(6));
    let number = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok();
    let time = |word: &&str| word.contains(':') && word.split(':').all(number);
    let year = |word: &&str| {
        word.len() == 4 && word.parse::<u16>().is_ok_and(|y| (1970..2100).contains(&y))
    };
    last.iter().any(time) && last.iter().rev().take(4).any(year)
}

/// Whether `line` is a header that stands at the top of a mail. "Note: this" in prose is none.
pub(super) fn is_mail_header(line: &[u8]) -> bool {
    let Some(end) = line.iter().take(77).position(|b| *b == b':') else {
        return false;
    };
    let name = String::from_utf8_lossy(&line[..end]).to_ascii_lowercase();
    name.bytes().all(|b| b.is_ascii_graphic())
        && (name.contains('-')
            || matches!(
                name.as_str(),
                "from"
                    | "to"
                    | "cc"
                    | "bcc"
                    | "date"
                    | "subject"
                    | "received"
                    | "sender"
                    | "status"
                    | "organization"
            ))
}

/// The name in a line of the form `Name: value`.
pub(super) fn header_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    // Old programs set a space before the colon.
    let name = name.trim_end();
    let good = !name.is_empty() && name.len() <= 76 && name.bytes().all(|b| b.is_ascii_graphic());
    good.then_some(name)
}

#[cfg(test)]
mod tests;
