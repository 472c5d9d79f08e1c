//! The protocol: whose texts, which of them, what is given and what is to come of it (method, section 4).

use std::collections::HashSet;
use std::str::FromStr;

use domain::{Brief, Kind};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use voice::{points_of, words};

use crate::Outcome;
use crate::corpus::Text;

/// How many characters of title and text are given in task P.
const GIVEN: usize = 150;
/// A current document is longer than this, in characters.
const SHORTEST: usize = 300;
/// And has at least so many before it.
const EARLIER: usize = 2;
/// How many pieces are the style reference.
const REFERENCE: usize = 10;
/// A third is, of an author with fewer documents than this.
const FEW: usize = 30;
/// The author is told apart from so many others.
const OTHERS: usize = 5;

/// What is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// The paper's: the first 150 characters.
    P,
    /// A brief.
    B,
}

impl Task {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::P => "P",
            Self::B => "B",
        }
    }
}

impl FromStr for Task {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "P" | "p" => Ok(Self::P),
            "B" | "b" => Ok(Self::B),
            _ => Err("the tasks are P and B".into()),
        }
    }
}

/// One document to be drafted again, with all that belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) author: String,
    pub(crate) id: String,
    pub(crate) brief: Brief,
    /// What should come.
    pub(crate) target: String,
    /// All that its author wrote before, without the style reference.
    pub(crate) history: Vec<Text>,
    /// As many texts of somebody else.
    pub(crate) other: Vec<Text>,
    /// An old document of the author.
    pub(crate) copy: Text,
    /// The usual length of the author in words, the same for all rows.
    pub(crate) enough_words: usize,
    /// Pieces that show the author's hand.
    pub(crate) reference: Vec<String>,
    /// The same of some others.
    pub(crate) strangers: Vec<Vec<String>>,
}

/// An author's documents in their parts.
struct Parted {
    author: String,
    current: Vec<usize>,
    reference: HashSet<usize>,
    texts: Vec<Text>,
}

/// The cases of a run: the latest documents that qualify, of authors drawn by lot.
pub(crate) fn cases(
    authors: Vec<(String, Vec<Text>)>,
    task: Task,
    kind: Kind,
    most_authors: usize,
    documents: usize,
    seed: u32,
) -> Outcome<Vec<Case>> {
    let parted = authors
        .into_iter()
        .filter_map(|(author, texts)| part(author, texts, documents));
    let mut parted: Vec<Parted> = parted.collect();
    parted.sort_by_key(|one| lot(&format!("{seed} {}", one.author)));
    if parted.len() < 2 {
        return Err(
            "fewer than two authors have written enough: one is held against the other".into(),
        );
    }
    let mut cases = Vec::new();
    for (at, one) in parted.iter().enumerate().take(most_authors) {
        // The one whose history is given in place of the author's is none of those whom the style is held against.
        let others: Vec<&Parted> = (1..parted.len())
            .map(|step| &parted[(at + step) % parted.len()])
            .collect();
        let strangers = others
            .iter()
            .skip(1)
            .take(OTHERS)
            .map(|other| other.reference());
        let strangers: Vec<Vec<String>> = strangers.collect();
        for current in &one.current {
            let history = one.earlier(*current);
            let other = others[0].before(one.texts[*current].when(), history.len());
            cases.push(case(one, *current, history, other, &strangers, task, kind));
        }
    }
    Ok(cases)
}

fn part(author: String, texts: Vec<Text>, documents: usize) -> Option<Parted> {
    let mut seen = HashSet::new();
    let texts: Vec<Text> = texts
        .into_iter()
        .filter(|text| {
            let plain: Vec<&str> = text.text.split_whitespace().collect();
            !plain.is_empty() && seen.insert(plain.join(" "))
        })
        .collect();
    let long = |at: &usize| texts[*at].text.chars().count() > SHORTEST;
    let mut current: Vec<usize> = (0..texts.len())
        .rev()
        .filter(long)
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
    /// What was written before number `current`, without the reference. An earlier current document is history for a
    /// later one.
    fn earlier(&self, current: usize) -> Vec<Text> {
        self.until(current, self.texts[current].when())
    }

    /// What stands in place of somebody else's history of `count` texts: what was written before `limit`, or all where that
    /// is less, for less history would be another difference.
    fn before(&self, limit: Option<Timestamp>, count: usize) -> Vec<Text> {
        let earlier = self.until(self.texts.len(), limit);
        match earlier.len() < count {
            true => self.until(self.texts.len(), None),
            false => earlier,
        }
    }

    /// The texts in front of number `end` and before `limit`, without the reference. Of the same moment is not earlier.
    fn until(&self, end: usize, limit: Option<Timestamp>) -> Vec<Text> {
        let before = (0..end).filter(|at| !self.reference.contains(at));
        before
            .map(|at| self.texts[at].clone())
            .filter(|text| limit.is_none() || text.when() < limit)
            .collect()
    }

    fn reference(&self) -> Vec<String> {
        let pieces = (0..self.texts.len()).filter(|at| self.reference.contains(at));
        pieces.map(|at| self.texts[at].text.clone()).collect()
    }
}

fn case(
    one: &Parted,
    current: usize,
    history: Vec<Text>,
    mut other: Vec<Text>,
    strangers: &[Vec<String>],
    task: Task,
    kind: Kind,
) -> Case {
    let text = &one.texts[current];
    // As much of somebody else's as of one's own.
    let surplus = other.len().saturating_sub(history.len());
    other.drain(..surplus);
    let mut lengths: Vec<usize> = history
        .iter()
        .map(|text| words(&text.text).count())
        .collect();
    lengths.sort_unstable();
    let drawn = |old: &&Text| lot(&format!("{} {}", text.id, old.id));
    let copy = history.iter().min_by_key(drawn).cloned();
    let (brief, target) = given(text, task, kind);
    Case {
        author: one.author.clone(),
        id: text.id.clone(),
        brief,
        target,
        copy: copy.unwrap_or_default(),
        enough_words: lengths[lengths.len() / 2].max(10),
        history,
        other,
        reference: one.reference(),
        strangers: strangers.to_vec(),
    }
}

/// What is given of `text`, and what is to come.
fn given(text: &Text, task: Task, kind: Kind) -> (Brief, String) {
    let brief = Brief {
        kind,
        ..Brief::default()
    };
    if task == Task::B {
        let brief = Brief {
            title: text.title.clone(),
            about: text.product(),
            rating: text.rating(),
            reply_to: text.quoted(),
            points: points_of(&text.text),
            ..brief
        };
        return (brief, text.text.trim().to_owned());
    }
    let whole = format!("{}\n{}", text.title, text.text);
    let end = cut(&whole, text.title.len() + 1);
    let (title, start) = whole[..end].split_once('\n').unwrap_or((&whole[..end], ""));
    let target = if end > text.title.len() {
        &whole[end..]
    } else {
        text.text.as_str()
    };
    let brief = Brief {
        title: title.to_owned(),
        start: start.trim_start().to_owned(),
        ..brief
    };
    (brief, target.trim().to_owned())
}

/// Where the first 150 characters end, cut back to the end of a word, though not as far as the text's `begin`: some
/// scripts set no spaces.
fn cut(whole: &str, begin: usize) -> usize {
    let Some((end, next)) = whole.char_indices().nth(GIVEN) else {
        return whole.len();
    };
    if next.is_whitespace() {
        return end;
    }
    let back = whole[..end].rfind(char::is_whitespace);
    let back = back.filter(|at| *at >= begin || end <= begin);
    back.map_or(end, |at| whole[..at].trim_end_matches([' ', '\t']).len())
}

/// A number drawn for a name, always the same.
pub(crate) fn lot(name: &str) -> Vec<u8> {
    Sha256::digest(name.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(name: &str, count: usize) -> (String, Vec<Text>) {
        let text = |n: usize| {
            let body = format!("{name} piece {n} says so. ").repeat(20);
            let day = format!("20{:02}-01-01", n % 90);
            serde_json::from_value(serde_json::json!({
                "id": format!("{name}/{n}"), "author": name, "title": "A title", "date": day, "text": body
            }))
            .unwrap()
        };
        (name.to_owned(), (0..count).map(text).collect())
    }

    fn of(task: Task) -> Vec<Case> {
        let authors = (0..8).map(|n| author(&format!("author{n}"), 40)).collect();
        cases(authors, task, Kind::Post, 3, 2, 1).unwrap()
    }

    #[test]
    fn nothing_later_and_nothing_of_the_reference_is_ever_seen() {
        let cases = of(Task::P);
        assert_eq!(cases.len(), 6);
        for case in &cases {
            let number = |id: &str| id.rsplit('/').next().unwrap().parse::<usize>().unwrap();
            assert!(
                case.history
                    .iter()
                    .all(|text| number(&text.id) < number(&case.id))
            );
            assert!(case.history.iter().all(|text| text.author == case.author));
            assert!(
                case.history
                    .iter()
                    .all(|text| !case.reference.contains(&text.text))
            );
            assert_eq!((case.reference.len(), case.strangers.len()), (10, 5));
            assert!(!case.reference.contains(&case.target));
            let wrong = &case.other[0].author;
            assert!(*wrong != case.author && case.other.len() <= case.history.len());
            let shown = case.strangers.iter().flatten();
            assert!(shown.into_iter().all(|text| !text.starts_with(wrong)));
        }
        let later = cases.iter().find(|case| case.id.ends_with("/39")).unwrap();
        assert_eq!(later.history.len(), 29);
    }

    #[test]
    fn what_is_given_and_what_is_to_come_are_the_whole() {
        for case in of(Task::P) {
            let given = format!("{}\n{}", case.brief.title, case.brief.start);
            assert!(given.chars().count() <= GIVEN && given.len() > GIVEN - 20);
            let whole = format!("{given} {}", case.target);
            assert!(whole.starts_with("A title\nauthor") && whole.ends_with("says so."));
            assert!(!whole.contains("  "));
        }
        for case in of(Task::B) {
            assert!(case.brief.start.is_empty() && case.brief.points.len() <= 8);
        }
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_two_letters() {
        let mut text = Text::default();
        text.text = "今".repeat(400);
        let (brief, target) = given(&text, Task::P, Kind::Post);
        assert_eq!(
            (brief.title.as_str(), brief.start.chars().count()),
            ("", 149)
        );
        assert_eq!(target.chars().count(), 251);
    }

    #[test]
    fn somebody_elses_history_is_no_later_than_the_text_where_that_is_enough() {
        let (name, texts) = author("other", 40);
        let parted = part(name, texts, 1).unwrap();
        let limit = parted.texts[20].when();
        let before = parted.before(limit, 3);
        assert!(before.len() > 2 && before.iter().all(|text| text.when() < limit));
        let all = parted.before(parted.texts[1].when(), 3);
        assert_eq!(all.len(), 30);
    }

    #[test]
    fn few_documents_give_a_third_and_two_are_too_few() {
        let (name, texts) = author("few", 12);
        assert_eq!(part(name, texts, 1).unwrap().reference.len(), 4);
        let (name, texts) = author("none", 2);
        assert!(part(name, texts, 1).is_none());
    }
}
