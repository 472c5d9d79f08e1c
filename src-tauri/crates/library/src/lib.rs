//! From folders on the disk to documents that can be found: watch, extract, who wrote it, index, search.
//!
//! The disk is the truth and is only ever read; events of the watcher are hints that say where to look. The record
//! (`store`) is what was read; the index is a cache that follows it by `change_seq`. This room knows nothing of briefs,
//! drafts or models.

mod extract;
mod index;
mod kinds;
mod librarian;
mod message;
mod reader;
mod search;
mod sweep;
mod walk;
mod watch;
mod who;

#[cfg(feature = "fuzzing")]
pub use extract::fuzzing;
pub use index::{Index, Searcher};
pub use librarian::{Librarian, LibraryFolders};
pub use message::{Message, read_message};
pub use reader::serve as serve_reader;
pub use search::{Match, Query};
pub use sweep::{Progress, Report};
pub use watch::{Hint, Watch};
