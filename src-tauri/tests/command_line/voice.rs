//! What the user wants otherwise: drafts follow it with the real model, and `voice` says so.

use crate::run::Desk;

/// Corrects as the window does.
fn correct(desk: &Desk, person: &str, json: &str) {
    let record = rusqlite::Connection::open(desk.data().join("record.sqlite")).unwrap();
    record
        .execute(
            "INSERT INTO corrections VALUES ('email', ?1, ?2)",
            (person, json),
        )
        .unwrap();
}

fn draft(desk: &Desk, to: &str, seed: &str) -> String {
    let words = [
        "--model",
        "starter",
        "draft",
        "--kind",
        "email",
        "--seed",
        seed,
        "--json",
        "--to",
        to,
        "--point",
        "the key to the side door is lost again",
    ];
    let ran = desk.draft(&words);
    assert_eq!(ran.code, 0, "{}", ran.complained);
    let last = ran.lines().pop().unwrap();
    last["text"].as_str().unwrap().to_owned()
}

/// Whether a line only greets Tom.
fn greets_tom(line: &str) -> bool {
    let line = line.trim().trim_end_matches([',', '.', '!']);
    let mut greetings = ["Hullo", "Good day"].into_iter();
    let name = greetings.find_map(|greeting| line.strip_prefix(greeting));
    name.is_some_and(|name| ["", "Tom", "Tom Averill"].contains(&name.trim()))
}

/// Whether a short dash parts words of `text`. From one number to another ("7–8 o'clock") it stays, and within a word.
fn has_dash(text: &str) -> bool {
    text.match_indices('–').any(|(at, dash)| {
        let (before, after) = (&text[..at], &text[at + dash.len()..]);
        let from_number = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
        let to_number = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let apart = before.ends_with(' ') || after.starts_with(' ');
        apart && !(from_number && to_number)
    })
}

#[test]
fn what_is_corrected_holds_for_all_and_goes_behind_what_holds_for_one() {
    let desk = Desk::with_samples();
    let all = r#"{"greeting":"Good day NAME,","sign_off":"Ever yours,\nO.","without":["dashes","exclamation_marks"]}"#;
    correct(&desk, "", all);
    correct(&desk, "tom.averill@example.net", r#"{"greeting":""}"#);
    for seed in ["7", "8"] {
        let text = draft(&desk, "Grace Okafor", seed);
        assert!(text.starts_with("Good day Grace,\n\n"), "{text}");
        assert!(text.ends_with("\n\nEver yours,\nO."), "{text}");
        let text = draft(&desk, "tom.averill@example.net", seed);
        // Nobody is greeted; that a small model says the word at the beginning of a sentence is no greeting.
        assert!(!greets_tom(text.lines().next().unwrap()), "{text}");
        assert!(text.ends_with("\n\nEver yours,\nO."), "{text}");
        // Nor does anybody sign as they did before; the name in a sentence is no sign-off.
        let signed = text.lines().any(|line| line.trim() == "Ottilie");
        assert!(
            !text.contains(['—', '!']) && !has_dash(&text) && !signed,
            "{text}"
        );
    }
    let said = desk.run(&["voice", "--kind", "email"]).said;
    for line in [
        "you chose: begin with Good day NAME,",
        "you chose: end with Ever yours, / O.",
        "you chose: no dashes",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let tom = desk.run(&[
        "voice",
        "--kind",
        "email",
        "--to",
        "tom.averill@example.net",
        "--json",
    ]);
    let tom = tom.lines().remove(0);
    assert_eq!(tom["corrections"]["greeting"], "");
    assert_eq!(tom["usual"]["sign_off"], "Ever yours,\nO.");
    assert_eq!(desk.run(&["forget", "--all"]).code, 0);
    let record = rusqlite::Connection::open(desk.data().join("record.sqlite")).unwrap();
    let left: i64 = record
        .query_row("SELECT count(*) FROM corrections", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}
