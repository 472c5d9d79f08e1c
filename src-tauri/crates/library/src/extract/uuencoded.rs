//! Taking files out of a text that old programs wrote into it: "begin 644 key.gif" and below it lines of code.

use std::borrow::Cow;

/// What a file begins with; the rights and a name follow.
const BEGIN: &str = "begin ";
/// Its codes are these letters.
const CODES: std::ops::RangeInclusive<u8> = b' '..=b'`';

/// `text` without such files.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    if !text.contains(BEGIN) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < lines.len() {
        match file(&lines[at..]) {
            Some(count) => at += count,
            None => {
                kept.push_str(lines[at]);
                at += 1;
            }
        }
    }
    Cow::Owned(kept)
}

/// How many of `lines` are a file that begins with the first.
fn file(lines: &[&str]) -> Option<usize> {
    let (rights, name) = lines[0].strip_prefix(BEGIN)?.split_once(' ')?;
    let is_rights =
        (3..=4).contains(&rights.len()) && rights.bytes().all(|c| matches!(c, b'0'..=b'7'));
    if !is_rights || name.trim().is_empty() {
        return None;
    }
    let inside = lines[1..].iter().take_while(|line| is_code(line)).count();
    let end = lines.get(inside + 1)?;
    (inside > 0 && end.trim_end() == "end").then_some(inside + 2)
}

/// Whether `line` is code: its first letter says how many bytes the others stand for, four letters for three of them.
fn is_code(line: &str) -> bool {
    let bare = line.trim_end_matches(['\n', '\r']);
    let bytes = bare.as_bytes();
    let Some(first) = bytes.first() else {
        // The last line may have been a space.
        return true;
    };
    let count = usize::from(first.wrapping_sub(b' ') & 63);
    let long = 1 + count.div_ceil(3) * 4;
    // Spaces at its end may be lost, and some add a letter as a check.
    let fits = bytes.len() <= long + 1 && bytes.len() + 4 > long;
    fits && bytes.iter().all(|c| CODES.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "M1TE&.#EA`0`!`(```````/___R'Y!`$`````+``````!``$```(\"1`$`.V%B\n";

    #[test]
    fn a_file_goes_and_the_words_around_it_stay() {
        for end in ["`\nend\n", " \nend\n", "\nend\n", "end\n", "end"] {
            let text = format!("Hi\n\nbegin 644 key of it.gif\n{LINE}{LINE}#V%B+\n{end}");
            assert_eq!(without(&text).trim_end(), "Hi", "{end:?}");
        }
        let two = format!("begin 666 a\n{LINE}end\nHi\nbegin 644 b\n{LINE}end\nHo\n");
        assert_eq!(without(&two), "Hi\nHo\n");
    }

    #[test]
    fn words_stay() {
        for text in [
            "begin 644 words\nand then some\nend\n",
            "begin 100 times\nOR MORE, THEN\nend\n",
            "begin 644 key.gif\nend\n",
            "We begin 644 things\nend\n",
            "begin again\n",
        ] {
            assert_eq!(without(text), text);
        }
        let cut = format!("begin 644 key.gif\n{LINE}\nSo it goes on.\n");
        assert_eq!(without(&cut), cut);
        assert_eq!(without(&"begin 644 x\n".repeat(50_000)).len(), 12 * 50_000);
    }
}
