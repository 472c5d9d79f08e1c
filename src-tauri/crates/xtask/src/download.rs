//! Putting a model together from its parts: resumed where it was cut, used only if its checksum is right.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::catalog::{Model, Part};
use crate::say::Progress;
use crate::verified;

/// Where parts come from.
pub(crate) trait Source {
    /// Writes the bytes of one part to `to`; `seen` hears how many bytes are on this machine already.
    fn fetch(
        &mut self,
        part: &Part,
        to: &mut File,
        seen: &mut dyn FnMut(u64),
    ) -> Result<(), Trouble>;

    /// How long to wait before the try after this one.
    fn pause(&self, tries: u32) -> Duration;
}

/// Why a model could not be had.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The source does not exist any more (its name and version).
    Gone(String),
    /// The source could not be reached, or not all of it came.
    Cut(String),
    /// The whole is not what the catalog pins.
    Wrong(String),
    /// This machine: the disk, or a program that is missing.
    Here(String),
}

#[derive(Default, Serialize, Deserialize)]
struct Journal {
    sha256: String,
    parts: usize,
    bytes: u64,
}

const TRIES: u32 = 3;

/// Fetches what is missing of a model, checks the whole and gives it its name.
pub(crate) fn assemble(
    folder: &Path,
    model: &Model,
    source: &mut dyn Source,
) -> Result<(), Trouble> {
    let part_path = folder.join(format!("{}.part", model.file));
    let journal_path = journal_path(folder, model);
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&part_path)
        .map_err(|e| here(&part_path, &e))?;
    let mut journal = read_journal(&journal_path, model, &file);
    let mut progress = Progress::new(&model.name, model.sources.len(), model.bytes);
    if journal.parts > 0 {
        progress.end(&format!(
            "goes on after part {} of {}",
            journal.parts,
            model.sources.len()
        ));
    }
    for (i, part) in model.sources.iter().enumerate().skip(journal.parts) {
        let done = journal.bytes;
        let mut seen = |bytes| progress.at(i + 1, done + bytes);
        seen(0);
        fetch_part(&mut file, done, part, source, &mut seen, &part_path)?;
        journal.parts = i + 1;
        journal.bytes = file.stream_position().map_err(|e| here(&part_path, &e))?;
        if journal.bytes > model.bytes {
            break;
        }
        write_journal(&journal_path, &journal).map_err(|e| here(&journal_path, &e))?;
    }
    drop(file);
    progress.end(&format!("all here, {}", crate::say::size(journal.bytes)));
    finish(folder, model, &part_path, journal.bytes)
}

/// One part, with a second and a third try; each begins where the part before it ended.
fn fetch_part(
    file: &mut File,
    start: u64,
    part: &Part,
    source: &mut dyn Source,
    seen: &mut dyn FnMut(u64),
    path: &Path,
) -> Result<(), Trouble> {
    let mut tries = 1;
    loop {
        file.set_len(start).map_err(|e| here(path, &e))?;
        file.seek(SeekFrom::Start(start))
            .map_err(|e| here(path, &e))?;
        match source.fetch(part, file, seen) {
            Ok(()) => return file.sync_data().map_err(|e| here(path, &e)),
            Err(trouble @ (Trouble::Here(_) | Trouble::Wrong(_))) => return Err(trouble),
            Err(trouble) if tries == TRIES => return Err(trouble),
            Err(_) => thread::sleep(source.pause(tries)),
        }
        tries += 1;
    }
}

/// Checks the whole and names it; a wrong one is thrown away.
fn finish(folder: &Path, model: &Model, part_path: &Path, bytes: u64) -> Result<(), Trouble> {
    let found = if bytes == model.bytes {
        verified::sha256(part_path).map_err(|e| here(part_path, &e))?
    } else {
        format!("{bytes} bytes")
    };
    if found != model.sha256 {
        let _ = fs::remove_file(part_path);
        let _ = fs::remove_file(journal_path(folder, model));
        let pinned = format!("{} bytes, sha256 {}", model.bytes, model.sha256);
        return Err(Trouble::Wrong(format!("found {found}; pinned {pinned}")));
    }
    fs::rename(part_path, folder.join(&model.file)).map_err(|e| here(part_path, &e))?;
    let _ = fs::remove_file(journal_path(folder, model));
    verified::remember(folder, model);
    Ok(())
}

/// How much of a model is here already, unfinished.
pub(crate) fn begun(folder: &Path, model: &Model) -> u64 {
    fs::metadata(folder.join(format!("{}.part", model.file))).map_or(0, |found| found.len())
}

fn journal_path(folder: &Path, model: &Model) -> PathBuf {
    folder.join(format!("{}.part.toml", model.file))
}

/// The journal, if it speaks of this model and the file holds what it says; else a new one.
fn read_journal(path: &Path, model: &Model, file: &File) -> Journal {
    let here = file.metadata().map_or(0, |found| found.len());
    fs::read_to_string(path)
        .ok()
        .and_then(|text| toml::from_str::<Journal>(&text).ok())
        .filter(|j| j.sha256 == model.sha256 && j.parts <= model.sources.len() && j.bytes <= here)
        .unwrap_or_else(|| Journal {
            sha256: model.sha256.clone(),
            ..Journal::default()
        })
}

/// Writes the journal under another name first, so that it is whole at any time.
fn write_journal(path: &Path, journal: &Journal) -> io::Result<()> {
    let text = toml::to_string(journal).map_err(io::Error::other)?;
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_data()?;
    fs::rename(new, path)
}

fn here(path: &Path, error: &io::Error) -> Trouble {
    Trouble::Here(format!("{}: {error}", path.display()))
}

#[cfg(test)]
#[path = "download_tests.rs"]
mod tests;
