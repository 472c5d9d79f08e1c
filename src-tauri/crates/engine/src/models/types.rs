//! What is said about models: the facts that the words of the command line answer with.

use domain::Error;
use model::{Entry, ModelFile, Sheet};
use serde::Serialize;
use ts_rs::TS;

/// What is being done just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ModelStep {
    /// A worker looks at what the file says of itself.
    Looking,
    /// Nothing, until what is being drafted is done: the memory may not hold two models.
    Waiting,
    /// A worker loads it and writes a few words.
    Trying,
    /// Its checksum is computed.
    Summing {
        /// Bytes so far.
        #[ts(type = "number")]
        done: u64,
        /// Bytes there are.
        #[ts(type = "number")]
        total: u64,
    },
    /// It is copied.
    Copying {
        /// Bytes so far.
        #[ts(type = "number")]
        done: u64,
        /// Bytes there are.
        #[ts(type = "number")]
        total: u64,
    },
    /// Its speed is measured.
    Measuring,
}

/// One line of the list of models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedModel {
    /// What to call it.
    pub name: String,
    /// What its makers call it.
    pub title: String,
    /// Whether it is on this machine.
    pub here: bool,
    /// Whether drafts use it now.
    pub used: bool,
    /// Whether its drafts will be rough.
    pub rough: bool,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Memory that it will take; none where that is not known.
    pub memory_bytes: Option<u64>,
    /// Its licence.
    pub licence: String,
    /// Where it is.
    pub path: Option<String>,
    /// How to get it, if it is not here.
    pub get: Option<String>,
    /// Why it cannot be used, if so.
    pub trouble: Option<Error>,
}

impl ListedModel {
    pub(super) fn here(
        file: ModelFile,
        entry: Option<&Entry>,
        sheet: Option<Sheet>,
        used: bool,
        trouble: Option<Error>,
    ) -> Self {
        let told = |of: fn(&Sheet) -> &String| sheet.as_ref().map(of).cloned().unwrap_or_default();
        Self {
            title: entry.map_or_else(|| told(|sheet| &sheet.title), |entry| entry.title.clone()),
            here: true,
            used,
            rough: file.rough,
            bytes: file.bytes,
            memory_bytes: sheet.as_ref().map(|sheet| sheet.memory),
            licence: entry.map_or_else(
                || told(|sheet| &sheet.licence),
                |entry| entry.licence.clone(),
            ),
            path: Some(file.path.display().to_string()),
            get: None,
            name: file.name,
            trouble,
        }
    }

    pub(super) fn absent(entry: &Entry) -> Self {
        Self {
            name: entry.name.clone(),
            title: entry.title.clone(),
            here: false,
            used: false,
            rough: entry.rough,
            bytes: entry.bytes,
            memory_bytes: None,
            licence: entry.licence.clone(),
            path: None,
            get: Some(format!("cargo xtask model {}", entry.name)),
            trouble: None,
        }
    }
}

/// A model that was added, or was here already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddedModel {
    /// What to call it.
    pub name: String,
    /// What its makers call it; empty if they do not say.
    pub title: String,
    /// Its architecture.
    pub architecture: String,
    /// How many weights it has.
    pub parameters: u64,
    /// How they are packed.
    pub packing: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// The most tokens that it was trained for.
    pub trained_context: u64,
    /// Memory that it will take.
    pub memory_bytes: u64,
    /// Its licence, as the file names it.
    pub licence: String,
    /// Of the whole file.
    pub sha256: String,
    /// The model of the catalog that it is, to the last byte.
    pub same_as: Option<String>,
    /// Where it is now.
    pub path: String,
    /// Whether the very same file was here before.
    pub already: bool,
    /// Whether drafts use it now.
    pub used: bool,
}

/// A model that was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemovedModel {
    /// What it was called.
    pub removed: String,
    /// Where it was.
    pub path: String,
    /// Space on the disk that is free again.
    pub freed_bytes: u64,
    /// The model that drafts use now; none if there is none left.
    pub used: Option<String>,
}

/// What the checksum of a model says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Genuine {
    /// It is the model of the catalog, to the last byte.
    Genuine,
    /// It carries the name of a model of the catalog and is another file.
    Differs,
    /// The catalog does not know it.
    Unknown,
}

/// A model that was read through and tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedModel {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// Of the whole file; none if it could not be read.
    pub sha256: Option<String>,
    /// What the catalog says to that.
    pub catalog: Option<Genuine>,
    /// The model of the catalog that it is, to the last byte.
    pub same_as: Option<String>,
    /// Whether it wrote some words.
    pub writes: bool,
    /// Why it did not.
    pub trouble: Option<Error>,
}

impl CheckedModel {
    /// Whether nothing speaks against it.
    pub fn is_sound(&self) -> bool {
        self.writes && self.catalog != Some(Genuine::Differs)
    }
}

/// How fast a model is on this machine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelSpeed {
    /// What it is called.
    pub model: String,
    /// Tokens of a prompt that it reads in a second.
    pub prefill_tokens_per_s: f64,
    /// Tokens that it writes in a second.
    pub decode_tokens_per_s: f64,
    /// Words that it writes in a second.
    pub words_per_s: f64,
    /// How long the first word takes once most of the prompt has been read, in seconds.
    pub first_word_s: f64,
    /// The most memory that its process took; none where the system does not tell.
    pub memory_bytes: Option<u64>,
    /// Models of up to this size suit this machine.
    pub suits_bytes: u64,
}
