//! The nouns of Longhand and its error codes. No I/O, no clock, no environment.
//!
//! What crosses to a worker or to the window is serialisable, and what the window sees is described to it in TypeScript
//! (see `engine/tests/wire.rs`).

mod brief;
mod corrections;
mod cues;
mod document;
mod draft;
mod error;
mod method;
mod passage;
mod paths;
mod portrait;
mod ranking;
mod scripts;
mod sentences;
mod wish;
mod words;

pub use brief::{Brief, Length};
pub use corrections::{Avoid, Corrections};
pub use cues::{Closing, Cue, Cues, POINT_BEGINS, POINT_ENDS, in_brackets};
pub use document::{Document, DocumentId, Kind, Person};
pub use draft::{
    Candidate, DraftEvent, DraftId, Findings, FurtherDraft, Mark, Outcome, Readiness, Shell, Slot,
    Source, Stage, SummarySnippet,
};
pub use error::{Error, ErrorCode, Result};
pub use method::{Entries, Form, Method, PIECE_BEGINS, PIECE_ENDS, Points, Summary, Words};
pub use passage::{SNIPPET_CHARACTERS, snippets};
pub use paths::{path_from_bytes, path_to_bytes};
pub use portrait::{Counted, Favourite, Lengths, Measured, Portrait, Spread, Trait};
pub use ranking::Ranking;
pub use scripts::{ends_by_gap, has_no_gaps, is_in_word, is_without_gaps, stands_apart};
pub use sentences::{closes_sentence, ends_at_once, goes_on, is_stop, sentence_ends};
pub use wish::Wish;
pub use words::{WORD, count_words, links, pairs, weight, with_capital, words_in};
