//! What programs for notes write into a Markdown file that is no word of its author: Notion the properties of a page, Joplin
//! the facts of a note, Bear and Obsidian its tags.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;

use super::super::facts::date;
use super::Facts;

/// Notion and Joplin number what they keep in so many figures.
const FIGURES: usize = 32;
/// The name of a property has no more letters.
const LONGEST_NAME: usize = 40;
/// Nor has the value of one that has no known name more bytes.
const LONGEST_VALUE: usize = 60;
/// What Notion and those who use it call properties, in small letters.
const PROPERTIES: &str = "|created|created at|created by|created on|created time|last edited|last edited by|\
    last edited time|last updated|updated|tag|tags|status|date|type|category|categories|url|priority|due|due date|\
    assign|assignee|assigned to|owner|erstellt|erstellt am|erstellt von|zuletzt bearbeitet|datum|kategorie|\
    créé le|créé par|dernière modification|étiquettes|creado|etiquetas|fecha|estado|作成日時|最終更新日時|タグ|日付|";
/// What stands about words that Notion sets off in a box.
const SET_OFF: [&str; 2] = ["<aside>", "</aside>"];
/// What stands about words that Bear and Obsidian show as marked with a pen.
pub(super) const HIGHLIGHTS: [&str; 2] = ["==", "::"];
/// A tag of Bear's has no more words.
const MOST_WORDS: usize = 3;
/// How the folder ends that is a note with its pictures, or a zip file of it, and how the file with its words is called.
const BUNDLES: [&str; 2] = ["textbundle", "textpack"];
const TEXT: &str = "text";
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

/// The page of Notion at `path` without its properties, which stand below its title, and without the tags about what is set
/// off in it, which would hide the words between them; any other text as it is.
pub(super) fn of_notion<'a>(text: &'a str, path: &Path) -> Cow<'a, str> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let number = stem.rsplit_once(' ').map(|(_, number)| number);
    let is_page = number.is_some_and(is_number) && text.starts_with("# ");
    let Some((title, rest)) = text.split_once('\n').filter(|_| is_page) else {
        return Cow::Borrowed(text);
    };
    let words = behind_properties(rest.trim_start_matches('\n'));
    let words = without_lines(words, |line| SET_OFF.contains(&line.trim()));
    Cow::Owned(format!("{title}\n\n{words}"))
}

/// What follows the properties with which `text` begins. A paragraph may begin like one, so its names or values must tell, or
/// all of its lines look so.
fn behind_properties(text: &str) -> &str {
    let first = text.split("\n\n").next().unwrap_or_default();
    let found = first.lines().map_while(property);
    let found: Vec<(&str, &str)> = found.collect();
    let all = found.len() > 1 && found.len() == first.lines().count();
    let short = |(_, value): &(&str, &str)| !is_sentence(value) && value.len() <= LONGEST_VALUE;
    if !(found.iter().any(is_sure) || (all && found.iter().all(short))) {
        return text;
    }
    let behind = text.splitn(found.len() + 1, '\n').nth(found.len());
    behind.unwrap_or_default().trim_start_matches('\n')
}

/// The name and the value in "Created: March 4, 2024 10:00 AM".
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(": ")?;
    let named = name.starts_with(char::is_alphabetic) && !name.starts_with(char::is_lowercase);
    let good = name.chars().count() <= LONGEST_NAME && (named || is_known(name));
    good.then_some((name, value.trim()))
}

/// Whether nobody would begin a paragraph with this property.
fn is_sure((name, value): &(&str, &str)) -> bool {
    (is_known(name) && !is_sentence(value)) || date(value).is_some()
}

fn is_known(name: &str) -> bool {
    PROPERTIES.contains(&format!("|{}|", name.to_lowercase()))
}

fn is_sentence(value: &str) -> bool {
    value.ends_with(['.', '!', '?', '…', '。'])
}

/// `text` without the lines that are nothing but tags: "#boat #spring/work".
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    without_lines(text, is_tags)
}

fn is_tags(line: &str) -> bool {
    let line = line.trim();
    let is_tag = |word: &str| word.strip_prefix('#').is_some_and(is_name);
    // Bear closes a tag of several words: "#my boat#".
    let long = line
        .strip_prefix('#')
        .and_then(|rest| rest.strip_suffix('#'));
    let is_long = |name: &str| {
        let words = name.split(' ').count();
        words <= MOST_WORDS && name.split(' ').all(is_name)
    };
    (!line.is_empty() && line.split_whitespace().all(is_tag)) || long.is_some_and(is_long)
}

/// Whether a tag may be called so, or have this word in its name: "spring/work", but not "1" or "!".
fn is_name(word: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || !c.is_ascii() || matches!(c, '-' | '_' | '/');
    let first = |c: char| c.is_alphabetic() || !c.is_ascii();
    word.starts_with(first) && word.chars().all(inner)
}

/// `text` with nothing in the lines that are `left_out`.
fn without_lines(text: &str, left_out: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if !text.lines().any(&left_out) {
        return Cow::Borrowed(text);
    }
    let kept = text.lines().map(|line| match left_out(line) {
        true => "",
        false => line,
    });
    Cow::Owned(kept.collect::<Vec<_>>().join("\n"))
}

/// The folder, or the zip file of one, that is a note whose words lie at `path`. It names the note, as the file with its words
/// is always called "text".
pub(super) fn bundle(path: &Path) -> Option<&Path> {
    let folder = path.parent()?;
    let extension = folder.extension()?;
    let is_text = path.file_stem() == Some(OsStr::new(TEXT));
    let is_bundle = BUNDLES.iter().any(|ending| extension == OsStr::new(ending));
    (is_text && is_bundle).then_some(folder)
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

    fn notion(text: &str) -> String {
        let named = format!("Boat {NUMBERED}.md");
        of_notion(text, Path::new(&named)).into_owned()
    }

    #[test]
    fn the_properties_of_a_page_of_notion_go() {
        let page = "# Boat\n\nCreated: March 4, 2024\nLast edited by: Anna\n\nIn: the water.";
        assert_eq!(notion(page), "# Boat\n\nIn: the water.");
        assert_eq!(of_notion(page, Path::new("Boat.md")), page);
        for (properties, words) in [
            (
                "Created: March 4, 2024 10:00 AM\nTags: boat, spring\n",
                "We rowed.",
            ),
            ("Tags: boat\n", "Remember: bring the oars."),
            ("tags: boat\n", "We rowed."),
            ("Erstellt: 4. März 2024\nWetter: Regen\n", "Wir ruderten."),
            ("Launched: 2024-03-04\n", "Note: it leaks."),
            ("Created: March 4, 2024\nSummary: It leaks.\n", "We rowed."),
        ] {
            let wanted = format!("# Boat\n\n{words}");
            assert_eq!(notion(&format!("# Boat\n\n{properties}\n{words}")), wanted);
            // Nor does it take along what stands right below them.
            assert_eq!(
                notion(&format!("# Boat\n\n{properties}and {words}")),
                format!("# Boat\n\nand {words}")
            );
            assert_eq!(notion(&format!("# Boat\n\n{properties}")), "# Boat\n\n");
        }
        let unknown = "# Boat\n\nGenre: Novel\nPages: 320\n\nWe rowed.";
        assert_eq!(notion(unknown), "# Boat\n\nWe rowed.");
    }

    #[test]
    fn a_first_paragraph_that_begins_like_a_property_stays() {
        for own in [
            "# Boat\n\nIn: the water.\nNow.\n\nx",
            "# Boat\n\nRemember: the oars are at Tom's\n\nWe rowed.",
            "# Boat\n\nFirst: we rowed.\nThen: we swam.\n\nx",
            "# Boat\n\nDate: whenever suits you best.\n\nx",
            "# Boat\n\nStatus: I have no idea, and neither has Tom!",
            "Boat\n\nIn: the water.",
            "# Boat",
        ] {
            assert_eq!(notion(own), own);
        }
    }

    #[test]
    fn what_notion_sets_off_is_words() {
        assert_eq!(
            notion("# Boat\n\n<aside>\n💡 It leaks.\n\n</aside>\n\nWe rowed."),
            "# Boat\n\n\n💡 It leaks.\n\n\n\nWe rowed."
        );
    }

    #[test]
    fn lines_of_tags_are_no_words() {
        for line in [
            "#boat",
            "  #boat #spring/work",
            "#my boat#",
            "#boot_2024 #größe",
            "#📚/books",
            "#标签",
        ] {
            assert_eq!(
                without_tags(&format!("# Boat\n{line}\n\nx")),
                "# Boat\n\n\nx",
                "{line}"
            );
        }
        for own in [
            "We met in #2 and #3.",
            "#1",
            "#boat is what it is called",
            "# boat",
            "## boat ##",
            "#my first summer at the lake#",
            "I am #happy",
            "#!",
            "#",
            "",
        ] {
            assert_eq!(without_tags(own), own);
        }
    }

    #[test]
    fn a_bundle_names_its_note() {
        for (path, wanted) in [
            ("/n/Boat.textbundle/text.md", Some("/n/Boat.textbundle")),
            (
                "/n/Boat.textbundle/text.markdown",
                Some("/n/Boat.textbundle"),
            ),
            ("/n/Boat.textpack/text.md", Some("/n/Boat.textpack")),
            ("/n/Boat.textbundle/more.md", None),
            ("/n/text.md", None),
            ("text.md", None),
        ] {
            assert_eq!(bundle(Path::new(path)), wanted.map(Path::new), "{path}");
        }
    }
}
