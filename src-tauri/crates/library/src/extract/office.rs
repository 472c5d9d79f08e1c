//! Documents of word processors, .docx and .odt: XML parts in a zip file.
//!
//! Only the parts that hold the words and what the document says about itself are unpacked, each up to a limit and
//! without regard for the size that the file claims.

use std::borrow::Cow;
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
use super::styles::Styles;
use super::tidy::clean;
use super::{Extracted, PROTECTED, Verdict, about, docx, kept, odt, sniff};

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

/// Reads the words of a document in these styles and by this author, where it names one.
pub(super) type Words = fn(&str, Styles, Option<&Person>) -> Result<Flow, Damaged>;

/// Where a form of document keeps what.
struct Form {
    words: &'static str,
    flow: Words,
    styles: &'static str,
    about: &'static str,
}

const DOCX: Form = Form {
    words: "word/document.xml",
    flow: docx::flow,
    styles: "word/styles.xml",
    about: "docProps/core.xml",
};
const ODT: Form = Form {
    words: "content.xml",
    flow: odt::flow,
    styles: "styles.xml",
    about: "meta.xml",
};
/// The type that an OpenDocument text names in its first part; a template goes on with `-template`.
const ODT_TYPE: &str = "application/vnd.oasis.opendocument.text";

fn unpack(file: File, path: &Path, modified: Option<Timestamp>) -> Result<Extracted, Verdict> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| damaged())?;
    if archive.len() > MOST_PARTS {
        return Err(Verdict::failed("it has more parts than any document"));
    }
    let form = if named(&archive, DOCX.words).is_some() {
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
    // Without what it says about itself and its styles it is a document all the same.
    let about = part(&mut archive, form.about, ABOUT_LIMIT);
    let mut facts = about.map(|xml| about_itself(&xml)).unwrap_or_default();
    facts.date = facts.date.filter(|date| about::is_sane(*date, modified));
    let styles = part(&mut archive, form.styles, PART_LIMIT);
    let styles = styles.map(|xml| Styles::read(&xml)).unwrap_or_default();
    let words = part(&mut archive, form.words, PART_LIMIT)?;
    let flow = (form.flow)(&words, styles, facts.author.as_ref()).map_err(|Damaged| damaged())?;
    facts.title = flow.title.clone().or(facts.title);
    let text = flow.text();
    Ok(kept::document(
        facts,
        &clean(&text),
        path,
        modified,
        str::to_owned,
    ))
}

fn damaged() -> Verdict {
    Verdict::failed("it is damaged; open it in your word processor and save it again")
}

/// Whether the list of parts of an OpenDocument text says how its parts are encrypted.
fn is_encrypted(archive: &mut Archive) -> bool {
    let parts = part(archive, "META-INF/manifest.xml", ABOUT_LIMIT);
    parts.is_ok_and(|xml| xml.contains(":encryption-data"))
}

/// What the part `name` is called in this document: Word in a browser puts a number behind it.
fn named(archive: &Archive, name: &str) -> Option<String> {
    if archive.index_for_name(name).is_some() {
        return Some(name.to_owned());
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let mut parts = archive.file_names().flatten();
    let found = parts.find(|found| {
        let rest = found.strip_prefix(stem);
        let number = rest.and_then(|rest| rest.strip_suffix(ending)?.strip_suffix('.'));
        number.is_some_and(|number| number.bytes().all(|c| c.is_ascii_digit()))
    });
    found.map(Cow::into_owned)
}

fn part(archive: &mut Archive, name: &str, limit: u64) -> Result<String, Verdict> {
    let name = named(archive, name).ok_or_else(damaged)?;
    let packed = archive.by_name(&name).map_err(|cause| match cause {
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
                    "title" if about::is_a_title(text) => facts.title = Some(text.to_owned()),
                    "initial-creator" => facts.author = about::author(text),
                    "creator" => facts.author = facts.author.or(about::author(text)),
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

#[cfg(test)]
#[path = "office_tests.rs"]
mod tests;
