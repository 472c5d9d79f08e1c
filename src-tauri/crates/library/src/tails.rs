//! Signatures without a mark, learned: the tail that repeats over one author's mails.
//!
//! A tail counts by how many different lines stand above it, so that neither copies nor mails that are alike as a whole make
//! one. That number only grows as more mail comes, and mails are compared as they were before anything was cut: whatever the
//! order in which they come, the same is cut in the end, and what was cut stays cut.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::{Person, Result};
use store::{Ending, Record};

use crate::extract::card;

/// A tail repeats that stands below at least this many different lines.
const LEAST: usize = 3;
/// How many lines of a tail are compared.
const MOST_LINES: usize = 15;

/// What of one mail is no letter.
#[derive(Debug, PartialEq, Eq)]
struct Cut {
    /// How many letters at the end of its text.
    letters: usize,
    /// What stands below it then.
    signature: String,
}

/// Looks at the mails of every author of whom something is new, and cuts what is found. Returns how many mails changed.
pub(crate) fn learn(record: &mut Record) -> Result<usize> {
    let authors = record.authors_to_look_at()?;
    let mut changed = 0;
    for author in &authors {
        // Twice over them, and none is held: a program may have sent hundreds of thousands.
        let mut repeats = Repeats::default();
        record.each_ending(&author.address, &mut |ending| repeats.note(&ending))?;
        let mut cuts = Vec::new();
        record.each_ending(&author.address, &mut |ending| {
            let cut = repeats.cut(&ending, author);
            cuts.extend(cut.map(|cut| (ending.id, cut)));
        })?;
        changed += cuts.len();
        record.write(|writing| {
            cuts.iter()
                .try_for_each(|(id, cut)| writing.cut_signature(*id, cut.letters, &cut.signature))
        })?;
    }
    if !authors.is_empty() {
        record.write(|writing| writing.signatures_seen())?;
    }
    Ok(changed)
}

/// The tails of one author's mails.
#[derive(Debug, Default)]
struct Repeats {
    /// What stands above each, as far as it matters how many different lines that are.
    above: HashMap<u64, [Option<u64>; LEAST]>,
}

impl Repeats {
    fn note(&mut self, ending: &Ending) {
        for (tail, before) in tails(&lines(ending)) {
            let above = self.above.entry(tail).or_default();
            let known = above.contains(&Some(before));
            if let Some(free) = above.iter_mut().find(|line| line.is_none() && !known) {
                *free = Some(before);
            }
        }
    }

    fn has(&self, tail: u64) -> bool {
        let above = self.above.get(&tail);
        above.is_some_and(|above| above.iter().all(Option::is_some))
    }

    /// What to cut from the end of a mail by `author`.
    fn cut(&self, ending: &Ending, author: &Person) -> Option<Cut> {
        let mail = lines(ending);
        let longest = tails(&mail)
            .iter()
            .rposition(|(tail, _)| self.has(*tail))
            .map(|at| at + 1)?;
        let first = full(&mail).rev().nth(longest - 1)?;
        let start = first + card::begins_in_repeated(&mail[first..], Some(author))?;
        let kept: usize = ending.text.lines().count();
        if start >= kept {
            return None;
        }
        let cut: Vec<&str> = ending.text.lines().skip(start).collect();
        let from = ending
            .text
            .lines()
            .take(start)
            .map(|line| line.chars().count() + 1)
            .sum();
        let letters = ending.text.chars().count().saturating_sub(from);
        let below = ending.signature.iter().map(String::as_str);
        let signature = std::iter::once(cut.join("\n").as_str())
            .chain(below)
            .collect::<Vec<_>>()
            .join("\n\n");
        Some(Cut { letters, signature })
    }
}

/// The lines of a mail's end as they were before anything was cut.
fn lines(ending: &Ending) -> Vec<&str> {
    let below = ending.signature.as_deref().unwrap_or_default();
    ending.text.lines().chain(below.lines()).collect()
}

/// Where lines with words stand.
fn full<'a>(mail: &'a [&str]) -> impl DoubleEndedIterator<Item = usize> + 'a {
    (0..mail.len()).filter(|at| !mail[*at].trim().is_empty())
}

/// The tails of `mail` from one line to `MOST_LINES`, each with the line above it, as hashes.
fn tails(mail: &[&str]) -> Vec<(u64, u64)> {
    let words = |at: usize| {
        let mut line = DefaultHasher::new();
        mail[at]
            .split_whitespace()
            .for_each(|word| word.hash(&mut line));
        line.finish()
    };
    let last: Vec<u64> = full(mail).rev().take(MOST_LINES + 1).map(words).collect();
    let mut tail = DefaultHasher::new();
    let above = last.iter().skip(1).copied().chain([0]);
    let found = last.iter().zip(above).map(|(line, before)| {
        line.hash(&mut tail);
        (tail.finish(), before)
    });
    found.take(MOST_LINES).collect()
}

#[cfg(test)]
mod tests {
    use domain::DocumentId;

    use super::*;

    const CARD: &str = "Anna Bell\nHead of Bells\nBell & Sons";

    fn anna() -> Person {
        Person {
            name: "Anna Bell".into(),
            address: "anna@example.org".into(),
        }
    }

    fn ending(id: i64, text: &str) -> Ending {
        Ending {
            id: DocumentId(id),
            text: text.into(),
            signature: None,
        }
    }

    /// What to cut, by the place of the mail.
    fn cuts(endings: &[Ending], author: &Person) -> Vec<(usize, Cut)> {
        let mut repeats = Repeats::default();
        endings.iter().for_each(|ending| repeats.note(ending));
        let all = endings.iter().enumerate();
        all.filter_map(|(at, ending)| Some((at, repeats.cut(ending, author)?)))
            .collect()
    }

    /// What is left of each text once `endings` have been looked at as often as something is found.
    fn settled(mut endings: Vec<Ending>) -> Vec<String> {
        loop {
            let found = cuts(&endings, &anna());
            if found.is_empty() {
                return endings.into_iter().map(|ending| ending.text).collect();
            }
            for (at, cut) in found {
                let letters = endings[at].text.chars().count() - cut.letters;
                let text: String = endings[at].text.chars().take(letters).collect();
                endings[at].text = text.trim_end().to_owned();
                endings[at].signature = Some(cut.signature);
            }
        }
    }

    fn letters() -> Vec<Ending> {
        [
            "The kettle sings.",
            "Nobody came.",
            "It rained again.",
            "Yes.",
        ]
        .iter()
        .enumerate()
        .map(|(n, words)| ending(n as i64, &format!("{words}\n\nBest,\nAnna\n\n{CARD}")))
        .collect()
    }

    #[test]
    fn the_tail_that_repeats_goes_and_the_sign_off_stays() {
        for (text, words) in
            settled(letters())
                .iter()
                .zip(["The kettle", "Nobody", "It rained", "Yes."])
        {
            assert!(
                text.starts_with(words) && text.ends_with("Best,\nAnna"),
                "{text}"
            );
        }
    }

    #[test]
    fn two_letters_are_no_habit_and_closing_words_are_no_signature() {
        let two: Vec<Ending> = letters().into_iter().take(2).collect();
        assert!(cuts(&two, &anna()).is_empty());
        for close in [
            "Thanks",
            "Thanks,\nAnna",
            "Anna\nxx",
            "Let me know what you think.\n\nTill soon!\nAnna",
        ] {
            let letters: Vec<Ending> = (0..9)
                .map(|n| ending(n, &format!("Words {n} of mine.\n\n{close}")))
                .collect();
            assert!(cuts(&letters, &anna()).is_empty(), "{close}");
        }
    }

    #[test]
    fn letters_that_are_alike_as_a_whole_are_no_signature() {
        let same = "Dear all,\nsee http://example.org/minutes\nAnna\nwho else\nas ever";
        let letters: Vec<Ending> = (0..9).map(|n| ending(n, same)).collect();
        assert!(cuts(&letters, &anna()).is_empty());
    }

    #[test]
    fn the_order_of_mails_does_not_matter_and_what_is_cut_stays_cut() {
        let mut more = letters();
        more.push(ending(
            9,
            &format!("Late.\n\nCheers,\nAnna\n\n{CARD}\nhttp://bells.example.org"),
        ));
        more.push(ending(10, &format!("Later.\n\nCheers,\nAnna\n\n{CARD}")));
        let at_once = settled(more.clone());
        for first in 1..more.len() {
            let mut kept: Vec<Ending> = Vec::new();
            for part in [&more[..first], &more[first..]] {
                kept.extend_from_slice(part);
                for (at, cut) in cuts(&kept, &anna()) {
                    let letters = kept[at].text.chars().count() - cut.letters;
                    let text: String = kept[at].text.chars().take(letters).collect();
                    kept[at].text = text.trim_end().to_owned();
                    kept[at].signature = Some(cut.signature);
                }
            }
            let texts: Vec<String> = kept.into_iter().map(|ending| ending.text).collect();
            assert_eq!(texts, at_once, "{first}");
        }
        let reversed: Vec<Ending> = more.into_iter().rev().collect();
        let mut backwards = settled(reversed);
        backwards.reverse();
        assert_eq!(backwards, at_once);
    }
}
