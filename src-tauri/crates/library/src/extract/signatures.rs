//! Cutting off what stands below a letter by itself: signature blocks, footers of lists, lines of telephones.
//!
//! A sign-off ("Yours in haste,\nOttilie") is voice and stays.

use domain::Person;

use super::card;
use super::devices::is_device_line;
use super::notices;

/// A signature below "-- " may be a whole notice of a company; a longer one is the letter itself.
const MOST_LINES: usize = 40;
/// Below a delimiter that people also use within letters, a signature is short.
const MOST_SHORT_LINES: usize = 8;
const SHORT: usize = 80;
/// Signatures are looked for in so many last lines.
const FAR_END: usize = 400;

/// A stretch of an author's own lines, parted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The letter.
    pub(super) kept: String,
    /// What stands below it.
    pub(super) signature: String,
}

/// Parts `run`, a stretch of lines by `author`, into the letter and what is none.
pub(super) fn cut(run: &str, author: Option<&Person>) -> Cut {
    let lines: Vec<&str> = run.lines().collect();
    let mut end = lines.len();
    end = notices::begins(&lines[..end]).unwrap_or(end);
    let from = end.saturating_sub(FAR_END);
    end = (from..end)
        .find(|at| is_delimiter(&lines[..end], *at))
        .unwrap_or(end);
    end = device(&lines[..end]).unwrap_or(end);
    end = card::begins(&lines[..end], author).unwrap_or(end);
    Cut {
        kept: joined(&lines[..end]),
        signature: joined(&lines[end..]),
    }
}

fn joined(lines: &[&str]) -> String {
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// Whether a signature begins at line `at`.
fn is_delimiter(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    let below = &lines[at + 1..];
    let full = below.iter().filter(|l| !l.trim().is_empty());
    if line == "-- " {
        return full.count() <= MOST_LINES;
    }
    let bare = line.trim();
    // Three dashes part sections as well: an address tells.
    let dashes = bare == "---"
        && full.clone().count() <= 4
        && below.iter().any(|l| l.contains('@') || l.contains("://"));
    let other = dashes
        || bare == "--"
        || bare == "—"
        || bare == "__"
        || (bare.len() > 6 && bare.chars().all(|c| c == '—'));
    other
        && !line.starts_with([' ', '\t'])
        && full.clone().all(|l| l.chars().count() <= SHORT)
        && full.count() <= MOST_SHORT_LINES
}

/// Where a telephone signs, as a paragraph of its own or as the last line. What is below it is not a letter either:
/// telephones write above the mail that they answer.
fn device(lines: &[&str]) -> Option<usize> {
    let blank = |at: usize| lines.get(at).is_none_or(|l| l.trim().is_empty());
    (0..lines.len()).find(|at| {
        let alone = (*at == 0 || blank(*at - 1)) && blank(*at + 1);
        let last = || lines[*at + 1..].iter().all(|l| l.trim().is_empty());
        (alone || last()) && is_device_line(lines[*at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        cut(text, None).kept.trim().to_owned()
    }

    #[test]
    fn a_signature_below_its_delimiter_goes() {
        assert_eq!(of("Hi\n\nAnna\n-- \nAnna Bell\nHead of X\n"), "Hi\n\nAnna");
        assert_eq!(of("Hi\n--\nrick"), "Hi");
        assert_eq!(of("Hi\n\n—\nAnna"), "Hi");
        assert_eq!(of("Hi\n---\na@b.c\nKeep it up!"), "Hi");
        assert_eq!(of("Hi\n---\nThe end"), "Hi\n---\nThe end");
    }

    #[test]
    fn dashes_within_a_letter_stay() {
        let lists = "Because of:\n-- one\n-- two\n\nThanks!";
        assert_eq!(of(lists), lists);
        let parts = format!("One\n--\n{}", "A long part of the letter.\n".repeat(9));
        assert_eq!(of(&parts), parts.trim());
        let long = format!("One\n--\n{}", "x".repeat(100));
        assert_eq!(of(&long), long);
        assert_eq!(of("No.\n\n--Peter"), "No.\n\n--Peter");
    }

    #[test]
    fn a_sign_off_is_voice() {
        let letter = "So be it.\n\nYours in haste,\nOttilie";
        assert_eq!(of(letter), letter);
    }

    #[test]
    fn telephones_and_lists() {
        assert_eq!(of("Hi\n\nSent from my iPhone\n"), "Hi");
        assert_eq!(of("Hi\n\nSent from my Wiko\n\nTheirs, all of it."), "Hi");
        for kept in [
            "Sent with love",
            "Gesendet von Herzen",
            "Verzonden met liefs",
        ] {
            let letter = format!("Hi\n\n{kept}\n\nAnd there is more. It goes on.\n\nAnna");
            assert_eq!(of(&letter), letter);
        }
        assert_eq!(of("Hi\n\n__\nriak-users mailing list\nhttp://x.y"), "Hi");
        assert_eq!(of("Hi\n_______\nriak-users mailing list\nhttp://x.y"), "Hi");
        assert_eq!(of("Hi\n\n---\nTo unsubscribe, write to x"), "Hi");
    }

    #[test]
    fn hostile_signatures() {
        let parted = cut("Hi\n-- \nAnna\n", None);
        assert_eq!(
            (parted.kept.as_str(), parted.signature.as_str()),
            ("Hi\n", "-- \nAnna\n")
        );
        of(&"-- \n".repeat(5_000));
        of(&"--\n".repeat(5_000));
        assert_eq!(of(""), "");
    }
}
