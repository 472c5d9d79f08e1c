//! Which model to use: a name of the catalog, a file, or the best that is there.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Form, Result};
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
    /// How prompts are put to it, as was measured.
    #[serde(default)]
    pub form: Form,
    /// Licence of the weights.
    #[serde(default)]
    pub licence: String,
    /// Of the whole file, in lower-case hexadecimal.
    #[serde(default)]
    pub sha256: String,
}

/// A file that is smaller holds less than half a billion weights, packed as they usually are: too few to follow points.
const ROUGH_BELOW: u64 = 300_000_000;

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
    /// How prompts are put to it; that of a model nobody has measured is the usual one.
    pub form: Form,
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

    /// The model of this name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The file to use: `wanted` as a name or as a path, or the best that lies in `folders`: of the catalog, or else
    /// the largest of those that were added to the first folder.
    ///
    /// # Errors
    /// `NoModel`, saying what is missing, cut short or no model.
    pub fn find(&self, wanted: Option<&str>, folders: &[PathBuf]) -> Result<ModelFile> {
        match wanted {
            Some(wanted) => {
                let is_it = |file: &ModelFile| file.name == wanted;
                if self.entry(wanted).is_some() || self.added(folders).iter().any(is_it) {
                    self.named(wanted, folders)
                } else {
                    let mut file = check(Path::new(wanted), None)?;
                    let same = |entry: &&Entry| {
                        entry.bytes == file.bytes && file.path.ends_with(&entry.file)
                    };
                    file.form = self
                        .entries
                        .iter()
                        .find(same)
                        .map_or(file.form, |entry| entry.form);
                    Ok(file)
                }
            }
            None => {
                let there = self
                    .entries
                    .iter()
                    .find_map(|entry| Some((entry, place(entry, folders)?)));
                match there {
                    Some((entry, path)) => check(&path, Some(entry)),
                    None => match self
                        .added(folders)
                        .into_iter()
                        .max_by_key(|file| file.bytes)
                    {
                        Some(file) => check(&file.path, None),
                        None => Err(missing("there is no model on this machine yet")),
                    },
                }
            }
        }
    }

    /// The file of the model `name`, of the catalog or added to the first of `folders`.
    ///
    /// # Errors
    /// `NoModel`, saying what is missing, cut short or no model.
    pub fn named(&self, name: &str, folders: &[PathBuf]) -> Result<ModelFile> {
        let found = match self.entry(name) {
            Some(entry) => place(entry, folders).map(|path| check(&path, Some(entry))),
            None => self
                .added(folders)
                .into_iter()
                .find(|file| file.name == name)
                .map(|file| check(&file.path, None)),
        };
        found.unwrap_or_else(|| {
            Err(missing(&format!(
                "the model '{name}' is not on this machine"
            )))
        })
    }

    /// The models in `folders`, the catalog's first, then those that were added to the first folder, by name. What is
    /// in the files is not looked at.
    pub fn present(&self, folders: &[PathBuf]) -> Vec<ModelFile> {
        let known = self.entries.iter().filter_map(|entry| {
            let path = place(entry, folders)?;
            Some(ModelFile {
                name: entry.name.clone(),
                bytes: std::fs::metadata(&path).map_or(0, |found| found.len()),
                path,
                rough: entry.rough,
                form: entry.form,
            })
        });
        known.chain(self.added(folders)).collect()
    }

    /// What lies in the first folder and is not of the catalog, by name.
    fn added(&self, folders: &[PathBuf]) -> Vec<ModelFile> {
        let listed = folders
            .first()
            .and_then(|own| std::fs::read_dir(own).ok())
            .into_iter()
            .flatten()
            .flatten();
        let mut files: Vec<_> = listed
            .map(|file| file.path())
            .filter(|path| is_model_name(path) && path.is_file())
            .filter(|path| {
                let is_it =
                    |entry: &Entry| path.file_name().is_some_and(|name| *name == *entry.file);
                !self.entries.iter().any(is_it)
            })
            .map(|path| {
                let bytes = std::fs::metadata(&path).map_or(0, |found| found.len());
                ModelFile {
                    name: stem(&path),
                    path,
                    bytes,
                    rough: bytes < ROUGH_BELOW,
                    form: Form::default(),
                }
            })
            .collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }
}

/// Whether a file carries the name of a model; one that is still being copied in does not.
fn is_model_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".gguf") && !name.starts_with('.')
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn place(entry: &Entry, folders: &[PathBuf]) -> Option<PathBuf> {
    folders
        .iter()
        .map(|folder| folder.join(&entry.file))
        .find(|path| path.is_file())
}

fn missing(what: &str) -> Error {
    Error::new(ErrorCode::NoModel, what).remedy(
        "Run 'cargo xtask run' to get one, or add a GGUF file with 'longhand model add FILE'",
    )
}

/// A quick look at the file: is it there, whole, and a GGUF? The worker finds out the rest.
fn check(path: &Path, entry: Option<&Entry>) -> Result<ModelFile> {
    let bad = |what: String| Error::new(ErrorCode::NoModel, what).at(path);
    let metadata = std::fs::metadata(path).map_err(|_| {
        bad("there is no model file".into())
            .remedy("Check what --model names, or run 'cargo xtask run' to get a model")
    })?;
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
            .remedy("Get it again, or choose a file in the GGUF format"));
    }
    let name = match entry {
        Some(entry) => entry.name.clone(),
        None => stem(path),
    };
    Ok(ModelFile {
        name,
        path: path.to_owned(),
        bytes,
        rough: entry.map_or(bytes < ROUGH_BELOW, |entry| entry.rough),
        form: entry.map(|entry| entry.form).unwrap_or_default(),
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
        form = "chat"
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
        assert_eq!(found.form, Form::Document);
        let writer = folder.path().join("w.gguf");
        std::fs::write(&writer, "GGUF....").unwrap();
        let found = catalog.find(None, &folders).unwrap();
        assert_eq!((found.name.as_str(), found.form), ("writer", Form::Chat));
        // Prompts are put to it in the same way when somebody names its file.
        let found = catalog.find(writer.to_str(), &folders).unwrap();
        assert_eq!(found.form, Form::Chat);
        assert_eq!(
            catalog.find(Some("starter"), &folders).unwrap().name,
            "starter"
        );
    }

    #[test]
    fn what_was_added_has_a_name_and_stands_in_where_the_catalog_has_nothing() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folders = [own.path().to_owned(), other.path().to_owned()];
        let catalog = Catalog::parse(CATALOG).unwrap();
        let put = |name: &str, content: &str| std::fs::write(own.path().join(name), content);
        put("small.gguf", "GGUF.").unwrap();
        put("large.gguf", "GGUF......").unwrap();
        put("largest.adding", "GGUF.............").unwrap();
        put(".hidden.gguf", "GGUF.............").unwrap();
        std::fs::write(other.path().join("elsewhere.gguf"), "GGUF.......").unwrap();
        let names = |files: Vec<ModelFile>| -> Vec<String> {
            files.into_iter().map(|file| file.name).collect()
        };
        assert_eq!(names(catalog.present(&folders)), ["large", "small"]);
        assert_eq!(catalog.find(None, &folders).unwrap().name, "large");
        assert_eq!(
            catalog.find(Some("small"), &folders).unwrap().path,
            own.path().join("small.gguf")
        );
        assert!(catalog.named("elsewhere", &folders).is_err());
        put("small.gguf", "no model").unwrap();
        let error = catalog.find(Some("small"), &folders).unwrap_err();
        assert!(error.what.contains("no GGUF"), "{error}");
        std::fs::write(other.path().join("s.gguf"), "GGUF..").unwrap();
        assert_eq!(catalog.find(None, &folders).unwrap().name, "starter");
        assert_eq!(
            names(catalog.present(&folders)),
            ["starter", "large", "small"]
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
