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

/// A mailbox of these mails by Tom.
fn mailbox(words: &[&str]) -> String {
    let message = |word: &&str| {
        format!(
            "From tom@example.org Tue Mar  4 10:12:00 2025\r\n{}\r\n",
            mail("tom@example.org", word)
        )
    };
    words.iter().map(message).collect()
}

#[test]
fn a_message_that_was_cut_is_completed_and_not_there_twice() {
    let desk = Desk::new();
    let whole = mailbox(&["quincunx", "zeugma", "litotes"]);
    let cut = whole.find("Message-ID: <litotes").unwrap();
    desk.write("box.mbox", &whole[..cut]);
    assert_eq!(desk.add().code, 1, "it ends in the middle of a message");
    let before = desk.status();
    assert_eq!(before["context"], 3, "{before}");
    desk.write("box.mbox", &whole);
    assert_eq!(desk.add().code, 0);
    let after = desk.status();
    assert_eq!(after["context"], 3, "{after}");
    assert_eq!(desk.found("litotes"), ["About litotes"]);
    assert_eq!(desk.file("box.mbox").0, "read");
}

#[test]
fn a_mailbox_whose_beginning_has_changed_is_read_as_a_whole() {
    let desk = Desk::new();
    desk.write("box.mbox", mailbox(&["quincunx", "zeugma"]));
    desk.add();
    desk.write("box.mbox", mailbox(&["syllepsis", "zeugma", "litotes"]));
    desk.add();
    assert!(
        desk.found("quincunx").is_empty(),
        "it is gone from the mailbox"
    );
    assert_eq!(desk.found("syllepsis"), ["About syllepsis"]);
    assert_eq!(desk.status()["context"], 3);
}

#[test]
fn a_mail_that_is_looked_at_in_a_maildir_stays_the_same_mail() {
    let desk = Desk::new();
    desk.write("new/1.M1.host", mail("tom@example.org", "quincunx"));
    desk.write("cur/2.M1.host:2,S", mail("tom@example.org", "zeugma"));
    desk.write("tmp/3.M1.host", mail("tom@example.org", "litotes"));
    desk.write(
        ".Sent/cur/4.M1.host:2,S",
        mail("ada@example.org", "syllepsis"),
    );
    desk.write(".Sent/new/.keep", "");
    desk.write("dovecot-uidlist", "3 V1 N3 G1\n1 :1.M1.host\n");
    assert_eq!(desk.add().code, 0);
    let status = desk.status();
    assert_eq!(
        (&status["context"], &status["documents"]),
        (&3.into(), &0.into()),
        "{status}"
    );
    assert!(
        desk.found("litotes").is_empty(),
        "it is still being delivered"
    );
    assert_eq!(
        status["likely"]["person"]["address"], "ada@example.org",
        "{status}"
    );
    let seq = status["index"]["change_seq"].clone();
    let rename = |from: &str, to: &str| {
        std::fs::rename(desk.writing().join(from), desk.writing().join(to)).unwrap();
    };
    rename("new/1.M1.host", "cur/1.M1.host:2,RS");
    rename("cur/2.M1.host:2,S", "cur/2.M1.host:2,FS");
    let again = desk
        .run(&["add", desk.writing().to_str().unwrap(), "--json"])
        .lines();
    let summary = &again.last().unwrap()["summary"];
    assert_eq!(
        (&summary["unchanged"], &summary["gone"]),
        (&3.into(), &0.into()),
        "{summary}"
    );
    assert_eq!(desk.status()["index"]["change_seq"], seq);
    assert_eq!(desk.file("1.M1.host:2,RS").0, "read");
}

#[test]
fn the_kind_of_a_text_is_what_the_user_says_and_stays_so() {
    let desk = Desk::new();
    desk.write("kettle.md", "# Kettle\n\nIt boils fast and pours badly.\n");
    desk.write("glue.md", "# Glue\n\nIt holds.\n");
    desk.add();
    let kinds = || desk.status()["by_kind"].clone();
    assert_eq!(kinds(), serde_json::json!({ "note": 2 }));
    let folder = desk.writing();
    desk.run(&["add", folder.to_str().unwrap(), "--kind", "post"]);
    assert_eq!(kinds(), serde_json::json!({ "post": 2 }));
    let kettle = folder.join("kettle.md");
    assert_eq!(
        desk.run(&["add", kettle.to_str().unwrap(), "--kind", "review"])
            .code,
        0
    );
    let wanted = serde_json::json!({ "post": 1, "review": 1 });
    assert_eq!(kinds(), wanted);
    assert_eq!(desk.status()["sources"].as_array().unwrap().len(), 1);
    std::fs::write(
        &kettle,
        "# Kettle\n\nIt boils fast, pours badly and leaks.\n",
    )
    .unwrap();
    desk.add();
    assert_eq!(kinds(), wanted, "it was read again");
    let hit = desk.run(&["search", "leaks", "--json"]).lines().remove(0);
    assert_eq!(
        (&hit["kind"], &hit["why"]["because"]),
        (&"review".into(), &"chosen".into())
    );
}

#[test]
fn the_kind_of_a_file_is_said_once_it_was_looked_at_and_its_mail_stays_mail() {
    let desk = Desk::new();
    let box_of_mail = desk.write("box.mbox", mailbox(&["quincunx", "zeugma"]));
    let kettle = desk.write("kettle.md", "# Kettle\n\nIt boils fast.\n");
    desk.add();
    desk.write("kettle.md", "# Kettle\n\nIt boils fast and leaks.\n");
    desk.write("box.mbox", mailbox(&["quincunx", "zeugma", "litotes"]));
    for path in [&kettle, &box_of_mail] {
        let path = path.to_str().unwrap();
        assert_eq!(desk.run(&["add", path, "--kind", "review"]).code, 0);
    }
    let status = desk.status();
    assert_eq!(status["sources"].as_array().unwrap().len(), 1, "{status}");
    assert_eq!(status["by_kind"], serde_json::json!({ "review": 1 }));
    assert_eq!(desk.found("leaks"), ["Kettle"], "it was looked at again");
    let hit = desk.run(&["search", "litotes", "--json"]).lines().remove(0);
    assert_eq!(hit["kind"], "email", "{hit}");
}

#[test]
fn mails_of_one_id_that_come_later_are_all_kept() {
    let desk = Desk::new();
    let of_one_id = |word: &str| mailbox(&[word]).replace(&format!("<{word}@"), "<same@");
    let mut whole = of_one_id("quincunx") + &mailbox(&["zeugma"]);
    desk.write("box.mbox", &whole);
    desk.add();
    whole += &of_one_id("litotes");
    whole += &of_one_id("syllepsis");
    desk.write("box.mbox", &whole);
    assert_eq!(desk.add().code, 0);
    for word in ["quincunx", "zeugma", "litotes", "syllepsis"] {
        assert_eq!(desk.found(word), [format!("About {word}")]);
    }
}

#[test]
fn what_lies_in_another_source_as_well_is_that_ones_once_the_inner_one_is_forgotten() {
    let desk = Desk::new();
    desk.write("outer.txt", "The key to the side door is lost.");
    let inner = desk.write("in/inner.txt", "The tap in the kitchen drips again.");
    let inner = inner.parent().unwrap().to_str().unwrap();
    assert_eq!((desk.add().code, desk.run(&["add", inner]).code), (0, 0));
    assert_eq!(desk.run(&["forget", inner]).code, 0);
    assert_eq!(desk.status()["documents"], 2);
    assert_eq!(desk.found("kitchen").len(), 1);
    // As large as anybody likes.
    let most = u64::MAX.to_string();
    assert_eq!(desk.search(&["kitchen", "--limit", &most]).len(), 1);
}
