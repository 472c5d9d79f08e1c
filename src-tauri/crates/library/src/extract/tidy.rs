//! The last touch to every text: outer blank lines, trailing spaces, piles of empty lines. Words stay as they are.

use std::borrow::Cow;

/// `text` with plain line ends and without control characters, other than tabs and line ends, and places where a word
/// may be parted.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let kept = |c: char| {
        !matches!(c, '\u{feff}' | '\u{ad}') && (!c.is_control() || matches!(c, '\n' | '\t'))
    };
    if text.chars().all(kept) {
        return Cow::Borrowed(text);
    }
    // A new page begins a line.
    let text = text.replace("\r\n", "\n");
    let text = text.replace(['\r', '\u{b}', '\u{c}', '\u{85}'], "\n");
    Cow::Owned(text.chars().filter(|c| kept(*c)).collect())
}

/// `text` without outer blank lines and trailing spaces, and with at most one blank line in a row.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blank = 0usize;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        tidied.push_str(line);
        blank = 0;
    }
    tidied
}

/// Whether `line` is nothing but a drawn rule.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 3
        && line
            .chars()
            .all(|c| matches!(c, '_' | '-' | '=' | '*' | '~' | '—' | '–' | '─' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_white_space_changes() {
        assert_eq!(
            tidy("\n \n  Dear Anna,  \n\n\n\n\nyes.\nYours\t\n\n"),
            "  Dear Anna,\n\nyes.\nYours"
        );
        assert_eq!(tidy(" \n\n"), "");
    }

    #[test]
    fn control_characters_go_and_line_ends_are_plain() {
        assert_eq!(clean("Kessel\u{ad}haus"), "Kesselhaus");
        assert_eq!(clean("a\r\nb\rc\0d\te\u{feff}"), "a\nb\ncd\te");
        assert_eq!(clean("page\u{c}Begin\u{85}x"), "page\nBegin\nx");
        assert!(matches!(clean("plain\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_rule_is_drawn() {
        assert!(is_rule(" _____ ") && is_rule("- - -") && !is_rule("--") && !is_rule("--a--"));
    }
}
