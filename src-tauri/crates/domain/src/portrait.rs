//! What is known of somebody's hand, in words and counts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Avoid, Kind};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counted {
    /// What.
    pub text: String,
    /// In how many pieces.
    pub count: usize,
}

/// A word that somebody likes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Favourite {
    /// The word.
    pub text: String,
    /// In how many pieces it stands.
    pub count: usize,
    /// How many times as often as other people write it; none where that is not known.
    pub times: Option<f64>,
}

/// How often something is how long, in steps of one width.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Lengths {
    /// The width of a step, in words; the first begins at 0, and the last holds all that is longer.
    pub step: usize,
    /// How many there are in each step.
    pub counts: Vec<usize>,
    /// A quarter is shorter than this.
    pub low: usize,
    /// A quarter is longer than this.
    pub high: usize,
}

/// A habit that was measured in every piece.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Measured {
    /// What it is called, such as "commas".
    pub says: String,
    /// A quarter of the pieces have less of it.
    pub low: f64,
    /// Half of the pieces have less of it.
    pub median: f64,
    /// A quarter of the pieces have more of it.
    pub high: f64,
    /// What is counted, such as "in 100 words".
    pub unit: String,
    /// How many pieces show it at all.
    pub shown_in: usize,
    /// How many pieces this was counted over.
    pub pieces: usize,
    /// How much of it there is in each piece, in order; of many pieces, in as many of them as a picture has room for.
    pub strip: Vec<f64>,
    /// The mark that drafts can do without, if it is one.
    pub avoid: Option<Avoid>,
}

/// What was learned from the user's own texts of one kind, or of those to one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
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
    /// How long the pieces are.
    pub lengths: Lengths,
    /// How long the sentences are.
    pub sentences: Lengths,
    /// First lines, with NAME where the recipient's stands.
    pub greetings: Vec<Counted>,
    /// Last lines.
    pub sign_offs: Vec<Counted>,
    /// Words that the user writes more often than others do; where too little is known for that, those in most pieces.
    pub words: Vec<Favourite>,
    /// Sentences, paragraphs and points.
    pub habits: Vec<Measured>,
}
