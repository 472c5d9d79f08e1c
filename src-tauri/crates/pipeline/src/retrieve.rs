//! Stage 1: which of the user's own documents may help. The brief is the query, by words (BM25 on documents) and by
//! meaning (the best snippet of each), fused.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::{Brief, Document, Entries, Ranking, Result};

use crate::frame;
use crate::ports::{Found, Shelf};

/// How many the query may find.
const FOUND: usize = 30;

/// Runs the stage: the user's own documents that may become `entries`, best first.
pub(crate) fn retrieve(brief: &Brief, entries: Entries, shelf: &dyn Shelf) -> Result<Vec<Found>> {
    let (kind, query) = (brief.kind, query(brief));
    let search = |by| {
        if query.trim().is_empty() {
            return Ok(Vec::new());
        }
        shelf.search(kind, &query, by, FOUND)
    };
    let newest = |limit, score: &dyn Fn(&Document) -> f32| -> Result<Vec<Found>> {
        let documents = shelf.recent(kind, None, limit)?.into_iter();
        let found = documents.map(|document| Found {
            score: score(&document),
            document,
        });
        Ok(found.collect())
    };
    let all = |score: &dyn Fn(&Document) -> f32| -> Result<Vec<Found>> {
        let mut found = newest(usize::MAX, score)?;
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(FOUND);
        Ok(found)
    };
    match entries {
        Entries::Slots | Entries::Style | Entries::Topic => search(Ranking::Fused),
        Entries::Nothing => Ok(Vec::new()),
        Entries::Recent => newest(FOUND, &|_| 0.0),
        Entries::Bm25 => search(Ranking::Bm25),
        Entries::BySnippet | Entries::Snippets => search(Ranking::Dense),
        Entries::Dense => all(&|document| shelf.likeness(&query, &document.text) as f32),
        Entries::Lot => all(&|document| lot(&document.text)),
    }
}

/// The same text always draws the same number, from 0 to 1.
fn lot(text: &str) -> f32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() as f32 / u64::MAX as f32
}

/// The brief in one line: what it is about counts, whom it goes to does not.
pub(crate) fn query(brief: &Brief) -> String {
    let mut parts = vec![brief.title.as_str(), brief.about.as_str()];
    parts.extend(brief.points.iter().map(String::as_str));
    // "Dear" and "warm regards" are not what a message is about.
    let message = voice::body_of(&brief.reply_to, &[]);
    parts.extend([frame::latest(&brief.start), message]);
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Letters, document};

    #[test]
    fn each_sort_of_entries_is_found_in_its_own_way() {
        let texts = ["the lamp", "the key", "the tap"];
        let documents = (0..3).map(|n| document(n as i64, texts[n]));
        let shelf = Letters(documents.collect());
        let found = |title: &str, entries| -> Vec<i64> {
            let brief = Brief {
                title: title.into(),
                ..Brief::default()
            };
            let found = retrieve(&brief, entries, &shelf).unwrap();
            found.iter().map(|found| found.document.id.0).collect()
        };
        assert_eq!(found("the tap", Entries::Recent), [0, 1, 2]);
        assert_eq!(found("the tap", Entries::Dense), [2, 0, 1]);
        assert!(found("the tap", Entries::Nothing).is_empty());
        assert!(found("", Entries::Bm25).is_empty());
        // Whatever the brief says.
        assert_eq!(found("the tap", Entries::Lot), found("", Entries::Lot));
    }
}
