//! The user's own decisions, by name, as JSON.

use domain::{Error, ErrorCode, Result};
use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::record::{Record, Writing, sql};

impl Record {
    /// The setting `name`; none if it was never set or is of a form that this version does not know.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn setting<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let value: Option<String> = self
            .db
            .query_row(
                "SELECT value FROM settings WHERE name = ?1",
                [name],
                |row| row.get(0),
            )
            .optional()
            .map_err(sql)?;
        Ok(value.and_then(|json| serde_json::from_str(&json).ok()))
    }
}

impl Writing<'_> {
    /// Sets `name`.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn set<T: Serialize>(&self, name: &str, value: &T) -> Result<()> {
        let json = serde_json::to_string(value).map_err(|cause| {
            Error::new(
                ErrorCode::Record,
                format!("a setting cannot be kept ({cause})"),
            )
        })?;
        self.db
            .execute(
                "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, json),
            )
            .map_err(sql)?;
        Ok(())
    }

    /// Forgets every setting, and who the user is.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_settings(&self) -> Result<()> {
        self.db
            .execute("DELETE FROM settings WHERE name <> 'record_id'", [])
            .and_then(|_| self.db.execute("DELETE FROM identities", []))
            .map_err(sql)?;
        Ok(())
    }
}
