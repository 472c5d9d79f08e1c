//! Cutting a mailbox into messages, a bounded number of bytes at a time.
//!
//! A line that begins with "From " parts two messages only where a header follows it, or nothing where it has a date; and only
//! at the start, after a blank line, or with a date at its end: such lines stand in ordinary prose too, even with a time and
//! a year in them. In a mailbox of the form MMDF, which begins with such a rule, rules part them and nothing else.

use std::io::{self, BufRead};

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

/// A longer line is taken in pieces.
const PIECE: usize = 64 * 1024;

/// The line above and below each mail in a mailbox of the form MMDF.
pub(super) const MMDF_RULE: &str = "\u{1}\u{1}\u{1}\u{1}";

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
    /// Whether rules part the messages.
    ruled: bool,
    /// Bytes taken so far.
    taken: u64,
    /// Where the message begins that is being gathered.
    next_begins: u64,
    /// Where the message that was given last begins, in bytes from where `reader` began.
    pub(super) begins: u64,
    /// When the message that is being gathered came into the mailbox.
    next_came: Option<Timestamp>,
    /// When the message that was given last came into the mailbox, as the line above it says.
    pub(super) came: Option<Timestamp>,
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
            ruled: false,
            taken: 0,
            next_begins: 0,
            begins: 0,
            next_came: None,
            came: None,
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
            let is_rule = line.trim_ascii_end() == MMDF_RULE.as_bytes();
            self.ruled |= is_rule && line_at == 0;
            if self.ruled {
                if !is_rule {
                    self.append(&line);
                } else if let Some(done) = self.finish(line_at, None) {
                    return Ok(Some(done));
                }
                continue;
            }
            if let Some(from) = held.take() {
                if from.parts_before(&line) {
                    let done = self.finish(from.at, moment(&from.line));
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
        Ok(self.finish(self.taken, None))
    }

    /// The message so far, and a new one begins, at `next`, which came into the mailbox at `came`. None if there is none
    /// yet.
    fn finish(&mut self, next: u64, came: Option<Timestamp>) -> Option<Message> {
        self.started = true;
        self.begins = std::mem::replace(&mut self.next_begins, next);
        self.came = std::mem::replace(&mut self.next_came, came);
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

/// When a mail came into its mailbox, by the end of the "From " line above it: "Tue Mar  5 10:00:00 2024", which may name a
/// time zone by figures before or behind the year. Without one it is taken as universal time. A clock that was never set
/// says nothing.
fn moment(line: &[u8]) -> Option<Timestamp> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let line = String::from_utf8_lossy(line);
    if !is_dated(&line) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_month = |word: &&str| MONTHS.contains(word);
    let at = words.iter().rposition(is_month)?;
    let month = MONTHS.iter().position(|month| *month == words[at])? + 1;
    let [day, time, rest @ ..] = &words[at + 1..] else {
        return None;
    };
    let year = rest.iter().find_map(|word| {
        let figures = word.len() == 4 && word.bytes().all(|c| c.is_ascii_digit());
        word.parse::<i16>()
            .ok()
            .filter(|year| figures && *year > 1970)
    })?;
    let mut parts = time.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?.min(59);
    let zone = rest.iter().find_map(|word| zone(word));
    let date = Date::new(year, i8::try_from(month).ok()?, day.parse().ok()?).ok()?;
    let time = Time::new(hour, minute, second, 0).ok()?;
    let zoned = date
        .to_datetime(time)
        .to_zoned(TimeZone::fixed(zone.unwrap_or(Offset::UTC)));
    Some(zoned.ok()?.timestamp())
}

/// A time zone in figures, such as "+0130".
fn zone(word: &str) -> Option<Offset> {
    let sign = match word.as_bytes() {
        [b'+', _, _, _, _] => 1,
        [b'-', _, _, _, _] => -1,
        _ => return None,
    };
    let figures = word.get(1..)?;
    let number = |part: &str| part.parse::<i32>().ok();
    let (hours, minutes) = (number(figures.get(..2)?)?, number(figures.get(2..)?)?);
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
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
