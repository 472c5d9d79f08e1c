//! Where things are: the program, the models, and what it is held against. All of it is named by whoever starts this.

use std::path::{Path, PathBuf};

use clap::Args;
use engine::{Engine, Setup, WorkerWord};
use jiff::Timestamp;
use model::{Catalog, ModelFile, Worker};
use tokio::runtime::Handle;

use crate::trouble::{Outcome, Trouble};

/// Paths, from the command line.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The program `longhand`.
    #[arg(long)]
    pub(crate) program: PathBuf,
    /// The folder `assets` of the checkout.
    #[arg(long)]
    pub(crate) assets: PathBuf,
    /// A folder for what is kept between runs.
    #[arg(long)]
    pub(crate) keep: PathBuf,
    /// The folder with llama-bench and llama-batched-bench.
    #[arg(long)]
    pub(crate) anchors: Option<PathBuf>,
    /// The smallest window that Tauri makes.
    #[arg(long)]
    pub(crate) bare_window: Option<PathBuf>,
    /// Tantivy by itself, an example of the library's.
    #[arg(long)]
    pub(crate) beside_tantivy: Option<PathBuf>,
    /// The folder with archives of real texts, out of which large libraries are made.
    #[arg(long)]
    pub(crate) texts: Option<PathBuf>,
}

impl Place {
    pub(crate) fn samples(&self) -> PathBuf {
        self.assets.join("sample-library")
    }

    /// The model `name` of the catalog.
    pub(crate) fn model(&self, name: &str) -> Outcome<ModelFile> {
        let catalog = self.assets.join("models.toml");
        let text = std::fs::read_to_string(&catalog)
            .map_err(|cause| Trouble::at("reading", &catalog, &cause))?;
        let found = Catalog::parse(&text)?.find(Some(name), &[self.assets.join("models")])?;
        Ok(found)
    }

    /// A fresh worker process with the weights of `file`.
    pub(crate) fn worker(&self, file: &ModelFile) -> Outcome<Worker> {
        let program = WorkerWord::Model.program(&self.program);
        let started = Worker::start(&program, &file.path, &mut || {
            std::ops::ControlFlow::Continue(())
        })?;
        started.ok_or_else(|| "the worker was stopped before it had loaded".into())
    }

    /// An engine on the data folder `data_dir`, drafting with the model `name`.
    pub(crate) fn engine(&self, data_dir: &Path, name: &str, runtime: Handle) -> Outcome<Engine> {
        let setup = Setup {
            memory: None,
            data_dir: data_dir.to_owned(),
            program: self.program.clone(),
            model: Some(name.to_owned()),
            model_folders: vec![self.assets.join("models")],
            sample_library: Some(self.samples()),
            now: Timestamp::now,
        };
        Ok(Engine::open(setup, runtime)?)
    }

    /// A temporary data folder in which the sample library was read.
    pub(crate) fn sample_home(&self) -> Outcome<tempfile::TempDir> {
        let home = self.temporary("sample-")?;
        let samples = self.samples();
        self.longhand(home.path(), &[&"add", &samples])?;
        self.longhand(home.path(), &[&"me", &engine::SAMPLE_PERSON])?;
        Ok(home)
    }

    /// A folder that is empty now and gone afterwards.
    pub(crate) fn temporary(&self, prefix: &str) -> Outcome<tempfile::TempDir> {
        std::fs::create_dir_all(&self.keep)
            .map_err(|cause| Trouble::at("making", &self.keep, &cause))?;
        tempfile::Builder::new()
            .prefix(prefix)
            .tempdir_in(&self.keep)
            .map_err(|cause| Trouble::at("making a folder in", &self.keep, &cause))
    }

    /// Runs `longhand` with `words` on a data folder to its end, and gives what it said.
    pub(crate) fn longhand(
        &self,
        data_dir: &Path,
        words: &[&dyn AsRef<std::ffi::OsStr>],
    ) -> Outcome<String> {
        let mut command = std::process::Command::new(&self.program);
        command
            // First: after `--` all is words to search for.
            .arg("--data-dir")
            .arg(data_dir)
            .args(words)
            .stdin(std::process::Stdio::null());
        said(&mut command)
    }
}

/// What a program said on standard output; what it said on standard error is the trouble where it failed.
pub(crate) fn said(command: &mut std::process::Command) -> Outcome<String> {
    let program = PathBuf::from(command.get_program());
    let output = command
        .output()
        .map_err(|cause| Trouble::at("starting", &program, &cause))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let last = words
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .unwrap_or("no reason given");
    let failed = format!("{} ({})", last.trim(), output.status);
    Err(Trouble::at("running", &program, &failed))
}
