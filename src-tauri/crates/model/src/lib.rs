//! The worker process that owns the weights, and the handle to it.
//!
//! This room knows prompts, tokens and seeds; it does not know documents, briefs or drafts. llama.cpp may end its
//! process, so it never runs in the window's: `serve` is the life of the worker, `Worker` is what the rest holds.

mod backend;
mod catalog;
mod chat;
mod cueing;
mod gguf;
mod half_word;
mod handle;
mod inference;
mod inspect;
mod inspector;
mod kinds;
mod lanes;
mod leaning;
mod letters;
mod mark_set;
mod marks;
mod ordinary;
mod own_words;
mod protocol;
mod sampling;
mod saved;
mod serve;
mod sheet;
mod to_say;
mod turns;
mod vocabulary;
mod writing;

pub use catalog::{Catalog, Entry, ModelFile};
pub use handle::{Answer, Progress, Worker};
pub use inference::MOST_AT_ONCE;
pub use inspector::inspect;
pub use protocol::{
    Continuation, Inspection, ModelFacts, Pace, Prompt, Sampling, Stopped, Written,
};
pub use saved::is_kept;
pub use serve::serve;
pub use sheet::Sheet;
