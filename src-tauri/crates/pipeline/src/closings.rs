//! What the user closes letters with, and by how much of it one is known: a model that wants to end writes such a line in
//! the middle of a letter, too.

use std::collections::BTreeMap;

use domain::{Closing, Document, Kind};
use voice::{body, sentences, sign_off_of};

use crate::unwrap::unwrapped;

/// A line that closes fewer letters is none of the user's habits.
const ALIKE: usize = 2;
/// Nor one that closes fewer than one letter of so many.
const ONE_OF: usize = 20;
/// With fewer letters of a name or a word too much else begins.
const LETTERS: usize = 3;
/// Stands above what mail programs put below a letter.
const SIGNATURE: &str = "--";

/// The lines that close the letters among `recent`, the first of each, and the marks that set off a signature. What a
/// sentence or a line of theirs begins with closes nothing.
pub(crate) fn closings(recent: &[Document]) -> Vec<Closing> {
    let letters = || recent.iter().filter(|it| it.kind == Kind::Email);
    let mut firsts: BTreeMap<String, usize> = BTreeMap::from([(SIGNATURE.to_owned(), usize::MAX)]);
    for sign_off in letters().filter_map(|it| sign_off_of(&it.text)) {
        let first = sign_off.lines().next().unwrap_or_default();
        let times = firsts.entry(first.to_owned()).or_default();
        *times = times.saturating_add(1);
    }
    let written = letters().count();
    let enough = ALIKE.max(written / ONE_OF);
    firsts.retain(|_, times| written > 0 && *times >= enough);
    let bodies: Vec<String> = letters().map(|it| unwrapped(body(it))).collect();
    let lines = bodies.iter().flat_map(|it| it.lines()).map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !firsts.contains_key(*line)).collect();
    let of_line = |line| sentences(line).into_iter().map(move |place| &line[place]);
    let begun: Vec<&str> = lines.iter().copied().flat_map(of_line).collect();
    let closing = |line: String| {
        let begins = if is_mark(&line) { &lines } else { &begun };
        known_from(&line, begins).map(|known_from| Closing { line, known_from })
    };
    firsts.into_keys().filter_map(closing).collect()
}

/// From how many of its characters on `line` is none of the `others`, which go on otherwise; none where the whole is.
fn known_from(line: &str, others: &[&str]) -> Option<usize> {
    let ends = line.char_indices().map(|(at, c)| at + c.len_utf8());
    let beginnings = ends.map(|end| &line[..end]).zip(1..);
    let tells = |begun: &str| {
        let letters = begun.chars().filter(|c| c.is_alphabetic()).count();
        letters >= LETTERS || begun == line || is_mark(line) && letters == 0 && line != SIGNATURE
    };
    let goes_on = |other: &&str, begun: &str| {
        // "Tomorrow" does not begin with the name.
        let is_word = |rest: &str| begun == line && rest.starts_with(char::is_alphanumeric);
        other.strip_prefix(begun).is_some_and(|rest| !is_word(rest))
    };
    let mut known = beginnings
        .filter(|(begun, _)| tells(begun) && !others.iter().any(|other| goes_on(other, begun)));
    known.next().map(|(_, characters)| characters)
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
        assert_eq!(known(&yours), ["--|--", "You|Yours,"]);
        let named = ["\n\nJason W. Solinsky"; 2];
        assert_eq!(known(&named), ["--|--", "Jas|Jason W. Solinsky"]);
        for dash in ["-", "- ", "— "] {
            let ends = vec![format!("\n\n{dash}Tilly"); 2];
            let ends: Vec<&str> = ends.iter().map(String::as_str).collect();
            let known = known(&ends);
            let of_name = format!("{}|{dash}Tilly", dash.trim());
            assert!(known.contains(&of_name), "{known:?}");
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
        assert_eq!(with("Your key is lost.", "Yours,")[1], "Yours|Yours,");
        assert_eq!(with("Thanks for it!", "Thanks,")[1], "Thanks,|Thanks,");
        assert_eq!(with("Thanks, Tom.", "Thanks,"), ["--|--"]);
        assert_eq!(with("\nTom is late.", "Tom"), ["--|--"]);
        // Neither another word nor the line itself, above a postscript.
        assert_eq!(with("Tomorrow, then.", "Tom")[1], "Tom|Tom");
        assert_eq!(with("\n\nTom\n\nP.S. It drips.", "Tom")[1], "Tom|Tom");
        // A line that was wrapped begins no sentence.
        let wrapped =
            "\n\nI have asked all who were at the party last week, and then also\nTom about it.";
        assert_eq!(with(wrapped, "Tom")[1], "Tom|Tom");
        // Dashes begin lists, and lines under a heading.
        let lists = with("\n- milk\n- bread", "-Tilly");
        assert_eq!(lists, ["--|--", "-Til|-Tilly"]);
        assert_eq!(with("\n-- that is all\n-- and more", "Tom"), ["Tom|Tom"]);
    }

    #[test]
    fn what_closes_a_letter_of_many_closes_none() {
        let many = |times: usize| {
            let plain = (0..60 - times).map(|_| "");
            let signed = (0..times).map(|_| "\n\nTilly");
            known(&plain.chain(signed).collect::<Vec<_>>())
        };
        assert_eq!(many(2), ["--|--"]);
        assert_eq!(many(3), ["--|--", "Til|Tilly"]);
    }
}
