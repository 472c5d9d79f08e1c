//! A library for the unit tests of a replay: texts in a record, found by a real index.

use std::path::Path;

use domain::{DocumentId, Kind};
use jiff::Timestamp;
use library::{Librarian, LibraryFolders};
use store::{Access, Change, FileRow, FileState, NewDocument, Record};
use tempfile::TempDir;
use worker::Program;

use crate::shelf::OwnShelf;

/// A number of days after the beginning.
pub(crate) fn day(number: i64) -> Timestamp {
    Timestamp::from_second(number * 86_400).unwrap()
}

pub(crate) struct SmallLibrary {
    folder: TempDir,
    pub(crate) record: Record,
}

impl SmallLibrary {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        record
            .write(|writing| writing.put_source(Path::new("/w"), None, false, day(0)))
            .unwrap();
        Self { folder, record }
    }

    /// Notes a file with one note of the user's own, called `name`.
    pub(crate) fn put(&mut self, name: &str, text: &str, date: Option<Timestamp>) -> DocumentId {
        let file = FileRow {
            id: 0,
            source_id: self.record.sources().unwrap()[0].id,
            path: Path::new("/w").join(name),
            bytes: 1,
            modified_ns: 1,
            state: FileState::Read,
            reason: String::new(),
            digest: None,
            read_at: day(0),
        };
        let document = NewDocument {
            key: String::new(),
            fingerprint: text.as_bytes().to_vec(),
            piece: name.as_bytes().to_vec(),
            kind: Kind::Note,
            title: name.to_owned(),
            date,
            mail: false,
            author: None,
            recipients: Vec::new(),
            product: None,
            rating: None,
            quoted: None,
            text: text.to_owned(),
            signature: None,
            mine: true,
            aside: None,
            answers: Vec::new(),
            said: None,
            sent: false,
            delivered: None,
        };
        self.record
            .write(|writing| {
                let id = writing.put_file(&file)?;
                let reading = writing.begin_reading()?;
                writing.put_document(id, reading, &document)
            })
            .unwrap();
        match self.record.changes_after(0, usize::MAX >> 1).unwrap().pop() {
            Some((_, Change::Put { document, .. })) => document.id,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn shelf(&self) -> OwnShelf {
        let folders = LibraryFolders {
            record: self.folder.path().join("record"),
            index: self.folder.path().join("index"),
            data: self.folder.path().to_owned(),
        };
        let reader = Program {
            path: "/nothing".into(),
            arguments: Vec::new(),
            environment: Vec::new(),
        };
        let librarian = Librarian::open(&folders, reader, || day(0)).unwrap();
        OwnShelf {
            record: self.record.another(Access::Read).unwrap(),
            searcher: librarian.searcher().unwrap(),
        }
    }
}
