//! How many documents there are.

use std::collections::BTreeMap;

use domain::{Kind, Result};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::record::{Record, sql};
use crate::rows;

/// How many documents there are; copies count once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The user's own, by kind.
    pub own: BTreeMap<Kind, u32>,
    /// The user's own, by the year of their date, where that is known.
    pub own_by_year: BTreeMap<i16, u32>,
    /// Those by others.
    pub context: u32,
}

/// All in one pass over an index, in its order: copies stand beside each other, and nothing has to be sorted.
const IN_ORDER: &str = "SELECT mine, kind, piece, date FROM documents INDEXED BY documents_by_kind
    ORDER BY mine, kind, piece";

impl Record {
    /// Counts all documents.
    pub(crate) fn counts(&self) -> Result<Counts> {
        type Row = (bool, String, Vec<u8>);
        let mut statement = self.db.prepare_cached(IN_ORDER).map_err(sql)?;
        let rows = statement.query_map([], |row| {
            let document: Row = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((document, row.get::<_, Option<i64>>(3)?))
        });
        let mut counts = Counts::default();
        let mut last: Option<Row> = None;
        for row in rows.map_err(sql)? {
            let (document, date) = row.map_err(sql)?;
            if last.as_ref() == Some(&document) {
                continue;
            }
            let (mine, kind, _) = &document;
            if *mine {
                *counts.own.entry(rows::kind(kind)).or_default() += 1;
                if let Some(year) = date.and_then(year) {
                    *counts.own_by_year.entry(year).or_default() += 1;
                }
            } else {
                counts.context += 1;
            }
            last = Some(document);
        }
        Ok(counts)
    }
}

fn year(date: i64) -> Option<i16> {
    Some(rows::time(date)?.to_zoned(TimeZone::UTC).year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;
    use jiff::Timestamp;

    #[test]
    fn copies_count_once_and_a_year_is_that_of_the_date() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        record
            .db
            .execute_batch(
                "INSERT INTO sources VALUES (1, x'2f', NULL, 0, 0);
                 INSERT INTO files (id, source_id, path, bytes, modified_ns, state, reason, read_at)
                     VALUES (1, 1, x'2f61', 1, 0, 'read', '', 0);",
            )
            .unwrap();
        let put = |key: &str, mine: bool, kind: &str, piece: &str, date: Option<&str>| {
            let date = date.map(|date| date.parse::<Timestamp>().unwrap().as_second());
            let row = (key, kind, piece.as_bytes(), date, mine);
            let sql = "INSERT INTO documents (file_id, key, fingerprint, seen, kind, title, date, mail, text, mine,
                 change_seq, piece) VALUES (1, ?1, x'', 1, ?2, '', ?4, 0, 'x', ?5, 1, ?3)";
            record.db.execute(sql, row).unwrap();
        };
        put("a", true, "note", "one", Some("2024-12-31T23:59:59Z"));
        put("b", true, "note", "one", Some("2024-12-31T23:59:59Z"));
        put("c", true, "note", "two", Some("2025-01-01T00:00:00Z"));
        put("d", true, "email", "three", None);
        put("e", false, "email", "four", Some("2025-01-01T00:00:00Z"));
        put("f", false, "email", "four", None);
        let counts = record.counts().unwrap();
        assert_eq!(
            counts.own,
            BTreeMap::from([(Kind::Email, 1), (Kind::Note, 2)])
        );
        assert_eq!(counts.own_by_year, BTreeMap::from([(2024, 1), (2025, 1)]));
        assert_eq!(counts.context, 1);
    }
}
