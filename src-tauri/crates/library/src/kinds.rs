//! What sort of text a file holds, where nobody has said so.

use std::path::Path;

use domain::Kind;
use store::KindFacts;

/// Words in the names of folders and files, in lower case.
const NAMES: [(&str, Kind); 10] = [
    ("review", Kind::Review),
    ("rezension", Kind::Review),
    ("blog", Kind::Post),
    ("post", Kind::Post),
    ("article", Kind::Post),
    ("mail", Kind::Email),
    ("letter", Kind::Email),
    ("diary", Kind::Note),
    ("journal", Kind::Note),
    ("note", Kind::Note),
];

/// Why a text is taken for what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KindReason {
    /// The user said so of this very text.
    Chosen,
    /// It has a sender and a header, as mail has.
    Mail,
    /// The user said so of the folder.
    Given,
    /// The text says so itself.
    Said,
    /// A file or folder is called so.
    Name(String),
    /// Nothing tells.
    Nothing,
}

/// What the user said of it; mail is mail; then what the user said of the source; then what the text says of itself;
/// then the nearest name on the way from the file up to its source; else a note.
pub(crate) fn guess(
    mail: bool,
    given: Option<Kind>,
    said: Option<Kind>,
    path: &Path,
    source: &Path,
) -> (Kind, KindReason) {
    if mail {
        return (Kind::Email, KindReason::Mail);
    }
    if let Some(kind) = given {
        return (kind, KindReason::Given);
    }
    if let Some(kind) = said {
        return (kind, KindReason::Said);
    }
    let above = source.parent().unwrap_or(source);
    let inside = path.strip_prefix(above).unwrap_or(path);
    let named = inside.iter().rev().find_map(|part| {
        let name = part.to_string_lossy();
        let lower = name.to_lowercase();
        let (_, kind) = NAMES.iter().find(|(word, _)| lower.contains(word))?;
        Some((*kind, KindReason::Name(name.into_owned())))
    });
    named.unwrap_or((Kind::Note, KindReason::Nothing))
}

/// What sort of text the record's document is, and why.
pub fn kind_of(facts: &KindFacts) -> (Kind, KindReason) {
    match facts.chosen {
        Some(kind) => (kind, KindReason::Chosen),
        None => guess(
            facts.mail,
            facts.given,
            facts.said,
            &facts.path,
            &facts.source,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, given: Option<Kind>) -> (Kind, KindReason) {
        guess(
            false,
            given,
            None,
            Path::new(path),
            Path::new("/home/post/mine"),
        )
    }

    #[test]
    fn the_nearest_name_tells() {
        let named = KindReason::Name("reviews".into());
        assert_eq!(
            of("/home/post/mine/reviews/kettle.md", None),
            (Kind::Review, named)
        );
        let nothing = (Kind::Note, KindReason::Nothing);
        assert_eq!(of("/home/post/mine/kettle.md", None), nothing);
        assert_eq!(
            of("/home/post/mine/reviews/kettle.md", Some(Kind::Post)),
            (Kind::Post, KindReason::Given)
        );
    }

    #[test]
    fn mail_is_mail_unless_the_user_says_otherwise_of_that_very_one() {
        let mut facts = KindFacts {
            id: domain::DocumentId(1),
            mail: true,
            chosen: None,
            given: Some(Kind::Post),
            said: None,
            path: "/a/b".into(),
            source: "/a".into(),
        };
        assert_eq!(kind_of(&facts), (Kind::Email, KindReason::Mail));
        facts.chosen = Some(Kind::Review);
        assert_eq!(kind_of(&facts), (Kind::Review, KindReason::Chosen));
    }
}
