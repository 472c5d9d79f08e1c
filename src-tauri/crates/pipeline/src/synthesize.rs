//! Stage 4: the important words. (Greeting, sign-off and length, the voice shell, stand before any brief.)

use domain::{Brief, Kind, Result, SummarySnippet};
use voice::Lexicon;

use crate::check::is_number_or_date;
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
    // Numbers are near one another, and a draft that is given seven for six says something that nobody said.
    let exact = |word: &str| is_number_or_date(word);
    let near =
        |one: &str, other: &str| !exact(one) && !exact(other) && shelf.likeness(one, other) >= NEAR;
    lexicon.important_words(&about, &texts, &said, &near, WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Found;
    use crate::testing::letter;
    use domain::{Document, Ranking, Slot};

    /// A shelf for which all words mean the same.
    struct Alike;

    impl Shelf for Alike {
        fn search(&self, _: Kind, _: &str, _: Ranking, _: usize) -> Result<Vec<Found>> {
            Ok(Vec::new())
        }

        fn likeness(&self, _: &str, _: &str) -> f64 {
            1.0
        }

        fn recent(&self, _: Kind, _: Option<&str>, _: usize) -> Result<Vec<Document>> {
            Ok(Vec::new())
        }
    }

    #[test]
    fn what_is_near_in_meaning_counts_but_no_other_number_and_no_other_day() {
        let text = "The kettle whistles. We had eleven guests on Friday, and six cups for them.";
        let entry = Entry::new(&letter(1, text), Slot::Style, 0.0, "", 0..text.len());
        let brief = Brief {
            points: vec!["the urn, at six on Thursday".into()],
            ..Brief::default()
        };
        // Rare among many pieces, as words must be to be important.
        let others = (0..9).map(|_| "nothing of that");
        let lexicon = Lexicon::count(std::iter::once(text).chain(others));
        let words = synthesize(&brief, None, &[&entry], &[], &lexicon, &Alike);
        assert!(words.contains(&"kettle".to_owned()), "{words:?}");
        assert!(words.contains(&"six".to_owned()), "{words:?}");
        for other in ["eleven", "friday"] {
            assert!(!words.contains(&other.to_owned()), "{words:?}");
        }
    }
}
