//! A plain text file: facts and a title at its top, then the words.

use std::path::Path;

use jiff::Timestamp;

use super::Extracted;
use super::facts::Facts;
use super::tidy::clean;
use super::{kept, pgp, remarks};

/// A longer first line is a sentence, not a title.
const LONGEST_TITLE: usize = 80;

/// What is longer is no fact, in letters, but the beginning of a sentence.
const LONGEST_FACT: usize = 201;

/// The document in the text of a file, or the mails of a conversation that was kept as one.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Vec<Extracted> {
    let text = clean(text);
    let text = pgp::unwrap(&text);
    let text = remarks::without(&text);
    let mut rest = text.trim_start_matches(['\n', ' ']);
    if kept::is_mail(rest) {
        return kept::documents(Facts::default(), rest, path, modified, str::to_owned);
    }
    let mut facts = Facts::default();
    let (after, count) = after_facts(rest, &mut facts);
    // "To: be honest, I did not like it" is prose that goes on in the next line, and "Date: whenever you like" is no date.
    let next = after.lines().next().unwrap_or_default();
    if count == 1 && (!next.trim().is_empty() || facts == Facts::default()) {
        facts = Facts::default();
    } else {
        rest = after;
    }
    if facts.title.is_none()
        && let Some((title, after)) = title(rest)
    {
        facts.title = Some(title.to_owned());
        rest = after;
    }
    vec![kept::own(facts, rest, path, modified, str::to_owned)]
}

/// Takes in the facts at the very top; what follows them is the text. Told with it is how many they are.
fn after_facts<'a>(text: &'a str, facts: &mut Facts) -> (&'a str, usize) {
    let mut rest = text;
    let mut count = 0;
    while let Some((line, after)) = rest.split_once('\n') {
        let Some((key, value)) = line.split_once(':') else {
            break;
        };
        // That it has none is a fact as well.
        if key.trim().eq_ignore_ascii_case("title") && value.trim().is_empty() {
            facts.title = Some(String::new());
            (rest, count) = (after, count + 1);
            continue;
        }
        let long = value.chars().count() > LONGEST_FACT;
        if value.trim().is_empty() || long || !facts.set(key, value) {
            break;
        }
        (rest, count) = (after, count + 1);
    }
    (rest, count)
}

/// A short line of its own that is no sentence, and what follows it.
fn title(text: &str) -> Option<(&str, &str)> {
    let (line, after) = text.trim_start_matches('\n').split_once('\n')?;
    let title = line.trim();
    let fits = !title.is_empty()
        && title.chars().count() <= LONGEST_TITLE
        && !title.ends_with([',', '.', '!', '?', ':', ';', '-'])
        && after.lines().next().is_some_and(|l| l.trim().is_empty())
        && !after.trim().is_empty();
    fits.then_some((title, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extracted {
        read(text, Path::new("my-file_name.txt"), None).remove(0)
    }

    #[test]
    fn a_short_first_line_of_its_own_is_the_title() {
        let found = of("\n  A day out\n\nWe went far.\n");
        assert_eq!(
            (found.title.as_str(), found.text.as_str()),
            ("A day out", "We went far.")
        );
    }

    #[test]
    fn else_the_file_gives_the_title() {
        for text in [
            "Dear Anna,\n\nYes.",
            "One line",
            "Two\nlines",
            "Title only\n\n",
        ] {
            let found = of(text);
            assert_eq!(
                (found.title.as_str(), found.text.as_str()),
                ("my file name", text.trim())
            );
        }
    }

    #[test]
    fn facts_at_the_top_are_not_words() {
        let found = of(
            "Title: Loud\nProduct: A lamp\nRating: 4 out of 5\nDate: 2024-03-05\n\nIt hums.\nTo: nobody",
        );
        assert_eq!(found.text, "It hums.\nTo: nobody");
        assert_eq!(found.title, "Loud");
        assert_eq!(found.product.as_deref(), Some("A lamp"));
        assert_eq!(found.rating.as_deref(), Some("4/5"));
        assert!(found.date.is_some());
        assert_eq!(found.kind, Some(domain::Kind::Review));
    }

    #[test]
    fn a_text_may_say_that_it_has_no_title() {
        let found = of("Title:\nDate: 2024-03-05\n\nA day out\n\nWe went far.");
        assert_eq!(
            (found.title.as_str(), found.text.as_str()),
            ("", "A day out\n\nWe went far.")
        );
        let numbered = read("We went far.", Path::new("00012.txt"), None);
        assert_eq!(numbered[0].title, "");
    }

    #[test]
    fn prose_that_begins_like_a_fact_is_prose() {
        for text in [
            "To: Anna, I have always been honest with you.\nAnd so I will be now.",
            "About: what we said,\nit holds.",
            "Date: next Friday works for me.\n\nTom",
            "Kind: regards are due.\n\nTom",
        ] {
            let found = of(text);
            assert_eq!(found.text, text);
            assert!(found.recipients.is_empty() && found.product.is_none() && found.kind.is_none());
        }
    }

    #[test]
    fn what_a_block_says_is_believed_as_far_as_it_is_understood() {
        let found = of("Title: Soup\nAuthor: Anna Bell\nSource: a book\n\nHot.");
        assert_eq!(found.author.unwrap().name, "Anna Bell");
        assert_eq!(
            (found.title.as_str(), found.text.as_str()),
            ("Soup", "Source: a book\n\nHot.")
        );
        let found = of("Title: A\nDate: some day in 2019\n\nwords");
        assert_eq!((found.title.as_str(), found.text.as_str()), ("A", "words"));
        let found = of("Product: A kettle\nRating: 4/5\nIt boils fast.");
        assert_eq!(
            (found.rating.as_deref(), found.text.as_str()),
            (Some("4/5"), "It boils fast.")
        );
    }

    #[test]
    fn what_is_shown_below_a_title_is_ones_own() {
        let text = "From: Anna <a@b.c>\nSent: Monday\nTo: Tom\nSubject: x\n\nCome.\n\nI did not.";
        let found = of(&format!("What I got\n\n{text}"));
        assert_eq!((found.text.as_str(), found.author), (text, None));
    }

    #[test]
    fn the_armour_of_a_signed_text_is_no_words() {
        let found = of(
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nMine.\n-----BEGIN PGP SIGNATURE-----\n\niQBF\n\
             -----END PGP SIGNATURE-----\n",
        );
        assert_eq!(found.text, "Mine.");
    }

    #[test]
    fn what_others_remarked_is_no_words() {
        let found = of("The boat[a] is in the water.\n\n[a]Which one?\n");
        assert_eq!(found.text, "The boat is in the water.");
    }

    #[test]
    fn hostile_text() {
        assert_eq!(of(&"x".repeat(1 << 20)).text.len(), 1 << 20);
        assert_eq!(of("a\rb\r").text, "a\nb");
        assert_eq!(of("nul \0 byte").text, "nul  byte");
        assert_eq!(of("").text, "");
    }
}
