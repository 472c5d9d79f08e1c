//! The user's own documents for the stages: found by the index, read from the record.

use std::collections::HashSet;

use domain::{Document, Kind, Ranking, Result};
use library::{Query, Searcher};
use pipeline::{Found, Shelf};
use store::{OwnQuery, Record};

/// The shelf of one draft, with a connection of its own.
pub(crate) struct OwnShelf {
    pub(crate) record: Record,
    pub(crate) searcher: Searcher,
}

impl Shelf for OwnShelf {
    fn search(&self, kind: Kind, query: &str, by: Ranking, limit: usize) -> Result<Vec<Found>> {
        let matches = self.searcher.search(Query {
            words: query,
            by,
            kind: Some(kind),
            only_mine: true,
            limit,
            ..Query::default()
        })?;
        let ids: Vec<_> = matches.iter().map(|found| found.id).collect();
        let documents = self.record.documents(&ids)?;
        // The record decides: a document that the index still calls the user's may have changed sides.
        // Two mails with the same words show no more than one.
        let mut seen = HashSet::new();
        let own = documents.into_iter().filter(|document| {
            document.mine && document.kind == kind && seen.insert(document.text.clone())
        });
        Ok(own
            .map(|document| {
                let score = matches
                    .iter()
                    .find(|found| found.id == document.id)
                    .map_or(0.0, |found| found.score);
                Found { document, score }
            })
            .collect())
    }

    fn likeness(&self, one: &str, other: &str) -> f64 {
        library::likeness(one, other)
    }

    fn recent(&self, kind: Kind, to: Option<&str>, limit: usize) -> Result<Vec<Document>> {
        self.record.own_documents(OwnQuery { kind, to, limit })
    }
}
