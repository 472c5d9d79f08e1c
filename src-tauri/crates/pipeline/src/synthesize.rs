//! Stage 4: the important words. (Greeting, sign-off and length, the voice shell, stand before any brief.)

use domain::{Brief, Kind, Result, SummarySnippet};
use voice::Lexicon;

use crate::ports::Shelf;
use crate::rank::Entry;
use crate::retrieve::query;

/// Two words whose vectors have this cosine mean much the same: film and movie have 0.81, kettle and teapot 0.59, key and
/// music 0. (The paper: WordNet synonyms, and GloVe vectors less than 4 apart.)
const NEAR: f64 = 0.55;
/// One line of 10-20 words (method 3.7).
const WORDS: usize = 12;

/// The paper's `SynCtxInd` takes up to so many.
const FREQUENT: usize = 20;
/// And counts them over at most so many of the newest pieces.
const COUNTED: usize = 1_000;

/// The words that this person uses most, whatever the brief says (`SynCtxInd`).
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn frequent(kind: Kind, shelf: &dyn Shelf, lexicon: &Lexicon) -> Result<Vec<String>> {
    let recent = shelf.recent(kind, None, COUNTED)?;
    let texts: Vec<&str> = recent
        .iter()
        .map(|document| document.text.as_str())
        .collect();
    Ok(lexicon.frequent_words(&texts, FREQUENT))
}

/// Runs the stage: words of the entries that the brief, or a `sketch` of the draft, has as well.
pub(crate) fn synthesize(
    brief: &Brief,
    sketch: Option<&str>,
    entries: &[&Entry],
    summary: &[SummarySnippet],
    lexicon: &Lexicon,
    shelf: &dyn Shelf,
) -> Vec<String> {
    let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
    let said: Vec<&str> = summary
        .iter()
        .map(|snippet| snippet.text.as_str())
        .collect();
    let about = match sketch {
        Some(sketch) => format!("{sketch}\n{}", query(brief)),
        None => query(brief),
    };
    let near = |one: &str, other: &str| shelf.likeness(one, other) >= NEAR;
    lexicon.important_words(&about, &texts, &said, &near, WORDS)
}
