//! The texts: a folder for each author, a JSON file for each document.

use std::fs;
use std::path::{Path, PathBuf};

use domain::Kind;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::Outcome;
use crate::dates::When;

/// How many names a line has at the most.
const NAMED: usize = 20;

/// One document as the corpus has it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Text {
    pub(crate) id: String,
    /// The name of its folder, whatever the file says.
    #[serde(skip)]
    pub(crate) author: String,
    #[serde(default, deserialize_with = "said_or_not")]
    pub(crate) title: String,
    #[serde(default, deserialize_with = "said_or_not")]
    pub(crate) date: String,
    #[serde(deserialize_with = "said_or_not")]
    pub(crate) text: String,
    #[serde(default)]
    meta: Value,
}

impl Text {
    fn said(&self, name: &str) -> String {
        plain(self.meta[name].as_str().unwrap_or_default())
    }

    pub(crate) fn quoted(&self) -> String {
        self.said("quoted")
    }

    pub(crate) fn product(&self) -> String {
        self.said("product")
    }

    /// Such as `4/5`; empty where there is none, or none on its scale.
    pub(crate) fn rating(&self) -> String {
        let number = |name: &str| {
            let value = &self.meta[name];
            value.as_f64().or_else(|| read_number(value.as_str()?))
        };
        let both = self.meta["rating"].as_str();
        let both = both.and_then(|said| said.split_once('/'));
        let (rating, scale) = match both {
            Some((rating, scale)) => (read_number(rating), read_number(scale)),
            None => (number("rating"), number("scale")),
        };
        let scale = scale.unwrap_or(5.0);
        let rating = rating.filter(|rating| scale > 0.0 && (0.0..=scale).contains(rating));
        rating.map_or_else(String::new, |rating| format!("{rating}/{scale}"))
    }

    /// When it was written, where that is said and can be read.
    pub(crate) fn when(&self) -> Option<When> {
        When::read(&self.date)
    }
}

fn read_number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

/// What stands there, or nothing for `null`.
fn said_or_not<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let said: Option<String> = Option::deserialize(value)?;
    Ok(plain(&said.unwrap_or_default()))
}

/// With one sort of line break.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// How a folder of authors may be called.
fn names(kind: Kind) -> [String; 2] {
    [kind.as_str().to_owned(), format!("{kind}s")]
}

/// The folder of authors, and the kind of its texts.
pub(crate) fn place(corpus: &Path, kind: Option<Kind>) -> Outcome<(PathBuf, Kind)> {
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

/// What there is to draw from.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// Every author with their documents in date order; those of one date, and those without any, in the order of the
    /// names of their files.
    pub(crate) authors: Vec<(String, Vec<Text>)>,
    /// What was not taken as it stands there, a line each.
    pub(crate) remarks: Vec<String>,
}

/// Reads the authors in `folder`, who write texts of `kind`.
pub(crate) fn read(folder: &Path, kind: Kind) -> Outcome<Corpus> {
    let (mut authors, mut broken, mut undated) = (Vec::new(), Vec::new(), Vec::new());
    for path in entries(folder)? {
        // What a run has left beside the authors is nobody's.
        if !path.is_dir() || path.join("run.json").exists() {
            continue;
        }
        let author = name_of(&path);
        let mut texts: Vec<Text> = Vec::new();
        for file in entries(&path)? {
            if !file.is_file() || file.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let name = format!("{author}/{}", name_of(&file));
            let Some(mut text) = document(&file)? else {
                broken.push(name);
                continue;
            };
            if texts.iter().any(|other| other.id == text.id) {
                return Err(format!(
                    "{author} has two documents with the id {}, the second in {}",
                    text.id,
                    file.display()
                ));
            }
            if !text.date.trim().is_empty() && text.when().is_none() {
                undated.push(name);
            }
            text.author.clone_from(&author);
            texts.push(text);
        }
        texts.sort_by_key(Text::when);
        if !texts.is_empty() {
            authors.push((author, texts));
        }
    }
    let remarks = remarks(&broken, &undated);
    if authors.is_empty() {
        let mut trouble = format!("there are no authors in {}", folder.display());
        if !names(kind).contains(&name_of(folder)) {
            let [one, other] = names(kind).map(|name| folder.join(name));
            let (one, other) = (one.display(), other.display());
            trouble.push_str(&format!("; looked for {one} and {other} as well"));
        }
        let whole: Vec<String> = [trouble].into_iter().chain(remarks).collect();
        return Err(whole.join("; "));
    }
    Ok(Corpus { authors, remarks })
}

/// What is in `file`; none where that is no document.
fn document(file: &Path) -> Outcome<Option<Text>> {
    let bytes = fs::read(file).map_err(|cause| format!("{}: {cause}", file.display()))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    Ok(serde_json::from_slice(bytes).ok())
}

/// What is said of files that are no documents, and of documents whose dates cannot be read.
fn remarks(broken: &[String], undated: &[String]) -> Vec<String> {
    let mut remarks = Vec::new();
    let said = match broken.len() {
        1 => "file is no document and was left out",
        _ => "files are no documents and were left out",
    };
    remarks.extend(listed(broken, said));
    let said = match undated.len() {
        1 => "document has a date that cannot be read, and counts as one without a date",
        _ => "documents have dates that cannot be read, and count as ones without a date",
    };
    remarks.extend(listed(undated, said));
    remarks
}

/// How many `names` there are, what is `said` of them, and the first of them.
fn listed(names: &[String], said: &str) -> Option<String> {
    let mut first: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if names.len() > NAMED {
        first.push(format!("and {} more", names.len() - NAMED));
    }
    let count = names.len();
    (count > 0).then(|| format!("{count} {said}: {}", first.join(", ")))
}

/// What is in `folder` and not hidden, in the order of the names, 2 before 10.
fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let read = fs::read_dir(folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    let paths = read.flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| !name_of(path).starts_with('.'))
        .collect();
    paths.sort_by_cached_key(|path| {
        let name = name_of(path);
        (name.len(), name)
    });
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files.
    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn corpus(files: &[(&str, &[u8])]) -> Outcome<Corpus> {
        read(folder(files).path(), Kind::Post)
    }

    fn ids(corpus: &Corpus) -> Vec<&str> {
        let texts = corpus.authors.iter().flat_map(|(_, texts)| texts);
        texts.map(|text| text.id.as_str()).collect()
    }

    #[test]
    fn documents_stand_by_date_and_those_of_one_date_by_name() {
        let corpus = corpus(&[
            ("ada/10.json", br#"{"id": "d", "text": "", "date": ""}"#),
            ("ada/2.json", br#"{"id": "c", "text": "", "date": null}"#),
            (
                "ada/3.json",
                br#"{"id": "g", "text": "", "date": "2004-05-24T12:00:00Z"}"#,
            ),
            (
                "ada/4.json",
                br#"{"id": "f", "text": "", "date": "2004-05-24"}"#,
            ),
            (
                "ada/5.json",
                br#"{"id": "e", "text": "", "date": "Sun, 23 May 2004 12:00:00 +0200"}"#,
            ),
        ])
        .unwrap();
        assert_eq!(ids(&corpus), ["c", "d", "e", "f", "g"]);
        assert!(corpus.remarks.is_empty());
    }

    #[test]
    fn dates_that_cannot_be_read_are_named_and_counted() {
        let corpus = corpus(&[
            (
                "ada/1.json",
                br#"{"id": "a", "text": "", "date": "last week"}"#,
            ),
            ("ben/1.json", br#"{"id": "b", "text": "", "date": " "}"#),
            ("ben/2.json", br#"{"id": "c", "text": ""}"#),
        ])
        .unwrap();
        let said = "1 document has a date that cannot be read, and counts as one without a date: ada/1.json";
        assert_eq!(corpus.remarks, [said]);
        let many: Vec<String> = (0..23).map(|n| n.to_string()).collect();
        let said = remarks(&[], &many).remove(0);
        assert!(said.starts_with("23 documents have dates") && said.ends_with(", 19, and 3 more"));
    }

    #[test]
    fn the_author_is_the_name_of_the_folder() {
        let corpus = corpus(&[
            ("ada/1.json", br#"{"id": "1", "author": null, "text": ""}"#),
            ("ada/2.json", br#"{"id": "2", "author": "ben", "text": ""}"#),
            ("ben/1.json", br#"{"id": "1", "text": ""}"#),
        ])
        .unwrap();
        let authors: Vec<(&str, Vec<&str>)> = corpus
            .authors
            .iter()
            .map(|(name, texts)| {
                (
                    name.as_str(),
                    texts.iter().map(|one| one.author.as_str()).collect(),
                )
            })
            .collect();
        assert_eq!(authors, [("ada", vec!["ada", "ada"]), ("ben", vec!["ben"])]);
    }

    #[test]
    fn one_id_twice_is_refused_with_its_author() {
        let trouble = corpus(&[
            ("ada/1.json", br#"{"id": "note", "text": "One."}"#),
            ("ada/2.json", br#"{"id": "note", "text": "Two."}"#),
        ])
        .unwrap_err();
        assert!(trouble.starts_with("ada has two documents with the id note, the second in "));
        assert!(trouble.ends_with("2.json"));
    }

    #[test]
    fn what_is_no_document_is_left_out_and_named() {
        let corpus = corpus(&[
            (
                "ada/1.json",
                b"\xEF\xBB\xBF{\"id\": \"1\", \"title\": \"A\\r\\nB\", \"text\": \"C\\r\\nD\"}",
            ),
            (
                "ada/2.json",
                br#"{"id": "2", "text": null, "meta": {"quoted": "E\r\nF"}}"#,
            ),
            ("ada/3.json", b"{\"id\": \"3\", \"text\": \"\xFF\"}"),
            ("ada/4.json", br#"{"id": "4", "text": "#),
            ("ada/5.json", br#"{"id": 5, "text": ""}"#),
            ("ada/6.json/1.txt", b""),
            ("ada/.7.json", b"{"),
            ("ada/notes.txt", b"{"),
            (".ben/1.json", b"{"),
            ("out/run.json", b"{}"),
            ("out/table.json", b"{}"),
        ])
        .unwrap();
        assert_eq!(ids(&corpus), ["1", "2"]);
        let said = "3 files are no documents and were left out: ada/3.json, ada/4.json, ada/5.json";
        assert_eq!(corpus.remarks, [said]);
        let (_, texts) = &corpus.authors[0];
        assert_eq!(
            (texts[0].title.as_str(), texts[0].text.as_str()),
            ("A\nB", "C\nD")
        );
        assert_eq!(
            (texts[1].text.as_str(), texts[1].quoted().as_str()),
            ("", "E\nF")
        );
    }

    #[test]
    fn where_nothing_is_left_it_is_said_what_was_looked_for() {
        let folder = folder(&[("ada/1.json", b"{")]);
        let said = read(folder.path(), Kind::Email).unwrap_err();
        let place = folder.path().display();
        assert_eq!(
            said,
            format!(
                "there are no authors in {place}; looked for {place}/email and {place}/emails as well; \
                 1 file is no document and was left out: ada/1.json"
            )
        );
        let inside = folder.path().join("email");
        fs::create_dir(&inside).unwrap();
        let said = read(&inside, Kind::Email).unwrap_err();
        assert_eq!(said, format!("there are no authors in {place}/email"));
    }

    #[test]
    fn a_rating_may_be_said_in_words_and_has_a_scale() {
        let rating = |meta: &str| {
            let json = format!(r#"{{"id": "1", "text": "", "meta": {meta}}}"#);
            let text: Text = serde_json::from_str(&json).unwrap();
            text.rating()
        };
        assert_eq!(rating(r#"{"rating": 4.0, "scale": 5}"#), "4/5");
        assert_eq!(rating(r#"{"rating": "4"}"#), "4/5");
        assert_eq!(rating(r#"{"rating": " 7.5", "scale": "10"}"#), "7.5/10");
        assert_eq!(rating(r#"{"rating": "3/4"}"#), "3/4");
        for none in [
            r#"{"rating": 0, "scale": 0}"#,
            r#"{"rating": 6, "scale": 5}"#,
            r#"{"rating": "good"}"#,
            r#"{"rating": null}"#,
            "null",
        ] {
            assert_eq!(rating(none), "", "{none}");
        }
    }
}
