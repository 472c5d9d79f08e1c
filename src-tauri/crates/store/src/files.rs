//! Sources and the files in them.

use std::path::{Path, PathBuf};

use domain::{Kind, Result, path_from_bytes, path_to_bytes};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Params, Row};

use crate::record::{Record, Writing, sql};
use crate::rows;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// Its documents are in the record.
    Read,
    /// Left out on purpose.
    Skipped,
    /// Should have been read and could not be.
    Failed,
    /// Seen, not read to its end yet.
    Waiting,
}

impl FileState {
    fn as_str(self) -> &'static str {
        match self {
            FileState::Read => "read",
            FileState::Skipped => "skipped",
            FileState::Failed => "failed",
            FileState::Waiting => "waiting",
        }
    }

    /// A word that this version does not know is read again: `Waiting`.
    fn of(word: &str) -> Self {
        [FileState::Read, FileState::Skipped, FileState::Failed]
            .into_iter()
            .find(|state| state.as_str() == word)
            .unwrap_or(FileState::Waiting)
    }
}

/// Something that the user gave to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Its number.
    pub id: i64,
    /// A folder or a file.
    pub path: PathBuf,
    /// The kind that the user gave; none where it is guessed.
    pub kind: Option<Kind>,
    /// Whether it is the sample library.
    pub sample: bool,
}

/// One file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its number.
    pub id: i64,
    /// Which source it belongs to.
    pub source_id: i64,
    /// Where it is.
    pub path: PathBuf,
    /// Its size when it was read.
    pub bytes: u64,
    /// When it had been changed last when it was read, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// What became of it.
    pub state: FileState,
    /// Why; empty for a file that was read whole.
    pub reason: String,
    /// SHA-256 of a file that ended the reader or held it up.
    pub digest: Option<Vec<u8>>,
    /// When it was looked at last.
    pub read_at: Timestamp,
}

const FILE: &str = "id, source_id, path, bytes, modified_ns, state, reason, digest, read_at";

fn file(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    Ok(FileRow {
        id: row.get(0)?,
        source_id: row.get(1)?,
        path: path_from_bytes(row.get(2)?),
        bytes: row.get::<_, i64>(3)?.unsigned_abs(),
        modified_ns: row.get(4)?,
        state: FileState::of(&row.get::<_, String>(5)?),
        reason: row.get(6)?,
        digest: row.get(7)?,
        read_at: rows::time(row.get(8)?).unwrap_or_default(),
    })
}

impl Record {
    /// What the user gave to read, oldest first.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        let mut statement = self
            .db
            .prepare_cached("SELECT id, path, kind, sample FROM sources ORDER BY id")
            .map_err(sql)?;
        statement
            .query_map([], |row| {
                Ok(SourceRow {
                    id: row.get(0)?,
                    path: path_from_bytes(row.get(1)?),
                    kind: row
                        .get::<_, Option<String>>(2)?
                        .map(|word| rows::kind(&word)),
                    sample: row.get(3)?,
                })
            })
            .and_then(Iterator::collect)
            .map_err(sql)
    }

    /// Tells `each` every file that was looked at, by path, one after the other.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn each_file(&self, each: &mut dyn FnMut(FileRow)) -> Result<()> {
        self.each_of("ORDER BY path", (), each)
    }

    /// What is known of the file at `path`; none if it was never looked at.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn file(&self, path: &Path) -> Result<Option<FileRow>> {
        self.db
            .prepare_cached(&format!("SELECT {FILE} FROM files WHERE path = ?1"))
            .and_then(|mut statement| statement.query_row([path_to_bytes(path)], file).optional())
            .map_err(sql)
    }

    /// Tells `each` the files at or below `root`, by path, one after the other.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn each_file_under(&self, root: &Path, each: &mut dyn FnMut(FileRow)) -> Result<()> {
        let root = path_to_bytes(root);
        // All that begins with "root/" stands between that and "root0", the next byte after the stroke.
        let below = |end: u8| [root.as_slice(), &[end]].concat();
        let under = "WHERE path = ?1 OR (path > ?2 AND path < ?3) ORDER BY path";
        self.each_of(under, (&root, below(b'/'), below(b'0')), each)
    }

    fn each_of(
        &self,
        which: &str,
        parameters: impl Params,
        each: &mut dyn FnMut(FileRow),
    ) -> Result<()> {
        let mut statement = self
            .db
            .prepare_cached(&format!("SELECT {FILE} FROM files {which}"))
            .map_err(sql)?;
        let mut rows = statement.query_map(parameters, file).map_err(sql)?;
        rows.try_for_each(|row| {
            each(row.map_err(sql)?);
            Ok(())
        })
    }

    /// Files that should have been read and could not be, by path.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn failed_files(&self) -> Result<Vec<FileRow>> {
        let mut failed = Vec::new();
        let each = &mut |row| failed.push(row);
        self.each_of("WHERE state = 'failed' ORDER BY path", (), each)?;
        Ok(failed)
    }

    /// Files of a source by state: read, skipped, failed, waiting.
    pub(crate) fn file_counts(&self, source_id: i64) -> Result<[u32; 4]> {
        let mut statement = self
            .db
            .prepare_cached("SELECT state, count(*) FROM files WHERE source_id = ?1 GROUP BY state")
            .map_err(sql)?;
        let counted: Vec<(String, u32)> = statement
            .query_map([source_id], |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .map_err(sql)?;
        let mut counts = [0; 4];
        for (state, count) in counted {
            counts[FileState::of(&state) as usize] += count;
        }
        Ok(counts)
    }
}

impl Writing<'_> {
    /// Notes a source, or gives one that is there already another kind; returns its number.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn put_source(
        &self,
        path: &Path,
        kind: Option<Kind>,
        sample: bool,
        now: Timestamp,
    ) -> Result<i64> {
        self.db
            .query_row(
                "INSERT INTO sources (path, kind, sample, added_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (path) DO UPDATE SET kind = coalesce(excluded.kind, kind) RETURNING id",
                (path_to_bytes(path), kind.map(Kind::as_str), sample, now.as_second()),
                |row| row.get(0),
            )
            .map_err(sql)
    }

    /// Forgets a source with all its files and documents.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_source(&self, id: i64) -> Result<()> {
        self.next("file_seq")?;
        // One by one and not by cascade: only then do the triggers leave tombstones.
        self.db
            .execute("DELETE FROM documents WHERE file_id IN (SELECT id FROM files WHERE source_id = ?1)", [id])
            .and_then(|_| self.db.execute("DELETE FROM files WHERE source_id = ?1", [id]))
            .and_then(|_| self.db.execute("DELETE FROM sources WHERE id = ?1", [id]))
            .map_err(sql)?;
        Ok(())
    }

    /// Notes a file and what became of it; returns its number.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn put_file(&self, file: &FileRow) -> Result<i64> {
        self.next("file_seq")?;
        let mut statement = self
            .db
            .prepare_cached(
                "INSERT INTO files (source_id, path, bytes, modified_ns, state, reason, read_at, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (path) DO UPDATE SET source_id = excluded.source_id, bytes = excluded.bytes,
                     modified_ns = excluded.modified_ns, state = excluded.state, reason = excluded.reason,
                     read_at = excluded.read_at, digest = excluded.digest
                 RETURNING id",
            )
            .map_err(sql)?;
        statement
            .query_row(
                (
                    file.source_id,
                    path_to_bytes(&file.path),
                    i64::try_from(file.bytes).unwrap_or(i64::MAX),
                    file.modified_ns,
                    file.state.as_str(),
                    &file.reason,
                    file.read_at.as_second(),
                    &file.digest,
                ),
                |row| row.get(0),
            )
            .map_err(sql)
    }

    /// A file is somewhere else now, with all that was read from it.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn move_file(&self, id: i64, to: &Path) -> Result<()> {
        self.db
            .prepare_cached("UPDATE files SET path = ?1 WHERE id = ?2")
            .and_then(|mut statement| statement.execute((path_to_bytes(to), id)))
            .map_err(sql)?;
        Ok(())
    }

    /// Forgets a file and its documents.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_file(&self, id: i64) -> Result<()> {
        self.next("file_seq")?;
        self.db
            .execute("DELETE FROM documents WHERE file_id = ?1", [id])
            .and_then(|_| self.db.execute("DELETE FROM files WHERE id = ?1", [id]))
            .map_err(sql)?;
        Ok(())
    }
}
