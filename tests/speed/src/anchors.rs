//! llama.cpp's own programs for measuring, built for this processor: what target 1, 2 and 5 are held against.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::place::{Place, said};
use crate::trouble::{Outcome, Trouble};

/// The programs, and what both sides use.
#[derive(Debug)]
pub(crate) struct Anchors<'a> {
    folder: &'a Path,
    model: &'a Path,
    threads: i32,
}

/// What llama-bench says of one test.
#[derive(Debug, Deserialize)]
pub(crate) struct Bench {
    /// Tokens a second.
    pub(crate) avg_ts: f64,
    /// Bytes of weights.
    pub(crate) model_size: u64,
    /// Number of weights.
    pub(crate) model_n_params: u64,
}

#[derive(Debug, Deserialize)]
struct Batched {
    /// Tokens a second while writing, all texts together.
    speed_tg: f64,
}

impl<'a> Anchors<'a> {
    pub(crate) fn new(place: &'a Place, model: &'a Path, threads: i32) -> Outcome<Self> {
        let folder = place
            .anchors
            .as_deref()
            .ok_or("llama-bench was not built, see above")?;
        Ok(Self {
            folder,
            model,
            threads,
        })
    }

    /// Decoding `count` tokens behind `depth` others.
    pub(crate) fn decode(&self, count: u32, depth: u32) -> Outcome<Bench> {
        self.bench(&[
            ("-p", 0),
            ("-n", u64::from(count)),
            ("-d", u64::from(depth)),
        ])
    }

    /// Reading `count` tokens from nothing.
    pub(crate) fn prefill(&self, count: u32) -> Outcome<Bench> {
        self.bench(&[("-p", u64::from(count)), ("-n", 0)])
    }

    fn bench(&self, numbers: &[(&str, u64)]) -> Outcome<Bench> {
        let program = self.program("llama-bench")?;
        let mut command = Command::new(&program);
        command.arg("-m").arg(self.model).args([
            "-t",
            &self.threads.to_string(),
            "-r",
            "1",
            "-o",
            "json",
        ]);
        for (name, number) in numbers {
            command.args([*name, &number.to_string()]);
        }
        let text = said(&mut command)?;
        let mut tests: Vec<Bench> = serde_json::from_str(&text)
            .map_err(|cause| Trouble::at("understanding", &program, &cause))?;
        tests
            .pop()
            .ok_or_else(|| Trouble::at("running", &program, &"it measured nothing"))
    }

    /// Decoding `count` tokens of each of `texts` that share `depth` tokens, in tokens a second, all together.
    pub(crate) fn decode_batched(&self, count: u32, depth: u32, texts: usize) -> Outcome<f64> {
        let program = self.program("llama-batched-bench")?;
        let threads = self.threads.to_string();
        let mut command = Command::new(&program);
        command
            .arg("-m")
            .arg(self.model)
            .args(["-t", &threads, "-tb", &threads])
            .args(["-c", "4096", "-b", "512", "-ub", "512", "-pps", "-kvu"])
            .args(["-npp", &depth.to_string(), "-ntg", &count.to_string()])
            .args(["-npl", &texts.to_string(), "--output-format", "jsonl"]);
        let text = said(&mut command)?;
        let line = text.lines().find(|line| line.starts_with('{'));
        let line = line.ok_or_else(|| Trouble::at("running", &program, &"it measured nothing"))?;
        let batched: Batched = serde_json::from_str(line)
            .map_err(|cause| Trouble::at("understanding", &program, &cause))?;
        Ok(batched.speed_tg)
    }

    fn program(&self, name: &str) -> Outcome<PathBuf> {
        let program = self.folder.join(name);
        if program.is_file() {
            return Ok(program);
        }
        Err(Trouble::at(
            "starting",
            &program,
            &"it is not there; delete its folder and run this again to have it built",
        ))
    }
}
