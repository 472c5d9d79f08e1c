//! What the stages need from the rest of the house.

use std::ops::ControlFlow;

use domain::{Document, Kind, Result};

/// Whether to go on: the user may have pressed *Stop*.
pub type Go = ControlFlow<()>;

/// One of the user's own documents that a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The document.
    pub document: Document,
    /// BM25 of the document for the query.
    pub score: f32,
}

/// The user's own documents. Never returns words of others.
pub trait Shelf {
    /// The best `limit` own documents of `kind` for the words of `query`, best first.
    ///
    /// # Errors
    /// If the library cannot be read.
    fn search(&self, kind: Kind, query: &str, limit: usize) -> Result<Vec<Found>>;

    /// Own documents of `kind`, newest first; with `to`, only those that went to this address or name.
    ///
    /// # Errors
    /// If the library cannot be read.
    fn recent(&self, kind: Kind, to: Option<&str>, limit: usize) -> Result<Vec<Document>>;
}

/// What the writer is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Writing {
    /// The text to be continued.
    pub prompt: String,
    /// At most so many tokens.
    pub most_tokens: u32,
    /// 0 for the first try; a further one must come out differently.
    pub attempt: u32,
}

/// Why the writer stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The model says that the text is at its end.
    EndOfText,
    /// `most_tokens` were written.
    TokenLimit,
    /// `on_text` broke.
    Asked,
}

/// The model.
pub trait Writer {
    /// Continues `writing`; `on_text` gets each piece of text, an empty one now and then while there is none, and may
    /// break.
    ///
    /// # Errors
    /// If the prompt does not fit, or the model fails.
    fn write(&mut self, writing: &Writing, on_text: &mut dyn FnMut(&str) -> Go) -> Result<Stopped>;
}
