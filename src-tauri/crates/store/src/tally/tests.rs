use std::path::{Path, PathBuf};

use domain::DocumentId;
use jiff::Timestamp;

use super::*;
use crate::{Access, FileRow, FileState, Form, NewDocument};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn record() -> (tempfile::TempDir, Record) {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
    (folder, record)
}

/// Numbers that look like chance, and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % most
    }
}

fn file(source_id: i64, number: usize, state: FileState) -> FileRow {
    FileRow {
        id: 0,
        source_id,
        path: PathBuf::from(format!("/w/{number}")),
        bytes: 1,
        modified_ns: 1,
        state,
        reason: String::new(),
        digest: None,
        read_at: NOW,
    }
}

/// A mail or a note; of few pieces, so that there are copies.
fn document(chance: &mut Chance) -> NewDocument {
    let mail = chance.below(2) == 0;
    let year = 2000 + chance.below(3) as i64;
    let person = |name: &str| Person {
        name: name.into(),
        address: format!("{name}@example.org"),
    };
    let who = ["ada", "tom", "me"];
    NewDocument {
        key: chance.below(3).to_string(),
        fingerprint: chance.below(4).to_le_bytes().to_vec(),
        piece: vec![chance.below(9) as u8],
        kind: if mail { Kind::Email } else { Kind::Note },
        title: String::new(),
        date: (chance.below(5) > 0).then(|| format!("{year}-06-01T00:00:00Z").parse().unwrap()),
        said: None,
        mail,
        author: mail.then(|| person(who[chance.below(3)])),
        recipients: vec![person(who[chance.below(3)])],
        product: None,
        rating: None,
        quoted: None,
        text: "Hullo, and so on".into(),
        signature: None,
        mine: !mail,
        aside: None,
        answers: Vec::new(),
        sent: mail && chance.below(2) == 0,
        delivered: None,
    }
}

/// The number of some row of `table`; none if there is none.
fn any(writing: &Writing<'_>, table: &str, chance: &mut Chance) -> Option<i64> {
    let number =
        |sql: &str| -> Option<i64> { writing.db.query_row(sql, [], |row| row.get(0)).ok() };
    let count = number(&format!("SELECT count(*) FROM {table}"))?;
    let at = chance.below(count.max(1) as usize);
    number(&format!("SELECT id FROM {table} LIMIT 1 OFFSET {at}"))
}

/// One of the things that happen to a library.
fn happen(writing: &Writing<'_>, chance: &mut Chance) -> Result<()> {
    let Some(source) = any(writing, "sources", chance) else {
        let path = Path::new("/w1");
        return writing.put_source(path, None, false, NOW).map(drop);
    };
    let Some(of_one) = any(writing, "files", chance) else {
        let file = file(source, 0, FileState::Read);
        return writing.put_file(&file).map(drop);
    };
    match chance.below(40) {
        0..10 => {
            let state = [FileState::Read, FileState::Failed][chance.below(2)];
            writing.put_file(&file(source, chance.below(40), state))?;
        }
        10..12 => {
            let to = format!("/w/{}", 100 + chance.below(9_999));
            writing.move_file(of_one, Path::new(&to))?;
        }
        12..14 => writing.remove_file(of_one)?,
        14..16 => {
            let reading = writing.begin_reading()?;
            writing.remove_unseen(of_one, reading)?;
        }
        16..20 => {
            let me = ["me", "tom"][chance.below(2)];
            let is_me = |who: &Person| who.name == me;
            writing.reassign(&|who, form| form != Form::Mail || who.is_some_and(is_me))?;
        }
        20..25 => {
            if let Some(id) = any(writing, "documents", chance) {
                writing.set_kind(DocumentId(id), Kind::Post)?;
            }
        }
        25 => {
            writing.remove_source(source)?;
            let path = PathBuf::from(format!("/w{source}"));
            writing.put_source(&path, None, false, NOW)?;
        }
        _ => {
            let reading = writing.begin_reading()?;
            writing.put_document(of_one, reading, &document(chance))?;
        }
    }
    Ok(())
}

#[test]
fn whatever_happens_to_a_library_what_is_kept_is_what_a_count_of_everything_finds() {
    let (_folder, mut record) = record();
    for path in ["/w1", "/w2"] {
        let put = |writing: &Writing<'_>| writing.put_source(Path::new(path), None, false, NOW);
        record.write(put).unwrap();
    }
    let mut chance = Chance(7);
    for _ in 0..1_500 {
        record
            .write(|writing| happen(writing, &mut chance))
            .unwrap();
        let counted = record.counted().unwrap();
        assert_eq!(record.tally().unwrap(), counted);
        assert_eq!(record.kept_tally().unwrap(), Some(counted));
    }
}

#[test]
fn what_changes_no_document_and_no_file_has_nothing_counted_again() {
    let (folder, mut record) = record();
    let tally = record.tally().unwrap();
    record
        .write(|writing| writing.set("theme", &"dark"))
        .unwrap();
    assert_eq!(record.kept_tally().unwrap(), Some(tally.clone()));
    let path = folder.path().join("record.sqlite");
    let mut again = Record::open(&path, Access::Write).unwrap();
    assert_eq!(again.kept_tally().unwrap(), Some(tally.clone()));
    // What this version does not understand is no failure.
    let other = "UPDATE tally SET tally = '{}'";
    again.db.execute(other, []).unwrap();
    assert_eq!(again.tally().unwrap(), tally);
}

#[test]
fn nothing_of_what_is_forgotten_stays_in_a_tally() {
    let (_folder, mut record) = record();
    let mut chance = Chance(1);
    record
        .write(|writing| {
            let source = writing.put_source(Path::new("/w"), None, false, NOW)?;
            let file = writing.put_file(&file(source, 1, FileState::Read))?;
            let mail = std::iter::repeat_with(|| document(&mut chance)).find(|one| one.mail);
            writing.put_document(file, 1, &mail.unwrap()).map(drop)
        })
        .unwrap();
    assert_eq!(record.tally().unwrap().senders.len(), 1);
    let source = record.sources().unwrap()[0].id;
    record
        .write(|writing| writing.remove_source(source))
        .unwrap();
    let rows = "SELECT count(*) FROM tally";
    let kept: i64 = record.db.query_row(rows, [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 0);
}

#[test]
fn whoever_cannot_write_now_counts_and_waits_for_nobody() {
    let (folder, mut record) = record();
    let path = folder.path().join("record.sqlite");
    let mut other = Record::open(&path, Access::Read).unwrap();
    assert_eq!(other.tally().unwrap(), Tally::default());
    let mut third = Record::open(&path, Access::Write).unwrap();
    let begun = std::time::Instant::now();
    record
        .write(|_| {
            assert_eq!(third.tally().unwrap(), Tally::default());
            Ok(())
        })
        .unwrap();
    assert!(begun.elapsed() < std::time::Duration::from_secs(5));
    assert_eq!(record.kept_tally().unwrap(), None);
}
