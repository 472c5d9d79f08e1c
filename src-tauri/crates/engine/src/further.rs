//! Further drafts of the brief whose draft the user is reading: written while nobody waits, given up at the first key.

use domain::{Brief, FurtherDraft, Result};
use model::Pace;
use pipeline::{Edits, Go, Plan, Wanted};

use crate::jobs::Sink;
use crate::workshop::Workshop;

/// How many are written beside the first. Nobody reads more than a few, and each costs nearly as much as if it were alone.
const FURTHER: usize = 3;
/// Not the seed of any sketch; drafts that are asked for take theirs from the clock.
const SEED: u32 = 1_000;

/// What somebody would like to see.
pub(crate) struct FurtherWanted {
    /// The checked brief.
    pub(crate) brief: Brief,
    /// What the user wants otherwise.
    pub(crate) edits: Edits,
    /// Told once, if they come to their end.
    pub(crate) sink: Sink<Vec<FurtherDraft>>,
}

impl FurtherWanted {
    /// Writes them by the plan that is `ready`, or by one that is made now, and tells them. Nothing is told where `go`
    /// broke.
    ///
    /// # Errors
    /// If the library cannot be read, the prompt does not fit, or the model fails.
    pub(crate) fn write(
        mut self,
        workshop: &Workshop,
        ready: Option<Plan>,
        go: &mut dyn FnMut() -> Go,
    ) -> Result<()> {
        let (brief, edits) = (&self.brief, &self.edits);
        let shelf = workshop.shelf()?;
        let method = workshop.method()?.suited_to(brief);
        let usual = workshop.standing(method, brief.kind, &brief.to, &shelf)?;
        let standing = Workshop::edited(&usual, edits);
        let file = workshop.model()?;
        let mut writer =
            workshop.writer_beside(&usual, file, brief.kind, &standing, Pace::Idle, SEED);
        let wanted = Wanted {
            brief,
            standing: &standing,
            // Whoever has chosen passages wants them: no plan in haste for them.
            ready: ready.filter(|plan| edits.is_empty() || !plan.is_without_topic()),
            sketch: None,
            most_to_read: usize::MAX,
            edits,
            candidates: FURTHER,
            hand: &|| workshop.hand(brief.kind, &shelf),
        };
        if let Some(drafts) = pipeline::further(wanted, &shelf, &mut writer, go)? {
            (self.sink)(drafts);
        }
        Ok(())
    }
}
