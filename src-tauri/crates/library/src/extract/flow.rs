//! Paragraphs as a word processor holds them in XML, set as plain text.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The paragraphs of a document in their order.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// What the document is called, where one of its paragraphs says so.
    pub(super) title: Option<String>,
    paragraphs: Vec<Paragraph>,
    /// A paragraph with words has come.
    begun: bool,
}

/// One paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its words; a line end where its author ended a line.
    pub(super) text: String,
    /// It is an item of a list.
    pub(super) item: bool,
    /// It is the title of the document.
    pub(super) title: bool,
    /// Its words are not the author's, as those of a quote, or not on the page.
    pub(super) left_out: bool,
    /// Without words it is still no space between others: it holds a picture, stands in a table or has lost its words.
    pub(super) filled: bool,
}

impl Flow {
    /// Adds a paragraph; the first title at the top is taken as the document's own.
    pub(super) fn push(&mut self, paragraph: Paragraph) {
        let words = paragraph.text.trim();
        let is_first = !self.begun && !words.is_empty() && !paragraph.left_out;
        self.begun |= is_first;
        if is_first && paragraph.title {
            self.title = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
            return;
        }
        if !paragraph.left_out {
            self.paragraphs.push(paragraph);
        }
    }

    /// The words. Who sets empty paragraphs between others means them to stand apart, and the others to follow one
    /// another as lines do; else each paragraph stands apart, but for the items of a list.
    pub(super) fn text(&self) -> String {
        let empty = self
            .paragraphs
            .iter()
            .filter(|one| !one.filled && one.text.trim().is_empty())
            .count();
        let spaced = empty * 5 >= self.paragraphs.len() && empty > 0;
        let mut text = String::new();
        let mut first = true;
        for paragraph in &self.paragraphs {
            if !first {
                let lines = spaced || paragraph.item;
                text.push_str(if lines { "\n" } else { "\n\n" });
            }
            if paragraph.item && !paragraph.text.trim().is_empty() {
                text.push_str("- ");
            }
            text.push_str(&paragraph.text);
            first = false;
        }
        text
    }
}

/// What the elements of one form of document mean; all names are without their prefix.
pub(super) trait Markup {
    /// However many spaces and line ends stand in a row, they are one space.
    const COLLAPSES: bool;
    /// These are paragraphs.
    const PARAGRAPHS: &'static [&'static str];

    /// Whether what `element` holds is not on the page, or not the author's.
    fn passes_over(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>) -> bool;

    /// The paragraph that `element` begins.
    fn paragraph(&mut self, element: &BytesStart<'_>) -> Paragraph;

    /// Another element begins, in a paragraph or outside of any.
    fn begin(&mut self, element: &BytesStart<'_>, paragraph: Option<&mut Paragraph>);

    /// An element that is no paragraph ends.
    fn end(&mut self, name: &str);

    /// Whether letters that come now are words of the paragraph.
    fn is_text(&self) -> bool;
}

/// XML that ends or nests wrongly.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damaged;

/// The paragraphs in `xml`.
pub(super) fn read<M: Markup>(xml: &str, mut markup: M) -> Result<Flow, Damaged> {
    let mut reader = Reader::from_str(xml);
    let mut flow = Flow::default();
    // A box in a paragraph has paragraphs of its own.
    let mut open: Vec<Paragraph> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|_| Damaged)?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.local_name().into_inner();
                let is_empty = matches!(event, Event::Empty(_));
                if markup.passes_over(start, open.last_mut()) {
                    if !is_empty {
                        reader.read_to_end(start.name()).map_err(|_| Damaged)?;
                    }
                } else if !M::PARAGRAPHS.contains(&name) {
                    markup.begin(start, open.last_mut());
                    if is_empty {
                        markup.end(name);
                    }
                } else {
                    let paragraph = markup.paragraph(start);
                    match is_empty {
                        true => flow.push(paragraph),
                        false => open.push(paragraph),
                    }
                }
            }
            Event::End(end) => {
                let name = end.local_name().into_inner();
                if M::PARAGRAPHS.contains(&name) {
                    flow.push(open.pop().unwrap_or_default());
                } else {
                    markup.end(name);
                }
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                if let (true, Some(paragraph)) = (markup.is_text(), open.last_mut()) {
                    let from = paragraph.text.len();
                    add(&event, &mut paragraph.text);
                    if M::COLLAPSES {
                        collapse(&mut paragraph.text, from);
                    }
                }
            }
            Event::Eof if open.is_empty() => return Ok(flow),
            Event::Eof => return Err(Damaged),
            _ => {}
        }
    }
}

/// Makes one space of those that stand in a row from `from` on, and none where one comes before.
fn collapse(text: &mut String, from: usize) {
    for letter in text.split_off(from).chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' if text.is_empty() || text.ends_with([' ', '\n']) => {}
            ' ' | '\t' | '\n' | '\r' => text.push(' '),
            _ => text.push(letter),
        }
    }
}

/// Adds the letters that `event` stands for.
pub(super) fn add(event: &Event<'_>, to: &mut String) {
    match event {
        Event::Text(text) => to.push_str(&text.xml10_content()),
        Event::CData(text) => to.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(letter)) => to.push(letter),
            _ => to.push_str(
                quick_xml::escape::resolve_predefined_entity(&reference.xml10_content())
                    .unwrap_or_default(),
            ),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(texts: &[&str]) -> Flow {
        let mut flow = Flow::default();
        for text in texts {
            let (item, words) = match text.strip_prefix("* ") {
                Some(words) => (true, words),
                None => (false, *text),
            };
            flow.push(Paragraph {
                text: words.to_owned(),
                item,
                title: words.starts_with("Title"),
                left_out: words.starts_with("Quote"),
                filled: words == "\t",
            });
        }
        flow
    }

    #[test]
    fn paragraphs_stand_apart_and_items_do_not() {
        let flow = flow(&["Title", "One.", "* a", "* b", "Quote.", "Two."]);
        assert_eq!(flow.text(), "One.\n- a\n- b\n\nTwo.");
        assert_eq!(flow.title.as_deref(), Some("Title"));
    }

    #[test]
    fn empty_paragraphs_are_the_space_between_lines() {
        assert_eq!(
            flow(&["Dear Anna,", "", "yes.", "Yours", "Tom"]).text(),
            "Dear Anna,\n\nyes.\nYours\nTom"
        );
        assert_eq!(flow(&[]).text(), "");
    }

    #[test]
    fn pictures_and_empty_cells_are_no_space() {
        assert_eq!(
            flow(&["One.", "\t", "\t", "Two."]).text(),
            "One.\n\n\t\n\n\t\n\nTwo."
        );
        assert_eq!(
            flow(&["One.", "", "Two.", "Three."]).text(),
            "One.\n\nTwo.\nThree."
        );
    }

    #[test]
    fn a_title_further_down_is_text() {
        let flow = flow(&["Words first.", "Title two"]);
        assert_eq!(
            (flow.text().as_str(), flow.title),
            ("Words first.\n\nTitle two", None)
        );
    }
}
