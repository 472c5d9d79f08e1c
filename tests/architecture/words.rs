//! Rules about what the code of a crate may say: clock, environment, disk, network, `unsafe`.

use crate::house::{APART, PURE, SHELL, UNSAFE};
use crate::sources::{Source, of_crate};
use crate::workspace::{Member, members};

/// Ways to ask for the environment or the time of day.
const SURROUNDINGS: &[&str] = &[
    "env::var",
    "env::vars",
    "env::var_os",
    "env::vars_os",
    "env::current_dir",
    "env::home_dir",
    "env::temp_dir",
    "home_dir",
    "Timestamp::now",
    "Zoned::now",
    "SystemTime::now",
];

/// What a pure crate cannot do without I/O, a clock or the environment.
const IMPURE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "Instant::now",
    ".canonicalize()",
    ".exists()",
    ".is_dir()",
    ".is_file()",
    ".metadata()",
    ".read_dir()",
];

/// Naming a failure of the disk is no I/O.
const HARMLESS: &[&str] = &["std::io::Error", "std::io::ErrorKind"];

const NETWORK: &[&str] = &[
    "std::net",
    "tokio::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
];

#[test]
fn nothing_below_the_shell_asks_for_the_environment_or_the_time_of_day() {
    none(
        said(|m| !APART.contains(&m) && m != SHELL, SURROUNDINGS),
        "Pass it in from the shell: paths and settings as values, `now` as a function.",
    );
}

#[test]
fn domain_voice_and_pipeline_do_no_io_and_know_no_clock() {
    none(
        said(|m| PURE.contains(&m), IMPURE),
        "Do it in a crate above and pass in the result.",
    );
}

#[test]
fn the_program_opens_no_socket() {
    none(
        said(|m| !APART.contains(&m), NETWORK),
        "Longhand keeps everything on this machine; processes of its own are spoken to over pipes (crate worker).",
    );
}

#[test]
fn unsafe_is_only_in_the_model() {
    none(
        said(|m| m != UNSAFE, &["unsafe"]),
        "Find a safe way, or a safe crate; only the room of llama.cpp may say `unsafe`.",
    );
}

fn none(wrong: Vec<String>, what_to_do: &str) {
    assert!(
        wrong.is_empty(),
        "\n  {}\n{what_to_do}\n",
        wrong.join("\n  ")
    );
}

/// Where the crates that `of` chooses say one of `words`.
fn said(of: impl Fn(&str) -> bool, words: &[&str]) -> Vec<String> {
    let members = members();
    let chosen = members.iter().filter(|member: &&Member| of(&member.name));
    let mut sources = 0;
    let wrong = chosen
        .flat_map(of_crate)
        .inspect(|_| sources += 1)
        .flat_map(|source| found(&source, words))
        .collect();
    assert!(sources > 0, "no source was looked at: this rule is blind");
    wrong
}

fn found(source: &Source, words: &[&str]) -> Vec<String> {
    let mut code = source.code.clone();
    for harmless in HARMLESS {
        code = code.replace(harmless, "");
    }
    let said = words.iter().filter(|word| says(&code, word));
    said.map(|word| format!("{} says `{word}`", source.path.display()))
        .collect()
}

/// Whether `code` says `word`, also through `use std::{…}`.
fn says(code: &str, word: &str) -> bool {
    stands_alone(code, word)
        || word
            .strip_prefix("std::")
            .is_some_and(|name| groups(code).any(|group| stands_alone(group, name)))
}

/// What stands in the braces of `std::{…}`.
fn groups(code: &str) -> impl Iterator<Item = &str> {
    code.split("std::{").skip(1).map(|rest| {
        let mut depth = 1;
        let end = rest.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        &rest[..end.unwrap_or(rest.len())]
    })
}

fn stands_alone(text: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let free = |c: Option<char>| c.is_none_or(|c| !is_word(c));
        (word.starts_with('.') || free(before)) && (word.ends_with(')') || free(after))
    })
}

#[cfg(test)]
mod can_fail {
    use super::*;
    use crate::rust_text::code;

    fn wrong(text: &str, words: &[&str]) -> usize {
        let source = Source {
            path: "a.rs".into(),
            code: code(text),
        };
        found(&source, words).len()
    }

    #[test]
    fn the_clock_and_the_environment_are_seen() {
        assert_eq!(wrong("let t = jiff::Timestamp::now();", SURROUNDINGS), 1);
        assert_eq!(
            wrong("fn a(now: fn() -> Timestamp) { now(); }", SURROUNDINGS),
            0
        );
        assert_eq!(wrong("std::env::var_os(\"HOME\")", SURROUNDINGS), 1);
        assert_eq!(wrong("// Timestamp::now() is passed in", SURROUNDINGS), 0);
    }

    #[test]
    fn io_is_seen_also_in_a_group() {
        assert_eq!(
            wrong("use std::{collections::{HashMap}, fs::File};", IMPURE),
            1
        );
        assert_eq!(wrong("fn a(e: &std::io::Error) {}", IMPURE), 0);
        assert_eq!(wrong("if path.exists() {}", IMPURE), 1);
        assert_eq!(wrong("#[cfg(test)]\nmod tests { use std::fs; }", IMPURE), 0);
    }

    #[test]
    fn unsafe_and_sockets_are_seen() {
        assert_eq!(wrong("unsafe { f() }", &["unsafe"]), 1);
        assert_eq!(wrong("#![forbid(unsafe_code)] // unsafe", &["unsafe"]), 0);
        assert_eq!(wrong("use std::net::TcpStream;", NETWORK), 2);
    }
}
