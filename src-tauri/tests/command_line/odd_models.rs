//! Models that lie in the folder or are named without having been added: they are looked at all the same.

use std::fs;
use std::path::PathBuf;

use crate::gguf::Gguf;
use crate::model_words::{add, listed, starter};
use crate::run::{Desk, one_model};

/// Puts a file into the data folder's own folder of models, as somebody may do by hand.
fn put(desk: &Desk, name: &str, content: &[u8]) -> PathBuf {
    let folder = desk.data().join("models");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

/// The starter as a download leaves it that was to have so much room and ended in the middle.
fn half_downloaded() -> Vec<u8> {
    let mut bytes = fs::read(starter()).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0);
    bytes
}

#[test]
fn what_cannot_write_is_neither_chosen_nor_drafted_with() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["status"]).code, 0);
    let whole = fs::read(starter()).unwrap();
    let with_context = |tokens| {
        Gguf::sound("llama")
            .number("llama.context_length", tokens)
            .bytes()
    };
    let table: [(&str, Vec<u8>, &str); 9] = [
        ("cut", whole[..whole.len() / 2].to_vec(), "cut short"),
        ("bertish", Gguf::sound("bert").bytes(), "searching"),
        (
            "pool",
            Gguf::sound("qwen3").number("qwen3.pooling_type", 3).bytes(),
            "searching",
        ),
        (
            "adapter",
            Gguf::sound("llama").text("general.type", "adapter").bytes(),
            "adapter",
        ),
        (
            "part",
            Gguf::sound("llama").number("split.count", 3).bytes(),
            "3 parts",
        ),
        ("none", with_context(0), "makes no sense"),
        ("vast", with_context(1 << 31), "makes no sense"),
        ("short", with_context(100), "too short"),
        ("text", b"Dear Tom, this is no model.".to_vec(), "no GGUF"),
    ];
    for (name, content, reason) in table {
        let path = put(&desk, &format!("{name}.gguf"), &content);
        let file = format!("{name}.gguf");
        desk.run(&["model", "use", name])
            .complains(1, &[reason, &file]);
        assert_eq!(listed(&desk, name).unwrap()["used"], false, "{name}");
        let brief = ["draft", "--kind", "note", "--title", "Kettle"];
        let ran = desk.draft(&[&brief[..], &["--model", path.to_str().unwrap()]].concat());
        ran.complains(1, &[reason, &file]);
        assert!(ran.said.is_empty(), "{}", ran.said);
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_download_with_a_hole_in_it_is_found() {
    let desk = Desk::new();
    let bytes = half_downloaded();
    let file = desk.write("holed.gguf", &bytes);
    add(&desk, &file).complains(
        1,
        &["not downloaded to its end", "holed.gguf", "Get it again"],
    );
    assert!(listed(&desk, "holed").is_none());
    put(&desk, "holed.gguf", &bytes);
    let checked = {
        let _one = one_model();
        desk.run(&["model", "check", "holed", "--json"])
    };
    checked.complains(1, &["not downloaded to its end", "holed.gguf"]);
    assert_eq!(checked.lines()[0]["writes"], false);
}

#[test]
#[cfg(target_os = "linux")]
fn one_that_cannot_be_read_does_not_keep_the_others_from_being_checked() {
    use serde_json::Value;
    use std::os::unix::fs::symlink;

    let desk = Desk::new();
    put(&desk, "text.gguf", b"Dear Tom, this is no model.");
    // It can be opened and not be read, even by the superuser.
    symlink("/proc/self/mem", desk.data().join("models/awful.gguf")).unwrap();
    assert!(fs::read(desk.data().join("models/awful.gguf")).is_err());
    let ran = {
        let _one = one_model();
        desk.run(&["model", "check", "--json"])
    };
    assert_eq!(ran.code, 1, "{}", ran.complained);
    let lines = ran.lines();
    let of = |name: &str| -> &Value { lines.iter().find(|line| line["name"] == name).unwrap() };
    let awful = of("awful");
    assert_eq!(
        (&awful["sha256"], &awful["catalog"], &awful["writes"]),
        (&Value::Null, &Value::Null, &false.into())
    );
    assert_eq!(awful["trouble"]["code"], "io");
    let text = of("text");
    assert!(text["sha256"].is_string(), "{text}");
    assert_eq!(text["trouble"]["code"], "no_model");
    assert_eq!(of("starter")["writes"], true);
    let said = desk.run(&["model", "check", "awful"]);
    said.complains(1, &["awful.gguf", "reading the model file failed"]);
    assert!(said.said.contains("could not be read"), "{}", said.said);
}
