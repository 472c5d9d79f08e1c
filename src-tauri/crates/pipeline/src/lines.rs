//! Lines that no text of the user's has: a second greeting in the middle of a letter or the first letters of a name, as a
//! small model has them that thinks of the next letter, and more than one empty line in a row.

use domain::Person;
use voice::{is_greeting, is_short_for, may_greet};

/// A line that may still be a greeting is no longer than this, in letters.
const LONGEST_GREETING: usize = 60;
/// And has no more words than this.
const MOST_WORDS: usize = 6;

/// Takes what belongs to a text and gives on those lines of it that are wanted.
#[derive(Debug)]
pub(crate) struct Lines {
    /// Those who are greeted already; none where nobody is, or where it is no letter.
    greeted: Option<Vec<Person>>,
    /// By whom a letter is signed; empty where that is not known.
    name: String,
    /// White space from the last line's end on.
    gap: String,
    /// What there is of a line that may be a greeting, or short for the name.
    held: String,
    /// A line that is short for the name, with what parts it from the one above. Where more comes below it, it signs nothing.
    signed: String,
    /// Nothing of the line was given on.
    begins: bool,
    /// Nor of the text, which stands in a line of its own already.
    starts: bool,
}

impl Lines {
    /// Of a text that goes on behind `opening`.
    pub(crate) fn behind(opening: &str) -> Self {
        Self {
            greeted: None,
            name: String::new(),
            gap: String::new(),
            held: String::new(),
            signed: String::new(),
            begins: opening.ends_with('\n'),
            starts: opening.ends_with('\n'),
        }
    }

    /// Of a letter to `people`, who are greeted by then if anything is said, which somebody called `name` would sign.
    pub(crate) fn of_letter(opening: &str, people: Vec<Person>, name: &str) -> Self {
        Self {
            greeted: (!opening.trim().is_empty()).then_some(people),
            name: name.to_owned(),
            ..Self::behind(opening)
        }
    }

    /// Takes more of the text; returns what is certain.
    pub(crate) fn push(&mut self, more: &str) -> String {
        let mut given = String::with_capacity(more.len());
        for c in more.chars() {
            match c {
                '\n' => {
                    self.give_line(&mut given);
                    self.gap.push(c);
                    self.begins = true;
                }
                c if c.is_whitespace() && self.begins && self.held.is_empty() => self.gap.push(c),
                c => {
                    self.held.push(c);
                    if !self.begins || !(self.may_be_greeting() || self.is_short()) {
                        self.give(&mut given);
                    }
                }
            }
        }
        given
    }

    /// The end of the text: what was held, unless it greets.
    pub(crate) fn finish(&mut self) -> String {
        let mut given = String::new();
        self.give_line(&mut given);
        given.push_str(&std::mem::take(&mut self.signed));
        given
    }

    /// The line is whole: what is held of it is given on, or goes, or waits for what comes below.
    fn give_line(&mut self, given: &mut String) {
        if self.greets_again() {
            self.held.clear();
        } else if self.is_short() {
            self.signed = self.parted();
        } else if !self.held.is_empty() {
            self.give(given);
        }
    }

    fn give(&mut self, given: &mut String) {
        given.push_str(&self.parted());
        self.signed.clear();
        self.begins = false;
        self.starts = false;
    }

    /// What is held, with what parts it from the line above.
    fn parted(&mut self) -> String {
        let gap = std::mem::take(&mut self.gap);
        let (breaks, indent) = gap.split_at(gap.rfind('\n').map_or(0, |at| at + 1));
        let breaks = match breaks.matches('\n').count() {
            _ if self.starts => "",
            0..=2 => breaks,
            _ => "\n\n",
        };
        let held = std::mem::take(&mut self.held);
        format!("{breaks}{indent}{held}")
    }

    /// Whether what is held is short for the name.
    fn is_short(&self) -> bool {
        is_short_for(&self.held, &self.name)
    }

    fn may_be_greeting(&self) -> bool {
        self.greeted.is_some()
            && self.held.chars().count() <= LONGEST_GREETING
            && self.held.split_whitespace().count() <= MOST_WORDS
            && may_greet(&self.held)
    }

    /// Whether all of the line is held and greets somebody: who is greeted already, or whoever stands before a comma.
    fn greets_again(&self) -> bool {
        let line = self.held.trim();
        let of = |person: &Person| {
            let mut names = voice::words(&person.name);
            names.any(|name| voice::words(line).any(|word| word == name))
        };
        let calls = |people: &Vec<Person>| {
            is_greeting(line, people) && (line.ends_with(',') || people.iter().any(of))
        };
        !line.is_empty() && self.greeted.as_ref().is_some_and(calls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is given of a letter to Tom that goes on behind `opening`, letter by letter.
    fn given(opening: &str, text: &str) -> String {
        let tom = Person {
            name: "Tom Averill".into(),
            ..Person::default()
        };
        let mut lines = Lines::of_letter(opening, vec![tom], "Ottilie Marsh");
        let mut given: String = text.chars().map(|c| lines.push(&c.to_string())).collect();
        given.push_str(&lines.finish());
        given
    }

    #[test]
    fn nobody_is_greeted_twice() {
        let behind = |text: &str| given("Hullo Tom,\n\n", text);
        assert_eq!(behind("The key is lost."), "The key is lost.");
        assert_eq!(behind("Hullo Tom,\n\nIt is lost."), "It is lost.");
        let twice = "The key is lost.\nHullo Tom\nThe roof leaks.\n\nDear Mrs Okafor,\n\nCome.";
        let once = "The key is lost.\n\nThe roof leaks.\n\nCome.";
        assert_eq!(behind(twice), once);
        assert_eq!(behind("It is lost.\nHullo Tom"), "It is lost.");
        // What only begins so goes on, and a list of days greets nobody.
        for other in [
            "It is lost.\n\nHullo to all of the others from me.",
            "It is lost.\n\nDear me, no.",
            "It may be at\n- Morning tea\nMorning tea\nEvening rehearsal",
            "Hullo Tom, the key is lost.",
            "I have it.\n\nYours,\nOttilie",
        ] {
            assert_eq!(behind(other), other);
        }
    }

    #[test]
    fn whoever_was_not_greeted_yet_may_be() {
        let whole = "Hullo Tom,\n\nThe key is lost.";
        assert_eq!(given("", whole), whole);
        let mut post = Lines::behind("So far.\n");
        assert_eq!(post.push(whole) + &post.finish(), whole);
    }

    #[test]
    fn the_first_letters_of_a_name_sign_at_the_end_only() {
        let behind = |text: &str| given("Hullo Tom,\n\n", text);
        let signed = "The tap drips.\n\nO.";
        assert_eq!(behind(signed), signed);
        let gone_on = "The tap drips.\nO.\n\n\nOh, and the roof.\n\nO. M.";
        let once = "The tap drips.\n\nOh, and the roof.\n\nO. M.";
        assert_eq!(behind(gone_on), once);
        assert_eq!(behind("O"), "O");
    }

    #[test]
    fn one_empty_line_is_enough() {
        let text = "One.\n\n\n\nTwo.\nThree.\n \n\n  Four.";
        assert_eq!(given("", text), "One.\n\nTwo.\nThree.\n\n  Four.");
        // What comes at the very end is no line.
        assert_eq!(given("", "One.\n\n\n"), "One.");
    }
}
