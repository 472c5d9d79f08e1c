//! A PDF: the words on its pages, where there are any and not only pictures of them.

use std::path::Path;

use jiff::Timestamp;
use pdf_extract::extract_text_from_mem_by_pages as pages;

use super::facts::Facts;
use super::tidy::{clean, tidy};
use super::{Extracted, PROTECTED, Verdict};

/// With fewer letters than this to a page it is a row of pictures that has page numbers.
const FEWEST_LETTERS: usize = 12;

/// What programs set before an item of a list.
const BULLETS: [char; 6] = ['•', '●', '◦', '▪', '‣', '\u{f0b7}'];

/// Reads the document in `bytes`. A file that its parser cannot bear ends the reader, which is told as such.
pub(super) fn read(
    bytes: &[u8],
    path: &Path,
    modified: Option<Timestamp>,
    emit: &mut dyn FnMut(Extracted),
) -> Verdict {
    let pages = match pages(bytes) {
        Ok(pages) if pages.is_empty() => return failed("no page in it"),
        Ok(pages) => pages,
        Err(cause) => return failed(&cause.to_string()),
    };
    let letters: usize = pages
        .iter()
        .map(|page| {
            page.chars()
                .filter(|letter| letter.is_alphanumeric())
                .count()
        })
        .sum();
    if letters < FEWEST_LETTERS * pages.len() {
        return Verdict::skipped("its pages are pictures, with no text in them");
    }
    let text: Vec<String> = pages.iter().map(|page| paragraphs(&clean(page))).collect();
    let document = Facts::default().document(tidy(&text.join("\n\n")), path, modified);
    emit(document);
    Verdict::Read
}

/// What the parser says, in words for a person.
fn failed(cause: &str) -> Verdict {
    let lower = cause.to_lowercase();
    Verdict::failed(if lower.contains("crypt") || lower.contains("password") {
        PROTECTED
    } else {
        "it is damaged; print or export it to a new PDF"
    })
}

/// The paragraphs of a page: lines that were broken to fit it are joined again, and so are words that were parted.
fn paragraphs(page: &str) -> String {
    let mut joined = String::with_capacity(page.len());
    for line in page.lines().map(str::trim) {
        if line.is_empty() {
            joined.push_str("\n\n");
            continue;
        }
        if let Some(item) = line.strip_prefix(BULLETS) {
            joined.push_str("\n- ");
            joined.push_str(item.trim_start());
            continue;
        }
        if joined.ends_with('-') && line.starts_with(char::is_lowercase) && parted(&joined) {
            joined.pop();
        } else if !joined.is_empty() && !joined.ends_with('\n') {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// A letter stands before the hyphen at the end: it parts a word and is no dash.
fn parted(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_to_paragraphs() {
        assert_eq!(
            paragraphs("Both:\n• one\nmore\n•two"),
            "Both:\n- one more\n- two"
        );
        assert_eq!(
            paragraphs("A line that\nwas bro-\nken - and\n\n-\nmore"),
            "A line that was broken - and\n\n- more"
        );
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let mut found = Vec::new();
        let verdict = read(b"%PDF-1.4\nnothing", Path::new("a.pdf"), None, &mut |one| {
            found.push(one)
        });
        assert_eq!(verdict, failed("anything else"));
        let locked = Verdict::Failed {
            reason: "it is protected by a password; save a copy without one".to_owned(),
        };
        assert_eq!(failed("PDF is Encrypted"), locked);
        assert_ne!(verdict, locked);
        assert!(found.is_empty());
    }
}
