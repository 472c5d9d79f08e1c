//! Where the librarian looks, and what kinds of text it makes of what it finds. Nothing here has to be read: a reader that
//! were started would fail.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use domain::Kind;
use jiff::Timestamp;
use std::ops::ControlFlow;
use store::{Access, FileRow, FileState, NewDocument, Record};
use tempfile::TempDir;
use worker::Program;

use crate::librarian::{Librarian, LibraryFolders};

struct Desk {
    folder: TempDir,
    librarian: Librarian,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let words = folder.path().join("words");
        std::fs::create_dir(&words).unwrap();
        let folders = LibraryFolders {
            record: folder.path().join("record"),
            index: folder.path().join("index"),
            data: folder.path().join("data"),
        };
        let none = Program {
            path: folder.path().join("no-reader"),
            arguments: Vec::new(),
            environment: Vec::new(),
        };
        let mut record = Record::open(&folders.record, Access::Write).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        record
            .write(|writing| writing.put_source(&words, None, false, now))
            .unwrap();
        let librarian = Librarian::open(&folders, none, || Timestamp::UNIX_EPOCH).unwrap();
        Self { folder, librarian }
    }

    fn words(&self) -> PathBuf {
        self.folder.path().join("words")
    }

    fn record(&self) -> Record {
        Record::open(&self.folder.path().join("record"), Access::Write).unwrap()
    }

    /// Writes a file; with `documents`, as if these had been read from it: whether each is a mail. Files of one name are
    /// copies.
    fn write(&self, name: &str, documents: Option<&[bool]>) -> PathBuf {
        let path = self.words().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, name).unwrap();
        let Some(documents) = documents else {
            return path;
        };
        let about = std::fs::metadata(&path).unwrap();
        let since = about.modified().unwrap().duration_since(UNIX_EPOCH);
        let mut record = self.record();
        let file = FileRow {
            id: 0,
            source_id: record.sources().unwrap()[0].id,
            path: path.clone(),
            bytes: about.len(),
            modified_ns: since.unwrap().as_nanos() as i64,
            state: FileState::Read,
            reason: String::new(),
            digest: None,
            read_at: Timestamp::UNIX_EPOCH,
        };
        record
            .write(|writing| {
                let id = writing.put_file(&file)?;
                let reading = writing.begin_reading()?;
                for (number, mail) in documents.iter().enumerate() {
                    writing.put_document(id, reading, &document(&path, number, *mail))?;
                }
                Ok(())
            })
            .unwrap();
        path
    }

    fn kinds(&self, path: &Path) -> Vec<Kind> {
        let record = self.record();
        let facts = record.kind_facts_of_file(path).unwrap();
        let ids: Vec<_> = facts.iter().map(|one| one.id).collect();
        let documents = record.documents(&ids).unwrap();
        documents.iter().map(|one| one.kind).collect()
    }
}

fn document(path: &Path, number: usize, mail: bool) -> NewDocument {
    NewDocument {
        key: number.to_string(),
        fingerprint: vec![1],
        piece: format!("{:?} {number}", path.file_name()).into_bytes(),
        kind: if mail { Kind::Email } else { Kind::Note },
        title: String::new(),
        date: None,
        said: None,
        mail,
        author: None,
        recipients: Vec::new(),
        product: None,
        rating: None,
        quoted: None,
        text: "Hullo".into(),
        signature: None,
        mine: true,
        aside: None,
        answers: Vec::new(),
        sent: false,
        delivered: None,
    }
}

#[test]
fn one_mail_more_does_not_have_the_other_folders_of_a_maildir_looked_at() {
    let mut desk = Desk::new();
    let old = desk.write("new/1.M1.host", Some(&[true]));
    desk.write("cur/2.M1.host:2,S", Some(&[true]));
    desk.write(".Sent/new/.keep", None);
    // Nobody has read this one: whoever looks has to start a reader.
    desk.write(".Sent/cur/3.M1.host:2,S", None);
    let id = desk.record().file(&old).unwrap().unwrap().id;
    let seen = desk.words().join("cur/1.M1.host:2,S");
    std::fs::rename(&old, &seen).unwrap();
    let mut on = |_: &_| ControlFlow::Continue(());
    let paths = [old.clone(), seen.clone()];
    let report = desk.librarian.refresh(&paths, &mut on).unwrap();
    assert_eq!((report.read, report.unchanged, report.gone), (2, 2, 0));
    assert_eq!(desk.record().file(&seen).unwrap().unwrap().id, id);
    // One that was deleted is gone, and the folder that nobody looked at is as it was.
    std::fs::remove_file(&seen).unwrap();
    let report = desk.librarian.refresh(&[seen], &mut on).unwrap();
    assert_eq!((report.read, report.gone), (1, 1));
}

#[test]
fn a_mail_stays_an_e_mail_whatever_is_said_of_its_file() {
    let mut desk = Desk::new();
    let path = desk.write("all.txt", Some(&[true, false]));
    let texts = desk
        .librarian
        .choose_kind_of_file(&path, Kind::Review)
        .unwrap();
    assert_eq!(texts, 1);
    assert_eq!(desk.kinds(&path), [Kind::Email, Kind::Review]);
    // Of a source the same, and what was said of a single text stands above it.
    let source = desk.words();
    assert!(
        desk.librarian
            .set_source_kind(&source, Some(Kind::Post))
            .unwrap()
    );
    assert_eq!(desk.kinds(&path), [Kind::Email, Kind::Review]);
    let other = desk.write("other.txt", Some(&[true, false]));
    let mut on = |_: &_| ControlFlow::Continue(());
    let post = Some(Kind::Post);
    desk.librarian.add(&source, post, false, &mut on).unwrap();
    assert_eq!(desk.kinds(&other), [Kind::Email, Kind::Post]);
}

#[test]
fn what_is_said_of_a_text_holds_for_its_copies_and_for_those_that_come_later() {
    let mut desk = Desk::new();
    let text = Some(&[false][..]);
    let one = desk.write("one/kettle.txt", text);
    let two = desk.write("two/kettle.txt", text);
    let other = desk.write("two/teapot.txt", text);
    let id = |desk: &Desk, path: &Path| desk.record().kind_facts_of_file(path).unwrap()[0].id;
    let told = (id(&desk, &one), Some(Kind::Review));
    desk.librarian.choose_kind(told.0, told.1).unwrap();
    assert_eq!(desk.kinds(&two), [Kind::Review]);
    assert_eq!(desk.kinds(&other), [Kind::Note]);

    let three = desk.write("three/kettle.txt", text);
    for old in [&one, &two] {
        std::fs::remove_file(old).unwrap();
    }
    let mut on = |_: &_| ControlFlow::Continue(());
    let report = desk.librarian.refresh(&[one, two], &mut on).unwrap();
    assert_eq!(report.gone, 2);
    desk.write("three/kettle.txt", text);
    assert_eq!(
        desk.kinds(&three),
        [Kind::Review],
        "read again, and still a review"
    );

    let untold = id(&desk, &three);
    desk.librarian.choose_kind(untold, None).unwrap();
    assert_eq!(desk.kinds(&three), [Kind::Note]);
}

#[test]
fn of_a_forgotten_folder_no_disk_is_known_any_more() {
    let mut desk = Desk::new();
    let other = desk.folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    let mut record = desk.record();
    let now = Timestamp::UNIX_EPOCH;
    let inner = desk.words().join("inner");
    let noted = [
        desk.words().join("disk"),
        inner.join("disk"),
        other.join("disk"),
    ];
    record
        .write(|writing| {
            writing.put_source(&inner, None, false, now)?;
            writing.put_source(&other, None, false, now)?;
            crate::mounts::note(writing, &noted)
        })
        .unwrap();
    let of = |desk: &Desk| crate::mounts::noted(&desk.record()).unwrap();
    assert!(desk.librarian.forget(&desk.words()).unwrap());
    assert_eq!(of(&desk), noted[1..]);
    assert!(desk.librarian.forget(&other).unwrap());
    assert_eq!(of(&desk), noted[1..2]);
}
