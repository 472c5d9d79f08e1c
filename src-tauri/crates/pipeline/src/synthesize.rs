//! Stage 4: the important words, and the voice shell: greeting, sign-off and length.

use domain::{Brief, Shell, SummarySnippet};
use voice::Lexicon;

use crate::rank::Entry;
use crate::retrieve::{Retrieved, query};

/// One line of 10-20 words (method 3.7).
const WORDS: usize = 12;

/// What the stage finds out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Synthesis {
    pub(crate) words: Vec<String>,
    pub(crate) shell: Shell,
}

/// Runs the stage.
pub(crate) fn synthesize(
    brief: &Brief,
    retrieved: &Retrieved,
    entries: &[Entry],
    summary: &[SummarySnippet],
    lexicon: &Lexicon,
) -> Synthesis {
    let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
    let said: Vec<&str> = summary
        .iter()
        .map(|snippet| snippet.text.as_str())
        .collect();
    let words = lexicon.important_words(&query(brief), &texts, &said, WORDS);
    let shell = voice::shell(&retrieved.recent, retrieved.person.as_ref());
    Synthesis { words, shell }
}
