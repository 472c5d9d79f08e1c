//! The words in `word/document.xml`: what stands on the page now, without what was deleted.

use domain::Person;
use quick_xml::events::BytesStart;

use super::about;
use super::flow::{self, Damaged, Flow, Markup, Paragraph};
use super::styles::{Role, Styles, is_on, value};

/// Of Wingdings, in which Word sets what people type as `:)` and `-->`, the signs that mean something, by their codes.
const WINGDINGS: [(&str, char); 7] = [
    ("F04A", '☺'),
    ("F04C", '☹'),
    ("F0DF", '←'),
    ("F0E0", '→'),
    ("F0E7", '⇐'),
    ("F0E8", '⇒'),
    ("F0F3", '⇔'),
];

/// The paragraphs of the document, without what others than `author` put in. Headers, footers and notes are parts of their
/// own and are not read.
pub(super) fn flow(xml: &str, styles: Styles, author: Option<&Person>) -> Result<Flow, Damaged> {
    let docx = Docx {
        styles,
        author: author.cloned(),
        cells: 0,
        is_heading: false,
        is_text: false,
        is_hidden: false,
        is_filled: true,
    };
    flow::read(xml, docx)
}

/// Words stand only in `t`; what else has letters in it are codes.
struct Docx {
    styles: Styles,
    author: Option<Person>,
    /// How many cells of tables are open.
    cells: usize,
    is_heading: bool,
    is_text: bool,
    /// The run of letters is not on the page.
    is_hidden: bool,
    /// What the control that comes next holds was written by a person.
    is_filled: bool,
}

impl Markup for Docx {
    const COLLAPSES: bool = false;
    const PARAGRAPHS: &'static [&'static str] = &["p"];

    fn passes_over(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) -> bool {
        let gone = match element.local_name().into_inner() {
            // Deleted; put in by somebody else.
            "del" | "moveFrom" => true,
            "ins" => self.is_by_another(element),
            "sdtContent" => !std::mem::replace(&mut self.is_filled, true),
            // There a second time for older programs, or as how it is spoken; as it was before; where tabs stop; in a
            // drawing.
            "Fallback" | "rt" | "pPrChange" | "rPrChange" | "tabs" | "txBody" => return true,
            _ => false,
        };
        if let Some(paragraph) = paragraph {
            paragraph.filled |= gone;
        }
        gone
    }

    fn paragraph(&mut self, _: &BytesStart<'_>) -> Paragraph {
        self.is_heading = false;
        Paragraph {
            filled: self.cells > 0,
            ..Paragraph::default()
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
        match element.local_name().into_inner() {
            // The letters of a drawing have the same name.
            "t" => self.is_text = !element.name().into_inner().starts_with("a:"),
            "r" => self.is_hidden = false,
            "tc" => self.cells += 1,
            "vanish" => self.is_hidden = is_on(element),
            "rStyle" => {
                let style = value(element, "w:val");
                self.is_hidden |= style.is_some_and(|style| self.styles.hides(&style));
            }
            "showingPlcHdr" => self.is_filled = !is_on(element),
            "docPartGallery" => {
                let holds = value(element, "w:val").unwrap_or_default();
                self.is_filled &= !matches!(holds.as_str(), "Table of Contents" | "Bibliographies");
            }
            _ => {}
        }
        let Some(paragraph) = paragraph else { return };
        match element.local_name().into_inner() {
            "tab" | "ptab" => paragraph.text.push('\t'),
            "br" | "cr" => paragraph.text.push('\n'),
            "noBreakHyphen" => paragraph.text.push('-'),
            "drawing" | "pict" | "object" => paragraph.filled = true,
            "sym" => paragraph.text.extend(symbol(element)),
            // A heading has a number and is no item; the list 0 is none.
            "numPr" => paragraph.item = !self.is_heading,
            "numId" => paragraph.item &= value(element, "w:val").is_none_or(|list| list != "0"),
            "pStyle" => match self
                .styles
                .role(&value(element, "w:val").unwrap_or_default())
            {
                Role::Title => paragraph.title = true,
                Role::Item => paragraph.item = true,
                Role::LeftOut => paragraph.left_out = true,
                Role::Heading => self.is_heading = true,
                Role::Words => {}
            },
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.is_text &= name != "t";
        self.cells = self.cells.saturating_sub(usize::from(name == "tc"));
    }

    fn is_text(&self) -> bool {
        self.is_text && !self.is_hidden
    }
}

impl Docx {
    /// Whether somebody else than the document's author put in what `element` holds.
    fn is_by_another(&self, element: &BytesStart<'_>) -> bool {
        let by = value(element, "w:author").unwrap_or_default();
        let author = self.author.as_ref();
        author.is_some_and(|author| about::is_another(&by, author))
    }
}

/// What a letter of a font of signs means, where that is known.
fn symbol(element: &BytesStart<'_>) -> Option<char> {
    if value(element, "w:font")? != "Wingdings" {
        return None;
    }
    let code = value(element, "w:char")?.to_uppercase();
    let known = WINGDINGS.iter().find(|(known, _)| *known == code);
    known.map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str) -> String {
        let xml = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        flow(&xml, Styles::default(), None).unwrap().text()
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
    fn what_is_not_the_authors_is_left_out() {
        let tracked = |author: Option<&str>| {
            let xml = "<w:p><w:r><w:t>Mine</w:t></w:r><w:ins w:author='Tom Averill'><w:r><w:t>, his</w:t></w:r></w:ins></w:p>";
            let author = author.and_then(about::author);
            flow(xml, Styles::default(), author.as_ref())
                .unwrap()
                .text()
        };
        assert_eq!(tracked(Some("Anna Bell")), "Mine");
        for author in [Some("Tom Averill"), Some("Windows User"), None] {
            assert_eq!(tracked(author), "Mine, his");
        }
        let control = |about: &str| {
            format!(
                "<w:p><w:r><w:t>Mine.</w:t></w:r></w:p><w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent><w:p><w:r>\
                 <w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:p><w:r><w:t>End.</w:t></w:r></w:p>\
                 </w:sdtContent></w:sdt>"
            )
        };
        for (about, wanted) in [
            ("", "Mine.\n\nx\n\nEnd."),
            ("<w:showingPlcHdr/>", "Mine.\n\nEnd."),
            ("<w:showingPlcHdr w:val='false'/>", "Mine.\n\nx\n\nEnd."),
            (
                "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>",
                "Mine.\n\nEnd.",
            ),
        ] {
            assert_eq!(words(&control(about)), wanted, "{about}");
        }
    }

    #[test]
    fn what_a_style_is_for() {
        for (style, wanted) in [
            ("IntenseQuote", ""),
            ("TOC1", ""),
            ("ListBullet", "- x"),
            ("Heading1", "x"),
            ("Normal", "x"),
        ] {
            let body = format!(
                "<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
            );
            assert_eq!(words(&body), wanted, "{style}");
        }
        let numbered = |style: &str, list: u8| {
            words(&format!(
                "<w:p><w:pPr><w:pStyle w:val='{style}'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{list}'/></w:numPr></w:pPr>\
                 <w:r><w:t>x</w:t></w:r></w:p>"
            ))
        };
        let found = [
            ("Normal", 1),
            ("Normal", 0),
            ("ListBullet", 0),
            ("Heading1", 1),
        ];
        assert_eq!(
            found.map(|(style, list)| numbered(style, list)),
            ["- x", "x", "x", "x"]
        );
    }

    #[test]
    fn letters_that_are_not_on_the_page() {
        for (run, wanted) in [
            ("<w:rPr><w:vanish/></w:rPr><w:t>x</w:t>", ""),
            ("<w:rPr><w:vanish w:val='0'/></w:rPr><w:t>x</w:t>", "x"),
            (
                "<w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>x</w:t>",
                "",
            ),
            (
                "<w:drawing><wp:docPr descr='d'/><a:t>x</a:t><lc:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></lc:txBody></w:drawing>",
                "",
            ),
            (
                "<w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>y</w:t></w:r></w:rubyBase></w:ruby>",
                "y",
            ),
            (
                "<w:t>well</w:t><w:noBreakHyphen/><w:t>kn</w:t><w:softHyphen/><w:t>own</w:t>",
                "well-known",
            ),
            (
                "<w:sym w:font='Wingdings' w:char='F04A'/><w:sym w:font='Symbol' w:char='F04A'/>",
                "☺",
            ),
        ] {
            let body = format!(
                "<w:p><w:r><w:t>a</w:t></w:r><w:r>{run}</w:r><w:r><w:t>b</w:t></w:r></w:p>"
            );
            assert_eq!(words(&body), format!("a{wanted}b"), "{run}");
        }
    }

    #[test]
    fn empty_cells_and_pictures_are_no_space_between_lines() {
        for empty in [
            "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            "<w:p><w:r><w:drawing/></w:r></w:p>",
            "<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
        ] {
            let line = "<w:p><w:r><w:t>a</w:t></w:r></w:p>";
            assert_eq!(
                words(&[line, line, empty].concat()).trim(),
                "a\n\na",
                "{empty}"
            );
        }
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
        for xml in ["<w:p><w:r><w:t>cut", "<a><b></a>"] {
            assert!(flow(xml, Styles::default(), None).is_err(), "{xml}");
        }
        let many = format!(
            "<w:p {}><w:r><w:t>x</w:t></w:r></w:p>",
            "a='b' ".repeat(100_000)
        );
        assert_eq!(words(&many), "x");
        let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
        assert_eq!(words(&deep).trim(), "");
    }
}
