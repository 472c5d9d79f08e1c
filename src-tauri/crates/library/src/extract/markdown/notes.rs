//! What programs for notes write into a Markdown file that is no word of its author: Notion the properties of a page, Joplin
//! the facts of a note.

use std::borrow::Cow;
use std::path::Path;

use super::Facts;

/// Notion and Joplin number what they keep in so many figures.
const FIGURES: usize = 32;
/// The name of a property has no more letters.
const LONGEST_NAME: usize = 40;
/// How the last paragraph of what Joplin keeps begins, ...
const NUMBER: &str = "id: ";
/// ... what it says of when it was written, ...
const WRITTEN: &str = "user_created_time: ";
/// ... and of what it is: a note, or a notebook, a picture, a tag.
const SORT: &str = "type_: ";
const NOTE: &str = "1";

/// What Joplin says of the note that `text` is, and its words; none of something else that it keeps.
pub(super) fn of_joplin(text: &str) -> Option<(Facts, &str)> {
    let text = text.trim_end();
    let (note, about) = text.rsplit_once("\n\n").unwrap_or(("", text));
    let fact = |name: &str| about.lines().find_map(|line| line.strip_prefix(name));
    let number = about.strip_prefix(NUMBER)?.lines().next()?;
    let sort = fact(SORT).filter(|_| is_number(number))?;
    let note = if sort == NOTE { note } else { "" };
    let (title, words) = note.split_once('\n').unwrap_or((note, ""));
    let mut facts = Facts {
        title: Some(title.trim().to_owned()),
        ..Facts::default()
    };
    if let Some(written) = fact(WRITTEN) {
        facts.set("date", written);
    }
    Some((facts, words))
}

/// The page of Notion at `path` without its properties, which stand below its title; any other text as it is.
pub(super) fn without_properties<'a>(text: &'a str, path: &Path) -> Cow<'a, str> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let number = stem.rsplit_once(' ').map(|(_, number)| number);
    let of_notion = number.is_some_and(is_number) && text.starts_with("# ");
    let Some((title, rest)) = text.split_once('\n').filter(|_| of_notion) else {
        return Cow::Borrowed(text);
    };
    let rest = rest.trim_start_matches('\n');
    let (properties, words) = rest.split_once("\n\n").unwrap_or((rest, ""));
    if properties.lines().all(is_property) {
        return Cow::Owned(format!("{title}\n\n{words}"));
    }
    Cow::Borrowed(text)
}

/// "Created: March 4, 2024 10:00 AM".
fn is_property(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, _)| {
        name.chars().count() <= LONGEST_NAME
            && name.starts_with(char::is_alphabetic)
            && !name.starts_with(char::is_lowercase)
    })
}

fn is_number(text: &str) -> bool {
    text.len() == FIGURES && text.bytes().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERED: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_note_of_joplin_has_a_title_and_facts_below_it() {
        let of = |sort: &str, note: &str| {
            let text = format!(
                "{note}\n\nid: {NUMBERED}\nparent_id: \nuser_created_time: 2024-03-05T10:00:00.000Z\ntype_: {sort}"
            );
            of_joplin(&text).map(|(facts, words)| {
                let date = facts.date.map(|date| date.to_string());
                (facts.title.unwrap(), words.to_owned(), date.unwrap())
            })
        };
        let date = "2024-03-05T10:00:00Z".to_owned();
        assert_eq!(
            of("1", "Boat\n\nIn the water.\n\nNow."),
            Some((
                "Boat".to_owned(),
                "\nIn the water.\n\nNow.".to_owned(),
                date.clone()
            ))
        );
        assert_eq!(
            of("4", "boat.jpg"),
            Some((String::new(), String::new(), date))
        );
        for own in [
            "",
            "Boat\n\nid: 12\ntype_: 1",
            "Boat\n\nid: the card\n\nMore",
        ] {
            assert!(of_joplin(own).is_none(), "{own}");
        }
    }

    #[test]
    fn the_properties_of_a_page_of_notion_go() {
        let page = "# Boat\n\nCreated: March 4, 2024\nLast edited by: Anna\n\nIn: the water.";
        let of = |text: &str, name: &str| without_properties(text, Path::new(name)).into_owned();
        let named = format!("Boat {NUMBERED}.md");
        assert_eq!(of(page, &named), "# Boat\n\nIn: the water.");
        assert_eq!(of(page, "Boat.md"), page);
        for own in [
            "# Boat\n\nIn: the water.\nNow.\n\nx",
            "Boat\n\nIn: the water.",
            "# Boat",
        ] {
            assert_eq!(of(own, &named), own);
        }
    }
}
