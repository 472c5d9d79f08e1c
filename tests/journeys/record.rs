//! The record as it lies on the disk, read and never written.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Row};

/// Opens the record anew for each question: the program may be writing it, or may have been killed.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    path: PathBuf,
}

/// A draft as the record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Counted through: each is higher than those before it.
    pub(crate) id: i64,
    pub(crate) state: String,
    pub(crate) text: String,
}

impl Record {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The rows that `query` finds; an error while there is no record yet.
    pub(crate) fn ask<T>(
        &self,
        query: &str,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(&self.path, flags)?;
        db.busy_timeout(std::time::Duration::from_secs(2))?;
        let mut query = db.prepare(query)?;
        query.query_map([], row)?.collect()
    }

    /// The one number that `query` gives; none while there is no record yet.
    pub(crate) fn number(&self, query: &str) -> Option<i64> {
        self.ask(query, |row| row.get(0)).ok()?.into_iter().next()
    }

    pub(crate) fn documents(&self) -> i64 {
        self.number("SELECT count(*) FROM documents").unwrap_or(0)
    }

    /// All drafts, oldest first.
    pub(crate) fn drafts(&self) -> Vec<Draft> {
        self.ask("SELECT id, state, text FROM drafts ORDER BY id", |row| {
            Ok(Draft {
                id: row.get(0)?,
                state: row.get(1)?,
                text: row.get(2)?,
            })
        })
        .unwrap_or_else(|e| panic!("{} cannot be read: {e}", self.path().display()))
    }

    /// The newest draft.
    pub(crate) fn last_draft(&self) -> Draft {
        self.drafts().pop().expect("the record has a draft")
    }

    /// The number of the newest draft; 0 where there is none.
    pub(crate) fn newest_draft(&self) -> i64 {
        self.number("SELECT ifnull(max(id), 0) FROM drafts")
            .expect("the record of an open window can be read")
    }

    /// Whether a draft behind number `before` has come to its end.
    pub(crate) fn has_ended_since(&self, before: i64) -> bool {
        let ended =
            format!("SELECT count(*) FROM drafts WHERE id > {before} AND state <> 'running'");
        self.number(&ended) > Some(0)
    }
}
