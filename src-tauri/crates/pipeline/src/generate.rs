//! Stage 5: the words themselves. One prompt to be continued; what comes is given on as long as it is the piece.

use domain::{Brief, Error, ErrorCode, Kind, Length, Result, Shell, SummarySnippet};
use voice::sign_off_of;

use crate::ending::Ending;
use crate::frame;
use crate::ports::{Go, Stopped, Writer, Writing};
use crate::rank::Entry;
use crate::synthesize::Synthesis;

/// Words to aim at where nothing is known of the user's habit.
const DEFAULT_WORDS: usize = 120;
/// How often an empty draft is tried again, the first time counted.
const ATTEMPTS: u32 = 6;
/// Tokens for a word, generously: English has about 1.35, other languages more.
const TOKENS_PER_WORD: usize = 2;

/// What the earlier stages prepared.
pub(crate) struct Prepared<'a> {
    pub(crate) brief: &'a Brief,
    pub(crate) entries: &'a [Entry],
    pub(crate) summary: &'a [SummarySnippet],
    pub(crate) synthesis: &'a Synthesis,
}

/// Runs the stage; `show` gets each piece of the draft after the user's start, an empty one now and then, and may
/// break. Returns what was generated and whether it came to its end.
pub(crate) fn generate(
    prepared: &Prepared<'_>,
    writer: &mut dyn Writer,
    show: &mut dyn FnMut(&str) -> Go,
) -> Result<(String, bool)> {
    let Prepared {
        brief,
        entries,
        summary,
        synthesis,
    } = *prepared;
    let shell = &synthesis.shell;
    let greets =
        brief.start.trim().is_empty() && brief.kind == Kind::Email && !shell.greeting.is_empty();
    let greeting = if greets {
        format!("{}\n\n", shell.greeting)
    } else {
        String::new()
    };
    let opening = if greets {
        greeting.as_str()
    } else {
        brief.start.as_str()
    };
    let enough = enough_words(shell, brief.length);
    let mut writing = Writing {
        prompt: frame::prompt(brief, entries, summary, &synthesis.words, opening),
        most_tokens: u32::try_from(enough * TOKENS_PER_WORD + 48).unwrap_or(u32::MAX),
        attempt: 0,
    };
    let after_space = opening.is_empty() || opening.ends_with(char::is_whitespace);
    let sign_off = if brief.kind == Kind::Email {
        shell.sign_off.as_str()
    } else {
        ""
    };

    loop {
        let ending = Ending::new(sign_off, enough, after_space);
        let written = write_once(&writing, ending, &greeting, writer, show)?;
        if written.stopped_by_user {
            return Ok((written.text, false));
        }
        writing.attempt += 1;
        // A small model now and then ends before it has begun; nothing was shown then, so it may try again.
        if written.text.is_empty() {
            if writing.attempt < ATTEMPTS {
                continue;
            }
            return Err(Error::new(
                ErrorCode::BadInput,
                "the model found no words for this brief",
            )
            .remedy("Give it another point or your first words, or use a larger model"));
        }
        let missing = missing_sign_off(&format!("{}{}", brief.start, written.text), sign_off)
            .unwrap_or_default();
        let _ = show(&missing);
        return Ok((written.text + &missing, true));
    }
}

/// What one writing came to: the greeting and what was shown after it, or nothing at all.
struct Written {
    text: String,
    stopped_by_user: bool,
}

fn write_once(
    writing: &Writing,
    mut ending: Ending,
    greeting: &str,
    writer: &mut dyn Writer,
    show: &mut dyn FnMut(&str) -> Go,
) -> Result<Written> {
    let mut text = String::new();
    let mut stopped_by_user = false;
    let mut give = |delta: &str| {
        // The greeting comes with the first word and not before: until then there may be nothing to greet with.
        if text.is_empty() && !delta.is_empty() && !greeting.is_empty() {
            text.push_str(greeting);
            stopped_by_user |= show(greeting).is_break();
        }
        text.push_str(delta);
        stopped_by_user |= show(delta).is_break();
        stopped_by_user
    };
    let mut stopped = false;
    let why = writer.write(writing, &mut |raw| {
        let (delta, go) = ending.push(raw);
        stopped = give(&delta);
        if stopped { Go::Break(()) } else { go }
    })?;
    if !stopped {
        give(&ending.finish(why == Stopped::EndOfText));
    }
    Ok(Written {
        text,
        stopped_by_user,
    })
}

/// After so many words the next end of a sentence is the end.
fn enough_words(shell: &Shell, length: Length) -> usize {
    let known = shell.pieces > 0 && shell.words_high > 0;
    let (low, high) = if known {
        (shell.words_low, shell.words_high)
    } else {
        (DEFAULT_WORDS / 2, DEFAULT_WORDS)
    };
    let words = match length {
        Length::Short => low,
        Length::Usual => high,
        Length::Long => high + high / 2,
    };
    words.clamp(25, 600)
}

/// What to add so that a letter ends as the user's do; none where it has an ending of its own.
fn missing_sign_off(text: &str, sign_off: &str) -> Option<String> {
    let ends = sign_off_of(text).is_some()
        || sign_off
            .lines()
            .last()
            .is_some_and(|name| text.trim_end().ends_with(name));
    (!sign_off.is_empty() && !ends && !text.trim().is_empty()).then(|| format!("\n\n{sign_off}"))
}
