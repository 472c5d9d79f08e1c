//! The words in the `content.xml` of an OpenDocument text: what stands on the page now, without what was deleted.

use domain::Person;
use quick_xml::events::BytesStart;

use super::flow::{self, Damaged, Flow, Markup, Paragraph};
use super::styles::{Role, Styles, value};

/// More spaces in a row than anyone types.
const MOST_SPACES: usize = 80;

/// The paragraphs of the document.
pub(super) fn flow(xml: &str, styles: Styles, _: Option<&Person>) -> Result<Flow, Damaged> {
    let odt = Odt {
        styles,
        at_item: false,
        cells: 0,
    };
    flow::read(xml, odt)
}

struct Odt {
    /// Those that the program made for this text stand before it.
    styles: Styles,
    /// An item of a list has begun and has no words yet.
    at_item: bool,
    /// How many cells of tables are open.
    cells: usize,
}

impl Markup for Odt {
    const COLLAPSES: bool = true;
    const PARAGRAPHS: &'static [&'static str] = &["p", "h"];

    fn passes_over(&mut self, element: &BytesStart<'_>, _: Option<&mut Paragraph>) -> bool {
        match element.local_name().into_inner() {
            // What was deleted, remarks in the margin, notes; what the program made by itself; gaps to fill in; how it is
            // spoken; what is no text.
            "tracked-changes" | "annotation" | "note" | "table-of-content"
            | "illustration-index" | "table-index" | "object-index" | "user-index"
            | "alphabetical-index" | "bibliography" | "placeholder" | "ruby-text"
            | "font-face-decls" | "forms" | "script" | "object" | "binary-data" => true,
            // What pictures are called; a field that has the title of the document is named alike.
            "title" | "desc" => element.name().into_inner().starts_with("svg:"),
            "section" => value(element, "text:display").is_some_and(|shown| shown == "none"),
            "span" => {
                let style = value(element, "text:style-name");
                style.is_some_and(|style| self.styles.hides(&style))
            }
            _ => false,
        }
    }

    fn paragraph(&mut self, element: &BytesStart<'_>) -> Paragraph {
        let style = value(element, "text:style-name").unwrap_or_default();
        let role = self.styles.role(&style);
        let item = std::mem::take(&mut self.at_item);
        Paragraph {
            text: String::new(),
            // Old programs number headings as a list.
            item: item && element.local_name().into_inner() == "p",
            title: role == Role::Title,
            left_out: role == Role::LeftOut,
            filled: self.cells > 0,
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
        self.styles.take(element);
        let name = element.local_name().into_inner();
        self.at_item |= name == "list-item";
        self.cells += usize::from(name == "table-cell");
        let Some(paragraph) = paragraph else { return };
        match name {
            "s" => {
                let count = value(element, "text:c").and_then(|count| count.parse().ok());
                let spaces = " ".repeat(MOST_SPACES.min(count.unwrap_or(1)));
                paragraph.text.push_str(&spaces);
            }
            "frame" => paragraph.filled = true,
            "tab" => paragraph.text.push('\t'),
            "line-break" => paragraph.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.at_item &= name != "list-item";
        self.cells = self.cells.saturating_sub(usize::from(name == "table-cell"));
    }

    fn is_text(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str) -> String {
        let xml = format!(
            "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        flow(&xml, Styles::default(), None).unwrap().text()
    }

    #[test]
    fn spans_spaces_and_breaks_make_words() {
        let body = "<text:p>Gr<text:span>üße</text:span><text:s text:c='2'/>&lt;Anna&gt;<text:line-break/>hier</text:p>";
        assert_eq!(words(body), "Grüße  <Anna>\nhier");
    }

    #[test]
    fn what_is_not_prose_is_passed_over() {
        for (inside, wanted) in [
            (
                "<office:annotation><text:p>x</text:p></office:annotation>",
                "",
            ),
            (
                "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>x</text:p></text:note-body></text:note>",
                "",
            ),
            (
                "<draw:frame><draw:image/><svg:title>x</svg:title><svg:desc>x</svg:desc></draw:frame>",
                "",
            ),
            (
                "<draw:image><office:binary-data>x</office:binary-data></draw:image>",
                "",
            ),
            ("<text:placeholder>x</text:placeholder>", ""),
            (
                "<text:ruby><text:ruby-base>y</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>",
                "y",
            ),
            ("<text:title>y</text:title>", "y"),
            (
                "<text:span text:style-name='T1'>x</text:span><text:span text:style-name='T2'>y</text:span>",
                "y",
            ),
        ] {
            let body = format!(
                "<text:tracked-changes><text:p>x</text:p></text:tracked-changes><text:section text:display='none'><text:p>x\
                 </text:p></text:section><text:table-of-content><text:p>x</text:p></text:table-of-content>\
                 <style:style style:name='T1'><style:text-properties text:display='none'/></style:style>\
                 <text:p>a{inside}b</text:p>"
            );
            assert_eq!(words(&body), format!("a{wanted}b"), "{inside}");
        }
    }

    #[test]
    fn a_style_that_was_changed_by_hand_is_what_it_was() {
        let body = "<style:style style:name='P1' style:parent-style-name='Title'/>\
            <style:style style:name='P2' style:parent-style-name='Quotations'/><style:style style:name='P3'/>\
            <text:p text:style-name='P2'>Theirs</text:p><text:p text:style-name='P1'>A  title</text:p>\
            <text:p text:style-name='P3'>Mine</text:p>";
        let flow = flow(&format!("<x>{body}</x>"), Styles::default(), None).unwrap();
        assert_eq!(
            (flow.text().as_str(), flow.title.as_deref()),
            ("Mine", Some("A title"))
        );
    }

    #[test]
    fn an_item_begins_once_and_headings_are_none() {
        let body = "<text:list><text:list-item><text:h>Head</text:h></text:list-item><text:list-item><text:p>a</text:p>\
            <text:p>more</text:p></text:list-item><text:list-item><text:list><text:list-item><text:p>b</text:p></text:list-item>\
            </text:list></text:list-item></text:list><text:p>End</text:p>";
        assert_eq!(words(body), "Head\n- a\n\nmore\n- b\n\nEnd");
    }

    #[test]
    fn spaces_in_a_row_are_one() {
        assert_eq!(
            words(
                "<text:p>\n  One \n <text:span>\n two</text:span>\n<text:line-break/>\n  three</text:p>"
            ),
            "One two \nthree"
        );
    }

    #[test]
    fn hostile_xml() {
        assert!(flow("<text:p>cut", Styles::default(), None).is_err());
        assert!(words("<text:p>a<text:s text:c='4000000000'/>b</text:p>").len() < 100);
        assert_eq!(words("<text:p>&nothing;x</text:p>"), "x");
    }
}
