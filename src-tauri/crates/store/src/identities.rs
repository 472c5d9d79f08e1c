//! Who the user is, and so whose words are voice.

use std::collections::BTreeSet;

use domain::{Person, Result};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::record::{Record, Writing, sql};

/// Somebody who sent mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderRow {
    /// Name and address.
    pub person: Person,
    /// How many mails.
    pub mails: u32,
    /// Whether this is the user.
    pub mine: bool,
}

/// What a document is, as far as that tells who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A mail, which its sender wrote.
    Mail,
    /// What one of several people wrote in a file.
    Part,
    /// The text of a file.
    Whole,
}

impl Form {
    /// The form of a document that is a mail, or else one of several in its file, or neither.
    pub fn of(mail: bool, part: bool) -> Self {
        match (mail, part) {
            (true, _) => Form::Mail,
            (false, true) => Form::Part,
            (false, false) => Form::Whole,
        }
    }
}

/// Whom documents name as their author, by name and address; whether they are mails, and each one of several in its file.
type Side = (Option<String>, Option<String>, bool, bool);

impl Record {
    /// Addresses and names of the user, in lower case.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn identities(&self) -> Result<BTreeSet<String>> {
        let mut statement = self
            .db
            .prepare_cached("SELECT who FROM identities")
            .map_err(sql)?;
        statement
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(sql)
    }

    /// The people that mail from `address` names as its sender, each once.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn called(&self, address: &str) -> Result<Vec<Person>> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT DISTINCT author_name FROM documents
                 WHERE author_address = ?1 AND mail AND author_name IS NOT NULL",
            )
            .map_err(sql)?;
        let person = |row: &rusqlite::Row<'_>| {
            Ok(Person {
                name: row.get(0)?,
                address: address.to_owned(),
            })
        };
        statement
            .query_map([address], person)
            .and_then(Iterator::collect)
            .map_err(sql)
    }

    /// Who sent the mails in the record, most mails first.
    pub(crate) fn senders(&self, limit: usize) -> Result<Vec<SenderRow>> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT max(author_name), author_address, count(*), max(mine) FROM documents
                 WHERE mail AND author_address IS NOT NULL GROUP BY author_address
                 ORDER BY count(*) DESC, author_address LIMIT ?1",
            )
            .map_err(sql)?;
        statement
            .query_map([limit as i64], |row| {
                let person = Person {
                    name: row.get(0)?,
                    address: row.get(1)?,
                };
                Ok(SenderRow {
                    person,
                    mails: row.get(2)?,
                    mine: row.get(3)?,
                })
            })
            .and_then(Iterator::collect)
            .map_err(sql)
    }
}

// These are asked at every tally: each has an index in 006.sql that holds all that it needs, for the rows of `documents`
// themselves are as long as their texts.
const OWN_MAIL: &str = "SELECT EXISTS (SELECT 1 FROM documents JOIN files ON files.id = file_id
    JOIN sources ON sources.id = source_id WHERE documents.mine AND mail AND NOT sample)";
const SENT: &str = "SELECT max(author_name), author_address, count(DISTINCT piece) AS mails
    FROM documents WHERE sent AND author_address <> ''
    GROUP BY author_address ORDER BY mails DESC, author_address LIMIT 1";
const DELIVERED: &str = "SELECT '', delivered, count(DISTINCT piece) AS mails
    FROM documents WHERE mail AND delivered IS NOT NULL GROUP BY delivered
    HAVING mails > 1 AND 2 * mails > (SELECT count(DISTINCT piece) FROM documents WHERE mail)
    ORDER BY mails DESC, delivered LIMIT 1";
/// A CROSS JOIN keeps its order: the other way round each recipient would lead to a row of `documents`.
const RECEIVED: &str = "SELECT max(name), address, count(DISTINCT piece) AS mails
    FROM documents CROSS JOIN recipients ON documents.id = document_id WHERE mail AND address <> '' GROUP BY address
    HAVING mails > 1 AND 2 * mails > (SELECT count(DISTINCT piece) FROM documents WHERE mail)
    ORDER BY mails DESC, address LIMIT 1";

impl Record {
    /// Whether any mail is the user's.
    pub(crate) fn has_own_mail(&self) -> Result<bool> {
        self.db
            .query_row(OWN_MAIL, [], |row| row.get(0))
            .map_err(sql)
    }

    /// Who sent most of the mails that lie among sent ones, and how many of them.
    pub(crate) fn sender_of_sent(&self) -> Result<Option<(Person, u32)>> {
        self.likely(SENT)
    }

    /// The address to which most mails came, as the mails themselves say or else by their recipients, if it is that of
    /// more than half of them and of two at least.
    pub(crate) fn common_recipient(&self) -> Result<Option<(Person, u32)>> {
        match self.likely(DELIVERED)? {
            Some(delivered) => Ok(Some(delivered)),
            None => self.likely(RECEIVED),
        }
    }

    fn likely(&self, query: &str) -> Result<Option<(Person, u32)>> {
        self.db
            .query_row(query, [], |row| {
                let person = Person {
                    name: row.get(0)?,
                    address: row.get(1)?,
                };
                Ok((person, row.get(2)?))
            })
            .optional()
            .map_err(sql)
    }
}

impl Writing<'_> {
    /// The user is these addresses and names, and nobody else.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn set_identities(&self, who: &[String]) -> Result<()> {
        self.db.execute("DELETE FROM identities", []).map_err(sql)?;
        let mut statement = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO identities VALUES (?1)")
            .map_err(sql)?;
        for name in who {
            statement
                .execute([name.trim().to_lowercase()])
                .map_err(sql)?;
        }
        Ok(())
    }

    /// Sorts out again who wrote what: `is_mine` decides by author and by what the document is. What was set aside is
    /// nobody's voice and stays so. Returns how many documents changed sides.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn reassign(&self, is_mine: &dyn Fn(Option<&Person>, Form) -> bool) -> Result<usize> {
        let mut statement = self
            .db
            .prepare(
                "SELECT DISTINCT author_name, author_address, mail, key <> '', mine FROM documents
                 WHERE aside IS NULL",
            )
            .map_err(sql)?;
        let sides: Vec<(Side, bool)> = statement
            .query_map([], |row| {
                let side = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
                Ok((side, row.get(4)?))
            })
            .and_then(Iterator::collect)
            .map_err(sql)?;
        let mut changed = 0;
        for (side, mine) in sides {
            let (name, address, mail, part) = &side;
            let person = name.clone().map(|name| Person {
                name,
                address: address.clone().unwrap_or_default(),
            });
            let now = is_mine(person.as_ref(), Form::of(*mail, *part));
            if now != mine {
                changed += self.move_side(&side, now)?;
            }
        }
        Ok(changed)
    }

    /// Each moved document gets a `change_seq` of its own, so that the index follows.
    fn move_side(&self, (name, address, mail, part): &Side, mine: bool) -> Result<usize> {
        let mut statement = self
            .db
            .prepare(
                "SELECT id FROM documents WHERE author_name IS ?1 AND author_address IS ?2 AND mail = ?3
                     AND (key <> '') = ?4 AND mine <> ?5 AND aside IS NULL",
            )
            .map_err(sql)?;
        let ids: Vec<i64> = statement
            .query_map((name, address, mail, part, mine), |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(sql)?;
        for id in &ids {
            let seq = self.next("change_seq")?;
            self.db
                .prepare_cached("UPDATE documents SET mine = ?1, change_seq = ?2 WHERE id = ?3")
                .and_then(|mut statement| statement.execute((mine, seq, id)))
                .map_err(sql)?;
        }
        Ok(ids.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;

    #[test]
    fn an_overview_reads_no_row_of_a_document_to_tell_who_the_user_may_be() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
        for query in [OWN_MAIL, SENT, DELIVERED, RECEIVED] {
            let mut plan = record
                .db
                .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
                .unwrap();
            let steps: Vec<String> = plan
                .query_map([], |row| row.get(3))
                .and_then(Iterator::collect)
                .unwrap();
            let of_documents = steps.iter().filter(|step| step.contains(" documents"));
            assert!(of_documents.clone().count() > 0, "{steps:?}");
            for step in of_documents {
                assert!(step.contains("USING COVERING INDEX"), "{step} of {query}");
            }
        }
    }
}
