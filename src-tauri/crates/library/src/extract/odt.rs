//! The words in the `content.xml` of an OpenDocument text: what stands on the page now, without what was deleted.

use std::collections::HashSet;

use domain::Person;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::about;
use super::flow::{self, Damaged, Flow, Markup, Paragraph, add};
use super::styles::{Role, Styles, value};

/// More spaces in a row than anyone types.
const MOST_SPACES: usize = 80;
/// Where it stands, before the text, who changed what of it; the text itself names each change by its number.
const CHANGES: [&str; 2] = ["<text:tracked-changes", "</text:tracked-changes>"];

/// The paragraphs of the document, without what others than `author` put in.
pub(super) fn flow(xml: &str, styles: Styles, author: Option<&Person>) -> Result<Flow, Damaged> {
    let odt = Odt {
        styles,
        by_others: author.map(|author| put_in(xml, author)).unwrap_or_default(),
        inside: HashSet::new(),
        at_item: false,
        cells: 0,
    };
    flow::read(xml, odt)
}

/// The numbers of what others than `author` put in.
fn put_in(xml: &str, author: &Person) -> HashSet<String> {
    let mut by_others = HashSet::new();
    let [begin, end] = CHANGES;
    let Some((_, rest)) = xml.split_once(begin) else {
        return by_others;
    };
    let Some((changes, _)) = rest.split_once(end) else {
        return by_others;
    };
    // What comes first is left of the element that holds them all.
    let changes = changes.split_once('>').map_or("", |(_, changes)| changes);
    let mut reader = Reader::from_str(changes);
    let (mut number, mut name) = (None, String::new());
    let (mut is_put_in, mut is_name) = (false, false);
    // What cannot be understood is for the reading of the text to tell.
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Start(start) => match start.local_name().into_inner() {
                "changed-region" => {
                    number = value(start, "text:id").or_else(|| value(start, "xml:id"));
                }
                "insertion" => is_put_in = true,
                "creator" => {
                    is_name = true;
                    name.clear();
                }
                _ => {}
            },
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if is_name => {
                add(&event, &mut name);
            }
            Event::End(end) => match end.local_name().into_inner() {
                "insertion" => is_put_in = false,
                "creator" => {
                    is_name = false;
                    if is_put_in && about::is_another(&name, author) {
                        by_others.extend(number.take());
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    by_others
}

struct Odt {
    /// Those that the program made for this text stand before it.
    styles: Styles,
    /// What others than the document's author put in, by number.
    by_others: HashSet<String>,
    /// Those of them that have begun and not ended; one may reach over several paragraphs.
    inside: HashSet<String>,
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
            filled: self.cells > 0 || !self.inside.is_empty(),
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) {
        self.styles.take(element);
        let name = element.local_name().into_inner();
        self.at_item |= name == "list-item";
        self.cells += usize::from(name == "table-cell");
        self.change(name, element);
        let Some(paragraph) = paragraph else { return };
        paragraph.filled |= !self.inside.is_empty();
        match name {
            _ if !self.is_text() => {}
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
        self.inside.is_empty()
    }
}

impl Odt {
    /// Takes in where something begins or ends that somebody else put in.
    fn change(&mut self, name: &str, element: &BytesStart<'_>) {
        if !matches!(name, "change-start" | "change-end") {
            return;
        }
        let number = value(element, "text:change-id");
        let Some(number) = number.filter(|number| self.by_others.contains(number)) else {
            return;
        };
        if name == "change-start" {
            self.inside.insert(number);
        } else {
            self.inside.remove(&number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::tidy::tidy;

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
    fn what_is_not_the_authors_is_left_out() {
        let change = |number: u8, what: &str, who: &str| {
            format!(
                "<text:changed-region xml:id='ct{number}' text:id='ct{number}'><text:{what}><office:change-info><dc:creator>{who}\
                 </dc:creator><dc:date>2024-03-05T10:00:00</dc:date></office:change-info><text:p>gone</text:p></text:{what}>\
                 </text:changed-region>"
            )
        };
        let put = |number: u8, text: &str| {
            format!(
                "<text:change-start text:change-id='ct{number}'/>{text}<text:change-end text:change-id='ct{number}'/>"
            )
        };
        let changes = [
            change(1, "insertion", "Tom &amp; Averill"),
            change(2, "insertion", "Anna Bell"),
            change(3, "deletion", "Tom Averill"),
        ]
        .concat();
        let body = [
            "<text:p>Mine",
            &put(1, ", his<text:tab/><text:s/>"),
            &put(2, ", mine again"),
            "<text:change text:change-id='ct3'/>.",
            &put(1, "</text:p><text:p>All his.</text:p><text:p>His "),
            "End.</text:p>",
        ]
        .concat();
        let xml = format!(
            "<office:text><text:tracked-changes text:track-changes='false'>{changes}</text:tracked-changes>{body}</office:text>"
        );
        let read = |author: Option<&str>| {
            let author = author.and_then(about::author);
            flow(&xml, Styles::default(), author.as_ref())
                .unwrap()
                .text()
        };
        let both = "Mine, his\t , mine again.\n\nAll his.\n\nHis End.";
        assert_eq!(tidy(&read(Some("Anna Bell"))), "Mine, mine again.\n\nEnd.");
        for author in [None, Some("Windows User")] {
            assert_eq!(read(author), both, "{author:?}");
        }
        assert_eq!(read(Some("Tom Averill")), both.replace(", mine again", ""));
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
