//! When the next point is put into a text: where the model begins a paragraph, opens a bracket, closes the letter or comes to
//! an end, once the point before it has had half of its share of words; and at the end of a sentence once it has had all of
//! it.

use std::collections::VecDeque;

use domain::{
    Closing, Cue, Cues, POINT_BEGINS, POINT_ENDS, WORD, closes_sentence, ends_at_once, ends_by_gap,
    goes_on, has_no_gaps, in_brackets, is_in_word, is_stop, links, weight, words_in,
};

/// A point has at least so many tokens, however many there are.
const LEAST_SHARE: u32 = 16;
/// No sentence begins with one of these.
const GOES_ON: [char; 18] = [
    '—', '–', ',', ';', ':', '.', '!', '?', ')', '，', '、', '；', '：', '。', '！', '？', '）',
    '」',
];

/// What an item of a list begins with.
const ITEM: [char; 3] = ['-', '*', '•'];
/// Of fewer words a line may be one.
const A_LINE: usize = 4;
/// A line of a sign-off has at most so many.
const A_SIGN_OFF: usize = 6;
/// Of a point without gaps between its words, one in so many of its pairs of letters has to be said: a single one stands in
/// two of five texts of a hundred Thai letters that do not make the point, and a quarter of them in one of twenty.
const SAID: usize = 4;

/// What becomes of a piece of text that the model would write next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It is written.
    Go,
    /// Another one has to be chosen.
    Bar,
    /// A point takes its place.
    Point {
        /// What is told of the piece.
        told: String,
        /// What the model reads instead of it.
        read: String,
        /// The point by itself.
        point: Cue,
    },
}

/// The points that are left for one text, and how far the present one is.
#[derive(Debug)]
pub(crate) struct Cueing {
    waiting: VecDeque<Cue>,
    /// Tokens that are left for all points.
    left: u32,
    /// Tokens that the present point may have before the next one is put in.
    share: u32,
    written: u32,
    /// Nothing has been said of the present point yet.
    blank: bool,
    /// The text, so far, ends in a sentence, or in a line.
    at_end: bool,
    /// It ends in white space, or in a mark behind which there is none, or has not begun.
    in_space: bool,
    /// The next piece is the first after a point.
    after_point: bool,
    capitals: bool,
    full_stops: bool,
    closings: Vec<Closing>,
    /// The present point; none behind words that the user has begun.
    present: Option<Cue>,
    /// It has been put in a second time.
    again: bool,
    /// What was made of it so far.
    made: String,
}

impl Cueing {
    pub(crate) fn new(cues: &Cues) -> Self {
        let mut cueing = Self {
            waiting: cues.waiting.iter().cloned().collect(),
            left: cues.aim_tokens,
            share: 0,
            written: 0,
            blank: true,
            at_end: cues.present.is_some(),
            in_space: true,
            after_point: false,
            capitals: cues.capitals,
            full_stops: cues.full_stops,
            closings: cues.closings.clone(),
            present: cues.present.clone(),
            again: false,
            made: String::new(),
        };
        cueing.share();
        cueing
    }

    /// What is to become of `piece`; with `ends` the model would come to an end with it.
    pub(crate) fn turn(&mut self, piece: &str, ends: bool) -> Turn {
        let opens = piece.find(POINT_BEGINS);
        // A small model takes the point for the subject of a sentence that it only ends: "is a nice one".
        let low = piece.trim_start().starts_with(char::is_lowercase);
        // Or for one that it goes on with: "— and so we are late".
        let goes_on = piece.trim_start().starts_with(GOES_ON);
        if self.blank && self.at_end && (goes_on || self.capitals && low) {
            return Turn::Bar;
        }
        let closes = opens.is_none() && piece.contains(POINT_ENDS);
        if closes || self.is_only_the_point(piece, ends) {
            return Turn::Bar;
        }
        if self.waiting.is_empty() && !self.is_passed_over() {
            let bars = opens.is_some() || ends && self.ends_in_sentence();
            return if bars { Turn::Bar } else { Turn::Go };
        }
        let closing = self.closing(piece);
        if closing.is_some_and(|begun| begun.len() > piece.trim().to_lowercase().len()) {
            // Its first letters are told already, and are no sentence.
            return Turn::Bar;
        }
        let ends = ends || closing.is_some();
        if self.blank
            && (ends || opens.is_some() || piece.trim().is_empty() && piece.contains('\n'))
        {
            return Turn::Bar;
        }
        // A small model is soon done with a point, and with the text: a list of points is left of it, each in a line.
        let before = if ends {
            ""
        } else {
            &piece[..opens.unwrap_or(piece.len())]
        };
        let spoken = before.trim_end();
        let at_end = if spoken.is_empty() {
            self.at_end
        } else {
            ends_sentence(self.at_end, spoken)
        };
        let at_end = at_end || self.is_over_by_gap(before);
        let space = &before[spoken.len()..];
        let behind_line = spoken.is_empty() && self.made.trim_end_matches(' ').ends_with('\n');
        let leaves_room = space.contains("\n\n") || behind_line && space.contains('\n');
        if self.breaks_off(spoken) && (ends || opens.is_some() || leaves_room) {
            return Turn::Bar;
        }
        let paragraph = space.contains('\n');
        let is_young = self.present.is_some() && self.written < self.share / 2;
        if is_young && (ends || opens.is_some() || paragraph && at_end) {
            return Turn::Bar;
        }
        if ends {
            return self.point("");
        }
        if opens.is_some() {
            return if at_end || paragraph {
                self.point(before)
            } else {
                Turn::Bar
            };
        }
        if paragraph && at_end {
            return self.point(before);
        }
        if self.written >= self.share && self.begins_sentence(piece) {
            return self.point("");
        }
        Turn::Go
    }

    /// Whether `piece` begins the next sentence.
    fn begins_sentence(&self, piece: &str) -> bool {
        let space = &piece[..piece.len() - piece.trim_start().len()];
        let goes_on = |c: char| closes_sentence(c) || is_stop(c);
        match space.is_empty() {
            true => self.at_end && ends_at_once(&self.made) && !piece.starts_with(goes_on),
            false => self.at_end || self.is_over_by_gap(space),
        }
    }

    /// Whether `before` comes to a gap that ends a sentence as in Thai.
    fn is_over_by_gap(&self, before: &str) -> bool {
        let more = before.trim_end();
        let said = self.made.trim_end();
        match more.is_empty() {
            true => {
                (said.len() < self.made.len() || !before.is_empty()) && said.ends_with(ends_by_gap)
            }
            false => more.len() < before.len() && more.ends_with(ends_by_gap),
        }
    }

    /// Whether with `piece`, or here where it `ends`, a sentence would end before much more than its point is said.
    fn is_only_the_point(&self, piece: &str, ends: bool) -> bool {
        let Some(point) = &self.present else {
            return false;
        };
        // Between digits it is no full stop. A colon would make a heading of the point.
        let after_word = !self.made.ends_with(char::is_numeric);
        let stops = piece.contains(POINT_BEGINS)
            || piece.contains('\n') && !self.blank
            || piece.contains(|c| matches!(c, ':' | '：') || is_stop(c)) && after_word;
        let own = linked(&self.made).filter(|word| !has_word(&point.text, word));
        (ends || stops) && own.map(weight).sum::<usize>() < point.words_more * WORD
    }

    /// Whether a paragraph or a point behind `spoken` would leave a sentence in its middle, as the user does not. A list may
    /// be left: a line with a mark, or below a short one.
    fn breaks_off(&self, spoken: &str) -> bool {
        let text = format!("{}{spoken}", self.made);
        // Where a gap ends a sentence, no mark is missing.
        let is_open = |c: char| is_in_word(c) && !ends_by_gap(c);
        let is_bare = |line: &str| line.trim_end().ends_with(is_open);
        let mut lines = text.trim_end().lines().rev();
        let last = lines.next().unwrap_or_default().trim_start();
        let is_item = |above: &str| is_bare(above) && words_in(above) < A_LINE;
        let in_list = last.starts_with(ITEM) || lines.next().is_some_and(is_item);
        self.full_stops && is_bare(last) && !in_list
    }

    /// Whether the text would end in the middle of a sentence: in a line that is too long for a name below it.
    fn ends_in_sentence(&self) -> bool {
        let last = self.made.trim_end().lines().next_back();
        self.breaks_off("") && last.is_some_and(|line| words_in(line) > A_SIGN_OFF)
    }

    /// As much of a line that closes the text as there is of it with `piece`, where it is known by that.
    fn closing(&self, piece: &str) -> Option<&str> {
        if self.closings.is_empty() || piece.trim().is_empty() {
            return None;
        }
        let text = format!("{}{piece}", self.made);
        let text = text.trim_end();
        let low = text.to_lowercase();
        let closes = |begun: &&str| {
            let letters = text.chars().rev().take(begun.chars().count());
            let is_high = letters.last().is_some_and(char::is_uppercase);
            let before = low.strip_suffix(*begun);
            before.is_some_and(|before| self.may_close(before, begun, is_high))
        };
        let mut begun = self.closings.iter().flat_map(Closing::beginnings);
        begun.find(closes)
    }

    /// Whether behind `before` a line that begins with `begun`, with a capital where it `is_high`, would close the text. Words
    /// do in the place of a sentence, too, and marks only as a line.
    fn may_close(&self, before: &str, begun: &str, is_high: bool) -> bool {
        let before = before.trim_end_matches(' ');
        let behind_point = before.is_empty() && self.present.is_some();
        let is_word = begun.starts_with(char::is_alphanumeric);
        // "z. B. mit" and "am 3. Juli" go on.
        let of_number = before.trim_end_matches('.').ends_with(char::is_numeric);
        let is_sentence = is_word && (is_high || !self.capitals) && !of_number;
        behind_point || before.ends_with('\n') || is_sentence && ends_sentence(false, before)
    }

    /// Whether what was made of the present point has none of its words, for the first time: past pieces that are about
    /// the same thing make a small model say what comes next there.
    fn is_passed_over(&self) -> bool {
        let Some(point) = self.present.as_ref().filter(|_| !self.again) else {
            return false;
        };
        let made = self.made.to_lowercase();
        let (pairs, begun): (Vec<&String>, Vec<&String>) =
            (point.content.iter()).partition(|content| content.starts_with(has_no_gaps));
        let is_said = begun.iter().any(|begins| has_form(&made, begins));
        let said = pairs.iter().filter(|pair| made.contains(**pair)).count();
        let are_said = said > 0 && said * SAID >= pairs.len();
        !point.content.is_empty() && !is_said && !are_said
    }

    /// The next point, or the present one once more, behind `before`.
    fn point(&mut self, before: &str) -> Turn {
        self.again = self.is_passed_over();
        let same = self.present.take().filter(|_| self.again);
        let Some(point) = same.or_else(|| self.waiting.pop_front()) else {
            return Turn::Go;
        };
        let (spoken, space) = before.split_at(before.trim_end().len());
        // In past pieces a point stands behind a space or begins a line.
        let lines = space.trim_matches(' ');
        let is_parted = match spoken.is_empty() {
            true => self.in_space,
            false => ends_at_once(spoken),
        };
        let gap = if !lines.is_empty() || is_parted {
            lines
        } else {
            " "
        };
        let told = format!("{spoken}{lines}");
        let read = format!("{spoken}{gap}{}", in_brackets(&point.text));
        self.note(&told);
        self.share();
        (self.blank, self.after_point) = (true, true);
        self.present = Some(point.clone());
        self.made.clear();
        Turn::Point { told, read, point }
    }

    /// Takes note of the `text` of one token, which is written, and returns it as it is told: what stands around a point
    /// that nobody sees is one space, or none.
    pub(crate) fn wrote(&mut self, mut text: String) -> String {
        self.written += 1;
        if self.after_point && !text.is_empty() {
            let bare = text.trim_start().to_owned();
            self.after_point = bare.is_empty();
            text = if self.in_space || bare.is_empty() {
                bare
            } else {
                format!(" {bare}")
            };
        }
        self.note(&text);
        text
    }

    /// The text goes on with `told`.
    fn note(&mut self, told: &str) {
        if let Some(last) = told.chars().last() {
            self.blank &= told.trim().is_empty();
            self.made.push_str(told);
            self.in_space = last.is_whitespace() || ends_at_once(&self.made);
            self.at_end =
                ends_sentence(self.at_end, told) && !goes_on(&self.made) && !self.breaks_off("");
            self.drop_what_is_made();
        }
    }

    /// Drops each point that was made with the present one: all of its words stand there, and there are several. A small
    /// model goes on to the next point of the notes now and then, and would say it again.
    fn drop_what_is_made(&mut self) {
        if self.present.is_none() || self.waiting.is_empty() {
            return;
        }
        let made = self.made.to_lowercase();
        let is_said = |begins: &String| match begins.starts_with(has_no_gaps) {
            true => made.contains(begins.as_str()),
            false => has_form(&made, begins),
        };
        let is_made = |point: &Cue| point.content.len() > 1 && point.content.iter().all(is_said);
        self.waiting.retain(|point| !is_made(point));
    }

    /// Gives the present point its share of what is left.
    fn share(&mut self) {
        self.left = self.left.saturating_sub(self.written);
        self.written = 0;
        let points = u32::try_from(self.waiting.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.share = (self.left / points).max(LEAST_SHARE);
    }
}

/// Whether a word of `text`, in small letters, `begins` so.
fn has_form(text: &str, begins: &str) -> bool {
    let mut words = text.split(|c: char| !is_in_word(c));
    words.any(|word| word.starts_with(begins))
}

fn has_word(text: &str, word: &str) -> bool {
    linked(text).any(|other| other.to_lowercase() == word.to_lowercase())
}

/// The words of `text`, and its letters where it has no gaps between words.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !is_in_word(c));
    words.filter(|word| !word.is_empty()).flat_map(links)
}

/// Whether a text that ended in a sentence, or not, and goes on with `more` ends in one. A line counts as one.
pub(crate) fn ends_sentence(before: bool, more: &str) -> bool {
    more.chars().fold(before, |ends, c| match c {
        '\n' => true,
        c if is_stop(c) => true,
        c if closes_sentence(c) => ends,
        // A picture may stand behind the mark.
        '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}' => ends,
        c => ends && c.is_whitespace(),
    })
}

#[cfg(test)]
#[path = "cueing_tests.rs"]
mod tests;
