//! The ends of one author's mails, and what of them is found to be no words of a letter.

use domain::{DocumentId, Person, Result};

use crate::record::{Record, Writing, sql};

/// How much of the end of a text is looked at, in characters.
const END: i64 = 3_000;
/// The counter of the last change that was looked at.
const SEEN: &str = "signatures";

/// The end of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Which mail.
    pub id: DocumentId,
    /// The last lines of its text.
    pub text: String,
    /// What stands below them.
    pub signature: Option<String>,
}

impl Record {
    /// The authors of mails that are new or changed since `Writing::signatures_seen`.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn authors_to_look_at(&self) -> Result<Vec<Person>> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT DISTINCT author_address FROM documents
                 WHERE change_seq > (SELECT value FROM counters WHERE name = ?1)
                   AND mail AND author_address <> ''",
            )
            .map_err(sql)?;
        let addresses: Vec<String> = statement
            .query_map([SEEN], |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(sql)?;
        let mut name = self
            .db
            .prepare_cached(
                "SELECT author_name FROM documents WHERE author_address = ?1 AND mail
                 GROUP BY author_name ORDER BY count(*) DESC, author_name LIMIT 1",
            )
            .map_err(sql)?;
        addresses
            .into_iter()
            .map(|address| {
                let name = name.query_row([&address], |row| row.get(0)).map_err(sql)?;
                Ok(Person { name, address })
            })
            .collect()
    }

    /// Tells the ends of all mails from `address`, one after the other.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn each_ending(&self, address: &str, tell: &mut dyn FnMut(Ending)) -> Result<()> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT id, substr(text, -?2), signature FROM documents WHERE author_address = ?1 AND mail",
            )
            .map_err(sql)?;
        let endings = statement.query_map((address, END), |row| {
            Ok(Ending {
                id: DocumentId(row.get(0)?),
                text: row.get(1)?,
                signature: row.get(2)?,
            })
        });
        for ending in endings.map_err(sql)? {
            tell(ending.map_err(sql)?);
        }
        Ok(())
    }
}

impl Writing<'_> {
    /// The last `letters` letters of the text of `id` are no words of it: `signature` is what stands below it now.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn cut_signature(&self, id: DocumentId, letters: usize, signature: &str) -> Result<()> {
        let seq = self.next("change_seq")?;
        self.db
            .prepare_cached(
                "UPDATE documents SET text = rtrim(substr(text, 1, length(text) - ?2), char(10, 9) || ' '),
                     signature = ?3, change_seq = ?4 WHERE id = ?1",
            )
            .and_then(|mut statement| {
                let letters = i64::try_from(letters).unwrap_or(i64::MAX);
                statement.execute((id.0, letters, signature, seq))
            })
            .map_err(sql)?;
        Ok(())
    }

    /// All mails that are in the record now have been looked at.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn signatures_seen(&self) -> Result<()> {
        self.db
            .execute(
                "UPDATE counters SET value = (SELECT value FROM counters WHERE name = 'change_seq') WHERE name = ?1",
                [SEEN],
            )
            .map_err(sql)?;
        Ok(())
    }
}
