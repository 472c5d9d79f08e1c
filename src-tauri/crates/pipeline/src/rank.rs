//! Stage 2: what goes into the prompt. 2,500 characters in two kinds of slot: style slots show how the user writes this
//! kind of text to this person, and are chosen ahead of any brief; topical slots are about the same thing (method 3.2:
//! topic alone hurts style).

use std::collections::HashSet;
use std::ops::Range;

use domain::{Document, DocumentId, Slot, Source, snippets};
use voice::{Lexicon, terms};

use crate::ports::{Found, Shelf};

/// The paper's budget for all ranked entries is 2,500 characters. The style slots are chosen before there is a brief, so
/// each sort of slot has its own share of it.
const STYLE_BUDGET: usize = 1_500;
/// The share of the topical slots, in characters.
const TOPICAL_BUDGET: usize = 1_000;
/// How many entries near in topic at most.
const TOPICAL: usize = 2;
/// How many entries of the same kind and recipient at most.
const STYLE: usize = 3;
/// A part of a piece that is shorter than this is left out.
const SHORTEST_EXCERPT: usize = 250;
/// An entry shorter than this shows too little of a hand to take a style slot.
const SHORTEST_STYLE: usize = 120;

/// The style slots: letters to the same person first, then the newest of the kind, neither much shorter nor much longer
/// than usual, each unlike the ones before it.
///
/// Whole pieces show a hand better than pieces of pieces, from the greeting to the sign-off; so the budget is spent on
/// one slot after another, the most telling first, and what is left over at the end stays unused.
pub(crate) fn style(to_them: &[Document], recent: &[Document]) -> Vec<Entry> {
    let mut left = STYLE_BUDGET;
    let chosen = alike(to_them, recent)
        .into_iter()
        .filter_map(|(document, why)| {
            let range = take(&document.text, 0, &mut left)?;
            Some(Entry::new(document, Slot::Style, 0.0, why, range))
        });
    chosen.collect()
}

/// The topical slots among what was found: the nearest last, where the model looks most. None is in `taken`.
pub(crate) fn topical(
    found: &[Found],
    taken: &[Entry],
    query: &str,
    lexicon: &Lexicon,
) -> Vec<Entry> {
    let mut left = TOPICAL_BUDGET;
    let mut seen: HashSet<DocumentId> = taken.iter().map(|entry| entry.document.id).collect();
    let near = found
        .iter()
        .filter(|found| found.score > 0.0 && seen.insert(found.document.id))
        .take(TOPICAL);
    let mut entries: Vec<Entry> = near
        .filter_map(|found| {
            let text = &found.document.text;
            let range = take(text, best_snippet(text, query, lexicon), &mut left)?;
            let why = "about the same thing";
            Some(Entry::new(
                &found.document,
                Slot::Topic,
                found.score,
                why,
                range,
            ))
        })
        .collect();
    entries.reverse();
    entries
}

/// The paper's way: of the pieces that were `found` as much, from the first on, as its budget holds. The first stands
/// last, where the model looks most.
pub(crate) fn alone(found: &[Found]) -> Vec<Entry> {
    let mut left = STYLE_BUDGET + TOPICAL_BUDGET;
    let mut entries: Vec<Entry> = found
        .iter()
        .map_while(|found| {
            let range = take(&found.document.text, 0, &mut left)?;
            Some(Entry::new(
                &found.document,
                Slot::Topic,
                found.score,
                ALONE,
                range,
            ))
        })
        .collect();
    entries.reverse();
    entries
}

/// The same with the snippets of what was `found`, the nearest to `query` in meaning last.
pub(crate) fn snippets_alone(found: &[Found], query: &str, shelf: &dyn Shelf) -> Vec<Entry> {
    let all = found.iter().flat_map(|found| {
        let ranges = snippets(&found.document.text).into_iter();
        ranges.map(|range| (&found.document, range))
    });
    let scored = all.map(|(document, range)| {
        let near = shelf.likeness(query, &document.text[range.clone()]);
        Entry::new(document, Slot::Topic, near as f32, ALONE, range)
    });
    let mut entries: Vec<Entry> = scored.collect();
    entries.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut used = 0;
    let fitting = entries.iter().take_while(|entry| {
        used += entry.text.len();
        used <= STYLE_BUDGET + TOPICAL_BUDGET
    });
    let count = fitting.count();
    entries.truncate(count);
    entries.reverse();
    entries
}

/// The pieces that the user has pinned, each cut to the part that is most like `query`. None is in `taken`.
pub(crate) fn pinned(
    pins: &[Document],
    taken: &[Entry],
    query: &str,
    lexicon: &Lexicon,
) -> Vec<Entry> {
    let new = |pin: &&Document| taken.iter().all(|entry| entry.document.id != pin.id);
    let entry = |pin: &Document| {
        let around = best_snippet(&pin.text, query, lexicon);
        let range = excerpt(&pin.text, around, TOPICAL_BUDGET);
        (!range.is_empty()).then(|| Entry::new(pin, Slot::Topic, 0.0, PINNED, range))
    };
    pins.iter().filter(new).filter_map(entry).collect()
}

/// As much of `text` around snippet number `around` as is `left`; nothing where that would be a scrap.
fn take(text: &str, around: usize, left: &mut usize) -> Option<Range<usize>> {
    let range = excerpt(text, around, *left);
    let enough =
        !range.is_empty() && (range.len() == text.trim().len() || range.len() >= SHORTEST_EXCERPT);
    if !enough {
        return None;
    }
    *left -= range.len();
    Some(range)
}

/// Why a style slot was filled with this document.
pub(crate) const TO_THEM: &str = "to the same person";
/// Why a style slot was filled with this document.
pub(crate) const OF_THE_KIND: &str = "how you write these";
/// Why a piece stands in the prompt where only a ranking chose it.
const ALONE: &str = "ranked first";

/// Why a piece was taken that no stage would have taken by itself.
const PINNED: &str = "you pinned it";

/// A document in the prompt, and the verbatim part of it that is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) document: Document,
    pub(crate) slot: Slot,
    pub(crate) score: f32,
    pub(crate) why: &'static str,
    pub(crate) text: String,
}

impl Entry {
    pub(crate) fn new(
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

/// The documents for the style slots, and why each was taken.
fn alike<'a>(to_them: &'a [Document], recent: &'a [Document]) -> Vec<(&'a Document, &'static str)> {
    let usual = median_length(recent);
    let fits = |document: &Document| {
        let length = document.text.len();
        length >= SHORTEST_STYLE.min(usual) && length <= usual.max(STYLE_BUDGET / STYLE) * 2
    };
    let them = to_them.iter().map(|document| (document, TO_THEM));
    let kind = recent.iter().map(|document| (document, OF_THE_KIND));
    let mut chosen: Vec<(&Document, &'static str)> = Vec::new();
    for (document, why) in them.chain(kind) {
        if chosen.len() == STYLE {
            break;
        }
        // Two versions of one piece show less than two pieces; and no document is taken twice.
        let new = chosen.iter().all(|(other, _)| {
            other.id != document.id && overlap(&other.text, &document.text) < 0.6
        });
        if fits(document) && new {
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
    let set = |text: &str| terms(text).map(str::to_lowercase).collect::<HashSet<_>>();
    let (one, other) = (set(one), set(other));
    let shorter = one.len().min(other.len()).max(1);
    one.intersection(&other).count() as f64 / shorter as f64
}

/// The snippet of `text` that is most like `query`.
fn best_snippet(text: &str, query: &str, lexicon: &Lexicon) -> usize {
    let query = lexicon.weigh(query);
    let score = |range: &Range<usize>| query.similarity(&lexicon.weigh(&text[range.clone()]));
    let scored = snippets(text).iter().map(score).collect::<Vec<_>>();
    (0..scored.len())
        .rev()
        .max_by(|a, b| scored[*a].total_cmp(&scored[*b]))
        .unwrap_or(0)
}

/// A run of whole snippets around number `around`, of at most `budget` bytes; all of a text that fits. Of a single
/// snippet that does not fit, as many whole words as do, or letters where no words are told apart.
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
        // Some scripts set no spaces.
        let cut = cut.unwrap_or_else(|| text[run.clone()].floor_char_boundary(budget));
        return run.start..run.start + cut;
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
    use crate::testing::{Letters, document};

    fn found(texts: &[(i64, &str)]) -> Vec<Found> {
        let one = |(id, text): &(i64, &str)| Found {
            document: document(*id, text),
            score: 3.0,
        };
        texts.iter().map(one).collect()
    }

    #[test]
    fn the_nearest_topic_comes_last_and_nothing_twice() {
        let long = |word: &str| format!("{word} ").repeat(40);
        let (a, b, c) = (long("alpha"), long("beta"), long("gamma"));
        let style = style(
            &[document(3, &c)],
            &[document(3, &c), document(4, &c), document(5, &b)],
        );
        let ids = |entries: &[Entry]| entries.iter().map(|e| e.document.id.0).collect::<Vec<_>>();
        assert_eq!(ids(&style), [3, 5]);
        assert_eq!((style[0].why, style[1].why), (TO_THEM, OF_THE_KIND));
        let found = found(&[(1, &a), (3, &c), (2, &b)]);
        let topical = topical(&found, &style, "alpha", &Lexicon::default());
        assert_eq!(ids(&topical), [2, 1]);
    }

    #[test]
    fn ranked_alone_the_first_comes_last_and_the_budget_holds() {
        let long: Vec<String> = (0..4)
            .map(|n| format!("Sentence {n} of the piece. ").repeat(50))
            .collect();
        let texts: Vec<(i64, &str)> = (0..4).map(|n| (n as i64, long[n].as_str())).collect();
        let entries = alone(&found(&texts));
        let ids: Vec<i64> = entries.iter().map(|entry| entry.document.id.0).collect();
        assert_eq!(ids, [1, 0]);
        let total: usize = entries.iter().map(|entry| entry.text.len()).sum();
        assert!(total <= STYLE_BUDGET + TOPICAL_BUDGET && total > 2_000);
    }

    #[test]
    fn snippets_are_ranked_each_by_itself() {
        let long: Vec<String> = (0..4)
            .map(|n| format!("Sentence {n} of the piece, which is not short. ").repeat(20))
            .collect();
        let wanted = snippets(&long[3])[1].clone();
        let texts: Vec<(i64, &str)> = (0..4).map(|n| (n as i64, long[n].as_str())).collect();
        let query = &long[3][wanted];
        let entries = snippets_alone(&found(&texts), query, &Letters(Vec::new()));
        let last = entries.last().unwrap();
        assert_eq!((last.document.id.0, last.text.as_str()), (3, query));
        let total: usize = entries.iter().map(|entry| entry.text.len()).sum();
        let budget = STYLE_BUDGET + TOPICAL_BUDGET;
        assert!(total <= budget && total > budget * 3 / 4, "{total}");
    }

    #[test]
    fn the_budgets_hold_and_every_text_is_verbatim() {
        let long: Vec<String> = (0..6)
            .map(|n| format!("Sentence {n} of the piece é. ").repeat(200))
            .collect();
        let recent: Vec<Document> = (2..6).map(|n| document(n as i64, &long[n])).collect();
        let mut entries = style(&[], &recent);
        let by_topic = found(&[(0, &long[0]), (1, &long[1])]);
        entries.extend(topical(
            &by_topic,
            &entries,
            "sentence 0",
            &Lexicon::default(),
        ));
        let total: usize = entries.iter().map(|entry| entry.text.len()).sum();
        let budget = STYLE_BUDGET + TOPICAL_BUDGET;
        assert!(total <= budget && total > budget * 3 / 4, "{total}");
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
        assert_eq!(excerpt(&"港".repeat(100), 0, 10), 0..9);
    }
}
