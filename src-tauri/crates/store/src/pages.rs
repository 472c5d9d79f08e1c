//! The pages that the user writes on, each as JSON, the one changed last first.

use domain::{Error, ErrorCode, Result};
use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::record::{Record, Writing, sql};
use crate::rows;

/// A page as it lies in the record.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRow<T> {
    /// Its number.
    pub id: i64,
    /// When it was last changed.
    pub changed: Timestamp,
    /// What stands on it.
    pub page: T,
}

impl Record {
    /// All pages, the one changed last first. One of a form that this version does not know is left out.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn pages<T: DeserializeOwned>(&self) -> Result<Vec<PageRow<T>>> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT id, changed_at, page FROM pages ORDER BY changed_at DESC, id DESC",
            )
            .map_err(sql)?;
        let found: Vec<(i64, i64, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .and_then(Iterator::collect)
            .map_err(sql)?;
        let read = |(id, changed, json): (i64, i64, String)| {
            Some(PageRow {
                id,
                changed: rows::time(changed)?,
                page: serde_json::from_str(&json).ok()?,
            })
        };
        Ok(found.into_iter().filter_map(read).collect())
    }

    /// The page `id`; none if there is none, or if this version does not know its form.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn page<T: DeserializeOwned>(&self, id: i64) -> Result<Option<T>> {
        let json: Option<String> = self
            .db
            .query_row("SELECT page FROM pages WHERE id = ?1", [id], |row| {
                row.get(0)
            })
            .optional()
            .map_err(sql)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }
}

impl Writing<'_> {
    /// Keeps a page: the one with number `id`, or a new one. Returns its number.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn put_page<T: Serialize>(&self, id: Option<i64>, page: &T, now: Timestamp) -> Result<i64> {
        let json = serde_json::to_string(page).map_err(|cause| {
            Error::new(
                ErrorCode::Record,
                format!("the page cannot be kept ({cause})"),
            )
        })?;
        self.db
            .query_row(
                "INSERT INTO pages (id, changed_at, page) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET page = excluded.page,
                     changed_at = iif(page = excluded.page, changed_at, excluded.changed_at)
                 RETURNING id",
                (id, now.as_second(), json),
                |row| row.get(0),
            )
            .map_err(sql)
    }

    /// Forgets a page. Returns whether there was one. Its words stay in the journal until `Record::empty_journal`.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_page(&self, id: i64) -> Result<bool> {
        let removed = self
            .db
            .execute("DELETE FROM pages WHERE id = ?1", [id])
            .map_err(sql)?;
        Ok(removed > 0)
    }

    /// Forgets every page.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_pages(&self) -> Result<()> {
        self.db.execute("DELETE FROM pages", []).map_err(sql)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;

    #[test]
    fn a_page_keeps_its_number_and_the_last_changed_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        let put = |record: &mut Record, id, text: &str, second| {
            record
                .write(|writing| writing.put_page(id, &text, at(second)))
                .unwrap()
        };
        let first = put(&mut record, None, "one", 1);
        let second = put(&mut record, None, "two", 2);
        // Kept again without a change it stays where it is; with one it comes to the front.
        assert_eq!(put(&mut record, Some(first), "one", 3), first);
        let ids = |record: &Record| -> Vec<i64> {
            let pages = record.pages::<String>().unwrap();
            pages.into_iter().map(|row| row.id).collect()
        };
        assert_eq!(ids(&record), [second, first]);
        put(&mut record, Some(first), "one more", 4);
        assert_eq!(ids(&record), [first, second]);
        assert_eq!(
            record.page::<String>(first).unwrap().as_deref(),
            Some("one more")
        );
        record.write(|writing| writing.remove_page(first)).unwrap();
        assert_eq!(record.page::<String>(first).unwrap(), None);
    }
}
