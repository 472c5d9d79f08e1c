//! What has changed since a number: how the search index follows the record.

use domain::{Document, DocumentId, Result};

use crate::record::{Record, sql};
use crate::rows;

/// One change, as a copy of the record has to follow it.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The document is new or other than before.
    Put {
        /// As it is now.
        document: Box<Document>,
        /// The same for all copies of one piece.
        piece: Vec<u8>,
    },
    /// The document is gone.
    Gone(DocumentId),
}

impl Record {
    /// The number of the newest change; 0 in a new record.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn change_seq(&self) -> Result<i64> {
        self.db
            .query_row(
                "SELECT value FROM counters WHERE name = 'change_seq'",
                [],
                |row| row.get(0),
            )
            .map_err(sql)
    }

    /// The first `limit` changes after `seq`, in order, with the number of each.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn changes_after(&self, seq: i64, limit: usize) -> Result<Vec<(i64, Change)>> {
        let columns = rows::DOCUMENT;
        let mut changed = self
            .db
            .prepare_cached(&format!(
                "SELECT {columns}, change_seq, piece FROM documents JOIN files ON files.id = file_id \
                 WHERE change_seq > ?1 ORDER BY change_seq LIMIT ?2"
            ))
            .map_err(sql)?;
        let changed: Vec<(i64, Document, Vec<u8>)> = changed
            .query_map((seq, limit as i64), |row| {
                Ok((row.get(12)?, rows::document(row)?, row.get(13)?))
            })
            .and_then(Iterator::collect)
            .map_err(sql)?;
        let mut gone = self
            .db
            .prepare_cached(
                "SELECT change_seq, document_id FROM tombstones WHERE change_seq > ?1 ORDER BY change_seq LIMIT ?2",
            )
            .map_err(sql)?;
        let gone: Vec<(i64, i64)> = gone
            .query_map((seq, limit as i64), |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .map_err(sql)?;

        let mut changes = Vec::with_capacity(changed.len() + gone.len());
        for (seq, document, piece) in changed {
            let document = Box::new(rows::with_recipients(&self.db, document)?);
            changes.push((seq, Change::Put { document, piece }));
        }
        changes.extend(
            gone.into_iter()
                .map(|(seq, id)| (seq, Change::Gone(DocumentId(id)))),
        );
        changes.sort_by_key(|(seq, _)| *seq);
        changes.truncate(limit);
        Ok(changes)
    }
}
