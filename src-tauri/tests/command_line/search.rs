//! Searching by words, by meaning and by both, and the filters.

use crate::run::Desk;

/// A mail from Tom to `to` on `day` that says `text`.
fn mail(to: &str, day: &str, title: &str, text: &str) -> String {
    format!(
        "From: Tom <tom@example.org>\r\nTo: {to}\r\nSubject: {title}\r\nDate: {day}\r\n\
         Message-ID: <{title}@example.org>\r\n\r\n{text}\r\n"
    )
}

fn desk() -> Desk {
    let desk = Desk::new();
    let doctor = "The doctor at the hospital gave me medicine for the fever.";
    let (may, june) = (
        "Fri, 31 May 2024 23:30:00 +0000",
        "Sat, 1 Jun 2024 00:30:00 +0000",
    );
    desk.write(
        "a.eml",
        mail("Ada Byron <ada@example.org>", may, "Fever", doctor),
    );
    desk.write(
        "b.eml",
        mail(
            "bert@example.org",
            june,
            "Still",
            &format!("{doctor} It helps."),
        ),
    );
    desk.write(
        "c.txt",
        "Patient\n\nA doctor came by and asked for the medicine that was left over.\n",
    );
    desk.write(
        "d.txt",
        "Choir\n\nChoir rehearsal moves to Friday evening, please bring the music.\n",
    );
    desk.run(&["me", "tom@example.org"]);
    assert_eq!(desk.add().code, 0);
    desk
}

fn sorted(mut titles: Vec<String>) -> Vec<String> {
    titles.sort();
    titles
}

#[test]
fn what_is_said_in_other_words_is_found() {
    let desk = desk();
    assert!(
        desk.search(&["singing practice", "--method", "bm25"])
            .is_empty()
    );
    assert_eq!(desk.search(&["singing practice"])[0], "Choir");
    assert_eq!(
        desk.search(&["singing practice", "--method", "dense"])[0],
        "Choir"
    );
    let hits = desk.run(&["search", "singing practice", "--json"]).lines();
    assert_eq!(
        hits[0]["text"],
        "Choir rehearsal moves to Friday evening, please bring the music."
    );
    assert!(hits[0]["score"].as_f64().unwrap() > 0.0);
    assert!(desk.search(&["zxqjv kkwqz"]).is_empty());
}

#[test]
fn every_filter_holds_for_every_method() {
    let desk = desk();
    for method in ["bm25", "dense", "fused"] {
        let find = |filter: &[&str]| {
            sorted(desk.search(&[&["doctor", "--method", method], filter].concat()))
        };
        assert_eq!(find(&[]), ["Fever", "Patient", "Still"], "{method}");
        assert_eq!(find(&["--kind", "note"]), ["Patient"]);
        assert_eq!(find(&["--to", "ADA@example.org"]), ["Fever"]);
        assert_eq!(find(&["--to", "ada byron"]), ["Fever"]);
        assert_eq!(find(&["--until", "2024-05-31"]), ["Fever"]);
        // A note is of the day on which its file was changed last.
        assert_eq!(find(&["--since", "2024-06-01"]), ["Patient", "Still"]);
        assert_eq!(
            find(&["--since", "2024-05-31", "--until", "2024-06-01"]),
            ["Fever", "Still"]
        );
        assert_eq!(find(&["--own", "--kind", "email"]), ["Fever", "Still"]);
        assert_eq!(find(&["--limit", "1"]).len(), 1);
    }
    desk.run(&["me", "ada@example.org"]);
    for method in ["bm25", "dense", "fused"] {
        assert_eq!(
            desk.search(&["doctor", "--own", "--method", method]),
            ["Patient"]
        );
    }
}

#[test]
fn what_is_no_day_and_no_method_is_wrong_use() {
    let desk = Desk::new();
    for wrong in [
        ["--since", "yesterday"],
        ["--until", "2024-13-01"],
        ["--method", "magic"],
    ] {
        let ran = desk.run(&[&["search", "doctor"], &wrong[..]].concat());
        assert_eq!(ran.code, 2, "{}", ran.complained);
        assert!(ran.complained.contains(wrong[1]), "{}", ran.complained);
    }
}

#[test]
fn copies_are_one_hit_and_what_was_forgotten_is_none() {
    let desk = desk();
    let text = "The doctor at the hospital gave me medicine for the fever.\n";
    for folder in ["x", "y", "z"] {
        desk.write(&format!("{folder}/copy.txt"), text);
    }
    desk.add();
    for method in ["bm25", "dense", "fused"] {
        let found = desk.search(&["doctor", "--kind", "note", "--method", method]);
        assert_eq!(found.len(), 2, "{method}: {found:?}");
    }
    let folder = desk.writing();
    assert_eq!(desk.run(&["forget", folder.to_str().unwrap()]).code, 0);
    assert!(desk.search(&["doctor"]).is_empty());
}
