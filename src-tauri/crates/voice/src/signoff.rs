//! The last lines of a letter: "Yours in haste," and the name.

use domain::{ends_at_once, words_in};

use crate::words::words;

/// A line that closes a letter has one of these, in the languages that greetings are known in. Any other line that ends with
/// a comma may be one of an address.
const CLOSES: [&str; 26] = [
    "sincerely",
    "regards",
    "wishes",
    "cheers",
    "yours",
    "love",
    "thanks",
    "best",
    "faithfully",
    "truly",
    "grüße",
    "grüßen",
    "gruß",
    "liebe",
    "cordialement",
    "amitiés",
    "bien",
    "saludos",
    "atentamente",
    "abrazo",
    "saluti",
    "cordiali",
    "abraços",
    "cumprimentos",
    "groeten",
    "hälsningar",
];
/// A line of more words closes nothing, whatever it says.
pub const MOST_CLOSING_WORDS: usize = 4;

/// The sign-off that `text` ends with: one to three short lines after the last blank line, none of them a sentence.
/// A letter that is nothing but such lines has none.
pub fn sign_off_of(text: &str) -> Option<String> {
    let text = text.trim_end();
    let (body, tail) = match text.rfind("\n\n") {
        Some(at) => (&text[..at], &text[at + 2..]),
        None => return None,
    };
    let lines: Vec<&str> = tail
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let several = lines.len() > 1;
    // "- milk" above "- bread"; one dash alone may stand before a name.
    if several && lines.iter().all(|line| is_item(line)) {
        return None;
    }
    let short = |(at, line): (usize, &&str)| {
        // "Thanks!" above a name, and initials below it.
        let closes = at == 0 && line.ends_with('!') && line.split_whitespace().count() <= 3;
        let open = !line.ends_with(['.', '?', ':', ';', '!']) && (several || !ends_at_once(line));
        line.chars().count() <= 40
            && line.split_whitespace().count() <= 6
            && (open || several && (closes || at > 0 && is_initials(line)))
            && line.chars().any(char::is_alphabetic)
    };
    let signs = (1..=3).contains(&lines.len())
        && lines.iter().enumerate().all(short)
        && !body.trim().is_empty();
    // One line alone is a sign-off if it is hardly more than a name or closes with a comma.
    let plain = several || lines.first().is_some_and(|line| words_in(line) <= 3);
    (signs && plain).then(|| lines.join("\n"))
}

/// Whether `line` is one of a list.
fn is_item(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks: &[&str] = match bare.len() < line.len() {
        true => &[". ", ") "],
        false => &["- ", "* ", "• ", "– "],
    };
    marks.iter().any(|mark| bare.starts_with(mark))
}

/// Whether `line` is "T." or "J. R.".
fn is_initials(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.all(|word| {
        let letters = word.strip_suffix('.').unwrap_or_default();
        letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
    })
}

/// The line of a sign-off in which its name stands: below a name there may be what somebody is. Empty where it has none.
pub fn signing_line(sign_off: &str) -> &str {
    let line = match sign_off.split_once(",\n") {
        Some((_, below)) => below.lines().next(),
        None => sign_off.lines().last().filter(|line| !line.ends_with(',')),
    };
    line.unwrap_or_default().trim()
}

/// Whether `line` has a word that closes a letter, such as "Best regards".
pub fn closes_letter(line: &str) -> bool {
    words(line).any(|word| CLOSES.contains(&word.to_lowercase().as_str()))
}

/// Who has signed `text`: the name below the words that close it, where there are both.
pub fn signed_by(text: &str) -> Option<String> {
    let sign_off = sign_off_of(text)?;
    let lines: Vec<&str> = sign_off.lines().collect();
    let closes = |line: &str| {
        line.ends_with(',') || closes_letter(line) && words_in(line) <= MOST_CLOSING_WORDS
    };
    // Below a name there may be what somebody is. The words that close may stand by themselves above.
    let name = match lines.iter().position(|line| closes(line)) {
        Some(at) => *lines.get(at + 1)?,
        None => {
            let above = text.trim_end().rsplit_once("\n\n")?.0.trim_end();
            let closing = above.rsplit_once('\n').map_or(above, |(_, line)| line);
            lines.first().copied().filter(|_| closes(closing.trim()))?
        }
    };
    let is_name = name.split_whitespace().count() <= 3
        && name
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase))
        && !name.contains(char::is_numeric);
    is_name.then(|| name.to_owned())
}

/// Whether a line is the first letters of a name: "O." or "O. M." for Ottilie Marsh.
pub fn is_short_for(line: &str, name: &str) -> bool {
    let letters: String = line.chars().filter(|c| c.is_alphabetic()).collect();
    let initials: String = words(name).filter_map(|word| word.chars().next()).collect();
    let marks = |c: char| c.is_alphabetic() || matches!(c, '.' | ' ');
    !letters.is_empty() && initials.starts_with(&letters) && line.chars().all(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_signed_stands_below_the_closing_words() {
        let signed = |end: &str| signed_by(&format!("Hi,\n\nwhen do you come?\n\n{end}"));
        assert_eq!(signed("Yours,\nPaul").as_deref(), Some("Paul"));
        assert_eq!(signed("Best\nPaul Reed\n").as_deref(), Some("Paul Reed"));
        let card = "Kind regards,\nPaul Reed\nHead of Sales";
        assert_eq!(signed(card).as_deref(), Some("Paul Reed"));
        let apart = "Best regards,\n\nPaul Reed\nSales Director";
        assert_eq!(signed(apart).as_deref(), Some("Paul Reed"));
        for nobody in [
            "Thanks",
            "Paul",
            "Yours,",
            "Paul Reed\nAcme Widgets",
            "Main Street\nBoston",
            "Best regards,\nroom 12",
            "Come soon.",
        ] {
            assert_eq!(signed(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn a_list_at_the_end_is_no_sign_off() {
        let end = |end: &str| sign_off_of(&format!("Please bring these.\n\n{end}"));
        assert_eq!(end("- milk\n- bread"), None);
        assert_eq!(end("1. milk\n2. bread"), None);
        assert!(end("- Ottilie").is_some() && end("Yours,\n- Ottilie").is_some());
    }

    #[test]
    fn a_name_may_be_signed_with_its_first_letters() {
        let is_short = |line: &str| is_short_for(line, "Ottilie Marsh");
        assert!(is_short("O.") && is_short("O. M.") && is_short("OM"));
        assert!(!is_short("Oh") && !is_short("1.") && !is_short(""));
    }

    #[test]
    fn a_sign_off_is_short_and_no_sentence() {
        assert_eq!(
            sign_off_of("Hi,\n\nfine.\n\nYours in haste,\nOttilie\n").as_deref(),
            Some("Yours in haste,\nOttilie")
        );
        assert_eq!(sign_off_of("Fine by me.\n\nT.\n"), None);
        assert_eq!(sign_off_of("Fine by me.\n\nTom").as_deref(), Some("Tom"));
        assert_eq!(
            sign_off_of("Fine by me.\n\nSee you on Thursday, then."),
            None
        );
        assert_eq!(sign_off_of("Yours,\nTom"), None);
        // Without gaps between them words are no single one.
        for sentence in [
            "明天下午三点在学校门口见",
            "明天见。",
            "ไว้เจอกันที่หน้าโรงเรียนตอนบ่ายสาม",
        ] {
            assert_eq!(
                sign_off_of(&format!("好的。\n\n{sentence}")),
                None,
                "{sentence}"
            );
        }
        for end in [
            "李明敬上",
            "祝好\n李明",
            "よろしくお願いします。\n田中",
            "ขอบคุณครับ",
        ] {
            assert_eq!(
                sign_off_of(&format!("好的。\n\n{end}")).as_deref(),
                Some(end)
            );
        }
        for end in ["Best,\nT.", "Thanks!\nTom", "Yours,\nJ. R."] {
            assert_eq!(
                sign_off_of(&format!("Fine.\n\n{end}")).as_deref(),
                Some(end)
            );
        }
        assert_eq!(
            signing_line("Yours,\nPaul Reed\nHead of Sales"),
            "Paul Reed"
        );
        assert_eq!(signing_line("Best\nTom"), "Tom");
        assert_eq!(signing_line("Best regards,"), "");
    }
}
