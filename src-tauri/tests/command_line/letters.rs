//! Whose words each part of a mail is, from the file to what a search shows.

use crate::run::Desk;

/// A letter by Tom with a signature that nothing marks.
fn letter(word: &str, headers: &str) -> String {
    format!(
        "From: Tom Averill <tom@example.org>\nTo: ada@example.org\nSubject: About {word}\nDate: Tue, 4 Mar 2025 10:12:00 +0000\n\
         Message-ID: <{word}@example.org>\n{headers}\nThe {word} is here.\n\nYours,\nTom\n\nTom Averill\nKeeper of Kettles\nThe Ferrule House\n"
    )
}

#[test]
fn a_signature_that_repeats_is_learned_and_the_same_whatever_comes_first() {
    let words = ["quincunx", "zeugma", "ferret", "samovar"];
    let desk = Desk::new();
    for word in &words[..2] {
        desk.write(&format!("{word}.eml"), letter(word, ""));
    }
    assert_eq!(desk.add().code, 0);
    desk.run(&["me", "tom@example.org"]);
    assert_eq!(desk.found("ferrule").len(), 2, "two letters are no habit");
    for word in &words[2..] {
        desk.write(&format!("{word}.eml"), letter(word, ""));
    }
    assert_eq!(desk.add().code, 0);
    assert!(desk.found("ferrule keeper").is_empty());
    assert_eq!(desk.found("quincunx"), ["About quincunx"]);
    assert_eq!(desk.found("yours").len(), 4, "the sign-off is voice");
    let seq = desk.status()["index"]["change_seq"].clone();
    assert_eq!(desk.add().code, 0);
    assert_eq!(
        desk.status()["index"]["change_seq"],
        seq,
        "nothing is left to learn"
    );
}

#[test]
fn what_a_program_wrote_and_what_was_only_passed_on_is_no_voice_and_status_says_so() {
    let desk = Desk::new();
    desk.write("own.eml", letter("quincunx", ""));
    desk.write(
        "away.eml",
        letter("zeugma", "Auto-Submitted: auto-replied\n"),
    );
    desk.write(
        "passed-on.eml",
        "From: tom@example.org\nTo: ada@example.org\nSubject: Fwd: x\nMessage-ID: <3@example.org>\n\n\
         ---------- Forwarded message ---------\nFrom: B <b@example.org>\nDate: Mon, 3 Mar 2025\nSubject: x\n\nA samovar.\n",
    );
    assert_eq!(desk.add().code, 0);
    desk.run(&["me", "tom@example.org"]);
    let status = desk.status();
    assert_eq!(
        (
            &status["set_aside"]["automatic"],
            &status["set_aside"]["without_words"]
        ),
        (&1.into(), &1.into()),
        "{status}"
    );
    assert_eq!(
        (&status["documents"], &status["context"]),
        (&2.into(), &1.into())
    );
    let said = desk.run(&["status"]).said;
    assert!(
        said.contains("that are no letters (answers by a program, spam, chats)"),
        "{said}"
    );
}

#[test]
fn a_search_shows_what_a_mail_answers() {
    let desk = Desk::new();
    desk.write(
        "theirs.eml",
        "From: Ada <ada@example.org>\nTo: tom@example.org\nSubject: The quincunx\nMessage-ID: <ada-1@example.org>\n\nWho has it?\n",
    );
    desk.write(
        "mine.eml",
        letter("zeugma", "In-Reply-To: <ada-1@example.org>\n"),
    );
    assert_eq!(desk.add().code, 0);
    desk.run(&["me", "tom@example.org"]);
    let hits = desk.run(&["search", "zeugma", "--json"]).lines();
    let answered = &hits[0]["answers"];
    assert_eq!(
        (&answered["author"], &answered["text"]),
        (&"Ada".into(), &"Who has it?".into()),
        "{hits:?}"
    );
    let others = desk.run(&["search", "quincunx", "--json"]).lines();
    assert!(others[0]["answers"].is_null(), "{others:?}");
}
