//! Nearness in meaning: every snippet of a document has a vector, and the query is compared with all of them, exactly.
//!
//! The vectors stand in a column of the search index, so that they come, change and go with the words of the same
//! document, in the same commit. For searching they lie in memory, segment by segment: 128 bytes and a length each.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use domain::snippets;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::meaning::{Codes, DIMENSIONS, Vector, codes, direction};

/// The column of the vectors: eight numbers in each value, snippet after snippet.
pub(crate) const COLUMN: &str = "vectors";
/// Values in a vector.
const VALUES: usize = DIMENSIONS / 8;
/// The part of a cosine that is told apart while scanning.
const FINE: f32 = (1 << 24) as f32;

/// The vectors of the snippets of `text`, as the column keeps them. A snippet without a known word has all zeros.
pub(crate) fn values(text: &str) -> impl Iterator<Item = u64> + '_ {
    snippets(text).into_iter().flat_map(|range| {
        let vector = direction(&text[range]).map_or([0; DIMENSIONS], |vector| codes(&vector));
        let bytes = vector.map(i8::cast_unsigned);
        let mut values = [0; VALUES];
        for (value, eight) in values.iter_mut().zip(bytes.as_chunks().0) {
            *value = u64::from_le_bytes(*eight);
        }
        values
    })
}

/// The vectors of all segments that were searched, shared by everybody who searches.
#[derive(Clone, Default)]
pub(crate) struct Vectors(Arc<Mutex<HashMap<SegmentId, Arc<Segment>>>>);

impl Vectors {
    /// Lets go of segments that the index has not any more.
    pub(crate) fn keep(&self, segments: &[SegmentReader]) {
        let held = |id: &SegmentId| segments.iter().any(|segment| segment.segment_id() == *id);
        self.lock().retain(|id, _| held(id));
    }

    /// A segment never changes but for what is deleted in it, and that the index itself knows.
    fn segment(&self, reader: &SegmentReader) -> tantivy::Result<Arc<Segment>> {
        let mut held = self.lock();
        if let Some(segment) = held.get(&reader.segment_id()) {
            return Ok(Arc::clone(segment));
        }
        let segment = Arc::new(Segment::read(reader.fast_fields().u64(COLUMN)?));
        held.insert(reader.segment_id(), Arc::clone(&segment));
        Ok(segment)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SegmentId, Arc<Segment>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The vectors of one segment.
struct Segment {
    column: Column<u64>,
    vectors: Vec<Codes>,
    /// One over the length of each vector; 0 for one of all zeros.
    shares: Vec<f32>,
}

impl Segment {
    fn read(column: Column<u64>) -> Self {
        let mut some = vec![0_u64; VALUES * 256];
        let total = column.values.num_vals() as usize / VALUES;
        let mut vectors = Vec::with_capacity(total);
        let mut shares = Vec::with_capacity(total);
        while vectors.len() < total {
            let here = &mut some[..VALUES * (total - vectors.len()).min(256)];
            column
                .values
                .get_range((vectors.len() * VALUES) as u64, here);
            for vector in here.as_chunks::<VALUES>().0 {
                let mut codes = [0; DIMENSIONS];
                for (eight, value) in codes.as_chunks_mut().0.iter_mut().zip(vector) {
                    *eight = value.to_le_bytes().map(u8::cast_signed);
                }
                let length = codes
                    .iter()
                    .map(|code| f32::from(*code).powi(2))
                    .sum::<f32>()
                    .sqrt();
                shares.push(if length > 0.0 { 1.0 / length } else { 0.0 });
                vectors.push(codes);
            }
        }
        Self {
            column,
            vectors,
            shares,
        }
    }

    fn of(&self, document: DocId) -> Range<usize> {
        let values = self.column.index.value_row_ids(document);
        values.start as usize / VALUES..values.end as usize / VALUES
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
        Ok(Scan {
            number,
            segment: self.vectors.segment(reader)?,
            query: query.map(i16::from),
            share: FINE / length,
            exact: *self.query,
            // What is rounded away can turn the order of what is nearly as near.
            limit: self.limit + self.limit / 4 + 8,
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
    segment: Arc<Segment>,
    query: [i16; DIMENSIONS],
    share: f32,
    exact: Vector,
    limit: usize,
    /// The nearest so far; the least near of them on top.
    best: BinaryHeap<Reverse<(i32, Reverse<DocId>, usize)>>,
}

impl SegmentCollector for Scan {
    type Fruit = Vec<Near>;

    fn collect(&mut self, document: DocId, _: Score) {
        let range = self.segment.of(document);
        let first = range.start;
        let snippets = self.segment.vectors[range.clone()]
            .iter()
            .zip(&self.segment.shares[range]);
        let mut best = (i32::MIN, 0);
        for (at, (vector, share)) in snippets.enumerate() {
            let near = (dot(&self.query, vector) as f32 * share * self.share) as i32;
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
            let (vector, share) = (&self.segment.vectors[at], self.segment.shares[at]);
            let exact = self
                .exact
                .iter()
                .zip(vector)
                .map(|(a, b)| a * f32::from(*b))
                .sum::<f32>();
            Near {
                address: DocAddress::new(self.number, document),
                snippet: at - self.segment.of(document).start,
                score: exact * share,
            }
        };
        self.best.into_iter().map(near).collect()
    }
}

/// At most 128 * 127 * 127: no sum is too large. The wrapping words let the compiler do many at once in every profile.
fn dot(query: &[i16; DIMENSIONS], vector: &Codes) -> i32 {
    let products = query.iter().zip(vector);
    products.fold(0, |sum: i32, (a, b)| {
        sum.wrapping_add(i32::from(*a).wrapping_mul(i32::from(*b)))
    })
}
