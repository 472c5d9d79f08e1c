//! The index and the vectors in it, over a record made here: what is found, what goes, what is made anew.

use std::fs;
use std::path::{Path, PathBuf};

use domain::{DocumentId, Kind, Person, Ranking, snippets};
use jiff::Timestamp;
use store::{Access, FileRow, FileState, NewDocument, Record};
use tempfile::TempDir;

use crate::index::{Index, Searcher, documents_in};
use crate::meaning::direction;
use crate::search::{Match, Query};

struct Shelf {
    folder: TempDir,
    record: Record,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        let mut shelf = Self { folder, record };
        let now = Timestamp::UNIX_EPOCH;
        let put =
            |writing: &store::Writing<'_>| writing.put_source(Path::new("/w"), None, false, now);
        shelf.record.write(put).unwrap();
        shelf
    }

    fn index_folder(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn index(&self) -> Index {
        Index::open(&self.index_folder(), &self.record).unwrap()
    }

    /// Notes the file `name` with one document, which `change` may make another.
    fn put(&mut self, name: &str, text: &str, change: impl FnOnce(&mut NewDocument)) -> i64 {
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

    fn remove(&mut self, file: i64) {
        self.record
            .write(|writing| writing.remove_file(file))
            .unwrap();
    }

    fn titles(&self, found: &[Match]) -> Vec<String> {
        let ids: Vec<DocumentId> = found.iter().map(|found| found.id).collect();
        let documents = self.record.documents(&ids).unwrap();
        documents
            .into_iter()
            .map(|document| document.title)
            .collect()
    }

    fn find(&self, searcher: &Searcher, by: Ranking, words: &str) -> Vec<String> {
        let query = Query {
            words,
            by,
            limit: 10,
            ..Query::default()
        };
        self.titles(&searcher.search(query).unwrap())
    }
}

const TEXTS: [(&str, &str); 6] = [
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

fn shelf_of_texts() -> Shelf {
    let mut shelf = Shelf::new();
    for (name, text) in TEXTS {
        shelf.put(name, text, |_| {});
    }
    shelf
}

#[test]
fn what_shares_no_word_with_the_query_is_found_by_its_meaning() {
    let shelf = shelf_of_texts();
    let searcher = shelf.index().searcher().unwrap();
    for (words, title) in [
        ("physician", "doctor"),
        ("growing vegetables", "garden"),
        ("singing practice", "choir"),
        ("vehicle repair", "car"),
    ] {
        assert!(
            shelf.find(&searcher, Ranking::Bm25, words).is_empty(),
            "{words}"
        );
        for by in [Ranking::Dense, Ranking::Fused] {
            let found = shelf.find(&searcher, by, words);
            assert_eq!(
                found.first().map(String::as_str),
                Some(title),
                "{words}: {found:?}"
            );
        }
    }
    for nothing in ["", "  ", "zxqj vvkp"] {
        assert!(
            shelf.find(&searcher, Ranking::Fused, nothing).is_empty(),
            "{nothing}"
        );
    }
}

#[test]
fn the_scan_finds_what_comparing_all_texts_one_by_one_finds() {
    let mut shelf = Shelf::new();
    let words: Vec<&str> = TEXTS.iter().flat_map(|(_, text)| text.split(' ')).collect();
    let mut texts = Vec::new();
    // Texts of many lengths in several segments, made without chance: a word, and one of the words that follow it.
    for number in 0..240_usize {
        let length = 20 + number * 7 % 300;
        let text: Vec<&str> = (0..length)
            .map(|at| words[(number * number * 31 + at * (number % 23 + 1) * 5) % words.len()])
            .collect();
        texts.push(text.join(" "));
        shelf.put(&number.to_string(), &texts[number], |_| {});
        if number % 60 == 59 {
            shelf.index();
        }
    }
    let searcher = shelf.index().searcher().unwrap();
    let query = Query {
        words: "the doctor planted beans in the car",
        by: Ranking::Dense,
        limit: 50,
        ..Query::default()
    };
    let found = searcher.search(query).unwrap();
    let wanted = direction(query.words).unwrap();
    let cosine = |text: &str| {
        let vector = direction(text).unwrap();
        vector.iter().zip(wanted).map(|(a, b)| a * b).sum::<f32>()
    };
    let best = |text: &String| {
        let cosines = snippets(text).into_iter().map(|range| cosine(&text[range]));
        cosines
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap()
    };
    let mut all: Vec<f32> = texts.iter().map(|text| best(text).1).collect();
    all.sort_by(|a, b| b.total_cmp(a));
    assert_eq!(found.len(), 50);
    for (found, exact) in found.iter().zip(all) {
        let title = shelf.titles(&[*found]).remove(0);
        let (snippet, own) = best(&texts[title.parse::<usize>().unwrap()]);
        // 256 steps of a number cost no more than this.
        assert!((found.score - exact).abs() < 0.004 && (found.score - own).abs() < 0.004);
        let there = &texts[title.parse::<usize>().unwrap()];
        let other = cosine(&there[snippets(there)[found.snippet.unwrap()].clone()]);
        assert!(found.snippet == Some(snippet) || own - other < 0.008);
    }
}

#[test]
fn filters_hold_for_every_ranking() {
    let mut shelf = Shelf::new();
    let text = TEXTS[0].1;
    let tom = Person {
        name: "Tom Averill".into(),
        address: "tom@example.org".into(),
    };
    shelf.put("mail", text, |document| {
        document.kind = Kind::Email;
        document.recipients = vec![tom];
        document.date = Some("2024-05-31T23:59:59Z".parse().unwrap());
    });
    shelf.put("theirs", text, |document| document.mine = false);
    shelf.put("late", text, |document| {
        document.date = Some("2024-06-01T00:00:00Z".parse().unwrap());
    });
    let searcher = shelf.index().searcher().unwrap();
    let june: Timestamp = "2024-06-01T00:00:00Z".parse().unwrap();
    for by in Ranking::ALL {
        let query = Query {
            words: "hospital medicine",
            by,
            limit: 10,
            ..Query::default()
        };
        let find = |query: Query<'_>| {
            let mut titles = shelf.titles(&searcher.search(query).unwrap());
            titles.sort();
            titles
        };
        assert_eq!(find(query), ["late", "mail", "theirs"], "{by}");
        assert_eq!(
            find(Query {
                kind: Some(Kind::Email),
                ..query
            }),
            ["mail"]
        );
        assert_eq!(
            find(Query {
                to: Some(" TOM@example.org"),
                ..query
            }),
            ["mail"]
        );
        assert_eq!(
            find(Query {
                to: Some("tom averill"),
                ..query
            }),
            ["mail"]
        );
        assert!(
            find(Query {
                to: Some("tom"),
                ..query
            })
            .is_empty()
        );
        assert_eq!(
            find(Query {
                only_mine: true,
                ..query
            }),
            ["late", "mail"]
        );
        assert_eq!(
            find(Query {
                since: Some(june),
                ..query
            }),
            ["late"]
        );
        assert_eq!(
            find(Query {
                before: Some(june),
                ..query
            }),
            ["mail"]
        );
        assert_eq!(find(Query { limit: 1, ..query }).len(), 1);
        let none = Query {
            kind: Some(Kind::Email),
            since: Some(june),
            ..query
        };
        assert!(find(none).is_empty());
    }
}

#[test]
fn copies_of_a_piece_are_one_hit_and_leave_room_for_others() {
    let mut shelf = shelf_of_texts();
    for number in 0..40 {
        shelf.put(&format!("copy {number}"), TEXTS[0].1, |document| {
            document.piece = vec![7]
        });
    }
    shelf.put(
        "other",
        "Another hospital gave other medicine, and it was bitter and did not help at all.",
        |_| {},
    );
    let searcher = shelf.index().searcher().unwrap();
    for by in Ranking::ALL {
        let query = Query {
            words: "hospital medicine",
            by,
            limit: 3,
            ..Query::default()
        };
        let titles = shelf.titles(&searcher.search(query).unwrap());
        let copies = titles
            .iter()
            .filter(|title| title.starts_with("copy"))
            .count();
        assert_eq!((copies, titles.len()), (1, 3), "{by}: {titles:?}");
        assert!(titles.contains(&"other".to_owned()) && titles.contains(&"doctor".to_owned()));
    }
}

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
    let columns = |shelf: &Shelf| -> Vec<PathBuf> {
        let files = fs::read_dir(shelf.index_folder()).unwrap().flatten();
        files
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|end| end == "fast"))
            .collect()
    };
    let before = columns(&shelf);
    shelf.remove(file);
    index.rebuild(&shelf.record).unwrap();
    let after = columns(&shelf);
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
fn the_passage_shown_is_the_one_that_was_found() {
    let mut shelf = Shelf::new();
    let text: String = TEXTS
        .iter()
        .map(|(_, text)| format!("{text} {text} {text} {text} {text}\n\n"))
        .collect();
    shelf.put("all", &text, |_| {});
    let searcher = shelf.index().searcher().unwrap();
    for (by, words, wanted) in [
        (Ranking::Dense, "physician", "doctor"),
        (Ranking::Fused, "physician", "doctor"),
        (Ranking::Fused, "electricity", "electricity"),
        (Ranking::Bm25, "tomatoes", "tomatoes"),
    ] {
        let query = Query {
            words,
            by,
            limit: 1,
            ..Query::default()
        };
        let found = searcher.search(query).unwrap().remove(0);
        let passage = searcher.best_passage(query, &found, &text).unwrap();
        assert!(
            passage.contains(wanted) && text.contains(&passage),
            "{by} {words}: {passage}"
        );
    }
}

#[test]
fn as_of_a_day_later_texts_are_neither_found_nor_counted() {
    let day = |number: i64| Timestamp::from_second(number * 86_400).unwrap();
    let mut shelf = Shelf::new();
    let put = |shelf: &mut Shelf, name: &str, text: &str, number: i64| {
        shelf.put(name, text, |document| document.date = Some(day(number)));
    };
    put(&mut shelf, "keys", "Who has the key to the vestry door?", 1);
    put(
        &mut shelf,
        "tap",
        "The tap in the vestry drips all night.",
        2,
    );
    put(&mut shelf, "bread", "Bread wants time and little else.", 3);
    let query = Query {
        words: "key vestry tap",
        as_of: Some(day(4)),
        limit: 9,
        ..Query::default()
    };
    let found = |shelf: &Shelf, query: Query<'_>| -> Vec<(DocumentId, f32)> {
        let searcher = shelf.index().searcher().unwrap();
        let found = searcher.search(query).unwrap();
        found.iter().map(|found| (found.id, found.score)).collect()
    };
    let at = |by| Query { by, ..query };
    let before = Ranking::ALL.map(|by| found(&shelf, at(by)));
    assert_eq!(before[0].len(), 2);
    // Keys are all that is written of from now on, and nothing is as rare as it was.
    for number in 4..12 {
        let text = format!("The key, the key {number}, and again the key to the vestry tap.");
        put(&mut shelf, &format!("later {number}"), &text, number);
    }
    assert_eq!(Ranking::ALL.map(|by| found(&shelf, at(by))), before);
    let today = Query {
        as_of: None,
        before: query.as_of,
        by: Ranking::Bm25,
        ..query
    };
    assert_ne!(
        found(&shelf, today),
        before[0],
        "otherwise this says nothing"
    );
}
