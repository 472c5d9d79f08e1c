//! Words of its own: a text neither copies long runs of what stands before it nor says the same thing twice.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use domain::{POINT_BEGINS, POINT_ENDS};

/// No more tokens in a row than this are copied from past pieces. A word is a token at least.
const COPIED: usize = 12;
/// No more of them in a row than this are said a second time. Turns of speech are shorter; names and titles that are
/// longer stand in the notes, and may come again.
const SAID_AGAIN: usize = 4;
/// The first so many tokens behind a point, together, are not those of the point before it or of the one before that,
/// unless the notes say them: a name may come first as often as it takes.
const OPENING: usize = 2;
/// That is, of so many points.
const POINTS_BACK: usize = 2;

/// The letters and digits of a token, hashed: with other capitals, marks or quotes between them words are said again all
/// the same.
type Word = u64;

/// None where it has neither.
fn word(piece: &str) -> Option<Word> {
    let letters = piece.chars().filter(|c| c.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let mut hasher = DefaultHasher::new();
    letters.hash(&mut hasher);
    (!letters.is_empty()).then(|| hasher.finish())
}

/// What stands before a text.
#[derive(Debug, Default)]
pub(crate) struct Before {
    /// The words of past pieces, and of all else that is not to be copied.
    pieces: Vec<Word>,
    /// What the user has just said: it may be said as often as it takes.
    notes: Vec<Word>,
    /// What the text goes on from, as if it had been said by it.
    begun: Vec<Word>,
}

impl Before {
    /// From the texts of the tokens of each. Points that stand in a text are no part of it.
    pub(crate) fn new(pieces: &[String], notes: &[String], begun: &[String]) -> Self {
        Self {
            pieces: outside_points(pieces)
                .filter_map(|(_, piece)| word(piece))
                .collect(),
            notes: notes.iter().filter_map(|piece| word(piece)).collect(),
            begun: outside_points(begun)
                .filter_map(|(_, piece)| word(piece))
                .collect(),
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
    /// With what it goes on from.
    said: Vec<Word>,
    /// Where in `said` its own words begin.
    own: usize,
    /// Where in `said` each point begins.
    points: Vec<usize>,
}

impl OwnWords {
    pub(crate) fn new(before: Arc<Before>) -> Self {
        let said = before.begun.clone();
        Self {
            before,
            points: vec![said.len()],
            own: said.len(),
            said,
        }
    }

    /// Whether a token of this text would be one too many.
    pub(crate) fn has_enough_of(&self, piece: &str) -> bool {
        let Some(next) = word(piece) else {
            return false;
        };
        let copied = last(&self.said[self.own..], COPIED, next);
        let copies = copied.is_some_and(|run| stands_in(&self.before.pieces, &run));
        let again = last(&self.said, SAID_AGAIN, next)
            .is_some_and(|run| stands_in(&self.said, &run) && !stands_in(&self.before.notes, &run));
        copies || again || self.opens_alike(next)
    }

    /// Whether with `next` the present point would begin as one of those before it.
    fn opens_alike(&self, next: Word) -> bool {
        let Some((begins, earlier)) = self.points.split_last() else {
            return false;
        };
        let mut opening = self.said[*begins..].to_vec();
        opening.push(next);
        let near = earlier.iter().rev().take(POINTS_BACK);
        opening.len() == OPENING
            && near
                .map(|at| &self.said[*at..])
                .any(|other| other.starts_with(&opening))
            && !stands_in(&self.before.notes, &opening)
    }

    /// A token of this text is written.
    pub(crate) fn wrote(&mut self, piece: &str) {
        self.said.extend(word(piece));
    }

    /// What comes now belongs to the next point.
    pub(crate) fn next_point(&mut self) {
        self.points.push(self.said.len());
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

/// The last `count` of `said`, with what comes `next`; none where there are not so many.
fn last(said: &[Word], count: usize, next: Word) -> Option<Vec<Word>> {
    let from = said.len().checked_sub(count)?;
    Some([&said[from..], &[next]].concat())
}

fn stands_in(text: &[Word], run: &[Word]) -> bool {
    text.windows(run.len()).any(|other| other == run)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(range: std::ops::Range<usize>) -> Vec<String> {
        range.map(|number| format!(" word{number}")).collect()
    }

    fn before(pieces: &[String], notes: &[String]) -> Arc<Before> {
        Arc::new(Before::new(pieces, notes, &[]))
    }

    fn saying(before: Arc<Before>, said: &[String]) -> OwnWords {
        let mut own = OwnWords::new(before);
        said.iter().for_each(|word| own.wrote(word));
        own
    }

    #[test]
    fn twelve_tokens_of_a_past_piece_are_enough() {
        let mut piece = words(0..50);
        let after = |piece: &[String], count: usize, next: &str| {
            saying(before(piece, &[]), &words(20..20 + count)).has_enough_of(next)
        };
        assert!(!after(&piece, 11, " word31"));
        assert!(after(&piece, 12, " word32") && !after(&piece, 12, " other"));
        // Neither a new line nor a point in the piece makes another text of it.
        assert!(after(&piece, 12, "\n\nword32"));
        // Nor do other marks and capitals in the text.
        let mut said = words(20..32);
        said[4] = " Word24".into();
        said.insert(7, ".".into());
        let pieces = before(&piece, &[]);
        assert!(saying(pieces, &said).has_enough_of(" word32"));
        piece.splice(25..25, [" [", "the", " key", "]"].map(str::to_owned));
        assert!(after(&piece, 12, " word32"));
    }

    #[test]
    fn what_was_said_is_not_said_again_unless_the_user_says_it() {
        let twice = |notes: &[String]| {
            let said = [words(0..20), words(3..7)].concat();
            saying(before(&[], notes), &said).has_enough_of(" word7")
        };
        assert!(twice(&[]));
        // Nor with other marks between the words.
        let mut marked = [words(0..20), words(3..7)].concat();
        marked.insert(22, ",".into());
        assert!(saying(before(&[], &[]), &marked).has_enough_of(" word7"));
        assert!(!twice(&words(0..20)));
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
    }
}
