//! The user's own documents for the stages: found by the index, read from the record.

use std::collections::HashSet;

use domain::{Document, Kind, Ranking, Result};
use jiff::Timestamp;
use library::{Query, Searcher};
use pipeline::{Found, Shelf};
use store::{OwnQuery, Record};

/// The shelf of one draft, with a connection of its own.
pub(crate) struct OwnShelf {
    pub(crate) record: Record,
    pub(crate) searcher: Searcher,
}

impl OwnShelf {
    /// What `search` finds; with `as_of`, as if nothing had been written then or later.
    ///
    /// # Errors
    /// If the library cannot be read.
    pub(crate) fn find(
        &self,
        kind: Kind,
        query: &str,
        by: Ranking,
        limit: usize,
        as_of: Option<Timestamp>,
    ) -> Result<Vec<Found>> {
        let matches = self.searcher.search(Query {
            words: query,
            by,
            kind: Some(kind),
            only_mine: true,
            as_of,
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

    /// The newest documents; with `before`, of those that were written before.
    ///
    /// # Errors
    /// If the library cannot be read.
    pub(crate) fn newest(
        &self,
        kind: Kind,
        to: Option<&str>,
        limit: usize,
        before: Option<Timestamp>,
    ) -> Result<Vec<Document>> {
        self.record.own_documents(OwnQuery {
            kind,
            to,
            before,
            limit,
        })
    }
}

impl Shelf for OwnShelf {
    fn search(&self, kind: Kind, query: &str, by: Ranking, limit: usize) -> Result<Vec<Found>> {
        self.find(kind, query, by, limit, None)
    }

    fn likeness(&self, one: &str, other: &str) -> f64 {
        library::likeness(one, other)
    }

    fn recent(&self, kind: Kind, to: Option<&str>, limit: usize) -> Result<Vec<Document>> {
        self.newest(kind, to, limit, None)
    }
}
