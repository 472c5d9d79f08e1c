//! What the stages need from the rest of the house.

use std::ops::ControlFlow;
use std::sync::Arc;

use domain::{Cues, Document, Form, Kind, Ranking, Result};

/// Whether to go on: the user may have pressed *Stop*.
pub type Go = ControlFlow<()>;

/// One of the user's own documents that a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The document.
    pub document: Document,
    /// How well it fits the query, in the measure of the ranking.
    pub score: f32,
}

/// The user's own documents. Never returns words of others.
pub trait Shelf {
    /// The best `limit` own documents of `kind` for `query`, best first. By meaning a document is worth as much as its
    /// best snippet.
    ///
    /// # Errors
    /// If the library cannot be read.
    fn search(&self, kind: Kind, query: &str, by: Ranking, limit: usize) -> Result<Vec<Found>>;

    /// How near two texts or words are in meaning: the cosine of their word vectors, 0 where one has no known word.
    fn likeness(&self, one: &str, other: &str) -> f64;

    /// Own documents of `kind`, newest first; with `to`, only those that went to this address or name.
    ///
    /// # Errors
    /// If the library cannot be read.
    fn recent(&self, kind: Kind, to: Option<&str>, limit: usize) -> Result<Vec<Document>>;
}

/// What the writer is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Writing {
    /// The text to be continued, in parts, from what changes least to what changes most. The first is the standing one,
    /// the last what the texts go on from, and the one before it the notes that they are made of.
    /// Notes and pieces in it are set off by `PIECE_BEGINS` and `PIECE_ENDS`.
    pub parts: Vec<String>,
    /// How it is put to the model.
    pub form: Form,
    /// How many texts are to go on from it, all at once; none where it is only to be read.
    pub texts: usize,
    /// How many tokens each has at most.
    pub most_tokens: u32,
    /// How many tokens each should have before it ends.
    pub least_tokens: u32,
    /// None should begin with one of these.
    pub not_first: Vec<char>,
    /// Nor any line of one: it ends before it, where it may.
    pub no_line: Vec<char>,
    /// Nor any sentence with one of these, each of a token or two.
    pub no_sentence: &'static [&'static str],
    /// Points that are put in where the one before has been made; with any, even none, a text opens no bracket.
    pub cues: Option<Cues>,
    /// What the user has said in pieces of this kind, the newest first.
    pub said: Arc<[String]>,
    /// Whether their turns of speech have a part in the texts.
    pub turns: bool,
    /// Whether the texts have marks as often as they have.
    pub marks: bool,
    /// Whether they say the most ordinary words as often.
    pub ordinary: bool,
    /// The number of the first of these texts, among all that were asked for by this prompt: with another number a text
    /// comes out differently.
    pub first: usize,
}

/// Why a text ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The model says that the text is at its end.
    EndOfText,
    /// `most_tokens` were written.
    TokenLimit,
    /// It was asked for.
    Asked,
}

/// What is told while the model is at work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told<'a> {
    /// Nothing new: a chance to stop.
    Waiting,
    /// The prompt is about to be read.
    Begun {
        /// Tokens of each of its parts.
        parts: &'a [u32],
        /// Tokens from the front that need not be read now.
        ready: u32,
    },
    /// How far the rest of the prompt is read, in tokens.
    Reading {
        /// Read so far.
        done: u32,
        /// To be read in all.
        total: u32,
    },
    /// More of one of the texts.
    Text {
        /// Its number, from 0.
        which: usize,
        /// What is new.
        text: &'a str,
    },
}

/// What is said to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Go on.
    GoOn,
    /// No more of the text that this is about.
    Enough,
    /// Stop everything.
    Stop,
}

/// The model.
pub trait Writer {
    /// Reads and continues `writing`; `on` is told what happens, and now and then that nothing does. Returns why
    /// each of the texts ended. Where there is no room for all of them at once, only the first ones are written, at
    /// least one; the others can be asked for behind them.
    ///
    /// # Errors
    /// If the prompt does not fit, or the model fails.
    fn write(
        &mut self,
        writing: &Writing,
        on: &mut dyn FnMut(Told<'_>) -> Answer,
    ) -> Result<Finished>;
}

/// What one writing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Whether the prompt was read to its end.
    pub read: bool,
    /// Why each of the texts ended that were written.
    pub stopped: Vec<Stopped>,
}
