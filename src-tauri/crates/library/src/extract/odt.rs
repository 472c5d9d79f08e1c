//! The words in the `content.xml` of an OpenDocument text: what stands on the page now, without what was deleted.

use quick_xml::events::BytesStart;

use super::flow::{self, Damaged, Flow, Markup, Paragraph};

/// More spaces in a row than anyone types.
const MOST_SPACES: usize = 80;

/// The paragraphs of the document.
pub(super) fn flow(xml: &str) -> Result<Flow, Damaged> {
    flow::read(xml, Odt { lists: 0 })
}

/// How many lists are open.
struct Odt {
    lists: usize,
}

impl Markup for Odt {
    // Settings, what was deleted, remarks in the margin, notes, and what the program made by itself.
    const PASSED_OVER: &'static [&'static str] = &[
        "automatic-styles",
        "font-face-decls",
        "tracked-changes",
        "annotation",
        "note",
        "table-of-content",
        "forms",
    ];
    const PARAGRAPHS: &'static [&'static str] = &["p", "h"];

    fn paragraph(&self, element: &BytesStart<'_>) -> Paragraph {
        let style = element.try_get_attribute("text:style-name").ok().flatten();
        Paragraph {
            text: String::new(),
            item: self.lists > 0,
            title: style.as_ref().is_some_and(|style| style.value == "Title"),
            quote: style.is_some_and(|style| style.value == "Quotations"),
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
        let name = element.local_name().into_inner();
        self.lists += usize::from(name == "list");
        let Some(paragraph) = paragraph else { return };
        match name {
            "s" => {
                let count = element.try_get_attribute("text:c").ok().flatten();
                let count = count.and_then(|count| count.value.parse().ok());
                let spaces = " ".repeat(MOST_SPACES.min(count.unwrap_or(1)));
                paragraph.text.push_str(&spaces);
            }
            "tab" => paragraph.text.push('\t'),
            "line-break" => paragraph.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.lists = self.lists.saturating_sub(usize::from(name == "list"));
    }

    fn is_text(&self) -> bool {
        true
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
