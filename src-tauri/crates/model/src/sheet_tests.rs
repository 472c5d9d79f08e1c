//! The verdict over made-up metadata.

use std::io::Cursor;

use super::*;

const CONTEXT: u64 = 4096;

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// Metadata of a sound small model, with `changed` put over it.
fn head(architecture: &str, changed: &[(&str, Value)]) -> Head {
    let mut head = Head {
        parameters: 135_000_000,
        ..Head::default()
    };
    let mut set = |key: &str, value: Value| {
        head.values.insert(key.replace("{}", architecture), value);
    };
    set("general.architecture", text(architecture));
    set("general.name", text("Small"));
    set("general.file_type", Value::Count(3));
    set("general.license", text("apache-2.0"));
    set("tokenizer.ggml.tokens", Value::List(49_152));
    set("{}.context_length", Value::Count(2048));
    set("{}.block_count", Value::Count(30));
    set("{}.embedding_length", Value::Count(576));
    set("{}.attention.head_count", Value::Count(9));
    set("{}.attention.head_count_kv", Value::Count(3));
    for (key, value) in changed {
        set(key, value.clone());
    }
    head
}

fn sheet(head: &Head) -> Result<Sheet> {
    Sheet::of(head, 98_000_000, CONTEXT)
}

fn refused(head: &Head) -> String {
    let error = sheet(head).expect_err("it is refused");
    assert!(error.remedy.is_some(), "{error}");
    error.what
}

#[test]
fn a_sound_model_is_described() {
    let sheet = sheet(&head("llama", &[])).unwrap();
    assert_eq!(
        (
            sheet.title.as_str(),
            sheet.packing.as_str(),
            sheet.licence.as_str()
        ),
        ("Small", "Q4_1", "apache-2.0")
    );
    // 30 layers, 2,048 tokens, 3 heads, 64 numbers each for key and value, two bytes.
    let state = 30 * 2048 * 3 * 128 * 2;
    let computing = 512 * 4 * (49_152 + 8 * 576);
    assert_eq!(sheet.memory, 98_000_000 + state + computing);
    for architecture in ["qwen2", "qwen3", "gemma3", "smollm3", "phi3", "mistral3"] {
        assert!(super::Sheet::of(&head(architecture, &[]), 1, CONTEXT).is_ok());
    }
}

#[test]
fn kinds_that_cannot_write_are_refused_by_name() {
    let table = [
        ("bert", "searching"),
        ("nomic-bert-moe", "searching"),
        ("modern-bert", "searching"),
        ("gemma-embedding", "searching"),
        ("t5encoder", "searching"),
        ("clip", "pictures"),
        ("t5", "into another"),
        ("mamba", "recurrent"),
        ("mamba2", "recurrent"),
        ("rwkv7", "recurrent"),
        ("arwkv7", "recurrent"),
        ("jamba", "recurrent"),
        ("falcon-h1", "recurrent"),
        ("lfm2", "recurrent"),
        ("granitehybrid", "recurrent"),
        ("qwen3next", "recurrent"),
        ("llada", "all words at once"),
        ("wavtokenizer-dec", "sounds"),
        ("eagle3", "faster"),
    ];
    for (architecture, reason) in table {
        let what = refused(&head(architecture, &[]));
        assert!(
            what.contains(reason) && what.contains(architecture),
            "{what}"
        );
    }
}

#[test]
fn parts_and_models_for_searching_are_refused_by_their_own_words() {
    let table: [(&str, Value, &str); 6] = [
        ("{}.pooling_type", Value::Count(3), "searching"),
        ("{}.attention.causal", Value::Flag(false), "searching"),
        ("general.type", text("adapter"), "adapter"),
        ("general.type", text("mmproj"), "pictures"),
        ("split.count", Value::Count(4), "4 parts"),
        ("general.architecture", text(""), "architecture"),
    ];
    for (key, value, reason) in table {
        let what = refused(&head("qwen3", &[(key, value)]));
        assert!(what.contains(reason), "{what}");
    }
    // The further parts of a model say nothing else of themselves.
    let mut part = Head::default();
    part.values.insert("split.count".into(), Value::Count(4));
    let what = refused(&part);
    assert!(what.contains("4 parts"), "{what}");
    let harmless = [
        ("{}.pooling_type", Value::Count(0)),
        ("general.type", text("model")),
    ];
    assert!(sheet(&head("qwen3", &harmless)).is_ok());
}

#[test]
fn nonsense_is_refused() {
    let table = [
        ("{}.context_length", Value::Count(0)),
        ("{}.context_length", Value::Count(1)),
        ("{}.context_length", Value::Count(63)),
        ("{}.context_length", Value::Count(u64::from(u32::MAX))),
        ("{}.context_length", text("many")),
        ("{}.block_count", Value::Count(0)),
        ("{}.block_count", Value::Number(-3.0)),
        ("{}.embedding_length", Value::Count(u64::MAX)),
        ("tokenizer.ggml.tokens", Value::List(0)),
        ("tokenizer.ggml.tokens", Value::List(u64::MAX)),
    ];
    for (key, value) in table {
        let what = refused(&head("llama", &[(key, value)]));
        assert!(what.contains("makes no sense"), "{what}");
    }
    // Numbers that are merely too large end in a large figure, not in a crash.
    let many = [("{}.attention.head_count_kv", Value::Count(u64::MAX))];
    let sheet = sheet(&head("llama", &many)).unwrap();
    assert!(sheet.fits(Some(u64::MAX - 1)).is_err());
    assert!(sheet.fits(None).is_ok());
}

#[test]
fn a_model_for_short_texts_is_told_as_one() {
    for tokens in [64, 100, 1024, 2047] {
        let short = head("gpt2", &[("{}.context_length", Value::Count(tokens))]);
        let error = sheet(&short).unwrap_err();
        assert!(error.what.contains("too short"), "{error}");
        let remedy = error.remedy.unwrap();
        assert!(remedy.contains("1536 words"), "{remedy}");
    }
    let mut silent = head("llama", &[]);
    silent.values.remove("llama.context_length");
    let what = refused(&silent);
    assert!(what.contains("does not say for how long"), "{what}");
}

#[test]
fn only_a_kind_that_may_be_unknown_is_blamed() {
    let known = kinds::unloadable("llama", "the file is damaged").to_string();
    assert!(
        known.contains("damaged") && !known.contains("kind"),
        "{known}"
    );
    let unknown = kinds::unloadable("nonesuch", "the file is damaged").to_string();
    assert!(
        unknown.contains("'nonesuch' are not known here, or the file is damaged"),
        "{unknown}"
    );
}

#[test]
fn the_licence_is_named_or_said_not_to_be_stated() {
    let licence = |changed: &[(&str, Value)]| sheet(&head("llama", changed)).unwrap().licence;
    assert_eq!(licence(&[("general.license", text(""))]), "not stated");
    let other = [
        ("general.license", text("other")),
        ("general.license.name", text("gemma")),
    ];
    assert_eq!(licence(&other), "gemma");
    assert_eq!(
        licence(&[("general.license", text("mit\u{1b}[2J\n"))]),
        "mit [2J",
        "nothing that a terminal would obey"
    );
}

#[test]
fn too_little_memory_is_said_with_both_figures() {
    let sheet = sheet(&head("llama", &[])).unwrap();
    assert!(sheet.fits(Some(8 << 30)).is_ok());
    let error = sheet.fits(Some(200_000_000)).unwrap_err();
    assert!(error.what.contains("0.3 GB") && error.what.contains("0.2 GB"));
}

fn read(bytes: &[u8]) -> Result<Head> {
    Head::read(&mut Cursor::new(bytes), bytes.len() as u64)
}

#[test]
fn a_damaged_head_is_an_error_and_never_a_crash() {
    let mut whole = b"GGUF\x03\0\0\0".to_vec();
    whole.extend(0_u64.to_le_bytes());
    whole.extend(2_u64.to_le_bytes());
    for (key, kind, value) in [
        (
            "a.list",
            9_u32,
            [
                &4_u32.to_le_bytes()[..],
                &2_u64.to_le_bytes(),
                &[7, 0, 0, 0, 9, 0, 0, 0],
            ]
            .concat(),
        ),
        ("a.text", 8, [&2_u64.to_le_bytes()[..], b"hi"].concat()),
    ] {
        whole.extend((key.len() as u64).to_le_bytes());
        whole.extend(key.as_bytes());
        whole.extend(kind.to_le_bytes());
        whole.extend(value);
    }
    let head = read(&whole).unwrap();
    assert_eq!(head.values["a.list"], Value::Counts(vec![7, 9]));
    assert_eq!(head.values["a.text"], text("hi"));
    for end in 4..whole.len() {
        let what = read(&whole[..end]).unwrap_err().what;
        assert!(what.contains("cut short"), "{end}: {what}");
    }
    assert!(read(b"PK\x03\x04").unwrap_err().what.contains("no GGUF"));
    assert!(read(b"").unwrap_err().what.contains("no GGUF"));
    let mut seed = 1_u64;
    for _ in 0..20_000 {
        let mut damaged = whole.clone();
        for _ in 0..3 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = 8 + (seed >> 33) as usize % (damaged.len() - 8);
            damaged[at] = (seed >> 24) as u8;
        }
        // Whatever comes of it, it comes.
        let _ = read(&damaged);
    }
}
