//! Stage 1: which of the user's own documents may help. The brief is the query, by words (BM25 on documents) and by
//! meaning (the best snippet of each), fused.

use domain::{Brief, Ranking, Result};

use crate::ports::{Found, Shelf};

/// How many the query may find.
const FOUND: usize = 30;

/// Runs the stage: the user's own documents that are about the same thing, best first.
pub(crate) fn retrieve(brief: &Brief, shelf: &dyn Shelf) -> Result<Vec<Found>> {
    let query = query(brief);
    if query.trim().is_empty() {
        return Ok(Vec::new());
    }
    shelf.search(brief.kind, &query, Ranking::Fused, FOUND)
}

/// The brief in one line: what it is about counts, whom it goes to does not.
pub(crate) fn query(brief: &Brief) -> String {
    let mut parts = vec![brief.title.as_str(), brief.about.as_str()];
    parts.extend(brief.points.iter().map(String::as_str));
    parts.extend([brief.start.as_str(), brief.reply_to.as_str()]);
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}
