//! How the user sets out paragraphs and lines, counted: what they begin and end with.

use domain::{Closing, Document, is_in_word, words_in};

use crate::closings::closings;
use crate::frame::{NO_LINE, NOT_FIRST};

/// Whether one paragraph in so many begins in lower case, as in German letters behind the greeting, or ends without a mark.
const NOW_AND_THEN: usize = 5;
/// Of fewer words it may be a greeting, a name or a heading.
const A_SENTENCE: usize = 6;
/// What a line of a list may begin with.
const LISTS: [char; 3] = ['-', '*', '•'];

/// What was counted. Of somebody who has written nothing yet nothing is known: they may write as they like.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// Whether paragraphs now and then begin in lower case.
    pub(crate) begins_low: bool,
    /// Whether they now and then end without a mark.
    pub(crate) ends_bare: bool,
    /// With what no list of theirs begins a line.
    no_list: Vec<char>,
    /// What their letters are closed with.
    pub(crate) closings: Vec<Closing>,
}

impl Layout {
    pub(crate) fn count(recent: &[Document]) -> Self {
        let paragraphs = || recent.iter().flat_map(|it| it.text.split("\n\n"));
        let first = |text: &str| text.chars().find(|c| c.is_alphabetic());
        let of_sentences = |text: &&str| words_in(text) >= A_SENTENCE;
        let last = |text: &str| text.trim_end().chars().next_back();
        let firsts = paragraphs().filter_map(first);
        let lasts = paragraphs().filter(of_sentences).filter_map(last);
        let seen = |mark: &str| recent.iter().any(|it| begins_line(&it.text, mark));
        let unseen = |mark: &char| !recent.is_empty() && !seen(&mark.to_string());
        Self {
            begins_low: now_and_then(firsts, char::is_lowercase),
            ends_bare: now_and_then(lasts, is_in_word),
            no_list: LISTS.into_iter().filter(unseen).collect(),
            closings: closings(recent),
        }
    }

    /// What no line of a draft that goes on from `opening` begins with. A small model is given its points as a list, and now
    /// and then goes on with that; whoever has begun a list themselves wants one.
    pub(crate) fn no_line(&self, opening: &str) -> Vec<char> {
        let lists = self.no_list.iter().copied();
        let unwanted = lists.filter(|mark| !begins_line(opening, &mark.to_string()));
        NO_LINE.into_iter().chain(unwanted).collect()
    }

    /// With what nothing goes on right behind `opening`, unless that has lines which begin so.
    pub(crate) fn not_first(opening: &str) -> Vec<char> {
        let unseen = |mark: &char| !begins_line(opening, &mark.to_string());
        NOT_FIRST.into_iter().filter(unseen).collect()
    }
}

fn begins_line(text: &str, marks: &str) -> bool {
    text.lines()
        .any(|line| line.trim_start().starts_with(marks))
}

fn now_and_then(letters: impl Iterator<Item = char>, is: fn(char) -> bool) -> bool {
    let (are, all) = letters.fold((0, 0), |(are, all), c| (are + usize::from(is(c)), all + 1));
    are * NOW_AND_THEN > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    fn of(text: &str) -> Layout {
        Layout::count(&[document(1, text)])
    }

    #[test]
    fn what_paragraphs_begin_and_end_with_is_counted() {
        let is = |text: &str| (of(text).begins_low, of(text).ends_bare);
        let high = "Hi Tom\n\nThe tap in the kitchen drips again.\n\nTom";
        assert_eq!(is(high), (false, false));
        assert_eq!(is("我昨天把侧门的钥匙弄丢了"), (false, true));
        assert_eq!(is("我昨天把侧门的钥匙弄丢了。\n\n李明"), (false, false));
        assert_eq!(is("ฝนตกทั้งวันเลยไม่ได้ไปไหนอยู่แต่บ้านเดินไม่ได้"), (false, true));
        let low = "Hallo Tom,\n\nich komme morgen mit dem Zug um neun.\n\nGrüße";
        assert_eq!(is(low), (true, false));
        let bare = "The tap in the kitchen drips again\n\nSee you there on Friday night at nine";
        assert_eq!(is(bare), (false, true));
    }

    #[test]
    fn no_line_begins_as_none_of_the_users_does() {
        let bars = |layout: &Layout, opening: &str| layout.no_line(opening).contains(&'-');
        let prose = of("The tap drips - again.\n\nTom");
        assert!(bars(&prose, "") && bars(&prose, "Hi Tom,\n\n"));
        let begun = "To buy:\n- milk\n";
        assert!(!bars(&prose, begun), "they have begun one");
        assert!(!Layout::not_first(begun).contains(&'-') && Layout::not_first("").contains(&'-'));
        assert!(!bars(&of("To buy:\n- milk\n- bread"), ""));
        let unknown = Layout::count(&[]);
        assert_eq!(unknown.no_line(""), NO_LINE);
    }
}
