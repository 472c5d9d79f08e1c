//! What sort of text a file holds, where nobody has said so.

use std::path::Path;

use domain::Kind;

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

/// Mail is mail; then what the user said of the source; then what the text says of itself; then the nearest name on
/// the way from the file up to its source; else a note.
pub(crate) fn kind(
    mail: bool,
    given: Option<Kind>,
    said: Option<Kind>,
    path: &Path,
    source: &Path,
) -> Kind {
    if mail {
        return Kind::Email;
    }
    let above = source.parent().unwrap_or(source);
    let from_names = || {
        let inside = path.strip_prefix(above).unwrap_or(path);
        inside.iter().rev().find_map(|part| {
            let name = part.to_string_lossy().to_lowercase();
            NAMES
                .iter()
                .find(|(word, _)| name.contains(word))
                .map(|(_, kind)| *kind)
        })
    };
    given.or(said).or_else(from_names).unwrap_or(Kind::Note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_tells() {
        let of = |path: &str, given| {
            kind(
                false,
                given,
                None,
                Path::new(path),
                Path::new("/home/post/mine"),
            )
        };
        assert_eq!(of("/home/post/mine/reviews/kettle.md", None), Kind::Review);
        assert_eq!(of("/home/post/mine/kettle.md", None), Kind::Note);
        assert_eq!(
            of("/home/post/mine/reviews/kettle.md", Some(Kind::Post)),
            Kind::Post
        );
        assert_eq!(
            kind(true, Some(Kind::Post), None, Path::new("a"), Path::new("a")),
            Kind::Email
        );
    }
}
