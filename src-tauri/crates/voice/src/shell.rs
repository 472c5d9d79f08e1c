//! The voice shell: what is the same in nearly every piece of a kind, counted (method 3.6).

use std::collections::HashMap;

use domain::{Document, Kind, Person, Shell};

use crate::greeting;
use crate::signoff::sign_off_of;
use crate::words::length;

/// A habit is what at least this part of the pieces show.
const HABIT: f64 = 0.3;
/// With this many pieces to one person, what is done for that person counts more than what is usual.
const ENOUGH: usize = 2;
/// With this many, what is hardly ever done for them is not done, whatever is usual.
const KNOWN: usize = 5;

/// Whether `document` was written to `person`.
fn went_to(document: &Document, person: &Person) -> bool {
    document.recipients.iter().any(|one| {
        (!person.address.is_empty() && one.is(&person.address))
            || (!person.name.is_empty() && one.is(&person.name))
    })
}

/// Counts greeting, sign-off and length over `documents`, all the user's own and of one kind, for a piece that goes to
/// `to`, if the brief names anybody.
pub fn shell(documents: &[Document], to: Option<&Person>) -> Shell {
    // Nothing but a letter is greeted with, or signed: a review may end in a line with its rating.
    let letters = documents
        .iter()
        .filter(|document| document.kind == Kind::Email);
    let letters: Vec<&Document> = letters.collect();
    let to_them: Vec<&Document> = letters
        .iter()
        .copied()
        .filter(|document| to.is_some_and(|person| went_to(document, person)))
        .collect();
    let own = to_them.len() >= ENOUGH;
    let seldom =
        |done: usize| to_them.len() >= KNOWN && (done as f64) < HABIT * to_them.len() as f64;
    let greeted = to_them
        .iter()
        .filter(|one| greeting::pattern(&one.text, &one.recipients).is_some());
    let signed = to_them
        .iter()
        .filter(|one| sign_off_of(&one.text).is_some());
    let (never_greeted, never_signed) = (seldom(greeted.count()), seldom(signed.count()));
    let greeting = if own {
        greeting_for(&to_them, to, true)
    } else {
        None
    };
    let sign_off = if own { sign_off_for(&to_them) } else { None };
    let mut lengths: Vec<usize> = documents
        .iter()
        .map(|document| length(&document.text))
        .collect();
    lengths.sort_unstable();
    let quantile = |part: usize| {
        lengths
            .get((lengths.len().saturating_sub(1)) * part / 4)
            .copied()
            .unwrap_or(0)
    };
    Shell {
        greeting: greeting
            .or_else(|| (!never_greeted).then(|| greeting_for(&letters, to, false))?)
            .unwrap_or_default(),
        sign_off: sign_off
            .or_else(|| (!never_signed).then(|| sign_off_for(&letters))?)
            .unwrap_or_default(),
        words_low: quantile(1),
        words_median: quantile(2),
        words_high: quantile(3),
        pieces: documents.len(),
    }
}

/// The text of `document` without its greeting and its sign-off.
pub fn body(document: &Document) -> &str {
    body_of(&document.text, &document.recipients)
}

/// The same of a letter's `text`.
pub fn body_of<'a>(text: &'a str, recipients: &[Person]) -> &'a str {
    let greeted = greeting::pattern(text, recipients).is_some();
    let from = if greeted {
        text.find('\n').unwrap_or(text.len())
    } else {
        0
    };
    // A sign-off stands after the last empty line.
    let to = sign_off_of(text)
        .and_then(|_| text.trim_end().rfind("\n\n"))
        .unwrap_or(text.len());
    text.get(from..to).unwrap_or(text).trim()
}

/// The commonest greeting that can be said to `person`; titles and fixed names only to whom they were said before. Somebody
/// whose name is not known is greeted without one, where that can be said.
fn greeting_for(
    documents: &[&Document],
    person: Option<&Person>,
    same_person: bool,
) -> Option<String> {
    let patterns = documents
        .iter()
        .filter_map(|document| greeting::pattern(&document.text, &document.recipients))
        .filter(|pattern| same_person || !greeting::is_personal(pattern));
    let nameless = person.filter(|person| person.name.is_empty());
    let said = patterns.filter_map(|pattern| {
        let alone = || nameless.and_then(|_| greeting::without_name(&pattern));
        greeting::fill(&pattern, person).or_else(alone)
    });
    habit(said, documents.len(), |_, _| true)
}

/// The commonest sign-off. A name or a few words that end one letter alone may be no sign-off at all, but an answer.
fn sign_off_for(documents: &[&Document]) -> Option<String> {
    let ends = documents.iter().filter_map(|it| sign_off_of(&it.text));
    habit(ends, documents.len(), |end, count| {
        count > 1 || end.contains(",\n")
    })
}

/// The commonest of `seen` that `counts`, if it is a habit over `pieces`.
fn habit(
    seen: impl Iterator<Item = String>,
    pieces: usize,
    counts: impl Fn(&str, usize) -> bool,
) -> Option<String> {
    let mut times: HashMap<String, usize> = HashMap::new();
    seen.for_each(|one| *times.entry(one).or_default() += 1);
    let (best, count) = times
        .into_iter()
        .filter(|(one, count)| counts(one, *count))
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    (count as f64 >= HABIT * pieces as f64).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::letter;

    #[test]
    fn whose_name_is_not_known_is_greeted_without_one() {
        let greeted = |greeting: &str, to: Option<&Person>| {
            let letters = vec![letter("Tom Averill", &format!("{greeting}\n\nYes, it is.")); 3];
            shell(&letters, to).greeting
        };
        let address = |address: &str| Person {
            address: address.into(),
            ..Person::default()
        };
        let nobody = address("desk@example.org");
        for (usual, said) in [
            ("Hullo Tom,", "Hullo,"),
            ("Good morning, Tom!", "Good morning!"),
            ("Good morning Tom!", "Good morning!"),
            ("hi tom", "hi"),
            ("Dear Tom,", ""),
            ("Tom,", ""),
            ("Hi all,", "Hi all,"),
        ] {
            assert_eq!(greeted(usual, Some(&nobody)), said, "{usual}");
        }
        assert_eq!(greeted("Hullo Tom,", None), "", "nobody to greet");
    }

    #[test]
    fn what_ends_one_letter_alone_is_no_sign_off() {
        let end = |end: &str| letter("Tom Averill", &format!("Hullo Tom,\n\nYes.\n\n{end}"));
        let mut letters = vec![end("Yours in haste,\nOttilie"); 5];
        letters.extend([end("Margaret Pell"), end("See you Thursday")]);
        let tom = letters[0].recipients[0].clone();
        let signed = |letters: &[Document]| shell(letters, Some(&tom)).sign_off;
        assert_eq!(signed(&letters[4..]), "Yours in haste,\nOttilie");
        assert_eq!(signed(&letters[5..]), "");
        assert_eq!(signed(&letters[6..]), "");
    }

    #[test]
    fn one_person_is_greeted_as_before_and_a_new_one_as_usual() {
        let mut letters = vec![
            letter(
                "Grace Okafor",
                "Dear Mrs Okafor,\n\nThe boards are here.\n\nWith kind regards,\nOttilie Marsh",
            ),
            letter(
                "Grace Okafor",
                "Dear Mrs Okafor,\n\nThe glue is not.\n\nWith kind regards,\nOttilie Marsh",
            ),
        ];
        letters.extend((0..4).map(|_| {
            letter(
                "Tom Averill",
                "Hullo Tom,\n\nYes.\n\nYours in haste,\nOttilie",
            )
        }));
        let shell_for = |name: &str| {
            let person = Person {
                name: name.into(),
                address: String::new(),
            };
            shell(&letters, Some(&person))
        };
        assert_eq!(shell_for("Grace Okafor").greeting, "Dear Mrs Okafor,");
        assert_eq!(
            shell_for("Grace Okafor").sign_off,
            "With kind regards,\nOttilie Marsh"
        );
        assert_eq!(shell_for("Ada Byron").greeting, "Hullo Ada,");
        assert_eq!(shell_for("Ada Byron").sign_off, "Yours in haste,\nOttilie");
        assert_eq!(shell(&letters, None).greeting, "");
        assert_eq!(shell(&[], None), Shell::default());
    }

    #[test]
    fn whoever_is_never_greeted_is_not_greeted() {
        let mut letters: Vec<Document> =
            (0..5).map(|_| letter("Tom", "The key is lost.")).collect();
        letters.extend((0..9).map(|_| letter("Ada", "Hi Ada,\n\nYes.\n\nYours,\nOttilie")));
        let to = |name: &str| {
            let person = Person {
                name: name.into(),
                ..Person::default()
            };
            let shell = shell(&letters, Some(&person));
            (shell.greeting, shell.sign_off)
        };
        assert_eq!(to("Tom"), (String::new(), String::new()));
        assert_eq!(to("Grace").0, "Hi Grace,");
    }

    #[test]
    fn the_body_is_what_stands_between_greeting_and_sign_off() {
        let text = "Hullo Tom,\n\nThe key is lost.\n\nIt was the dog.\n\nYours in haste,\nOttilie";
        assert_eq!(
            body(&letter("Tom Averill", text)),
            "The key is lost.\n\nIt was the dog."
        );
        assert_eq!(body(&letter("Tom", "The key.")), "The key.");
    }

    #[test]
    fn a_line_that_ends_each_review_is_no_sign_off() {
        let review = |_| Document {
            kind: Kind::Review,
            ..letter("", "A fine record.\n\nFour of five\nstars")
        };
        let shell = shell(&(0..6).map(review).collect::<Vec<_>>(), None);
        assert_eq!((shell.sign_off.as_str(), shell.words_median), ("", 7));
    }

    #[test]
    fn what_is_done_now_and_then_is_no_habit() {
        let mut letters: Vec<Document> = (0..9)
            .map(|_| letter("Tom", "Fine by me. Thursday it is."))
            .collect();
        letters.push(letter("Tom", "Hullo Tom,\n\nYes.\n\nOttilie"));
        let shell = shell(&letters, None);
        assert_eq!(
            (
                shell.greeting.as_str(),
                shell.sign_off.as_str(),
                shell.words_median
            ),
            ("", "", 6)
        );
    }
}
