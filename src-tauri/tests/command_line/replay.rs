//! Replay with the real model: what it says, that it can be stopped, and that it leaves nothing behind.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::run::{Desk, interrupt, one_model};

const REPLAY: [&str; 4] = ["--model", "starter", "replay", "--json"];

/// How many rows there are in `table`.
fn rows(desk: &Desk, table: &str) -> i64 {
    let record = rusqlite::Connection::open(desk.data().join("record.sqlite")).unwrap();
    let count = format!("SELECT count(*) FROM {table}");
    record.query_row(&count, [], |row| row.get(0)).unwrap()
}

#[test]
fn the_last_texts_are_drafted_twice_and_nothing_of_it_is_kept() {
    let desk = Desk::with_samples();
    let ran = desk.draft(&[&REPLAY[..], &["--kind", "note", "--last", "1"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.complained);
    let lines = ran.lines();
    assert_eq!(lines.len(), 2, "a text and the summary: {lines:?}");
    let (text, summary) = (&lines[0], &lines[1]["summary"]);
    assert_eq!(
        (text["kind"].as_str(), &summary["documents"]),
        (Some("note"), &1.into())
    );
    assert!(text["earlier"].as_u64() >= Some(2) && !text["points"].as_array().unwrap().is_empty());
    for (way, mean) in [("with_history", "with_history"), ("without", "without")] {
        let rouge = text[way]["rouge1"].as_f64().unwrap();
        assert!((0.0..=100.0).contains(&rouge), "{rouge}");
        assert_eq!(summary[mean].as_f64(), Some(rouge));
    }
    // The two drafts of one text may come out alike; those of several do not.
    let differ = |text: &Value| text["with_history"]["text"] != text["without"]["text"];
    let more = || {
        let words = [&REPLAY[..], &["--kind", "review", "--last", "3"]].concat();
        desk.draft(&words).lines()
    };
    assert!(differ(text) || more().iter().any(differ), "{text}");
    assert_eq!((rows(&desk, "drafts"), rows(&desk, "pages")), (0, 0));

    let few = desk.draft(&["--model", "starter", "replay", "--kind", "post"]);
    few.complains(1, &["too little", "post", "two earlier ones"]);
    assert_eq!(
        desk.run(&["replay", "--last", "0", "--model", "starter"])
            .code,
        2
    );
}

#[test]
fn stopped_it_says_what_is_known_and_exits_130() {
    let desk = Desk::with_samples();
    let _one = one_model();
    let mut replay = desk
        .command(&REPLAY)
        .args(["--last", "9"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(replay.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    assert!(first.contains("\"with_history\""), "{first}");
    interrupt(&replay);
    let last: Value = serde_json::from_str(&lines.last().unwrap().unwrap()).unwrap();
    assert_eq!(replay.wait().unwrap().code(), Some(130));
    assert_eq!(last["stopped"], true);
    assert!(last["summary"]["documents"].as_u64().unwrap() < 9, "{last}");
}
