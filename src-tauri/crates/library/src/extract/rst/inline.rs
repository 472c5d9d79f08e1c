//! The words of a paragraph in reStructuredText, without the marks within its lines.

use super::super::pairs::without;

/// The words of `paragraph`.
pub(super) fn plain(paragraph: &str) -> String {
    let words = quoted(paragraph);
    let words = without(&words, "**");
    unescaped(&referring(&without(&words, "*")))
}

/// Without the backticks about code and links, the places where these lead, and what they are: ":ref:`the boat <boat>`".
fn quoted(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('`') {
        let code = behind.strip_prefix('`');
        let parts = match code {
            Some(code) => code.split_once("``"),
            None => behind.split_once('`'),
        };
        let Some((inside, after)) = parts else {
            break;
        };
        words.push_str(without_role(before));
        if code.is_some() {
            words.push_str(inside);
            rest = after;
        } else {
            words.push_str(shown(inside));
            rest = after.trim_start_matches('_');
        }
    }
    words + rest
}

/// "see :ref:" without the role.
fn without_role(before: &str) -> &str {
    let role = before
        .strip_suffix(':')
        .and_then(|rest| rest.rsplit_once(':'));
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    // "At 10:30:" is a time.
    let begins = |c: char| c.is_ascii_alphabetic();
    let is_name = |name: &str| name.starts_with(begins) && name.chars().all(inner);
    match role {
        Some((kept, name)) if is_name(name) => {
            // It may be in a room of its own: ":py:func:".
            let outer = kept.rsplit_once(':');
            let outer = outer.filter(|(_, room)| is_name(room));
            outer.map_or(kept, |(kept, _)| kept)
        }
        _ => before,
    }
}

/// What a link shows: "the boat <boat>".
fn shown(inside: &str) -> &str {
    let link = inside
        .strip_suffix('>')
        .and_then(|rest| rest.rsplit_once('<'));
    let shown = link.map(|(shown, _)| shown.trim_end());
    shown.filter(|shown| !shown.is_empty()).unwrap_or(inside)
}

/// Without what leads to a footnote, "[1]_", and the mark of a word that leads somewhere, "boat_".
fn referring(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        let space = &part[word.len()..];
        // A stop may follow.
        let bare = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        let stop = &word[bare.len()..];
        let name = bare.strip_suffix('_').unwrap_or_default();
        if name.starts_with('[') && name.ends_with(']') {
            let kept = words.trim_end().len();
            words.truncate(kept);
        } else if !name.is_empty() && name.chars().all(char::is_alphanumeric) {
            words.push_str(name);
        } else {
            words.push_str(bare);
        }
        words.push_str(stop);
        words.push_str(space);
    }
    words
}

/// Without the strokes before signs that would be marks.
fn unescaped(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            words.push(letter);
            continue;
        }
        match letters.next() {
            Some(next) if next.is_whitespace() => {}
            Some(next) if next.is_ascii_punctuation() => words.push(next),
            Some(next) => words.extend([letter, next]),
            None => words.push(letter),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (marked, wanted) in [
            ("The *old* boat, **the** one.", "The old boat, the one."),
            ("Say ``ls *`` and `ls`.", "Say ls * and ls."),
            (
                "See `the boat <https://example.org>`__ and Quay_.",
                "See the boat and Quay.",
            ),
            (
                "See :ref:`boat`, :py:func:`row` (:doc:`a <b>`).",
                "See boat, row (a).",
            ),
            (
                "A note [1]_, and [#]_\nanother [Bell2024]_.",
                "A note, and\nanother.",
            ),
            ("At 10:30:`x`", "At 10:30:x"),
            ("Not \\*this\\*, nor that\\ s.", "Not *this*, nor thats."),
            (
                "In two\n*lines of\nmine* it is.",
                "In two\nlines of\nmine it is.",
            ),
        ] {
            assert_eq!(plain(marked), wanted);
        }
    }

    #[test]
    fn what_is_no_mark_stays() {
        for own in [
            "5 * 3 * 2",
            "* one item",
            "a*b*c",
            "An odd ` here",
            "At 10:00:`",
            "my_name and __init__",
            "[a list] of [things]",
            "C:\\boats",
            "***",
            "",
        ] {
            assert_eq!(plain(own), own);
        }
    }
}
