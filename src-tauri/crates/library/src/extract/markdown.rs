//! A Markdown file: its words without marks, code, pictures and quotes.

use std::borrow::Cow;
use std::path::Path;

use jiff::Timestamp;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Extracted;
use super::facts::Facts;
use super::front_matter;
use super::pairs;
use super::tidy::{clean, tidy};

mod notes;

/// A larger file is no note; taking its marks apart would need forty times its size in memory.
pub(super) const LARGEST: usize = 8 * 1024 * 1024;

/// The document in the text of a Markdown file.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Extracted {
    let text = clean(text);
    let text = text.trim_start_matches('\n');
    let (facts, marked) = match front_matter::split(text) {
        Some((lines, rest)) => (front_matter::facts(&lines), rest),
        None => notes::of_joplin(text).unwrap_or_else(|| (Facts::default(), text)),
    };
    let marked = notes::of_notion(marked, path);
    let mut marked = notes::without_tags(&marked);
    for mark in notes::HIGHLIGHTS {
        marked = Cow::Owned(pairs::without(&marked, mark).into_owned());
    }
    document(
        facts,
        &marked,
        notes::bundle(path).unwrap_or(path),
        modified,
    )
}

/// Whether what lies at `path` are the words of a note that is a folder with its pictures, or a zip file of one.
pub(super) fn is_of_bundle(path: &Path) -> bool {
    notes::bundle(path).is_some()
}

/// The document in Markdown of which `facts` are known already.
pub(super) fn document(
    mut facts: Facts,
    marked: &str,
    path: &Path,
    modified: Option<Timestamp>,
) -> Extracted {
    if marked.len() > LARGEST {
        return facts.document(tidy(marked), path, modified);
    }
    let mut words = Words {
        wants_title: facts.title.is_none(),
        ..Words::default()
    };
    let marks = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(marked, marks) {
        words.take(event);
    }
    facts.title = facts
        .title
        .or(Some(words.title.trim().to_owned()).filter(|t| !t.is_empty()));
    let mut document = facts.document(tidy(&words.own), path, modified);
    document.quoted = Some(tidy(&words.quoted)).filter(|q| !q.is_empty());
    document
}

/// The words so far, and where in the text we are.
#[derive(Default)]
struct Words {
    own: String,
    quoted: String,
    title: String,
    wants_title: bool,
    in_title: bool,
    /// How many block quotes are open.
    quotes: usize,
    /// How many things are open that hold no words of the text: code, tables, pictures, HTML, notes.
    wordless: usize,
    /// For every open list the number of its next item, if it counts.
    lists: Vec<Option<u64>>,
    /// An item has begun and has no words yet.
    at_item: bool,
}

impl Words {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::SoftBreak | Event::HardBreak => self.add("\n"),
            Event::Rule => self.add("\n\n"),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Table(_)
            | Tag::Image { .. }
            | Tag::FootnoteDefinition(_) => self.wordless += 1,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Heading { .. } if self.wants_title && self.quotes == 0 => {
                self.wants_title = false;
                self.in_title = true;
            }
            Tag::Heading { .. } => self.add("\n\n"),
            Tag::Paragraph if !self.at_item => self.add("\n\n"),
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.add("\n\n");
                }
                self.lists.push(first);
            }
            Tag::Item => {
                // A hostile file nests lists ten thousand deep.
                let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("\n{indent}{}. ", *number - 1)
                    }
                    _ => format!("\n{indent}- "),
                };
                self.add(&mark);
                self.at_item = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::Image
            | TagEnd::FootnoteDefinition => {
                self.wordless = self.wordless.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.add("\n\n");
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Heading(_) if self.in_title => self.in_title = false,
            TagEnd::Heading(_) | TagEnd::Paragraph => self.add("\n\n"),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.add("\n\n");
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.wordless > 0 {
            return;
        }
        self.at_item = false;
        let into = if self.in_title {
            &mut self.title
        } else if self.quotes > 0 {
            &mut self.quoted
        } else {
            &mut self.own
        };
        into.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extracted {
        read(text, Path::new("a_note.md"), None)
    }

    #[test]
    fn marks_go_and_words_stay() {
        let found = of(
            "# A *day*\n\nWe _went_ **far**, see [the map](http://x.y) & `home`.\nAnd back\\*.\n\n## Then\n\nHome.",
        );
        assert_eq!(found.title, "A day");
        assert_eq!(
            found.text,
            "We went far, see the map & home.\nAnd back*.\n\nThen\n\nHome."
        );
    }

    #[test]
    fn links_of_obsidian_are_words_and_what_it_shows_is_not() {
        assert_eq!(
            of("See [[the map]] and [[boats/Anna|the boat]].\n\n![[boat.jpg]]").text,
            "See the map and the boat."
        );
    }

    #[test]
    fn what_programs_for_notes_add_is_no_words() {
        let number = "0123456789abcdef0123456789abcdef";
        let joplin = of(&format!(
            "Boat\n\nIn the *water*.\n\nid: {number}\nuser_created_time: 2024-03-05T10:00:00.000Z\ntype_: 1"
        ));
        assert_eq!(
            (joplin.title.as_str(), joplin.text.as_str()),
            ("Boat", "In the water.")
        );
        let path = format!("Boat {number}.md");
        let notion = read(
            "# Boat\n\nCreated: today\n\nIn the water.",
            Path::new(&path),
            None,
        );
        assert_eq!(
            (notion.title.as_str(), notion.text.as_str()),
            ("Boat", "In the water.")
        );
    }

    #[test]
    fn a_note_of_bear_has_tags_and_may_be_a_folder() {
        let found = read(
            "# The boat\n#boat #spring/work\n\nIt is ::in:: the #water.\n\n![](assets/boat.jpg)\n\n#my boat#\n",
            Path::new("/n/The boat.textbundle/text.md"),
            None,
        );
        assert_eq!(
            (found.title.as_str(), found.text.as_str()),
            ("The boat", "It is in the #water.")
        );
        let bare = read(
            "It is in the water.\n#boat",
            Path::new("/n/The boat.textbundle/text.md"),
            None,
        );
        assert_eq!(
            (bare.title.as_str(), bare.text.as_str()),
            ("The boat", "It is in the water.")
        );
    }

    #[test]
    fn lists_keep_their_dashes() {
        assert_eq!(
            of("So:\n\n* one\n* two\n  * deep\n\nEnd").text,
            "So:\n\n- one\n- two\n  - deep\n\nEnd"
        );
        assert_eq!(of("3. c\n4. d").text, "3. c\n4. d");
        assert_eq!(
            of("- one\n\n- two\n\n  more").text,
            "- one\n\n- two\n\nmore"
        );
    }

    #[test]
    fn what_is_no_prose_is_dropped() {
        let text = "Before\n\n```rust\nfn x() {}\n```\n\n    code\n\n<div>\nhtml\n</div>\n\n![alt](a.png) after <b>bold</b>\n\n|a|b|\n|-|-|\n|1|2|\n";
        assert_eq!(of(text).text, "Before\n\n after bold");
        assert_eq!(
            of("Said[^1] and $5.\n\n[^1]: A note.\n\n- [ ] to do\n- [x] done").text,
            "Said and $5.\n\n- to do\n- done"
        );
    }

    #[test]
    fn a_quote_is_not_voice() {
        let found = of("She said\n\n> Go\n> home\n\nand I went.");
        assert_eq!(found.text, "She said\n\nand I went.");
        assert_eq!(found.quoted.as_deref(), Some("Go\nhome"));
    }

    #[test]
    fn front_matter_gives_the_facts() {
        let found = of(
            "---\ntitle: Lamp\nabout: A lamp\nrating: ★★★☆☆\ndate: 2024-03-05\n---\n# Heading\n\nIt hums.",
        );
        assert_eq!(
            (found.title.as_str(), found.text.as_str()),
            ("Lamp", "Heading\n\nIt hums.")
        );
        assert_eq!(found.rating.as_deref(), Some("3/5"));
        assert_eq!(found.kind, Some(domain::Kind::Review));
        assert_eq!(of("Words").title, "a note");
    }

    #[test]
    fn hostile_markdown() {
        of(&"> ".repeat(10_000));
        of(&format!("{}x", "- ".repeat(10_000)));
        of(&"[".repeat(100_000));
        of(&"![[a|".repeat(20_000));
        of(&"[[a]] ".repeat(20_000));
        of(&"*a_ ".repeat(20_000));
        assert_eq!(of(&"x".repeat(1 << 20)).text.len(), 1 << 20);
        assert_eq!(of(&"[".repeat(LARGEST + 1)).text.len(), LARGEST + 1);
        of("---\r\ra\0b");
    }
}
