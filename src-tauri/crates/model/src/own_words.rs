//! Words of its own: a text neither copies long runs of what stands before it nor says the same thing twice.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use domain::{Cues, POINT_BEGINS, POINT_ENDS};

/// No more words in a row than this are copied from past pieces.
const COPIED: usize = 10;
/// No more words in a row than this are said a second time. Turns of speech are shorter; names and titles that are
/// longer stand in the notes, and may come again.
const SAID_AGAIN: usize = 3;
/// The first so many words behind a point, together, are not those of the point before it or of the one before that,
/// unless the notes say them. A word of their titles, such as a name, comes first behind two points in a row and not behind
/// a third.
const OPENING: usize = 2;
/// That is, of so many points.
const POINTS_BACK: usize = 2;
/// How a model that was trained to answer begins to speak for itself: one of the drafts that were read did, in the middle
/// of a review.
const SPEAKS_FOR_ITSELF: [&str; 8] = [
    "I'm sorry, but I can",
    "I'm sorry, but I cannot",
    "I'm sorry, I can",
    "I am sorry, but I cannot",
    "As an AI",
    "I'm an AI",
    "As a language model",
    "I cannot provide",
];

/// Letters and digits in a row, hashed: with other capitals, marks or quotes between them words are said again all the
/// same.
#[derive(Debug, Clone, Copy)]
struct Word {
    whole: u64,
    /// What its first token has of it.
    first: u64,
}

impl Word {
    /// No word.
    const NONE: Self = Self { whole: 0, first: 0 };

    /// Whether a token that has so much of a word could begin this one.
    fn begins_with(&self, token: u64) -> bool {
        self.whole == token || self.first == token
    }
}

fn hashed(letters: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    letters.hash(&mut hasher);
    hasher.finish()
}

/// The parts of a text between which there are marks or spaces, in small letters.
fn parts(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
}

/// The words of a text that comes token by token.
#[derive(Debug, Clone, Default)]
struct Words {
    all: Vec<Word>,
    /// What there is of the last one, as long as it may go on.
    open: String,
}

impl Words {
    fn of<'a>(pieces: impl Iterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        pieces.for_each(|piece| words.add(piece));
        words
    }

    fn add(&mut self, piece: &str) {
        for (at, part) in parts(piece).enumerate() {
            if at > 0 {
                self.end();
            }
            if part.is_empty() {
                continue;
            }
            self.open.push_str(&part);
            let whole = hashed(&self.open);
            match self.all.last_mut() {
                Some(word) if self.open.len() > part.len() => word.whole = whole,
                _ => self.all.push(Word {
                    whole,
                    first: whole,
                }),
            }
        }
    }

    /// What comes next is another word.
    fn end(&mut self) {
        self.open.clear();
    }
}

/// What stands before a text.
#[derive(Debug, Default)]
pub(crate) struct Before {
    /// The words of past pieces, and of all else that is not to be copied.
    pieces: Vec<Word>,
    /// What the user has just said.
    notes: Vec<Word>,
    /// What the text goes on from, as if it had been said by it.
    begun: Words,
    /// What no user says; what stands in a past piece or in the notes is said by one.
    foreign: Vec<Vec<Word>>,
}

impl Before {
    /// From the texts of the tokens of each. Points that stand in a text are no part of it.
    pub(crate) fn new(pieces: &[String], notes: &[String], begun: &[String]) -> Self {
        let words = |pieces| Words::of(outside_points(pieces).map(|(_, piece)| piece));
        let begun = words(begun);
        let pieces = words(pieces).all;
        let notes = Words::of(notes.iter().map(String::as_str)).all;
        let foreign = SPEAKS_FOR_ITSELF
            .iter()
            .map(|words| Words::of([*words].into_iter()).all);
        let stands_in =
            |text: &[Word], run: &[Word]| text.windows(run.len()).any(|words| same(words, run));
        let foreign = foreign
            .filter(|run| {
                ![&pieces, &notes, &begun.all]
                    .iter()
                    .any(|text| stands_in(text, run))
            })
            .collect();
        Self {
            pieces,
            notes,
            begun,
            foreign,
        }
    }
}

/// The pieces of a text that belong to no point, each with its number.
pub(crate) fn outside_points(pieces: &[String]) -> impl Iterator<Item = (usize, &str)> {
    let mut in_point = false;
    let outside = pieces.iter().enumerate().filter(move |(_, piece)| {
        let within = in_point || piece.contains(POINT_BEGINS);
        in_point = within && !piece.contains(POINT_ENDS);
        !within
    });
    outside.map(|(at, piece)| (at, piece.as_str()))
}

/// What one text has said so far.
#[derive(Debug)]
pub(crate) struct OwnWords {
    before: Arc<Before>,
    /// The notes without the points: whom it goes to, what it is about, its title. What stands there may be said as often
    /// as it takes; a point is made once.
    titles: Vec<Word>,
    /// The last word of each point in the notes, and the first of the one that is listed behind it.
    listed: Vec<[Word; 2]>,
    /// With what it goes on from.
    said: Words,
    /// Where in `said` its own words begin.
    own: usize,
    /// Where in `said` each point begins.
    begins: Vec<usize>,
}

impl OwnWords {
    pub(crate) fn new(before: Arc<Before>, cues: Option<&Cues>) -> Self {
        let mut titles = before.notes.clone();
        let (mut listed, mut last_listed) = (Vec::new(), None);
        let points = cues
            .iter()
            .flat_map(|cues| cues.present.iter().chain(&cues.waiting));
        for point in points {
            let point = Words::of(std::iter::once(point.text.as_str())).all;
            let found = titles
                .windows(point.len().max(1))
                .rposition(|words| same(words, &point));
            if let Some(at) = found {
                let words = &mut titles[at..at + point.len()];
                listed.extend(last_listed.map(|last| [last, words[0]]));
                last_listed = words.last().copied();
                words.fill(Word::NONE);
            }
        }
        let said = before.begun.clone();
        Self {
            titles,
            listed,
            before,
            begins: vec![said.all.len()],
            own: said.all.len(),
            said,
        }
    }

    /// Whether `piece`, which begins a word, would be one too many.
    pub(crate) fn has_enough_of(&self, piece: &str) -> bool {
        let Some(next) = parts(piece).find(|part| !part.is_empty()) else {
            return false;
        };
        let (said, next) = (&self.said.all, hashed(&next));
        let copies =
            last(&said[self.own..], COPIED).is_some_and(|run| has(&self.before.pieces, run, next));
        let again = last(said, SAID_AGAIN)
            .is_some_and(|run| has(said, run, next) && !has(&self.titles, run, next));
        copies
            || again
            || self.lists_points(next)
            || self.opens_alike(next)
            || self.speaks_for_itself(next)
    }

    /// Whether with `next` the text would go on from one point to the next as they are listed in the notes, and say nothing
    /// of them.
    fn lists_points(&self, next: u64) -> bool {
        let present = self.begins.last().copied().unwrap_or(0);
        let last = self.said.all[present..].last();
        let goes_on = |[end, first]: &[Word; 2]| {
            last.is_some_and(|last| last.whole == end.whole) && first.begins_with(next)
        };
        self.listed.iter().any(goes_on)
    }

    /// Whether with `next` the model, and not the user, would be speaking.
    fn speaks_for_itself(&self, next: u64) -> bool {
        let said = &self.said.all;
        self.before
            .foreign
            .iter()
            .any(|run| last(said, run.len() - 1).is_some_and(|before| has(run, before, next)))
    }

    /// Whether with `next` the present point would begin as one of those before it.
    fn opens_alike(&self, next: u64) -> bool {
        let said = &self.said.all;
        let Some((begins, earlier)) = self.begins.split_last() else {
            return false;
        };
        let (opening, notes) = (&said[*begins..], &self.before.notes);
        let near = earlier.iter().rev().take(POINTS_BACK);
        let mut near = near.map(|at| &said[*at..(at + OPENING).min(*begins)]);
        let begun = |other: &[Word]| other.first().is_some_and(|word| word.begins_with(next));
        match opening.len() {
            0 => {
                let titled = has(&self.titles, &[], next);
                titled && near.len() == POINTS_BACK && near.all(begun)
            }
            1 => !has(notes, opening, next) && near.any(|other| has(other, opening, next)),
            _ => false,
        }
    }

    /// A token of this text is written.
    pub(crate) fn wrote(&mut self, piece: &str) {
        self.said.add(piece);
    }

    /// What comes now belongs to the next point.
    pub(crate) fn next_point(&mut self) {
        self.said.end();
        self.begins.push(self.said.all.len());
    }
}

/// Letters by which two words are taken for spellings of one.
const ALIKE: usize = 3;

/// Whether `piece` is, or begins, another spelling of `word`: "Albuems" in the place of "albums".
pub(crate) fn is_like(piece: &str, word: &str) -> bool {
    let begins = |text: &str| -> String {
        let letters = text.trim().chars().flat_map(char::to_lowercase);
        letters.take(ALIKE).collect()
    };
    let (piece, word) = (begins(piece), begins(word));
    !piece.is_empty() && word.starts_with(&piece)
}

/// The last `count` words of `said`; none where there are not so many.
fn last(said: &[Word], count: usize) -> Option<&[Word]> {
    Some(&said[said.len().checked_sub(count)?..])
}

/// Whether `run` stands in `text` before a word that begins with the token `next`.
fn has(text: &[Word], run: &[Word], next: u64) -> bool {
    let mut windows = text.windows(run.len() + 1);
    windows.any(|words| words[run.len()].begins_with(next) && same(&words[..run.len()], run))
}

fn same(words: &[Word], others: &[Word]) -> bool {
    words.len() == others.len() && words.iter().zip(others).all(|(a, b)| a.whole == b.whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Cue;

    fn words(range: std::ops::Range<usize>) -> Vec<String> {
        range.map(|number| format!(" word{number}")).collect()
    }

    fn before(pieces: &[String], notes: &[String]) -> Arc<Before> {
        Arc::new(Before::new(pieces, notes, &[]))
    }

    fn saying(before: Arc<Before>, said: &[String]) -> OwnWords {
        let mut own = OwnWords::new(before, None);
        said.iter().for_each(|word| own.wrote(word));
        own
    }

    #[test]
    fn ten_words_of_a_past_piece_are_enough() {
        let mut piece = words(0..50);
        let after = |piece: &[String], count: usize, next: &str| {
            saying(before(piece, &[]), &words(20..20 + count)).has_enough_of(next)
        };
        assert!(!after(&piece, 9, " word29"));
        assert!(after(&piece, 10, " word30") && !after(&piece, 10, " other"));
        // Neither a new line nor a point in the piece makes another text of it.
        assert!(after(&piece, 10, "\n\nword30"));
        // Nor do other marks and capitals in the text, nor how a word is spelled out in tokens.
        let mut said = words(20..30);
        said[4] = " Word24".into();
        said.insert(7, ".".into());
        said.splice(1..2, [" wo".to_owned(), "rd21".into()]);
        let pieces = before(&piece, &[]);
        assert!(saying(pieces, &said).has_enough_of(" word30"));
        piece.splice(25..25, [" [", "the", " key", "]"].map(str::to_owned));
        assert!(after(&piece, 10, " word30"));
        // A word is not begun that could only be ended in another way.
        piece.splice(34..35, [" wo", "rd30"].map(str::to_owned));
        let pieces = before(&piece, &[]);
        assert!(saying(pieces, &words(20..30)).has_enough_of(" wo"));
    }

    #[test]
    fn what_was_said_is_not_said_again_unless_it_is_a_title() {
        let twice = |notes: &[String], cues: Option<&Cues>| {
            let mut own = OwnWords::new(before(&[], notes), cues);
            let said = [words(0..20), words(3..6)].concat();
            said.iter().for_each(|word| own.wrote(word));
            own.has_enough_of(" word6")
        };
        assert!(twice(&[], None));
        // Nor with other marks between the words.
        let mut marked = [words(0..20), words(3..6)].concat();
        marked.insert(22, ",".into());
        assert!(saying(before(&[], &[]), &marked).has_enough_of(" word6"));
        assert!(!twice(&words(2..8), None));
        // A point is made once.
        let cues = Cues {
            present: None,
            waiting: vec![Cue {
                text: words(1..9).concat(),
                words_more: 0,
                content: Vec::new(),
            }],
            ..Cues::default()
        };
        assert!(twice(&words(1..9), Some(&cues)));
        assert!(!twice(&[words(2..8), words(1..9)].concat(), Some(&cues)));
    }

    #[test]
    fn points_are_not_listed_one_behind_the_other() {
        let points = [words(0..2), words(2..4)];
        let cue = |point: &Vec<String>| Cue {
            text: point.concat(),
            words_more: 0,
            content: Vec::new(),
        };
        let cues = Cues {
            present: Some(cue(&points[0])),
            waiting: vec![cue(&points[1])],
            ..Cues::default()
        };
        let mut own = OwnWords::new(before(&[], &points.concat()), Some(&cues));
        let mut says = |said: &[String]| said.iter().for_each(|word| own.wrote(word));
        says(&words(0..2));
        assert!(own.has_enough_of(" word2") && !own.has_enough_of(" word3"));
        // It may begin with its first word once it is its turn.
        own.next_point();
        assert!(!own.has_enough_of(" word2"));
    }

    #[test]
    fn the_model_does_not_speak_for_itself_unless_the_user_speaks_so() {
        let sorry: Vec<String> = ["I", "'m", " sorry", ",", " but", " I"]
            .map(str::to_owned)
            .into();
        assert!(saying(before(&[], &[]), &sorry).has_enough_of(" can"));
        assert!(!saying(before(&[], &[]), &sorry).has_enough_of(" will"));
        let user = [
            sorry.clone(),
            [" can", "'t", " come"].map(str::to_owned).into(),
        ]
        .concat();
        for of_user in [before(&user, &[]), before(&[], &user)] {
            assert!(!saying(of_user, &sorry).has_enough_of(" can"));
        }
    }

    #[test]
    fn another_spelling_is_known_by_its_beginning() {
        assert!(
            is_like(" Albuems", " albums")
                && is_like(" Al", " albums")
                && is_like(" Kelle", " Kelly")
        );
        assert!(!is_like(" song", " albums") && !is_like(" ", " albums") && !is_like(".", " a"));
    }

    #[test]
    fn points_next_to_one_another_do_not_begin_alike() {
        let mut own = saying(before(&[], &[]), &words(0..6));
        own.next_point();
        own.wrote(" word0");
        assert!(own.has_enough_of(" word1") && !own.has_enough_of(" word2"));
        for other in [10, 20] {
            own.next_point();
            words(other..other + 2)
                .iter()
                .for_each(|word| own.wrote(word));
        }
        own.next_point();
        own.wrote(" word0");
        assert!(!own.has_enough_of(" word1"), "long ago");
        let mut named = saying(before(&[], &words(0..2)), &words(0..6));
        named.next_point();
        named.wrote(" word0");
        assert!(!named.has_enough_of(" word1"), "a name in the notes");
        named.next_point();
        assert!(
            named.has_enough_of(" word0") && !named.has_enough_of(" word1"),
            "the third time"
        );
        let mut pointed = OwnWords::new(
            before(&[], &words(0..2)),
            Some(&Cues {
                present: Some(Cue {
                    text: words(0..2).concat(),
                    words_more: 0,
                    content: Vec::new(),
                }),
                ..Cues::default()
            }),
        );
        for _ in 0..POINTS_BACK {
            pointed.wrote(" word0");
            pointed.next_point();
        }
        assert!(!pointed.has_enough_of(" word0"), "no title says it");
        let mut plain = saying(before(&[], &[]), &words(0..6));
        plain.next_point();
        plain.wrote(" word0");
        plain.next_point();
        assert!(!plain.has_enough_of(" word0"), "it is ordinary");
    }
}
