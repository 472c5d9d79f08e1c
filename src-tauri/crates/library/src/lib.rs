//! From folders on the disk to documents that can be found: watch, extract, who wrote it, index, search.
//!
//! The disk is the truth and is only ever read; events of the watcher are hints that say where to look. The record
//! (`store`) is what was read; the index is a cache that follows it by `change_seq`. This room knows nothing of briefs,
//! drafts or models.

mod compare;
mod counted;
mod dense;
mod extract;
mod fuse;
mod hints;
mod inbox;
#[cfg(test)]
mod inbox_tests;
mod index;
#[cfg(test)]
mod index_tests;
mod kinds;
mod librarian;
#[cfg(test)]
mod librarian_tests;
mod maildir;
mod meaning;
mod message;
mod mounts;
mod pieces;
mod plan;
mod reader;
mod report;
mod search;
#[cfg(test)]
mod search_tests;
mod sent;
mod sweep;
mod tails;
#[cfg(test)]
mod testing;
mod top;
mod vectors;
mod walk;
mod watch;
mod who;
mod words;

#[cfg(feature = "fuzzing")]
pub use extract::fuzzing;
pub use extract::is_a_mail;
pub use index::{Index, Searcher, documents_in};
pub use kinds::{KindReason, kind_of};
pub use librarian::{Librarian, LibraryFolders};
pub use meaning::likeness;
pub use message::{Message, read_message};
pub use mounts::changes_untold;
pub use reader::serve as serve_reader;
pub use report::{Progress, Report};
pub use search::{Match, Passages, Query};
pub use watch::{Hint, Watch};
pub use who::goes_by;
