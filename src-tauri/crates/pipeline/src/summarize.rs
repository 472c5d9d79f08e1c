//! Stage 3: what the user said before on each part of the brief. Extractive: for each part in order, the most similar
//! past snippet that is not yet taken (the paper's weak label for `SumCtx`, with the brief in the place of the truth).
//! `abridge` is the other way.

use domain::{Brief, Document, DocumentId, SummarySnippet, snippets};
use voice::{Lexicon, Weighed};

use crate::ports::Found;
use crate::rank::Entry;

/// Below this cosine a snippet is about something else.
const ALIKE: f64 = 0.2;
/// How many snippets at most: small models copy what they are shown, and more would crowd out the brief.
const MOST: usize = 2;

/// Runs the stage over what was found by topic; nothing that is `shown` as a piece is said twice. With a `sketch` of the
/// draft, its snippets take the place of the parts of the brief.
pub(crate) fn summarize(
    brief: &Brief,
    sketch: Option<&str>,
    found: &[Found],
    shown: &[&Entry],
    lexicon: &Lexicon,
) -> Vec<SummarySnippet> {
    let is_shown = |text: &str| shown.iter().any(|entry| entry.text.contains(text));
    let documents = found.iter().map(|found| &found.document);
    let mut free: Vec<(DocumentId, &str, Weighed)> = documents
        .flat_map(snippets_of)
        .filter(|(_, text)| !is_shown(text))
        .map(|(id, text)| (id, text, lexicon.weigh(text)))
        .collect();
    let mut chosen = Vec::new();
    let parts = sketch.map_or_else(|| parts(brief), snippets_in);
    for part in parts {
        let asked = lexicon.weigh(&part);
        let best = (free.iter().enumerate())
            .map(|(at, (_, _, past))| (at, asked.similarity(past)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, _)) = best.filter(|(_, likeness)| *likeness >= ALIKE) {
            let (id, text, _) = free.remove(at);
            chosen.push(SummarySnippet {
                id,
                text: text.to_owned(),
                part,
            });
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen
}

/// A summary of the pieces that are `shown`, whatever the brief says (`SumCtxInd`): the snippets most like all of them
/// together, in the order of the prompt.
pub(crate) fn central(shown: &[&Entry], lexicon: &Lexicon) -> Vec<SummarySnippet> {
    let all: Vec<&str> = shown.iter().map(|entry| entry.text.as_str()).collect();
    let all = lexicon.weigh(&all.join("\n"));
    let past = shown.iter().flat_map(|entry| {
        let ranges = snippets(&entry.text).into_iter();
        ranges.map(|range| (entry.document.id, &entry.text[range]))
    });
    let mut scored: Vec<(usize, f64, DocumentId, &str)> = past
        .enumerate()
        .map(|(at, (id, text))| (at, lexicon.weigh(text).similarity(&all), id, text))
        .collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    scored.truncate(MOST);
    scored.sort_by_key(|scored| scored.0);
    let chosen = scored.into_iter().map(|(_, _, id, text)| SummarySnippet {
        id,
        text: text.to_owned(),
        part: String::new(),
    });
    chosen.collect()
}

/// Greeting and sign-off are no part of what was said.
fn snippets_of(document: &Document) -> impl Iterator<Item = (DocumentId, &str)> {
    let body = voice::body(document);
    snippets(body)
        .into_iter()
        .map(|range| (document.id, &body[range]))
}

/// The parts of a brief that somebody could have written about before.
fn parts(brief: &Brief) -> Vec<String> {
    let mut parts: Vec<String> = brief.points.clone();
    parts.extend(
        [&brief.title, &brief.about]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned(),
    );
    parts.extend(snippets_in(voice::body_of(&brief.reply_to, &[])));
    parts
}

fn snippets_in(text: &str) -> Vec<String> {
    let ranges = snippets(text).into_iter();
    ranges.map(|range| text[range].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    #[test]
    fn each_part_takes_the_snippet_nearest_to_it_and_none_is_taken_twice() {
        let texts = [
            "The key to the side door is lost.",
            "The glue never set.",
            "Rehearsal is on Thursday.",
        ];
        let found: Vec<Found> = (0..3)
            .map(|n| Found {
                document: document(n, texts[n as usize]),
                score: 1.0,
            })
            .collect();
        let lexicon = Lexicon::count(texts);
        let brief = Brief {
            points: vec![
                "who has the key".into(),
                "key of the side door".into(),
                "zebra".into(),
            ],
            ..Brief::default()
        };
        let said = |sketch| -> Vec<String> {
            let summary = summarize(&brief, sketch, &found, &[], &lexicon);
            summary.into_iter().map(|snippet| snippet.text).collect()
        };
        assert_eq!(said(None), [texts[0]]);
        assert_eq!(said(Some("Rehearsal is moved.")), [texts[2]]);
    }
}
