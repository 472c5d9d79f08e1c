//! Nearness in meaning: every snippet of a document has a vector, and the query is compared with all of them, exactly.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::meaning::{DIMENSIONS, Vector, codes};
use crate::vectors::{RAISED, Raised, Stored};

/// The part of a cosine that is told apart while scanning.
const FINE: f32 = (1 << 24) as f32;
/// How many products are summed up apart from the others. With more the compiler takes two to three times as many steps
/// for them, on processors of any age.
const TOGETHER: usize = 32;

/// The vectors of all segments that were searched, shared by everybody who searches: as long as they are kept, the system
/// need not map them again.
#[derive(Clone, Default)]
pub(crate) struct Vectors(Arc<Mutex<HashMap<SegmentId, Arc<Stored>>>>);

impl Vectors {
    /// Lets go of segments that the index has not any more.
    pub(crate) fn keep(&self, segments: &[SegmentReader]) {
        let held = |id: &SegmentId| segments.iter().any(|segment| segment.segment_id() == *id);
        self.lock().retain(|id, _| held(id));
    }

    /// A segment never changes but for what is deleted in it, and that the index itself knows.
    fn segment(&self, reader: &SegmentReader) -> tantivy::Result<Arc<Stored>> {
        let mut held = self.lock();
        if let Some(segment) = held.get(&reader.segment_id()) {
            return Ok(Arc::clone(segment));
        }
        let segment = Arc::new(Stored::open(reader)?);
        held.insert(reader.segment_id(), Arc::clone(&segment));
        Ok(segment)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SegmentId, Arc<Stored>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A document and its nearest snippet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Near {
    pub(crate) address: DocAddress,
    /// The number of the snippet in the document.
    pub(crate) snippet: usize,
    /// The cosine.
    pub(crate) score: f32,
}

/// Collects the `limit` documents whose best snippet is nearest to `query`, best first.
///
/// First with whole numbers, all of them; then the best ones again with the query as it is.
pub(crate) struct Nearest<'a> {
    pub(crate) vectors: &'a Vectors,
    pub(crate) query: &'a Vector,
    pub(crate) limit: usize,
}

impl Collector for Nearest<'_> {
    type Fruit = Vec<Near>;
    type Child = Scan;

    fn for_segment(&self, number: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Scan> {
        let query = codes(self.query);
        let length = query
            .iter()
            .map(|code| f32::from(*code).powi(2))
            .sum::<f32>()
            .sqrt();
        let query = query.map(i16::from);
        Ok(Scan {
            number,
            segment: self.vectors.segment(reader)?,
            query,
            raised: query.map(i32::from).iter().sum::<i32>() * i32::from(RAISED),
            share: FINE / length,
            exact: *self.query,
            // What is rounded away can turn the order of what is nearly as near.
            limit: self.limit.saturating_add(self.limit / 4 + 8),
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<Near>>) -> tantivy::Result<Vec<Near>> {
        let mut found: Vec<Near> = found.into_iter().flatten().collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
        found.truncate(self.limit);
        Ok(found)
    }
}

/// The scan of one segment.
pub(crate) struct Scan {
    number: SegmentOrdinal,
    segment: Arc<Stored>,
    query: [i16; DIMENSIONS],
    /// What every product is larger because the vectors are raised.
    raised: i32,
    share: f32,
    exact: Vector,
    limit: usize,
    /// The nearest so far; the least near of them on top.
    best: BinaryHeap<Reverse<(i32, Reverse<DocId>, usize)>>,
}

impl SegmentCollector for Scan {
    type Fruit = Vec<Near>;

    fn collect(&mut self, document: DocId, _: Score) {
        let range = self.segment.of_document(document);
        let first = range.start;
        let vectors = self.segment.vectors(range.clone()).iter();
        let snippets = vectors.zip(self.segment.shares(range));
        let mut best = (i32::MIN, 0);
        for (at, (vector, share)) in snippets.enumerate() {
            let dot = dot(&self.query, vector).wrapping_sub(self.raised);
            let near = (dot as f32 * f32::from_le_bytes(*share) * self.share) as i32;
            if near > best.0 {
                best = (near, first + at);
            }
        }
        let full = self.best.len() >= self.limit;
        let least = self
            .best
            .peek()
            .map_or(i32::MIN, |Reverse((near, ..))| *near);
        if best.0 > i32::MIN && (!full || best.0 > least) {
            self.best.push(Reverse((best.0, Reverse(document), best.1)));
            if full {
                self.best.pop();
            }
        }
    }

    fn harvest(self) -> Vec<Near> {
        let near = |Reverse((_, Reverse(document), at)): Reverse<(i32, Reverse<DocId>, usize)>| {
            let vector = self.segment.vectors(at..at + 1).as_flattened();
            let share = self.segment.shares(at..at + 1).first()?;
            let products = self.exact.iter().zip(vector);
            let exact = products.map(|(a, b)| a * f32::from(i16::from(*b) - RAISED));
            Some(Near {
                address: DocAddress::new(self.number, document),
                snippet: at - self.segment.of_document(document).start,
                score: exact.sum::<f32>() * f32::from_le_bytes(*share),
            })
        };
        self.best.into_iter().filter_map(near).collect()
    }
}

/// At most 128 * 127 * 255: no sum is too large. The wrapping words let the compiler do many at once in every profile.
fn dot(query: &[i16; DIMENSIONS], vector: &Raised) -> i32 {
    let query = query.as_chunks::<TOGETHER>().0;
    let parts = query.iter().zip(vector.as_chunks::<TOGETHER>().0);
    parts.fold(0, |sum: i32, (query, vector)| {
        let products = query.iter().zip(vector);
        let part = products.fold(0, |sum: i32, (a, b)| {
            sum.wrapping_add(i32::from(*a).wrapping_mul(i32::from(*b)))
        });
        sum.wrapping_add(part)
    })
}
