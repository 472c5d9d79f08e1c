//! How far files of many documents were read.

use domain::Result;
use rusqlite::OptionalExtension;

use crate::record::{Record, Writing, sql};

/// A place in a file at which reading can begin again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRow {
    /// The reading that came so far; it goes on under the same number.
    pub reading: i64,
    /// Of the document that begins there.
    pub key: String,
    /// The reader's own words on where that is.
    pub note: String,
}

impl Record {
    /// How far `file_id` was read; none if it has to be read as a whole.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn mark(&self, file_id: i64) -> Result<Option<MarkRow>> {
        self.db
            .prepare_cached("SELECT reading, key, note FROM marks WHERE file_id = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([file_id], |row| {
                        Ok(MarkRow {
                            reading: row.get(0)?,
                            key: row.get(1)?,
                            note: row.get(2)?,
                        })
                    })
                    .optional()
            })
            .map_err(sql)
    }

    /// The fingerprint of a document; none if there is none.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn fingerprint(&self, file_id: i64, key: &str) -> Result<Option<Vec<u8>>> {
        self.db
            .prepare_cached("SELECT fingerprint FROM documents WHERE file_id = ?1 AND key = ?2")
            .and_then(|mut statement| {
                statement
                    .query_row((file_id, key), |row| row.get(0))
                    .optional()
            })
            .map_err(sql)
    }
}

impl Writing<'_> {
    /// Notes how far `file_id` was read.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn put_mark(&self, file_id: i64, mark: &MarkRow) -> Result<()> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO marks VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| {
                statement.execute((file_id, mark.reading, &mark.key, &mark.note))
            })
            .map_err(sql)?;
        Ok(())
    }

    /// `file_id` is read from its start.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_mark(&self, file_id: i64) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM marks WHERE file_id = ?1")
            .and_then(|mut statement| statement.execute([file_id]))
            .map_err(sql)?;
        Ok(())
    }

    /// A document is read once more: unless it is seen again by then, it is gone when its file has been read.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn unsee(&self, file_id: i64, key: &str) -> Result<()> {
        self.db
            .prepare_cached("UPDATE documents SET seen = 0 WHERE file_id = ?1 AND key = ?2")
            .and_then(|mut statement| statement.execute((file_id, key)))
            .map_err(sql)?;
        Ok(())
    }
}
