//! Large libraries, made once out of real texts and kept: so many documents by one person, no two of them alike.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::changed::{Changed, Text};
use crate::place::{Place, said};
use crate::report::note;
use crate::trouble::{Outcome, Trouble};

/// Whose words all of them are.
const WRITER: &str = "me@writer.example.org";
/// Rises when the making changes.
const VERSION: u32 = 3;
/// The targets of search and memory are for so many passages.
const PASSAGES: u64 = 100_000;
/// Mails in one archive.
const IN_ARCHIVE: usize = 500;
const ARCHIVES: [&str; 3] = ["email", "posts", "review"];

/// A library that is there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Library {
    version: u32,
    pub(crate) data_dir: PathBuf,
    /// As `longhand status` counts them.
    pub(crate) documents: u64,
    /// What is compared by meaning: about 250 characters each.
    pub(crate) passages: u64,
    /// Bytes of text that were written.
    pub(crate) bytes: u64,
    /// How long `longhand add` took.
    pub(crate) add_seconds: f64,
}

impl Library {
    /// How large it is, in words.
    pub(crate) fn size(&self) -> String {
        format!("{} documents, {} passages", self.documents, self.passages)
    }

    /// Whether it has about as many passages as the targets are for, or fewer.
    pub(crate) fn is_of_targets(&self) -> bool {
        self.passages <= PASSAGES + PASSAGES / 10
    }

    /// The folder with what was read.
    pub(crate) fn words(&self) -> PathBuf {
        self.data_dir.with_file_name("words")
    }

    /// The same texts, one a line: `{"kind","title","text"}`.
    pub(crate) fn plain(&self) -> PathBuf {
        self.data_dir.with_file_name("texts.jsonl")
    }
}

/// The parts of a library, each with the kind that it is read as.
const PARTS: [(&str, &str); 3] = [("mail", "email"), ("posts", "post"), ("reviews", "review")];

#[derive(Deserialize)]
struct Status {
    documents: u64,
}

/// The library of `count` documents; made now if it is not there.
pub(crate) fn of_size(place: &Place, count: usize) -> Outcome<Library> {
    let folder = place.keep.join(format!("library-{count}"));
    let label = folder.join("made.json");
    if let Some(made) = fs::read(&label)
        .ok()
        .and_then(|json| serde_json::from_slice::<Library>(&json).ok())
        && made.version == VERSION
        && made.data_dir.is_dir()
    {
        return Ok(made);
    }
    note(&format!("making a library of {count} documents (once)"));
    let texts = texts(place)?;
    let _ = fs::remove_dir_all(&folder);
    let (words, data_dir) = (folder.join("words"), folder.join("data"));
    let (bytes, passages) = write_all(&texts, &words, count)?;
    let started = Instant::now();
    read(place, &words, &data_dir)?;
    let add_seconds = started.elapsed().as_secs_f64();
    place.longhand(&data_dir, &[&"me", &WRITER])?;
    let status = place.longhand(&data_dir, &[&"status", &"--json"])?;
    let status: Status = serde_json::from_str(&status)
        .map_err(|cause| Trouble::at("understanding the status of", &data_dir, &cause))?;
    let made = Library {
        version: VERSION,
        data_dir,
        documents: status.documents,
        passages,
        bytes,
        add_seconds,
    };
    let json = serde_json::to_vec(&made).map_err(|cause| cause.to_string())?;
    fs::write(&label, json).map_err(|cause| Trouble::at("writing", &label, &cause))?;
    Ok(made)
}

/// The library of so many documents that they have the passages that the targets are for.
pub(crate) fn of_targets(place: &Place) -> Outcome<Library> {
    let texts = texts(place)?;
    let changed = Changed::new(&texts);
    let (mut passages, mut count) = (0, 0);
    while passages < PASSAGES {
        passages += domain::snippets(&changed.text(count).1).len() as u64;
        count += 1;
    }
    of_size(place, count)
}

/// Reads all parts of a library into `data_dir`.
pub(crate) fn read(place: &Place, words: &Path, data_dir: &Path) -> Outcome<()> {
    for (name, kind) in PARTS {
        let part = words.join(name);
        if part.is_dir() {
            place.longhand(data_dir, &[&"add", &part, &"--kind", &kind, &"--quiet"])?;
        }
    }
    Ok(())
}

/// All texts of the archives, unpacked once.
pub(crate) fn texts(place: &Place) -> Outcome<Vec<Text>> {
    let from = place
        .texts
        .as_deref()
        .ok_or("the folder with archives of real texts is missing")?;
    let to = place.keep.join("texts");
    let mut texts = Vec::new();
    for name in ARCHIVES {
        let folder = to.join(name);
        if !folder.is_dir() {
            fs::create_dir_all(&to).map_err(|cause| Trouble::at("making", &to, &cause))?;
            let archive = from.join(format!("{name}.tar.xz"));
            said(
                Command::new("tar")
                    .arg("-xJf")
                    .arg(archive)
                    .arg("-C")
                    .arg(&to),
            )?;
        }
        read_all(&folder, &mut texts)?;
    }
    if texts.is_empty() {
        return Err(Trouble::at("reading", &to, &"there are no texts in it"));
    }
    Ok(texts)
}

fn read_all(folder: &Path, texts: &mut Vec<Text>) -> Outcome<()> {
    let entries = fs::read_dir(folder).map_err(|cause| Trouble::at("reading", folder, &cause))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_all(&path, texts)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            let json = fs::read(&path).map_err(|cause| Trouble::at("reading", &path, &cause))?;
            let text: Text = serde_json::from_slice(&json)
                .map_err(|cause| Trouble::at("understanding", &path, &cause))?;
            texts.push(text);
        }
    }
    Ok(())
}

/// Half of the documents as mail, most of it in archives; three tenths as posts in .txt, two tenths as reviews in .md.
/// Gives the bytes and the passages of all.
fn write_all(texts: &[Text], words: &Path, count: usize) -> Outcome<(u64, u64)> {
    let changed = Changed::new(texts);
    let (mut bytes, mut passages) = (0, 0);
    let mut archive: Option<(PathBuf, BufWriter<File>)> = None;
    let plain = words.with_file_name("texts.jsonl");
    let failed = |cause: std::io::Error| Trouble::at("writing", &plain, &cause);
    fs::create_dir_all(words).map_err(failed)?;
    let mut lines = BufWriter::new(File::create(&plain).map_err(failed)?);
    for number in 0..count {
        let (title, text) = changed.text(number);
        passages += domain::snippets(&text).len() as u64;
        let kind = match number % 10 {
            0..5 => "email",
            5..8 => "post",
            _ => "review",
        };
        let line = serde_json::json!({"kind": kind, "title": title, "text": text});
        writeln!(lines, "{line}").map_err(failed)?;
        let (path, whole) = match number % 10 {
            0 => {
                let file = words.join(format!("mail/{:03}/{number:06}.eml", number / 1000));
                let mail = as_mail(number, &title, &text);
                // The first line is the archive's.
                let mail = mail.split_once('\n').map_or("", |(_, mail)| mail);
                (file, mail.to_owned())
            }
            1..5 => {
                let file = words.join(format!("mail/{:04}.mbox", number / IN_ARCHIVE));
                (file, as_mail(number, &title, &text))
            }
            5..8 => {
                let file = words.join(format!("posts/{:03}/{number:06}.txt", number / 1000));
                (file, text)
            }
            _ => {
                let file = words.join(format!("reviews/{:03}/{number:06}.md", number / 1000));
                (file, format!("---\ntitle: {title:?}\n---\n\n{text}\n"))
            }
        };
        bytes += whole.len() as u64;
        let failed = |cause: std::io::Error| Trouble::at("writing", &path, &cause);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        if path.extension().is_some_and(|end| end == "mbox") {
            if archive.as_ref().is_none_or(|(open, _)| *open != path) {
                let new = BufWriter::new(File::create(&path).map_err(failed)?);
                archive = Some((path.clone(), new));
            }
            if let Some((_, file)) = &mut archive {
                file.write_all(whole.as_bytes()).map_err(failed)?;
            }
        } else {
            fs::write(&path, whole).map_err(failed)?;
        }
    }
    lines.flush().map_err(failed)?;
    if let Some((path, mut file)) = archive {
        file.flush()
            .map_err(|cause| Trouble::at("writing", &path, &cause))?;
    }
    Ok((bytes, passages))
}

/// A mail of an archive, to one of twenty people.
fn as_mail(number: usize, title: &str, text: &str) -> String {
    let to = number % 20;
    let (year, month, day) = (2000 + number % 20, 1 + number % 12, 1 + number % 28);
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = months[month - 1];
    // A line of the text must not look like the beginning of another mail.
    let text = text.replace("\nFrom ", "\n>From ");
    format!(
        "From {WRITER} Mon {month} {day:02} 10:00:00 {year}\nFrom: A Writer <{WRITER}>\nTo: Friend {to} \
         <friend{to}@readers.example.org>\nSubject: {title}\nDate: {day:02} {month} {year} 10:00:00 +0000\n\
         Message-ID: <{number}@writer.example.org>\nContent-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\n{text}\n\n"
    )
}
