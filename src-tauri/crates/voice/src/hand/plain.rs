//! A text as the verifier reads it: what a mail program or a subject puts there is evened out, habits stay.

use crate::signoff::sign_off_of;

/// Mail programs break lines somewhere beyond this; whoever breaks them sooner means it.
const WRAPPED: usize = 50;

/// `text` without its sign-off, which every draft is given anyway, with wrapped lines joined, paragraphs and lines
/// marked by a letter each, and numbers made one.
pub(crate) fn plain(text: &str) -> String {
    let text = text.trim();
    let text = match sign_off_of(text) {
        Some(_) => &text[..text.rfind("\n\n").unwrap_or(text.len())],
        None => text,
    };
    let mut plain = String::with_capacity(text.len());
    let mut last_line = 0;
    let mut blank = false;
    for line in text.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            blank = !plain.is_empty();
            continue;
        }
        if blank {
            plain.push('¶');
        } else if last_line >= WRAPPED {
            plain.push(' ');
        } else if last_line > 0 {
            plain.push('¬');
        }
        blank = false;
        last_line = line.chars().count();
        push_even(&mut plain, line);
    }
    plain
}

/// Digits in a row become one, and so do more than two spaces become two: one or two after a full stop is a habit.
fn push_even(plain: &mut String, line: &str) {
    let mut digits = false;
    let mut spaces = 0;
    for c in line.chars() {
        let digit = c.is_numeric();
        spaces = if c.is_whitespace() { spaces + 1 } else { 0 };
        if !(digit && digits) && spaces <= 2 {
            plain.push(match c {
                _ if digit => '0',
                _ if spaces > 0 => ' ',
                c => c,
            });
        }
        digits = digit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_program_does_is_undone() {
        let wrapped = "A line that a mail program has wrapped at about seventy\ncharacters.  It is 1995.\n\
                       Short\n\n\nNext.\n\nYours,\nTom";
        assert_eq!(
            plain(wrapped),
            "A line that a mail program has wrapped at about seventy characters.  It is 0.¬Short¶Next."
        );
        assert_eq!(plain("  "), "");
    }
}
