//! Where a piece ends: at the frame's next mark, at the user's sign-off, at the end of a sentence once it is long enough,
//! and, once it is long enough, never in a sentence because a number of tokens was reached.

use domain::sentence_ends;
use voice::still_to_make;

use crate::frame::{IN_LINE, MARKS};
use crate::ports::Go;

/// Whoever says so many words in a row again goes in circles.
const CIRCLE: usize = 10;
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
            ended: false,
        }
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
        let held = without_marks(&self.held);
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
            self.mark_in_line(),
            self.after_sign_off(),
            self.after_enough(),
            self.after_circle(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Where a mark stands in the middle of a line: a small model now and then forgets to begin a new one.
    fn mark_in_line(&self) -> Option<usize> {
        IN_LINE.iter().filter_map(|mark| self.held.find(mark)).min()
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
            if text[..at].split_whitespace().count() < OPENING {
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
        if text.split_whitespace().count() < self.enough_words {
            return None;
        }
        let open = |end: &usize| still_to_make(&self.points, &text[..*end]).len();
        let is_enough = |end: &usize| text[..*end].split_whitespace().count() >= self.enough_words;
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
        let mut word_ends = text.match_indices(char::is_whitespace).map(|(at, _)| at);
        let stammer = word_ends.find(|at| *at >= self.shown.len() && stammers(&text[..*at]));
        let end = [sentence, stammer].into_iter().flatten().min();
        end.map(|end| end - self.shown.len())
    }

    /// How much of `held` can be shown for certain: no trailing white space, nothing that may become the mark, and past
    /// enough words nothing but whole sentences.
    fn safe(&self) -> usize {
        if self.words_shown() >= self.enough_words {
            return self.whole_sentences(&self.held);
        }
        // A line that has begun like one of the frame's may become one.
        let may_be_mark = |at: &usize| MARKS.iter().any(|mark| mark.starts_with(&self.held[*at..]));
        let certain = self
            .line_starts()
            .find(may_be_mark)
            .unwrap_or(self.held.len())
            .min(self.may_be_said_again());
        without_marks(&self.held[..certain]).len()
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
        if !text.ends_with(char::is_whitespace) {
            words.pop();
        }
        let before = plain_words(&text[..begins]);
        if words.len() < OPENING || before.windows(words.len()).any(|run| run == words) {
            begins - self.shown.len()
        } else {
            self.held.len()
        }
    }

    /// The whole sentences of `held`, or at least the rest of the word that is half shown.
    fn whole_sentences(&self, held: &str) -> usize {
        let rest_of_word = held.find(char::is_whitespace).unwrap_or(held.len());
        self.ends(held).last().unwrap_or(rest_of_word)
    }

    fn words_shown(&self) -> usize {
        self.shown.split_whitespace().count()
    }
}

/// `text` without white space at its end, and without a mark that stands there by itself: what begins a heading, or what
/// a model that was taught to write programs sets its words in.
fn without_marks(text: &str) -> &str {
    let text = text.trim_end();
    let bare = text.trim_end_matches(['#', '*']);
    if bare.is_empty() || bare.ends_with(char::is_whitespace) {
        bare.trim_end()
    } else {
        text
    }
}

/// The words of `text` without regard to capitals: a circle may shout the second time.
fn plain_words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// Whether the last words of `text` stand in it before.
fn circles(text: &str) -> bool {
    let words = plain_words(text);
    words.len() > CIRCLE && {
        let (before, last) = words.split_at(words.len() - CIRCLE);
        // An overlap is a circle, too: the same few words over and over.
        let all = [before, &last[..CIRCLE - 1]].concat();
        all.windows(CIRCLE).any(|run| run == last)
    }
}

/// Whether the last words of `text` are all the same.
fn stammers(text: &str) -> bool {
    let mut last = text.split_whitespace().rev().take(CIRCLE);
    let Some(word) = last.next() else {
        return false;
    };
    last.filter(|other| other.eq_ignore_ascii_case(word))
        .count()
        == CIRCLE - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pushes `text` in small pieces, as a model does.
    fn run(ending: &mut Ending, text: &str) -> (String, bool) {
        let mut shown = String::new();
        let mut broke = false;
        for c in text.chars() {
            let (delta, go) = ending.push(&c.to_string());
            shown.push_str(&delta);
            broke |= go.is_break();
        }
        (shown, broke)
    }

    #[test]
    fn the_mark_is_never_shown_not_even_in_part() {
        let mut ending = Ending::new("", 100, false);
        let (shown, broke) = run(&mut ending, " fine by me # yes.\n\n## Letter\nTo: Tom");
        assert_eq!((shown.as_str(), broke), (" fine by me # yes.", true));
        let mut ending = Ending::new("", 100, true);
        assert_eq!(run(&mut ending, "\n## Letter"), (String::new(), true));
        let mut ending = Ending::new("", 100, false);
        let (shown, broke) = run(&mut ending, "fine.\nTonight, Tom: no.\nTo: Ada");
        assert_eq!((shown.as_str(), broke), ("fine.\nTonight, Tom: no.", true));
    }

    #[test]
    fn a_name_in_a_list_signs_nothing() {
        for (sign_off, text) in [
            (
                "Yours,\nOttilie",
                "Coming so far:\nOttilie\nLen\nRuth\n\nWho else?",
            ),
            (
                "Ottilie",
                "Tea is by: Ottilie\nCake is by: Len\n\nWho else?",
            ),
            ("x", "Say hello to Felix\nand to Len.\n\nYes?"),
        ] {
            let mut ending = Ending::new(sign_off, 100, false);
            let (mut shown, broke) = run(&mut ending, text);
            shown.push_str(&ending.finish(true));
            assert_eq!((shown.as_str(), broke), (text, false));
        }
    }

    #[test]
    fn whoever_sets_no_stops_is_cut_behind_a_line_or_an_emoji() {
        let text = "bring the key with you\nand the tea that we had\nand the dog";
        let mut ending = Ending::new("", 7, false).with_line_ends(true);
        let (shown, broke) = run(&mut ending, text);
        assert!(broke);
        assert_eq!(shown, "bring the key with you\nand the tea that we had");
        let mut ending = Ending::new("", 4, false);
        let (shown, _) = run(&mut ending, "I got the key back!🎉 And the dog is here");
        assert_eq!(shown, "I got the key back!🎉");
    }

    #[test]
    fn a_heading_within_a_line_and_a_fence_end_the_piece() {
        for end in [
            " ## Review\nTitle: More",
            " Earlier on this: more",
            "\n```\nmore",
        ] {
            let mut ending = Ending::new("", 100, false);
            let (shown, broke) = run(&mut ending, &format!(" it was fine, in C# too.{end}"));
            assert_eq!((shown.as_str(), broke), (" it was fine, in C# too.", true));
        }
    }

    #[test]
    fn whoever_goes_in_circles_is_stopped_and_says_nothing_twice() {
        let circle = "The album begins with the song that made him king of all. ";
        let mut ending = Ending::new("", 1000, false);
        let again = circle.replace("king", "KING").repeat(3);
        let (shown, broke) = run(&mut ending, &format!("First. {circle}{again}"));
        let once = format!("First. {circle}");
        assert_eq!((shown.as_str(), broke), (once.trim_end(), true));
        // What has begun otherwise was shown by then; it ends with its sentence.
        let mut ending = Ending::new("", 1000, false);
        let other = format!("{circle}And yes, the {} More.", &circle[4..]);
        let (shown, broke) = run(&mut ending, &other);
        let whole = other.trim_end_matches(" More.").trim_end();
        assert_eq!((shown.as_str(), broke), (whole, true));
        // Whatever only begins like another sentence is shown, at the latest with its end.
        let mut ending = Ending::new("", 1000, false);
        let text = "So it goes in the end. So it goes in the evening. So it goes";
        let (shown, broke) = run(&mut ending, text);
        assert_eq!(
            (shown + &ending.finish(true), broke),
            (text.to_owned(), false)
        );
        let mut ending = Ending::new("", 1000, false);
        let (shown, broke) = run(&mut ending, &"no, ".repeat(40));
        assert_eq!((shown.matches("no").count(), broke), (10, true));
        let mut ending = Ending::new("", 1000, false);
        let (_, broke) = run(&mut ending, &"Not again. So it is. ".repeat(2));
        assert!(!broke, "a turn of speech may come again");
    }

    #[test]
    fn nothing_follows_the_sign_off() {
        let mut ending = Ending::new("Yours,\nTom", 100, false);
        let (shown, broke) = run(&mut ending, " no.\n\nYours,\nTom\n\nP.S. And another thing");
        assert_eq!((shown.as_str(), broke), (" no.\n\nYours,\nTom", true));
        let mut ending = Ending::new("Yours,\nTom", 100, false);
        let (shown, broke) = run(
            &mut ending,
            " it is Tom.\n\nTom was late.\nTom Averill\n\nP.S. More",
        );
        assert_eq!(
            (shown.as_str(), broke),
            (" it is Tom.\n\nTom was late.\nTom Averill", true)
        );
    }

    #[test]
    fn a_long_piece_ends_with_a_sentence() {
        let mut ending = Ending::new("", 4, false);
        let (shown, broke) = run(&mut ending, "One two three. Four five six. Seven eight");
        assert_eq!(
            (shown.as_str(), broke),
            ("One two three. Four five six.", true)
        );
        let mut ending = Ending::new("", 3, false);
        run(&mut ending, "One two three four without an end");
        assert_eq!(ending.finish(false), "");
        assert_eq!(ending.shown, "One two three");
    }

    #[test]
    fn it_waits_a_sentence_for_each_point_that_is_not_made() {
        let with = |points: &[&str]| {
            let points = points.iter().map(ToString::to_string).collect();
            let mut ending = Ending::new("", 4, false).with_room_for(points);
            run(
                &mut ending,
                "One two three four. It drips. And so on. Seven eight",
            )
            .0
        };
        assert_eq!(with(&["four"]), "One two three four.");
        assert_eq!(with(&["the tap drips"]), "One two three four. It drips.");
        assert_eq!(with(&["the roof"]), "One two three four. It drips.");
        let two = "One two three four. It drips. And so on.";
        assert_eq!(with(&["the roof", "the door"]), two);
    }

    #[test]
    fn a_mark_by_itself_at_the_end_is_none_of_the_piece() {
        for (end, kept) in [
            (" **", ""),
            ("\n\n#", ""),
            (" in C#", " in C#"),
            (" b***", " b***"),
        ] {
            let mut ending = Ending::new("", 100, false);
            let (shown, _) = run(&mut ending, &format!("It is done.{end}"));
            let whole = shown + &ending.finish(true);
            assert_eq!(whole, format!("It is done.{kept}"));
        }
    }

    #[test]
    fn a_natural_end_loses_nothing() {
        let mut ending = Ending::new("", 3, false);
        let (shown, _) = run(&mut ending, "One two three four five\n");
        assert_eq!(shown + &ending.finish(true), "One two three four five");
    }
}
