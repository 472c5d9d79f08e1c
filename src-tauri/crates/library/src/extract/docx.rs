//! The words in `word/document.xml`: what stands on the page now, without what was deleted.

use quick_xml::events::BytesStart;

use super::flow::{self, Damaged, Flow, Markup, Paragraph};

/// The paragraphs of the document. Headers, footers and notes are parts of their own and are not read.
pub(super) fn flow(xml: &str) -> Result<Flow, Damaged> {
    flow::read(xml, Docx { is_text: false })
}

/// Words stand only in `t`; what else has letters in it are codes.
struct Docx {
    is_text: bool,
}

impl Markup for Docx {
    // Deleted; there a second time for older programs; as it was before; where tabs stop.
    const PASSED_OVER: &'static [&'static str] = &[
        "del",
        "moveFrom",
        "Fallback",
        "pPrChange",
        "rPrChange",
        "tabs",
    ];
    const PARAGRAPHS: &'static [&'static str] = &["p"];

    fn paragraph(&self, _: &BytesStart<'_>) -> Paragraph {
        Paragraph::default()
    }

    fn begin(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
        let name = element.local_name().into_inner();
        self.is_text |= name == "t";
        let Some(paragraph) = paragraph else { return };
        match name {
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
                paragraph.quote = matches!(style.as_str(), "quote" | "intensequote");
                paragraph.item |= style.starts_with("list");
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.is_text &= name != "t";
    }

    fn is_text(&self) -> bool {
        self.is_text
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
    fn what_is_quoted_is_not_the_authors() {
        let body = "<w:p><w:r><w:t>mine</w:t></w:r></w:p>\
            <w:p><w:pPr><w:pStyle w:val='IntenseQuote'/></w:pPr><w:r><w:t>theirs</w:t></w:r></w:p>";
        assert_eq!(words(body), "mine");
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
