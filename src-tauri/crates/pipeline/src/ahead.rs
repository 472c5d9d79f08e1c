//! Work ahead of a draft, while the user is thinking: the model reads what will stand before its first word, and makes
//! a sketch by which summary and words are chosen.

use domain::{Brief, Result};

use crate::ending::Ending;
use crate::generate::{Opening, cues};
use crate::plan::Plan;
use crate::ports::{Answer, Go, Stopped, Told, Writer, Writing};
use crate::standing::Standing;

/// A sketch is long enough to say what the piece will be about.
const SKETCH_WORDS: usize = 45;

/// How far a prompt was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadTo {
    /// Not to the end of the pieces on the topic.
    Little,
    /// All pieces; what follows is short and changes with the brief.
    Pieces,
    /// All of it.
    End,
}

/// Has the model read what stands before any brief of this sort; stops where `go` breaks.
///
/// # Errors
/// If the model fails.
pub fn read_standing(
    standing: &Standing,
    writer: &mut dyn Writer,
    go: &mut dyn FnMut() -> Go,
) -> Result<ReadTo> {
    read(vec![standing.prompt()], standing, writer, go)
}

/// Has the model read the whole prompt of `plan` for `brief` as it is now; stops where `go` breaks.
///
/// # Errors
/// If the prompt does not fit or the model fails.
pub fn read_ahead(
    brief: &Brief,
    standing: &Standing,
    plan: &Plan,
    writer: &mut dyn Writer,
    go: &mut dyn FnMut() -> Go,
) -> Result<ReadTo> {
    let opening = Opening::of(brief, &standing.shell);
    let (parts, _) = plan.prompt(standing, brief, &opening.text);
    read(parts, standing, writer, go)
}

/// Has the model write a sketch of the draft from what `plan` has; none if `go` broke.
///
/// # Errors
/// If the prompt does not fit or the model fails.
pub fn sketch(
    brief: &Brief,
    standing: &Standing,
    plan: &Plan,
    writer: &mut dyn Writer,
    go: &mut dyn FnMut() -> Go,
) -> Result<Option<String>> {
    let opening = Opening::of(brief, &standing.shell);
    let (parts, points) = plan.prompt(standing, brief, &opening.text);
    let writing = Writing {
        most_tokens: SKETCH_WORDS as u32 * 2,
        cues: Some(cues(
            points.unwrap_or_default(),
            &brief.title,
            SKETCH_WORDS,
            standing,
        )),
        ..standing.writing(parts)
    };
    let text = some_words(&writing, SKETCH_WORDS, writer, go)?;
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// Has the model write the one text of `writing` up to the end of a sentence behind so many `words`; none if `go` broke.
pub(crate) fn some_words(
    writing: &Writing,
    words: usize,
    writer: &mut dyn Writer,
    go: &mut dyn FnMut() -> Go,
) -> Result<Option<String>> {
    let mut ending = Ending::new("", words, true);
    let mut text = String::new();
    let finished = writer.write(writing, &mut |told| {
        let Told::Text { text: raw, .. } = told else {
            return answer(go());
        };
        let (delta, more) = ending.push(raw);
        text.push_str(&delta);
        match answer(go()) {
            Answer::GoOn if more.is_break() => Answer::Enough,
            answer => answer,
        }
    })?;
    if !finished.read || (finished.stopped == [Stopped::Asked] && go().is_break()) {
        return Ok(None);
    }
    text.push_str(&ending.finish(false));
    Ok(Some(text))
}

fn read(
    parts: Vec<String>,
    standing: &Standing,
    writer: &mut dyn Writer,
    go: &mut dyn FnMut() -> Go,
) -> Result<ReadTo> {
    let reading = Writing {
        texts: 0,
        ..standing.writing(parts)
    };
    // Tokens of the pieces, that is of the first two parts; tokens ready at the beginning; tokens read since.
    let (mut pieces, mut ready, mut read) = (u32::MAX, 0, 0);
    let finished = writer.write(&reading, &mut |told| {
        match told {
            Told::Begun {
                parts,
                ready: there,
            } => {
                pieces = parts.iter().take(2).sum();
                ready = there;
            }
            Told::Reading { done, .. } => read = done,
            Told::Waiting | Told::Text { .. } => {}
        }
        answer(go())
    })?;
    Ok(if finished.read {
        ReadTo::End
    } else if ready + read >= pieces {
        ReadTo::Pieces
    } else {
        ReadTo::Little
    })
}

fn answer(go: Go) -> Answer {
    match go {
        Go::Continue(()) => Answer::GoOn,
        Go::Break(()) => Answer::Stop,
    }
}
