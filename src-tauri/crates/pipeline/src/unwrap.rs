//! Lines that were wrapped: mail programs break them at some seventy characters, and a small model that has seen such
//! mail breaks its own wherever it likes, in the middle of a sentence.

use domain::has_no_gaps;

/// No paragraph is wrapped that has no line of so many characters.
const NARROWEST: usize = 45;
/// Verse is as narrow, but most of its lines begin with capitals.
const NARROW: usize = 55;
/// Nor one with a longer line.
const WIDEST: usize = 100;
/// By so much a line may end short of the longest of its paragraph and be full.
const RAGGED: usize = 8;
/// A line of so few words below a sentence may close a letter, and so many of them do.
const A_CLOSING: usize = 3;
/// What numbers an item of a list has no more characters.
const NUMBERED: usize = 3;
/// Beside letters and digits, what the first word of a line may begin with that goes on with the one before.
const OPENS: &str = "(\"'“‘„«$<[*_";
/// A shorter line may be an item of a list, or a verse.
const LEAST_WORDS: usize = 4;

/// Lines that a mail program wrapped are joined again: a draft should have paragraphs, not narrow columns. A line counts
/// as wrapped where the next one goes on with its paragraph, and the first word of that would have had no room.
pub(crate) fn unwrapped(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs = lines.split_inclusive(|line| line.trim().is_empty());
    let mut joined = String::with_capacity(text.len());
    for paragraph in paragraphs {
        let width = width(paragraph);
        for (at, line) in paragraph.iter().enumerate() {
            joined.push_str(line);
            let wraps = width.is_some_and(|width| wraps(line, &paragraph[at + 1..], width));
            joined.push(if wraps { ' ' } else { '\n' });
        }
    }
    joined.pop();
    joined
}

/// How long the lines of `paragraph` are at most, in characters; none where nobody wrapped them.
fn width(paragraph: &[&str]) -> Option<usize> {
    let of_words = paragraph.iter().filter(|line| line.contains(' '));
    let width = of_words.map(|line| line.chars().count()).max()?;
    let next = || {
        let next = paragraph.iter().skip(1);
        next.filter_map(|line| line.trim_start().chars().next())
    };
    let low = next().filter(|c| c.is_lowercase()).count();
    let is_verse = width < NARROW && low * 2 < next().count();
    ((NARROWEST..=WIDEST).contains(&width) && !is_verse).then_some(width)
}

/// Whether a paragraph whose lines are up to `width` long goes on behind `line` in those that come `behind` it because
/// there was no room.
fn wraps(line: &str, behind: &[&str], width: usize) -> bool {
    let Some(next) = behind.first() else {
        return false;
    };
    let first = next.split(' ').next().unwrap_or_default();
    let characters = |text: &str| text.chars().count();
    let is_item = is_number(first) || first == "*";
    // What is first in a line without gaps says nothing of the room that there was, and a gap belongs to no such words.
    let goes_on = first.starts_with(|c: char| c.is_alphanumeric() || OPENS.contains(c))
        && !first.starts_with(has_no_gaps);
    let is_full = line.contains(' ') && characters(line) + characters(first) + RAGGED >= width;
    let few_words = |line: &&str| line.split_whitespace().count() <= A_CLOSING;
    let is_short = few_words(next)
        && (next.ends_with(',') || behind.iter().take(A_CLOSING).all(few_words))
        && next.starts_with(char::is_uppercase)
        && !next.ends_with(['.', '?']);
    let closes = line.trim_end().ends_with(['.', '!', '?', '…']) && is_short;
    goes_on && is_full && !is_item && !closes
}

/// Whether `word` numbers an item of a list: "2.", "b)", "[3]".
fn is_number(word: &str) -> bool {
    let few = word.chars().count() <= NUMBERED;
    let digit = |text: &str| text.starts_with(char::is_numeric);
    let letter = word.ends_with(')') && word.starts_with(char::is_alphabetic) && word.len() == 2;
    let noted = word.strip_prefix('[').is_some_and(digit) && word.ends_with(']');
    few && (digit(word) && word.ends_with(['.', ')']) || letter || noted)
}

/// Takes what the model writes and gives it on with a space in the place of a line's end in the middle of a sentence.
#[derive(Debug, Default)]
pub(crate) struct Unwrap {
    /// Words of the line so far, and how it ends.
    words: usize,
    last: Option<char>,
    /// White space from a line's end on: what follows says whether it is one.
    held: String,
}

impl Unwrap {
    /// Takes more; returns what is certain.
    pub(crate) fn push(&mut self, raw: &str) -> String {
        let mut given = String::with_capacity(raw.len());
        for c in raw.chars() {
            if c == '\n' || (c.is_whitespace() && !self.held.is_empty()) {
                self.held.push(c);
                continue;
            }
            self.give_held(Some(c), &mut given);
            if !c.is_whitespace() && self.last.is_none_or(char::is_whitespace) {
                self.words += 1;
            }
            self.last = Some(c);
            given.push(c);
        }
        given
    }

    /// What was held at the end.
    pub(crate) fn finish(&mut self) -> String {
        let mut given = String::new();
        self.give_held(None, &mut given);
        given
    }

    fn give_held(&mut self, next: Option<char>, given: &mut String) {
        if self.held.is_empty() {
            return;
        }
        let goes_on = next.is_some_and(char::is_lowercase)
            && self
                .last
                .is_some_and(|c| c.is_alphanumeric() && !has_no_gaps(c) || c == ',')
            && self.words >= LEAST_WORDS
            && self.held.matches('\n').count() == 1;
        if goes_on {
            given.push(' ');
        } else {
            given.push_str(&self.held);
            self.words = 0;
        }
        self.last = Some(' ');
        self.held.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unwrapped(text: &str) -> String {
        let mut unwrap = Unwrap::default();
        let mut given: String = text.chars().map(|c| unwrap.push(&c.to_string())).collect();
        given.push_str(&unwrap.finish());
        let mut whole = Unwrap::default();
        assert_eq!(whole.push(text) + &whole.finish(), given);
        given
    }

    #[test]
    fn wrapped_lines_are_joined_and_lines_that_are_meant_are_not() {
        let wrapped = "A line that a mail program has wrapped at about seventy or\n(maybe) eighty characters goes on in \
                       the next one, which goes\non as well.\n\nYours,\nTom";
        let joined = "A line that a mail program has wrapped at about seventy or (maybe) eighty characters goes on in the \
                      next one, which goes on as well.\n\nYours,\nTom";
        assert_eq!(super::unwrapped(wrapped), joined);
        let long = "This line is a paragraph, and whoever wrote it wanted it to be one.\n";
        let longer = "The next one is a paragraph as well, and as long as lines of a paragraph are where nobody wraps \
                      them, longer than any mail program leaves a line.";
        let room = format!(
            "{long}A longer line in the same paragraph shows that there was room for more in the first."
        );
        let wide = format!("{}and two words\nso it goes on.", "word ".repeat(18));
        let sentence = "The tap in the kitchen drips again, all day and all of the night, too.";
        let items = [
            "2. Then the tap",
            "b) the tap",
            "[2] Of the tap",
            "* the tap",
        ];
        let items = items.map(|item| format!("{sentence}\n{item}"));
        assert!(items.iter().all(|item| super::unwrapped(item) == *item));
        for meant in [
            format!("{long}{longer}"),
            room,
            wide,
            format!("{sentence}\nTom"),
            format!("{sentence}\nMany thanks,\nOttilie\n\nP.S. It drips."),
            format!("{sentence}\nViele Grüße\nOttilie"),
            format!("{sentence}\nThanks,\nOttilie\nSent from my telephone"),
            "Hi Tom,\nyes, of course".into(),
            "The tap in the kitchen drips all night and day;\nThe door is open, and the key has gone;\nAnd nobody is here."
                .into(),
            "- milk\n- bread\n\n\nTom".into(),
        ] {
            assert_eq!(super::unwrapped(&meant), meant);
        }
        for (line, next) in [
            (sentence, "It does."),
            (sentence, "Len says that it has"),
            (
                "The tap in the kitchen drips all night, and no",
                "one is here.",
            ),
            (
                "Of the tap in the kitchen there has been a lot of talk since",
                "1999. Then it",
            ),
            (
                "Whoever is the last to leave the kitchen looks after the",
                "*tap* and",
            ),
        ] {
            assert_eq!(
                super::unwrapped(&format!("{line}\n{next}")),
                format!("{line} {next}")
            );
        }
    }

    #[test]
    fn a_sentence_goes_on_in_its_line() {
        assert_eq!(
            unwrapped("It is important, I\nthink, that\nit is there,\n for all who\n\ncome."),
            "It is important, I think, that it is there, for all who\n\ncome."
        );
    }

    #[test]
    fn lines_that_are_meant_stay() {
        for text in [
            "Hullo Tom,\nyes, of course.\n",
            "To bring for the choir:\nmilk\nbread for us\neggs\n",
            "That was the end of it.\nof course it was.",
            "The key is lost again\nTom",
            "เมื่อวาน ฝนตก ทั้งวัน เลยไม่ได้ไปไหน\nok ไหม",
        ] {
            assert_eq!(unwrapped(text), text);
        }
        // Each line is a paragraph of its own where words have no gaps, however long the first of the next.
        for meant in [
            "เมื่อวานฉันทำกุญแจของประตูข้างหาย หาทั้งวันก็ไม่เจอเลยสักดอก\nเราจะประชุมกันอีกครั้งในวันพฤหัสนี้ตอนบ่าย ห้ามลืม",
            "这个周末我们打算去 West Lake 走走，如果下雨就改到下个星期天再去，你觉得怎么样？\n票我已经在网上买好了，一共三张。",
        ] {
            assert_eq!(super::unwrapped(meant), meant);
        }
    }
}
