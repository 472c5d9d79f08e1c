//! The texts: a folder for each author, a JSON file for each document.

use std::fs;
use std::path::{Path, PathBuf};

use domain::Kind;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::Outcome;

/// One document as the corpus has it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Text {
    pub(crate) id: String,
    pub(crate) author: String,
    #[serde(default, deserialize_with = "said_or_not")]
    pub(crate) title: String,
    #[serde(default, deserialize_with = "said_or_not")]
    pub(crate) date: String,
    pub(crate) text: String,
    #[serde(default)]
    meta: Value,
}

impl Text {
    fn said(&self, name: &str) -> String {
        self.meta[name].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn quoted(&self) -> String {
        self.said("quoted")
    }

    pub(crate) fn product(&self) -> String {
        self.said("product")
    }

    /// Such as `4/5`; empty where there is none, or none on its scale.
    pub(crate) fn rating(&self) -> String {
        let scale = self.meta["scale"].as_f64().unwrap_or(5.0);
        let rating = self.meta["rating"].as_f64();
        let rating = rating.filter(|rating| (0.0..=scale).contains(rating));
        rating.map_or_else(String::new, |rating| format!("{rating}/{scale}"))
    }

    /// When it was written; a day alone begins at midnight, universal time.
    pub(crate) fn when(&self) -> Option<Timestamp> {
        let text = self.date.trim();
        let universal = |at: DateTime| Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let at: Option<Timestamp> = text.parse().ok();
        at.or_else(|| text.parse::<DateTime>().ok().and_then(universal))
            .or_else(|| universal(text.parse::<Date>().ok()?.at(0, 0, 0, 0)))
    }
}

/// What stands there, or nothing for `null`.
fn said_or_not<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(value)?.unwrap_or_default())
}

/// The folder of authors, and the kind of its texts.
pub(crate) fn place(corpus: &Path, kind: Option<Kind>) -> Outcome<(PathBuf, Kind)> {
    let names = |kind: Kind| [kind.as_str().to_owned(), format!("{kind}s")];
    if let Some(kind) = kind {
        let inside = names(kind).map(|name| corpus.join(name));
        let folder = inside.into_iter().find(|path| path.is_dir());
        return Ok((folder.unwrap_or_else(|| corpus.to_owned()), kind));
    }
    let name = corpus.file_name().unwrap_or_default().to_string_lossy();
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| names(*kind).contains(&name.to_string()));
    let kind = kind.ok_or_else(|| {
        format!(
            "what kind of text is in {}? Say it with --kind",
            corpus.display()
        )
    })?;
    Ok((corpus.to_owned(), kind))
}

/// Every author with their documents in date order; those of one day in the order of their names.
pub(crate) fn read(folder: &Path) -> Outcome<Vec<(String, Vec<Text>)>> {
    let mut authors = Vec::new();
    for author in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let mut texts = Vec::new();
        for file in entries(&author)? {
            if file.extension().is_some_and(|end| end == "json") {
                let bytes =
                    fs::read(&file).map_err(|cause| format!("{}: {cause}", file.display()))?;
                let text: Text = serde_json::from_slice(&bytes)
                    .map_err(|cause| format!("{}: {cause}", file.display()))?;
                texts.push(text);
            }
        }
        texts.sort_by_key(Text::when);
        if let Some(first) = texts.first() {
            authors.push((first.author.clone(), texts));
        }
    }
    if authors.is_empty() {
        return Err(format!("there are no authors in {}", folder.display()));
    }
    Ok(authors)
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let read = fs::read_dir(folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    let mut paths: Vec<PathBuf> = read.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}
