//! What the named styles of a word processor's document make of its paragraphs.
//!
//! What a style is for is told by its own name or that of one that it goes back to: by hand people change how a quote
//! looks, and their program makes a style for it that has no telling name.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// No person makes more styles; of those that a program makes by itself a long text has some thousands.
const MOST_STYLES: usize = 50_000;
/// A style goes back to no more others, one after the other.
const DEEPEST: usize = 16;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Words,
    Title,
    Heading,
    Item,
    /// Its words are not the author's, or not on the page: a quote, a table of contents, what is hidden.
    LeftOut,
}

/// The styles of a document by the names that its paragraphs call them.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: HashMap<String, Style>,
    /// The name of the style that is being read.
    open: String,
}

#[derive(Debug, Default)]
struct Style {
    /// As people see it, where that is another name.
    name: Option<String>,
    parent: Option<String>,
    hidden: bool,
}

impl Styles {
    /// The styles in `xml`, as far as it can be read: a document without any is one all the same.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = Styles::default();
        let mut reader = Reader::from_str(xml);
        while let Ok(event) = reader.read_event() {
            match &event {
                Event::Start(element) | Event::Empty(element) => styles.take(element),
                Event::Eof => break,
                _ => {}
            }
        }
        styles
    }

    /// Takes in an element that a style begins with or consists of; both forms of document are known.
    pub(super) fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().into_inner() {
            "style" if self.known.len() < MOST_STYLES => {
                let either = |odt, docx| value(element, odt).or_else(|| value(element, docx));
                self.open = either("style:name", "w:styleId").unwrap_or_default();
                let style = Style {
                    name: value(element, "style:display-name"),
                    parent: value(element, "style:parent-style-name"),
                    hidden: false,
                };
                self.known.insert(self.open.clone(), style);
            }
            "style" => self.open.clear(),
            "name" => self.change(|style| style.name = value(element, "w:val")),
            "basedOn" => self.change(|style| style.parent = value(element, "w:val")),
            "vanish" if is_on(element) => self.change(|style| style.hidden = true),
            "text-properties" if value(element, "text:display").as_deref() == Some("none") => {
                self.change(|style| style.hidden = true);
            }
            _ => {}
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Style)) {
        if let Some(style) = self.known.get_mut(&self.open) {
            change(style);
        }
    }

    /// What the style is for that a paragraph calls `name`. One that is nowhere described has its name only.
    pub(super) fn role(&self, name: &str) -> Role {
        let mut next = Some(name);
        for _ in 0..DEEPEST {
            let Some(name) = next else { break };
            let style = self.known.get(name);
            if style.is_some_and(|style| style.hidden) {
                return Role::LeftOut;
            }
            let shown = style.and_then(|style| style.name.as_deref());
            let roles = [shown.unwrap_or(name), name].map(role);
            if let Some(role) = roles.into_iter().find(|role| *role != Role::Words) {
                return role;
            }
            next = style.and_then(|style| style.parent.as_deref());
        }
        Role::Words
    }

    /// Whether letters in the style `name` are hidden, or stand where nobody has written anything yet.
    pub(super) fn hides(&self, name: &str) -> bool {
        let style = self.known.get(name);
        let shown = style.and_then(|style| style.name.as_deref());
        style.is_some_and(|style| style.hidden) || plain(shown.unwrap_or(name)) == "placeholdertext"
    }
}

/// The value of an attribute by its whole name.
pub(super) fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten();
    found.map(|one| one.value.into_owned())
}

/// Whether a switch such as `<w:vanish/>` is on.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !value(element, "w:val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}

/// What a style called `name` is for.
fn role(name: &str) -> Role {
    // English are the names of the styles that programs bring along, whatever language they speak, but for those that Word
    // writes into an OpenDocument text.
    const QUOTES: &str = " quote intensequote quotation quotations blockquote blockquotation blocktext zitat \
        intensiveszitat citation citationintense cita citadestacada citazione citazioneintensa citaat citat ";
    const MADE: &str = " tableoffigures tableofauthorities toaheading bibliography endnotebibliography sourcecode ";
    const TITLES: &str = " title titel titre titolo título ";
    let plain = plain(name);
    let among = |list: &str| !plain.is_empty() && list.contains(&format!(" {plain} "));
    let of_contents = ["toc", "contents", "index"].iter().any(|kind| {
        let rest = plain.strip_prefix(kind);
        rest.is_some_and(|rest| rest == "heading" || rest.parse::<u8>().is_ok())
    });
    if among(QUOTES) || among(MADE) || of_contents {
        Role::LeftOut
    } else if among(TITLES) {
        Role::Title
    } else if plain.starts_with("heading") {
        Role::Heading
    } else if plain.starts_with("list") {
        Role::Item
    } else {
        Role::Words
    }
}

/// The letters and digits of the name of a style, in small letters.
fn plain(name: &str) -> String {
    // In the names of an OpenDocument text a space is written as its number; behind a comma Word has further names.
    let name = name.replace("_20_", " ").to_lowercase();
    let first = name.split(',').next().unwrap_or_default();
    first.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_what_its_name_or_that_of_a_parent_says() {
        let word = "<w:styles><w:style w:styleId='Zitat'><w:name w:val='Quote'/></w:style>\
            <w:style w:styleId='a1'><w:name w:val='My own'/><w:basedOn w:val='Zitat'/></w:style>\
            <w:style w:styleId='b'><w:name w:val='toc 1,x'/></w:style><w:style w:styleId='c'><w:name w:val='List Bullet'/></w:style>\
            <w:style w:styleId='z'><w:name w:val='z-Top'/><w:rPr><w:vanish/></w:rPr></w:style>\
            <w:style w:styleId='q'><w:basedOn w:val='q'/></w:style></w:styles>";
        let office = "<office:styles><style:style style:name='Zitat_20_1' style:display-name='Zitat'/>\
            <style:style style:name='P1' style:parent-style-name='Zitat_20_1'/>\
            <style:style style:name='P2' style:parent-style-name='Contents_20_Heading'/>\
            <style:style style:name='T1'><style:text-properties text:display='none'/></style:style></office:styles>";
        for (xml, name, wanted) in [
            (word, "Zitat", Role::LeftOut),
            (word, "a1", Role::LeftOut),
            (word, "b", Role::LeftOut),
            (word, "z", Role::LeftOut),
            (word, "c", Role::Item),
            (word, "q", Role::Words),
            (word, "Heading1", Role::Heading),
            (word, "Titel", Role::Title),
            (word, "Blocksatz", Role::Words),
            (word, "Index", Role::Words),
            (office, "P1", Role::LeftOut),
            (office, "P2", Role::LeftOut),
            (office, "T1", Role::LeftOut),
            (office, "Quotations", Role::LeftOut),
            (office, "Text_20_body", Role::Words),
            ("cut <", "", Role::Words),
        ] {
            assert_eq!(Styles::read(xml).role(name), wanted, "{name}");
        }
    }

    #[test]
    fn letters_are_hidden_by_a_switch_or_for_a_gap_to_fill_in() {
        let styles = Styles::read(
            "<w:style w:styleId='a'><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>\
             <w:style w:styleId='b'><w:name w:val='Placeholder Text'/></w:style>\
             <w:style w:styleId='c'><w:rPr><w:vanish/></w:rPr></w:style>",
        );
        let hidden = ["a", "b", "c", "d"].map(|name| styles.hides(name));
        assert_eq!(hidden, [false, true, true, false]);
    }

    #[test]
    fn hostile_styles() {
        let many = "<w:style w:styleId='a'/>".repeat(100_000) + "<w:style";
        assert_eq!(Styles::read(&many).known.len(), 1);
        let many: String = (0..MOST_STYLES + 10)
            .map(|n| format!("<w:style w:styleId='{n}'><w:name w:val='Quote'/></w:style>"))
            .collect();
        let styles = Styles::read(&many);
        assert_eq!(styles.known.len(), MOST_STYLES);
        assert_eq!(styles.role("50005"), Role::Words);
    }
}
