//! Rules about files: how long, how they begin, where they lie, and that the README knows them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::house::TOP;
use crate::sources::{files, text};
use crate::workspace::members;

/// Aim at 300.
const MOST_LINES: usize = 500;

#[test]
fn no_source_file_has_more_than_500_lines() {
    let long: Vec<_> = files()
        .into_iter()
        .filter(|path| is_source(path))
        .filter_map(|path| too_long(&path, &text(&path)))
        .collect();
    assert!(
        long.is_empty(),
        "\n  {}\nMake two files of it, each with one sentence on top.\n",
        long.join("\n  ")
    );
}

#[test]
fn every_crate_says_on_top_what_it_is() {
    let mut looked = 0;
    for member in members() {
        for name in ["src/lib.rs", "src/main.rs"] {
            let path = member.folder.join(name);
            if files().contains(&path) {
                looked += 1;
                assert!(
                    says_what_it_is(&text(&path)),
                    "{} does not begin with `//!`: say in a sentence what lives there",
                    path.display()
                );
            }
        }
    }
    assert!(looked > 5, "hardly any crate was looked at");
}

#[test]
fn the_top_of_the_repository_stays_small() {
    let strangers = strangers(&files());
    assert!(
        strangers.is_empty(),
        "{strangers:?} should not lie at the top of the repository: put it into one of {TOP:?} or a dot folder"
    );
}

#[test]
fn the_readme_names_every_folder_of_the_workspace() {
    let readme = text(Path::new("README.md"));
    for member in members() {
        assert!(
            names_folder(&readme, &member.folder),
            "README.md does not name {}: give it a line in the map",
            member.folder.display()
        );
    }
}

fn is_source(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let source = [".rs", ".ts", ".svelte"]
        .iter()
        .any(|end| name.ends_with(end));
    let test = path.iter().any(|part| part == "tests")
        || name.ends_with("tests.rs")
        || name.ends_with(".test.ts");
    source && !test && !name.contains(".gen.")
}

fn too_long(path: &Path, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > MOST_LINES).then(|| format!("{} has {lines} lines", path.display()))
}

fn says_what_it_is(text: &str) -> bool {
    text.starts_with("//! ")
}

fn strangers(files: &[PathBuf]) -> BTreeSet<String> {
    let top = files.iter().filter_map(|path| path.iter().next());
    top.map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()))
        .collect()
}

/// Whether the text names the folder: with a line of its own in the map, in a path (`crates/engine/`), or as `engine`.
fn names_folder(readme: &str, folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut first_words = readme
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    first_words.any(|word| word == name)
        || readme.contains(&format!("{name}/"))
        || readme.contains(&format!("`{name}`"))
}

#[cfg(test)]
mod can_fail {
    use super::*;

    #[test]
    fn a_long_file_is_seen() {
        assert!(too_long(Path::new("a.rs"), &"\n".repeat(501)).is_some());
        assert!(too_long(Path::new("a.rs"), &"\n".repeat(500)).is_none());
        assert!(is_source(Path::new("ui/src/App.svelte")));
        assert!(!is_source(Path::new("ui/src/lib/wire.gen.ts")));
        assert!(!is_source(Path::new("src-tauri/crates/a/src/b/tests.rs")));
    }

    #[test]
    fn a_stranger_at_the_top_is_seen() {
        let files = ["src/main.rs", ".ci/run", "ui/a.ts", "notes.txt"].map(PathBuf::from);
        assert_eq!(
            strangers(&files).into_iter().collect::<Vec<_>>(),
            ["notes.txt", "src"]
        );
    }

    #[test]
    fn a_silent_crate_and_a_silent_readme_are_seen() {
        assert!(!says_what_it_is("// The front door."));
        assert!(!names_folder(
            "so the engine does it",
            Path::new("src-tauri/crates/engine")
        ));
        assert!(names_folder(
            "  engine   the front door",
            Path::new("src-tauri/crates/engine")
        ));
    }
}
