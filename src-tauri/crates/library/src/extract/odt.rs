//! The words in the `content.xml` of an OpenDocument text: what stands on the page now, without what was deleted.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::flow::{Flow, Paragraph};
use super::office::{Damaged, add};

/// What these hold is not on the page, or not the author's prose: settings, remarks in the margin, notes.
const PASSED_OVER: [&str; 7] = [
    "automatic-styles",
    "font-face-decls",
    "tracked-changes",
    "annotation",
    "note",
    "table-of-content",
    "forms",
];
/// More spaces in a row than anyone types.
const MOST_SPACES: usize = 80;

/// The paragraphs of the document.
pub(super) fn flow(xml: &str) -> Result<Flow, Damaged> {
    let mut reader = Reader::from_str(xml);
    let mut flow = Flow::default();
    // A box in a paragraph has paragraphs of its own.
    let mut open: Vec<Paragraph> = Vec::new();
    let mut lists = 0usize;
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
                    "p" | "h" => open.push(begun(start, lists > 0)),
                    "list" => lists += 1,
                    _ => mark(start, open.last_mut()),
                }
            }
            Event::Empty(start) => match start.local_name().into_inner() {
                "p" | "h" => flow.push(Paragraph::default()),
                _ => mark(start, open.last_mut()),
            },
            Event::End(end) => match end.local_name().into_inner() {
                "p" | "h" => flow.push(open.pop().unwrap_or_default()),
                "list" => lists = lists.saturating_sub(1),
                _ => {}
            },
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                if let Some(paragraph) = open.last_mut() {
                    add(&event, &mut paragraph.text);
                }
            }
            Event::Eof if open.is_empty() => return Ok(flow),
            Event::Eof => return Err(Damaged),
            _ => {}
        }
    }
}

fn begun(element: &BytesStart<'_>, item: bool) -> Paragraph {
    let style = element.try_get_attribute("text:style-name").ok().flatten();
    Paragraph {
        text: String::new(),
        item,
        title: style.is_some_and(|style| style.value == "Title"),
    }
}

/// What an element inside a paragraph means for it.
fn mark(element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
    let Some(paragraph) = paragraph else { return };
    match element.local_name().into_inner() {
        "s" => {
            let count = element.try_get_attribute("text:c").ok().flatten();
            let count = count
                .and_then(|count| count.value.parse().ok())
                .unwrap_or(1);
            paragraph.text.push_str(&" ".repeat(MOST_SPACES.min(count)));
        }
        "tab" => paragraph.text.push('\t'),
        "line-break" => paragraph.text.push('\n'),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str) -> String {
        flow(&format!(
            "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ))
        .unwrap()
        .text()
    }

    #[test]
    fn spans_spaces_and_breaks_make_words() {
        let body = "<text:p>Gr<text:span>üße</text:span><text:s text:c='2'/>&lt;Anna&gt;<text:line-break/>hier</text:p>";
        assert_eq!(words(body), "Grüße  <Anna>\nhier");
    }

    #[test]
    fn what_is_not_prose_is_passed_over() {
        let body = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
            <text:p>One<office:annotation><text:p>remark</text:p></office:annotation>.<text:note><text:note-citation>1\
            </text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>\
            <text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>";
        assert_eq!(words(body), "One.\n- a");
    }

    #[test]
    fn hostile_xml() {
        assert!(flow("<text:p>cut").is_err());
        assert!(words("<text:p>a<text:s text:c='4000000000'/>b</text:p>").len() < 100);
        assert_eq!(words("<text:p>&nothing;x</text:p>"), "x");
    }
}
