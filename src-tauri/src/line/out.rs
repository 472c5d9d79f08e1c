//! The one place where lines are printed. Whoever reads them may have gone, as `head` does when it has its line: what nobody
//! reads is not printed, and that is no failure.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::sync::OnceLock;

/// Why standard output takes nothing any more.
static LOST: OnceLock<std::io::Error> = OnceLock::new();

/// A line of the result, on standard output.
macro_rules! tell {
    ($($words:tt)*) => { $crate::line::out::result(format_args!("{}\n", $crate::line::out::plain(format_args!($($words)*)))) };
}

/// A line that is no result, on standard error.
macro_rules! remark {
    ($($words:tt)*) => { $crate::line::out::aside(format_args!("{}\n", $crate::line::out::plain(format_args!($($words)*)))) };
}

/// Words on the one line of standard error that is written over and over; none wipe it away.
macro_rules! over {
    ($($words:tt)*) => { $crate::line::out::aside(format_args!("\r\x1b[K{}", $crate::line::out::plain(format_args!($($words)*)))) };
}

pub(super) use {over, remark, tell};

/// `words` without what a terminal obeys: the name of a file, or a text, may have it in it. JSON has none.
pub(super) fn plain(words: Arguments<'_>) -> String {
    let obeyed = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\t' | '\x7f');
    words.to_string().replace(obeyed, "\u{fffd}")
}

/// The name of a file on one line.
pub(super) fn name(path: &str) -> String {
    path.replace(['\n', '\t'], "\u{fffd}")
}

/// Prints a part of the result, at once.
pub(super) fn result(words: Arguments<'_>) {
    if LOST.get().is_some() {
        return;
    }
    let mut out = stdout().lock();
    if let Err(cause) = out.write_fmt(words).and_then(|()| out.flush()) {
        // The first one is why.
        let _ = LOST.set(cause);
    }
}

/// Prints what is no result. Where it cannot be printed there is nobody to be told so.
pub(super) fn aside(words: Arguments<'_>) {
    let _ = stderr().write_fmt(words);
}

/// Whether anybody still reads what is told.
pub(super) fn is_read() -> bool {
    LOST.get().is_none()
}

/// Why not all was told to somebody who still waits for it, such as a full disk.
pub(super) fn failure() -> Option<&'static std::io::Error> {
    LOST.get()
        .filter(|cause| cause.kind() != ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_told_is_obeyed_by_a_terminal() {
        let name = "a\u{1b}[31mred\r.docx";
        assert_eq!(
            plain(format_args!("{name}\n\tb")),
            "a\u{fffd}[31mred\u{fffd}.docx\n\tb"
        );
        assert_eq!(super::name("two\nlines.txt"), "two\u{fffd}lines.txt");
    }
}
