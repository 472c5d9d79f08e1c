//! The files of the repository, and the Rust code of each crate.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::rust_text::{code, test_modules};
use crate::workspace::{Member, root};

/// Rust code of a crate, its tests left out.
#[derive(Debug)]
pub(crate) struct Source {
    /// From the top of the repository.
    pub(crate) path: PathBuf,
    pub(crate) code: String,
}

/// Every file that git keeps or would keep, from the top of the repository.
pub(crate) fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .expect("git is there");
    assert!(
        listed.status.success(),
        "git knows no repository here; run the tests in a clone"
    );
    let text = String::from_utf8(listed.stdout).expect("names in the repository are UTF-8");
    let paths = text.split('\0').filter(|path| !path.is_empty());
    // A file that was deleted and not yet committed is still listed.
    paths
        .map(PathBuf::from)
        .filter(|path| root().join(path).is_file())
        .collect()
}

/// What stands in a file of the repository.
pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(root().join(path))
        .unwrap_or_else(|e| panic!("{} cannot be read: {e}", path.display()))
}

/// The code of `member`: what lies in its `src`, without tests.
pub(crate) fn of_crate(member: &Member) -> Vec<Source> {
    let inside = member.folder.join("src");
    let all: Vec<_> = files()
        .into_iter()
        .filter(|path| path.starts_with(&inside) && path.extension().is_some_and(|e| e == "rs"))
        .map(|path| {
            let text = text(&path);
            (path, text)
        })
        .collect();
    let for_tests: Vec<_> = all
        .iter()
        .flat_map(|(path, text)| {
            let home = modules_of(path);
            test_modules(text)
                .into_iter()
                .map(move |name| home.join(name))
        })
        .collect();
    all.into_iter()
        .filter(|(path, _)| {
            !for_tests
                .iter()
                .any(|test| path.with_extension("").starts_with(test))
        })
        .map(|(path, text)| Source {
            path,
            code: code(&text),
        })
        .collect()
}

/// The folder in which the modules lie that the file `path` declares.
fn modules_of(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default();
    if stem == "lib" || stem == "main" || stem == "mod" {
        path.parent().unwrap_or(path).to_owned()
    } else {
        path.with_extension("")
    }
}
