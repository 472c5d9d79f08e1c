//! Documents of word processors, .docx and .odt: XML parts in a zip file.
//!
//! Only the parts that hold the words and what the document says about itself are unpacked, each up to a limit and
//! without regard for the size that the file claims.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use domain::Person;
use jiff::Timestamp;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::facts::{self, Facts};
use super::flow::{Damaged, Flow, add};
use super::tidy::{clean, tidy};
use super::{Extracted, PROTECTED, Verdict, docx, odt, sniff};

/// A part is unpacked up to this many bytes: the text of some twenty novels.
const PART_LIMIT: u64 = 64 << 20;
/// What a document says about itself is short.
const ABOUT_LIMIT: u64 = 1 << 20;
/// A document has a few dozen parts, and some hundreds of pictures.
const MOST_PARTS: usize = 20_000;

type Archive = ZipArchive<BufReader<File>>;

/// Reads the document that is packed in `file`; what else it may be is skipped, called by the ending of its name.
pub(super) fn read(
    file: File,
    path: &Path,
    modified: Option<Timestamp>,
    emit: &mut dyn FnMut(Extracted),
) -> Verdict {
    match unpack(file, path, modified) {
        Ok(document) if document.text.is_empty() => Verdict::skipped("there are no words in it"),
        Ok(document) => {
            emit(document);
            Verdict::Read
        }
        Err(verdict) => verdict,
    }
}

/// Where a form of document keeps what.
struct Form {
    words: &'static str,
    flow: fn(&str) -> Result<Flow, Damaged>,
    about: &'static str,
}

const DOCX: Form = Form {
    words: "word/document.xml",
    flow: docx::flow,
    about: "docProps/core.xml",
};
const ODT: Form = Form {
    words: "content.xml",
    flow: odt::flow,
    about: "meta.xml",
};
/// The type that an OpenDocument text names in its first part; a template goes on with `-template`.
const ODT_TYPE: &str = "application/vnd.oasis.opendocument.text";

fn unpack(file: File, path: &Path, modified: Option<Timestamp>) -> Result<Extracted, Verdict> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| damaged())?;
    if archive.len() > MOST_PARTS {
        return Err(Verdict::failed("it has more parts than any document"));
    }
    let form = if archive.index_for_name(DOCX.words).is_some() {
        DOCX
    } else if part(&mut archive, "mimetype", ABOUT_LIMIT)
        .is_ok_and(|named| named.starts_with(ODT_TYPE))
    {
        ODT
    } else {
        return Err(Verdict::skipped(sniff::not_yet(&sniff::called(
            &sniff::extension(path),
            "zip",
        ))));
    };
    if is_encrypted(&mut archive) {
        return Err(Verdict::failed(PROTECTED));
    }
    let words = part(&mut archive, form.words, PART_LIMIT)?;
    let flow = (form.flow)(&words).map_err(|Damaged| damaged())?;
    // Without what it says about itself it is a document all the same.
    let about = part(&mut archive, form.about, ABOUT_LIMIT);
    let mut facts = about.map(|xml| about_itself(&xml)).unwrap_or_default();
    facts.title = flow.title.clone().or(facts.title);
    Ok(facts.document(tidy(&clean(&flow.text())), path, modified))
}

fn damaged() -> Verdict {
    Verdict::failed("it is damaged; open it in your word processor and save it again")
}

/// Whether the list of parts of an OpenDocument text says how its parts are encrypted.
fn is_encrypted(archive: &mut Archive) -> bool {
    let parts = part(archive, "META-INF/manifest.xml", ABOUT_LIMIT);
    parts.is_ok_and(|xml| xml.contains(":encryption-data"))
}

fn part(archive: &mut Archive, name: &str, limit: u64) -> Result<String, Verdict> {
    let packed = archive.by_name(name).map_err(|cause| match cause {
        ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Verdict::failed(PROTECTED),
        _ => damaged(),
    })?;
    let mut bytes = Vec::new();
    packed
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| damaged())?;
    if bytes.len() as u64 > limit {
        return Err(Verdict::failed(format!(
            "unpacked, its text takes more than {}; split it into smaller files",
            super::human(limit)
        )));
    }
    Ok(super::decode::decode(&bytes).text.into_owned())
}

/// Title, author and date from `docProps/core.xml` or `meta.xml`; both use the names of Dublin Core.
pub(super) fn about_itself(xml: &str) -> Facts {
    let mut facts = Facts::default();
    let mut reader = Reader::from_str(xml);
    let (mut name, mut value) = (String::new(), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                start.local_name().into_inner().clone_into(&mut name);
                value.clear();
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => add(&event, &mut value),
            Event::End(_) => {
                let text = value.trim();
                match name.as_str() {
                    "title" if is_a_title(text) => facts.title = Some(text.to_owned()),
                    "initial-creator" => facts.author = author(text),
                    "creator" => facts.author = facts.author.or(author(text)),
                    "created" | "creation-date" => facts.date = facts::date(text),
                    _ => {}
                }
                name.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    facts
}

/// Programs put the name of the file or of themselves where the title belongs.
fn is_a_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    !text.is_empty()
        && !lower.starts_with("microsoft word")
        && !lower.starts_with("untitled")
        && ![".doc", ".docx", ".odt", ".dot", ".dotx"]
            .iter()
            .any(|ending| lower.ends_with(ending))
}

/// A person's name has two words at least, and is none that programs put there by themselves: one wrong name here would
/// make somebody's own document another person's.
fn author(text: &str) -> Option<Person> {
    const NOBODY: [&str; 10] = [
        "user",
        "office",
        "python",
        "apache",
        "admin",
        "unknown",
        "author",
        "benutzer",
        "utilisateur",
        "company",
    ];
    let lower = text.to_lowercase();
    let is_name =
        text.split_whitespace().count() >= 2 && !NOBODY.iter().any(|no| lower.contains(no));
    is_name.then(|| Person {
        name: text.to_owned(),
        address: String::new(),
    })
}

#[cfg(test)]
#[path = "office_tests.rs"]
mod tests;
