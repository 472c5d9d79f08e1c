//! What the window is like to write in: from a key to the frame that shows it, alone and beside a draft and a reading, in
//! a text of 50,000 words; and its memory over many drafts.

use clap::{Args, ValueEnum};
use tokio::runtime::Handle;

use crate::place::Place;
use crate::report::{Report, note};
use crate::trouble::Outcome;
use crate::{long_text, many_drafts, typing};

/// These figures have names and no number.
pub(crate) const TARGET: u8 = 0;
/// A key and its frame may take so long, in milliseconds.
pub(crate) const MOST_FOR_A_KEY: f64 = 25.0;

/// What is wanted.
#[derive(Debug, Clone, Args)]
pub(crate) struct Wanted {
    /// So many keys for each figure.
    #[arg(long, default_value_t = 300)]
    pub(crate) keys: usize,
    /// So many words in the long text.
    #[arg(long, default_value_t = 50_000)]
    pub(crate) words: usize,
    /// So many drafts in one window.
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
enum Part {
    /// Keys alone, and beside a draft and a reading.
    Typing,
    /// Keys and paging in a long text.
    Text,
    /// The memory of many drafts.
    Drafts,
}

/// Measures what is wanted; what cannot be measured is told, and the rest goes on.
pub(crate) fn run(
    place: &Place,
    wanted: &Wanted,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let mut part = |part: Part, what: &str, measure: &mut dyn FnMut(&mut Report) -> Outcome<()>| {
        if !wanted.only.is_empty() && !wanted.only.contains(&part) {
            return;
        }
        note(what);
        if let Err(why) = measure(report) {
            report.not_measured(TARGET, what, &why);
        }
    };
    part(Part::Typing, "key to paint", &mut |report| {
        runtime.block_on(typing::measure(place, wanted, report))
    });
    part(Part::Text, "a long text", &mut |report| {
        runtime.block_on(long_text::measure(place, wanted, report))
    });
    part(Part::Drafts, "memory over many drafts", &mut |report| {
        runtime.block_on(many_drafts::measure(place, wanted, report))
    });
    for open in &report.open {
        note(&format!("open: {open}"));
    }
    Ok(())
}
