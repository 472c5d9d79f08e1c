//! Paragraphs as a word processor holds them, set as plain text.

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
}

impl Flow {
    /// Adds a paragraph; the first title at the top is taken as the document's own.
    pub(super) fn push(&mut self, paragraph: Paragraph) {
        let words = paragraph.text.trim();
        let is_first = !self.begun && !words.is_empty();
        self.begun |= is_first;
        if is_first && paragraph.title {
            self.title = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
            return;
        }
        self.paragraphs.push(paragraph);
    }

    /// The words. Who sets empty paragraphs between others means them to stand apart, and the others to follow one
    /// another as lines do; else each paragraph stands apart, but for the items of a list.
    pub(super) fn text(&self) -> String {
        let empty = self
            .paragraphs
            .iter()
            .filter(|one| one.text.trim().is_empty())
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
            });
        }
        flow
    }

    #[test]
    fn paragraphs_stand_apart_and_items_do_not() {
        let flow = flow(&["Title", "One.", "* a", "* b", "Two."]);
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
    fn a_title_further_down_is_text() {
        let flow = flow(&["Words first.", "Title two"]);
        assert_eq!(
            (flow.text().as_str(), flow.title),
            ("Words first.\n\nTitle two", None)
        );
    }
}
