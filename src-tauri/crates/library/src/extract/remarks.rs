//! What others have remarked on a text that Google Docs exports as a plain one: a letter in brackets stands where they did,
//! and the remarks stand at the end, behind theirs.

use std::borrow::Cow;

/// How the first remark begins.
const FIRST: &str = "\n[a]";
const LETTERS: usize = 26;
/// From "[a]" to "[zz]": nobody has made more remarks on one text, and each is looked for in all of it.
const MOST: usize = LETTERS + LETTERS * LETTERS;

/// `text` without remarks, and without the letters that lead to them.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let Some((own, count)) = parted(text) else {
        return Cow::Borrowed(text);
    };
    let letters = (0..count).map(letter);
    Cow::Owned(letters.fold(own.to_owned(), |own, letter| own.replacen(&letter, "", 1)))
}

/// What stands above the remarks, and how many they are. None if there are none, or nothing leads to one of them: what
/// people list themselves has a space behind its letter.
fn parted(text: &str) -> Option<(&str, usize)> {
    let (own, below) = text.split_at(text.rfind(FIRST)?);
    let mut count = 0;
    for line in below.lines() {
        let letter = letter(count);
        let Some(remark) = line.strip_prefix(letter.as_str()) else {
            continue;
        };
        let is_own = remark.starts_with(char::is_whitespace) || remark.is_empty();
        if is_own || count == MOST || !own.contains(&letter) {
            return None;
        }
        count += 1;
    }
    (count > 0).then_some((own, count))
}

/// "[a]" to "[z]", and on from "[aa]".
fn letter(number: usize) -> String {
    let one = |number: usize| char::from(b'a' + (number % LETTERS) as u8);
    match number / LETTERS {
        0 => format!("[{}]", one(number)),
        more => format!("[{}{}]", one(more - 1), one(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_go_with_the_letters_that_lead_there() {
        assert_eq!(
            without("The boat[a] is in\nthe water[b].\n\n[a]Which one?\nThe old one?\n[b]Good."),
            "The boat is in\nthe water.\n"
        );
        assert_eq!([letter(0), letter(25), letter(26)], ["[a]", "[z]", "[aa]"]);
    }

    #[test]
    fn what_people_list_themselves_stays() {
        let mark = |text: &str| (0..=MOST).map(letter).map(|one| one + text).collect();
        let (leading, remarks): (String, String) = (mark(" "), mark("Yes.\n"));
        let endless = format!("{leading}\n{remarks}");
        for own in [
            endless.as_str(),
            "The boat[a] is old.\n\n[a] See the book.",
            "It is\n[a]old.",
            "The boat[a].\n[a]Old.\n[b]Red.",
            "The boat[a].\n[a]\nOld.",
            "The boat.",
        ] {
            assert_eq!(without(own), own, "{own}");
        }
    }
}
