//! Where a piece ends: at the frame's next mark, at the user's sign-off, at the end of a sentence once it is long enough,
//! and, once it is long enough, never in a sentence because a number of tokens was reached.

use domain::{WORD, has_no_gaps, links, sentence_ends, stands_apart, weight, words_in};
use voice::still_to_make;

use crate::frame::{IN_LINE, MARKS};
use crate::ports::Go;

/// Whoever says so many words in a row again goes in circles.
const CIRCLE: usize = 10;
/// What goes with a mark in the middle of a line: more of it, or what sets it off.
const SETS_OFF: [char; 3] = ['#', '(', '*'];
/// A sentence is not shown before so many words of it have come: fewer are often the same without being a circle.
const OPENING: usize = 3;

/// Takes what the model writes and gives on what belongs to the piece.
#[derive(Debug)]
pub(crate) struct Ending {
    /// What was given on.
    shown: String,
    /// What was not given on yet: it may turn out to be the frame's mark, or stand beyond the end.
    held: String,
    /// The user's sign-off; empty where there is no habit.
    sign_off: String,
    /// Once it has this many words, the next sentence is the last, if it makes the last of the points.
    enough_words: usize,
    /// The user's points that are to be made.
    points: Vec<String>,
    /// Whether a line is over with its sentence, as of whoever sets no stop there.
    line_ends: bool,
    /// Leading white space is dropped, because what stands before ends in some.
    trim_start: bool,
    /// Marks of the frame with which it ends wherever they stand.
    in_line: Vec<&'static str>,
    ended: bool,
}

impl Ending {
    pub(crate) fn new(sign_off: &str, enough_words: usize, trim_start: bool) -> Self {
        let (shown, held) = (String::new(), String::new());
        Self {
            shown,
            held,
            sign_off: sign_off.to_owned(),
            enough_words,
            points: Vec::new(),
            line_ends: false,
            trim_start,
            in_line: IN_LINE.to_vec(),
            ended: false,
        }
    }

    /// For a text whose user has marks like those of the frame within lines of what they `said`: such marks end it at the
    /// beginning of a line only.
    pub(crate) fn with_marks_of<'a>(mut self, said: impl Iterator<Item = &'a str>) -> Self {
        for line in said.flat_map(str::lines) {
            // A heading of theirs is no mark within a line.
            let line = line.trim_start_matches(['#', ' ']);
            self.in_line.retain(|mark| !line.contains(mark.trim_end()));
        }
        self
    }

    /// With room for another sentence for each of `points` that is not made by then.
    pub(crate) fn with_room_for(self, points: Vec<String>) -> Self {
        Self { points, ..self }
    }

    /// For somebody who ends lines without a stop now and then, if `ends_bare`.
    pub(crate) fn with_line_ends(self, ends_bare: bool) -> Self {
        Self {
            line_ends: ends_bare,
            ..self
        }
    }

    /// Where sentences are over in `text`.
    fn ends<'a>(&self, text: &'a str) -> impl Iterator<Item = usize> + use<'a> {
        let lines = text.match_indices('\n').filter(|_| self.line_ends);
        let mut ends: Vec<usize> = sentence_ends(text).chain(lines.map(|(at, _)| at)).collect();
        ends.sort_unstable();
        ends.dedup();
        ends.into_iter()
    }

    /// Takes a piece of raw text; returns what can be shown now, and whether to go on.
    pub(crate) fn push(&mut self, raw: &str) -> (String, Go) {
        if self.ended {
            return (String::new(), Go::Break(()));
        }
        self.held.push_str(raw);
        if self.shown.is_empty() && self.trim_start {
            self.held = self.held.trim_start().to_owned();
        }
        let cut = self.end_in_held();
        let ready = cut.unwrap_or_else(|| self.safe());
        let delta: String = self.held.drain(..ready).collect();
        let delta = if cut.is_some() {
            delta.trim_end().to_owned()
        } else {
            delta
        };
        self.shown.push_str(&delta);
        self.ended = cut.is_some();
        (
            delta,
            if self.ended {
                Go::Break(())
            } else {
                Go::Continue(())
            },
        )
    }

    /// The model has stopped by itself. At a natural end all that was held belongs to the piece, as it does of one that is
    /// too short yet; otherwise only whole sentences do.
    pub(crate) fn finish(&mut self, natural: bool) -> String {
        if self.ended {
            return String::new();
        }
        self.ended = true;
        // A mark may have come without what follows it.
        let mark = self.mark_in_line(&format!("{}\n", self.held));
        let held = self.without_marks(&self.held[..mark.unwrap_or(self.held.len())]);
        let end = if natural || self.words_shown() < self.enough_words {
            held.len()
        } else {
            self.whole_sentences(held)
        };
        let delta = held[..end].to_owned();
        self.shown.push_str(&delta);
        delta
    }

    /// Where the piece ends within `held`, if it does.
    fn end_in_held(&self) -> Option<usize> {
        let mark = self
            .line_starts()
            .find(|at| MARKS.iter().any(|mark| self.held[*at..].starts_with(mark)));
        [
            mark,
            self.mark_in_line(&self.held),
            self.after_sign_off(),
            self.after_enough(),
            self.after_circle(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Where in `text` a mark stands, with what sets it off: a small model now and then forgets to begin a new line.
    fn mark_in_line(&self, text: &str) -> Option<usize> {
        let marks = self.in_line.iter().filter_map(|mark| text.find(mark));
        let at = marks.min()?;
        Some(text[..at].trim_end_matches(SETS_OFF).len())
    }

    /// Where lines begin in `held`.
    fn line_starts(&self) -> impl Iterator<Item = usize> {
        let first = self.shown.is_empty() || self.shown.ends_with('\n');
        let others = self.held.match_indices('\n').map(|(at, _)| at + 1);
        first.then_some(0).into_iter().chain(others)
    }

    /// The end of the sign-off, or of a line that is only the name at its end, once something follows it. Whoever signs
    /// with one name may now and then write both. An empty line parts it from what stands above or below: a name may be one
    /// of several in a list.
    fn after_sign_off(&self) -> Option<usize> {
        let name = self.sign_off.lines().last()?;
        let text = format!("{}{}", self.shown, self.held);
        let parted = |begin: usize, end: usize| {
            text[..begin].ends_with("\n\n") || text[end..].starts_with("\n\n")
        };
        let whole = text.rfind(&self.sign_off).filter(|at| {
            let end = at + self.sign_off.len();
            let begins = *at == 0 || text[..*at].ends_with('\n');
            begins && text[end..].starts_with('\n') && parted(*at, end)
        });
        let whole = whole.map(|at| at + self.sign_off.len());
        let by_name = text.rmatch_indices('\n').find_map(|(at, _)| {
            let line = text[at + 1..].lines().next()?;
            let more = line.strip_prefix(name)?;
            // Nobody signs before anything is said.
            if words_in(&text[..at]) < OPENING {
                return None;
            }
            let capital = |word: &str| {
                word.starts_with(char::is_uppercase) && !word.ends_with(['.', ',', '!'])
            };
            let is_name = more.is_empty() || more.starts_with(' ');
            let end = at + 1 + line.len();
            let signs = is_name && more.split_whitespace().all(capital) && parted(at + 1, end);
            signs.then_some(end)
        });
        let end = whole.max(by_name)?;
        let follows = text[end..].starts_with('\n') && !text[end..].trim().is_empty();
        follows.then(|| end.saturating_sub(self.shown.len()))
    }

    /// The first end of a sentence after enough words; with points that are not made by then, at most one more for each.
    fn after_enough(&self) -> Option<usize> {
        let text = format!("{}{}", self.shown, self.held);
        if words_in(&text) < self.enough_words {
            return None;
        }
        let open = |end: &usize| still_to_make(&self.points, &text[..*end]).len();
        let is_enough = |end: &usize| words_in(&text[..*end]) >= self.enough_words;
        let ends: Vec<usize> = self.ends(&text).filter(is_enough).collect();
        let more = ends.first().map(open)?;
        let mut ends = ends.iter().enumerate();
        let (_, end) = ends.find(|(number, end)| {
            **end >= self.shown.len() && (*number >= more || open(end) == 0)
        })?;
        Some(end - self.shown.len())
    }

    /// The beginning of a sentence that was said before, where nothing of it was shown, or else its end; or the end of a
    /// word that is said over and over.
    fn after_circle(&self) -> Option<usize> {
        let text = format!("{}{}", self.shown, self.held);
        let sentence = sentence_ends(&text)
            .skip_while(|end| *end < self.shown.len())
            .find(|end| circles(&text[..*end]))
            .map(|end| {
                let begins = sentence_ends(&text).take_while(|other| *other < end).last();
                begins.filter(|at| *at >= self.shown.len()).unwrap_or(end)
            });
        let ends_word = |c: char| c.is_whitespace() || has_no_gaps(c);
        let mut word_ends = text.match_indices(ends_word).map(|(at, _)| at);
        let stammer = word_ends.find(|at| *at >= self.shown.len() && stammers(&text[..*at]));
        let end = [sentence, stammer].into_iter().flatten().min();
        end.map(|end| end - self.shown.len())
    }

    /// How much of `held` can be shown for certain: no trailing white space, nothing that may become the mark, and past
    /// enough words nothing but whole sentences.
    fn safe(&self) -> usize {
        let before_mark = before_mark(&self.held);
        if self.words_shown() >= self.enough_words {
            return self.whole_sentences(&self.held).min(before_mark);
        }
        // A line that has begun like one of the frame's may become one.
        let may_be_mark = |at: &usize| MARKS.iter().any(|mark| mark.starts_with(&self.held[*at..]));
        let certain = self
            .line_starts()
            .find(may_be_mark)
            .unwrap_or(self.held.len())
            .min(before_mark)
            .min(self.may_be_said_again());
        self.without_marks(&self.held[..certain]).len()
    }

    /// Where in `held` a sentence begins of which nothing was shown yet, and which is so far what was said before or hardly
    /// begun: it may be a circle, and is not shown until it turns out to be none. The length of `held` where there is none.
    fn may_be_said_again(&self) -> usize {
        let text = format!("{}{}", self.shown, self.held);
        let begins = sentence_ends(&text).last().unwrap_or(0);
        if begins == 0 || begins < self.shown.len() {
            return self.held.len();
        }
        let mut words = plain_words(&text[begins..]);
        // The last word may not be whole.
        if !text.ends_with(|c: char| c.is_whitespace() || has_no_gaps(c)) {
            words.pop();
        }
        let before = plain_words(&text[..begins]);
        let is_hardly_begun = words.iter().map(|word| weight(word)).sum::<usize>() < OPENING * WORD;
        if is_hardly_begun || before.windows(words.len()).any(|run| run == words) {
            begins - self.shown.len()
        } else {
            self.held.len()
        }
    }

    /// The whole sentences of `held`, or at least the rest of the word that is half shown.
    fn whole_sentences(&self, held: &str) -> usize {
        let mut before = self.shown.chars().next_back().unwrap_or(' ');
        let ends_word =
            |c: char| c.is_whitespace() || stands_apart(std::mem::replace(&mut before, c), c);
        let rest_of_word = held.find(ends_word).unwrap_or(held.len());
        self.ends(held).last().unwrap_or(rest_of_word)
    }

    /// A part of `held` without white space at its end, and without a mark that stands there by itself: what begins a
    /// heading, or what a model that was taught to write programs sets its words in.
    fn without_marks<'a>(&self, held: &'a str) -> &'a str {
        let text = held.trim_end();
        let bare = text.trim_end_matches(['#', '*']);
        let before = bare.chars().next_back();
        let before = before.or_else(|| self.shown.chars().next_back());
        match before.is_none_or(char::is_whitespace) {
            true => bare.trim_end(),
            false => text,
        }
    }

    fn words_shown(&self) -> usize {
        words_in(&self.shown)
    }
}

/// Where in `text` its end begins that may become a mark in the middle of a line.
fn before_mark(text: &str) -> usize {
    let begun = |mark: &&str| {
        let mut lengths = (1..mark.len()).rev();
        lengths.find(|length| text.ends_with(&mark[..*length]))
    };
    let open = IN_LINE.iter().filter_map(begun).max().unwrap_or(0);
    text[..text.len() - open].trim_end_matches(SETS_OFF).len()
}

/// The words of `text`, and its letters where it has no gaps between words.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(links)
}

/// The same without regard to capitals: a circle may shout the second time.
fn plain_words(text: &str) -> Vec<String> {
    linked(text).map(str::to_lowercase).collect()
}

/// How many of the last `words` are as much as a circle has; none where there are not so many.
fn circle_of<T: AsRef<str>>(words: &[T]) -> Option<usize> {
    let mut sum = 0;
    let is_enough = |word: &T| {
        sum += weight(word.as_ref());
        sum >= CIRCLE * WORD
    };
    words.iter().rev().position(is_enough).map(|last| last + 1)
}

/// Whether the last words of `text` stand in it before.
fn circles(text: &str) -> bool {
    let words = plain_words(text);
    circle_of(&words).is_some_and(|circle| {
        let last = &words[words.len() - circle..];
        // An overlap is a circle, too: the same few words over and over.
        let mut before = words[..words.len() - 1].windows(circle);
        before.any(|run| run == last)
    })
}

/// Whether the last words of `text` are all the same.
fn stammers(text: &str) -> bool {
    let words: Vec<&str> = linked(text).collect();
    circle_of(&words).is_some_and(|circle| {
        let (word, last) = (words[words.len() - 1], &words[words.len() - circle..]);
        last.iter().all(|other| other.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
#[path = "ending_tests.rs"]
mod tests;
