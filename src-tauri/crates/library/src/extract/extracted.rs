//! A document as a file gives it.

use domain::{Kind, Person};
use serde::{Deserialize, Serialize};

/// The words of one document, up to this many bytes: more than twice *War and Peace*. They go through several hands, and each
/// holds them.
pub(super) const WORDS_LIMIT: usize = 8 << 20;
/// Where a text is cut, a word of so many bytes is cut with it.
const LONGEST_WORD: usize = 200;
/// A subject that is longer was made by no person.
const TITLE_LIMIT: usize = 1_000;

/// One document as a file gives it, before the record numbers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Extracted {
    /// Tells the documents of one file apart and stays the same when the file is read again: the Message-ID, or a
    /// hash of the raw message when there is none (with `#2` and so on for repeats within the file); the name of one of
    /// the people in a chat; the number of a post or of an entry; empty for a file that is one document.
    pub key: String,
    /// Email for mail; for other files what front matter or the text says, else none.
    pub kind: Option<Kind>,
    /// Subject or title.
    pub title: String,
    /// When it was written, if that is known.
    pub date: Option<jiff::Timestamp>,
    /// Who wrote it, where the file says so.
    pub author: Option<Person>,
    /// To whom, in the order of the mail.
    pub recipients: Vec<Person>,
    /// What a review is about.
    pub product: Option<String>,
    /// The rating of a review, such as `4/5`.
    pub rating: Option<String>,
    /// What it quotes, without quote marks.
    pub quoted: Option<String>,
    /// Whether a label says that the owner of the mailbox sent it.
    pub sent: bool,
    /// The address that it was delivered to.
    pub delivered: Option<String>,
    /// The author's own new words.
    pub text: String,
    /// What stands below them: signature, footers.
    pub signature: Option<String>,
    /// The Message-IDs of what it answers, the nearest first.
    pub answers: Vec<String>,
    /// It is no letter of its author's, though it bears their name: a program wrote it, it is spam, or a line of a chat.
    pub automatic: bool,
}

impl Extracted {
    /// Whether it is a mail with a header, and no text that calls itself one.
    pub(crate) fn is_mail(&self) -> bool {
        self.kind == Some(Kind::Email) && !self.key.is_empty()
    }

    /// Leaves of each text what a person may have written; whether any words went with the rest.
    pub(super) fn shorten(&mut self) -> bool {
        shorten(&mut self.title, TITLE_LIMIT);
        let beside = [&mut self.quoted, &mut self.signature];
        for text in beside.into_iter().flatten() {
            shorten(text, WORDS_LIMIT);
        }
        shorten(&mut self.text, WORDS_LIMIT)
    }
}

/// Cuts `text` to `limit` bytes at the most, between two words where there are any; whether anything was cut.
fn shorten(text: &mut String, limit: usize) -> bool {
    if text.len() <= limit {
        return false;
    }
    text.truncate(text.floor_char_boundary(limit));
    let end = text.rfind(char::is_whitespace);
    if let Some(end) = end.filter(|end| text.len() - end < LONGEST_WORD) {
        text.truncate(end);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_words_where_it_has_any() {
        let cut = |text: &str, limit| {
            let mut text = text.to_owned();
            (shorten(&mut text, limit), text)
        };
        assert_eq!(cut("one two", 7), (false, "one two".to_owned()));
        assert_eq!(cut("one two", 6), (true, "one".to_owned()));
        assert_eq!(cut("ééé", 3), (true, "é".to_owned()));
        let long = format!("one {}", "x".repeat(3 * LONGEST_WORD));
        assert_eq!(cut(&long, 2 * LONGEST_WORD).1.len(), 2 * LONGEST_WORD);
    }
}
