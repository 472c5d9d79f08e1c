//! One draft as it happens: the events that window and command line are told, in order.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{DocumentId, Error, Kind, Spread, Trait};

/// Which draft, as the record numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct DraftId(#[ts(type = "number")] pub i64);

/// The five stages, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Which of the user's own documents may help.
    Retrieve,
    /// Which of them go into the prompt.
    Rank,
    /// What the user said before on each part of the brief.
    Summarize,
    /// Important words, greeting, sign-off, length.
    Synthesize,
    /// The words themselves.
    Generate,
}

/// Why a source was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Slot {
    /// It shows how the user writes this kind of text, or to this person.
    Style,
    /// It is about the same thing.
    Topic,
}

/// Whether a part of the prompt was ready when the draft was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Readiness {
    /// Read beforehand, while the user was thinking or not there.
    Ready,
    /// Read now, before the first word.
    ReadNow,
    /// Not ready in time: the draft goes without it.
    LeftOut,
    /// There is no such part.
    Nothing,
}

/// A document of the user's own whose words go into the prompt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Source {
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
    /// How well the document fits the brief; 0 for one that was not found by its topic.
    pub score: f32,
    /// Why it was taken.
    pub slot: Slot,
    /// The same in words for a person, such as "to the same person".
    pub why: String,
    /// A verbatim part of the user's own words in it: what the prompt shows.
    pub text: String,
}

/// One sentence or two that the user wrote before, chosen because a part of the brief resembles it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SummarySnippet {
    /// The document that it stands in.
    pub id: DocumentId,
    /// The words, verbatim.
    pub text: String,
    /// The part of the brief that it was chosen for.
    pub part: String,
}

/// What the user always does in this kind of text, counted over their own documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Shell {
    /// The usual first line, with the name filled in; empty where there is no habit.
    pub greeting: String,
    /// The usual last lines; empty where there is no habit.
    pub sign_off: String,
    /// A quarter of the pieces are shorter than this, in words; 0 when there are none.
    pub words_low: usize,
    /// Half of the pieces are shorter than this, in words; 0 when there are none.
    pub words_median: usize,
    /// A quarter of the pieces are longer than this, in words; 0 when there are none.
    pub words_high: usize,
    /// How many pieces this was counted over.
    pub pieces: usize,
}

/// One of several drafts for the same brief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Candidate {
    /// What was generated after the user's start.
    pub text: String,
    /// The share of the user's points that it makes, 0 to 1.
    pub points_kept: f64,
    /// How much it sounds like the user, 0 to 1; none where that cannot be told.
    pub voice_match: Option<f64>,
    /// Its length in words.
    pub words: usize,
}

/// What there is to say of a written draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Findings {
    /// The share of the user's points that it makes, 0 to 1.
    pub points_kept: f64,
    /// How much it sounds like the user, 0 to 1; none where that cannot be told.
    pub voice_match: Option<f64>,
    /// Where the same figure lies for most of what the user wrote themselves; none where it cannot be told.
    pub voice_usual: Option<Spread>,
    /// In what it differs from the user's own pieces, the most striking first.
    pub traits: Vec<Trait>,
    /// Names, numbers, dates and addresses that stand neither in the brief nor in the message replied to.
    pub unsupported: Vec<Mark>,
    /// Runs of more than twelve words that stand in a past piece too.
    pub copied: Vec<Mark>,
}

/// A draft that was written beside the one that stands, while nobody waited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FurtherDraft {
    /// The start followed by everything that was generated.
    pub text: String,
    /// What there is to say of it.
    pub findings: Findings,
}

/// A stretch of a draft that the user should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mark {
    /// Where it begins, in UTF-16 units of the text, as the window counts.
    pub from: usize,
    /// Where it ends, in the same.
    pub to: usize,
    /// The words.
    pub text: String,
    /// What is the matter, in words for a person.
    pub why: String,
}

/// How a draft ended. Cancelled is an outcome, not a failure; the text is kept in all three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The piece came to its end.
    Finished,
    /// The user stopped it.
    Cancelled,
    /// Something went wrong; `error` says what.
    Failed,
}

/// What is told about a running draft. Exactly one `Ended` comes, and it comes last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum DraftEvent {
    /// The draft is made another way than usual: told first, and only then.
    Method {
        /// In what, as `name: value` of a `Method`.
        otherwise: Vec<String>,
    },
    /// A stage is done. `generate` comes behind the last word; that the model begins is told by `ready`.
    Stage {
        /// Which one.
        stage: Stage,
        /// How long it took, in milliseconds.
        ms: f64,
    },
    /// Whose words will be used: told before the first word of prose.
    Sources {
        /// In the order of the prompt.
        sources: Vec<Source>,
    },
    /// What the user said before on the parts of the brief.
    Summary {
        /// In the order of the brief.
        snippets: Vec<SummarySnippet>,
    },
    /// Words that belong into this piece, and what the user always does.
    Words {
        /// Most important first.
        words: Vec<String>,
        /// Greeting, sign-off and length.
        shell: Shell,
    },
    /// How much of the prompt was ready in the model's memory when the draft was asked for.
    Ready {
        /// The passages that show the hand.
        style: Readiness,
        /// The passages about the same thing.
        topic: Readiness,
        /// Whether summary and words follow a sketch made beforehand, and not the brief alone.
        sketch: bool,
        /// Tokens of the prompt.
        tokens: u32,
        /// Of these, the ones that need not be read now.
        tokens_ready: u32,
    },
    /// How far the rest of the prompt is read; the first word comes after it.
    Reading {
        /// Tokens read since the draft was asked for.
        done: u32,
        /// Tokens to be read in all.
        total: u32,
    },
    /// Several drafts are written, and one of them is taken: its text follows.
    Candidates {
        /// All of them.
        candidates: Vec<Candidate>,
        /// The number of the one that is taken, from 0.
        chosen: usize,
    },
    /// Generated text, never the user's own start.
    Text {
        /// Counts from 0 without gaps.
        seq: u32,
        /// The new text.
        delta: String,
    },
    /// The last event.
    Ended {
        /// How.
        outcome: Outcome,
        /// The start followed by everything that was generated.
        text: String,
        /// The share of the user's points that it makes, 0 to 1; 0 for one that did not come to its end.
        points_kept: f64,
        /// How much it sounds like the user, 0 to 1; none where there are too few pieces to tell.
        voice_match: Option<f64>,
        /// Where the same figure lies for most of what the user wrote themselves; none where it cannot be told.
        voice_usual: Option<Spread>,
        /// In what it differs from the user's own pieces, the most striking first.
        traits: Vec<Trait>,
        /// Names, numbers, dates and addresses that stand neither in the brief nor in the message replied to.
        unsupported: Vec<Mark>,
        /// Runs of more than twelve words that stand in a past piece too.
        copied: Vec<Mark>,
        /// From the click to the first word, in milliseconds; none if there was no word.
        first_token_ms: Option<f64>,
        /// Speed of the model while writing; none if there was no word.
        tokens_per_s: Option<f64>,
        /// What went wrong, if something did.
        error: Option<Error>,
    },
}
