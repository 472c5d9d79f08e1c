//! What is said while one waits: headings, notes and one line of progress.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A heading: what comes next.
pub(crate) fn heading(text: &str) {
    line(&format!("\n== {text}"));
}

/// A line that tells something.
pub(crate) fn note(text: &str) {
    line(text);
}

/// A line about what went wrong.
pub(crate) fn error(text: &str) {
    // A closed pipe is no reason to fail: nobody is reading.
    let _ = writeln!(stderr(), "error: {text}");
}

/// From now on everything goes to standard error: standard output is for results.
pub(crate) fn aside() {
    ASIDE.store(true, Ordering::Relaxed);
}

static ASIDE: AtomicBool = AtomicBool::new(false);

fn line(text: &str) {
    // In its own tests it is silent: "The writer's checksum is wrong" must not stand in a log where nothing is.
    if cfg!(test) {
        return;
    }
    if ASIDE.load(Ordering::Relaxed) {
        let _ = writeln!(stderr(), "{text}");
        return;
    }
    let mut out = stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// Progress of one download: on a terminal a line that is rewritten, elsewhere a line now and then.
pub(crate) struct Progress {
    name: String,
    parts: usize,
    bytes: u64,
    terminal: bool,
    started: Instant,
    had: Option<u64>,
    last: Option<(Instant, u64)>,
}

impl Progress {
    /// Begins to tell about `bytes` in so many parts.
    pub(crate) fn new(name: &str, parts: usize, bytes: u64) -> Self {
        Self {
            name: name.to_owned(),
            parts,
            bytes,
            terminal: stdout().is_terminal() && !ASIDE.load(Ordering::Relaxed),
            started: Instant::now(),
            had: None,
            last: None,
        }
    }

    /// Says that `done` bytes are here, while part number `part` is on its way.
    pub(crate) fn at(&mut self, part: usize, done: u64) {
        let done = done.min(self.bytes);
        let had = *self.had.get_or_insert(done);
        let now = Instant::now();
        let due = match self.last {
            None => true,
            Some((when, _)) if self.terminal => now - when >= Duration::from_millis(200),
            Some((when, before)) => {
                now - when >= Duration::from_secs(30)
                    || done.saturating_sub(before) * 5 >= self.bytes
            }
        };
        if !due {
            return;
        }
        self.last = Some((now, done));
        let left = left(
            now - self.started,
            done.saturating_sub(had),
            self.bytes - done,
        );
        self.write(&format!(
            "{}  {part}/{}  {} of {}{left}",
            self.name,
            self.parts,
            thousands(done / 1_000_000),
            size(self.bytes),
        ));
    }

    /// Says a line in place of the progress.
    pub(crate) fn end(&mut self, text: &str) {
        self.write(&format!("{}  {text}", self.name));
        if self.terminal {
            line("");
        }
        self.last = None;
    }

    fn write(&self, text: &str) {
        if self.terminal {
            let mut out = stdout().lock();
            let _ = write!(out, "\r\x1b[K{text}");
            let _ = out.flush();
        } else {
            line(text);
        }
    }
}

/// "  about 40 s left", or nothing while it cannot be known or would only frighten.
fn left(spent: Duration, fetched: u64, missing: u64) -> String {
    if spent < Duration::from_secs(2) || fetched < 1_000_000 || missing == 0 {
        return String::new();
    }
    let seconds = spent.as_secs_f64() * missing as f64 / fetched as f64;
    let left = Duration::from_secs_f64(seconds.clamp(1.0, 360_000.0));
    format!("  about {} left", duration(left))
}

/// A length of time for people: `7 s`, `3 min 20 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64().round() as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        _ if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// A size for people: `1,117 MB`.
pub(crate) fn size(bytes: u64) -> String {
    format!("{} MB", thousands(bytes / 1_000_000))
}

/// `1117` as `1,117`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_for_people() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1_117_320), "1,117,320");
        assert_eq!(size(98_362_432), "98 MB");
        assert_eq!(duration(Duration::from_secs(200)), "3 min 20 s");
        assert_eq!(duration(Duration::from_secs(120)), "2 min");
    }

    #[test]
    fn the_time_left_follows_the_speed() {
        assert_eq!(
            left(Duration::from_secs(10), 1_000_000, 4_000_000),
            "  about 40 s left"
        );
        assert_eq!(left(Duration::from_secs(10), 999, 4_000_000), "");
    }
}
