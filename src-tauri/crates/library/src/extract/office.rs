//! Documents of word processors, .docx and .odt: XML parts in a zip file. Only those that hold the words and what the document
//! says about itself are unpacked.

use std::fs::File;
use std::path::Path;

use domain::Person;
use jiff::Timestamp;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::archive::{self, Archive, PART_LIMIT, damaged, named, part};
use super::facts::{self, Facts};
use super::flow::{Damaged, Flow, add};
use super::styles::Styles;
use super::tidy::clean;
use super::{Extracted, PROTECTED, Verdict, about, docx, kept, odt, packs};

/// What a document says about itself is short.
const ABOUT_LIMIT: u64 = 1 << 20;

/// Reads the document, or the texts, packed in `file`; what else it may be is skipped, called by the ending of its name.
pub(super) fn read(
    file: File,
    path: &Path,
    modified: Option<Timestamp>,
    emit: &mut dyn FnMut(Extracted),
) -> Verdict {
    match unpack(file, path, modified) {
        Ok(documents) => super::told(documents, emit),
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

fn unpack(file: File, path: &Path, modified: Option<Timestamp>) -> Result<Vec<Extracted>, Verdict> {
    let mut archive = archive::open(file)?;
    let form = if named(&archive, DOCX.words).is_some() {
        DOCX
    } else if part(&mut archive, "mimetype", ABOUT_LIMIT)
        .is_ok_and(|named| named.starts_with(ODT_TYPE))
    {
        ODT
    } else {
        return packs::read(&mut archive, path, modified);
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
    Ok(vec![kept::document(
        facts,
        &clean(&text),
        path,
        modified,
        str::to_owned,
    )])
}

/// Whether the list of parts of an OpenDocument text says how its parts are encrypted.
fn is_encrypted(archive: &mut Archive) -> bool {
    let parts = part(archive, "META-INF/manifest.xml", ABOUT_LIMIT);
    parts.is_ok_and(|xml| xml.contains(":encryption-data"))
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
