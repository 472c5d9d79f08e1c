//! The protocol: whose texts, which of them, and who stands against whom (method, section 4).

use domain::{Brief, Kind};
use voice::length;

use crate::Outcome;
use crate::corpus::Text;
use crate::given::{Task, given};
use crate::parts::{Hand, Parted, lot, part};

/// The author is told apart from so many others.
const OTHERS: usize = 5;
/// Whoever has so many texts has a history, however much longer that of the author is.
const HISTORY: usize = 30;

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
    /// Of somebody else, no more texts than that.
    pub(crate) other: Another,
    /// An old document of the author.
    pub(crate) copy: Text,
    /// The usual length of the author in words, the same for all rows.
    pub(crate) enough_words: usize,
    /// Pieces that show the author's hand.
    pub(crate) reference: Hand,
    /// The same of some others.
    pub(crate) strangers: Vec<Hand>,
}

/// A history in place of the author's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Another {
    pub(crate) author: String,
    pub(crate) history: Vec<Text>,
    /// Whether it was written before the document; else nobody had written anything by then.
    pub(crate) is_earlier: bool,
}

/// What a run is made of.
pub(crate) struct Drawn {
    pub(crate) cases: Vec<Case>,
    pub(crate) left_out: LeftOut,
}

/// Authors of whom there is too little, before any are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftOut {
    pub(crate) names: Vec<String>,
    /// How many authors there are in all.
    pub(crate) of: usize,
    /// How many documents were asked for of each.
    pub(crate) documents: usize,
}

impl LeftOut {
    /// Who they are and why, in a line; none where there is nobody.
    pub(crate) fn said(&self) -> Option<String> {
        let Self {
            names,
            of,
            documents,
        } = self;
        let each = match documents {
            1 => "a document".to_owned(),
            more => format!("{more} documents"),
        };
        (!names.is_empty()).then(|| {
            format!(
                "{} of {of} authors have written too little for {each} each, and are left out: {}",
                names.len(),
                names.join(", ")
            )
        })
    }
}

/// The cases of a run: the latest documents that qualify, of authors drawn by lot.
pub(crate) fn cases(
    authors: Vec<(String, Vec<Text>)>,
    task: Task,
    kind: Kind,
    most_authors: usize,
    documents: usize,
    seed: u32,
) -> Outcome<Drawn> {
    let mut left_out = LeftOut {
        names: Vec::new(),
        of: authors.len(),
        documents,
    };
    let mut parted: Vec<Parted> = Vec::new();
    for (author, texts) in authors {
        match part(author.clone(), texts, documents, task) {
            Some(one) => parted.push(one),
            None => left_out.names.push(author),
        }
    }
    parted.sort_by_key(|one| lot(&format!("{seed} {}", one.author)));
    if parted.len() < 2 {
        let trouble = "fewer than two authors have written enough: one is held against the other";
        let who = left_out.said().map(|who| format!("; {who}"));
        return Err(format!("{trouble}{}", who.unwrap_or_default()));
    }
    let mut cases = Vec::new();
    for (at, one) in parted.iter().enumerate().take(most_authors) {
        let others: Vec<&Parted> = (1..parted.len())
            .map(|step| &parted[(at + step) % parted.len()])
            .collect();
        for current in &one.current {
            let history = one.earlier(*current);
            let other = another(one, *current, history.len(), &others);
            // The one whose history is given in place of the author's is none of those whom the style is held against.
            let strangers = others
                .iter()
                .filter(|stranger| stranger.author != other.author)
                .map(|stranger| one.hand_of(stranger, *current))
                .filter(|hand| !hand.pieces.is_empty())
                .take(OTHERS)
                .collect();
            cases.push(case(one, *current, history, other, strangers, task, kind));
        }
    }
    Ok(Drawn { cases, left_out })
}

/// Whose history stands in place of the `count` texts that author `one` wrote before number `current`: that of the first of
/// `others` who had written enough by then, or else the most; less history would be another difference. Where nobody had
/// written anything, it is the same with all that they wrote.
fn another(one: &Parted, current: usize, count: usize, others: &[&Parted]) -> Another {
    let enough = count.min(HISTORY);
    let of = |earlier: bool| {
        let texts = |other| one.in_place_of_own(current, other, earlier);
        first_with(enough, others, texts)
    };
    let mut found = of(true);
    let is_earlier = found.is_some();
    if found.is_none() {
        found = of(false);
    }
    let Some((author, mut history)) = found else {
        return Another::default();
    };
    // Of the latest, as much as of one's own.
    let history = history.split_off(history.len().saturating_sub(count));
    Another {
        author: author.to_owned(),
        history: history.into_iter().cloned().collect(),
        is_earlier,
    }
}

/// The first of `others` with `enough` texts, or else the first of those with most; none where nobody has any.
fn first_with<'a>(
    enough: usize,
    others: &[&'a Parted],
    texts: impl Fn(&'a Parted) -> Vec<&'a Text>,
) -> Option<(&'a str, Vec<&'a Text>)> {
    let mut most: Option<(&str, Vec<&Text>)> = None;
    for other in others.iter().copied() {
        let theirs = texts(other);
        let before = most.as_ref().map_or(0, |(_, most)| most.len());
        if theirs.len() > before {
            let is_enough = theirs.len() >= enough;
            most = Some((other.author.as_str(), theirs));
            if is_enough {
                break;
            }
        }
    }
    most
}

fn case(
    one: &Parted,
    current: usize,
    history: Vec<Text>,
    other: Another,
    strangers: Vec<Hand>,
    task: Task,
    kind: Kind,
) -> Case {
    let text = one.text(current);
    let mut lengths: Vec<usize> = history.iter().map(|text| length(&text.text)).collect();
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
        reference: one.hand(),
        strangers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{author, text};

    fn of(task: Task) -> Vec<Case> {
        let authors = (0..8).map(|n| author(&format!("author{n}"), 40)).collect();
        cases(authors, task, Kind::Post, 3, 2, 1).unwrap().cases
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
                    .all(|text| !case.reference.pieces.contains(&text.text))
            );
            assert_eq!((case.reference.pieces.len(), case.strangers.len()), (10, 5));
            assert!(!case.reference.pieces.contains(&case.target));
            let other = &case.other;
            let wrong = &other.author;
            assert!(*wrong != case.author && other.history.len() <= case.history.len());
            assert!(other.history.iter().all(|text| text.author == *wrong));
            assert!(other.is_earlier);
            let mut shown = case.strangers.iter().flat_map(|hand| &hand.pieces);
            assert!(shown.all(|text| !text.starts_with(wrong)));
        }
        let later = cases.iter().find(|case| case.id.ends_with("/39")).unwrap();
        assert_eq!(later.history.len(), 29);
    }

    #[test]
    fn what_is_given_and_what_is_to_come_are_the_whole() {
        for case in of(Task::P) {
            let given = format!("{}\n{}", case.brief.title, case.brief.start);
            assert!(given.chars().count() <= 150 && given.len() > 130);
            let whole = format!("{given} {}", case.target);
            assert!(whole.starts_with("A title\nauthor") && whole.ends_with("says so."));
            assert!(!whole.contains("  "));
        }
        for case in of(Task::B) {
            assert!(case.brief.start.is_empty() && case.brief.points.len() <= 8);
        }
    }

    #[test]
    fn whoever_has_written_too_little_is_left_out_and_named() {
        let authors = [("ada", 40), ("few", 2), ("ben", 40), ("none", 0)];
        let of = |count: usize| {
            let authors = authors[..count]
                .iter()
                .map(|(name, texts)| author(name, *texts));
            cases(authors.collect(), Task::P, Kind::Post, 1, 2, 1)
        };
        let said = of(2).err().unwrap();
        assert!(
            said.ends_with("for 2 documents each, and are left out: few"),
            "{said}"
        );
        let said = of(4).unwrap().left_out.said();
        assert_eq!(
            said.as_deref(),
            Some(
                "2 of 4 authors have written too little for 2 documents each, and are left out: few, none"
            )
        );
        // Whom the lot does not fall on is left out by whoever asked for so few.
        let both = vec![author("ada", 40), author("ben", 40)];
        let all = cases(both, Task::P, Kind::Post, 1, 2, 1).unwrap();
        assert_eq!((all.cases.len(), all.left_out.said()), (2, None));
    }

    #[test]
    fn the_usual_length_counts_letters_without_gaps_as_words() {
        let mut texts = vec![Text::default(); 4];
        for (text, last) in texts.iter_mut().zip(["一", "二", "三", "四"]) {
            text.id = last.to_owned();
            // One that is there already would not count.
            text.text = format!("{}{last}", "海鸥飞走了，今天有大风。".repeat(30));
        }
        let parted = part("ada".into(), texts, 1, Task::P).unwrap();
        let earlier = parted.earlier(parted.current[0]);
        let one = case(
            &parted,
            parted.current[0],
            earlier,
            Another::default(),
            Vec::new(),
            Task::B,
            Kind::Post,
        );
        // 301 letters, of which 1.6 make a word.
        assert_eq!(one.enough_words, 189);
    }

    /// As many parted authors as there are `days`, of each of whom the last text is drafted again.
    fn drawn(days: &[(&str, &[&str])]) -> Vec<Case> {
        let texts = |name: &str, days: &[&str]| -> Vec<Text> {
            let days = days.iter().enumerate();
            days.map(|(n, day)| text(name, n, day)).collect()
        };
        let authors = days
            .iter()
            .map(|(name, days)| ((*name).to_owned(), texts(name, days)));
        let most = days.len();
        let mut cases = cases(authors.collect(), Task::P, Kind::Post, most, 1, 1)
            .unwrap()
            .cases;
        cases.sort_by(|one, other| one.author.cmp(&other.author));
        cases
    }

    #[test]
    fn somebody_elses_history_is_earlier_than_the_text_and_no_shorter_where_there_is_such() {
        let late = [
            "2010-01-01",
            "2010-01-02",
            "2010-01-03",
            "2010-01-04",
            "2010-01-05",
        ];
        let little = [
            "2001-01-01",
            "2010-01-02",
            "2010-01-03",
            "2010-01-04",
            "2010-01-05",
        ];
        let much = [
            "2001-01-01",
            "2001-01-02",
            "2001-01-03",
            "2001-01-04",
            "2001-01-05",
            "2001-01-06",
        ];
        let own = ["2002-01-01", "2002-01-02", "2002-01-03", "2002-01-04"];
        for seed_name in ["ben", "cleo", "dora"] {
            // Wherever the lot has put them.
            let mut others = vec![("x", &late[..]), ("y", &little[..]), (seed_name, &much[..])];
            others.push(("ada", &own[..]));
            let cases = drawn(&others);
            let ada = &cases[0];
            assert_eq!((ada.author.as_str(), ada.history.len()), ("ada", 2));
            assert_eq!(
                (ada.other.author.as_str(), ada.other.is_earlier),
                (seed_name, true)
            );
            assert_eq!(ada.other.history.len(), 2);
            let limit = text("ada", 0, "2002-01-04").when();
            assert!(ada.other.history.iter().all(|text| text.when() < limit));
            let strangers: Vec<&str> = ada
                .strangers
                .iter()
                .map(|hand| hand.author.as_str())
                .collect();
            assert!(strangers.len() == 2 && !strangers.contains(&seed_name));
        }
    }

    #[test]
    fn somebody_elses_history_is_later_only_where_nobody_had_written() {
        let (early, late) = (
            ["2001-01-01", "2001-01-02", "2001-01-03", "2001-01-04"],
            ["2002-01-01", "2002-01-02", "2002-01-03", "2002-01-04"],
        );
        let cases = drawn(&[("ada", &early[..]), ("ben", &late[..])]);
        let others: Vec<(usize, bool)> = cases
            .iter()
            .map(|case| (case.other.history.len(), case.other.is_earlier))
            .collect();
        assert_eq!(others, [(2, false), (2, true)]);
    }

    #[test]
    fn thirty_texts_are_a_history_however_long_ones_own_is() {
        let long = author("ada", 80).1;
        let mut authors = vec![("ada".to_owned(), long)];
        authors.extend((0..6).map(|n| author(&format!("author{n}"), 45)));
        let cases = cases(authors, Task::P, Kind::Post, 7, 1, 1).unwrap().cases;
        let place = cases.iter().position(|case| case.author == "ada").unwrap();
        let next = &cases[(place + 1) % cases.len()].author;
        assert_eq!(
            (cases[place].history.len(), &cases[place].other.author),
            (69, next)
        );
        assert_eq!(cases[place].other.history.len(), 35);
    }

    #[test]
    fn a_case_has_nothing_of_its_author_under_another_name() {
        let (_, ours) = author("ada", 12);
        let (_, mut theirs) = author("ben", 12);
        for (own, other) in ours.iter().zip(&mut theirs).take(6) {
            other.text = own.text.to_uppercase();
        }
        let authors = vec![
            ("ada".into(), ours),
            ("ben".into(), theirs),
            author("cleo", 12),
        ];
        let cases = cases(authors, Task::P, Kind::Post, 3, 1, 1).unwrap().cases;
        let ada = cases.iter().find(|case| case.author == "ada").unwrap();
        let shown = ada.strangers.iter().flat_map(|hand| &hand.pieces);
        let given = ada.other.history.iter().map(|text| &text.text);
        assert!(shown.chain(given).all(|text| !text.starts_with("ADA")));
    }
}
