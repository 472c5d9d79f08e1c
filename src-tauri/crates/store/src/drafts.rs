//! Drafts: a row from the click on, so that no word is lost whatever happens. Only the newest is kept: what came of those
//! before stands on pages, or was not wanted.

use domain::{DraftId, Result};
use jiff::Timestamp;
use rusqlite::OptionalExtension;

use crate::record::{Record, Writing, sql};

/// How a draft ended. While it is written it is `running` in the record, and `interrupted` if the program ended meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftState {
    /// It came to its end.
    Finished,
    /// The user stopped it.
    Cancelled,
    /// Something went wrong.
    Failed,
}

impl DraftState {
    /// The word in the record.
    fn as_str(self) -> &'static str {
        match self {
            DraftState::Finished => "finished",
            DraftState::Cancelled => "cancelled",
            DraftState::Failed => "failed",
        }
    }
}

/// A draft that has not come to an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Whether the program ended while it was being written; else it still is.
    pub interrupted: bool,
    /// The start and what was written after it.
    pub text: String,
}

impl Record {
    /// The newest draft, if it is being written or was interrupted.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn unfinished_draft(&self) -> Result<Option<DraftRow>> {
        self.db
            .query_row(
                "SELECT state = 'interrupted', text FROM drafts
                 WHERE id = (SELECT max(id) FROM drafts) AND state IN ('running', 'interrupted')",
                [],
                |row| {
                    Ok(DraftRow {
                        interrupted: row.get(0)?,
                        text: row.get(1)?,
                    })
                },
            )
            .optional()
            .map_err(sql)
    }
}

impl Writing<'_> {
    /// Notes that a draft begins, in place of the one before; `text` is the user's start.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn begin_draft(&self, model: &str, text: &str, now: Timestamp) -> Result<DraftId> {
        self.remove_ended_drafts()?;
        self.db
            .query_row(
                "INSERT INTO drafts (started_at, state, model, text) VALUES (?1, 'running', ?2, ?3) RETURNING id",
                (now.as_second(), model, text),
                |row| row.get(0).map(DraftId),
            )
            .map_err(sql)
    }

    /// Keeps the text so far.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn keep_draft(&self, id: DraftId, text: &str) -> Result<()> {
        self.db
            .execute("UPDATE drafts SET text = ?2 WHERE id = ?1", (id.0, text))
            .map_err(sql)?;
        Ok(())
    }

    /// Notes how a draft ended.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn end_draft(
        &self,
        id: DraftId,
        state: DraftState,
        text: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.db
            .execute(
                "UPDATE drafts SET state = ?2, text = ?3, ended_at = ?4 WHERE id = ?1",
                (id.0, state.as_str(), text, now.as_second()),
            )
            .map_err(sql)?;
        Ok(())
    }

    /// At the start of the program: what still runs was interrupted. Returns how many.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn tidy_drafts(&self) -> Result<usize> {
        self.db
            .execute(
                "UPDATE drafts SET state = 'interrupted' WHERE state = 'running'",
                [],
            )
            .map_err(sql)
    }

    /// Forgets every draft but one that is being written.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_ended_drafts(&self) -> Result<()> {
        self.db
            .execute("DELETE FROM drafts WHERE state <> 'running'", [])
            .map_err(sql)?;
        Ok(())
    }

    /// Forgets every draft; one that is being written is not kept from now on.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_drafts(&self) -> Result<()> {
        self.db.execute("DELETE FROM drafts", []).map_err(sql)?;
        Ok(())
    }
}
