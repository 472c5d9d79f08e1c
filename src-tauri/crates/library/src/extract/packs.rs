//! Texts in Markdown that programs for notes pack into a zip file: the journals of Day One, and the notes of Bear and others,
//! each a folder with its pictures.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use jiff::Timestamp;

use super::archive::{self, Archive, PART_LIMIT};
use super::sniff::{self, HEAD};
use super::{Extracted, Verdict, day_one, decode, markdown};

/// How the name of a journal ends.
const JOURNAL: &str = ".json";
/// No more parts are looked at for journals.
const MOST_JOURNALS: usize = 100;
/// A note has no longer name, in bytes.
const LONGEST_NAME: usize = 1_000;

/// The entries of the journals and the notes in `archive`, which is the file at `path`; what else it may be is skipped.
pub(super) fn read(
    archive: &mut Archive,
    path: &Path,
    modified: Option<Timestamp>,
) -> Result<Vec<Extracted>, Verdict> {
    let names = archive.file_names().flatten().map(Cow::into_owned);
    let names: Vec<String> = names.collect();
    let may_be_journal = |name: &&String| name.ends_with(JOURNAL) && name.matches('/').count() <= 1;
    let journals = names.iter().filter(may_be_journal).take(MOST_JOURNALS);
    let journals: Vec<&String> = journals
        .filter(|name| begins_as_journal(archive, name))
        .collect();
    let is_note = |name: &&String| name.len() <= LONGEST_NAME && is_note(&path.join(name));
    let notes: Vec<&String> = names.iter().filter(is_note).collect();
    if journals.is_empty() && notes.is_empty() {
        let called = sniff::called(&sniff::extension(path), "zip");
        return Err(Verdict::skipped(sniff::not_yet(&called)));
    }
    let alone = journals.is_empty() && notes.len() == 1;
    let mut found = Vec::new();
    let mut unpacked = 0;
    for name in journals {
        let text = text(archive, name, &mut unpacked)?;
        let entries = day_one::read(&text, path, modified);
        found.extend(entries.ok_or_else(|| Verdict::failed(day_one::DAMAGED))?);
    }
    for name in notes {
        let text = text(archive, name, &mut unpacked)?;
        let key = if alone { String::new() } else { name.clone() };
        found.push(Extracted {
            key,
            ..markdown::read(&text, &path.join(name), modified)
        });
    }
    Ok(found)
}

/// Whether a journal begins in the part `name`.
fn begins_as_journal(archive: &mut Archive, name: &str) -> bool {
    let Ok(part) = archive.by_name(name) else {
        return false;
    };
    let mut head = Vec::new();
    let read = part.take(HEAD as u64).read_to_end(&mut head);
    read.is_ok() && day_one::is_journal(&decode::decode(&head).text)
}

/// Whether the words of a note lie at `path`.
fn is_note(path: &Path) -> bool {
    let extension = sniff::extension(path);
    markdown::is_of_bundle(path) && matches!(extension.as_str(), "md" | "markdown" | "txt")
}

/// The text of the part `name`; no more than a document may hold is `unpacked` of all.
fn text(archive: &mut Archive, name: &str, unpacked: &mut u64) -> Result<String, Verdict> {
    let text = archive::part(archive, name, PART_LIMIT)?;
    *unpacked += text.len() as u64;
    match *unpacked > PART_LIMIT {
        true => Err(archive::too_large(PART_LIMIT)),
        false => Ok(text),
    }
}
