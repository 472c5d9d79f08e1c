//! Folders are followed for as long as the window is open.

use std::fs;

use engine::Search;

use crate::desk::{Desk, read_to_the_end, wait_until};

#[test]
fn what_is_added_after_everything_was_deleted_is_followed_too() {
    let desk = Desk::open();
    desk.engine.watch().unwrap();
    desk.engine.forget_all().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, said: &str| fs::write(folder.path().join(name), said).unwrap();
    write("one.txt", "The key to the side door is lost.");
    read_to_the_end(|sink| desk.engine.add(folder.path(), None, sink).unwrap());
    let read = || desk.engine.status().unwrap().documents;
    assert_eq!(read(), 1);
    write("two.txt", "The tap in the kitchen drips again.");
    wait_until("the new file", || read() == 2);
}

#[test]
fn a_file_that_is_saved_by_putting_another_in_its_place_is_followed_on() {
    let desk = Desk::open();
    desk.engine.watch().unwrap();
    desk.engine.forget_all().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letters.txt");
    let save = |words: &str| {
        let new = folder.path().join("new");
        fs::write(&new, words).unwrap();
        fs::rename(&new, &file).unwrap();
    };
    save("The key to the side door is lost.");
    read_to_the_end(|sink| desk.engine.add(&file, None, sink).unwrap());
    for words in ["tap", "boiler"] {
        save(&format!("The {words} in the kitchen drips again."));
        wait_until(words, || {
            let search = Search {
                words,
                limit: 1,
                ..Search::default()
            };
            desk.engine.search(search).unwrap().len() == 1
        });
    }
}
