//! Adding a model from a file: looked at, tried, summed, and only then taken into the data folder.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Result};
use model::{Inspection, Sheet};

use super::check::{PIECE, sum, try_out};
use super::types::{AddedModel, ModelStep};
use super::{BEST, Models, OnStep};

/// How the name of a file ends that is still being copied; never that of a model.
const UNFINISHED: &str = "adding";

impl Models<'_> {
    /// Adds the model in `file` to the data folder; `None` if it was stopped. Whatever goes wrong, nothing is left
    /// behind.
    ///
    /// # Errors
    /// `BadInput` for a path or a name that cannot be used, `NoModel` for a file that is no model to write with, `Io` if
    /// the disk says no.
    pub fn add(&self, file: &Path, on: OnStep<'_>) -> Result<Option<AddedModel>> {
        self.must_write()?;
        let source = regular(file)?;
        let name = self.name_for(file)?;
        let how = Inspection {
            memory: self.memory,
            thoroughly: true,
        };
        let mut go_on = || on(ModelStep::Looking);
        let Some(sheet) = model::inspect(&self.program, &source, how, &mut go_on)? else {
            return Ok(None);
        };
        if try_out(&self.program, &source, on)?.is_none() {
            return Ok(None);
        }
        let Some(sha256) = sum(&source, on)? else {
            return Ok(None);
        };
        self.refuse_false_name(file, &name, &sha256)?;
        let target = self.own().join(&name);
        let taken = match target.try_exists() {
            Ok(true) => match sum(&target, on)? {
                None => return Ok(None),
                Some(there) if there == sha256 => Taken::Already,
                Some(_) => return Err(occupied(&target)),
            },
            _ => match self.take(&source, &target, on)? {
                None => return Ok(None),
                Some(taken) => taken,
            },
        };
        Ok(Some(self.added(sheet, &target, sha256, &taken)))
    }

    fn added(&self, sheet: Sheet, target: &Path, sha256: String, taken: &Taken) -> AddedModel {
        let present = self.choice.catalog.present(&self.choice.folders);
        let name = present
            .into_iter()
            .find(|file| file.path == target)
            .map(|file| file.name);
        AddedModel {
            name: name.unwrap_or_default(),
            title: sheet.title,
            architecture: sheet.architecture,
            parameters: sheet.parameters,
            packing: sheet.packing,
            bytes: sheet.bytes,
            trained_context: sheet.trained_context,
            memory_bytes: sheet.memory,
            licence: sheet.licence,
            same_as: self.same_as(&sha256),
            sha256,
            path: target.display().to_string(),
            already: *taken == Taken::Already,
            linked: *taken == Taken::Linked,
            used: self.used().is_ok_and(|used| used.path == target),
        }
    }

    /// The name that the file gets in the folder of models.
    fn name_for(&self, file: &Path) -> Result<String> {
        let unusable = |what: &str| {
            Error::new(ErrorCode::BadInput, what)
                .at(file)
                .remedy("Give the file another name, and add it again")
        };
        let name = file.file_name().and_then(|name| name.to_str());
        // llama.cpp can only be given paths in UTF-8.
        let (Some(name), Some(_)) = (name, file.to_str()) else {
            return Err(unusable("the name of this file is not UTF-8"));
        };
        let stem = match name
            .len()
            .checked_sub(5)
            .map(|at| name.split_at_checked(at))
        {
            Some(Some((stem, end))) if end.eq_ignore_ascii_case(".gguf") => stem,
            _ => name,
        };
        if stem.is_empty() || stem.starts_with(['.', '-']) || stem.contains(char::is_control) {
            return Err(unusable("a model cannot be called like this file"));
        }
        if stem == BEST || self.choice.catalog.entry(stem).is_some() {
            return Err(unusable(&format!(
                "the name '{stem}' means another model already"
            )));
        }
        Ok(format!("{stem}.gguf"))
    }

    /// A file that is called like one of the catalog must be that one.
    fn refuse_false_name(&self, file: &Path, name: &str, sha256: &str) -> Result<()> {
        let entries = self.choice.catalog.entries();
        match entries.iter().find(|entry| entry.file == name) {
            Some(entry) if entry.sha256 != sha256 => Err(Error::new(
                ErrorCode::NoModel,
                format!(
                    "this file is called like the model '{}' of the catalog, but its checksum differs",
                    entry.name
                ),
            )
            .at(file)
            .remedy("Get it again, or give it another name if it is meant to be another model")),
            _ => Ok(()),
        }
    }

    /// Brings the file into the folder of models under a name that is no model's, then gives it its own.
    fn take(&self, source: &Path, target: &Path, on: OnStep<'_>) -> Result<Option<Taken>> {
        let folder = self.own();
        fs::create_dir_all(folder)
            .map_err(|cause| Error::io("making the folder of models", folder, &cause))?;
        sweep(folder);
        let unfinished = Unfinished(target.with_extension(UNFINISHED));
        let taken = match fs::hard_link(source, &unfinished.0) {
            Ok(()) => Taken::Linked,
            // Another disk, or somebody else's file.
            Err(_) => match copy(source, &unfinished.0, on)? {
                true => Taken::Copied,
                false => return Ok(None),
            },
        };
        fs::rename(&unfinished.0, target)
            .map_err(|cause| Error::io("putting the model in its place", target, &cause))?;
        Ok(Some(taken))
    }
}

/// How the file came to be in the folder of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Already,
    Linked,
    Copied,
}

/// A file that goes away again unless it has got its own name by then.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Removes what a copying left that was killed. Only one process may write here, so it is nobody's.
fn sweep(folder: &Path) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in files.map(|file| file.path()) {
        if path.extension().is_some_and(|end| end == UNFINISHED) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The real place of a regular file: a link to a link would break with it.
fn regular(file: &Path) -> Result<PathBuf> {
    let metadata = fs::metadata(file).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => Error::new(ErrorCode::BadInput, "there is no such file")
            .at(file)
            .remedy("Check the path"),
        _ => Error::io("looking at the model file", file, &cause),
    })?;
    if !metadata.is_file() {
        return Err(Error::new(ErrorCode::BadInput, "this is not a file")
            .at(file)
            .remedy("Name the file of a model, which usually ends in .gguf"));
    }
    file.canonicalize()
        .map_err(|cause| Error::io("looking at the model file", file, &cause))
}

fn occupied(target: &Path) -> Error {
    Error::new(
        ErrorCode::BadInput,
        "there is another model of this name already",
    )
    .at(target)
    .remedy("Give the file another name, or take the other model away with 'longhand model remove NAME'")
}

/// Copies to the end and onto the disk; false if it was stopped.
fn copy(source: &Path, to: &Path, on: OnStep<'_>) -> Result<bool> {
    let unreadable = |cause: io::Error| Error::io("reading the model file", source, &cause);
    let mut from = File::open(source).map_err(unreadable)?;
    let total = from.metadata().map_err(unreadable)?.len();
    let unwritable = |cause: io::Error| {
        let error = Error::io("copying the model", to, &cause);
        if cause.kind() == io::ErrorKind::StorageFull {
            let megabytes = total.div_ceil(1_000_000);
            error.remedy(format!(
                "Make room for {megabytes} MB on that disk, or use another data folder with --data-dir"
            ))
        } else {
            error.remedy("Check the disk, or use another data folder with --data-dir")
        }
    };
    let mut into = File::create(to).map_err(unwritable)?;
    let mut piece = vec![0; PIECE];
    let mut done = 0;
    loop {
        if on(ModelStep::Copying { done, total }).is_break() {
            return Ok(false);
        }
        match from.read(&mut piece).map_err(unreadable)? {
            0 => break,
            read => {
                into.write_all(&piece[..read]).map_err(unwritable)?;
                done += read as u64;
            }
        }
    }
    into.sync_all().map_err(unwritable)?;
    Ok(true)
}
