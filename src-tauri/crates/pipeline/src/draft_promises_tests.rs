//! What a draft is promised not to be, whatever the model says.

use super::{letter, letters};
use crate::draft::{Drafted, Wanted, draft};
use crate::edits::Edits;
use crate::ports::{Answer, Finished, Go, Stopped, Told, Writer, Writing};
use crate::standing::Standing;
use crate::testing::Letters;
use domain::{Brief, Candidate, Cues, DraftEvent, Method, Result, Shell};

/// Says the next of these each time that it is asked, and remembers which of them it was and what it was led by.
struct Says {
    texts: &'static [&'static str],
    asked: Vec<usize>,
    cues: Option<Cues>,
}

impl Writer for Says {
    fn write(
        &mut self,
        writing: &Writing,
        on: &mut dyn FnMut(Told<'_>) -> Answer,
    ) -> Result<Finished> {
        self.asked.push(writing.first);
        self.cues.clone_from(&writing.cues);
        for which in 0..writing.texts {
            let number = (writing.first + which).min(self.texts.len() - 1);
            for text in self.texts[number].split_inclusive(' ') {
                if on(Told::Text { which, text }) != Answer::GoOn {
                    break;
                }
            }
        }
        Ok(Finished {
            read: true,
            stopped: vec![Stopped::EndOfText; writing.texts],
        })
    }
}

/// What a draft came to, what was shown of it, the drafts there were to choose from, and who wrote it.
struct Came {
    drafted: Result<Drafted>,
    shown: Vec<String>,
    candidates: Vec<Candidate>,
    says: Says,
}

fn write(
    texts: &'static [&'static str],
    brief: Brief,
    edits: &Edits,
    shelf: &Letters,
    candidates: usize,
) -> Came {
    let brief = brief.checked().unwrap();
    let method = Method::default().suited_to(&brief);
    let standing = Standing::gather(method, brief.kind, &brief.to, &|_| None, shelf).unwrap();
    let standing = standing.revised(edits);
    let mut says = Says {
        texts,
        asked: Vec::new(),
        cues: None,
    };
    let (mut shown, mut to_choose) = (Vec::new(), Vec::new());
    let mut tell = |event| {
        match event {
            DraftEvent::Text { delta, .. } if !delta.is_empty() => shown.push(delta),
            DraftEvent::Candidates { candidates, .. } => to_choose = candidates,
            _ => {}
        }
        Go::Continue(())
    };
    let wanted = Wanted {
        brief: &brief,
        standing: &standing,
        ready: None,
        sketch: None,
        most_to_read: usize::MAX,
        edits,
        candidates,
        hand: &|| None,
    };
    let drafted = draft(wanted, shelf, &mut says, &|| 1.0, &mut tell);
    Came {
        drafted,
        shown,
        candidates: to_choose,
        says,
    }
}

#[test]
fn no_bracket_is_opened_where_there_are_no_points_either() {
    let brief = || Brief {
        to: "tom@example.org".into(),
        title: "The key to the side door".into(),
        ..Brief::default()
    };
    // With past pieces and without any.
    for shelf in [letters(), Letters(Vec::new())] {
        let came = write(&["It is found."], brief(), &Edits::default(), &shelf, 1);
        assert!(came.drafted.is_ok());
        let cues = came.says.cues.unwrap();
        assert!(cues.present.is_none() && cues.waiting.is_empty());
    }
}

/// A passage that is to be said anew, with no more room than it takes.
fn anew(texts: &'static [&'static str], candidates: usize) -> Came {
    let brief = Brief {
        to: "tom@example.org".into(),
        start: "Hullo Tom,\n\n".into(),
        points: vec![
            "The tap still drips.".into(),
            "Can he come on Tuesday?".into(),
        ],
        ..Brief::default()
    };
    let edits = Edits {
        shell: Some(Shell {
            words_low: 6,
            words_median: 9,
            words_high: 11,
            pieces: 1,
            ..Shell::default()
        }),
        anew: true,
        ..Edits::default()
    };
    let text = "Hullo Tom,\n\nThe key to the side door is lost.\n\nYours in haste,\nOttilie";
    let shelf = Letters((0..3).map(|id| letter(id, text)).collect());
    write(texts, brief, &edits, &shelf, candidates)
}

const SAME: &str = "The tap still drips. Can he come on Tuesday?";
const OTHER: &str = "The tap is still dripping. Could he come on Tuesday?";

#[test]
fn a_passage_that_comes_back_as_it_was_is_written_once_more_before_anything_is_shown() {
    let came = anew(&[SAME, OTHER], 1);
    assert_eq!(came.drafted.unwrap().text, OTHER);
    assert_eq!(came.shown.concat(), OTHER);
    assert_eq!(came.says.asked, [0, 1], "with another seed");
    assert_eq!(came.says.cues.unwrap().anew.join(" "), SAME);
    // One that is another is shown as it comes.
    let came = anew(&[OTHER], 1);
    assert_eq!(came.says.asked, [0]);
    assert!(came.shown.len() > 3, "{:?}", came.shown);
    // Where nothing else comes, that is what there is.
    let came = anew(&[SAME, SAME], 1);
    assert_eq!(
        (came.drafted.unwrap().text.as_str(), came.says.asked),
        (SAME, vec![0, 1])
    );
    // Of several, those are to choose from that are others.
    let came = anew(&[SAME, OTHER], 2);
    assert_eq!(came.candidates.len(), 1);
    assert_eq!(came.drafted.unwrap().text, OTHER);
}

#[test]
fn where_no_words_come_it_is_said_what_may_help() {
    let none = |came: Came| {
        let error = came.drafted.unwrap_err();
        assert!(error.what.contains("no words"), "{error:?}");
        error.remedy.unwrap()
    };
    let brief = Brief {
        points: vec!["the key".into()],
        ..Brief::default()
    };
    let of_brief = none(write(
        &["## Letter\n"],
        brief,
        &Edits::default(),
        &letters(),
        1,
    ));
    assert!(of_brief.contains("another point"), "{of_brief}");
    let of_passage = none(anew(&["## Letter\n"], 1));
    assert!(of_passage.starts_with("Choose more"), "{of_passage}");
}
