//! What was made, line by line on disk, so that a run that was stopped goes on where it was.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{BufReader, ErrorKind, Read, Write};
use std::path::Path;

use domain::{Brief, Kind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::given::Task;
use crate::protocol::Case;
use crate::{Outcome, Words};

/// One text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) task: String,
    pub(crate) row: String,
    pub(crate) author: String,
    pub(crate) id: String,
    pub(crate) seed: u32,
    pub(crate) brief: Brief,
    /// How many texts the library had that it was drafted from; none for a row without one, and in older lines.
    pub(crate) history: Option<u32>,
    /// The documents whose words stood in the prompt.
    pub(crate) sources: Vec<String>,
    /// Those words.
    pub(crate) passages: Vec<String>,
    /// What came after the given start.
    pub(crate) text: String,
    pub(crate) target: String,
    /// Milliseconds by stage.
    pub(crate) ms: BTreeMap<String, f64>,
    /// Why there is no text, where there is none.
    pub(crate) error: Option<String>,
}

impl Line {
    pub(crate) fn empty(task: Task, row: &str, case: &Case, seed: u32) -> Self {
        Self {
            task: task.as_str().into(),
            row: row.into(),
            author: case.author.clone(),
            id: case.id.clone(),
            seed,
            brief: case.brief.clone(),
            history: None,
            sources: Vec::new(),
            passages: Vec::new(),
            text: String::new(),
            target: case.target.clone(),
            ms: BTreeMap::new(),
            error: None,
        }
    }
}

/// What a run is of. Lines of another one are not mixed with its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunFacts {
    pub(crate) task: String,
    pub(crate) kind: Kind,
    pub(crate) model: String,
    pub(crate) sha256: String,
    pub(crate) seed: u32,
    pub(crate) authors: Vec<String>,
    pub(crate) documents: Vec<String>,
    /// What the rows are, so that lines of an older meaning are not taken for this one's.
    rows: String,
    /// The SHA-256 of the program that drafts. What it has drafted another one may still score.
    program: String,
    /// Of all that is given and held against.
    texts: String,
}

impl RunFacts {
    pub(crate) fn of(words: &Words, kind: Kind, cases: &[Case]) -> Outcome<Self> {
        let mut authors: Vec<String> = cases.iter().map(|case| case.author.clone()).collect();
        authors.dedup();
        let name = words
            .model
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        Ok(Self {
            task: words.task.as_str().into(),
            kind,
            model: name.into_owned(),
            sha256: sha256(&words.model)?,
            seed: words.seed,
            authors,
            documents: cases.iter().map(|case| case.id.clone()).collect(),
            rows: hex(&Sha256::digest(include_bytes!("../../../assets/rows.json"))),
            program: sha256(&std::env::current_exe().map_err(|cause| cause.to_string())?)?,
            texts: digest(cases)?,
        })
    }
}

/// The lines of a run. Nobody else writes to its folder in the meantime.
#[derive(Debug)]
pub(crate) struct Kept {
    lines: Vec<Line>,
    file: File,
    /// Another build of this program has drafted them: it may not be gone on with.
    pub(crate) by_another: bool,
    /// The system lets go of it even when the program is killed.
    _lock: File,
}

impl Kept {
    /// Opens the folder of a run; lines that are there are taken up again, a torn last one is cut off.
    pub(crate) fn open(out: &Path, facts: &RunFacts) -> Outcome<Self> {
        let failed = |cause: std::io::Error| format!("{}: {cause}", out.display());
        fs::create_dir_all(out).map_err(failed)?;
        let lock = lock(out)?;
        let by_another = is_of_another_build(out, facts)?;
        let raw = out.join("raw.jsonl");
        let text = there(&raw)?.unwrap_or_default();
        let whole = text
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let mut lines = Vec::new();
        for line in text[..whole]
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            let line = serde_json::from_slice(line)
                .map_err(|cause| format!("{}: {cause}", raw.display()))?;
            lines.push(line);
        }
        let file = File::options()
            .create(true)
            .append(true)
            .open(&raw)
            .map_err(failed)?;
        file.set_len(whole as u64).map_err(failed)?;
        Ok(Self {
            lines,
            file,
            by_another,
            _lock: lock,
        })
    }

    pub(crate) fn add(&mut self, line: Line) -> Outcome<()> {
        let mut json = serde_json::to_string(&line).map_err(|cause| cause.to_string())?;
        json.push('\n');
        self.file
            .write_all(json.as_bytes())
            .map_err(|cause| format!("keeping a text: {cause}"))?;
        self.lines.push(line);
        Ok(())
    }

    pub(crate) fn find(&self, row: &str, case: &Case) -> Option<&Line> {
        self.lines
            .iter()
            .find(|line| line.row == row && line.id == case.id && line.author == case.author)
    }
}

/// Keeps other runs out of the folder.
fn lock(out: &Path) -> Outcome<File> {
    let path = out.join("run.lock");
    let failed = |cause: std::io::Error| format!("{}: {cause}", path.display());
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(format!(
            "another run is writing to {}; wait for its end, or name another folder with --out",
            out.display()
        )),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

/// Whether what is in the folder of a run was drafted by another build of this program. A folder that holds nothing yet is
/// taken for this run, and one that holds another run is refused.
fn is_of_another_build(out: &Path, facts: &RunFacts) -> Outcome<bool> {
    let about = out.join("run.json");
    let Some(bytes) = there(&about)? else {
        if out.join("raw.jsonl").exists() {
            return Err(format!(
                "{} holds the texts of a run, and no run.json that says of which; name another folder with --out",
                out.display()
            ));
        }
        return write_whole(&about, facts).map(|()| false);
    };
    let there: Option<RunFacts> = serde_json::from_slice(&bytes).ok();
    let program = there.as_ref().map(|there| there.program.clone());
    let there = there.map(|there| RunFacts {
        program: facts.program.clone(),
        ..there
    });
    if there.as_ref() != Some(facts) {
        return Err(format!(
            "{} holds another run (other texts, model, task, seed or rows); name another folder with --out",
            out.display()
        ));
    }
    Ok(program.as_ref() != Some(&facts.program))
}

/// Writes `facts` so that they are there as a whole or not at all.
fn write_whole(path: &Path, facts: &RunFacts) -> Outcome<()> {
    let failed = |cause: std::io::Error| format!("{}: {cause}", path.display());
    let json = serde_json::to_vec_pretty(facts).map_err(|cause| cause.to_string())?;
    let part = path.with_extension("json.part");
    fs::write(&part, json).map_err(failed)?;
    fs::rename(&part, path).map_err(failed)
}

/// What is in a file; none where there is no such file.
fn there(path: &Path) -> Outcome<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(format!("{}: {cause}", path.display())),
    }
}

/// Of all texts of `cases`, in order.
fn digest(cases: &[Case]) -> Outcome<String> {
    let mut hasher = Sha256::new();
    let mut take = |text: &str| {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text);
    };
    for case in cases {
        take(&serde_json::to_string(&case.brief).map_err(|cause| cause.to_string())?);
        take(&case.target);
        let texts = case.history.iter().chain(&case.other.history);
        texts.for_each(|text| take(&text.text));
        let hands = [&case.reference].into_iter().chain(&case.strangers);
        hands
            .flat_map(|hand| &hand.pieces)
            .for_each(|text| take(text));
    }
    Ok(hex(&hasher.finalize()))
}

fn sha256(path: &Path) -> Outcome<String> {
    let failed = |cause: std::io::Error| format!("{}: {cause}", path.display());
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let mut hasher = Sha256::new();
    let mut part = vec![0; 1 << 20];
    loop {
        let count = file.read(&mut part).map_err(failed)?;
        if count == 0 {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(&part[..count]);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(seed: u32, program: &str) -> RunFacts {
        serde_json::from_value(serde_json::json!({
            "task": "P", "kind": "post", "model": "m.gguf", "sha256": "0f", "seed": seed, "authors": ["ada"],
            "documents": ["ada/1"], "rows": "", "program": program, "texts": "",
        }))
        .unwrap()
    }

    #[test]
    fn one_run_at_a_time_writes_to_a_folder() {
        let out = tempfile::tempdir().unwrap();
        let kept = Kept::open(out.path(), &facts(1, "a")).unwrap();
        let said = Kept::open(out.path(), &facts(1, "a")).unwrap_err();
        assert!(said.starts_with("another run is writing to "), "{said}");
        drop(kept);
        let again = Kept::open(out.path(), &facts(1, "b")).unwrap();
        assert!(again.by_another);
        drop(again);
        let said = Kept::open(out.path(), &facts(2, "a")).unwrap_err();
        assert!(said.contains(" holds another run "), "{said}");
        assert!(!out.path().join("run.json.part").exists());
    }

    #[test]
    fn texts_of_which_nobody_says_whose_run_they_are_stay_as_they_are() {
        let out = tempfile::tempdir().unwrap();
        let raw = out.path().join("raw.jsonl");
        fs::write(&raw, "{\"torn").unwrap();
        let said = Kept::open(out.path(), &facts(1, "a")).unwrap_err();
        assert!(said.contains("no run.json"), "{said}");
        assert_eq!(fs::read_to_string(&raw).unwrap(), "{\"torn");
        // What cannot be read is not taken for nothing.
        fs::remove_file(&raw).unwrap();
        fs::create_dir(&raw).unwrap();
        write_whole(&out.path().join("run.json"), &facts(1, "a")).unwrap();
        let said = Kept::open(out.path(), &facts(1, "a")).unwrap_err();
        assert!(said.contains("raw.jsonl"), "{said}");
    }

    #[test]
    fn lines_that_do_not_say_how_much_history_there_was_are_read() {
        let out = tempfile::tempdir().unwrap();
        let brief = serde_json::to_value(Brief::default()).unwrap();
        let line = serde_json::json!({
            "task": "P", "row": "Longhand", "author": "ada", "id": "ada/1", "seed": 1, "brief": brief, "sources": [],
            "passages": [], "text": "Gone.", "target": "They left.", "ms": {}, "error": null,
        });
        drop(Kept::open(out.path(), &facts(1, "a")).unwrap());
        fs::write(out.path().join("raw.jsonl"), format!("{line}\n{{\"torn")).unwrap();
        let kept = Kept::open(out.path(), &facts(1, "a")).unwrap();
        assert_eq!((kept.lines.len(), kept.lines[0].history), (1, None));
    }
}
