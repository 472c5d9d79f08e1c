//! What sort of text a document is, where the user has said so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::{DocumentId, Kind, Result, path_from_bytes, path_to_bytes};
use rusqlite::{OptionalExtension, Row};

use crate::record::{Record, Writing, sql};
use crate::rows;

/// All that bears on what sort of text a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindFacts {
    /// The document.
    pub id: DocumentId,
    /// Whether it is a mail.
    pub mail: bool,
    /// What the user said of this document.
    pub chosen: Option<Kind>,
    /// What the user said of its source.
    pub given: Option<Kind>,
    /// What it says of itself.
    pub said: Option<Kind>,
    /// The file it is in.
    pub path: PathBuf,
    /// The source that file is in.
    pub source: PathBuf,
}

const FACTS: &str = "SELECT documents.id, mail, chosen_kinds.kind, sources.kind, said, files.path, sources.path
    FROM documents JOIN files ON files.id = documents.file_id JOIN sources ON sources.id = source_id
    LEFT JOIN chosen_kinds ON chosen_kinds.file_id = documents.file_id AND chosen_kinds.key = documents.key";

fn facts(row: &Row<'_>) -> rusqlite::Result<KindFacts> {
    let kind = |at| -> rusqlite::Result<Option<Kind>> {
        let word: Option<String> = row.get(at)?;
        Ok(word.map(|word| rows::kind(&word)))
    };
    Ok(KindFacts {
        id: DocumentId(row.get(0)?),
        mail: row.get(1)?,
        chosen: kind(2)?,
        given: kind(3)?,
        said: kind(4)?,
        path: path_from_bytes(row.get(5)?),
        source: path_from_bytes(row.get(6)?),
    })
}

impl Record {
    /// How many documents of each kind there are in a source.
    pub(crate) fn kinds_of_source(&self, source_id: i64) -> Result<BTreeMap<Kind, u32>> {
        self.db
            .prepare_cached(
                "SELECT documents.kind, count(*) FROM documents JOIN files ON files.id = file_id
                 WHERE source_id = ?1 GROUP BY documents.kind",
            )
            .and_then(|mut statement| {
                let rows = statement.query_map([source_id], |row| {
                    Ok((rows::kind(&row.get::<_, String>(0)?), row.get(1)?))
                })?;
                rows.collect()
            })
            .map_err(sql)
    }

    /// What bears on the kind of `id`; none if there is no such document.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn kind_facts(&self, id: DocumentId) -> Result<Option<KindFacts>> {
        self.db
            .prepare_cached(&format!("{FACTS} WHERE documents.id = ?1"))
            .and_then(|mut statement| statement.query_row([id.0], facts).optional())
            .map_err(sql)
    }

    /// The same for it and all its copies.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn kind_facts_of_copies(&self, id: DocumentId) -> Result<Vec<KindFacts>> {
        let piece = "(SELECT piece FROM documents WHERE id = ?1)";
        self.db
            .prepare_cached(&format!("{FACTS} WHERE documents.piece = {piece}"))
            .and_then(|mut statement| {
                let rows = statement.query_map([id.0], facts)?;
                rows.collect()
            })
            .map_err(sql)
    }

    /// The same for every document of a source that is no mail.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn kind_facts_of_source(&self, source_id: i64) -> Result<Vec<KindFacts>> {
        self.db
            .prepare_cached(&format!("{FACTS} WHERE source_id = ?1 AND NOT mail"))
            .and_then(|mut statement| {
                let rows = statement.query_map([source_id], facts)?;
                rows.collect()
            })
            .map_err(sql)
    }

    /// The same for every document of a file.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn kind_facts_of_file(&self, path: &Path) -> Result<Vec<KindFacts>> {
        self.db
            .prepare_cached(&format!("{FACTS} WHERE files.path = ?1"))
            .and_then(|mut statement| {
                let rows = statement.query_map([path_to_bytes(path)], facts)?;
                rows.collect()
            })
            .map_err(sql)
    }
}

impl Writing<'_> {
    /// What the user said of the document `key` of `file_id`, or of another copy of the same `piece`: then it is kept of
    /// this one as well, which may stay when the other one goes.
    pub(crate) fn chosen_kind(
        &self,
        file_id: i64,
        key: &str,
        piece: &[u8],
    ) -> Result<Option<Kind>> {
        let own = "SELECT kind FROM chosen_kinds WHERE file_id = ?1 AND key = ?2";
        // From what was said, which is little, and not from the copies, of which there may be as many as anybody likes.
        let copies = "INSERT INTO chosen_kinds
             SELECT ?1, ?2, chosen_kinds.kind FROM chosen_kinds
             CROSS JOIN documents ON chosen_kinds.file_id = documents.file_id AND chosen_kinds.key = documents.key
             WHERE documents.piece = ?3 LIMIT 1 RETURNING kind";
        let word = |row: &Row<'_>| row.get::<_, String>(0);
        let said = self
            .db
            .prepare_cached(own)
            .and_then(|mut statement| statement.query_row((file_id, key), word).optional())
            .map_err(sql)?;
        let said = match said {
            Some(said) => Some(said),
            None => self
                .db
                .prepare_cached(copies)
                .and_then(|mut statement| {
                    statement.query_row((file_id, key, piece), word).optional()
                })
                .map_err(sql)?,
        };
        Ok(said.map(|word| rows::kind(&word)))
    }

    /// Keeps what the user says of a document; none takes it back.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn choose_kind(&self, id: DocumentId, kind: Option<Kind>) -> Result<()> {
        let change = match kind {
            Some(_) => {
                "INSERT OR REPLACE INTO chosen_kinds SELECT file_id, key, ?2 FROM documents WHERE id = ?1"
            }
            None => {
                "DELETE FROM chosen_kinds WHERE ?2 IS NULL
                 AND (file_id, key) = (SELECT file_id, key FROM documents WHERE id = ?1)"
            }
        };
        self.db
            .prepare_cached(change)
            .and_then(|mut statement| statement.execute((id.0, kind.map(Kind::as_str))))
            .map_err(sql)?;
        Ok(())
    }

    /// The document is of this kind. Returns whether it was of another one.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn set_kind(&self, id: DocumentId, kind: Kind) -> Result<bool> {
        let other: bool = self
            .db
            .prepare_cached("SELECT kind <> ?2 FROM documents WHERE id = ?1")
            .and_then(|mut statement| statement.query_row((id.0, kind.as_str()), |row| row.get(0)))
            .map_err(sql)?;
        if other {
            let seq = self.next("change_seq")?;
            self.db
                .prepare_cached("UPDATE documents SET kind = ?2, change_seq = ?3 WHERE id = ?1")
                .and_then(|mut statement| statement.execute((id.0, kind.as_str(), seq)))
                .map_err(sql)?;
        }
        Ok(other)
    }

    /// Texts of a source are of this kind from now on, as far as they are no mail; none guesses.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn set_source_kind(&self, source_id: i64, kind: Option<Kind>) -> Result<()> {
        self.db
            .execute(
                "UPDATE sources SET kind = ?2 WHERE id = ?1",
                (source_id, kind.map(Kind::as_str)),
            )
            .map_err(sql)?;
        Ok(())
    }
}
