//! The card below a letter: name, place of work, how to reach the author. A sign-off is voice, a card is not.

use domain::Person;

/// A card has no more lines.
const MOST_LINES: usize = 14;
/// Nor are its lines longer.
const WIDEST: usize = 78;
/// A line of so many words that ends as sentences do is one.
const SENTENCE: usize = 3;
/// A telephone number has so many figures.
const FIGURES: usize = 7;

/// Words in the line that closes a letter, in many languages; in lower case, each as a word begins.
const CLOSINGS: &[&str] = &[
    "regards",
    "best",
    "cheers",
    "thank",
    "thx",
    "sincerely",
    "yours",
    "love",
    "take care",
    "cordially",
    "warmly",
    "grüße",
    "grüßen",
    "gruß",
    "gruss",
    "grüsse",
    "mfg",
    "lg",
    "dank",
    "herzlich",
    "liebe",
    "cordialement",
    "bien à vous",
    "amicalement",
    "salutations",
    "merci",
    "bises",
    "saludo",
    "abrazo",
    "atentamente",
    "gracias",
    "salut",
    "cordiali",
    "grazie",
    "ciao",
    "distinti",
    "atenciosamente",
    "cumprimentos",
    "abraço",
    "obrigad",
    "groet",
    "hartelijk",
    "bedankt",
    "vriendelijk",
    "hälsning",
    "mvh",
    "tack",
    "vänlig",
    "hilsen",
];

/// Where in `lines` the card begins that stands at their end, if one does. It says how to reach its author, and either
/// their name is in it or it stands below the name with which they sign.
pub(crate) fn begins(lines: &[&str], author: Option<&Person>) -> Option<usize> {
    let end = lines.iter().rposition(|line| !line.trim().is_empty())? + 1;
    let top = lines[..end]
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, line)| !line.trim().is_empty())
        .take(MOST_LINES)
        .take_while(|(_, line)| is_of_card(line))
        .last()?
        .0;
    (top..end)
        .filter(|at| !lines[*at].trim().is_empty())
        .find_map(|at| {
            let above = (0..at).rev().find(|n| !lines[*n].trim().is_empty())?;
            let signed = is_name(lines[above], author) || is_closed(lines, above);
            let apart = signed || above + 1 < at || is_closing(lines[above]);
            if !apart || !lines[at..end].iter().any(|line| reaches(line)) {
                return None;
            }
            if signed {
                return Some(at);
            }
            if is_name(lines[at], author) {
                let next = (at + 1..end).find(|n| !lines[*n].trim().is_empty())?;
                return lines[next..end]
                    .iter()
                    .any(|line| reaches(line))
                    .then_some(next);
            }
            names(lines[at], author).then_some(at)
        })
}

/// Where in `block`, lines with which many letters of one author end, what is no sign-off begins. Below the name with which
/// they sign all of it is a card; without one it is so from the paragraph on that says how to reach them.
pub(crate) fn begins_in_repeated(block: &[&str], author: Option<&Person>) -> Option<usize> {
    let full = |from: usize| {
        block[from..]
            .iter()
            .filter(|line| !line.trim().is_empty())
            .count()
    };
    let name =
        (0..block.len()).find(|at| is_name(block[*at], author) || *at > 0 && is_closed(block, *at));
    if let Some(name) = name {
        let below = (name + 1..block.len()).find(|at| !block[*at].trim().is_empty())?;
        let reached = block[below..].iter().any(|line| reaches(line));
        return (reached || full(below) >= 2).then_some(below);
    }
    let reached = (0..block.len()).find(|at| reaches(block[*at]) && is_of_card(block[*at]))?;
    let start = (0..reached)
        .rev()
        .take_while(|at| {
            let line = block[*at].trim_end();
            !line.trim().is_empty()
                && !line.ends_with([',', '.', '!', '?', ':'])
                && is_of_card(line)
                && !is_closing(line)
        })
        .last()
        .unwrap_or(reached);
    Some(start)
}

/// Whether `line` is the name of `author` and no more, as one signs with it.
fn is_name(line: &str, author: Option<&Person>) -> bool {
    let words = name_words(line);
    let plain = !words.is_empty()
        && words.len() <= 4
        && line.trim().len() <= 40
        && words.iter().all(|word| {
            word.chars()
                .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
        });
    plain && names(line, author)
}

/// Whether a word of `line` is one of the author's names.
fn names(line: &str, author: Option<&Person>) -> bool {
    let Some(author) = author else {
        return false;
    };
    let before = author.address.split('@').next().unwrap_or_default();
    let known: Vec<String> = name_words(&author.name)
        .into_iter()
        .chain(before.split(['.', '_', '-']).map(str::to_owned))
        .filter(|word| word.chars().count() >= 2)
        .collect();
    name_words(line).iter().any(|word| known.contains(word))
        || author.address.len() > 3 && line.to_lowercase().contains(&author.address)
}

fn name_words(text: &str) -> Vec<String> {
    text.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ',' | '"' | '(' | ')' | '<' | '>' | '*' | '~' | '–' | '—' | '|'
            )
    })
    .map(|word| word.trim_matches('-').to_lowercase())
    .filter(|word| !word.is_empty())
    .collect()
}

/// Whether line `at` is a short name below a line that closes a letter.
fn is_closed(lines: &[&str], at: usize) -> bool {
    let words: Vec<&str> = lines[at].split_whitespace().collect();
    let capital = |word: &&str| {
        word.trim_start_matches(['-', '~', '*'])
            .starts_with(char::is_uppercase)
    };
    let above = (0..at).rev().take(2).find(|n| !lines[*n].trim().is_empty());
    (1..=3).contains(&words.len())
        && words.iter().all(capital)
        && words.iter().all(|word| {
            word.chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '~' | '*' | '\'' | ','))
        })
        && !is_closing(lines[at])
        && above.is_some_and(|above| is_closing(lines[above]))
}

/// Whether `line` closes a letter: "Best regards,".
fn is_closing(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let words = lower.split_whitespace().count();
    (1..=6).contains(&words)
        && !lower.contains(['@', ':', '?'])
        && CLOSINGS.iter().any(|closing| {
            lower
                .match_indices(closing)
                .any(|(at, _)| !lower[..at].ends_with(|c: char| c.is_alphanumeric()))
        })
}

/// Whether `line` may stand on a card: it is short, and no sentence.
fn is_of_card(line: &str) -> bool {
    let line = line.trim();
    let words = line.split_whitespace().filter(|word| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        !bare.is_empty() && bare.chars().all(char::is_alphabetic)
    });
    let sentence = line.ends_with(['.', '!', '?', ',', ':', ';']) && words.count() >= SENTENCE;
    line.chars().count() <= WIDEST && !sentence
}

/// Whether `line` says how to reach somebody: an address, a page, a telephone, or the strokes between them.
fn reaches(line: &str) -> bool {
    if !is_of_card(line) {
        return false;
    }
    let lower = line.to_lowercase();
    let mut figures = 0;
    let mut most = 0;
    for c in line.chars() {
        if c.is_ascii_digit() {
            figures += 1;
            most = most.max(figures);
        } else if !matches!(c, ' ' | '+' | '-' | '(' | ')' | '.' | '/') {
            figures = 0;
        }
    }
    lower.contains('@')
        || lower.contains("://")
        || lower.contains("www.")
        || lower.contains(" | ")
        || most >= FIGURES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anna() -> Person {
        Person {
            name: "Anna Bell".into(),
            address: "anna.bell@example.org".into(),
        }
    }

    fn kept(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let end = begins(&lines, Some(&anna())).unwrap_or(lines.len());
        lines[..end].join("\n").trim_end().to_owned()
    }

    #[test]
    fn a_card_goes_and_the_sign_off_stays() {
        for (text, meant) in [
            (
                "So be it.\n\nBest,\nAnna\n\nAnna Bell\nHead of Bells\n+44 20 7946 0000",
                "So be it.\n\nBest,\nAnna",
            ),
            (
                "So be it.\n\nBest,\nAnna Bell\nHead of Bells\nanna.bell@example.org",
                "So be it.\n\nBest,\nAnna Bell",
            ),
            (
                "So be it.\n\nAnna Bell   <anna.bell@example.org>",
                "So be it.",
            ),
            (
                "So be it.\n\nViele Grüße\nBen Ott\nOtt & Söhne | Hamburg",
                "So be it.\n\nViele Grüße\nBen Ott",
            ),
        ] {
            assert_eq!(kept(text), meant);
        }
    }

    #[test]
    fn what_is_no_card_stays() {
        for text in [
            "Write to me at\n\nanna.other@example.org and say when.",
            "The page is here:\n\nhttp://example.org/kettle",
            "Thanks,\nAnna",
            "Thanks!",
            "It costs\n\n1 200 000 | 3",
            "Call me, please:\n020 7946 0000\n\nAnna",
        ] {
            assert_eq!(kept(text), text);
        }
    }

    #[test]
    fn of_what_repeats_the_sign_off_stays() {
        let of = |text: &str| {
            let lines: Vec<&str> = text.lines().collect();
            begins_in_repeated(&lines, Some(&anna()))
        };
        assert_eq!(of("Best,\nAnna\nHead of Bells\nBell & Sons"), Some(2));
        assert_eq!(of("Best,\nAnna Bell\n+44 20 7946 0000"), Some(2));
        assert_eq!(
            of("Ring us\nBell & Sons\nhttp://bells.example.org"),
            Some(0)
        );
        assert_eq!(
            of("Thanks!\n\nBell & Sons\nhttp://bells.example.org"),
            Some(2)
        );
        for stays in [
            "Thanks!",
            "Thanks,\nAnna",
            "Anna\nxx",
            "Let me know if anything is unclear.\nTill then!",
        ] {
            assert_eq!(of(stays), None, "{stays}");
        }
    }

    #[test]
    fn hostile_cards() {
        kept(&"a@b.c\n".repeat(20_000));
        kept(&"1".repeat(1 << 20));
        kept(&"\n".repeat(100_000));
    }
}
