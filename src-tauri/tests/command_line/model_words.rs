//! Models: added, listed, used, checked, timed and removed, and files that are none sent away.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use crate::gguf::Gguf;
use crate::run::{Desk, Ran, interrupt, one_model};

const SUM: &str = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

pub(crate) fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../assets/models/SmolLM2-135M-Instruct.Q4_1.gguf")
        .canonicalize()
        .unwrap()
}

/// A copy of the starter under another name, outside of the data folder.
fn copied(desk: &Desk, name: &str) -> PathBuf {
    let copy = desk.writing().join(name);
    fs::copy(starter(), &copy).unwrap();
    copy
}

pub(crate) fn add(desk: &Desk, file: &Path) -> Ran {
    let _one = one_model();
    desk.run(&["model", "add", file.to_str().unwrap(), "--json"])
}

/// The line of the list for `name`, if it has one.
pub(crate) fn listed(desk: &Desk, name: &str) -> Option<Value> {
    let list = desk.run(&["model", "list", "--json"]);
    assert_eq!(list.code, 0, "{}", list.complained);
    list.lines().into_iter().find(|model| model["name"] == name)
}

/// Everything that lies in the data folder, but for the number of the process in the lock.
fn all_in(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_in(&path));
            found.insert(path, 0);
        } else if path.file_name().is_some_and(|name| name != "lock") {
            let bytes = fs::metadata(&path).unwrap().len();
            found.insert(path, bytes);
        }
    }
    found
}

#[test]
fn a_model_is_added_used_checked_and_removed() {
    let desk = Desk::new();
    let file = copied(&desk, "mine.gguf");
    let ran = add(&desk, &file);
    assert_eq!(ran.code, 0, "{}", ran.complained);
    let added = &ran.lines()[0];
    assert_eq!(
        (
            added["name"].as_str(),
            added["architecture"].as_str(),
            added["packing"].as_str()
        ),
        (Some("mine"), Some("llama"), Some("Q4_1"))
    );
    assert_eq!(added["sha256"], SUM);
    assert_eq!(
        (&added["same_as"], &added["already"]),
        (&"starter".into(), &false.into())
    );
    assert_eq!(added["licence"], "apache-2.0");
    assert!(added["memory_bytes"].as_u64().unwrap() > added["bytes"].as_u64().unwrap());
    let parameters = added["parameters"].as_u64().unwrap();
    assert!((130_000_000..140_000_000).contains(&parameters));

    let again = add(&desk, &file);
    assert_eq!(
        (again.code, &again.lines()[0]["already"]),
        (0, &true.into())
    );

    assert_eq!(listed(&desk, "mine").unwrap()["used"], false);
    assert_eq!(listed(&desk, "starter").unwrap()["here"], true);
    assert_eq!(desk.run(&["model", "use", "mine"]).code, 0);
    assert_eq!(listed(&desk, "mine").unwrap()["used"], true);
    assert_eq!(listed(&desk, "starter").unwrap()["used"], false);

    let brief = [
        "draft", "--kind", "note", "--title", "Kettle", "--length", "short",
    ];
    let draft = desk.draft(&brief);
    assert_eq!(draft.code, 0, "{}", draft.complained);
    let record = rusqlite::Connection::open(desk.data().join("record.sqlite")).unwrap();
    let used: String = record
        .query_row("SELECT model FROM drafts", [], |row| row.get(0))
        .unwrap();
    assert_eq!(used, "mine");

    // Whoever writes over the file that was given does not change what was taken in.
    fs::write(&file, "another download").unwrap();
    let checked = {
        let _one = one_model();
        desk.run(&["model", "check", "mine", "--json"])
    };
    assert_eq!(checked.code, 0, "{}", checked.complained);
    let checked = &checked.lines()[0];
    assert_eq!(
        (&checked["catalog"], &checked["same_as"], &checked["writes"]),
        (&"genuine".into(), &"starter".into(), &true.into())
    );

    fs::remove_file(&file).unwrap();
    let removed = desk.run(&["model", "remove", "mine", "--json"]);
    assert_eq!(removed.code, 0, "{}", removed.complained);
    assert_eq!(removed.lines()[0]["freed_bytes"], 98_362_432);
    assert!(listed(&desk, "mine").is_none());
    let best = desk.run(&["model", "use", "best", "--json"]);
    assert_eq!(
        removed.lines()[0]["used"],
        best.lines()[0]["used"],
        "drafts went back to the best"
    );
    assert!(
        fs::read_dir(desk.data().join("models"))
            .unwrap()
            .next()
            .is_none()
    );
}

#[test]
fn plain_words_name_everything_a_person_asks_about_a_model() {
    let desk = Desk::new();
    let file = copied(&desk, "mine.gguf");
    let ran = {
        let _one = one_model();
        desk.run(&["model", "add", file.to_str().unwrap()])
    };
    for word in [
        "llama",
        "135 million",
        "Q4_1",
        "98 MB",
        "of memory",
        "licence: apache-2.0",
        SUM,
        "genuine",
        "'starter'",
    ] {
        assert!(ran.said.contains(word), "{word:?} is not in {}", ran.said);
    }
    assert!(ran.complained.contains("longhand model use mine"));
    let list = desk.run(&["model", "list"]).said;
    for word in ["mine", "starter", "rough", "Apache-2.0", "writer"] {
        assert!(list.contains(word), "{word:?} is not in {list}");
    }
    let quiet = desk.run(&["model", "list", "--quiet"]);
    assert_eq!(
        (quiet.said.as_str(), quiet.complained.as_str()),
        (list.as_str(), "")
    );
    let second = desk.writing().join("second.gguf");
    fs::hard_link(desk.data().join("models/mine.gguf"), second).unwrap();
    let shared = desk.run(&["model", "remove", "mine"]);
    assert!(
        shared.said.contains("no space is free again"),
        "{}",
        shared.said
    );
    assert!(file.is_file(), "the file that was given is left alone");
}

#[test]
fn a_chosen_model_that_is_gone_is_an_error_and_not_replaced() {
    let desk = Desk::new();
    let file = copied(&desk, "mine.gguf");
    assert_eq!(add(&desk, &file).code, 0);
    assert_eq!(desk.run(&["model", "use", "mine"]).code, 0);
    fs::remove_file(desk.data().join("models/mine.gguf")).unwrap();
    desk.draft(&["draft", "--kind", "note", "--title", "Kettle"])
        .complains(
            1,
            &["'mine'", "not here any more", "longhand model use best"],
        );
    let list = desk.run(&["model", "list"]);
    list.complains(0, &["'mine'", "longhand model use best"]);
    // Asking for another one this time still works.
    let other = desk.draft(&[
        "--model", "starter", "draft", "--kind", "note", "--title", "Kettle",
    ]);
    assert_eq!(other.code, 0, "{}", other.complained);
    assert_eq!(desk.run(&["model", "use", "best"]).code, 0);
    assert!(!desk.run(&["model", "list"]).complained.contains("mine"));
}

#[test]
fn names_that_mean_nothing_here_are_said_so() {
    let desk = Desk::new();
    desk.run(&["model", "use", "nobody"])
        .complains(1, &["'nobody'", "longhand model list"]);
    desk.run(&["model", "remove", "nobody"])
        .complains(1, &["'nobody'", "longhand model list"]);
    desk.run(&["model", "check", "nobody"])
        .complains(1, &["'nobody'", "longhand model list"]);
    desk.run(&["model", "remove", "starter"])
        .complains(1, &["'starter'", "not deleted", "SmolLM2-135M"]);
    assert!(starter().is_file());
    let file = desk.write("other.gguf", "GGUF");
    desk.run(&["model", "use", file.to_str().unwrap()])
        .complains(1, &["other.gguf", "longhand model add"]);
}

#[test]
fn what_is_no_model_to_write_with_is_refused_and_nothing_changes() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["status"]).code, 0);
    let before = all_in(&desk.data());
    let refused = |file: &Path, words: &[&str]| {
        let ran = add(&desk, file);
        ran.complains(1, words);
        assert!(ran.said.is_empty(), "{}", ran.said);
        assert_eq!(all_in(&desk.data()), before, "{file:?}");
    };
    refused(
        Path::new("/nowhere/a.gguf"),
        &["no such file", "/nowhere/a.gguf", "Check the path"],
    );
    refused(&desk.writing(), &["not a file", "writing"]);
    let text = desk.write("text.gguf", "Dear Tom, this is no model.");
    refused(&text, &["no GGUF", "text.gguf", "GGUF format"]);
    let empty = desk.write("empty.gguf", "");
    refused(&empty, &["no GGUF", "empty.gguf"]);

    let whole = fs::read(starter()).unwrap();
    let half = desk.write("half.gguf", &whole[..whole.len() / 2]);
    refused(&half, &["cut short", "half.gguf", "Get it again"]);
    let head = desk.write("head.gguf", &whole[..100_000]);
    refused(&head, &["cut short", "head.gguf"]);
    let nearly = desk.write("nearly.gguf", &whole[..whole.len() - 1000]);
    refused(&nearly, &["cut short", "nearly.gguf", "Get it again"]);

    for (architecture, reason) in [
        ("bert", "searching"),
        ("nomic-bert", "searching"),
        ("clip", "pictures"),
        ("t5", "into another"),
        ("mamba", "recurrent"),
        ("lfm2", "recurrent"),
        ("nonesuch", "not known here"),
    ] {
        let name = format!("{architecture}-model.gguf");
        let file = desk.write(&name, Gguf::sound(architecture).bytes());
        refused(&file, &[architecture, reason, &name]);
    }
    let searcher = Gguf::sound("qwen3").number("qwen3.pooling_type", 3);
    let file = desk.write("embed.gguf", searcher.bytes());
    refused(&file, &["searching", "embed.gguf"]);
    let adapter = Gguf::sound("llama").text("general.type", "adapter");
    let file = desk.write("adapter.gguf", adapter.bytes());
    refused(&file, &["adapter", "adapter.gguf"]);
    for tokens in [0, 1, 1 << 31, u32::MAX] {
        let absurd = Gguf::of("llama").number("llama.context_length", tokens);
        let file = desk.write("absurd.gguf", absurd.bytes());
        refused(
            &file,
            &["makes no sense", &tokens.to_string(), "absurd.gguf"],
        );
    }
    let short = Gguf::sound("gpt2").number("gpt2.context_length", 1024);
    let file = desk.write("short.gguf", short.bytes());
    refused(&file, &["too short for Longhand", "short.gguf"]);
    let silent = desk.write("silent.gguf", Gguf::of("llama").bytes());
    refused(&silent, &["makes no sense", "silent.gguf"]);
    // Right in all that it says, and nothing behind it: only trying it shows that.
    let hollow = desk.write("hollow.gguf", Gguf::sound("llama").bytes());
    let ran = add(&desk, &hollow);
    refused(&hollow, &["damaged", "hollow.gguf", "Get it again"]);
    assert!(!ran.complained.contains("kind"), "{}", ran.complained);

    let mut odd = whole.clone();
    let name = b"blk.5.attn_q.weight";
    let at = odd
        .windows(name.len())
        .position(|bytes| bytes == name)
        .unwrap();
    odd[at + 11] = b'x';
    // The head and the vocabulary are right, and a part is missing.
    let odd = desk.write("odd.gguf", odd);
    refused(&odd, &["cannot be loaded", "odd.gguf", "Get it again"]);

    let huge = desk.write("huge.gguf", Gguf::sound("llama").bytes());
    File::options()
        .write(true)
        .open(&huge)
        .and_then(|file| file.set_len(8 << 40))
        .expect("this disk knows files with holes");
    refused(
        &huge,
        &["too large for this machine", "huge.gguf", "smaller"],
    );

    let taken = copied(&desk, "writer.gguf");
    refused(&taken, &["'writer'", "another name"]);
    let false_name = desk.write("qwen2.5-coder-1.5b-instruct-q4.gguf", &whole);
    refused(&false_name, &["'writer'", "checksum differs"]);
}

#[test]
fn a_name_that_is_taken_by_another_model_is_refused() {
    let desk = Desk::new();
    let file = copied(&desk, "mine.gguf");
    assert_eq!(add(&desk, &file).code, 0);
    // The same model with one letter of its name changed: another file, and as good.
    let elsewhere = desk.writing().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let mut changed = fs::read(&file).unwrap();
    let at = changed
        .windows(7)
        .position(|bytes| bytes.eq_ignore_ascii_case(b"smollm2"))
        .unwrap();
    changed[at + 6] = b'3';
    let other = elsewhere.join("mine.gguf");
    fs::write(&other, changed).unwrap();
    let before = all_in(&desk.data());
    add(&desk, &other).complains(
        1,
        &[
            "another model of this name",
            "mine.gguf",
            "delete the other model",
        ],
    );
    assert_eq!(all_in(&desk.data()), before);
    fs::rename(&other, elsewhere.join("theirs.gguf")).unwrap();
    let added = add(&desk, &elsewhere.join("theirs.gguf"));
    assert_eq!(added.code, 0, "{}", added.complained);
    assert_eq!(added.lines()[0]["same_as"], Value::Null);
    let _one = one_model();
    let checked = desk.run(&["model", "check", "theirs", "--json"]);
    assert_eq!(
        (checked.code, &checked.lines()[0]["catalog"]),
        (0, &"unknown".into())
    );
}

#[test]
fn the_speed_is_measured_in_figures_that_can_be() {
    let desk = Desk::new();
    let _one = one_model();
    let ran = desk.run(&["--model", "starter", "model", "bench", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.complained);
    let speed = &ran.lines()[0];
    assert_eq!(speed["model"], "starter");
    let figure = |name: &str| speed[name].as_f64().expect(name);
    let (prefill, decode) = (
        figure("prefill_tokens_per_s"),
        figure("decode_tokens_per_s"),
    );
    assert!(
        (1.0..100_000.0).contains(&prefill) && (1.0..10_000.0).contains(&decode),
        "{speed}"
    );
    assert!(
        (figure("words_per_s") - decode / 1.35).abs() < 0.01,
        "{speed}"
    );
    assert!(
        (figure("first_word_s") - (60.0 / prefill + 1.0 / decode)).abs() < 0.01,
        "{speed}"
    );
    assert!(figure("suits_bytes") > 1_000_000.0, "{speed}");
    assert!(figure("memory_bytes") > 50_000_000.0, "{speed}");
}

#[test]
fn measuring_stops_when_it_is_interrupted() {
    let desk = Desk::new();
    let _one = one_model();
    let mut bench = desk
        .command(&["--model", "starter", "model", "bench"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(bench.stderr.take().unwrap());
    let mut first = String::new();
    // It says how long it takes once it listens.
    told.read_line(&mut first).unwrap();
    assert!(first.contains("seconds"), "{first}");
    interrupt(&bench);
    assert_eq!(bench.wait().unwrap().code(), Some(130));
}
