//! Which model to use: a name of the catalog, a file, or the best that is there.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Result};
use serde::Deserialize;

/// One model of `assets/models.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Entry {
    /// What `--model` calls it.
    pub name: String,
    /// The name of its file.
    pub file: String,
    /// What a person calls it.
    pub title: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Whether its drafts are too rough to judge Longhand by.
    #[serde(default)]
    pub rough: bool,
}

/// The models that Longhand knows by name, best first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Catalog {
    #[serde(rename = "model")]
    entries: Vec<Entry>,
}

/// A model file that is there.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFile {
    /// Its name in the catalog, or else that of the file.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether its drafts will be rough.
    pub rough: bool,
}

impl Catalog {
    /// Reads the text of `assets/models.toml`.
    ///
    /// # Errors
    /// `BadInput` with the place of the mistake.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| {
            Error::new(
                ErrorCode::BadInput,
                format!("the catalog of models is damaged ({error})"),
            )
        })
    }

    /// The models, best first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file to use: `wanted` as a name of the catalog or as a path, or the best that lies in `folders`.
    ///
    /// # Errors
    /// `NoModel`, saying what is missing, cut short or no model.
    pub fn find(&self, wanted: Option<&str>, folders: &[PathBuf]) -> Result<ModelFile> {
        match wanted {
            Some(wanted) => match self.entries.iter().find(|entry| entry.name == wanted) {
                Some(entry) => match place(entry, folders) {
                    Some(path) => check(&path, Some(entry)),
                    None => Err(missing(&format!(
                        "the model '{wanted}' is not on this machine"
                    ))),
                },
                None => check(Path::new(wanted), None),
            },
            None => {
                let there = self
                    .entries
                    .iter()
                    .find_map(|entry| Some((entry, place(entry, folders)?)));
                match there {
                    Some((entry, path)) => check(&path, Some(entry)),
                    None => Err(missing("there is no model on this machine yet")),
                }
            }
        }
    }
}

fn place(entry: &Entry, folders: &[PathBuf]) -> Option<PathBuf> {
    folders
        .iter()
        .map(|folder| folder.join(&entry.file))
        .find(|path| path.is_file())
}

fn missing(what: &str) -> Error {
    Error::new(ErrorCode::NoModel, what)
        .remedy("Run 'cargo xtask run' to get one, or name any GGUF file with --model FILE")
}

/// A quick look at the file: is it there, whole, and a GGUF? The worker finds out the rest.
fn check(path: &Path, entry: Option<&Entry>) -> Result<ModelFile> {
    let bad = |what: String| Error::new(ErrorCode::NoModel, what).at(path);
    let metadata =
        std::fs::metadata(path).map_err(|_| missing("there is no model file").at(path))?;
    if !metadata.is_file() {
        return Err(bad("this is no model file".into()).remedy("Name a file that ends in .gguf"));
    }
    let bytes = metadata.len();
    if let Some(entry) = entry.filter(|entry| entry.bytes != bytes) {
        return Err(bad(format!(
            "the model file is not whole: {bytes} of {} bytes",
            entry.bytes
        ))
        .remedy("Delete it and run 'cargo xtask run' to get it again"));
    }
    let mut magic = [0; 4];
    File::open(path)
        .and_then(|mut file| file.read_exact(&mut magic))
        .map_err(|_| {
            bad("the model file cannot be read".into())
                .remedy("Check its permissions, or get it again")
        })?;
    if &magic != b"GGUF" {
        return Err(bad("this is no GGUF model".into())
            .remedy("Name a file in the GGUF format with --model FILE"));
    }
    let name = match entry {
        Some(entry) => entry.name.clone(),
        None => path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    };
    Ok(ModelFile {
        name,
        path: path.to_owned(),
        bytes,
        rough: entry.is_some_and(|entry| entry.rough),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &str = r#"
        [[model]]
        name = "writer"
        file = "w.gguf"
        title = "Writer"
        bytes = 8
        [[model]]
        name = "starter"
        file = "s.gguf"
        title = "Starter"
        bytes = 6
        rough = true
    "#;

    #[test]
    fn the_best_model_that_is_there_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let folders = [folder.path().to_owned()];
        let catalog = Catalog::parse(CATALOG).unwrap();
        assert_eq!(
            catalog.find(None, &folders).unwrap_err().code,
            ErrorCode::NoModel
        );
        std::fs::write(folder.path().join("s.gguf"), "GGUF..").unwrap();
        let found = catalog.find(None, &folders).unwrap();
        assert_eq!((found.name.as_str(), found.rough), ("starter", true));
        std::fs::write(folder.path().join("w.gguf"), "GGUF....").unwrap();
        assert_eq!(catalog.find(None, &folders).unwrap().name, "writer");
        assert_eq!(
            catalog.find(Some("starter"), &folders).unwrap().name,
            "starter"
        );
    }

    #[test]
    fn what_is_missing_cut_short_or_no_model_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let folders = [folder.path().to_owned()];
        let catalog = Catalog::parse(CATALOG).unwrap();
        let said = |wanted: &str| {
            catalog
                .find(Some(wanted), &folders)
                .unwrap_err()
                .to_string()
        };
        assert!(
            said("writer").contains("not on this machine"),
            "{}",
            said("writer")
        );
        std::fs::write(folder.path().join("w.gguf"), "GGUF").unwrap();
        assert!(
            said("writer").contains("4 of 8 bytes"),
            "{}",
            said("writer")
        );
        let text = folder.path().join("text.gguf");
        std::fs::write(&text, "Dear Tom,").unwrap();
        assert!(
            said(text.to_str().unwrap()).contains("no GGUF"),
            "{}",
            said(text.to_str().unwrap())
        );
        assert!(
            said("nowhere.gguf").contains("no model file"),
            "{}",
            said("nowhere.gguf")
        );
    }
}
