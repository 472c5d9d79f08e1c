//! A finished model file: whether it is the pinned one, with a stamp so that it is read through only once.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::catalog::Model;

/// How a model file was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// There, and known to be the pinned one.
    Ready,
    /// Not there.
    Missing,
    /// There, but not the pinned one.
    Wrong,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct Stamp {
    sha256: String,
    bytes: u64,
    changed: String,
}

/// Looks at a model file: cheap if the file has not changed since it was last read through.
pub(crate) fn state(folder: &Path, model: &Model) -> io::Result<State> {
    let path = folder.join(&model.file);
    let found = match fs::metadata(&path) {
        Ok(found) if found.is_file() => found,
        Ok(_) => return Ok(State::Wrong),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(State::Missing),
        Err(e) => return Err(e),
    };
    if found.len() != model.bytes {
        return Ok(State::Wrong);
    }
    let known = fs::read_to_string(stamp_path(folder, model))
        .ok()
        .and_then(|text| toml::from_str::<Stamp>(&text).ok());
    if known.is_some() && known == stamp_of(&path, model) {
        return Ok(State::Ready);
    }
    if sha256(&path)? != model.sha256 {
        return Ok(State::Wrong);
    }
    remember(folder, model);
    Ok(State::Ready)
}

/// Writes the stamp of a file that was just read through and found right.
pub(crate) fn remember(folder: &Path, model: &Model) {
    // Without a stamp the next run reads the file once more; that is all, so a failure here is none.
    if let Some(stamp) = stamp_of(&folder.join(&model.file), model)
        && let Ok(text) = toml::to_string(&stamp)
    {
        let _ = fs::write(stamp_path(folder, model), text);
    }
}

/// Removes a model file and its stamp.
pub(crate) fn remove(folder: &Path, model: &Model) -> io::Result<()> {
    let _ = fs::remove_file(stamp_path(folder, model));
    fs::remove_file(folder.join(&model.file))
}

/// The sha256 of a file, in lower-case hexadecimal.
pub(crate) fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n => hash.update(&buffer[..n]),
        }
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn stamp_of(path: &Path, model: &Model) -> Option<Stamp> {
    let found = fs::metadata(path).ok()?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(Stamp {
        sha256: model.sha256.clone(),
        bytes: found.len(),
        changed: changed.as_nanos().to_string(),
    })
}

fn stamp_path(folder: &Path, model: &Model) -> PathBuf {
    folder.join(format!("{}.checked.toml", model.file))
}
