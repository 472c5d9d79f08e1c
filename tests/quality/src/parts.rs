//! One author's texts in their parts: what is drafted again, what shows the hand, and what is earlier.

use std::collections::HashSet;

use likeness::{is_copy, letters};
use sha2::{Digest, Sha256};

use crate::corpus::Text;
use crate::dates::When;
use crate::given::{Task, gives_something};

/// A current document is longer than this, in characters.
const SHORTEST: usize = 300;
/// And has at least so many before it.
const EARLIER: usize = 2;
/// How many pieces are the style reference.
const REFERENCE: usize = 10;
/// A third is, of an author with fewer documents than this.
const FEW: usize = 30;

/// An author's documents in their parts.
pub(crate) struct Parted {
    pub(crate) author: String,
    /// Which are drafted again.
    pub(crate) current: Vec<usize>,
    reference: HashSet<usize>,
    texts: Vec<Text>,
    /// What each of them is known by.
    letters: Vec<String>,
}

/// Pieces that show a hand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hand {
    pub(crate) author: String,
    pub(crate) ids: Vec<String>,
    pub(crate) pieces: Vec<String>,
}

/// The documents of one `author`, `documents` of which are drafted again; none where there is too little. Of copies the
/// first counts, and what has no letters is no text.
pub(crate) fn part(
    author: String,
    texts: Vec<Text>,
    documents: usize,
    task: Task,
) -> Option<Parted> {
    let mut seen = HashSet::new();
    let known = texts.into_iter().map(|text| (letters(&text.text), text));
    let (letters, texts): (Vec<String>, Vec<Text>) = known
        .filter(|(letters, _)| !letters.is_empty() && seen.insert(letters.clone()))
        .unzip();
    let qualifies = |at: &usize| {
        texts[*at].text.chars().count() > SHORTEST && gives_something(&texts[*at], task)
    };
    let mut current: Vec<usize> = (0..texts.len())
        .rev()
        .filter(qualifies)
        .take(documents)
        .collect();
    current.reverse();
    let mut rest: Vec<usize> = (0..texts.len())
        .filter(|at| !current.contains(at))
        .collect();
    rest.sort_by_key(|at| lot(&texts[*at].id));
    let count = if texts.len() < FEW {
        texts.len() / 3
    } else {
        REFERENCE
    };
    let reference: HashSet<usize> = rest.into_iter().take(count).collect();
    let parted = Parted {
        author,
        current,
        reference,
        texts,
        letters,
    };
    let enough = parted.current.len() == documents
        && !parted.reference.is_empty()
        && parted
            .current
            .iter()
            .all(|at| parted.earlier(*at).len() >= EARLIER);
    enough.then_some(parted)
}

impl Parted {
    pub(crate) fn text(&self, at: usize) -> &Text {
        &self.texts[at]
    }

    /// What was written before number `current`, without the reference and what would give either away. An earlier current
    /// document is history for a later one. Of texts without a date the order of their names says which is earlier; what
    /// has none is not known to be earlier than what has one.
    pub(crate) fn earlier(&self, current: usize) -> Vec<Text> {
        let limit = self.texts[current].when();
        let is_earlier = |at: &usize| {
            let when = self.texts[*at].when();
            (when.is_none() && limit.is_none()) || is_before(when, limit)
        };
        (0..current)
            .filter(|at| !self.reference.contains(at))
            .filter(is_earlier)
            .filter(|at| !self.gives_away(current, &self.letters[*at]))
            .map(|at| self.texts[at].clone())
            .collect()
    }

    /// What may stand in place of what this author wrote before number `current`: the texts of `other` that are earlier, or,
    /// where that is not asked for, all. Never a piece of the reference of `other`, nor what is this author's as well.
    pub(crate) fn in_place_of_own<'a>(
        &self,
        current: usize,
        other: &'a Self,
        earlier: bool,
    ) -> Vec<&'a Text> {
        let limit = self.texts[current].when();
        (0..other.texts.len())
            .filter(|at| !other.reference.contains(at))
            .filter(|at| !earlier || is_before(other.texts[*at].when(), limit))
            .filter(|at| !self.is_own(current, &other.letters[*at]))
            .map(|at| &other.texts[at])
            .collect()
    }

    /// The pieces that show this author's hand.
    pub(crate) fn hand(&self) -> Hand {
        self.hand_in(|_| true)
    }

    /// The pieces that show the hand of `other`, against which number `current` is held; none that is this author's as well.
    pub(crate) fn hand_of(&self, other: &Self, current: usize) -> Hand {
        other.hand_in(|letters| !self.is_own(current, letters))
    }

    fn hand_in(&self, is_shown: impl Fn(&str) -> bool) -> Hand {
        let mut hand = Hand {
            author: self.author.clone(),
            ..Hand::default()
        };
        for at in 0..self.texts.len() {
            if self.reference.contains(&at) && is_shown(&self.letters[at]) {
                hand.ids.push(self.texts[at].id.clone());
                hand.pieces.push(self.texts[at].text.clone());
            }
        }
        hand
    }

    /// Whether what is known by `letters` is a text of this author, or would give number `current` or the reference away.
    fn is_own(&self, current: usize, letters: &str) -> bool {
        self.letters.iter().any(|own| own == letters) || self.gives_away(current, letters)
    }

    /// Whether what is known by `letters` is a copy of number `current` or of a piece of the reference.
    fn gives_away(&self, current: usize, letters: &str) -> bool {
        let mut apart = self.reference.iter().chain([&current]);
        apart.any(|at| is_copy(&self.letters[*at], letters))
    }
}

/// Whether it is known of two dates that one is before the other.
fn is_before(one: Option<When>, other: Option<When>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.is_before(other))
}

/// A number drawn for a name, always the same.
pub(crate) fn lot(name: &str) -> Vec<u8> {
    Sha256::digest(name.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{author, text};

    fn ids(texts: &[Text]) -> Vec<&str> {
        texts.iter().map(|text| text.id.as_str()).collect()
    }

    /// Number `current` is drafted again; `reference` are the reference.
    fn parted(texts: Vec<Text>, current: usize, reference: &[usize]) -> Parted {
        let letters = texts.iter().map(|text| letters(&text.text)).collect();
        Parted {
            author: texts[0].author.clone(),
            current: vec![current],
            reference: reference.iter().copied().collect(),
            texts,
            letters,
        }
    }

    #[test]
    fn few_documents_give_a_third_and_two_are_too_few() {
        let (name, texts) = author("few", 12);
        assert_eq!(part(name, texts, 1, Task::P).unwrap().reference.len(), 4);
        let (name, texts) = author("none", 2);
        assert!(part(name, texts, 1, Task::P).is_none());
    }

    #[test]
    fn what_has_no_date_is_not_known_to_be_earlier_than_what_has_one() {
        let dates = [
            "",
            "",
            "",
            "2004-05-23",
            "2004-05-24",
            "2004-05-24T12:00:00Z",
        ];
        let texts = dates
            .iter()
            .enumerate()
            .map(|(n, date)| text("ada", n, date));
        let parted = parted(texts.collect(), 5, &[]);
        assert_eq!(ids(&parted.earlier(5)), ["ada/3"]);
        assert_eq!(ids(&parted.earlier(2)), ["ada/0", "ada/1"]);
        let (earlier, all) = (true, false);
        let other = |current, earlier| {
            parted
                .in_place_of_own(current, &parted_of_ben(), earlier)
                .len()
        };
        assert_eq!((other(5, earlier), other(5, all)), (1, 2));
        assert_eq!((other(2, earlier), other(2, all)), (0, 2));
    }

    fn parted_of_ben() -> Parted {
        let texts = vec![text("ben", 0, "last week"), text("ben", 1, "2004-05-01")];
        parted(texts, 1, &[])
    }

    #[test]
    fn a_copy_of_the_text_or_of_a_reference_piece_is_no_history() {
        let (_, mut texts) = author("ada", 6);
        let copy = |text: &Text| format!("> {}\n-- \nA.", text.text.to_uppercase());
        texts[0].text = copy(&texts[5]);
        texts[1].text = copy(&texts[3]);
        let parted = parted(texts, 5, &[3]);
        assert_eq!(ids(&parted.earlier(5)), ["ada/2", "ada/4"]);
        // Behind another text it gives nothing away.
        assert_eq!(ids(&parted.earlier(2)), ["ada/0"]);
    }

    #[test]
    fn a_text_of_two_authors_stands_for_neither_against_the_other() {
        let (_, ours) = author("ada", 6);
        let (_, mut theirs) = author("ben", 6);
        theirs[0].text = ours[1].text.replace(' ', "\n");
        theirs[1].text = format!("They wrote: {}", ours[5].text);
        theirs[2].text = ours[2].text.clone();
        let ada = parted(ours, 5, &[4]);
        let ben = parted(theirs, 5, &[2, 3]);
        let shown: Vec<&str> = ada
            .in_place_of_own(5, &ben, false)
            .iter()
            .map(|text| text.id.as_str())
            .collect();
        assert_eq!(shown, ["ben/4", "ben/5"]);
        let hand = ada.hand_of(&ben, 5);
        assert_eq!(
            (hand.author.as_str(), hand.ids.as_slice()),
            ("ben", ["ben/3".to_owned()].as_slice())
        );
        assert_eq!(ben.hand().ids, ["ben/2", "ben/3"]);
    }

    #[test]
    fn copies_count_once_and_what_gives_nothing_is_not_drafted() {
        let (_, mut texts) = author("ada", 12);
        let last = texts[10].text.to_uppercase();
        texts[11].text = last;
        let once = part("ada".into(), texts.clone(), 1, Task::B).unwrap();
        assert_eq!((once.texts.len(), once.current[0]), (11, 10));
        texts[11].text = "the ".repeat(100);
        texts[11].title.clear();
        let newest = |task| part("ada".into(), texts.clone(), 1, task).unwrap().current[0];
        assert_eq!((newest(Task::P), newest(Task::B)), (11, 10));
    }
}
