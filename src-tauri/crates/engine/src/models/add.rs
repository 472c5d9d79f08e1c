//! Adding a model from a file: looked at, tried, summed, and only then taken into the data folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Result};
use model::{Inspection, Sheet};

use super::sum::{PIECE, sum};
use super::types::{AddedModel, ModelStep};
use super::{BEST, Models, OnStep};

/// How the name of a file ends that is still being copied; never that of a model.
const UNFINISHED: &str = "adding";

impl Models<'_> {
    /// Adds the model in `file` to the data folder, once it was tried while nothing is drafted; `None` if it was stopped.
    /// Whatever goes wrong, nothing is left behind.
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
        if self.try_out(&source, on)?.is_none() {
            return Ok(None);
        }
        let Some(summed) = sum(&source, on)? else {
            return Ok(None);
        };
        summed.must_be_whole().map_err(|error| error.at(file))?;
        self.refuse_false_name(file, &name, &summed.sha256)?;
        let target = self.own().join(&name);
        let already = target.try_exists().unwrap_or(false);
        if already {
            match sum(&target, on)? {
                None => return Ok(None),
                Some(there) if there == summed => {}
                Some(_) => return Err(occupied(&target)),
            }
        } else if !self.take(&source, &target, on)? {
            return Ok(None);
        }
        Ok(Some(self.added(sheet, &target, summed.sha256, already)))
    }

    fn added(&self, sheet: Sheet, target: &Path, sha256: String, already: bool) -> AddedModel {
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
            already,
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

    /// Brings the file into the folder of models under a name that is no model's, then gives it its own; false if it
    /// was stopped.
    fn take(&self, source: &Path, target: &Path, on: OnStep<'_>) -> Result<bool> {
        let folder = self.own();
        fs::create_dir_all(folder)
            .map_err(|cause| Error::io("making the folder of models", folder, &cause))?;
        sweep(folder);
        let unfinished = Unfinished(target.with_extension(UNFINISHED));
        if !copy(source, &unfinished.0, on)? {
            return Ok(false);
        }
        fs::rename(&unfinished.0, target)
            .map_err(|cause| Error::io("putting the model in its place", target, &cause))?;
        Ok(true)
    }
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
    .remedy("Give the file another name, or delete the other model first")
}

/// Copies to the end and onto the disk; false if it was stopped. A second name for the same file would take no room, but
/// whoever writes over theirs would change a model that was looked at and is in use. The system copies by itself, so
/// that the two share their room where the file system knows how.
fn copy(source: &Path, to: &Path, on: OnStep<'_>) -> Result<bool> {
    let unreadable = |cause: io::Error| Error::io("reading the model file", source, &cause);
    let from = File::open(source).map_err(unreadable)?;
    let total = from.metadata().map_err(unreadable)?.len();
    let failed = |cause: io::Error| {
        let error = Error::io("copying the model", to, &cause);
        if cause.kind() == io::ErrorKind::StorageFull {
            let megabytes = total.div_ceil(1_000_000);
            error.remedy(format!(
                "Make room for {megabytes} MB on that disk, or use another data folder"
            ))
        } else {
            error.remedy("Check the disk, or use another data folder")
        }
    };
    let into = File::create(to).map_err(failed)?;
    let mut done = 0;
    loop {
        if on(ModelStep::Copying { done, total }).is_break() {
            return Ok(false);
        }
        match io::copy(&mut (&from).take(PIECE as u64), &mut &into).map_err(failed)? {
            0 => break,
            copied => done += copied,
        }
    }
    into.sync_all().map_err(failed)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn a_copy_is_a_file_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let (source, to) = (folder.path().join("a.gguf"), folder.path().join("a.adding"));
        let content: Vec<u8> = (0..PIECE * 2 + 1234).map(|at| (at / 7) as u8).collect();
        fs::write(&source, &content).unwrap();
        let mut steps = Vec::new();
        let copied = copy(&source, &to, &mut |step| {
            steps.push(step);
            ControlFlow::Continue(())
        });
        assert_eq!(copied, Ok(true));
        assert!(fs::read(&to).unwrap() == content, "nothing is missing");
        let total = content.len() as u64;
        let last = ModelStep::Copying { done: total, total };
        assert_eq!((steps.len(), steps.last()), (4, Some(&last)));
        fs::write(&source, "another").unwrap();
        assert!(fs::read(&to).unwrap() == content, "it stays as it was");
        let stopped = copy(&source, &to, &mut |_| ControlFlow::Break(()));
        assert_eq!(stopped, Ok(false));
    }
}
