//! What is known of somebody's hand, in words and counts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Kind;

/// How much of the user's own pieces sound like them, each figure 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Spread {
    /// A tenth lies below.
    pub low: f64,
    /// Half lies below.
    pub middle: f64,
    /// A tenth lies above.
    pub high: f64,
}

/// A habit, or in what a text differs from one, counted over the user's own pieces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Trait {
    /// In words for a person, such as "shorter sentences than you write".
    pub says: String,
    /// How much of it there is in the text that was looked at; none where only the habit is told.
    pub here: Option<f64>,
    /// A quarter of the pieces have less of it.
    pub low: f64,
    /// A quarter of the pieces have more of it.
    pub high: f64,
    /// What is counted, such as "words a sentence".
    pub unit: String,
    /// How many pieces show it at all.
    pub shown_in: usize,
    /// How many pieces this was counted over.
    pub pieces: usize,
}

/// Something that was seen, and in how many pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// What.
    pub text: String,
    /// In how many pieces.
    pub count: usize,
}

/// What was learned from the user's own texts of one kind, or of those to one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Portrait {
    /// What sort of text.
    pub kind: Kind,
    /// To whom they went; empty for all.
    pub to: String,
    /// How many pieces everything is counted over.
    pub pieces: usize,
    /// A quarter of them are shorter than this, in words.
    pub words_low: usize,
    /// Half of them are shorter than this, in words.
    pub words_median: usize,
    /// A quarter of them are longer than this, in words.
    pub words_high: usize,
    /// First lines, with NAME where the recipient's stands.
    pub greetings: Vec<Counted>,
    /// Last lines.
    pub sign_offs: Vec<Counted>,
    /// Words that stand in most pieces, without the commonest of English.
    pub words: Vec<Counted>,
    /// Sentences, paragraphs and points.
    pub habits: Vec<Trait>,
}
