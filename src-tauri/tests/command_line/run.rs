//! Running the program on a data folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tempfile::TempDir;

/// A data folder and a folder of writing, both empty and gone at the end.
pub(crate) struct Desk {
    folder: TempDir,
}

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) said: String,
    pub(crate) complained: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("writing")).unwrap();
        Self { folder }
    }

    /// A desk with the sample library read, its writer being the user.
    pub(crate) fn with_samples() -> Self {
        let desk = Self::new();
        assert_eq!(desk.run(&["me", "ottilie@marsh.example.org"]).code, 0);
        assert_eq!(
            desk.run(&["add", sample_library().to_str().unwrap()]).code,
            0
        );
        desk
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder of writing.
    pub(crate) fn writing(&self) -> PathBuf {
        self.folder.path().join("writing")
    }

    /// Writes a file into the folder of writing.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.writing().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_longhand"));
        command
            .arg("--data-dir")
            .arg(self.data())
            .args(words)
            .stdin(Stdio::null());
        command
    }

    /// Runs a draft. One at a time: two models at once are more than a small machine can do.
    pub(crate) fn draft(&self, words: &[&str]) -> Ran {
        let _one = one_model();
        self.run(words)
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        Ran::of(self.command(words).output().unwrap())
    }

    /// Adds the folder of writing.
    pub(crate) fn add(&self) -> Ran {
        self.run(&["add", self.writing().to_str().unwrap()])
    }

    pub(crate) fn status(&self) -> Value {
        self.run(&["status", "--json"]).lines().remove(0)
    }

    /// Titles of what a search by words finds.
    pub(crate) fn found(&self, words: &str) -> Vec<String> {
        self.search(&[words, "--method", "bm25"])
    }

    /// Titles of what a search finds.
    pub(crate) fn search(&self, words: &[&str]) -> Vec<String> {
        let hits = self.run(&[&["search", "--json"], words].concat()).lines();
        hits.iter()
            .map(|hit| hit["title"].as_str().unwrap().to_owned())
            .collect()
    }

    /// State and reason of a file in the folder of writing.
    pub(crate) fn file(&self, name: &str) -> (String, String) {
        let status = self.status();
        let files = status["files"].as_array().unwrap();
        let file = files
            .iter()
            .find(|file| file["path"].as_str().unwrap().ends_with(name))
            .expect(name);
        (
            file["state"].as_str().unwrap().to_owned(),
            file["reason"].as_str().unwrap().to_owned(),
        )
    }
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            said: String::from_utf8(output.stdout).unwrap(),
            complained: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// What was said, as one JSON object a line.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.said
            .lines()
            .map(|line| serde_json::from_str(line).expect(line))
            .collect()
    }

    /// Fails unless the program ended with `code` and complained in one line that has all of `words`.
    pub(crate) fn complains(&self, code: i32, words: &[&str]) {
        let lines: Vec<&str> = self
            .complained
            .lines()
            .filter(|line| line.starts_with("longhand: "))
            .collect();
        assert_eq!((self.code, lines.len()), (code, 1), "{}", self.complained);
        for word in words {
            assert!(lines[0].contains(word), "{word:?} is not in {:?}", lines[0]);
        }
    }
}

/// Interrupts `running`, as Ctrl+C does.
pub(crate) fn interrupt(running: &Child) {
    let id = running.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.unwrap().success());
}

/// Held by the test that uses the model.
pub(crate) fn one_model() -> MutexGuard<'static, ()> {
    static MODEL: Mutex<()> = Mutex::new(());
    MODEL.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn sample_library() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../assets/sample-library")
        .canonicalize()
        .unwrap()
}
