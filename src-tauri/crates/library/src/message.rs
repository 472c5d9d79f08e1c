//! One message out of a file, for a mail that is to be answered; nothing of it goes into the record.

use std::path::Path;

use domain::{Error, ErrorCode, Person, Result};
use worker::Program;

use crate::extract::{Found, Verdict};
use crate::reader::{Ending, Reader};

/// A message that somebody wants to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who sent it, where the file says so.
    pub author: Option<Person>,
    /// Its subject or title; empty if it has none.
    pub title: String,
    /// Its own text, without what it quotes.
    pub text: String,
}

/// Reads the first message of `file` in a reader process.
///
/// # Errors
/// `BadInput` with the reason if there is no text in it.
pub fn read_message(file: &Path, reader: Program) -> Result<Message> {
    let mut first = None;
    let read = Reader::new(reader).read(file, None, &mut |found| {
        if let Found::Document(document) = found {
            first.get_or_insert(document);
        }
        match first {
            // Of a mailbox of gigabytes no more is read than that.
            Some(_) => Err(Error::new(ErrorCode::Busy, "there is a first message")),
            None => Ok(()),
        }
    });
    let ending = match read {
        Err(_) if first.is_some() => Ending::Read(Verdict::Read),
        ending => ending?,
    };
    let message = first
        .filter(|document| !document.text.is_empty())
        .map(|document| Message {
            author: document.author,
            title: document.title,
            text: document.text,
        });
    message.ok_or_else(|| {
        let reason = match ending {
            Ending::Read(
                Verdict::Skipped { reason }
                | Verdict::Unread { reason }
                | Verdict::Failed { reason }
                | Verdict::Partly { reason },
            ) => reason,
            Ending::Read(Verdict::Read) => "it has no words of its own".to_owned(),
            Ending::Broke(reason) => reason.to_owned(),
        };
        Error::new(
            ErrorCode::BadInput,
            format!("the message to answer cannot be used: {reason}"),
        )
        .at(file)
        .remedy("Name a mail or a text with words in it, or give the words with --reply-to -")
    })
}
