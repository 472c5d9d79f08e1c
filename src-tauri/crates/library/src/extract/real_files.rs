//! Files that other programs made of one known text: what is read is that text. How they were made stands in
//! `real_files/README.md`.

use std::path::{Path, PathBuf};

use super::{Extracted, Found, Verdict, extract};

const FORMS: [&str; 8] = [
    "chromium.html",
    "chromium.pdf",
    "libreoffice.docx",
    "libreoffice.odt",
    "libreoffice.pdf",
    "pandoc.docx",
    "pandoc.odt",
    "tex.pdf",
];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/extract/real_files")
        .join(name)
}

fn of(name: &str) -> Extracted {
    let mut found = Vec::new();
    let verdict = extract(&file(name), None, &mut |one| {
        if let Found::Document(document) = one {
            found.push(*document);
        }
    });
    assert_eq!((verdict, found.len()), (Verdict::Read, 1), "{name}");
    found.remove(0)
}

/// The words, however they are spaced.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .filter(|word| *word != "-")
        .collect()
}

#[test]
fn the_words_are_the_same_in_every_form() {
    let wanted = std::fs::read_to_string(file("letter.txt")).unwrap();
    for name in FORMS {
        let found = of(name);
        assert_eq!(words(&found.text), words(&wanted), "{name}");
    }
}

#[test]
fn paragraphs_and_items_stand_apart_as_they_do_on_the_page() {
    let wanted = std::fs::read_to_string(file("letter.txt")).unwrap();
    for name in FORMS.iter().filter(|name| !name.ends_with(".pdf")) {
        assert_eq!(of(name).text, wanted.trim(), "{name}");
    }
}
