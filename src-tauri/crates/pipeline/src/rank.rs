//! Stage 2: what goes into the prompt. 2,500 characters in two kinds of slot: style slots show how the user writes this
//! kind of text to this person; topical slots are about the same thing (method 3.2: topic alone hurts style).

use std::collections::HashSet;
use std::ops::Range;

use domain::{Document, DocumentId, Slot, Source, snippets};
use voice::{Lexicon, words};

use crate::ports::Found;
use crate::retrieve::Retrieved;

/// The paper's budget for all ranked entries, in characters.
pub(crate) const BUDGET: usize = 2_500;
/// At most so many entries near in topic.
const TOPICAL: usize = 2;
/// At most so many entries of the same kind and recipient.
const STYLE: usize = 3;
/// No entry takes more than half of the budget.
const LONGEST: usize = BUDGET / 2;
/// A part of a piece that is shorter than this is left out.
const SHORTEST_EXCERPT: usize = 250;
/// An entry shorter than this shows too little of a hand to take a style slot.
const SHORTEST_STYLE: usize = 120;

/// The entries of the prompt: style slots first, then topical ones, the nearest last.
///
/// Whole pieces show a hand better than pieces of pieces, from the greeting to the sign-off; so the budget is spent on
/// one slot after another, the most telling first, and what is left over at the end stays unused.
pub(crate) fn rank(retrieved: &Retrieved, query: &str, lexicon: &Lexicon) -> Vec<Entry> {
    let mut taken = HashSet::new();
    let topical: Vec<&Found> = retrieved
        .by_topic
        .iter()
        .filter(|found| found.score > 0.0 && taken.insert(found.document.id))
        .take(TOPICAL)
        .collect();
    let style = style(retrieved, &mut taken);

    let mut left = BUDGET;
    let mut take = |text: &str, around: usize| {
        let range = excerpt(text, around, left.min(LONGEST));
        // A scrap at the end of the budget shows nothing.
        let enough = !range.is_empty()
            && (range.len() == text.trim().len() || range.len() >= SHORTEST_EXCERPT);
        left -= if enough { range.len() } else { 0 };
        enough.then_some(range)
    };
    let (mut by_style, mut by_topic) = (Vec::new(), Vec::new());
    for turn in 0..STYLE.max(TOPICAL) {
        if let Some((document, why)) = style.get(turn)
            && let Some(range) = take(&document.text, 0)
        {
            by_style.push(Entry::new(document, Slot::Style, 0.0, why, range));
        }
        if let Some(found) = topical.get(turn) {
            let text = &found.document.text;
            if let Some(range) = take(text, best_snippet(text, query, lexicon)) {
                by_topic.push(Entry::new(
                    &found.document,
                    Slot::Topic,
                    found.score,
                    "about the same thing",
                    range,
                ));
            }
        }
    }
    by_style.extend(by_topic.into_iter().rev());
    by_style
}

/// A document in the prompt, and the verbatim part of it that is shown.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) document: Document,
    pub(crate) slot: Slot,
    pub(crate) score: f32,
    pub(crate) why: &'static str,
    pub(crate) text: String,
}

impl Entry {
    fn new(
        document: &Document,
        slot: Slot,
        score: f32,
        why: &'static str,
        range: Range<usize>,
    ) -> Self {
        let text = document.text[range].to_owned();
        Self {
            document: document.clone(),
            slot,
            score,
            why,
            text,
        }
    }

    /// The same for the window.
    pub(crate) fn source(&self) -> Source {
        let to: Vec<&str> = self
            .document
            .recipients
            .iter()
            .map(|person| person.label())
            .collect();
        Source {
            id: self.document.id,
            title: self.document.title.clone(),
            path: self.document.path.clone(),
            kind: self.document.kind,
            date: self.document.date,
            to: to.join(", "),
            score: self.score,
            slot: self.slot,
            why: self.why.to_owned(),
            text: self.text.clone(),
        }
    }
}

/// Style slots: letters to the same person first, then the newest of the kind, neither much shorter nor much longer
/// than usual, each unlike the ones before it.
fn style<'a>(
    retrieved: &'a Retrieved,
    taken: &mut HashSet<DocumentId>,
) -> Vec<(&'a Document, &'static str)> {
    let usual = median_length(&retrieved.recent);
    let fits = |document: &Document| {
        let length = document.text.len();
        length >= SHORTEST_STYLE.min(usual) && length <= usual.max(BUDGET / STYLE) * 2
    };
    let them = retrieved
        .to_them
        .iter()
        .map(|document| (document, "to the same person"));
    let kind = retrieved
        .recent
        .iter()
        .map(|document| (document, "how you write these"));
    let mut chosen: Vec<(&Document, &'static str)> = Vec::new();
    for (document, why) in them.chain(kind) {
        if chosen.len() == STYLE {
            break;
        }
        let new = chosen
            .iter()
            .all(|(other, _)| overlap(&other.text, &document.text) < 0.6);
        if fits(document) && new && taken.insert(document.id) {
            chosen.push((document, why));
        }
    }
    chosen
}

fn median_length(documents: &[Document]) -> usize {
    let mut lengths: Vec<usize> = documents
        .iter()
        .map(|document| document.text.len())
        .collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

/// Share of the words of the shorter text that stand in the longer one too: near 1 for two versions of one piece.
fn overlap(one: &str, other: &str) -> f64 {
    let set = |text: &str| words(text).map(str::to_lowercase).collect::<HashSet<_>>();
    let (one, other) = (set(one), set(other));
    let shorter = one.len().min(other.len()).max(1);
    one.intersection(&other).count() as f64 / shorter as f64
}

/// The snippet of `text` that is most like `query`.
fn best_snippet(text: &str, query: &str, lexicon: &Lexicon) -> usize {
    let score = |range: &Range<usize>| lexicon.similarity(query, &text[range.clone()]);
    let scored = snippets(text).iter().map(score).collect::<Vec<_>>();
    (0..scored.len())
        .rev()
        .max_by(|a, b| scored[*a].total_cmp(&scored[*b]))
        .unwrap_or(0)
}

/// A run of whole snippets around number `around`, of at most `budget` bytes; all of a text that fits. Of a single
/// snippet that does not fit, as many whole words as do.
fn excerpt(text: &str, around: usize, budget: usize) -> Range<usize> {
    let ranges = snippets(text);
    let Some(first) = ranges.get(around) else {
        return 0..0;
    };
    let mut run = first.clone();
    if run.len() > budget {
        let cut = text[run.clone()]
            .char_indices()
            .filter(|(at, c)| c.is_whitespace() && *at <= budget)
            .map(|(at, _)| at)
            .next_back();
        return run.start..run.start + cut.unwrap_or(0);
    }
    let (mut before, mut after) = (around, around);
    loop {
        let forward = ranges
            .get(after + 1)
            .filter(|next| next.end - run.start <= budget);
        let backward = before
            .checked_sub(1)
            .map(|at| &ranges[at])
            .filter(|last| run.end - last.start <= budget);
        match (backward, forward) {
            (Some(last), _) => {
                run.start = last.start;
                before -= 1;
            }
            (None, Some(next)) => {
                run.end = next.end;
                after += 1;
            }
            (None, None) => return run,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    fn retrieved(by_topic: Vec<(i64, &str)>, recent: Vec<(i64, &str)>) -> Retrieved {
        let found = |(id, text): (i64, &str)| Found {
            document: document(id, text),
            score: 3.0,
        };
        Retrieved {
            by_topic: by_topic.into_iter().map(found).collect(),
            recent: recent
                .into_iter()
                .map(|(id, text)| document(id, text))
                .collect(),
            ..Retrieved::default()
        }
    }

    #[test]
    fn style_comes_first_the_nearest_topic_last_and_nothing_twice() {
        let long = |word: &str| format!("{word} ").repeat(40);
        let (a, b, c) = (long("alpha"), long("beta"), long("gamma"));
        let retrieved = retrieved(vec![(1, &a), (2, &b)], vec![(1, &a), (3, &c), (4, &c)]);
        let entries = rank(&retrieved, "alpha", &Lexicon::default());
        let order: Vec<(i64, Slot)> = entries
            .iter()
            .map(|entry| (entry.document.id.0, entry.slot))
            .collect();
        assert_eq!(
            order,
            [(3, Slot::Style), (2, Slot::Topic), (1, Slot::Topic)]
        );
    }

    #[test]
    fn the_budget_holds_and_every_text_is_verbatim() {
        let long: Vec<String> = (0..6)
            .map(|n| format!("Sentence {n} of the piece é. ").repeat(200))
            .collect();
        let by_topic = vec![(0, long[0].as_str()), (1, &long[1])];
        let recent = (2..6).map(|n| (n as i64, long[n].as_str())).collect();
        let entries = rank(
            &retrieved(by_topic, recent),
            "sentence 0",
            &Lexicon::default(),
        );
        let total: usize = entries.iter().map(|entry| entry.text.len()).sum();
        assert!(total <= BUDGET && total > BUDGET * 3 / 4, "{total}");
        assert!(
            entries
                .iter()
                .all(|entry| entry.document.text.contains(&entry.text))
        );
    }

    #[test]
    fn an_excerpt_of_one_endless_sentence_is_whole_words() {
        let text = "word ".repeat(100);
        let range = excerpt(&text, 0, 52);
        assert_eq!(
            &text[range],
            "word word word word word word word word word word"
        );
        assert_eq!(excerpt("", 0, 10), 0..0);
    }
}
