//! What the engine answers: the types that window, command line and tests see, beside the nouns of `domain`.

mod pages;

use std::collections::BTreeMap;
use std::path::Path;

use domain::{DocumentId, Error, Kind, Person};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use pages::{Alternative, KeptSource, KeptWish, Page, PageLine, Pile, Span};

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    /// Its documents are in the record.
    Read,
    /// Not a kind of file that is read, or nothing in it; no failure.
    Skipped,
    /// It should have been read and could not be.
    Failed,
    /// Seen, not read yet, or read in part.
    Waiting,
}

/// One file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileReport {
    /// The file.
    pub path: String,
    /// What became of it.
    pub state: FileState,
    /// Why, in words; empty for a file that was read whole.
    pub reason: String,
    /// When it was looked at; none in what is told of a reading that has just ended.
    #[ts(type = "string | null")]
    pub read_at: Option<Timestamp>,
    /// SHA-256, in hex, of a file that is set aside because it ended the process that reads files or held it up; it is
    /// tried again when it changes or the user asks for it.
    pub set_aside: Option<String>,
}

impl FileReport {
    pub(crate) fn failed(path: &Path, reason: String) -> Self {
        Self {
            path: path.display().to_string(),
            state: FileState::Failed,
            reason,
            read_at: None,
            set_aside: None,
        }
    }
}

/// Files that were looked at, as far as they were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileList {
    /// The first of them, by path.
    pub files: Vec<FileReport>,
    /// How many there are.
    pub total: u32,
}

/// Why a text is taken for what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum KindReason {
    /// The user said so of this very text.
    Chosen,
    /// It has a sender and a header, as mail has.
    Mail,
    /// The user said so of the folder.
    Given,
    /// The text says so itself.
    Said,
    /// A file or folder is called so.
    Name {
        /// The name.
        name: String,
    },
    /// Nothing tells, so it is a note.
    Nothing,
}

/// Somebody who is likely the user; only the user can say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Likely {
    /// Name and address.
    pub person: Person,
    /// In how many mails one can see it.
    pub mails: u32,
    /// Whether they sent what lies among sent mail; otherwise it is who the mails are to.
    pub sent: bool,
}

/// A folder or file that the user gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceFolder {
    /// Where it is.
    pub path: String,
    /// The kind that the user gave for its texts; none where it is guessed.
    pub kind: Option<Kind>,
    /// Whether it is the sample library that comes with Longhand.
    pub sample: bool,
    /// Whether it is not where it was; what was read of it is kept.
    pub away: bool,
    /// Whether it lies on a network drive or the like: what other computers change there is found from time to time.
    pub polled: bool,
    /// How many files were read.
    pub read: u32,
    /// How many were skipped.
    pub skipped: u32,
    /// How many failed.
    pub failed: u32,
    /// How many wait to be read.
    pub waiting: u32,
    /// Texts in it by kind, other people's too.
    #[ts(type = "Partial<Record<Kind, number>>")]
    pub by_kind: BTreeMap<Kind, u32>,
}

/// Somebody who sent mail that stands in the library, proposed for *Who am I*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sender {
    /// Name and address.
    pub person: Person,
    /// How many mails.
    pub mails: u32,
    /// Whether this is the user already.
    pub me: bool,
}

/// Health of the search index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IndexHealth {
    /// Documents that can be found.
    pub documents: u32,
    /// The newest change that the index holds.
    #[ts(type = "number")]
    pub change_seq: i64,
    /// Whether it holds everything that the record does.
    pub current: bool,
}

/// `longhand status`: one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Status {
    /// Documents of the user's own.
    pub documents: u32,
    /// The same by kind.
    #[ts(type = "Partial<Record<Kind, number>>")]
    pub by_kind: BTreeMap<Kind, u32>,
    /// The same by year, where their date is known.
    #[ts(type = "Record<string, number>")]
    pub by_year: BTreeMap<i16, u32>,
    /// Documents by other people, kept as context.
    pub context: u32,
    /// Mails in the user's name whose words are no voice.
    pub set_aside: SetAside,
    /// What is kept on the disk.
    pub kept: Kept,
    /// Who the user is.
    pub me: Vec<String>,
    /// Who the user likely is, where they have not said so.
    pub likely: Option<Likely>,
    /// Whether the user has paused the reading.
    pub paused: bool,
    /// What the user gave to read.
    pub sources: Vec<SourceFolder>,
    /// Every file that was looked at.
    pub files: Vec<FileReport>,
    /// Health of the index.
    pub index: IndexHealth,
}

/// Mails in the user's name whose words are no voice, by the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SetAside {
    /// A program wrote them: answers while the user was away, receipts.
    pub automatic: u32,
    /// There is no word of the user's own in them: passed on, or nothing but a quote.
    pub without_words: u32,
}

/// Sizes of what lies in the data folder, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Kept {
    /// What was read, and drafts and settings.
    #[ts(type = "number")]
    pub record: u64,
    /// The search index.
    #[ts(type = "number")]
    pub index: u64,
    /// What the model has read ahead of any brief.
    #[ts(type = "number")]
    pub ahead: u64,
    /// Models that were added.
    #[ts(type = "number")]
    pub models: u64,
}

/// A model, as the window shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ModelInfo {
    /// Its name: `writer`, `starter` or that of a file.
    pub name: String,
    /// Size of the file in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Whether its drafts will be rough.
    pub rough: bool,
    /// Whether it was added to the data folder, so that it can be deleted from there.
    pub added: bool,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the system does.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black and white, with strong lines.
    Contrast,
}

/// Where everything is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stored {
    /// The data folder.
    pub folder: String,
    /// How much lies there.
    pub kept: Kept,
}

/// What the user has decided for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// The model to draft with, by name; none takes the best that is there.
    pub model: Option<String>,
    /// How many minutes without use the model is kept in memory before it is put away; 0 keeps it for good.
    pub put_away_after_minutes: u32,
    /// Whether further drafts are written while the user reads one.
    pub further_drafts: bool,
    /// How the window looks.
    pub appearance: Appearance,
    /// Size of the type in per cent, 100 to 200.
    pub type_size: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            model: None,
            put_away_after_minutes: 10,
            further_drafts: true,
            appearance: Appearance::System,
            type_size: 100,
        }
    }
}

/// Everything that the window needs to draw itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Overview {
    /// Documents of the user's own.
    pub documents: u32,
    /// The same by kind.
    #[ts(type = "Partial<Record<Kind, number>>")]
    pub by_kind: BTreeMap<Kind, u32>,
    /// The same by year, where their date is known.
    #[ts(type = "Record<string, number>")]
    pub by_year: BTreeMap<i16, u32>,
    /// Documents by other people, kept as context.
    pub context: u32,
    /// What is kept on the disk.
    pub kept: Kept,
    /// What the user gave to read.
    pub sources: Vec<SourceFolder>,
    /// Files that failed, with the reason.
    pub failed: Vec<FileReport>,
    /// Who the user is: addresses and names.
    pub me: Vec<String>,
    /// Who sent the mails that were read, most mails first.
    pub senders: Vec<Sender>,
    /// Who the user likely is, where they have not said so.
    pub likely: Option<Likely>,
    /// The model; none if there is no model file.
    pub model: Option<ModelInfo>,
    /// What the user has decided for good.
    pub settings: Settings,
    /// The page as it was left.
    pub page: Page,
    /// Whether something is being read just now that was asked for.
    pub reading: bool,
    /// Whether the user has paused the reading.
    pub paused: bool,
}

/// A message that somebody wants to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Received {
    /// Who sent it, as they stand in *To*; empty where the file does not say.
    pub sender: String,
    /// Its subject or title; empty if it has none.
    pub title: String,
    /// Its own text, without what it quotes.
    pub text: String,
}

/// A document of the library, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Opened {
    /// The document.
    pub id: DocumentId,
    /// Its title or subject.
    pub title: String,
    /// The file it was read from.
    pub path: String,
    /// What sort of text it is.
    pub kind: Kind,
    /// When it was written.
    #[ts(type = "string | null")]
    pub date: Option<Timestamp>,
    /// To whom, by name; empty if to nobody.
    pub to: String,
    /// Who wrote it, where the file says so.
    pub from: Option<Person>,
    /// The same person as they stand in *To*; empty where there is none.
    pub sender: String,
    /// Whether the user wrote it.
    pub mine: bool,
    /// Its author's own words.
    pub text: String,
}

/// What a search finds: one document with its best passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// The document.
    pub id: DocumentId,
    /// Its title or subject.
    pub title: String,
    /// The file it was read from.
    pub path: String,
    /// What sort of text it is.
    pub kind: Kind,
    /// Why it is taken for that.
    pub why: KindReason,
    /// When it was written.
    #[ts(type = "string | null")]
    pub date: Option<Timestamp>,
    /// Whether the user wrote it; otherwise it is context.
    pub mine: bool,
    /// How well it fits, in the measure of the search that found it.
    pub score: f32,
    /// The passage that fits best, verbatim.
    pub text: String,
    /// The mail that it answers, where that is in the library.
    pub answers: Option<Answered>,
}

/// A mail that another one answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Answered {
    /// The document.
    pub id: DocumentId,
    /// Its subject.
    pub title: String,
    /// The name of who wrote it, or else the address; empty if neither is known.
    pub author: String,
    /// When it was written.
    #[ts(type = "string | null")]
    pub date: Option<Timestamp>,
    /// The author's own words in it.
    pub text: String,
}

/// What is told while files are read. Exactly one `Ended` comes for each reading, and it comes last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReadingEvent {
    /// Some files more.
    Progress(ReadingProgress),
    /// All done, stopped or failed.
    Ended {
        /// What became of the files; empty counts when it could not begin.
        summary: ReadingSummary,
        /// Why it could not go on, if so.
        error: Option<Error>,
    },
}

/// How far a reading is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadingProgress {
    /// Files looked at so far.
    pub files: u32,
    /// Files there are.
    pub total: u32,
    /// Bytes read so far, of those files that are new or have changed.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Bytes that are to be read.
    #[ts(type = "number")]
    pub total_bytes: u64,
    /// Documents found so far.
    pub documents: u32,
    /// Documents found in a minute at the pace of the last seconds; none before there is a pace.
    pub documents_per_minute: Option<u32>,
    /// How long it will still take at that pace.
    pub seconds_left: Option<u32>,
    /// The file just now.
    pub path: String,
}

/// What one reading did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadingSummary {
    /// Files that are in the record now.
    pub read: u32,
    /// Of these, the ones that had not changed and were not opened.
    pub unchanged: u32,
    /// Files left out, with the reason in `status`.
    pub skipped: u32,
    /// Files that should have been read and could not be.
    pub failed: Vec<FileReport>,
    /// Files that are gone from the disk, and so from the record.
    pub gone: u32,
    /// Documents added or changed.
    pub documents: u32,
    /// Whether it was stopped before the end.
    pub stopped: bool,
    /// How long it took, in milliseconds.
    #[ts(type = "number")]
    pub ms: u64,
}

/// What the open window is told without having asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum LibraryEvent {
    /// The library has changed: ask for the overview again.
    Changed,
    /// Something is being read that nobody has asked for, such as what is left of a reading that was cut off.
    Reading {
        /// How far it is; none when it is over.
        progress: Option<ReadingProgress>,
    },
    /// A folder cannot be followed as it changes; it is looked at from time to time instead.
    NotWatched {
        /// What and why.
        error: Error,
    },
}
