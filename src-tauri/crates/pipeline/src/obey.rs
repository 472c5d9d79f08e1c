//! What the user has chosen for good stands above what the model imitates: it is held to their greeting and sign-off,
//! and to the marks that they use.

use domain::{Brief, Kind, Person, with_capital};
use voice::{is_greeting, sign_off_of, signing_line};

use crate::marks::Marks;
use crate::signing::{
    closed_by_another, is_of_another, may_sign, name_below_comma, own_line, signed_above, signs_of,
    without_dash,
};
use crate::standing::Standing;

/// A first line that may still be a greeting is no longer than this, in letters.
const LONGEST_GREETING: usize = 60;
/// And has no more words than this.
const MOST_WORDS: usize = 6;

/// What is held to where a letter is signed.
#[derive(Debug)]
enum Signs {
    /// Nothing: it is no letter, or nothing is known.
    AsItComes,
    /// No name at all: there is no letter of the user's, and the model signs as anybody.
    Unsigned,
    /// No other name than the user's: a small model now and then signs as the one who is answered.
    WithOwnName,
    /// As the user chose, and not as was counted: the model has seen that. By these a letter is signed, either way.
    AsChosen(Vec<String>),
}

/// Takes what belongs to the piece and gives on what the user wants of it.
#[derive(Debug)]
pub(crate) struct Obey {
    /// The opening and what was given on, marks and all.
    before: String,
    /// What may turn out to be something else than what was chosen.
    held: String,
    /// A greeting that the model writes is not wanted; none where it may greet, or is past that.
    greeting: Option<Vec<Person>>,
    /// A greeting or a name has gone, and the empty line below it goes as well.
    greeted: bool,
    /// The name in the user's usual sign-off: nobody begins with it.
    name: String,
    signs: Signs,
    marks: Marks,
    /// Something was given on.
    begun: bool,
    ended: bool,
}

impl Obey {
    /// `opening` is what stands before the model's first word.
    pub(crate) fn new(brief: &Brief, standing: &Standing, opening: &str) -> Self {
        let letter = brief.kind == Kind::Email;
        let greets = letter && standing.chose_greeting() && brief.start.trim().is_empty();
        Self {
            before: opening.to_owned(),
            held: String::new(),
            greeting: greets.then(|| standing.person.iter().cloned().collect()),
            greeted: false,
            name: signing_line(&standing.counted.sign_off).to_owned(),
            signs: match &standing.counted.sign_off {
                _ if !letter => Signs::AsItComes,
                counted if standing.chose_sign_off() => {
                    Signs::AsChosen(signs_of([counted, &standing.shell.sign_off]))
                }
                _ if standing.shows_nothing() => Signs::Unsigned,
                counted if counted.is_empty() => Signs::AsItComes,
                _ => Signs::WithOwnName,
            },
            marks: Marks::new(standing.without(), opening),
            begun: false,
            ended: false,
        }
    }

    /// Takes more of the piece; returns what is certain.
    pub(crate) fn push(&mut self, delta: &str) -> String {
        if self.ended {
            return String::new();
        }
        self.held.push_str(delta);
        if !self.is_past_greeting(false) {
            return String::new();
        }
        self.drop_gap();
        let certain = self.certain();
        let ready: String = self.held.drain(..certain).collect();
        self.give(&ready)
    }

    /// The end of the piece: what was held, without a sign-off that was not chosen.
    pub(crate) fn finish(&mut self) -> String {
        if !self.ended {
            self.is_past_greeting(true);
            self.drop_gap();
        }
        let mut rest = std::mem::take(&mut self.held);
        let whole = format!("{}{rest}", self.before);
        let sign_off = sign_off_of(&whole);
        let paragraph = whole.trim_end().rfind("\n\n");
        let ending = match (&self.signs, sign_off) {
            (Signs::AsItComes, _) | (Signs::WithOwnName, None) => None,
            (Signs::Unsigned, _) => name_below_comma(&whole),
            (Signs::WithOwnName, Some(sign)) => {
                let paragraph =
                    paragraph.filter(|_| is_of_another(signing_line(&sign), &self.name));
                let closed = closed_by_another(&whole, &self.name).map(|(at, _)| at);
                paragraph.map(|at| closed.map_or(at, |closed| closed.min(at)))
            }
            (Signs::AsChosen(_), Some(_)) => paragraph,
            (Signs::AsChosen(signs), None) => own_line(&whole, signs),
        };
        if let Some(at) = ending {
            rest.truncate(at.saturating_sub(self.before.len()));
        }
        let mut given = self.give(rest.trim_end());
        given.push_str(&self.marks.finish());
        given
    }

    fn give(&mut self, text: &str) -> String {
        self.before.push_str(text);
        self.begun |= !text.is_empty();
        self.marks.push(text)
    }

    /// Whether the beginning is over; a greeting that was not chosen goes.
    fn is_past_greeting(&mut self, end: bool) -> bool {
        let Some(recipients) = &self.greeting else {
            return true;
        };
        let line = self.held.trim_start();
        let first = line.split('\n').next().unwrap_or_default();
        let whole = line.len() > first.len() || end;
        let short = first.chars().count() <= LONGEST_GREETING;
        if !whole && short && first.split_whitespace().count() <= MOST_WORDS {
            return false;
        }
        // A small model now and then begins with the name that stands at the end of what it has seen.
        let signs = first.trim() == self.name && !self.name.is_empty();
        if whole && (is_greeting(first, recipients) || signs) {
            self.held = line[first.len()..].to_owned();
            self.greeted = true;
            // The one may stand above the other.
            return self.is_past_greeting(end);
        }
        // Nor is anybody greeted in the line that goes on.
        if let Some((opening, _)) = first.split_once(',')
            && is_greeting(opening, recipients)
        {
            self.held = with_capital(line[opening.len() + 1..].trim_start());
        }
        self.greeting = None;
        true
    }

    /// Drops the empty line below what has gone.
    fn drop_gap(&mut self) {
        if self.greeted && !self.begun {
            self.held = self.held.trim_start().to_owned();
        }
    }

    /// How much of what is held cannot be a part of a sign-off; past one all is at its end.
    fn certain(&mut self) -> usize {
        let signs = match &self.signs {
            Signs::AsItComes => return self.held.len(),
            Signs::Unsigned => {
                let whole = format!("{}{}", self.before, self.held);
                let name = name_below_comma(&whole);
                return name.map_or(self.held.len(), |at| at.saturating_sub(self.before.len()));
            }
            Signs::WithOwnName => {
                let whole = format!("{}{}", self.before, self.held);
                let before = self.before.trim_end().len();
                let closed = closed_by_another(&whole, &self.name);
                if let Some((at, over)) = closed.filter(|(at, _)| *at >= before) {
                    let at = at.saturating_sub(self.before.len());
                    if over {
                        self.held.truncate(at);
                        self.ended = true;
                    }
                    return at;
                }
                None
            }
            Signs::AsChosen(signs) => {
                let whole = format!("{}{}", self.before, self.held);
                let from = self.before.trim_end().len();
                match signed_above(&whole, from, signs) {
                    // It begins with the name, and the text is still to come.
                    Some((at, below)) if at == from && !self.begun => {
                        self.held = whole[below..].to_owned();
                        self.greeted = from < self.before.len();
                        return 0;
                    }
                    Some((at, _)) => {
                        self.held.truncate(at.saturating_sub(self.before.len()));
                        self.ended = true;
                        return self.held.len();
                    }
                    None => {}
                }
                Some(signs)
            }
        };
        let from = self.held.find("\n\n");
        let mut paragraph = from;
        // The last paragraph that has begun in what is held.
        while let Some(at) = paragraph.and_then(|at| {
            let next = at + 2;
            self.held[next..].find("\n\n").map(|more| next + more)
        }) {
            paragraph = Some(at);
        }
        if let Some(at) = paragraph
            && may_sign(&self.held[at..])
        {
            return at;
        }
        let Some(signs) = signs else {
            // A paragraph may follow.
            return self.held.trim_end_matches('\n').len();
        };
        let first = (!self.begun).then_some(0);
        let below = self.held.match_indices('\n').map(|(at, _)| at);
        let mut lines = first.into_iter().chain(below);
        let line = lines.find(|at| {
            let begun = without_dash(&self.held[*at..]);
            signs.iter().any(|sign| sign.starts_with(begun))
        });
        line.map_or(self.held.len(), |at| self.held[..at].trim_end().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Letters, letter};
    use domain::{Avoid, Corrections, Method};

    fn standing(corrections: Corrections) -> Standing {
        let text = "Hullo Tom,\n\nThe key is lost again.\n\nYours in haste,\nOttilie";
        let shelf = Letters((0..6).map(|id| letter(id, text)).collect());
        let to = "tom@example.org";
        Standing::gather(Method::default(), Kind::Email, to, &|_| None, &shelf)
            .unwrap()
            .corrected(&corrections)
    }

    /// What comes of `text`, letter by letter, after the opening of a brief without a start.
    fn obeyed(corrections: Corrections, opening: &str, text: &str) -> String {
        obeyed_by(&standing(corrections), opening, text)
    }

    fn obeyed_by(standing: &Standing, opening: &str, text: &str) -> String {
        let mut obey = Obey::new(&Brief::default(), standing, opening);
        let mut given: String = text.chars().map(|c| obey.push(&c.to_string())).collect();
        given.push_str(&obey.finish());
        given
    }

    #[test]
    fn without_a_letter_of_the_user_nobody_signs() {
        let (method, to, none) = (Method::default(), "tom@example.org", Letters(Vec::new()));
        let unknown = Standing::gather(method, Kind::Email, to, &|_| None, &none).unwrap();
        let letter = "Dear Tom,\nThe key is with me.\nBest regards,";
        for name in ["", "\nTom", "\n\nYou\n(your name)"] {
            assert_eq!(obeyed_by(&unknown, "", &format!("{letter}{name}")), letter);
        }
        for whole in [
            "Dear Tom,\nI do.",
            "Dear Tom,\nfine by me",
            "Chairs,\nTables and all the rest",
            "Dear Tom,\n\nSee attached",
        ] {
            assert_eq!(obeyed_by(&unknown, "", whole), whole);
        }
    }

    fn signed(sign_off: &str) -> Corrections {
        Corrections {
            sign_off: Some(sign_off.into()),
            ..Corrections::default()
        }
    }

    #[test]
    fn what_is_not_corrected_is_given_on_at_once() {
        let standing = standing(Corrections::default());
        let mut obey = Obey::new(&Brief::default(), &standing, "");
        assert_eq!(obey.push("Yes!\nIt is"), "Yes!\nIt is");
        // A paragraph that has begun may come to be a sign-off.
        assert_eq!(obey.push("\n\nYours"), "");
        let goes_on = " is the key that was found, and mine is not.";
        assert_eq!(obey.push(goes_on), format!("\n\nYours{goes_on}"));
        assert_eq!(obey.finish(), "");
    }

    #[test]
    fn nobody_signs_with_the_name_of_another() {
        let given = |end: &str| obeyed(Corrections::default(), "", &format!("It is found.{end}"));
        for foreign in ["\n\nYours in haste,\nMargaret", "\n\nMargaret Pell"] {
            assert_eq!(given(foreign), "It is found.", "{foreign:?}");
        }
        for own in [
            "\n\nYours in haste,\nOttilie",
            "\n\nLove,\nOttilie Marsh",
            "\n\nO.",
            "\n\nSee you soon",
            "\n\nMargaret has it.",
            "\n\nIn that case,\nwe meet at noon.\n\nThe key is with Len.",
            "\n\nMarsh House,\nFerrule Lane\n\nRing the bell twice.",
            "\n\nMit Grüßen\nOttilie\n\nPS: Es war nass.",
            "\n\nThe best of it\nis still to come.\n\nThe key is with Len.",
        ] {
            assert_eq!(given(own), format!("It is found.{own}"));
        }
        // What comes after is no part of it; a postscript below one's own name is.
        for foreign in [
            "\n\nSincerely,\n\nMargaret Pell",
            "\n\nSincerely,\n\nMargaret Pell, pell@example.org\n\nI apologize. The letter seems odd.",
            "\n\nBest wishes,\nMargaret\n\nDear Margaret,\n\nit is lost.",
            "\n\ncheers,\nmargaret\n\nhi margaret,\n\nit is lost.",
            "\n\nSincerely,\nMargaret P.\n\nDear Margaret,\n\nit is lost.",
            "\n\nViele Grüße\nMargarete\n\nDas Dach ist wieder dicht.",
        ] {
            assert_eq!(given(foreign), "It is found.", "{foreign:?}");
        }
        let after = "\n\nLove,\nOttilie\n\nP.S. It was wet.";
        assert_eq!(given(after), format!("It is found.{after}"));
    }

    #[test]
    fn a_sign_off_that_was_not_chosen_goes_however_it_is_written() {
        for text in [
            "The key is found.\n\nYours in haste,\nOttilie",
            "The key is found.\n\nWith best wishes,\nOttilie",
            "The key is found.\n\nYours in haste,\nOttilie\n\nP.S. And the tap",
            "The key is found.\nOttilie",
            "The key is found.\nYours in haste,\nOttilie",
            "The key is found.\nYours in haste,\nOttilie\nThe roof leaks.",
            "The key is found.\nOttilie\nThe roof leaks, and nobody comes.",
            "The key is found.\n\nWith love,\nOttilie\n\nThe roof leaks.",
            "The key is found.\n— Ottilie",
            "The key is found.\n — Ottilie \n\nThe roof leaks.",
            "The key is found.\nWarmly,\nO.",
            "Ottilie\n\nThe key is found.",
            "The key is found.",
        ] {
            let given = obeyed(signed("Warmly,\nO."), "Hullo Tom,\n\n", text);
            assert_eq!(given, "The key is found.", "{text:?}");
        }
        let kept = "The key is found.\n\nIt was in the vestry, of all places, and wet.\n\nNot again\nplease.";
        assert_eq!(obeyed(signed(""), "Hullo Tom,\n\n", kept), kept);
    }

    #[test]
    fn a_greeting_that_was_not_chosen_goes() {
        let none = Corrections {
            greeting: Some(String::new()),
            ..Corrections::default()
        };
        let text = "Hullo Tom,\n\nThe key is found.";
        assert_eq!(obeyed(none.clone(), "", text), "The key is found.");
        // Nor does anybody begin with their own name.
        for begins in ["Ottilie\n\n", "Hullo Tom,\n\nOttilie\n\n", ""] {
            let text = format!("{begins}The key is found.");
            assert_eq!(obeyed(none.clone(), "", &text), "The key is found.");
        }
        let text = "Hullo Tom, the key to the side door is found.";
        let given = "The key to the side door is found.";
        assert_eq!(obeyed(none.clone(), "", text), given);
        let thanks = "Thanks, the key to the side door is found.";
        assert_eq!(obeyed(none, "", thanks), thanks);
    }

    #[test]
    fn marks_that_are_not_wanted_are_not_there() {
        let calm = Corrections {
            without: Some(vec![Avoid::ExclamationMarks, Avoid::Dashes]),
            ..Corrections::default()
        };
        let given = obeyed(calm, "", "The key — found! At last!");
        assert_eq!(given, "The key, found. At last.");
    }
}
