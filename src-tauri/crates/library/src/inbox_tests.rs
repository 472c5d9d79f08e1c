//! What is gathered and how it is written: mails with one Message-ID, and files of which nothing is read.

use std::path::{Path, PathBuf};

use domain::{Kind, Person};
use jiff::Timestamp;
use store::{Access, FileRow, FileState, MarkRow, Record, SourceRow};
use tempfile::TempDir;

use crate::extract::Extracted;
use crate::inbox::Inbox;
use crate::index::Index;
use crate::who::Me;

struct Desk {
    _folder: TempDir,
    record: Record,
    index: Index,
    source: SourceRow,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        record
            .write(|writing| {
                writing.put_source(Path::new("/w"), None, false, Timestamp::UNIX_EPOCH)
            })
            .unwrap();
        let index = Index::open(&folder.path().join("index"), &record).unwrap();
        let source = record.sources().unwrap().remove(0);
        Self {
            _folder: folder,
            record,
            index,
            source,
        }
    }

    /// The mailbox as the record knows it; one that is not known yet has no number.
    fn file(&self, state: FileState) -> FileRow {
        let path = PathBuf::from("/w/box.mbox");
        let known = self.record.file(&path).unwrap();
        FileRow {
            id: known.map_or(0, |file| file.id),
            source_id: self.source.id,
            path,
            bytes: 1,
            modified_ns: 1,
            state,
            reason: String::new(),
            digest: None,
            read_at: Timestamp::UNIX_EPOCH,
        }
    }

    /// Reads mails of these keys and words, from `mark` on if there is one, and writes all.
    fn read(&mut self, mark: Option<&MarkRow>, mails: &[(&str, &str)], write_between: bool) {
        let file = self.file(FileState::Waiting);
        let (record, index) = (&mut self.record, &mut self.index);
        let mut inbox = Inbox::new(record, index, || Timestamp::UNIX_EPOCH).unwrap();
        inbox.begin(file);
        if mark.is_some() {
            inbox.go_on(mark).unwrap();
        }
        for (key, words) in mails {
            inbox.take(&self.source, mail(key, words)).unwrap();
            if write_between {
                inbox.write().unwrap();
            }
        }
        let state = FileState::Read;
        inbox.conclude(state, String::new(), None, true).unwrap();
        inbox.write().unwrap();
    }

    fn note(&mut self, file: FileRow) {
        let (record, index) = (&mut self.record, &mut self.index);
        let mut inbox = Inbox::new(record, index, || Timestamp::UNIX_EPOCH).unwrap();
        inbox.note(file);
        inbox.write().unwrap();
    }

    /// Has the first reading stopped at the mail `key`.
    fn mark(&mut self, key: &str) -> MarkRow {
        let id = self.file(FileState::Read).id;
        self.record
            .write(|writing| {
                let mark = MarkRow {
                    reading: 1,
                    key: key.into(),
                    note: "{}".into(),
                };
                writing.put_mark(id, &mark)?;
                Ok(mark)
            })
            .unwrap()
    }

    fn texts(&self) -> Vec<String> {
        let facts = self.record.kind_facts_of_file(Path::new("/w/box.mbox"));
        let ids: Vec<_> = facts.unwrap().iter().map(|one| one.id).collect();
        let documents = self.record.documents(&ids).unwrap();
        let mut texts: Vec<String> = documents.into_iter().map(|one| one.text).collect();
        texts.sort();
        texts
    }
}

fn mail(key: &str, words: &str) -> Extracted {
    Extracted {
        key: key.into(),
        kind: Some(Kind::Email),
        title: String::new(),
        date: None,
        author: None,
        recipients: Vec::new(),
        product: None,
        rating: None,
        quoted: None,
        sent: false,
        delivered: None,
        text: words.into(),
        signature: None,
        answers: Vec::new(),
        automatic: false,
    }
}

#[test]
fn mails_of_one_id_behind_a_mark_are_all_kept() {
    for write_between in [false, true] {
        let mut desk = Desk::new();
        desk.read(None, &[("x", "one"), ("y", "the last")], write_between);
        let mark = desk.mark("y");
        // As a reader gives them that begins at the mark and does not know what lies before it.
        let behind = [
            ("y", "the last"),
            ("x", "two"),
            ("x#2", "three"),
            ("y#2", "a"),
        ];
        desk.read(Some(&mark), &behind, write_between);
        let wanted = ["a", "one", "the last", "three", "two"];
        assert_eq!(desk.texts(), wanted, "{write_between}");
        // Read on from the same place once more, nothing is there twice.
        let mark = desk.mark("y");
        desk.read(Some(&mark), &behind, write_between);
        assert_eq!(desk.texts(), wanted, "{write_between}: again");
    }
}

#[test]
fn a_file_that_is_only_noted_keeps_its_mark_and_its_mails() {
    let mut desk = Desk::new();
    desk.read(None, &[("x", "one")], false);
    let mark = desk.mark("x");
    let failed = desk.file(FileState::Failed);
    let id = failed.id;
    desk.note(failed);
    assert_eq!(desk.record.mark(id).unwrap(), Some(mark));
    assert_eq!(desk.texts(), ["one"]);
    // What is left out now was something else before.
    let skipped = desk.file(FileState::Skipped);
    desk.note(skipped);
    assert_eq!(desk.record.mark(id).unwrap(), None);
    assert!(desk.texts().is_empty());
}

#[test]
fn what_the_user_said_of_a_mail_goes_with_it() {
    let mut desk = Desk::new();
    let key = "quincunx@example.org";
    desk.read(None, &[(key, "one"), ("y", "two")], false);
    let path = Path::new("/w/box.mbox");
    let kinds = |desk: &Desk| -> Vec<Option<Kind>> {
        let facts = desk.record.kind_facts_of_file(path).unwrap();
        let mut kinds: Vec<_> = facts.iter().map(|one| one.chosen).collect();
        kinds.sort();
        kinds
    };
    let facts = desk.record.kind_facts_of_file(path).unwrap();
    for one in &facts {
        let kind = Some(Kind::Post);
        let choose = |writing: &store::Writing<'_>| writing.choose_kind(one.id, kind);
        desk.record.write(choose).unwrap();
    }
    desk.read(None, &[("y", "two")], false);
    assert_eq!(kinds(&desk), [Some(Kind::Post)]);
    // It comes back as any other mail.
    desk.read(None, &[("y", "two"), (key, "one")], false);
    assert_eq!(kinds(&desk), [None, Some(Kind::Post)]);
}

#[test]
fn what_was_not_given_is_another_file_at_the_next_look() {
    let mut desk = Desk::new();
    let file = desk.file(FileState::Waiting);
    let path = file.path.clone();
    let mut inbox =
        Inbox::new(&mut desk.record, &mut desk.index, || Timestamp::UNIX_EPOCH).unwrap();
    inbox.begin(file);
    inbox.look_again();
    inbox
        .conclude(FileState::Failed, "it is forbidden".into(), None, false)
        .unwrap();
    inbox.write().unwrap();
    let row = desk.record.file(&path).unwrap().unwrap();
    assert_eq!(
        (row.state, row.bytes, row.modified_ns),
        (FileState::Failed, 0, 0)
    );
}

#[test]
fn what_is_said_in_a_chat_is_the_users_under_a_name_of_theirs_and_a_note() {
    let mut desk = Desk::new();
    let file = desk.file(FileState::Waiting);
    let path = file.path.clone();
    let mut inbox =
        Inbox::new(&mut desk.record, &mut desk.index, || Timestamp::UNIX_EPOCH).unwrap();
    inbox.begin(file);
    for (name, words) in [("Tom Averill", "mine"), ("Anna", "theirs")] {
        let author = Person {
            name: name.into(),
            address: String::new(),
        };
        let part = Extracted {
            kind: Some(Kind::Note),
            author: Some(author),
            ..mail(name, words)
        };
        inbox.take(&desk.source, part).unwrap();
    }
    inbox
        .conclude(FileState::Read, String::new(), None, true)
        .unwrap();
    inbox.write().unwrap();
    let own = |desk: &Desk| -> Vec<(String, Kind)> {
        let facts = desk.record.kind_facts_of_file(&path).unwrap();
        let ids: Vec<_> = facts.iter().map(|one| one.id).collect();
        let documents = desk.record.documents(&ids).unwrap().into_iter();
        let own = documents.filter(|one| one.mine);
        own.map(|one| (one.text, one.kind)).collect()
    };
    assert_eq!(own(&desk), []);
    for (who, wanted) in [
        ("tom averill", vec![("mine".to_owned(), Kind::Note)]),
        ("tom@example.org", Vec::new()),
    ] {
        let me = Me::called([who.to_owned()].into(), &desk.record).unwrap();
        desk.record
            .write(|writing| writing.reassign(&|author, form| me.wrote(author, form)))
            .unwrap();
        assert_eq!(own(&desk), wanted, "{who}");
    }
}

#[test]
fn a_mail_without_a_sender_is_the_users_where_their_sent_mails_lie() {
    for (path, wanted) in [
        ("/w/Mail/Sent", true),
        ("/w/Mail/.Sent/cur/1700000000.M1.host:2,S", true),
        ("/w/Profiles/x.default/Mail/Local Folders/Sent", true),
        ("/w/Mail/Sent Messages.mbox/mbox", true),
        ("/w/Mail/Inbox", false),
        ("/w/Mail/cur/1700000000.M1.host:2,S", false),
        ("/w/Mail/Sent/Junk.mbox", false),
    ] {
        let mut desk = Desk::new();
        let mut file = desk.file(FileState::Waiting);
        file.path = PathBuf::from(path);
        let mut inbox =
            Inbox::new(&mut desk.record, &mut desk.index, || Timestamp::UNIX_EPOCH).unwrap();
        inbox.begin(file);
        let nameless = Extracted {
            automatic: path.contains("Junk"),
            ..mail("1@example.org", "I come on Friday.")
        };
        let from_anna = Extracted {
            author: Some(Person {
                name: "Anna".into(),
                address: "anna@example.net".into(),
            }),
            ..mail("2@example.net", "So do I.")
        };
        inbox.take(&desk.source, nameless).unwrap();
        inbox.take(&desk.source, from_anna).unwrap();
        inbox
            .conclude(FileState::Read, String::new(), None, true)
            .unwrap();
        inbox.write().unwrap();
        let own = |desk: &Desk| -> Vec<(String, Kind)> {
            let facts = desk.record.kind_facts_of_file(Path::new(path)).unwrap();
            let ids: Vec<_> = facts.iter().map(|one| one.id).collect();
            let documents = desk.record.documents(&ids).unwrap().into_iter();
            let own = documents.filter(|one| one.mine);
            own.map(|one| (one.text, one.kind)).collect()
        };
        let theirs = vec![("I come on Friday.".to_owned(), Kind::Email)];
        let theirs = if wanted { theirs } else { Vec::new() };
        assert_eq!(own(&desk), theirs, "{path}");
        // And stays so when the user says who they are.
        let me = Me::called(["tom@example.org".to_owned()].into(), &desk.record).unwrap();
        desk.record
            .write(|writing| writing.reassign(&|author, form| me.wrote(author, form)))
            .unwrap();
        assert_eq!(own(&desk), theirs, "{path}");
    }
}
