//! Copies of one piece whose words are not the same.

use std::path::Path;

use super::*;
use crate::{Access, FileRow, FileState};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// A record of mails from the user, each with its key, piece, words and whom it goes to.
fn record(mails: &[(&str, u8, &str, &str)]) -> (tempfile::TempDir, Record) {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
    record
        .write(|writing| {
            let file = FileRow {
                id: 0,
                source_id: writing.put_source(Path::new("/w"), None, false, NOW)?,
                path: "/w/box".into(),
                bytes: 1,
                modified_ns: 1,
                state: FileState::Read,
                reason: String::new(),
                digest: None,
                read_at: NOW,
            };
            let id = writing.put_file(&file)?;
            let reading = writing.begin_reading()?;
            for mail in mails {
                writing.put_document(id, reading, &document(mail))?;
            }
            Ok(())
        })
        .unwrap();
    (folder, record)
}

fn document((key, piece, text, to): &(&str, u8, &str, &str)) -> NewDocument {
    let person = |name: &&str| Person {
        name: (*name).to_owned(),
        address: String::new(),
    };
    NewDocument {
        key: (*key).to_owned(),
        fingerprint: vec![1],
        piece: vec![*piece],
        kind: Kind::Email,
        title: String::new(),
        date: Some(NOW),
        said: None,
        mail: true,
        author: None,
        recipients: Some(to)
            .filter(|to| !to.is_empty())
            .map(person)
            .into_iter()
            .collect(),
        product: None,
        rating: None,
        quoted: None,
        text: (*text).to_owned(),
        signature: None,
        mine: *key != "theirs",
        aside: None,
        // What is called an answer answers the first piece.
        answers: if *key == "answer" {
            vec![vec![1]]
        } else {
            Vec::new()
        },
        sent: false,
        delivered: None,
    }
}

/// The words of the user's own mails to `to`, or to anybody.
fn own(record: &Record, to: Option<&str>) -> Vec<String> {
    let query = OwnQuery {
        kind: Kind::Email,
        to,
        before: None,
        limit: 10,
    };
    let found = record.own_documents(query).unwrap();
    found.into_iter().map(|one| one.text).collect()
}

#[test]
fn of_copies_with_other_words_the_fullest_stands_for_all() {
    let (_folder, record) = record(&[
        ("sketch", 1, "Dear Tom, I", ""),
        ("sent", 1, "Dear Tom, I come on Friday.", "Tom"),
        ("cut", 1, "Dear Tom,", "Tom"),
        (
            "theirs",
            1,
            "Dear Tom, I come on Friday. -- A list of ours",
            "Tom",
        ),
        ("one", 2, "Dear Ada", "Ada"),
        ("other", 2, "Dear Eva", "Ada"),
    ]);
    assert_eq!(
        own(&record, None),
        ["Dear Ada", "Dear Tom, I come on Friday."]
    );
}

#[test]
fn a_copy_that_does_not_fit_takes_no_others_place() {
    let (_folder, record) = record(&[
        ("sketch", 1, "Dear Tom, I come on Friday, I think.", ""),
        ("sent", 1, "Dear Tom, I come on Friday.", "Tom"),
    ]);
    assert_eq!(own(&record, Some("tom")), ["Dear Tom, I come on Friday."]);
}

#[test]
fn what_is_answered_is_told_as_fully_as_it_is_known() {
    let (_folder, record) = record(&[
        ("cut", 1, "Dear Tom,", ""),
        ("whole", 1, "Dear Tom, when do you come?", ""),
        ("answer", 2, "On Friday.", ""),
    ]);
    let id: i64 = record
        .db
        .query_row("SELECT id FROM documents WHERE key = 'answer'", [], |row| {
            row.get(0)
        })
        .unwrap();
    let answered = record.answered(DocumentId(id)).unwrap().unwrap();
    assert_eq!(answered.text, "Dear Tom, when do you come?");
}
