//! Mails as people answer them.

use super::*;

fn own(text: &str) -> String {
    split(text)
        .own
        .iter()
        .map(|run| run.trim())
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn own_lines_between_quotes_are_kept_in_order() {
    let found = split("Anna Bell writes:\n> one?\n>> deep\n\nYes.\n\n> two?\nNo.\n\nOttilie\n");
    assert_eq!(found.own.concat(), "\nYes.\n\nNo.\n\nOttilie\n");
    assert_eq!(found.quoted, "one?\ndeep\ntwo?\n");
}

#[test]
fn every_sort_of_mark() {
    for mark in [">", "> ", " > ", ">> ", "> > ", "AB> ", "Uu> ", ">F >"] {
        assert_eq!(
            own(&format!("Hi\n\n{mark}theirs\n{mark}theirs too\n\nmine")),
            "Hi|mine",
            "{mark}"
        );
    }
    assert_eq!(own("if x>y then\na->b"), "if x>y then\na->b");
}

#[test]
fn marks_of_old_programs_count_after_an_attribution() {
    assert_eq!(own("Anna Bell writes:\n| theirs\n| theirs\nmine"), "mine");
    assert_eq!(
        own("Anna Bell <a@b.c> writes:\n\n    theirs\n\n    theirs\n\nmine"),
        "mine"
    );
    assert_eq!(own("Anna says:\n\n    theirs\n\nmine"), "mine");
    for kept in [
        "I said:\n    my words",
        "One of them says no to this:\n    http://x.y",
        "She said:\nmine\n\n~~~",
    ] {
        assert_eq!(own(kept), kept);
    }
    assert_eq!(
        own("A table:\n| a | b |\n| 1 | 2 |"),
        "A table:\n| a | b |\n| 1 | 2 |"
    );
}

#[test]
fn without_marks_the_rest_is_theirs() {
    assert_eq!(
        own("Mine.\n\nOn Nov 26, 2013 you wrote:\n\nTheirs.\n\nTheirs too."),
        "Mine."
    );
    assert_eq!(
        own("Mine.\n\n-----Original Message-----\nFrom: a@b.c\nTo: b\n\nTheirs.\n> deep"),
        "Mine."
    );
    let found = split(
        "Mine.\n________________________________\nFrom: A <a@b.c>\nSent: x\nTo: y\n\nTheirs.",
    );
    assert_eq!(
        (found.own.concat().trim(), found.quoted.trim()),
        ("Mine.", "Theirs.")
    );
}

#[test]
fn what_was_passed_on_ends_where_it_says_so() {
    let text = "Look:\n\n------- Forwarded Message\n\nFrom: a@b.c\nTo: b\nSubject: c\n\nTheirs\n\n------- End of Forwarded Message\n\nMine";
    assert_eq!(own(text), "Look:|Mine");
}

#[test]
fn an_attribution_above_nothing_is_no_word_of_mine() {
    assert_eq!(
        own("Mine.\n\nOn Nov 26, 2013 Anna <a@b.c> wrote:\n"),
        "Mine."
    );
    let letter = "On 5 March 2024 the doctor wrote:\n\nTake care.\n\nSo I did.";
    assert_eq!(own(letter), letter);
    assert_eq!(
        own("As Anna says:\n\nlife is short"),
        "As Anna says:\n\nlife is short"
    );
}

#[test]
fn the_torn_off_end_of_a_quoted_line_is_theirs() {
    let long = "x".repeat(70);
    assert_eq!(own(&format!("> {long}\nand so on\n> more\n\nmine")), "mine");
    assert_eq!(own("> short?\nyes\n> more"), "yes");
}

#[test]
fn what_was_left_out_of_a_quote_is_no_word() {
    assert_eq!(own("> one\n[...]\n> two\n\n...\n\nmine"), "mine");
    assert_eq!(own("And then\n...\nnothing"), "And then\n...\nnothing");
}

#[test]
fn hostile_quotes() {
    assert_eq!(own(&">".repeat(1 << 20)), "");
    assert_eq!(own(&"x".repeat(1 << 20)).len(), 1 << 20);
    split(&"On 1:1, a@b wrote:\n".repeat(10_000));
    split(&"From: a@b.c\nTo:\nSubject:\n\n> x\n".repeat(10_000));
    split(&"________\n".repeat(50_000));
}
