//! Marks that stand in pairs about words, such as the stars about what is stressed.

use std::borrow::Cow;

/// What may stand before a mark that opens.
const BEFORE: &str = "\"'([{<-/:*_“„‘«";

/// `text` without the pairs of `mark` about words within a paragraph: "==the boat==". A mark that stands alone, or with a gap
/// beside it, stays.
pub(super) fn without<'a>(text: &'a str, mark: &str) -> Cow<'a, str> {
    if !text.contains(mark) {
        return Cow::Borrowed(text);
    }
    let of_mark = |c: char| mark.contains(c);
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(mark) {
        words.push_str(before);
        let last = words.chars().next_back();
        let opens = last.is_none_or(|c| c.is_whitespace() || BEFORE.contains(c) && !of_mark(c))
            && behind.starts_with(|c: char| !c.is_whitespace() && !of_mark(c));
        let parts = behind.split_once(mark).filter(|(inside, after)| {
            let ends = !inside.ends_with(|c: char| c.is_whitespace() || c == '\\');
            let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || of_mark(c));
            opens && ends && !goes_on && !inside.contains("\n\n")
        });
        match parts {
            Some((inside, after)) => {
                words.push_str(inside);
                rest = after;
            }
            None => {
                words.push_str(mark);
                rest = behind;
            }
        }
    }
    words.push_str(rest);
    Cow::Owned(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_go_and_words_stay() {
        for (mark, marked, wanted) in [
            ("==", "In ==the water== it is.", "In the water it is."),
            (
                "::",
                "::All of it::\n(::and more::)",
                "All of it\n(and more)",
            ),
            ("*", "A *boat*, *two\nboats*.", "A boat, two\nboats."),
            ("**", "**Two** boats", "Two boats"),
        ] {
            assert_eq!(without(marked, mark), wanted);
        }
    }

    #[test]
    fn marks_that_are_no_pair_stay() {
        for (mark, own) in [
            ("==", "Boat\n====\n\nIf a == b or b == c."),
            ("==", "==One\n\nTwo=="),
            ("::", "std::vec::Vec, and ::std::vec"),
            ("::", "Weather:: rain\nWind:: none"),
            ("*", "5 * 3 * 2 and a*b*c"),
            ("*", "* one item"),
            ("*", "**Two** boats"),
            ("==", ""),
        ] {
            assert_eq!(without(own, mark), own);
        }
    }

    #[test]
    fn hostile_marks() {
        for part in ["==", "==a", "== a", "=", "a== ==a\n\n"] {
            let _ = without(&part.repeat(20_000), "==");
        }
    }
}
