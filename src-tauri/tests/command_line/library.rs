//! What is read, what changes, what goes, and what is whose.

use crate::run::{Desk, sample_library};

/// A mail from `from` with a word that occurs nowhere else.
fn mail(from: &str, word: &str) -> String {
    format!(
        "From: {from}\r\nTo: ada@example.org\r\nSubject: About {word}\r\nDate: Tue, 4 Mar 2025 10:12:00 +0000\r\n\
         Message-ID: <{word}@example.org>\r\n\r\nHullo Ada,\r\n\r\nThe {word} is here.\r\n\r\n\
         On Mon, 3 Mar 2025 at 09:00, Ada Byron wrote:\r\n> Where is the {word}{word}?\r\n\r\n-- \r\nTom, the {word}ish\r\n"
    )
}

#[test]
fn the_sample_library_is_read_once_and_adding_it_again_changes_nothing() {
    let desk = Desk::with_samples();
    let status = desk.status();
    assert_eq!(status["by_kind"]["email"], 27, "{status}");
    assert_eq!(status["by_kind"]["review"], 12);
    assert_eq!(status["by_kind"]["note"], 3);
    assert_eq!(status["context"], 11);
    assert_eq!(status["index"]["current"], true);
    let years = status["by_year"].as_object().unwrap();
    assert_eq!(
        years
            .values()
            .map(|count| count.as_u64().unwrap())
            .sum::<u64>(),
        42,
        "{status}"
    );
    assert!(status["kept"]["record"].as_u64().unwrap() > 50_000);
    let seq = status["index"]["change_seq"].clone();
    let again = desk
        .run(&["add", sample_library().to_str().unwrap(), "--json"])
        .lines();
    let summary = &again.last().unwrap()["summary"];
    assert_eq!(
        (&summary["documents"], &summary["read"]),
        (&0.into(), &summary["unchanged"]),
        "{summary}"
    );
    assert_eq!(desk.status()["index"]["change_seq"], seq);
}

#[test]
fn mail_is_cut_to_its_senders_own_words_and_belongs_to_its_sender() {
    let desk = Desk::new();
    desk.write("a.eml", mail("Tom <tom@example.org>", "quincunx"));
    desk.write("b.eml", mail("Ada <ada@example.org>", "zeugma"));
    assert_eq!(desk.add().code, 0);
    assert_eq!(desk.status()["documents"], 0, "nobody is the user yet");
    desk.run(&["me", "TOM@example.org"]);
    let status = desk.status();
    assert_eq!(
        (&status["documents"], &status["context"]),
        (&1.into(), &1.into()),
        "{status}"
    );
    assert_eq!(desk.found("quincunx"), ["About quincunx"]);
    assert!(
        desk.found("quincunxquincunx quincunxish").is_empty(),
        "quotes and signatures are not the sender's words"
    );
}

#[test]
fn a_changed_file_is_updated_and_a_deleted_one_goes() {
    let desk = Desk::new();
    let first = desk.write("first.txt", "Glue\n\nThe glue pot is mended.\n");
    desk.write("second.txt", "Boards\n\nThe boards are cut.\n");
    desk.add();
    assert_eq!(desk.found("glue"), ["Glue"]);
    std::fs::write(&first, "Kettle\n\nThe kettle is mended instead, at last.\n").unwrap();
    std::fs::remove_file(desk.writing().join("second.txt")).unwrap();
    assert_eq!(desk.add().code, 0);
    assert_eq!(desk.found("kettle"), ["Kettle"]);
    assert!(desk.found("glue boards").is_empty());
    assert_eq!(desk.status()["documents"], 1);
}

#[test]
fn a_mailbox_that_grows_keeps_what_it_had() {
    let desk = Desk::new();
    let message = |word: &str| {
        format!(
            "From tom@example.org Tue Mar  4 10:12:00 2025\r\n{}\r\n",
            mail("tom@example.org", word)
        )
    };
    desk.write("box.mbox", message("quincunx") + &message("zeugma"));
    desk.add();
    let seq = desk.status()["index"]["change_seq"].as_i64().unwrap();
    desk.write(
        "box.mbox",
        message("quincunx") + &message("zeugma") + &message("litotes"),
    );
    desk.add();
    assert_eq!(desk.found("litotes"), ["About litotes"]);
    assert_eq!(
        desk.status()["index"]["change_seq"].as_i64().unwrap(),
        seq + 1,
        "only the new message is a change"
    );
}

#[test]
fn copies_count_once_until_the_last_one_goes() {
    let desk = Desk::new();
    desk.run(&["me", "tom@example.org"]);
    let letter = mail("tom@example.org", "quincunx");
    desk.write("sent/a.eml", &letter);
    desk.write("archive/b.eml", &letter);
    desk.write("glue.txt", "Glue\n\nThe glue pot is mended.\n");
    desk.write("copy of glue.txt", "Glue\n\nThe glue pot  is mended.\n");
    desk.add();
    let counted = |kind: &str| desk.status()["by_kind"][kind].as_u64().unwrap_or(0);
    assert_eq!((counted("email"), counted("note")), (1, 1));
    std::fs::remove_file(desk.writing().join("sent/a.eml")).unwrap();
    desk.add();
    assert_eq!(counted("email"), 1, "the other copy is there");
    std::fs::remove_file(desk.writing().join("archive/b.eml")).unwrap();
    desk.add();
    assert_eq!(counted("email"), 0);
}

#[test]
fn what_is_forgotten_is_in_no_file_any_more() {
    let desk = Desk::new();
    desk.write(
        "secret.txt",
        "Plans\n\nThe word is quincunx, and nobody must know.\n",
    );
    desk.add();
    let holds = |word: &str| {
        let mut folders = vec![desk.data()];
        let mut holds = false;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let bytes = std::fs::read(entry.path()).unwrap();
                    holds |= bytes
                        .windows(word.len())
                        .any(|window| window == word.as_bytes());
                }
            }
        }
        holds
    };
    assert!(holds("quincunx"));
    let forgot = desk.run(&["forget", desk.writing().to_str().unwrap()]);
    assert_eq!(forgot.code, 0);
    assert!(
        forgot.complained.contains(" before, ") && forgot.complained.contains(" now"),
        "{}",
        forgot.complained
    );
    assert!(!holds("quincunx"));
    assert_eq!(desk.status()["files"].as_array().unwrap().len(), 0);
    assert!(
        desk.writing().join("secret.txt").exists(),
        "the user's own file stays"
    );
}

#[test]
fn the_index_is_a_cache_and_comes_back() {
    let desk = Desk::with_samples();
    let before = desk.found("glue");
    assert!(!before.is_empty());
    std::fs::remove_dir_all(desk.data().join("index")).unwrap();
    assert_eq!(desk.found("glue"), before);
}
