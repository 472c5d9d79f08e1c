//! The page that the user writes on, and the list of those that are kept.

use domain::{Brief, Kind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The page that the user is writing on, saved as they type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Page {
    /// Its number; 0 for one that was not kept yet.
    #[ts(type = "number")]
    pub id: i64,
    /// The brief.
    pub brief: Brief,
    /// The text in the editor: the user's words and the draft.
    pub text: String,
    /// What was drafted of it, in order, as long as the user has changed nothing within.
    pub drafted: Vec<Span>,
    /// Whether a draft was running when the text was last saved, and did not come to its end.
    pub interrupted: bool,
}

/// A part of a text, in UTF-16 code units from its beginning, as the window counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// A page in the list of pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageLine {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What sort of text it is.
    pub kind: Kind,
    /// Subject, title, or what it is about; empty if nothing of that is given.
    pub title: String,
    /// To whom.
    pub to: String,
    /// How its text begins, or else the points to be made.
    pub begins: String,
    /// Its length in words.
    pub words: u32,
    /// When it was last changed.
    #[ts(type = "string")]
    pub changed: Timestamp,
}
