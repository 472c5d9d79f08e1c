//! Searching over a record made here: what is found, by words, by meaning and by filters.

use std::collections::BTreeSet;

use domain::{DocumentId, Kind, Person, Ranking, snippets};
use jiff::Timestamp;
use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, Query as TantivyQuery, QueryParser, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::meaning::direction;
use crate::search::{Passages, Query};
use crate::testing::{Shelf, TEXTS, shelf_of_texts};

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
fn by_words_is_found_what_looking_at_every_document_finds() {
    let mut shelf = Shelf::new();
    let words: Vec<&str> = TEXTS.iter().flat_map(|(_, text)| text.split(' ')).collect();
    let word = |number: usize| words[number * number * 7 % words.len()];
    let mut index = shelf.index();
    for number in 0..300_usize {
        // Some words stand in nearly every text, others in few.
        let own = (0..5 + number % 40)
            .map(|at| words[(number * 31 + at * at) % (1 + at * 3).min(words.len())]);
        let text: Vec<&str> = own.chain([word(number)]).collect();
        shelf.put(
            &format!("{number} {}", word(number + 1)),
            &text.join(" "),
            |document| {
                document.mine = number % 3 > 0;
            },
        );
        if number % 70 == 69 {
            index.follow(&shelf.record).unwrap();
            index.commit().unwrap();
        }
    }
    // What is gone again stands in a segment all the same.
    for file in (2..90).step_by(4) {
        shelf.remove(file);
    }
    index.follow(&shelf.record).unwrap();
    index.commit().unwrap();
    let searcher = index.searcher().unwrap();
    let all = searcher.reader.searcher();
    assert!(all.segment_readers().len() > 2);
    let (text, title) = (searcher.fields.text, searcher.fields.title);
    let mut parser = QueryParser::for_index(&searcher.index, vec![text, title]);
    parser.set_field_boost(title, 2.0);
    for (number, limit) in (0..40_usize).map(|number| (number, 1 + number * 3 % 50)) {
        let wanted = (0..=number % 14).map(|at| word(number * 5 + at).to_lowercase());
        let wanted: BTreeSet<String> = wanted.map(|word| word.replace(['.', ','], "")).collect();
        let plain = Vec::from_iter(wanted).join(" ");
        for only_mine in [false, true] {
            let query = Query {
                words: &plain,
                by: Ranking::Bm25,
                only_mine,
                limit,
                ..Query::default()
            };
            let found = searcher.search(query).unwrap();
            let any = parser.parse_query(&plain).unwrap();
            let mine: Box<dyn TantivyQuery> = if only_mine {
                let mine = Term::from_field_bool(searcher.fields.mine, true);
                let mine = TermQuery::new(mine, IndexRecordOption::Basic);
                let mine = ConstScoreQuery::new(Box::new(mine), 0.0);
                Box::new(BooleanQuery::intersection(vec![any, Box::new(mine)]))
            } else {
                any
            };
            let exact = TopDocs::with_limit(limit).order_by_score();
            let exact = all.search(&mine, &exact).unwrap();
            assert_eq!(found.len(), exact.len(), "{plain}");
            for (found, (score, _)) in found.iter().zip(exact) {
                assert!(
                    (found.score - score).abs() < 1e-4,
                    "{plain}: {found:?} {score}"
                );
            }
        }
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
        let mut passages = Passages::new(query);
        let passage = passages.best(&found, &text);
        assert!(
            passage.contains(wanted) && text.contains(passage),
            "{by} {words}: {passage}"
        );
    }
}

#[test]
fn words_are_found_where_none_is_set_apart() {
    let mut shelf = Shelf::new();
    shelf.put(
        "harbour",
        "今天我们走到港口，看到了老码头上的苍鹭。",
        |_| {},
    );
    shelf.put("camera", "先週、新しいカメラを買いました。", |_| {});
    shelf.put("sea", "พรุ่งนี้เราจะไปทะเลกัน", |_| {});
    let searcher = shelf.index().searcher().unwrap();
    for (words, wanted) in [
        ("港口", "harbour"),
        ("鹭", "harbour"),
        ("カメラ", "camera"),
        ("ทะเล", "sea"),
    ] {
        let titles = shelf.find(&searcher, Ranking::Bm25, words);
        assert_eq!(titles, [wanted], "{words}");
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
