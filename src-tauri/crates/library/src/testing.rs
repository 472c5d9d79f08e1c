//! A shelf for the tests of index and search.

use std::path::{Path, PathBuf};

use domain::{DocumentId, Kind, Ranking};
use jiff::Timestamp;
use store::{Access, FileRow, FileState, NewDocument, Record};
use tempfile::TempDir;

use crate::index::{Index, Searcher};
use crate::search::{Match, Query};

/// A record, and the index that follows it.
pub(crate) struct Shelf {
    pub(crate) folder: TempDir,
    pub(crate) record: Record,
}

impl Shelf {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        let mut shelf = Self { folder, record };
        let now = Timestamp::UNIX_EPOCH;
        let put =
            |writing: &store::Writing<'_>| writing.put_source(Path::new("/w"), None, false, now);
        shelf.record.write(put).unwrap();
        shelf
    }

    pub(crate) fn index_folder(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub(crate) fn index(&self) -> Index {
        Index::open(&self.index_folder(), &self.record).unwrap()
    }

    /// Notes the file `name` with one document, which `change` may make another.
    pub(crate) fn put(
        &mut self,
        name: &str,
        text: &str,
        change: impl FnOnce(&mut NewDocument),
    ) -> i64 {
        let source = self.record.sources().unwrap()[0].id;
        let file = FileRow {
            id: 0,
            source_id: source,
            path: Path::new("/w").join(name),
            bytes: 1,
            modified_ns: 1,
            state: FileState::Read,
            reason: String::new(),
            digest: None,
            read_at: Timestamp::UNIX_EPOCH,
        };
        let mut document = NewDocument {
            key: String::new(),
            fingerprint: text.as_bytes().to_vec(),
            piece: name.as_bytes().to_vec(),
            kind: Kind::Note,
            title: name.to_owned(),
            date: None,
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
        change(&mut document);
        let put = |writing: &store::Writing<'_>| {
            let id = writing.put_file(&file)?;
            let reading = writing.begin_reading()?;
            writing.put_document(id, reading, &document)?;
            Ok(id)
        };
        self.record.write(put).unwrap()
    }

    pub(crate) fn remove(&mut self, file: i64) {
        self.record
            .write(|writing| writing.remove_file(file))
            .unwrap();
    }

    pub(crate) fn titles(&self, found: &[Match]) -> Vec<String> {
        let ids: Vec<DocumentId> = found.iter().map(|found| found.id).collect();
        let documents = self.record.documents(&ids).unwrap();
        documents
            .into_iter()
            .map(|document| document.title)
            .collect()
    }

    pub(crate) fn find(&self, searcher: &Searcher, by: Ranking, words: &str) -> Vec<String> {
        let query = Query {
            words,
            by,
            limit: 10,
            ..Query::default()
        };
        self.titles(&searcher.search(query).unwrap())
    }
}

/// Each about something else.
pub(crate) const TEXTS: [(&str, &str); 6] = [
    (
        "doctor",
        "The doctor at the hospital gave me medicine for the fever.",
    ),
    (
        "garden",
        "We planted tomatoes and beans in the garden behind the house.",
    ),
    (
        "choir",
        "Choir rehearsal moves to Friday evening, please bring the music.",
    ),
    (
        "bill",
        "The invoice for the electricity has not been paid yet.",
    ),
    (
        "car",
        "My car broke down on the motorway and had to be towed.",
    ),
    ("film", "A dull film with wooden actors and a silly ending."),
];

/// A shelf of `TEXTS`.
pub(crate) fn shelf_of_texts() -> Shelf {
    let mut shelf = Shelf::new();
    for (name, text) in TEXTS {
        shelf.put(name, text, |_| {});
    }
    shelf
}
