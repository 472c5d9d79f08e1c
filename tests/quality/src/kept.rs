//! What was made, line by line on disk, so that a run that was stopped goes on where it was.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::Path;

use domain::{Brief, Kind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::protocol::{Case, Task};
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

/// The lines of a run.
pub(crate) struct Kept {
    lines: Vec<Line>,
    file: File,
    /// Another build of this program has drafted them: it may not be gone on with.
    pub(crate) by_another: bool,
}

impl Kept {
    /// Opens the folder of a run; lines that are there are taken up again, a torn last one is cut off.
    pub(crate) fn open(out: &Path, facts: &RunFacts) -> Outcome<Self> {
        let failed = |cause: std::io::Error| format!("{}: {cause}", out.display());
        fs::create_dir_all(out).map_err(failed)?;
        let about = out.join("run.json");
        let mut by_another = false;
        match fs::read(&about) {
            Ok(bytes) => {
                let there: Option<RunFacts> = serde_json::from_slice(&bytes).ok();
                let there = there.map(|there| {
                    by_another = there.program != facts.program;
                    RunFacts {
                        program: facts.program.clone(),
                        ..there
                    }
                });
                if there.as_ref() != Some(facts) {
                    return Err(format!(
                        "{} holds another run (other texts, model, task, seed or rows); name another folder with --out",
                        out.display()
                    ));
                }
            }
            Err(_) => {
                let json = serde_json::to_vec_pretty(facts).map_err(|cause| cause.to_string())?;
                fs::write(&about, json).map_err(failed)?;
            }
        }
        let raw = out.join("raw.jsonl");
        let text = fs::read(&raw).unwrap_or_default();
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
        let texts = case.history.iter().chain(&case.other);
        texts.for_each(|text| take(&text.text));
        let hands = case.reference.iter().chain(case.strangers.iter().flatten());
        hands.for_each(|text| take(text));
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
