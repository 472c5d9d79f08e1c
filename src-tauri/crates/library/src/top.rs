//! The documents with the highest BM25 for any of some words, exactly, without a look at most of those that cannot be among
//! them (MaxScore: Turtle and Flood 1995).
//!
//! Tantivy's own way (block-max WAND) puts all lists of documents in order again at every step, and begins anew in every
//! segment: for the twelve words of a brief in two fields that takes longer than to look at everything.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::fastfield::AliveBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight, EnableScoring, Query, Scorer};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// No sum of rounded numbers is off by more than this part of it.
const ROUNDED: Score = 1.000_01;

/// The `limit` documents with the highest scores, best first; of equals the one that stands first. Each of `words` counts
/// so many times; with a filter only what it lets through is looked at.
pub(crate) fn best(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    words: &[(Term, Score)],
    filter: Option<&dyn Query>,
    limit: usize,
) -> tantivy::Result<Vec<(Score, DocAddress)>> {
    let mut weights = Vec::new();
    let documents = statistics.total_num_docs()?;
    let mut average = None;
    for (term, boost) in words {
        let length = match average {
            Some((field, length)) if field == term.field() => length,
            _ => statistics.total_num_tokens(term.field())? as Score / documents as Score,
        };
        average = Some((term.field(), length));
        let rare = statistics.doc_freq(term)?;
        let weight = Bm25Weight::for_one_term_without_explain(rare, documents, length);
        weights.push(weight.boost_by(*boost));
    }
    let scoring = EnableScoring::disabled_from_searcher(searcher);
    let filter = filter.map(|filter| filter.weight(scoring)).transpose()?;
    let mut best = Best {
        limit,
        found: BinaryHeap::new(),
    };
    for (segment, number) in searcher.segment_readers().iter().zip(0..) {
        let mut lists = Vec::new();
        for ((term, _), weight) in words.iter().zip(&weights) {
            lists.extend(List::of(segment, term, weight)?);
        }
        let allowed = filter.as_ref().map(|filter| filter.scorer(segment, 1.0));
        let mut passes = Passes {
            allowed: allowed.transpose()?,
            alive: segment.alive_bitset(),
        };
        look(&mut lists, &mut passes, number, &mut best);
    }
    Ok(best.in_order())
}

/// The documents of one segment that have one word.
struct List<'a> {
    postings: SegmentPostings,
    lengths: FieldNormReader,
    weight: &'a Bm25Weight,
    /// What it adds to a score at most.
    most: Score,
}

impl<'a> List<'a> {
    fn of(
        segment: &SegmentReader,
        term: &Term,
        weight: &'a Bm25Weight,
    ) -> tantivy::Result<Option<Self>> {
        let words = segment.inverted_index(term.field())?;
        let postings = words.read_postings(term, IndexRecordOption::WithFreqs)?;
        let list = postings.map(|postings| {
            Ok(Self {
                postings,
                lengths: segment.get_fieldnorms_reader(term.field())?,
                weight,
                // A text of this word alone, without end; what tantivy calls the most is less for a short one.
                most: weight.score(0, u32::MAX),
            })
        });
        list.transpose()
    }

    fn score(&self) -> Score {
        let length = self.lengths.fieldnorm_id(self.postings.doc());
        self.weight.score(length, self.postings.term_freq())
    }

    /// Goes to the first document from `document` on.
    fn seek(&mut self, document: DocId) -> DocId {
        if self.postings.doc() < document {
            self.postings.seek(document);
        }
        self.postings.doc()
    }
}

/// Which documents of a segment may be found.
struct Passes<'a> {
    allowed: Option<Box<dyn Scorer>>,
    alive: Option<&'a AliveBitSet>,
}

impl Passes<'_> {
    /// The first document from `document` on that the filter lets through.
    fn next(&mut self, document: DocId) -> DocId {
        let Some(allowed) = &mut self.allowed else {
            return document;
        };
        if allowed.doc() < document {
            allowed.seek(document);
        }
        allowed.doc()
    }

    fn is_alive(&self, document: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(document))
    }
}

/// Looks for the best in one segment.
fn look(lists: &mut [List<'_>], passes: &mut Passes<'_>, segment: u32, best: &mut Best) {
    // Common words add least and have the longest lists: they come first.
    lists.sort_by(|a, b| a.most.total_cmp(&b.most));
    let mut sum = 0.0;
    let add = |list: &List<'_>| {
        sum += list.most;
        sum * ROUNDED
    };
    // What each list and all before it add together at most.
    let sums: Vec<Score> = lists.iter().map(add).collect();
    // A document with none but words of the lists before this one scores too low: those lists are only asked about
    // documents that the later ones lead to.
    let mut first = 0;
    // Where each list stands, side by side: to ask all of them at every step takes longer than the rest.
    let mut heads: Vec<DocId> = lists.iter().map(|list| list.postings.doc()).collect();
    loop {
        while sums.get(first).is_some_and(|most| *most <= best.least()) {
            first += 1;
        }
        let (common, rare) = lists.split_at_mut(first);
        let heads = &mut heads[first..];
        let document = heads.iter().copied().min();
        let Some(document) = document.filter(|document| *document != TERMINATED) else {
            return;
        };
        let allowed = passes.next(document);
        if allowed == TERMINATED {
            return;
        }
        if allowed > document {
            for (list, head) in rare.iter_mut().zip(heads) {
                *head = list.seek(allowed);
            }
            continue;
        }
        let mut score = 0.0;
        for (list, head) in rare.iter_mut().zip(heads) {
            if *head == document {
                score += list.score();
                *head = list.postings.advance();
            }
        }
        if !passes.is_alive(document) {
            continue;
        }
        let mut hopeless = false;
        for (list, most) in common.iter_mut().zip(&sums).rev() {
            hopeless = score * ROUNDED + most <= best.least();
            if hopeless {
                break;
            }
            if list.seek(document) == document {
                score += list.score();
            }
        }
        if !hopeless {
            best.take(score, DocAddress::new(segment, document));
        }
    }
}

/// The best so far.
struct Best {
    limit: usize,
    /// The least of them on top.
    found: BinaryHeap<Reverse<Scored>>,
}

impl Best {
    /// A score that is not above this is not wanted.
    fn least(&self) -> Score {
        match self.found.peek() {
            Some(Reverse(Scored(score, _))) if self.found.len() >= self.limit => *score,
            _ => Score::MIN,
        }
    }

    fn take(&mut self, score: Score, at: DocAddress) {
        if score > self.least() {
            self.found.push(Reverse(Scored(score, at)));
            if self.found.len() > self.limit {
                self.found.pop();
            }
        }
    }

    fn in_order(self) -> Vec<(Score, DocAddress)> {
        let mut found = self.found.into_vec();
        found.sort();
        let found = found.into_iter();
        found
            .map(|Reverse(Scored(score, at))| (score, at))
            .collect()
    }
}

/// The better of two is the greater one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scored(Score, DocAddress);

impl Eq for Scored {}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = self.0.total_cmp(&other.0);
        by_score.then_with(|| other.1.cmp(&self.1))
    }
}
