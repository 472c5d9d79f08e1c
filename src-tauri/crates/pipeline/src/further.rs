//! Further drafts of one brief, written all at once while nobody waits, to be looked at beside the one that stands.

use domain::{Candidate, FurtherDraft, Result};

use crate::abridge::abridged;
use crate::draft::Wanted;
use crate::findings::findings;
use crate::generate::{Show, generate};
use crate::plan::plan;
use crate::ports::{Go, Shelf, Writer};
use crate::revise::revise;

/// Writes as many drafts as `wanted` has candidates, at least two; the best comes first, and those that came out alike
/// come once. None if `go` broke, because half of a draft that nobody has seen is of no use.
///
/// # Errors
/// If the library cannot be read, the prompt does not fit or the model fails.
pub fn further(
    wanted: Wanted<'_>,
    shelf: &dyn Shelf,
    writer: &mut dyn Writer,
    go: &mut dyn FnMut() -> Go,
) -> Result<Option<Vec<FurtherDraft>>> {
    let (brief, standing) = (wanted.brief, wanted.standing);
    let made = match wanted.ready {
        Some(ready) => Some(ready),
        None => {
            let sketch = wanted.sketch.as_deref();
            let made = plan(brief, standing, sketch, shelf, &mut |_| go())?;
            abridged(made, standing, writer, go)?
        }
    };
    let Some(plan) = made else { return Ok(None) };
    let plan = revise(plan, brief, standing, wanted.edits, shelf)?;
    let mut written = Vec::new();
    let at_once = wanted.candidates.max(2);
    let (_, finished) = generate(
        brief,
        standing,
        &plan,
        at_once,
        wanted.hand,
        writer,
        &mut |shown| {
            if let Show::Candidates { candidates, chosen } = shown {
                written = candidates;
                written.swap(0, chosen);
            }
            go()
        },
    )?;
    if !finished {
        return Ok(None);
    }
    let draft = |candidate: Candidate| FurtherDraft {
        text: format!("{}{}", brief.start, candidate.text),
        findings: findings(brief, standing, &plan, wanted.hand, &candidate.text),
    };
    Ok(Some(written.into_iter().map(draft).collect()))
}
