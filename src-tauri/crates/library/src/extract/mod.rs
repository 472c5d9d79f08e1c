//! Reading one file into documents: what sort of file it is, and what became of it.
//!
//! Runs in a process of its own, so a file that exhausts it harms nobody; memory stays bounded all the same.

mod about;
mod archive;
mod attribution;
mod automatic;
mod body;
pub(crate) mod card;
mod chat;
mod day_one;
mod decode;
mod devices;
mod docx;
mod extracted;
mod facts;
mod flow;
mod front_matter;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod header_block;
mod html;
mod html_parts;
mod indented;
mod kept;
mod lotus;
mod mail;
mod mark;
mod markdown;
mod mbox;
mod notices;
mod odt;
mod office;
mod org;
mod packs;
mod page;
mod pairs;
mod pasted;
mod pdf;
mod pgp;
mod posts;
mod quotes;
mod remarks;
mod rst;
mod signatures;
mod sniff;
mod splitter;
mod styles;
mod text;
mod tidy;
mod uuencoded;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use serde::{Deserialize, Serialize};

pub(crate) use extracted::Extracted;
use extracted::WORDS_LIMIT;
pub(crate) use mark::Mark;
use mbox::{Place, Start, Told};
use sniff::Shape;
pub use sniff::is_a_mail;

use crate::sent::is_among_spam;

/// A single text or mail is read up to this many bytes.
const FILE_LIMIT: u64 = 64 * MEGABYTE;
/// And so is one message of a mailbox: with 25 MB attached, which many services take, it has 34.
const MESSAGE_LIMIT: usize = FILE_LIMIT as usize;
const MEGABYTE: u64 = 1024 * 1024;

/// Of a file that only its password opens.
const PROTECTED: &str = "it is protected by a password; save a copy without one";

/// What became of a file. A reason is one plain clause for a person and never names the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Verdict {
    /// Everything in it was read.
    Read,
    /// It was read, but a part could not be.
    Partly {
        /// What is missing.
        reason: String,
    },
    /// There is nothing in it for Longhand.
    Skipped {
        /// Why.
        reason: String,
    },
    /// The system did not give it, or not all of it, and may do so another time.
    Unread {
        /// Why, and what to do where there is something to do.
        reason: String,
    },
    /// It should have been read and could not be.
    Failed {
        /// Why, and what to do where there is something to do.
        reason: String,
    },
}

impl Verdict {
    fn partly(reason: impl Into<String>) -> Self {
        Verdict::Partly {
            reason: reason.into(),
        }
    }

    fn skipped(reason: impl Into<String>) -> Self {
        Verdict::Skipped {
            reason: reason.into(),
        }
    }

    fn failed(reason: impl Into<String>) -> Self {
        Verdict::Failed {
            reason: reason.into(),
        }
    }
}

/// What is told of a file while it is read.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Found {
    /// It is not read from its start but from the mark that was given; told first.
    Continued,
    /// It is not read from its start but behind the message that was given; told first.
    Behind,
    /// A message of a mailbox is looked at next: if nothing comes after this, that message is why.
    Next(Place),
    /// A document, in the order of the file.
    Document(Box<Extracted>),
    /// The document that was found last can be begun with another time.
    Mark(Mark),
}

/// Where reading a mailbox goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Resume {
    /// At a mark of an earlier reading, as long as nothing before it has changed.
    At(Mark),
    /// Behind a message of this reading that ended the reader.
    Behind(Place),
}

impl Resume {
    /// In bytes from the start.
    pub(crate) fn at(&self) -> u64 {
        match self {
            Resume::At(mark) => mark.at(),
            Resume::Behind(place) => place.at,
        }
    }
}

/// Reads the file at `path` and tells what is found in it; a mailbox from `from` on.
pub(crate) fn extract(path: &Path, from: Option<&Resume>, tell: &mut dyn FnMut(Found)) -> Verdict {
    let mut shortened = false;
    let spam = is_among_spam(path);
    let mut tell = |mut found| {
        if let Found::Document(document) = &mut found {
            shortened |= document.shorten();
            document.automatic |= spam && document.is_mail();
        }
        tell(found);
    };
    match read(path, from, &mut tell) {
        Ok(Verdict::Read) if shortened => Verdict::partly(format!(
            "of a text of more than {} the rest was left out; split it into smaller files",
            human(WORDS_LIMIT as u64)
        )),
        Ok(verdict) => verdict,
        Err(cause) => Verdict::Unread {
            reason: match cause.kind() {
                io::ErrorKind::PermissionDenied => {
                    "it cannot be read (permission denied); check its permissions".to_owned()
                }
                _ => format!("it cannot be read ({})", plain(&cause)),
            },
        },
    }
}

fn read(path: &Path, from: Option<&Resume>, tell: &mut dyn FnMut(Found)) -> io::Result<Verdict> {
    // Asked before opening: to open a pipe that nobody writes to would wait for ever.
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Ok(Verdict::skipped("it is not a file with words in it"));
    }
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref()
        .take(sniff::HEAD as u64)
        .read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Verdict::skipped("the file is empty"));
    }
    let shape = match sniff::shape(&head, path) {
        Ok(shape) => shape,
        Err(reason) => return Ok(Verdict::skipped(reason)),
    };
    if shape == Shape::Locked {
        return Ok(Verdict::failed(PROTECTED));
    }
    file.rewind()?;
    if shape == Shape::Mbox {
        return mailbox(path, file, sniff::line_end(&head), from, tell);
    }
    let emit = &mut |document| tell(Found::Document(Box::new(document)));
    let modified = about
        .modified()
        .ok()
        .and_then(|t| jiff::Timestamp::try_from(t).ok());
    if shape == Shape::Packed {
        return Ok(office::read(file, path, modified, emit));
    }
    let mut bytes = Vec::new();
    file.take(FILE_LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Ok(Verdict::failed(format!(
            "it has {}, and a single text is read up to {}; split it into smaller files",
            human(about.len()),
            human(FILE_LIMIT)
        )));
    }
    if shape == Shape::Pdf {
        return Ok(pdf::read(&bytes, path, modified, emit));
    }
    if !sniff::is_text(&bytes) {
        return Ok(Verdict::skipped("it is not text"));
    }
    Ok(match shape {
        Shape::Mail => mail::read_file(&bytes, emit),
        Shape::Chat => texts(&bytes, |text| chat::read(text, path, modified), emit),
        Shape::Markdown => one(&bytes, |text| markdown::read(text, path, modified), emit),
        Shape::Org => one(&bytes, |text| org::read(text, path, modified), emit),
        Shape::Rst => one(&bytes, |text| rst::read(text, path, modified), emit),
        Shape::Page => texts(&bytes, |text| page::read(text, path, modified), emit),
        Shape::Journal => {
            let decoded = decode::decode(&bytes);
            match day_one::read(&decoded.text, path, modified) {
                Some(entries) => whole_or_partly(told(entries, emit), decoded.lossy),
                None => Verdict::failed(day_one::DAMAGED),
            }
        }
        Shape::Posts => texts(&bytes, |text| posts::read(text, path, modified), emit),
        Shape::Text | Shape::Mbox | Shape::Packed | Shape::Pdf | Shape::Locked => {
            texts(&bytes, |text| text::read(text, path, modified), emit)
        }
    })
}

fn mailbox(
    path: &Path,
    mut file: File,
    line_end: u8,
    from: Option<&Resume>,
    tell: &mut dyn FnMut(Found),
) -> io::Result<Verdict> {
    let start = match from {
        Some(Resume::At(mark)) if mark.holds(&mut file) => {
            tell(Found::Continued);
            Start::At(mark.place)
        }
        Some(Resume::Behind(place)) => {
            tell(Found::Behind);
            Start::Behind(*place)
        }
        _ => Start::At(Place::default()),
    };
    let (Start::At(place) | Start::Behind(place)) = start;
    file.seek(SeekFrom::Start(place.at))?;
    // Another handle looks back while this one goes on.
    let mut back = File::open(path)?;
    let mut told = |told| match told {
        Told::Mail(mail) => tell(Found::Document(mail)),
        Told::Next(place) => tell(Found::Next(place)),
        // Without a mark it is read as a whole another time.
        Told::Place(place) => {
            if let Ok(mark) = Mark::new(place, &mut back) {
                tell(Found::Mark(mark));
            }
        }
    };
    mbox::read(
        BufReader::new(file),
        line_end,
        MESSAGE_LIMIT,
        start,
        &mut told,
    )
}

/// A file that is one document.
fn one(
    bytes: &[u8],
    read: impl FnOnce(&str) -> Extracted,
    emit: &mut dyn FnMut(Extracted),
) -> Verdict {
    texts(bytes, |text| vec![read(text)], emit)
}

/// A file that is text, and the documents in it that have words.
fn texts(
    bytes: &[u8],
    read: impl FnOnce(&str) -> Vec<Extracted>,
    emit: &mut dyn FnMut(Extracted),
) -> Verdict {
    let decoded = decode::decode(bytes);
    whole_or_partly(told(read(&decoded.text), emit), decoded.lossy)
}

/// What `verdict` is where some letters may have been lost.
fn whole_or_partly(verdict: Verdict, lossy: bool) -> Verdict {
    match verdict {
        Verdict::Read if lossy => Verdict::partly("some letters of it could not be made out"),
        verdict => verdict,
    }
}

/// Tells those of `documents` that have words.
fn told(mut documents: Vec<Extracted>, emit: &mut dyn FnMut(Extracted)) -> Verdict {
    documents.retain(|document| !document.text.is_empty());
    // One key tells one text: entries of two journals in a file may have the same number.
    let mut keys = HashSet::new();
    for (at, document) in documents.iter_mut().enumerate() {
        if !keys.insert(document.key.clone()) {
            document.key.push_str(&format!("#{at}"));
        }
    }
    if documents.is_empty() {
        return Verdict::skipped("there are no words in it");
    }
    documents.into_iter().for_each(emit);
    Verdict::Read
}

/// A size as a person says it.
fn human(bytes: u64) -> String {
    if bytes >= 1024 * MEGABYTE {
        format!("{:.1} GB", bytes as f64 / (1024 * MEGABYTE) as f64)
    } else {
        format!("{} MB", bytes / MEGABYTE)
    }
}

/// The operating system's reason without its error number.
fn plain(cause: &io::Error) -> String {
    let text = cause.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

#[cfg(test)]
mod marked;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod tests;
