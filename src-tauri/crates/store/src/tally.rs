//! What every overview tells, counted once: it is kept until a document or a file changes.

use std::collections::BTreeMap;

use domain::{Kind, Person, Result};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::identities::SenderRow;
use crate::record::{Record, Writing, sql};

/// Senders that a tally names.
const SENDERS: usize = 12;

/// Everything that takes the longer to count the more documents there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many documents there are.
    pub counts: Counts,
    /// What came out of each source, by its number.
    pub sources: BTreeMap<i64, SourceCounts>,
    /// Who sent most mails, most first.
    pub senders: Vec<SenderRow>,
    /// Who sent most of the mails that lie among sent ones, and how many; not looked for once a mail is the user's.
    pub sender_of_sent: Option<(Person, u32)>,
    /// To whom most mails came, and how many; looked for only if nothing else says who the user may be.
    pub common_recipient: Option<(Person, u32)>,
}

/// What came out of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCounts {
    /// Files by state: read, skipped, failed, waiting.
    pub files: [u32; 4],
    /// Documents by kind.
    pub kinds: BTreeMap<Kind, u32>,
}

/// The numbers of the newest changes, of documents and of files.
type Seen = (i64, i64);

const SEEN: &str = "(SELECT value FROM counters WHERE name = 'change_seq'),
    (SELECT value FROM counters WHERE name = 'file_seq')";

impl Record {
    /// What there is. It is counted only if something has changed since it was counted last.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn tally(&mut self) -> Result<Tally> {
        if let Some(kept) = self.kept_tally()? {
            return Ok(kept);
        }
        let mut seen = (0, 0);
        let tally = self.at_once(|| {
            seen = self.seen()?;
            self.counted()
        })?;
        // A record that only reads, or that another one writes to just now, keeps nothing: the next one counts again.
        let _ = self.keep(&tally, seen);
        Ok(tally)
    }

    /// What was counted last, if it still holds and is of a form that this version knows.
    fn kept_tally(&self) -> Result<Option<Tally>> {
        let json: Option<String> = self
            .db
            .prepare_cached(&format!(
                "SELECT tally FROM tally WHERE (change_seq, file_seq) = ({SEEN})"
            ))
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
            .map_err(sql)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }

    fn seen(&self) -> Result<Seen> {
        self.db
            .query_row(&format!("SELECT {SEEN}"), [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .map_err(sql)
    }

    fn counted(&self) -> Result<Tally> {
        let mut sources = BTreeMap::new();
        for source in self.sources()? {
            let counts = SourceCounts {
                files: self.file_counts(source.id)?,
                kinds: self.kinds_of_source(source.id)?,
            };
            sources.insert(source.id, counts);
        }
        let known = self.has_own_mail()?;
        let sender_of_sent = if known { None } else { self.sender_of_sent()? };
        let common_recipient = if known || sender_of_sent.is_some() {
            None
        } else {
            self.common_recipient()?
        };
        Ok(Tally {
            counts: self.counts()?,
            sources,
            senders: self.senders(SENDERS)?,
            sender_of_sent,
            common_recipient,
        })
    }

    /// Keeps what was counted, unless something has changed meanwhile.
    fn keep(&mut self, tally: &Tally, seen: Seen) -> Result<()> {
        let Ok(json) = serde_json::to_string(tally) else {
            return Ok(());
        };
        self.write_without_waiting(|writing| {
            let keep = format!("INSERT INTO tally SELECT ?1, ?2, ?3 WHERE (?1, ?2) = ({SEEN})");
            writing
                .db
                .execute("DELETE FROM tally", [])
                .and_then(|_| writing.db.execute(&keep, (seen.0, seen.1, json)))
                .map_err(sql)?;
            Ok(())
        })
    }
}

impl Writing<'_> {
    /// What was counted and does not hold any more is not kept.
    pub(crate) fn drop_old_tally(&self) -> Result<()> {
        self.db
            .prepare_cached(&format!(
                "DELETE FROM tally WHERE (change_seq, file_seq) <> ({SEEN})"
            ))
            .and_then(|mut statement| statement.execute([]))
            .map_err(sql)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
