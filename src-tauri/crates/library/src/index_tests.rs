//! The index over a record: what follows it, what goes, what is made anew.

use std::fs;
use std::path::PathBuf;

use domain::Ranking;
use store::Record;

use crate::index::{Index, Searcher, documents_in};
use crate::testing::{Shelf, TEXTS, shelf_of_texts};
use crate::vectors::EXTENSION;

#[test]
fn the_vectors_follow_the_record() {
    let mut shelf = shelf_of_texts();
    let mut index = shelf.index();
    let searcher = index.searcher().unwrap();
    let settle = |index: &mut Index, record: &Record| {
        index.follow(record).unwrap();
        index.commit().unwrap();
    };
    assert_eq!(
        shelf.find(&searcher, Ranking::Dense, "physician")[0],
        "doctor"
    );
    let boat = shelf.put(
        "boat",
        "The boat sailed across the lake in a strong wind.",
        |_| {},
    );
    settle(&mut index, &shelf.record);
    assert_eq!(
        shelf.find(&searcher, Ranking::Dense, "ship on the sea")[0],
        "boat"
    );
    // Changed: its old meaning is gone, its new one is there.
    shelf.put("boat", "She bakes bread and cakes in the kitchen.", |_| {});
    settle(&mut index, &shelf.record);
    assert!(
        !shelf
            .find(&searcher, Ranking::Dense, "ship on the sea")
            .contains(&"boat".to_owned())
    );
    assert_eq!(
        shelf.find(&searcher, Ranking::Dense, "baker's oven")[0],
        "boat"
    );
    shelf.remove(boat);
    settle(&mut index, &shelf.record);
    assert!(
        !shelf
            .find(&searcher, Ranking::Dense, "baker's oven")
            .contains(&"boat".to_owned())
    );
}

#[test]
fn what_was_not_committed_when_the_program_died_comes_again() {
    let mut shelf = shelf_of_texts();
    drop(shelf.index());
    shelf.put(
        "boat",
        "The boat sailed across the lake in a strong wind.",
        |_| {},
    );
    let mut dies = shelf.index();
    shelf.put("bread", "She bakes bread and cakes in the kitchen.", |_| {});
    dies.follow(&shelf.record).unwrap();
    drop(dies);
    let searcher = shelf.index().searcher().unwrap();
    for (words, title) in [("ship on the sea", "boat"), ("baker's oven", "bread")] {
        let found = shelf.find(&searcher, Ranking::Dense, words);
        assert_eq!(
            found.iter().filter(|found| *found == title).count(),
            1,
            "{found:?}"
        );
    }
}

#[test]
fn after_a_restart_what_was_there_goes_and_what_is_new_comes() {
    let mut shelf = shelf_of_texts();
    let boat = shelf.put("boat", "The boat sailed across the lake.", |_| {});
    drop(shelf.index());
    // The index is opened again, and knows which documents it has only from itself.
    shelf.put("bread", "She bakes bread in the kitchen.", |_| {});
    shelf.put("boat", "The train stood in the station.", |_| {});
    shelf.put("bread", "She bakes cakes in the kitchen.", |_| {});
    let searcher = shelf.index().searcher().unwrap();
    let find = |words: &str| shelf.find(&searcher, Ranking::Bm25, words);
    assert_eq!(find("sailed lake"), [""; 0]);
    assert_eq!(find("station"), ["boat"]);
    assert_eq!(find("cakes"), ["bread"]);
    let (documents, _) = searcher.health(&shelf.record).unwrap();
    assert_eq!(documents, TEXTS.len() as u64 + 2);
    shelf.remove(boat);
    let searcher = shelf.index().searcher().unwrap();
    assert!(shelf.find(&searcher, Ranking::Bm25, "station").is_empty());
}

#[test]
fn an_index_of_other_vectors_or_a_damaged_one_is_made_anew() {
    let shelf = shelf_of_texts();
    drop(shelf.index());
    let version = shelf.index_folder().join("VERSION");
    let today = fs::read_to_string(&version).unwrap();
    fs::write(&version, "2 0123456789abcdef").unwrap();
    let refused = |shelf: &Shelf| match Searcher::open(&shelf.index_folder()) {
        Ok(_) => String::new(),
        Err(error) => error.what,
    };
    assert!(refused(&shelf).contains("another version"));
    let searcher = shelf.index().searcher().unwrap();
    assert_eq!(fs::read_to_string(&version).unwrap(), today);
    assert_eq!(
        shelf.find(&searcher, Ranking::Dense, "physician")[0],
        "doctor"
    );
    drop(searcher);
    fs::write(shelf.index_folder().join("meta.json"), "{ half").unwrap();
    assert!(refused(&shelf).contains("could not be read"));
    let searcher = shelf.index().searcher().unwrap();
    assert_eq!(
        shelf.find(&searcher, Ranking::Dense, "physician")[0],
        "doctor"
    );
    assert_eq!(documents_in(&shelf.index_folder()), TEXTS.len() as u64);
    fs::remove_dir_all(shelf.index_folder()).unwrap();
    assert!(refused(&shelf).contains("no search index yet"));
    assert_eq!(documents_in(&shelf.index_folder()), 0);
}

#[test]
fn after_a_rebuild_no_file_that_held_vectors_is_left() {
    let mut shelf = shelf_of_texts();
    let text = "The boat sailed across the lake in a strong wind.";
    let file = shelf.put("boat", text, |_| {});
    let mut index = shelf.index();
    let vectors = |shelf: &Shelf| -> Vec<PathBuf> {
        let files = fs::read_dir(shelf.index_folder()).unwrap().flatten();
        files
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|end| end == EXTENSION))
            .collect()
    };
    let before = vectors(&shelf);
    shelf.remove(file);
    index.rebuild(&shelf.record).unwrap();
    let after = vectors(&shelf);
    assert!(!before.is_empty() && !after.is_empty());
    assert!(!before.iter().any(|file| after.contains(file)));
    let searcher = index.searcher().unwrap();
    assert!(
        !shelf
            .find(&searcher, Ranking::Dense, text)
            .contains(&"boat".to_owned())
    );
}

#[test]
fn what_a_disk_refused_is_found_once_it_has_room_again() {
    let mut shelf = shelf_of_texts();
    let mut index = shelf.index();
    let (folder, away) = (
        shelf.index_folder(),
        shelf.index_folder().with_extension("away"),
    );
    shelf.put("boat", "The boat sailed across the lake.", |_| {});
    index.follow(&shelf.record).unwrap();
    fs::rename(&folder, &away).unwrap();
    assert!(index.commit().is_err());
    assert!(index.follow(&shelf.record).is_err());

    fs::rename(&away, &folder).unwrap();
    shelf.put("oar", "An oar of the boat is lost.", |_| {});
    index.follow(&shelf.record).unwrap();
    index.commit().unwrap();
    let searcher = index.searcher().unwrap();
    let mut found = shelf.find(&searcher, Ranking::Bm25, "boat");
    found.sort();
    assert_eq!(found, ["boat", "oar"]);
    let health = searcher.health(&shelf.record).unwrap();
    assert_eq!(health.1, shelf.record.change_seq().unwrap());
}
