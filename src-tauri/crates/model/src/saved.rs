//! The state of a prompt's standing part on disk: written once, brought back in milliseconds, never trusted.
//!
//! Beside each state lies a small file that says what it is the state of: model, version of llama.cpp, settings, tokens
//! and a checksum. Where anything differs, or is not there, the state is as good as none and is made anew.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::token::LlamaToken;
use serde::{Deserialize, Serialize};

/// The version of llama.cpp that states belong to: that of the crate, which is pinned.
const LLAMA: &str = "llama-cpp-2 0.1.160";
/// What shapes a state.
pub(crate) const SETTINGS: &str = "kv f16, flash attention auto, one stream, whole rows";
/// Rises when the layout of these files changes.
const VERSION: u32 = 1;

/// What a state was made with and must be used with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Key {
    version: u32,
    llama: String,
    /// Size, age and a checksum over both ends of the model file.
    model: String,
    /// KV types, flash attention, streams: whatever shapes the memory.
    settings: String,
}

impl Key {
    /// The key of the model in `file` under `settings`.
    pub(crate) fn new(file: &Path, settings: &str) -> io::Result<Self> {
        Ok(Self {
            version: VERSION,
            llama: LLAMA.to_owned(),
            model: fingerprint(file)?,
            settings: settings.to_owned(),
        })
    }
}

/// What lies beside a state.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Label {
    key: Key,
    tokens: u32,
    bytes: u64,
    crc32: u32,
}

fn label_of(state: &Path) -> PathBuf {
    state.with_extension("label")
}

/// Brings the state in the file `state` into sequence `lane` if it is that of a beginning of `tokens` made with `key`;
/// returns how many tokens it covers. What is not to be used is deleted; the caller reads the tokens instead.
pub(crate) fn restore(
    context: &mut LlamaContext<'_>,
    lane: i32,
    state: &Path,
    key: &Key,
    tokens: &[LlamaToken],
) -> Option<usize> {
    if !is_genuine(state, key, tokens.len()) {
        remove(state);
        return None;
    }
    match context.state_seq_load_file(state, lane, tokens.len()) {
        Ok((saved, _)) if tokens.starts_with(&saved) && !saved.is_empty() => Some(saved.len()),
        Ok(_) | Err(_) => {
            let _ = context.clear_kv_cache_seq(u32::try_from(lane).ok(), None, None);
            remove(state);
            None
        }
    }
}

/// Whether the file `state` has what the model in the file `model` has read, whole and as this version keeps it, so that
/// it can be brought back.
pub fn is_kept(state: &Path, model: &Path) -> bool {
    Key::new(model, SETTINGS).is_ok_and(|key| is_genuine(state, &key, usize::MAX))
}

/// Whether the file is what its label says, and made with `key`. A damaged state must not reach llama.cpp: it would end
/// the process.
fn is_genuine(state: &Path, key: &Key, most_tokens: usize) -> bool {
    let label = fs::read(label_of(state)).ok();
    let label: Option<Label> = label.and_then(|json| serde_json::from_slice(&json).ok());
    label.is_some_and(|label| {
        label.key == *key
            && label.tokens as usize <= most_tokens
            && checksum(state).is_ok_and(|found| found == (label.bytes, label.crc32))
    })
}

/// Keeps the state of sequence `lane`, which holds `tokens`, in the file `state`. Under other names first: what is cut
/// off leaves nothing that looks whole.
pub(crate) fn keep(
    context: &LlamaContext<'_>,
    lane: i32,
    state: &Path,
    key: &Key,
    tokens: &[LlamaToken],
) -> io::Result<()> {
    let unfinished = state.with_extension("part");
    let kept = write(context, lane, state, &unfinished, key, tokens);
    if kept.is_err() {
        let _ = fs::remove_file(&unfinished);
        remove(state);
    }
    kept
}

fn write(
    context: &LlamaContext<'_>,
    lane: i32,
    state: &Path,
    unfinished: &Path,
    key: &Key,
    tokens: &[LlamaToken],
) -> io::Result<()> {
    if let Some(folder) = state.parent() {
        fs::create_dir_all(folder)?;
    }
    let expected = context.state_seq_get_size_ext(
        lane,
        llama_cpp_2::context::session::LlamaStateSeqFlags::empty(),
    );
    let bytes = context
        .state_seq_save_file(unfinished, lane, tokens)
        .map_err(io::Error::other)?;
    // A full disk is not always an error to llama.cpp.
    let (found, crc32) = checksum(unfinished)?;
    if found != bytes as u64 || bytes < expected {
        return Err(io::Error::from(io::ErrorKind::StorageFull));
    }
    remove(state);
    fs::rename(unfinished, state)?;
    let label = Label {
        key: key.clone(),
        tokens: tokens.len() as u32,
        bytes: found,
        crc32,
    };
    fs::write(label_of(state), serde_json::to_vec(&label)?)
}

fn remove(state: &Path) {
    let _ = fs::remove_file(label_of(state));
    let _ = fs::remove_file(state);
}

/// Size and CRC-32 of a file.
fn checksum(file: &Path) -> io::Result<(u64, u32)> {
    let mut file = File::open(file)?;
    let mut sum = crc32fast::Hasher::new();
    let mut piece = vec![0; 256 << 10];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((bytes, sum.finalize()));
        }
        bytes += read as u64;
        sum.update(&piece[..read]);
    }
}

/// Tells one model file from another without reading a gigabyte: size, age, and a checksum of both its ends, where the
/// metadata and the last weights are.
fn fingerprint(path: &Path) -> io::Result<String> {
    const END: u64 = 1 << 20;
    let mut file = File::open(path)?;
    let facts = file.metadata()?;
    let mut sum = crc32fast::Hasher::new();
    let mut piece = Vec::new();
    file.by_ref().take(END).read_to_end(&mut piece)?;
    sum.update(&piece);
    piece.clear();
    file.seek(SeekFrom::Start(facts.len().saturating_sub(END)))?;
    file.take(END).read_to_end(&mut piece)?;
    sum.update(&piece);
    let age = facts
        .modified()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Ok(format!(
        "{}-{}-{:08x}",
        facts.len(),
        age.as_nanos(),
        sum.finalize()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_in_the_key_is_the_one_that_is_built() {
        let manifest = include_str!("../Cargo.toml");
        let pinned = LLAMA.replace("llama-cpp-2 ", "llama-cpp-2 = { version = \"=") + "\"";
        assert!(manifest.contains(&pinned), "{pinned} is not in Cargo.toml");
    }

    #[test]
    fn only_what_its_label_describes_is_genuine() {
        let folder = tempfile::tempdir().unwrap();
        let (model, state) = (folder.path().join("m.gguf"), folder.path().join("s.state"));
        fs::write(&model, vec![7; 3 << 20]).unwrap();
        fs::write(&state, b"the state").unwrap();
        let key = Key::new(&model, "f16").unwrap();
        let label = |tokens, key: &Key| {
            let (bytes, crc32) = checksum(&state).unwrap();
            let key = key.clone();
            let label = Label {
                key,
                tokens,
                bytes,
                crc32,
            };
            fs::write(label_of(&state), serde_json::to_vec(&label).unwrap()).unwrap();
        };
        assert!(!is_genuine(&state, &key, 10), "without a label");
        label(10, &key);
        assert!(is_genuine(&state, &key, 10));
        assert!(!is_genuine(&state, &key, 9), "longer than the prompt");
        assert!(
            !is_genuine(&state, &Key::new(&model, "q8_0").unwrap(), 10),
            "other settings"
        );
        let older = Key {
            llama: "older".into(),
            ..key.clone()
        };
        assert!(!is_genuine(&state, &older, 10), "another version");

        fs::write(&state, b"the stale").unwrap();
        assert!(!is_genuine(&state, &key, 10), "damaged");
        fs::write(&state, b"the sta").unwrap();
        assert!(!is_genuine(&state, &key, 10), "cut short");
        fs::write(&state, b"the state").unwrap();
        assert!(is_genuine(&state, &key, 10));
        assert!(!is_kept(&state, &model), "other settings");
        label(10, &Key::new(&model, SETTINGS).unwrap());
        assert!(is_kept(&state, &model));
        assert!(!is_kept(&state, &folder.path().join("none.gguf")));

        let mut other = vec![7; 3 << 20];
        *other.last_mut().unwrap() = 8;
        fs::write(&model, other).unwrap();
        assert!(
            !is_genuine(&state, &Key::new(&model, "f16").unwrap(), 10),
            "another model"
        );
        assert!(!is_kept(&state, &model), "another model of the same size");
    }
}
