//! What the window is like to write in: from a key to the frame that shows it, alone and beside a draft and a reading, in
//! a text of 50,000 words; and its memory over many drafts.

use tokio::runtime::Handle;

use crate::desk_wanted::{Part, TARGET, Wanted};
use crate::place::Place;
use crate::report::{Report, note};
use crate::trouble::Outcome;
use crate::{long_text, many_drafts, typing};

/// Measures what is wanted; what cannot be measured is told, and the rest goes on.
pub(crate) fn run(
    place: &Place,
    wanted: &Wanted,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let mut part = |part: Part, what: &str, measure: &mut dyn FnMut(&mut Report) -> Outcome<()>| {
        if !wanted.has(part) {
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
