//! A data folder that is damaged, or is not for this version: said so, made anew where it is only a cache, left alone where
//! it is not.

use std::fs::{File, remove_dir_all, remove_file, rename, write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use rusqlite::Connection;

use crate::ground::{Held, assert_whole, clean, held, tree, writing};
use crate::run::Desk;

fn read_desk() -> Desk {
    let desk = Desk::new();
    writing(&desk, 100, 300);
    let added = desk.add();
    assert_eq!(added.code, 0, "{}", added.complained);
    desk
}

#[test]
fn a_data_folder_of_a_newer_version_is_left_alone() {
    let desk = read_desk();
    let record = desk.data().join("record.sqlite");
    Connection::open(&record)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let (before, words) = (held(&desk.data()), tree(&desk.writing()));
    let index = tree(&desk.data().join("index"));
    let writing = desk.writing();
    for words in [
        &["add", writing.to_str().unwrap()][..],
        &["search", "kettle"],
        &["status"],
        &["forget", "--all"],
        &["watch"],
    ] {
        desk.run(words)
            .complains(1, &["record.sqlite", "newer Longhand", "--data-dir"]);
    }
    assert!(held(&desk.data()) == before, "the record was changed");
    assert!(
        tree(&desk.data().join("index")) == index,
        "the index was changed"
    );
    assert!(tree(&desk.writing()) == words);
}

#[test]
fn a_record_that_was_cut_is_said_to_be_damaged_and_nothing_is_lost_by_it() {
    let desk = read_desk();
    let words = tree(&desk.writing());
    let wanted = held(&desk.data());
    let record = desk.data().join("record.sqlite");
    let whole = std::fs::read(&record).unwrap();
    for kept in [
        60,
        100,
        4_096,
        whole.len() / 3,
        whole.len() / 2 / 4_096 * 4_096,
        whole.len() - 4_096,
        whole.len() - 1_000,
        whole.len() - 1,
    ] {
        write(&record, &whole[..kept]).unwrap();
        for words in [
            &["status"][..],
            &["search", "kettle"],
            &["add", desk.writing().to_str().unwrap()],
        ] {
            let ran = desk.run(words);
            ran.complains(1, &["record.sqlite", "damaged", "Your own files are safe"]);
        }
        assert_eq!(
            std::fs::read(&record).unwrap(),
            whole[..kept],
            "cut to {kept}: it was written"
        );
    }
    // What it advises works.
    rename(desk.data(), desk.data().with_extension("damaged")).unwrap();
    assert_eq!(desk.add().code, 0);
    assert_whole(&desk, &wanted);
    assert!(
        tree(&desk.writing()) == words,
        "a file of the user's was written"
    );
}

#[test]
fn a_record_that_is_empty_or_gone_is_not_taken_for_a_new_one() {
    let desk = read_desk();
    let record = desk.data().join("record.sqlite");
    let whole = std::fs::read(&record).unwrap();
    for gone in [false, true] {
        match gone {
            false => write(&record, "").unwrap(),
            true => remove_file(&record).unwrap(),
        }
        for words in [&["status"][..], &["search", "kettle"], &["me", "ada"]] {
            desk.run(words).complains(
                1,
                &[
                    "record.sqlite",
                    "400 documents were read here",
                    "Your own files are safe",
                ],
            );
        }
        assert_eq!(std::fs::metadata(&record).map_or(0, |about| about.len()), 0);
    }
    // Put back, it is as it was.
    write(&record, &whole).unwrap();
    assert_eq!(desk.found("kettle").len(), 10);
    // Where nothing was read yet, an empty file is a new record: a program that was killed at once leaves one.
    let other = Desk::new();
    std::fs::create_dir_all(other.data()).unwrap();
    write(other.data().join("record.sqlite"), "").unwrap();
    assert_eq!(other.run(&["status"]).code, 0);
}

#[test]
fn a_journal_that_was_cut_loses_nothing_for_good() {
    let desk = Desk::new();
    writing(&desk, 500, 1_500);
    let wanted = clean(&desk);
    let journal = desk.data().join("record.sqlite-wal");
    let size = || std::fs::metadata(&journal).map_or(0, |about| about.len());
    for part in [0.0, 0.3, 0.6, 0.95] {
        let mut add = desk
            .command(&["add", desk.writing().to_str().unwrap(), "--quiet"])
            .spawn()
            .unwrap();
        while size() < 400_000 && add.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(2));
        }
        add.kill().unwrap();
        add.wait().unwrap();
        assert!(size() > 0, "it was killed with a journal");
        let kept = (size() as f64 * part) as u64;
        File::options()
            .write(true)
            .open(&journal)
            .unwrap()
            .set_len(kept)
            .unwrap();
        // Its index of pages goes with a machine that stops.
        let _ = remove_file(desk.data().join("record.sqlite-shm"));
        let added = desk.add();
        assert_eq!(added.code, 0, "{}", added.complained);
        assert_whole(&desk, &wanted);
        remove_dir_all(desk.data()).unwrap();
    }
}

#[test]
fn an_index_that_is_gone_or_of_another_version_is_made_anew() {
    let desk = read_desk();
    let wanted = held(&desk.data());
    let index = desk.data().join("index");
    let head = index.join("meta.json");
    let harms: [(&str, &dyn Fn()); 4] = [
        ("all gone", &|| remove_dir_all(&index).unwrap()),
        ("another version", &|| {
            write(index.join("VERSION"), "999").unwrap();
        }),
        ("head gone", &|| remove_file(&head).unwrap()),
        ("head cut", &|| cut(&head)),
    ];
    for (what, harm) in harms {
        harm();
        assert_comes_back(&desk, &wanted, what);
    }
}

#[test]
fn an_index_with_a_part_that_is_gone_or_cut_is_made_anew() {
    let desk = read_desk();
    let wanted = held(&desk.data());
    for ending in ["idx", "term", "store", "fast", "vectors"] {
        for harm in [cut, gone] {
            let files = std::fs::read_dir(desk.data().join("index")).unwrap();
            let mut files = files.map(|entry| entry.unwrap().path());
            let part = files.find(|path| path.extension().is_some_and(|end| end == ending));
            harm(&part.expect(ending));
            assert_comes_back(&desk, &wanted, ending);
        }
    }
}

fn gone(path: &Path) {
    remove_file(path).unwrap();
}

fn cut(path: &Path) {
    let bytes = std::fs::read(path).unwrap();
    // Not in place: the index may make its files unwritable.
    remove_file(path).unwrap();
    write(path, &bytes[..bytes.len() / 2]).unwrap();
}

/// A search finds everything at once, and a further reading leaves it so.
fn assert_comes_back(desk: &Desk, wanted: &[Held], what: &str) {
    let found = desk.run(&["search", "kettle", "--json", "--limit", "1000"]);
    let count = found.lines().len();
    assert_eq!(
        (found.code, count),
        (0, wanted.len()),
        "{what}: {}",
        found.complained
    );
    let added = desk.add();
    assert_eq!(added.code, 0, "{what}: {}", added.complained);
    assert_whole(desk, wanted);
}
