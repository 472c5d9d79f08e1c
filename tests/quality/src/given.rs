//! What is given of a text, and what is to come of it.

use std::str::FromStr;

use domain::{Brief, Kind};
use voice::points_of;

use crate::corpus::Text;

/// How many characters of title and text are given in task P.
const GIVEN: usize = 150;
/// How many characters of the message that is replied to are given in task B, so that every row's prompt has room for it.
const QUOTED: usize = 4_000;
/// What has more characters without a gap is no word: some scripts set no spaces.
const WORD: usize = 40;

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

/// Whether a draft of `text` would have anything to go by.
pub(crate) fn gives_something(text: &Text, task: Task) -> bool {
    let is_said = |said: &str| !said.trim().is_empty();
    task == Task::P
        || is_said(&text.title)
        || is_said(&text.quoted())
        || !points_of(&text.text).is_empty()
}

/// What is given of `text`, and what is to come.
pub(crate) fn given(text: &Text, task: Task, kind: Kind) -> (Brief, String) {
    let brief = Brief {
        kind,
        ..Brief::default()
    };
    if task == Task::B {
        let brief = Brief {
            title: text.title.clone(),
            about: text.product(),
            rating: text.rating(),
            reply_to: first(&text.quoted(), QUOTED).to_owned(),
            points: points_of(&text.text),
            ..brief
        };
        return (brief, text.text.trim().to_owned());
    }
    let whole = format!("{}\n{}", text.title, text.text);
    let begin = text.title.len() + 1;
    let end = cut(&whole, begin);
    let (title, start, target) = if end < begin {
        (&whole[..end], "", text.text.as_str())
    } else {
        (text.title.as_str(), &whole[begin..end], &whole[end..])
    };
    let brief = Brief {
        title: title.to_owned(),
        start: start.trim_start().to_owned(),
        ..brief
    };
    (brief, target.trim().to_owned())
}

/// Where the first 150 characters end, cut back to the end of a word: as far as to the title, where the text's first word,
/// at `begin`, is one.
fn cut(whole: &str, begin: usize) -> usize {
    let Some((end, next)) = whole.char_indices().nth(GIVEN) else {
        return whole.len();
    };
    if next.is_whitespace() {
        return end;
    }
    let back = whole[..end].rfind(char::is_whitespace);
    // Without a title nothing would be left.
    let back = back.filter(|at| {
        *at >= begin || end <= begin || (begin > 1 && is_in_word(&whole[begin..end], &whole[end..]))
    });
    back.map_or(end, |at| whole[..at].trim_end_matches([' ', '\t']).len())
}

/// Whether the gap between `front`, in which there is no white space, and `behind` is in the middle of a word.
fn is_in_word(front: &str, behind: &str) -> bool {
    let mut near = behind.chars().take(WORD);
    front.chars().count() <= WORD && near.any(char::is_whitespace)
}

/// The first `most` characters of `text`, cut back to the end of a word where there are words.
fn first(text: &str, most: usize) -> &str {
    let Some((end, next)) = text.char_indices().nth(most) else {
        return text;
    };
    let head = &text[..end];
    let back = head.rfind(char::is_whitespace).filter(|at| {
        let word = head[*at..].chars().count();
        !next.is_whitespace() && word <= WORD
    });
    back.map_or(head, |at| head[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(title: &str, body: &str) -> Text {
        let mut text = Text::default();
        text.title = title.into();
        text.text = body.into();
        text
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
        text.title = "鸥".repeat(145);
        let (brief, target) = given(&text, Task::P, Kind::Post);
        assert_eq!(
            (brief.title == text.title, brief.start.chars().count()),
            (true, 4)
        );
        assert_eq!(target.chars().count(), 396);
    }

    #[test]
    fn the_first_word_of_a_text_is_not_cut_in_two() {
        let body = "Considerable winds are said to come. ".repeat(10);
        for length in 139..=150 {
            let long = text(&"x".repeat(length), &body);
            let (brief, target) = given(&long, Task::P, Kind::Post);
            assert_eq!((brief.title, brief.start.as_str()), (long.title, ""));
            assert_eq!(target, body.trim());
        }
        // Nothing else would be given.
        let address = text("", &format!("{} {body}", "y".repeat(160)));
        let (brief, _) = given(&address, Task::P, Kind::Post);
        assert_eq!(brief.start.len(), 149);
    }

    #[test]
    fn a_title_of_two_lines_is_one_title() {
        let two = text("The gulls\nand the roof", &"They are gone. ".repeat(30));
        let (brief, target) = given(&two, Task::P, Kind::Post);
        assert_eq!(brief.title, two.title);
        assert!(brief.start.starts_with("They are gone."));
        assert_eq!(format!("{} {target}", brief.start), two.text.trim());
    }

    #[test]
    fn a_long_message_is_given_up_to_a_word() {
        let said = |quoted: &str| -> String {
            let json = serde_json::json!({"id": "1", "text": "", "meta": {"quoted": quoted}});
            let text: Text = serde_json::from_value(json).unwrap();
            given(&text, Task::B, Kind::Email).0.reply_to
        };
        assert_eq!(said("Who has the key?"), "Who has the key?");
        let long = said(&"the key ".repeat(1_000));
        assert!(long.len() == 3_999 && long.ends_with("the key"));
        let long = said(&"the lanterns ".repeat(1_000));
        assert!(long.len() == 3_994 && long.ends_with(" the"));
        let signs = format!("鸥 {}", "今".repeat(9_000));
        assert_eq!(said(&signs).chars().count(), QUOTED);
    }

    #[test]
    fn a_text_of_which_nothing_is_given_is_not_asked_for() {
        let silent = text("", "…");
        assert!(gives_something(&silent, Task::P) && !gives_something(&silent, Task::B));
        assert!(gives_something(&text("Gulls", "…"), Task::B));
        assert!(gives_something(
            &text("", "The gulls left the roof."),
            Task::B
        ));
    }
}
