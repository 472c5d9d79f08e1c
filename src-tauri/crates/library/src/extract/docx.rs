//! The words in `word/document.xml`: what stands on the page now, without what was deleted.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::flow::{Flow, Paragraph};
use super::office::{Damaged, add};

/// What these hold is not on the page, or is there a second time for older programs; `tabs` says where tabs stop.
const PASSED_OVER: [&str; 6] = [
    "del",
    "moveFrom",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "tabs",
];

/// The paragraphs of the document. Headers, footers and notes are parts of their own and are not read.
pub(super) fn flow(xml: &str) -> Result<Flow, Damaged> {
    let mut reader = Reader::from_str(xml);
    let mut flow = Flow::default();
    // A box in a paragraph has paragraphs of its own.
    let mut open: Vec<Paragraph> = Vec::new();
    let mut is_text = false;
    loop {
        let event = reader.read_event().map_err(|_| Damaged)?;
        match &event {
            Event::Start(start) => {
                let name = start.local_name().into_inner();
                if PASSED_OVER.contains(&name) {
                    reader.read_to_end(start.name()).map_err(|_| Damaged)?;
                    continue;
                }
                match name {
                    "p" => open.push(Paragraph::default()),
                    "t" => is_text = true,
                    _ => mark(start, open.last_mut()),
                }
            }
            Event::Empty(start) => match start.local_name().into_inner() {
                "p" => flow.push(Paragraph::default()),
                _ => mark(start, open.last_mut()),
            },
            Event::End(end) => match end.local_name().into_inner() {
                "p" => flow.push(open.pop().unwrap_or_default()),
                "t" => is_text = false,
                _ => {}
            },
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                if let (true, Some(paragraph)) = (is_text, open.last_mut()) {
                    add(&event, &mut paragraph.text);
                }
            }
            Event::Eof if open.is_empty() => return Ok(flow),
            Event::Eof => return Err(Damaged),
            _ => {}
        }
    }
}

/// What an element inside a paragraph means for it.
fn mark(element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
    let Some(paragraph) = paragraph else { return };
    match element.local_name().into_inner() {
        "tab" => paragraph.text.push('\t'),
        "br" | "cr" => paragraph.text.push('\n'),
        "noBreakHyphen" => paragraph.text.push('-'),
        "numPr" => paragraph.item = true,
        "pStyle" => {
            let style = element.try_get_attribute("w:val").ok().flatten();
            let style = style
                .map(|one| one.value.to_lowercase())
                .unwrap_or_default();
            paragraph.title = style == "title";
            paragraph.item |= style.starts_with("list") && style != "listing";
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str) -> String {
        flow(&format!(
            "<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"
        ))
        .unwrap()
        .text()
    }

    #[test]
    fn runs_make_words_and_what_was_deleted_is_gone() {
        let body = "<w:p><w:r><w:t>Gr</w:t></w:r><w:r><w:t xml:space='preserve'>üße &amp; </w:t></w:r>\
            <w:del><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del><w:ins><w:r><w:t>new&#33;</w:t></w:r></w:ins></w:p>";
        assert_eq!(words(body), "Grüße & new!");
    }

    #[test]
    fn breaks_tabs_lists_and_codes_of_fields() {
        let body = "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>\
            <w:p><w:pPr><w:tabs><w:tab w:pos='0'/></w:tabs><w:numPr><w:ilvl w:val='0'/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>";
        assert_eq!(words(body), "a\nb\tc\n- item");
    }

    #[test]
    fn a_box_is_read_once() {
        let body = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>\
            </mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r>\
            <w:r><w:t>text</w:t></w:r></w:p>";
        assert_eq!(words(body), "box\n\ntext");
    }

    #[test]
    fn hostile_xml() {
        assert!(flow("<w:p><w:r><w:t>cut").is_err());
        assert!(flow("<a><b></a>").is_err());
        let many = format!(
            "<w:p {}><w:r><w:t>x</w:t></w:r></w:p>",
            "a='b' ".repeat(100_000)
        );
        assert_eq!(words(&many), "x");
        let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
        assert_eq!(words(&deep).trim(), "");
    }
}
