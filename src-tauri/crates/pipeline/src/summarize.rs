//! Stage 3: what the user said before on each part of the brief. Extractive: for each part in order, the most similar
//! past snippet that is not yet taken (the paper's weak label for `SumCtx`, with the brief in the place of the truth).

use domain::{Brief, Document, DocumentId, SummarySnippet, snippets};
use voice::Lexicon;

use crate::rank::Entry;
use crate::retrieve::Retrieved;

/// Below this cosine a snippet is about something else.
const ALIKE: f64 = 0.2;
/// At most so many snippets: small models copy what they are shown, and more would crowd out the brief.
const MOST: usize = 2;

/// Runs the stage over what was found by topic and over the entries of the prompt.
pub(crate) fn summarize(
    brief: &Brief,
    retrieved: &Retrieved,
    entries: &[Entry],
    lexicon: &Lexicon,
) -> Vec<SummarySnippet> {
    let shown = |text: &str| entries.iter().any(|entry| entry.text.contains(text));
    let documents = retrieved.by_topic.iter().map(|found| &found.document);
    let past: Vec<(DocumentId, &str)> = documents
        .flat_map(snippets_of)
        .filter(|(_, text)| !shown(text))
        .collect();
    let mut free = vec![true; past.len()];
    let mut chosen = Vec::new();
    for part in parts(brief) {
        let best = (0..past.len())
            .filter(|at| free[*at])
            .map(|at| (at, lexicon.similarity(&part, past[at].1)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, _)) = best.filter(|(_, likeness)| *likeness >= ALIKE) {
            free[at] = false;
            chosen.push(SummarySnippet {
                id: past[at].0,
                text: past[at].1.to_owned(),
                part,
            });
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen
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
    parts.extend(
        snippets(&brief.reply_to)
            .into_iter()
            .map(|range| brief.reply_to[range].to_owned()),
    );
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Found;
    use crate::testing::document;

    #[test]
    fn each_part_takes_the_snippet_nearest_to_it_and_none_is_taken_twice() {
        let texts = [
            "The key to the side door is lost.",
            "The glue never set.",
            "Rehearsal is on Thursday.",
        ];
        let retrieved = Retrieved {
            by_topic: (0..3)
                .map(|n| Found {
                    document: document(n, texts[n as usize]),
                    score: 1.0,
                })
                .collect(),
            ..Retrieved::default()
        };
        let lexicon = Lexicon::count(texts);
        let brief = Brief {
            points: vec![
                "who has the key".into(),
                "key of the side door".into(),
                "zebra".into(),
            ],
            ..Brief::default()
        };
        let summary = summarize(&brief, &retrieved, &[], &lexicon);
        assert_eq!(
            summary.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(),
            [texts[0]]
        );
    }
}
