//! The page that the user writes on, and the list of those that are kept.

use domain::{Brief, DocumentId, Findings, Kind, Shell, Slot};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The page that the user is writing on, saved as they type.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
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
    /// The drafts that were made beside the one that stands in the text as it came, and that one itself.
    pub pile: Pile,
    /// Which passages the draft that came last was made from.
    pub sources: Vec<KeptSource>,
    /// What the user wants otherwise in every draft of this page.
    pub wish: KeptWish,
    /// Whether a draft was running when the text was last saved, and did not come to its end.
    pub interrupted: bool,
}

/// The drafts of one brief; none as long as none of them stands in the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Pile {
    /// In the order in which they came.
    pub drafts: Vec<Alternative>,
    /// Whether the brief is still the one that they were made from.
    pub fits: bool,
}

/// One of several drafts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Alternative {
    /// What was drafted, without the words that it goes on from.
    pub text: String,
    /// What there is to say of it; places count from the beginning of `text`.
    pub findings: Findings,
    /// How many points it was to make.
    pub points: u32,
    /// Whether it has stood in the text.
    pub seen: bool,
}

/// A passage that a draft was made from. Nothing of its words is kept: they are looked up when the page is opened, and
/// gone where the document is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptSource {
    /// The document.
    pub id: DocumentId,
    /// Why it was taken.
    pub slot: Slot,
    /// The same in words of the program's own for a person, such as "to the same person".
    pub why: String,
}

/// What of a `Wish` holds for a page, whatever its brief: the rest was changed for one draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct KeptWish {
    /// Documents whose words are to be used whatever else is.
    pub pinned: Vec<DocumentId>,
    /// Documents whose words are not to be used. What they are called is looked up, too.
    pub dropped: Vec<DocumentId>,
    /// Greeting, sign-off and length as the user left them.
    pub shell: Option<Shell>,
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
    /// Subject or title, or else what a review is about; empty if nothing of that is given.
    pub title: String,
    /// What a review is about, where it has a title beside that; empty otherwise.
    pub about: String,
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
