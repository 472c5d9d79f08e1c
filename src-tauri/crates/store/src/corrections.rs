//! What the user wants otherwise than it was counted, by kind of text and by person.

use domain::{Corrections, Error, ErrorCode, Kind, Person, Result};
use rusqlite::OptionalExtension;

use crate::record::{Record, Writing, sql};

impl Record {
    /// What was corrected for texts of `kind` to `person`, an address or a name in lower case, and to nobody else; with
    /// the empty name, for all of them.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn corrections(&self, kind: Kind, person: &str) -> Result<Corrections> {
        let json: Option<String> = self
            .db
            .prepare_cached("SELECT corrections FROM corrections WHERE kind = ?1 AND person = ?2")
            .and_then(|mut statement| {
                statement
                    .query_row((kind.as_str(), person), |row| row.get(0))
                    .optional()
            })
            .map_err(sql)?;
        let known = json.and_then(|json| serde_json::from_str(&json).ok());
        Ok(known.unwrap_or_default())
    }

    /// The people that the user's own texts of `kind` went to, first of all in each, with how many; most first.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn people(&self, kind: Kind, most: usize) -> Result<Vec<(Person, u32)>> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT max(name), address, count(DISTINCT piece) AS letters
                 FROM documents JOIN recipients ON document_id = documents.id AND position = 0
                 WHERE mine AND kind = ?1 AND text <> '' AND (name <> '' OR address <> '')
                 GROUP BY iif(address = '', low(name), lower(address)) ORDER BY letters DESC, address, name LIMIT ?2",
            )
            .map_err(sql)?;
        statement
            .query_map((kind.as_str(), most as i64), |row| {
                let (name, address) = (row.get(0)?, row.get(1)?);
                Ok((Person { name, address }, row.get(2)?))
            })
            .and_then(Iterator::collect)
            .map_err(sql)
    }
}

impl Writing<'_> {
    /// Keeps what the user wants otherwise; nothing at all takes it back.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn correct(&self, kind: Kind, person: &str, corrections: &Corrections) -> Result<()> {
        if corrections.is_empty() {
            let key = (kind.as_str(), person);
            return self
                .db
                .execute(
                    "DELETE FROM corrections WHERE kind = ?1 AND person = ?2",
                    key,
                )
                .map(|_| ())
                .map_err(sql);
        }
        let json = serde_json::to_string(corrections).map_err(|cause| {
            let what = format!("what you changed cannot be kept ({cause})");
            Error::new(ErrorCode::Record, what)
        })?;
        self.db
            .execute(
                "INSERT OR REPLACE INTO corrections VALUES (?1, ?2, ?3)",
                (kind.as_str(), person, json),
            )
            .map_err(sql)?;
        Ok(())
    }

    /// Everything is as it was counted again.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_corrections(&self) -> Result<()> {
        self.db
            .execute("DELETE FROM corrections", [])
            .map_err(sql)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;

    #[test]
    fn what_is_corrected_is_kept_for_its_kind_and_person_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
        let warm = Corrections {
            sign_off: Some("Warmly,".into()),
            ..Corrections::default()
        };
        let put = |record: &mut Record, person: &str, corrections: &Corrections| {
            record
                .write(|writing| writing.correct(Kind::Email, person, corrections))
                .unwrap();
        };
        put(&mut record, "", &warm);
        assert_eq!(record.corrections(Kind::Email, "").unwrap(), warm);
        for (kind, person) in [(Kind::Note, ""), (Kind::Email, "tom@example.org")] {
            assert!(record.corrections(kind, person).unwrap().is_empty());
        }
        put(&mut record, "tom@example.org", &warm);
        put(&mut record, "", &Corrections::default());
        assert!(record.corrections(Kind::Email, "").unwrap().is_empty());
        record
            .write(|writing| writing.remove_corrections())
            .unwrap();
        assert!(
            record
                .corrections(Kind::Email, "tom@example.org")
                .unwrap()
                .is_empty()
        );
    }
}
