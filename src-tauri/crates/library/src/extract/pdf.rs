//! A PDF: the words on its pages, where there are any and not only pictures of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use jiff::Timestamp;
use pdf_extract::{Document, PlainTextOutput, decode_text_string, output_doc_page};

use super::facts::Facts;
use super::tidy::clean;
use super::{Extracted, PROTECTED, Verdict, about, kept};

/// With fewer letters than this to a page it is a row of pictures that has page numbers.
const FEWEST_LETTERS: usize = 12;

/// What programs set before an item of a list.
const BULLETS: [char; 6] = ['•', '●', '◦', '▪', '‣', '\u{f0b7}'];

/// Reads the document in `bytes`. A file that its parser cannot bear ends the reader, which is told as such.
pub(super) fn read(
    bytes: &[u8],
    path: &Path,
    modified: Option<Timestamp>,
    emit: &mut dyn FnMut(Extracted),
) -> Verdict {
    let document = match open(bytes) {
        Ok(document) => document,
        Err(cause) => return failed(&cause.to_string()),
    };
    let all = pages(&document);
    let pages: Vec<&String> = all.iter().flatten().collect();
    if pages.is_empty() {
        return failed("no page in it");
    }
    let letters: usize = pages
        .iter()
        .map(|page| {
            page.chars()
                .filter(|letter| letter.is_alphanumeric())
                .count()
        })
        .sum();
    if letters < FEWEST_LETTERS * pages.len() {
        return Verdict::skipped("its pages are pictures, with no text in them");
    }
    let mut text = String::new();
    for (page, number) in all.iter().zip(1..) {
        // Many fonts have this sign for every hyphen.
        let page = page.as_deref().unwrap_or_default().replace('\u{ad}', "-");
        let page = clean(&page);
        let page = without_its_number(&page, number, all.len());
        let goes_on = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-'))
            && page.starts_with(char::is_lowercase);
        text.push_str(if goes_on { "\n" } else { "\n\n" });
        text.push_str(page);
    }
    let facts = about_itself(&document, modified);
    kept::documents(facts, &spelt(&text), path, modified, paragraphs)
        .into_iter()
        .for_each(emit);
    match all.len() - pages.len() {
        0 => Verdict::Read,
        lost => Verdict::partly(format!(
            "{lost} of its {} pages could not be read; print or export it to a new PDF",
            all.len()
        )),
    }
}

/// The document, decrypted where anybody may read it.
fn open(bytes: &[u8]) -> Result<Document, pdf_extract::Error> {
    let mut document = Document::load_mem(bytes)?;
    if document.is_encrypted() {
        document.decrypt("")?;
    }
    Ok(document)
}

/// The words on each page; none of one that the parser cannot bear.
fn pages(document: &Document) -> Vec<Option<String>> {
    let page = |number| {
        let mut words = String::new();
        let read = || output_doc_page(document, &mut PlainTextOutput::new(&mut words), number);
        let read = catch_unwind(AssertUnwindSafe(read));
        matches!(read, Ok(Ok(()))).then_some(words)
    };
    document.get_pages().into_keys().map(page).collect()
}

/// What the document says about itself.
fn about_itself(document: &Document, modified: Option<Timestamp>) -> Facts {
    let info = document.trailer.get_deref(b"Info", document);
    let info = info.and_then(|info| info.as_dict()).ok();
    let said = |key: &[u8]| {
        let value = info?.get_deref(key, document).ok()?;
        let text = clean(&decode_text_string(value).ok()?).trim().to_owned();
        Some(text)
    };
    Facts {
        title: said(b"Title").filter(|title| about::is_a_title(title)),
        author: said(b"Author").and_then(|name| about::author(&name)),
        date: said(b"CreationDate")
            .and_then(|text| date(&text))
            .filter(|date| about::is_sane(*date, modified)),
        ..Facts::default()
    }
}

/// The time in `D:20240305101500+01'00'`, of which the end may be missing.
fn date(text: &str) -> Option<Timestamp> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (time, zone) = text.split_at(end.unwrap_or(text.len()));
    let rest = "0101000000".get(time.len().checked_sub("2024".len())?..)?;
    let zone = zone.replace('\'', "");
    let zone = if zone.starts_with(['+', '-']) {
        &zone
    } else {
        "+0000"
    };
    Timestamp::strptime("%Y%m%d%H%M%S%z", format!("{time}{rest}{zone}")).ok()
}

/// What the parser says, in words for a person.
fn failed(cause: &str) -> Verdict {
    let lower = cause.to_lowercase();
    Verdict::failed(if lower.contains("crypt") || lower.contains("password") {
        PROTECTED
    } else {
        "it is damaged; print or export it to a new PDF"
    })
}

/// `text` letter by letter where the font has one sign for several.
fn spelt(text: &str) -> String {
    let mut spelt = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            'ﬀ' => spelt.push_str("ff"),
            'ﬁ' => spelt.push_str("fi"),
            'ﬂ' => spelt.push_str("fl"),
            'ﬃ' => spelt.push_str("ffi"),
            'ﬄ' => spelt.push_str("ffl"),
            'ﬅ' | 'ﬆ' => spelt.push_str("st"),
            _ => spelt.push(sign),
        }
    }
    spelt
}

/// `page` without its number where that stands by itself at its top or end: `3`, `- 3 -`, `Page 3 of 7`.
fn without_its_number(page: &str, number: usize, of: usize) -> &str {
    let is_number =
        |line: &str| numbers(line).is_some_and(|found| found == [number] || found == [number, of]);
    let page = page.trim();
    let (first, after) = page.split_once('\n').unwrap_or((page, ""));
    let page = if is_number(first) { after } else { page }.trim();
    let (before, last) = page.rsplit_once('\n').unwrap_or(("", page));
    if is_number(last) {
        before.trim_end()
    } else {
        page
    }
}

/// The numbers in a line that has only such words beside them as stand beside the number of a page.
fn numbers(line: &str) -> Option<Vec<usize>> {
    const BESIDE: &str =
        " page seite página pagina pág pag strona sida side p s of von de di sur van av z ";
    let parts = line.split(|c: char| !c.is_alphanumeric());
    let mut numbers = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        match part.parse() {
            Ok(number) => numbers.push(number),
            Err(_) if BESIDE.contains(&format!(" {} ", part.to_lowercase())) => {}
            Err(_) => return None,
        }
    }
    Some(numbers)
}

/// The paragraphs of `text`: lines that were broken to fit it are joined again, and so are words that were parted.
fn paragraphs(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        // Programs set a line to the width of the page by more spaces.
        let words = line
            .trim()
            .split([' ', '\t'])
            .filter(|word| !word.is_empty());
        let line = &*words.collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            joined.push_str("\n\n");
            continue;
        }
        if let Some(item) = line.strip_prefix(BULLETS) {
            joined.push_str("\n- ");
            joined.push_str(item.trim_start());
            continue;
        }
        if joined.ends_with('-') && line.starts_with(char::is_lowercase) && parted(&joined) {
            joined.pop();
        } else if !joined.is_empty() && !joined.ends_with('\n') {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// A letter stands before the hyphen at the end: it parts a word and is no dash.
fn parted(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use pdf_extract::{Dictionary, Object, Stream, dictionary, text_string};

    use super::*;

    #[test]
    fn lines_are_joined_to_paragraphs() {
        assert_eq!(
            paragraphs("Both:\n• one\nmore\n•two"),
            "Both:\n- one more\n- two"
        );
        assert_eq!(
            paragraphs("A  line that\nwas bro-\nken - and\n\n-\nmore"),
            "A line that was broken - and\n\n- more"
        );
    }

    #[test]
    fn a_page_is_without_its_number() {
        for (page, wanted) in [
            ("words\n3", "words"),
            ("- 3 -\nwords", "words"),
            ("words\n\nPage 3 of 7\n", "words"),
            ("Seite 3\nwords\n3/7", "words"),
            ("3", ""),
            ("words\n4", "words\n4"),
            ("words\nroom 3", "words\nroom 3"),
            ("words\nof", "words\nof"),
        ] {
            assert_eq!(without_its_number(page, 3, 7), wanted, "{page}");
        }
    }

    #[test]
    fn dates_and_letters_as_a_pdf_has_them() {
        for (text, wanted) in [
            ("D:20240305101500+01'00'", Some("2024-03-05T09:15:00Z")),
            ("D:20240305101500Z", Some("2024-03-05T10:15:00Z")),
            ("20240305", Some("2024-03-05T00:00:00Z")),
            ("D:2024", Some("2024-01-01T00:00:00Z")),
            ("D:20241305", None),
            ("Tuesday", None),
            ("D:202403051015000000", None),
        ] {
            assert_eq!(
                date(text).map(|at| at.to_string()).as_deref(),
                wanted,
                "{text}"
            );
        }
        assert_eq!(spelt("oﬃce ﬁﬂe"), "office fifle");
    }

    #[test]
    fn a_document_says_what_it_is_called_and_who_wrote_it() {
        let of = |info: &str| {
            let mut document = Document::new();
            let about = Dictionary::from_iter(info.split(';').filter_map(|said| {
                let (key, value) = said.split_once('=')?;
                Some((key, text_string(value)))
            }));
            let about = document.add_object(about);
            document.trailer.set("Info", about);
            about_itself(&document, None)
        };
        let facts = of("Title=Küche;Author=Anna Bell;CreationDate=D:20240305101500Z");
        assert_eq!(facts.title.as_deref(), Some("Küche"));
        assert_eq!(facts.author.unwrap().name, "Anna Bell");
        assert_eq!(facts.date.unwrap().to_string(), "2024-03-05T10:15:00Z");
        let nothing =
            of("Title=Microsoft Word - a.doc;Author=Windows User;CreationDate=D:19700101");
        assert_eq!(nothing, Facts::default());
        assert_eq!(about_itself(&Document::new(), None), Facts::default());
    }

    /// A PDF with a page for each of `lines`, in a font that each page has but the one that says so.
    fn of_pages(lines: &[&str]) -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let all = document.new_object_id();
        let font =
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        let font = document.add_object(font);
        let mut kids: Vec<Object> = Vec::new();
        for lines in lines {
            let name = if lines.contains("no font") {
                "F2"
            } else {
                "F1"
            };
            let lines = lines.replace('\n', ") Tj 0 -20 Td (");
            let words = format!("BT /{name} 12 Tf 50 700 Td ({lines}) Tj ET");
            let words = document.add_object(Stream::new(dictionary! {}, words.into_bytes()));
            let page = dictionary! {
                "Type" => "Page", "Parent" => all, "Contents" => words,
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
                "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            };
            kids.push(document.add_object(page).into());
        }
        let count = kids.len() as i64;
        let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        document.objects.insert(all, pages.into());
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => all });
        document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn pages_make_one_text_and_one_that_cannot_be_read_is_told() {
        let of = |pages: &[&str]| {
            let mut text = String::new();
            let verdict = read(&of_pages(pages), Path::new("a.pdf"), None, &mut |one| {
                text = one.text
            });
            (text, verdict)
        };
        let whole = [
            "The words of a page go\n1",
            "on with the next one.\n2",
            "The end of the text.\n3",
        ];
        let (text, verdict) = of(&whole);
        assert_eq!(
            text,
            "The words of a page go on with the next one.\n\nThe end of the text."
        );
        assert_eq!(verdict, Verdict::Read);
        let (text, verdict) = of(&[whole[0], "no font", whole[2]]);
        assert_eq!(text, "The words of a page go\n\nThe end of the text.");
        let reason = "1 of its 3 pages could not be read; print or export it to a new PDF";
        assert_eq!(verdict, Verdict::partly(reason));
        assert_eq!(of(&["no font"]), (String::new(), failed("anything else")));
    }

    #[test]
    fn a_mail_that_was_printed_is_by_its_sender() {
        let page = "From: Anna Bell <anna@example.net>\nSent: Monday, March 4, 2024 10:00 AM\nTo: Tom\nSubject: Boat\n\n\
            Come when you can.\n\nOn Sun, Mar 3, 2024 at 10:00 AM Tom <tom@b.c> wrote:\n> May I come?";
        let mut found = Vec::new();
        read(&of_pages(&[page]), Path::new("a.pdf"), None, &mut |one| {
            found.push(one)
        });
        let mail = found.pop().unwrap();
        assert_eq!(mail.author.unwrap().address, "anna@example.net");
        assert_eq!(mail.text, "Come when you can.");
        assert_eq!(mail.quoted.as_deref(), Some("May I come?"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let mut found = Vec::new();
        let verdict = read(b"%PDF-1.4\nnothing", Path::new("a.pdf"), None, &mut |one| {
            found.push(one)
        });
        assert_eq!(verdict, failed("anything else"));
        let locked = Verdict::Failed {
            reason: "it is protected by a password; save a copy without one".to_owned(),
        };
        assert_eq!(failed("PDF is Encrypted"), locked);
        assert_ne!(verdict, locked);
        assert!(found.is_empty());
    }
}
