//! Words of its own: a text neither copies long runs of what stands before it nor says the same thing twice.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use domain::{Cues, POINT_BEGINS, POINT_ENDS, WORD, is_in_word, links, stands_apart, weight};

/// No more words in a row than this are copied from past pieces.
const COPIED: usize = 10;
/// No more words in a row than this are said a second time. Turns of speech are shorter; names and titles that are
/// longer stand in the notes, and may come again.
const SAID_AGAIN: usize = 3;
/// No more words in a row than this are said as they stand in a passage that is said anew: a small model would say all of
/// it again, and a name or a short sentence has no more.
const AS_IT_STANDS: usize = 6;
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

/// A word of so many letters is too many where so many of the last words are this one: where a point has to go on, a small
/// model falls into a name and says nothing else. In people's texts one hardly stands so close.
const CLOSE: (usize, usize, usize) = (4, 4, 30);

/// Letters and digits in a row, hashed: with other capitals, marks or quotes between them words are said again all the
/// same. In scripts without gaps each letter by itself.
#[derive(Debug, Clone, Copy)]
struct Word {
    whole: u64,
    /// What its first token has of it.
    first: u64,
    /// What it weighs: some letters without gaps weigh as much as a word.
    weight: usize,
}

impl Word {
    /// No word.
    const NONE: Self = Self {
        whole: 0,
        first: 0,
        weight: WORD,
    };

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
    text.split(|c: char| !is_in_word(c)).map(str::to_lowercase)
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
            links(&part).for_each(|link| self.add_link(link));
        }
    }

    fn add_link(&mut self, link: &str) {
        let meet = self.open.chars().next_back().zip(link.chars().next());
        if meet.is_some_and(|(last, first)| stands_apart(last, first)) {
            self.end();
        }
        self.open.push_str(link);
        let (whole, weight) = (hashed(&self.open), weight(&self.open));
        match self.all.last_mut() {
            Some(word) if self.open.len() > link.len() => {
                (word.whole, word.weight) = (whole, weight);
            }
            _ => self.all.push(Word {
                whole,
                first: whole,
                weight,
            }),
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
    listed: Vec<(Vec<Word>, Word)>,
    /// The passage that is said anew; empty where none is.
    passage: Vec<Word>,
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
                listed.extend(last_listed.map(|last| (last, words[0])));
                last_listed = Some(last(words, 1).unwrap_or(words).to_vec());
                words.fill(Word::NONE);
            }
        }
        let anew = cues.iter().flat_map(|cues| &cues.anew);
        let words = |sentence: &String| Words::of(std::iter::once(sentence.as_str())).all;
        let passage = anew.flat_map(words).collect();
        let said = before.begun.clone();
        Self {
            titles,
            listed,
            passage,
            before,
            begins: vec![said.all.len()],
            own: said.all.len(),
            said,
        }
    }

    /// Whether `piece`, which begins a word, would be one too many.
    pub(crate) fn has_enough_of(&self, piece: &str) -> bool {
        let Some(part) = parts(piece).find(|part| !part.is_empty()) else {
            return false;
        };
        let first = links(&part).next().unwrap_or(&part);
        let (said, next) = (&self.said.all, hashed(first));
        let copies =
            last(&said[self.own..], COPIED).is_some_and(|run| has(&self.before.pieces, run, next));
        let again = last(said, SAID_AGAIN)
            .is_some_and(|run| has(said, run, next) && !has(&self.titles, run, next));
        copies
            || again
            || self.says_as_it_stands(piece, next)
            || self.lists_points(next)
            || self.opens_alike(next, weight(first))
            || self.stammers(next)
            || self.fills_the_text(next, first.chars().count())
            || self.speaks_for_itself(next)
    }

    /// Whether with `next`, the word of `piece`, the text would have too many words in a row of the passage that it says
    /// anew. A name and a number stay what they are, wherever they stand in it: another one would be wrong.
    fn says_as_it_stands(&self, piece: &str, next: u64) -> bool {
        let is_given = |c: char| c.is_uppercase() || c.is_numeric();
        let run = last(&self.said.all[self.own..], AS_IT_STANDS);
        run.is_some_and(|run| has(&self.passage, run, next))
            && !piece.trim_start().starts_with(is_given)
    }

    /// Whether `next` would be one word for the third time in a row, or a word of the title for the second, unless the title
    /// has it so ("Talk Talk"): where a point has to go on a small model falls into a name.
    fn stammers(&self, next: u64) -> bool {
        // Letters by themselves are doubled in good Chinese.
        let again = |word: &Word| word.weight >= WORD && word.begins_with(next);
        match &self.said.all[self.own..] {
            [.., before, word] if again(before) && again(word) => {
                !has(&self.titles, &[*before, *word], next)
            }
            [.., word] if again(word) => {
                has(&self.titles, &[], next) && !has(&self.titles, &[*word], next)
            }
            _ => false,
        }
    }

    /// Whether with `next` the text would go on from one point to the next as they are listed in the notes, and say nothing
    /// of them.
    fn lists_points(&self, next: u64) -> bool {
        let present = self.begins.last().copied().unwrap_or(0);
        let said = &self.said.all[present..];
        let goes_on = |(end, first): &(Vec<Word>, Word)| {
            tail(said, end.len()).is_some_and(|last| same(last, end)) && first.begins_with(next)
        };
        self.listed.iter().any(goes_on)
    }

    /// Whether with `next`, which has so many letters, one word would stand in every few.
    fn fills_the_text(&self, next: u64, letters: usize) -> bool {
        let (least, most, near) = CLOSE;
        let said = &self.said.all[self.own..];
        let near = &said[said.len().saturating_sub(near)..];
        let same = near.iter().filter(|word| word.begins_with(next)).count();
        letters >= least && same >= most
    }

    /// Whether with `next` the model, and not the user, would be speaking.
    fn speaks_for_itself(&self, next: u64) -> bool {
        let said = &self.said.all;
        self.before
            .foreign
            .iter()
            .any(|run| tail(said, run.len() - 1).is_some_and(|before| has(run, before, next)))
    }

    /// Whether with `next`, which weighs so much, the present point would begin as one of those before it.
    fn opens_alike(&self, next: u64, weight: usize) -> bool {
        let said = &self.said.all;
        let Some((begins, earlier)) = self.begins.split_last() else {
            return false;
        };
        let (opening, notes) = (&said[*begins..], &self.before.notes);
        let near = earlier.iter().rev().take(POINTS_BACK);
        let mut near = near.map(|at| first(&said[*at..*begins], OPENING));
        let begun = |other: &[Word]| other.first().is_some_and(|word| word.begins_with(next));
        let open = opening.iter().map(|word| word.weight).sum::<usize>();
        let whole = OPENING * WORD;
        match opening.len() {
            0 => {
                let titled = has(&self.titles, &[], next);
                titled && near.len() == POINTS_BACK && near.all(begun)
            }
            _ if open < whole && open + weight >= whole => {
                !has(notes, opening, next) && near.any(|other| has(other, opening, next))
            }
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

/// The last of `said` that are as much as so many words; none where there is not so much.
fn last(said: &[Word], words: usize) -> Option<&[Word]> {
    let mut weight = 0;
    let from = said.iter().rposition(|word| {
        weight += word.weight;
        weight >= words * WORD
    });
    Some(&said[from?..])
}

/// The first of `said` that are as much as so many words, or all.
fn first(said: &[Word], words: usize) -> &[Word] {
    let mut weight = 0;
    let last = said.iter().position(|word| {
        weight += word.weight;
        weight >= words * WORD
    });
    last.map_or(said, |last| &said[..=last])
}

/// The last `count` of `said`; none where there are not so many.
fn tail(said: &[Word], count: usize) -> Option<&[Word]> {
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
#[path = "own_words_tests.rs"]
mod tests;
