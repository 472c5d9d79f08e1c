//! Stage 4: the important words. (Greeting, sign-off and length, the voice shell, stand before any brief.)

use domain::{Brief, SummarySnippet};
use voice::Lexicon;

use crate::rank::Entry;
use crate::retrieve::query;

/// One line of 10-20 words (method 3.7).
const WORDS: usize = 12;

/// Runs the stage: words of the entries that the brief, or a `sketch` of the draft, has as well.
pub(crate) fn synthesize(
    brief: &Brief,
    sketch: Option<&str>,
    entries: &[&Entry],
    summary: &[SummarySnippet],
    lexicon: &Lexicon,
) -> Vec<String> {
    let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
    let said: Vec<&str> = summary
        .iter()
        .map(|snippet| snippet.text.as_str())
        .collect();
    let about = match sketch {
        Some(sketch) => format!("{}\n{sketch}", query(brief)),
        None => query(brief),
    };
    lexicon.important_words(&about, &texts, &said, WORDS)
}
