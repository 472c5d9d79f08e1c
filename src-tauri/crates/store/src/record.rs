//! Opening the record, and the one way to write to it: all of a change or nothing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::{Error, ErrorCode, Result};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

const SCHEMA: &[M<'static>] = &[
    M::up(include_str!("schema/001.sql")),
    M::up(include_str!("schema/002.sql")),
    M::up(include_str!("schema/003.sql")),
    M::up(include_str!("schema/004.sql")),
    M::up(include_str!("schema/005.sql")),
    M::up(include_str!("schema/006.sql")),
    M::up(include_str!("schema/007.sql")),
    M::up(include_str!("schema/008.sql")),
    M::up(include_str!("schema/009.sql")),
    M::up(include_str!("schema/010.sql")),
    M::up(include_str!("schema/011.sql")),
];
/// How long one connection waits for another to finish writing.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long emptying the journal waits for those who look at the record; nobody can write meanwhile.
const SHORT_PATIENCE: Duration = Duration::from_secs(1);

/// How many pages of 4 KB stand in the journal before they are taken over. A long reading changes the same pages of an
/// index again and again, and the disk has to be waited for each time.
const JOURNAL_PAGES: u32 = 8_000;
/// Statements that are kept ready; writing down a document alone takes a dozen.
const STATEMENTS: usize = 64;

/// Whether a connection may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The one writer of the data folder: brings the record to today's schema.
    Write,
    /// Any other process: changes nothing, but clears the journal away if it is the last to look.
    Read,
}

/// A connection to the record. Each thread has its own.
#[derive(Debug)]
pub struct Record {
    pub(crate) db: Connection,
    path: PathBuf,
}

impl Record {
    /// Opens the record at `path`; with `Access::Write` it is made if it is not there.
    ///
    /// # Errors
    /// `Record` if it is damaged or from a newer version; `Io` if it cannot be opened.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        let flags = match access {
            Access::Write => OpenFlags::default(),
            Access::Read => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        };
        let failed = |cause: rusqlite::Error| failure(&cause).at(path);
        let mut db = Connection::open_with_flags(path, flags).map_err(failed)?;
        db.busy_timeout(PATIENCE).map_err(failed)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        know_all_letters(&db).map_err(failed)?;
        // secure_delete: a word that is forgotten must not stay in free pages.
        db.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL;",
        )
        .map_err(failed)?;
        if access == Access::Read {
            db.pragma_update(None, "query_only", true).map_err(failed)?;
        } else {
            db.pragma_update(None, "journal_mode", "WAL")
                .map_err(failed)?;
            db.pragma_update(None, "wal_autocheckpoint", JOURNAL_PAGES)
                .map_err(failed)?;
            Migrations::from_slice(SCHEMA)
                .to_latest(&mut db)
                .map_err(|cause| migration(&cause).at(path))?;
        }
        Ok(Self {
            db,
            path: path.to_owned(),
        })
    }

    /// Whether the record has today's schema, so that it can be read as it is.
    ///
    /// # Errors
    /// `Record` if it is damaged; `Io` if the disk says no.
    pub fn is_current(&self) -> Result<bool> {
        let version: i64 = self
            .db
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|cause| failure(&cause).at(&self.path))?;
        Ok(usize::try_from(version).is_ok_and(|version| version == SCHEMA.len()))
    }

    /// A further connection to the same record.
    ///
    /// # Errors
    /// As `open`.
    pub fn another(&self, access: Access) -> Result<Self> {
        Self::open(&self.path, access)
    }

    /// Runs `change` in one transaction: all of it is kept, or, if it fails, nothing.
    ///
    /// # Errors
    /// What `change` fails with, or `Io` if the disk says no.
    pub fn write<T>(&mut self, change: impl FnOnce(&Writing<'_>) -> Result<T>) -> Result<T> {
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sql)?;
        let writing = Writing { db: transaction };
        let value = change(&writing)?;
        writing.drop_old_tally()?;
        writing.db.commit().map_err(sql)?;
        Ok(value)
    }

    /// The same, but does not wait for somebody else who writes just now.
    ///
    /// # Errors
    /// What `change` fails with; `Locked` or `Io` if it could not be kept.
    pub fn write_without_waiting<T>(
        &mut self,
        change: impl FnOnce(&Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        self.db.busy_timeout(Duration::ZERO).map_err(sql)?;
        let written = self.write(change);
        self.db.busy_timeout(PATIENCE).map_err(sql)?;
        written
    }

    /// Runs `look` in one transaction: all its questions see one state of the record, and SQLite looks up which is the newest
    /// once and not for each, which takes as long as most of them.
    ///
    /// # Errors
    /// What `look` fails with, or if the record cannot be read.
    pub fn at_once<T>(&self, look: impl FnOnce() -> Result<T>) -> Result<T> {
        let seen = self.db.unchecked_transaction().map_err(sql)?;
        let value = look()?;
        seen.finish().map_err(sql)?;
        Ok(value)
    }

    /// Gives the space of what was deleted back to the disk.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn compact(&self) -> Result<()> {
        let smaller = self.db.execute_batch("VACUUM").map_err(sql);
        // On a full disk there is no room to copy the record, and none is needed for this.
        self.empty_journal()?;
        smaller
    }

    /// Empties the journal, so that words which were removed are in no file any more.
    ///
    /// # Errors
    /// `Locked` if another program looks at the record just now; `Io` if the disk says no.
    pub fn empty_journal(&self) -> Result<()> {
        self.db.busy_timeout(SHORT_PATIENCE).map_err(sql)?;
        let busy = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        self.db.busy_timeout(PATIENCE).map_err(sql)?;
        if busy.map_err(sql)? {
            return Err(Error::new(
                ErrorCode::Locked,
                "what you removed is gone, but its words are still in the journal of the record, which another program looks at",
            )
            .at(&self.path)
            .remedy("They go when Longhand is closed"));
        }
        Ok(())
    }
}

/// A record that SQLite can make nothing of.
pub(crate) fn damaged() -> Error {
    Error::new(ErrorCode::Record, "the record of the library is damaged")
        .remedy("Your own files are safe. Move the data folder away and add your folders again")
}

/// SQLite's own `lower` knows the letters of English only: `low` makes those of all scripts small.
fn know_all_letters(db: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("low", 1, flags, |context| {
        let text: Option<String> = context.get(0)?;
        Ok(text.map(|text| text.to_lowercase()))
    })
}

/// A change of the record that is under way; see `Record::write`.
#[derive(Debug)]
pub struct Writing<'record> {
    pub(crate) db: Transaction<'record>,
}

impl Writing<'_> {
    /// The next number of `counter`.
    pub(crate) fn next(&self, counter: &str) -> Result<i64> {
        self.db
            .prepare_cached("UPDATE counters SET value = value + 1 WHERE name = ?1 RETURNING value")
            .and_then(|mut statement| statement.query_row([counter], |row| row.get(0)))
            .map_err(sql)
    }
}

/// A failure of SQLite in words.
pub(crate) fn sql(cause: rusqlite::Error) -> Error {
    failure(&cause)
}

fn failure(cause: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as Sqlite;
    match cause.sqlite_error_code() {
        Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => damaged(),
        Some(Sqlite::DiskFull) => {
            Error::new(ErrorCode::Io, "the disk is full").remedy("Free some space, then go on")
        }
        // Of a full disk, too, SQLite says no more where it cannot make room for the list of pages in its journal.
        Some(Sqlite::SystemIoFailure) => Error::new(ErrorCode::Io, "the disk is full or failing")
            .remedy(
                "Free some space, then go on; if there is room, look whether the disk is sound",
            ),
        Some(Sqlite::CannotOpen) => {
            Error::new(ErrorCode::Io, "the record of the library cannot be opened")
                .remedy("Check that the data folder is there and yours to write")
        }
        Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => {
            Error::new(ErrorCode::Io, "the record of the library cannot be written")
                .remedy("Check the permissions of the data folder")
        }
        Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => Error::new(
            ErrorCode::Locked,
            "another program holds the record of the library",
        )
        .remedy("Close it and try again"),
        _ => Error::new(
            ErrorCode::Record,
            format!("the record of the library did not answer ({cause})"),
        ),
    }
}

fn migration(cause: &rusqlite_migration::Error) -> Error {
    match cause {
        rusqlite_migration::Error::MigrationDefinition(
            rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
        ) => Error::new(
            ErrorCode::Record,
            "this data folder was written by a newer Longhand",
        )
        .remedy("Use that version, or another folder with --data-dir"),
        rusqlite_migration::Error::RusqliteError { err, .. } => failure(err),
        other => Error::new(
            ErrorCode::Record,
            format!("the record could not be brought up to date ({other})"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileState;

    #[test]
    fn the_schema_is_sound() {
        Migrations::from_slice(SCHEMA).validate().unwrap();
    }

    #[test]
    fn a_newer_record_and_a_damaged_one_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite");
        Record::open(&path, Access::Write)
            .unwrap()
            .db
            .pragma_update(None, "user_version", 99)
            .unwrap();
        let error = Record::open(&path, Access::Write).unwrap_err();
        assert!(error.to_string().contains("newer Longhand"), "{error}");

        std::fs::write(
            &path,
            "Dear Tom, this is no database at all, but it is longer than a header is",
        )
        .unwrap();
        let before = std::fs::read(&path).unwrap();
        let error = Record::open(&path, Access::Write).unwrap_err();
        assert!(error.to_string().contains("damaged"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn whoever_reads_changes_nothing_and_knows_an_older_record() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite");
        assert!(Record::open(&path, Access::Read).is_err() && !path.exists());
        std::fs::write(&path, "").unwrap();
        let none = Record::open(&path, Access::Read).unwrap();
        assert!(!none.is_current().unwrap());
        drop(none);

        let mut old = Connection::open(&path).unwrap();
        Migrations::from_slice(&SCHEMA[..5])
            .to_latest(&mut old)
            .unwrap();
        drop(old);
        let is_current = || Record::open(&path, Access::Read).unwrap().is_current();
        assert!(!is_current().unwrap());
        drop(Record::open(&path, Access::Write).unwrap());
        assert!(is_current().unwrap());

        let mut reads = Record::open(&path, Access::Read).unwrap();
        let refused = reads.write(|writing| writing.set_identities(&["tom@example.org".into()]));
        assert!(refused.unwrap_err().what.contains("cannot be written"));
        drop(reads);
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 1, "no journal lies beside it");
    }

    #[test]
    fn a_full_disk_is_told_with_what_to_do_however_sqlite_puts_it() {
        use rusqlite::ffi;
        for code in [
            ffi::SQLITE_FULL,
            ffi::SQLITE_IOERR_SHMSIZE,
            ffi::SQLITE_IOERR_WRITE,
        ] {
            let told = failure(&rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
            assert_eq!(told.code, ErrorCode::Io, "{told}");
            assert!(told.to_string().contains("the disk is full"), "{told}");
            assert!(told.to_string().contains("Free some space"), "{told}");
        }
    }

    #[test]
    fn what_was_read_is_read_again_by_a_newer_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite");
        let mut old = Connection::open(&path).unwrap();
        Migrations::from_slice(&SCHEMA[..5])
            .to_latest(&mut old)
            .unwrap();
        old.execute_batch(
            "INSERT INTO sources VALUES (1, CAST('/w' AS BLOB), NULL, 0, 0);
             INSERT INTO files VALUES (1, 1, CAST('/w/part.mbox' AS BLOB), 1, 1, 'failed', 'one header is broken', 0, x'01'),
                 (2, 1, CAST('/w/none.pdf' AS BLOB), 1, 1, 'failed', 'it is damaged', 0, x'02'),
                 (3, 1, CAST('/w/whole.mbox' AS BLOB), 1, 1, 'read', '', 0, NULL);
             INSERT INTO documents (file_id, key, fingerprint, seen, kind, title, mail, text, mine, change_seq)
                 VALUES (1, 'a', x'', 1, 'email', '', 1, 'Hullo', 0, 1), (3, 'b', x'', 1, 'email', '', 1, 'Hullo', 0, 2);
             INSERT INTO marks VALUES (1, 1, 'a', '{}'), (3, 1, 'b', '{}');
             INSERT INTO drafts (started_at, state, model, brief, text) VALUES (0, 'finished', 'm', 'the quincunx', 'one'),
                 (0, 'interrupted', 'm', 'the quincunx', 'two');
             INSERT INTO pages (changed_at, page) VALUES (1, '{\"wish\":{\"dropped\":[{\"id\":4,\"title\":\"A quincunx\"},5]}}'),
                 (0, '{\"wish\":{\"pinned\":[1]}}');",
        )
        .unwrap();
        drop(old);
        let mut record = Record::open(&path, Access::Write).unwrap();
        let pages: Vec<_> = record.pages::<serde_json::Value>().unwrap();
        let dropped = |at: usize| pages[at].page["wish"].get("dropped");
        assert_eq!(
            dropped(0).map(ToString::to_string).as_deref(),
            Some("[4,5]")
        );
        assert_eq!(dropped(1), None);
        assert_eq!(record.tally().unwrap().counts.context, 1);
        let mut states = Vec::new();
        record
            .each_file(&mut |file| states.push((file.state, file.digest.is_some())))
            .unwrap();
        assert_eq!(states, [(FileState::Waiting, false); 3]);
        assert_eq!(
            record.file(Path::new("/w/whole.mbox")).unwrap().unwrap().id,
            3
        );
        assert_eq!(record.mark(1).unwrap(), None);
        assert_eq!(record.mark(3).unwrap(), None);
        assert_eq!(record.unfinished_draft().unwrap().unwrap().text, "two");
        record.empty_journal().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"quincunx"));
    }

    #[test]
    fn a_change_that_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
        let failed: Result<()> = record.write(|writing| {
            writing.set_identities(&["tom@example.org".into()])?;
            Err(Error::new(ErrorCode::Io, "a fault"))
        });
        assert!(failed.is_err());
        assert!(record.identities().unwrap().is_empty());
    }

    #[test]
    fn letters_of_all_scripts_have_small_ones() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        let low = |text: Option<&str>| -> Option<String> {
            let row = record
                .db
                .query_row("SELECT low(?1)", [text], |row| row.get(0));
            row.unwrap()
        };
        assert_eq!(
            low(Some("Åsa Lind, АННА")).as_deref(),
            Some("åsa lind, анна")
        );
        assert_eq!(low(None), None);
    }
}
