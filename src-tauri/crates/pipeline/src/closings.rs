//! What the user closes letters with, and by how much of it one is known: a model that wants to end writes such a line in
//! the middle of a letter, too, or signs there.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Closing, Document, Kind};
use voice::{body, is_stop_word, sentences, sign_off_of, signing_line, words};

use crate::unwrap::unwrapped;

/// How many of the newest letters tell how they are closed.
const NEWEST: usize = 200;
/// A line that closes fewer letters is none of the user's habits.
const ALIKE: usize = 2;
/// Nor one that closes fewer than one letter in this many.
const ONE_OF: usize = 20;
/// A line is no closing if more than one sentence begins so for each of this many letters that it closes.
const SELDOM: usize = 5;
/// A closing is known from no fewer letters: too much else begins with one. With more it may, too, where they are another
/// word, as "to" is for Tom.
const LETTERS: usize = 2;
/// Stands above what mail programs put below a letter.
const SIGNATURE: &str = "--";

/// The lines that close the letters among `recent`: the first of each, the name below it, one behind marks without them as
/// well, and the marks that set off a signature. What sentences or lines of theirs begin with now and then closes nothing.
pub(crate) fn closings(recent: &[Document]) -> Vec<Closing> {
    let letters = || {
        let letters = recent.iter().filter(|it| it.kind == Kind::Email);
        letters.take(NEWEST)
    };
    let written = letters().count();
    if written == 0 {
        return Vec::new();
    }
    // It is known to be one.
    let mut closing_lines = BTreeMap::from([(SIGNATURE.to_owned(), written)]);
    for sign_off in letters().filter_map(|it| sign_off_of(&it.text)) {
        let first = sign_off.lines().next().unwrap_or_default().to_lowercase();
        let name = signing_line(&sign_off).to_lowercase();
        let bare = |line: &str| {
            line.trim_start_matches(|c: char| !c.is_alphanumeric())
                .to_owned()
        };
        for line in BTreeSet::from([bare(&first), bare(&name), first, name]) {
            *closing_lines.entry(line).or_default() += 1;
        }
    }
    closing_lines.remove("");
    let enough = ALIKE.max(written / ONE_OF);
    closing_lines.retain(|line, times| *times >= enough || line == SIGNATURE);
    let bodies: Vec<String> = letters()
        .map(|it| unwrapped(body(it)).to_lowercase())
        .collect();
    let lines = bodies.iter().flat_map(|it| it.lines()).map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| !closing_lines.contains_key(*line))
        .collect();
    let of_line = |line| sentences(line).into_iter().map(move |place| &line[place]);
    let begun: Vec<&str> = lines.iter().copied().flat_map(of_line).collect();
    let closing = |(line, times): (String, usize)| {
        let begins = if is_mark(&line) { &lines } else { &begun };
        known_from(&line, begins, times / SELDOM).map(|known_from| Closing { line, known_from })
    };
    closing_lines.into_iter().filter_map(closing).collect()
}

/// With how many of its characters `line` is known from the `others`, which go on otherwise: none of them, or `few`, begin
/// so. None where even the whole is one of them.
fn known_from(line: &str, others: &[&str], few: usize) -> Option<usize> {
    let ends = line.char_indices().map(|(at, c)| at + c.len_utf8());
    let beginnings = ends.map(|end| &line[..end]).zip(1..);
    let word = first_word(line);
    let of_word = word.char_indices().skip(1).map(|(at, _)| &word[..at]);
    let common = of_word.filter(|it| is_stop_word(it)).map(str::len).max();
    let tells = |begun: &str| {
        let letters = begun.chars().filter(|c| c.is_alphabetic()).count();
        let is_own = letters >= LETTERS && common.is_none_or(|common| begun.len() > common);
        is_own || begun == line || is_mark(line) && letters == 0 && line != SIGNATURE
    };
    let goes_on = |other: &&str, begun: &str| {
        // "Tomorrow" does not begin with the name.
        let is_word = |rest: &str| begun == line && rest.starts_with(char::is_alphanumeric);
        other.strip_prefix(begun).is_some_and(|rest| !is_word(rest))
    };
    let known = beginnings.filter(|(begun, _)| tells(begun)).map(|it| {
        let times = others.iter().filter(|other| goes_on(other, it.0)).count();
        (times, it.1)
    });
    let known = known.filter(|(times, _)| *times <= few);
    known.min().map(|(_, characters)| characters)
}

/// `closings` as they are known from words of the user's `notes`, too: a sentence about Chris is none of Christine's
/// closings. Without those that are not.
pub(crate) fn unless_noted(closings: &[Closing], notes: &[&str]) -> Vec<Closing> {
    let noted: Vec<String> = notes
        .iter()
        .flat_map(|it| words(it))
        .map(str::to_lowercase)
        .collect();
    let known = |closing: &Closing| {
        let line = &closing.line;
        let alike = |word: &String| {
            let both = first_word(line).chars().zip(word.chars());
            both.take_while(|(a, b)| a == b).count()
        };
        let alike = noted.iter().map(alike).max().unwrap_or(0);
        let known_from = if is_mark(line) {
            closing.known_from
        } else {
            closing.known_from.max(alike + 1)
        };
        let line = (known_from <= line.chars().count()).then(|| line.clone());
        line.map(|line| Closing { line, known_from })
    };
    closings.iter().filter_map(known).collect()
}

fn first_word(line: &str) -> &str {
    words(line).next().unwrap_or_default()
}

/// Whether `line` begins with a mark, such as the dash before a name.
fn is_mark(line: &str) -> bool {
    !line.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{document, letter};

    /// What closes letters with these ends, each with the beginning that it is known by.
    fn known(ends: &[&str]) -> Vec<String> {
        let body = "Hi,\n\nthe tap in the kitchen drips again. ";
        let letters = ends
            .iter()
            .zip(1..)
            .map(|(end, id)| letter(id, &format!("{body}{end}")));
        shown(&closings(&letters.collect::<Vec<_>>()))
    }

    fn shown(closings: &[Closing]) -> Vec<String> {
        let shown = |it: &Closing| format!("{}|{}", it.beginnings().next().unwrap(), it.line);
        closings.iter().map(shown).collect()
    }

    #[test]
    fn what_closes_letters_is_known_by_the_lines_that_do() {
        let yours = ["\n\nYours,\nOttilie", "\n\nYours,\nTilly", "\n\nTilly"];
        assert_eq!(known(&yours), ["--|--", "ti|tilly", "yours|yours,"]);
        let named = ["\n\nJason W. Solinsky"; 2];
        assert_eq!(known(&named), ["--|--", "ja|jason w. solinsky"]);
        for dash in ["-", "- ", "— "] {
            let ends = vec![format!("\n\n{dash}Tilly"); 2];
            let ends: Vec<&str> = ends.iter().map(String::as_str).collect();
            let known = known(&ends);
            let of_name = format!("{}|{dash}tilly", dash.trim());
            assert!(known.contains(&of_name), "{known:?}");
            assert!(known.contains(&"ti|tilly".to_owned()), "{known:?}");
        }
        assert_eq!(known(&["See you on Thursday, then."]), ["--|--"]);
        let (kind, post) = (Kind::Post, document(1, "The tap drips.\n\nTilly"));
        let post = Document { kind, ..post };
        assert!(closings(&[post.clone(), post]).is_empty());
    }

    #[test]
    fn what_begins_a_sentence_as_well_closes_nothing() {
        let with = |more: &str, end: &str| {
            let ends = [format!("{more}\n\n{end}"), format!("\n\n{end}")];
            known(&ends.each_ref().map(String::as_str))
        };
        assert_eq!(with("Your key is lost.", "Yours,")[1], "yours|yours,");
        assert_eq!(with("Thanks for it!", "Thanks,")[1], "thanks,|thanks,");
        assert_eq!(with("Thanks, Tom.", "Thanks,"), ["--|--"]);
        assert_eq!(with("\nTom is late.", "Tom"), ["--|--"]);
        // Neither another word nor the line itself, above a postscript.
        assert_eq!(with("Tomorrow, then.", "Tom")[1], "tom|tom");
        assert_eq!(with("\n\nTom\n\nP.S. It drips.", "Tom")[1], "tom|tom");
        // A line that was wrapped begins no sentence.
        let wrapped =
            "\n\nI have asked all who were at the party last week, and then also\nTom about it.";
        assert_eq!(with(wrapped, "Tom")[1], "tom|tom");
        // Dashes begin lists, and lines under a heading.
        let lists = with("\n- milk\n- bread", "-Tilly");
        assert_eq!(lists, ["--|--", "-ti|-tilly", "ti|tilly"]);
        assert_eq!(with("\n-- that is all\n-- and more", "Tom"), ["tom|tom"]);
        // Of ten that are signed so one may speak of somebody else of that name.
        let mut ten = ["\n\nTom"; 10];
        ten[0] = "Tom Averill is late.\n\nTom";
        assert_eq!(known(&ten), ["--|--", "tom|tom"]);
        // If it can be known from them by more of it, it is.
        let mut ten = ["\n\nWith kind regards,"; 10];
        ten[0] = "With Len it drips.\n\nWith kind regards,";
        assert_eq!(known(&ten)[1], "with k|with kind regards,");
    }

    #[test]
    fn what_closes_a_letter_is_known_from_the_notes() {
        let left = |notes: &[&str]| {
            let ends = ["\n\nChristine", "\n\nAll the best,\nCarl"];
            let letters = [ends, ends].concat();
            let letters = letters.iter().zip(1..);
            let letters = letters.map(|(end, id)| letter(id, &format!("The tap drips.{end}")));
            let closings = closings(&letters.collect::<Vec<_>>());
            shown(&unless_noted(&closings, notes))
        };
        let best = "al|all the best,";
        let of_chris = left(&["Chris has the key"]);
        assert_eq!(of_chris, ["--|--", best, "ca|carl", "christ|christine"]);
        let other = ["--|--", best, "ca|carl", "ch|christine"];
        assert_eq!(left(&["the best tap", "who"]), other);
        let all = left(&["all of it", "Christine", "Carl"]);
        assert_eq!(all, ["--|--", "all |all the best,"]);
    }

    #[test]
    fn what_closes_a_letter_of_many_closes_none() {
        let many = |times: usize| {
            let plain = (0..60 - times).map(|_| "");
            let signed = (0..times).map(|_| "\n\nTilly");
            known(&plain.chain(signed).collect::<Vec<_>>())
        };
        assert_eq!(many(2), ["--|--"]);
        assert_eq!(many(3), ["--|--", "ti|tilly"]);
    }
}
