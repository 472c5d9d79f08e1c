//! The naive staged loop, as the paper runs it: each stage is a prompt of its own with all the passages in it, and every
//! prompt is read from nothing. Same model, same worker, same passages.

use domain::{Brief, Source};
use model::{Answer, Progress, Worker};

use crate::trouble::Outcome;
use crate::writing::{Request, Seen, write, write_until};

/// Tokens of the summary, at most.
const SUMMARY: u32 = 80;
/// Tokens of the important words, at most.
const WORDS: u32 = 30;

/// What each of its stages took.
#[derive(Debug, Clone)]
pub(crate) struct Naive {
    pub(crate) summary: Seen,
    pub(crate) words: Seen,
    pub(crate) draft: Seen,
}

impl Naive {
    /// From the click to the first word, in milliseconds. Looking for the passages is not counted.
    pub(crate) fn first_word_ms(&self) -> f64 {
        let draft = self.draft.first_text_ms.unwrap_or(self.draft.total_ms);
        self.summary.total_ms + self.words.total_ms + draft
    }
}

/// Runs the loop up to its first word. `number` stands first in each prompt, so that none shares its beginning with
/// another one.
pub(crate) fn run(
    worker: &mut Worker,
    brief: &Brief,
    sources: &[Source],
    number: usize,
) -> Outcome<Naive> {
    let passages: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
    let passages = passages.join("\n\n---\n\n");
    let asked = words_of(brief);
    let prompt = |stage: &str, task: &str, rest: &str| {
        vec![format!(
            "{number} {stage}. {task}\n\n{passages}\n\n---\n\n{asked}\n\n{rest}"
        )]
    };
    let writing = |parts, most_tokens| Request {
        texts: 1,
        most_tokens,
        ..Request::reading(parts)
    };
    let summary = prompt(
        "Summary",
        "Summarize what the author says in these passages that matters for the new text.",
        "Summary:",
    );
    let summary = write(worker, &writing(summary, SUMMARY))?;
    let words = prompt(
        "Words",
        "List the words of these passages that belong into the new text.",
        "Important words:",
    );
    let words = write(worker, &writing(words, WORDS))?;
    let made = |seen: &Seen| seen.texts.first().cloned().unwrap_or_default();
    let draft = prompt(
        "Text",
        "Write the new text as the author of these passages would.",
        &format!(
            "Summary:{}\n\nImportant words:{}\n\nThe new text:\n\n",
            made(&summary),
            made(&words)
        ),
    );
    let draft = write_until(worker, &writing(draft, 8), &mut |progress| match progress {
        Progress::Text { text, .. } if !text.trim().is_empty() => Answer::Enough,
        _ => Answer::GoOn,
    })?;
    Ok(Naive {
        summary,
        words,
        draft,
    })
}

/// The brief in words.
fn words_of(brief: &Brief) -> String {
    let mut text = format!("A new {}", brief.kind);
    for (name, value) in [
        ("To", &brief.to),
        ("About", &brief.about),
        ("Rating", &brief.rating),
        ("Title", &brief.title),
    ] {
        if !value.is_empty() {
            text.push_str(&format!("\n{name}: {value}"));
        }
    }
    for point in &brief.points {
        text.push_str(&format!("\n- {point}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brief_is_put_into_words() {
        let brief = Brief {
            title: "Keys".into(),
            points: vec!["who has it".into()],
            ..Brief::default()
        };
        assert_eq!(words_of(&brief), "A new email\nTitle: Keys\n- who has it");
    }
}
