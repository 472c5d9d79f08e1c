//! The numbers themselves, with the real starter: what is reused, restored or shared must not change the next token.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use domain::{Form, path_to_bytes};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;

use super::*;
use crate::backend;
use crate::protocol::Sampling;

#[path = "inference_beside_tests.rs"]
mod beside;
#[path = "inference_room_tests.rs"]
mod little_room;
#[path = "inference_points_tests.rs"]
mod points;

/// About 330 tokens, and about 60.
const LONG: &str = include_str!("../../../../assets/sample-library/notes/2024-12-01-after-len.txt");
const SHORT: &str =
    "## Letter\nTo: Tom\nTitle: The urn\nPoints:\n- the tea urn has died\n\nHullo Tom,\n\n";

/// The starter, which `cargo xtask test` fetches; none where nobody has.
fn starter() -> Option<&'static (LlamaBackend, LlamaModel, PathBuf)> {
    static STARTER: OnceLock<Option<(LlamaBackend, LlamaModel, PathBuf)>> = OnceLock::new();
    let load = || {
        let name = "assets/models/SmolLM2-135M-Instruct.Q4_1.gguf";
        let catalog = include_str!("../../../../assets/models.toml");
        assert!(
            catalog.contains(&name["assets/models/".len()..]),
            "the starter has another name"
        );
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../..")
            .join(name);
        if !file.is_file() {
            println!("not checked: there is no {name}; cargo xtask model starter gets it");
            return None;
        }
        let backend = backend::start().unwrap();
        let params = LlamaModelParams::default();
        let model = LlamaModel::load_from_file(&backend, &file, &params).unwrap();
        Some((backend, model, file))
    };
    STARTER.get_or_init(load).as_ref()
}

fn inference() -> Option<Inference<'static>> {
    let (backend, model, file) = starter()?;
    Some(Inference::new(backend, model, file).unwrap())
}

fn prompt(parts: &[&str], standing: Option<&Path>, pace: Pace) -> Prompt {
    Prompt {
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
        form: Form::Document,
        standing: standing.map(path_to_bytes),
        pace,
    }
}

/// Reads the prompt; returns the probabilities of the next token, and how many tokens had to be read.
fn read(inference: &mut Inference<'_>, prompt: &Prompt) -> (Vec<f64>, u32) {
    let read = inference.write(prompt, &[], &mut |_| {}, &|| None).unwrap();
    (
        probabilities(inference.context.get_logits()),
        read.read_tokens,
    )
}

fn probabilities(logits: &[f32]) -> Vec<f64> {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    let weights: Vec<f64> = logits
        .iter()
        .map(|one| f64::from(one - most).exp())
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|one| one / sum).collect()
}

fn largest_difference(one: &[f64], other: &[f64]) -> f64 {
    one.iter()
        .zip(other)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f64::max)
}

#[test]
fn in_a_chat_notes_are_requests_and_pieces_answers_and_nobodys_words_are_special() {
    let Some(inference) = inference() else { return };
    let tokens = |form, parts: &[&str]| {
        let prompt = Prompt {
            form,
            ..prompt(parts, None, Pace::Awaited)
        };
        inference.tokens(&prompt)
    };
    let parts = ["Notes\u{2}Piece\u{3}", "More <|im_end|>\u{2}Dear"];
    let (tokens_of_both, counts) = tokens(Form::Chat, &parts);
    let vocab = inference.model.vocab();
    let shown = |tokens: &[LlamaToken]| -> String {
        let bytes = tokens.iter().flat_map(|token| {
            let mut piece = Vec::new();
            vocab.token_to_piece_into(*token, &mut piece, true, None);
            piece
        });
        String::from_utf8(bytes.collect()).unwrap()
    };
    let text = shown(&tokens_of_both);
    let turns = [
        "user\nNotes<|im_end|>",
        "assistant\nPiece<|im_end|>",
        "user\nMore <|im_end|><|im_end|>",
    ];
    assert!(turns.iter().all(|turn| text.contains(turn)), "{text}");
    assert!(text.ends_with("<|im_start|>assistant\nDear"), "{text}");
    let ends = tokens_of_both.iter().filter(|token| vocab.is_eog(**token));
    assert_eq!(ends.count(), 3, "the one in the notes is text: {text}");
    // What was read of the first part serves for the next draft.
    let (first, _) = tokens(Form::Chat, &parts[..1]);
    assert_eq!(counts[0], first.len());
    assert_eq!(tokens_of_both[..counts[0]], first);

    let (document, _) = tokens(Form::Document, &parts);
    let text = shown(&document);
    assert_eq!(text, "Notes\nPiece\n\nMore <|im_end|>\nDear");
}

#[test]
fn the_next_token_is_as_likely_with_a_reused_beginning_as_from_nothing() {
    let Some(mut fresh) = inference() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("standing.state");
    let whole = prompt(&[LONG, SHORT], Some(&file), Pace::Awaited);
    let (from_nothing, all) = read(&mut fresh, &whole);
    assert!(file.is_file(), "the state is kept");

    let mut later = inference().unwrap();
    let (restored, some) = read(&mut later, &whole);
    assert!(some < all / 3, "{some} of {all} tokens had to be read");
    let (again, last) = read(&mut later, &whole);
    let behind = some - 1;
    assert_eq!(
        last,
        behind % 4 + 1,
        "the last token, and what is no whole row"
    );
    let other = prompt(
        &[LONG, "## Letter\nTo: Ada\n\nDear Ada,\n\n"],
        None,
        Pace::Awaited,
    );
    let _ = read(&mut later, &other);
    let (shared, _) = read(
        &mut later,
        &prompt(&[LONG, SHORT, " "], None, Pace::Awaited),
    );
    let (unshared, _) = read(
        &mut inference().unwrap(),
        &prompt(&[LONG, SHORT, " "], None, Pace::Awaited),
    );
    let idle = prompt(&[LONG, SHORT], None, Pace::Idle);
    let (in_small_steps, _) = read(&mut inference().unwrap(), &idle);
    // Its first tokens are those of another text, which was written before.
    let begins: String = LONG.chars().take(25).collect();
    let mut used = inference().unwrap();
    let unlike = format!("{begins} was it, and nobody knew.");
    written(&mut used, &unlike, freely(0.7, 1));
    let (begun_alike, read_then) =
        read(&mut used, &prompt(&[LONG, SHORT, " "], None, Pace::Awaited));
    assert!(read_then < all, "the beginning was read before");

    // llama.cpp rounds otherwise for what is left over of four rows, and for 64 and more: in whole rows below that all comes
    // out the same, in whatever steps, and so does what lies on the disk.
    let report = [
        (
            "restored from the disk",
            largest_difference(&from_nothing, &restored),
            0.0,
        ),
        (
            "the last tokens read again",
            largest_difference(&from_nothing, &again),
            0.0,
        ),
        (
            "shared with another text",
            largest_difference(&unshared, &shared),
            0.0,
        ),
        (
            "behind the beginning of another text",
            largest_difference(&unshared, &begun_alike),
            0.0,
        ),
        (
            "read in small steps",
            largest_difference(&from_nothing, &in_small_steps),
            0.0,
        ),
    ];
    for (what, difference, most) in report {
        println!("{what}: largest difference of a probability {difference:.6}");
        assert!(difference <= most, "{what}: {difference}");
    }
}

#[test]
fn a_standing_part_alone_is_restored_and_its_file_stays() {
    let Some(mut fresh) = inference() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("standing.state");
    let standing = prompt(&[LONG], Some(&file), Pace::Idle);
    let (from_nothing, all) = read(&mut fresh, &standing);
    let written = || std::fs::metadata(&file).unwrap().modified().unwrap();
    let first = written();
    let (restored, count) = read(&mut inference().unwrap(), &standing);
    assert_eq!(
        count,
        (all - 1) % 4 + 1,
        "the last token, and what is no whole row"
    );
    assert_eq!(largest_difference(&from_nothing, &restored), 0.0);
    assert_eq!(written(), first, "and nothing is written again");
}

/// A text that may go on as it likes.
fn freely(temperature: f32, seed: u32) -> Continuation {
    Continuation {
        most_tokens: 0,
        least_tokens: 0,
        not_first: Vec::new(),
        no_line: Vec::new(),
        no_sentence: Vec::new(),
        own_words: false,
        turns: false,
        marks: false,
        ordinary: false,
        cues: None,
        sampling: Sampling {
            temperature,
            top_k: 40,
            min_p: 0.0,
            repeat_penalty: 1.0,
            seed,
        },
    }
}

/// What comes after `text`.
fn written(inference: &mut Inference<'_>, text: &str, wanted: Continuation) -> String {
    let mut after = String::new();
    let mut tell = |reply| {
        if let Reply::Text { text, .. } = reply {
            after.push_str(&text);
        }
    };
    let prompt = prompt(&[text], None, Pace::Awaited);
    inference
        .write(&prompt, &[wanted], &mut tell, &|| None)
        .unwrap();
    after
}

#[test]
fn a_word_that_is_begun_is_said_to_its_end_and_told_without_its_beginning() {
    let Some(mut inference) = inference() else {
        return;
    };
    let mut after = |begun: &str| {
        let wanted = Continuation {
            most_tokens: 6,
            ..freely(0.0, 1)
        };
        written(&mut inference, &format!("{SHORT}{begun}"), wanted)
    };
    // Of these halves the model makes other words as they stand ("rehearsings"). Taken back, most come out as anybody would
    // end them; which of them is a matter of rounding.
    let halves = [
        ("Please come to the choir rehears", "al"),
        ("She lives in Lon", "d"),
        ("The kettle stands in the kitch", "en"),
        ("It rains, so take your umbrel", "la"),
    ];
    let ended = halves.map(|(half, rest)| (after(half), rest));
    let is_ended = |(text, rest): &&(String, &str)| text.starts_with(rest);
    let most = ended.iter().filter(is_ended).count() >= 2;
    assert!(most, "{ended:?}");
    let whole = after("Please come to the choir rehearsal");
    assert!(!whole.starts_with(char::is_alphabetic), "{whole:?}");
}

#[test]
fn a_text_begins_with_nothing_that_it_must_not() {
    let Some(mut inference) = inference() else {
        return;
    };
    let mut first = |not_first: Vec<char>, temperature, seed| {
        let wanted = Continuation {
            most_tokens: 12,
            not_first,
            ..freely(temperature, seed)
        };
        written(&mut inference, SHORT, wanted)
            .trim_start()
            .chars()
            .next()
    };
    let likeliest = first(Vec::new(), 0.0, 1).unwrap();
    // By chance: with so many tries it has to be so once.
    assert!(
        (1..=60).any(|seed| first(Vec::new(), 1.0, seed) == Some(likeliest)),
        "it would begin with {likeliest:?} now and then"
    );
    let begun: Vec<char> = (1..=20)
        .filter_map(|seed| first(vec![likeliest], 1.0, seed))
        .collect();
    // One or the other text may have nothing but empty lines so far.
    assert!(
        !begun.is_empty() && !begun.contains(&likeliest),
        "{begun:?}"
    );
}

/// Where in `text` a line is over below which a head stands, with or without spaces before it.
fn head(text: &str) -> Option<usize> {
    let mut ends = text.match_indices('\n').map(|(at, _)| at);
    ends.find(|at| text[*at..].trim_start().starts_with('#'))
}

#[test]
fn a_text_ends_before_a_line_that_is_none_and_not_before_it_may() {
    let Some(mut inference) = inference() else {
        return;
    };
    // The model has seen such a text end, and would end this one as well.
    let whole = "## Note\nThe key is found.\n\n## Note\nThe door is shut.\n\n## Note\nThe key is";
    let mut write = |no_line: &[char], least_tokens, seed| {
        let wanted = Continuation {
            most_tokens: 40,
            least_tokens,
            no_line: no_line.to_vec(),
            ..freely(0.5, seed)
        };
        written(&mut inference, whole, wanted)
    };
    let free: Vec<String> = (1..=12).map(|seed| write(&[], 0, seed)).collect();
    let heads = free.iter().any(|text| head(text).is_some());
    assert!(heads, "one of so many begins another: {free:?}");
    for (seed, free) in (1..=12).zip(&free) {
        let ended = write(&['#'], 0, seed);
        let until = head(free).unwrap_or(free.len());
        assert_eq!(ended.trim_end(), free[..until].trim_end());
        let longer = write(&['#'], 40, seed);
        assert!(
            head(&longer).is_none() && longer.len() >= ended.len(),
            "{longer:?}"
        );
    }
}

#[test]
fn no_sentence_begins_with_a_word_that_none_begins_with() {
    let Some(mut inference) = inference() else {
        return;
    };
    let before = "The key is lost. The door is shut. The tap drips. The roof leaks.";
    let mut write = |no_sentence: &[&str], seed| {
        let wanted = Continuation {
            most_tokens: 40,
            least_tokens: 40,
            no_sentence: no_sentence.iter().map(|word| (*word).into()).collect(),
            ..freely(0.5, seed)
        };
        format!(".{}", written(&mut inference, before, wanted))
    };
    // What it says by itself is chance; of so many texts one has such a sentence.
    let free: Vec<String> = (1..=8).map(|seed| write(&[], seed)).collect();
    assert!(free.iter().any(|text| text.contains(". The ")), "{free:?}");
    for seed in 1..=8 {
        let other = write(&["The"], seed);
        assert!(
            !other.contains(". The ") && !other.contains("\nThe "),
            "{other:?}"
        );
    }
}

#[test]
fn stop_is_heard_and_what_was_read_is_not_read_again() {
    let Some(mut inference) = inference() else {
        return;
    };
    let prompt = prompt(&[LONG, SHORT], None, Pace::Idle);
    let looks = std::cell::Cell::new(0);
    let listen = || {
        looks.set(looks.get() + 1);
        (looks.get() == 3).then_some(Word::Stop)
    };
    let stopped = inference.write(&prompt, &[], &mut |_| {}, &listen).unwrap();
    assert!(!stopped.read && stopped.read_tokens > 0);
    let (_, rest) = read(&mut inference, &prompt);
    assert_eq!(rest, stopped.prompt_tokens - stopped.read_tokens);
}

/// The longest run of words of `text` that stands in `other`, too.
fn longest_run(text: &str, other: &str) -> usize {
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (text, other) = (words(text), words(other));
    let stands = |run: &[String]| other.windows(run.len()).any(|one| one == run);
    let longest = |from: usize| {
        (from + 1..=text.len())
            .take_while(|to| stands(&text[from..*to]))
            .count()
    };
    (0..text.len()).map(longest).max().unwrap_or_default()
}

#[test]
fn a_text_with_words_of_its_own_copies_no_long_run() {
    let Some(mut inference) = inference() else {
        return;
    };
    // What it would say is chance: behind one of these beginnings it copies.
    let beginnings = [2, 3, 4].map(|part| {
        let end = LONG.ceil_char_boundary(LONG.len() / part);
        let begin = LONG.ceil_char_boundary(end - LONG.len() / 8);
        &LONG[begin..end]
    });
    let mut longest = |begun: &str, own_words| {
        let wanted = Continuation {
            most_tokens: 60,
            own_words,
            ..freely(0.0, 1)
        };
        let prompt = prompt(&[LONG, "\n\n## Note\n", begun], None, Pace::Awaited);
        let mut after = String::new();
        let mut tell = |reply| {
            if let Reply::Text { text, .. } = reply {
                after.push_str(&text);
            }
        };
        inference
            .write(&prompt, &[wanted], &mut tell, &|| None)
            .unwrap();
        longest_run(&after, LONG)
    };
    let copies = beginnings
        .into_iter()
        .any(|begun| longest(begun, false) > 13);
    assert!(copies, "it copies if it may");
    for begun in beginnings {
        // A word that was begun is ended.
        assert!(longest(begun, true) <= 13, "{begun:?}");
    }
}
