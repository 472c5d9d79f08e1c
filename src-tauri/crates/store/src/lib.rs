//! The record: what was read and what the user decided. The only SQL of the program.
//!
//! Every document carries a rising `change_seq`, and a deleted one leaves a tombstone in the same sequence, so that
//! whoever keeps a copy (the search index) can ask `changes_after` and never miss one. This room knows neither files
//! nor the index.

mod changes;
mod corrections;
mod counts;
mod documents;
mod drafts;
mod file_length;
mod files;
mod identities;
mod kinds;
mod marks;
mod pages;
mod record;
mod rows;
mod settings;
mod signatures;
mod tally;

pub use changes::Change;
pub use counts::Counts;
pub use documents::{Aside, NewDocument, OwnQuery};
pub use drafts::{DraftRow, DraftState};
pub use files::{FileRow, FileState, SourceRow};
pub use identities::{Form, SenderRow};
pub use kinds::KindFacts;
pub use marks::MarkRow;
pub use pages::PageRow;
pub use record::{Access, Record, Writing};
pub use signatures::Ending;
pub use tally::{SourceCounts, Tally};
