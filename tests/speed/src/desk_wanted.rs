//! What of the window is to be measured, and what it may take.

use clap::{Args, ValueEnum};

/// These figures have names and no number.
pub(crate) const TARGET: u8 = 0;
/// A key and its frame may take so long, in milliseconds.
pub(crate) const MOST_FOR_A_KEY: f64 = 25.0;

/// What is wanted.
#[derive(Debug, Clone, Args)]
pub(crate) struct Wanted {
    /// How many keys for each figure.
    #[arg(long, default_value_t = 300)]
    pub(crate) keys: usize,
    /// How many words the long text has.
    #[arg(long, default_value_t = 50_000)]
    pub(crate) words: usize,
    /// How many drafts in one window.
    #[arg(long, default_value_t = 100)]
    pub(crate) drafts: usize,
    /// With this model of the catalog.
    #[arg(long, default_value = "starter")]
    pub(crate) model: String,
    /// Only these parts.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
}

/// What can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Keys alone, and beside a draft and a reading.
    Typing,
    /// Keys and paging in a long text.
    Text,
    /// The memory of many drafts.
    Drafts,
}

impl Wanted {
    /// Whether this part is to be measured: all are, unless some are named.
    pub(crate) fn has(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}
