//! The vectors of a segment's snippets, in a file of the search index: it is written in the same commit as the words of
//! the same documents, and merged and removed with them. It is read where the system has it mapped: nothing is copied, and
//! the first search need not wait until it is.
//!
//! All numbers in it have their little end first. Two of four bytes: how many documents, how many snippets. For each
//! document the number of its first snippet, and behind the last one how many there are. For each snippet one over the
//! length of its vector, 0 for one of all zeros. For each snippet its vector.

use std::any::Any;
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use domain::snippets;
use tantivy::directory::{OwnedBytes, TerminatingWrite};
use tantivy::error::DataCorruption;
use tantivy::index::SegmentComponent;
use tantivy::indexer::DocIdMapping;
use tantivy::indexer::doc_id_mapping::MappingType;
use tantivy::schema::document::ErasedDocument;
use tantivy::schema::{Field, Schema, Value};
use tantivy::{
    DocId, PluginMergeContext, PluginWriter, PluginWriterContext, Segment, SegmentPlugin,
    SegmentReader, TantivyDocument, TantivyError,
};

use crate::meaning::{DIMENSIONS, codes, direction};

/// The field of the documents' own words, of which the vectors are made.
pub(crate) const TEXT: &str = "text";
/// How the names of these files end.
pub(crate) const EXTENSION: &str = "vectors";
/// What each number of a vector is raised by, so that none is below zero: it takes half as many steps to compare.
pub(crate) const RAISED: i16 = 128;

/// A vector as the file keeps it.
pub(crate) type Raised = [u8; DIMENSIONS];

/// What writes and merges the vectors; an index is made and opened with it.
pub(crate) fn plugin() -> Arc<dyn SegmentPlugin> {
    Arc::new(Keeper)
}

fn component() -> SegmentComponent {
    SegmentComponent::Custom(EXTENSION.to_owned())
}

/// The vectors of one segment, as they lie in its file.
pub(crate) struct Stored {
    firsts: OwnedBytes,
    shares: OwnedBytes,
    vectors: OwnedBytes,
}

impl Stored {
    /// # Errors
    /// If there is no such file, or it does not fit the documents of the segment.
    pub(crate) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let bytes = segment.open_read(component())?.read_bytes()?;
        Self::of(bytes, segment.max_doc()).ok_or_else(|| {
            DataCorruption::comment_only("the vectors are not those of the documents").into()
        })
    }

    fn of(bytes: OwnedBytes, documents: DocId) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let (count, total) = (number(0)?, number(4)? as usize);
        let firsts = 8..8 + (documents as usize + 1) * 4;
        let shares = firsts.end..firsts.end + total * 4;
        let vectors = shares.end..shares.end + total * DIMENSIONS;
        (count == documents && bytes.len() == vectors.end).then(|| Self {
            firsts: bytes.slice(firsts),
            shares: bytes.slice(shares),
            vectors: bytes.slice(vectors),
        })
    }

    /// The numbers of the snippets of `document`.
    pub(crate) fn of_document(&self, document: DocId) -> Range<usize> {
        let firsts = self.firsts.as_chunks().0;
        let first = |at: usize| firsts.get(at).map_or(0, |four| u32::from_le_bytes(*four));
        let at = document as usize;
        first(at) as usize..first(at + 1) as usize
    }

    /// The vectors of these snippets; none if there are not so many.
    pub(crate) fn vectors(&self, snippets: Range<usize>) -> &[Raised] {
        let all = self.vectors.as_chunks().0;
        all.get(snippets).unwrap_or_default()
    }

    /// For each of these snippets one over the length of its vector, in four bytes.
    pub(crate) fn shares(&self, snippets: Range<usize>) -> &[[u8; 4]] {
        let all = self.shares.as_chunks().0;
        all.get(snippets).unwrap_or_default()
    }
}

struct Keeper;

impl SegmentPlugin for Keeper {
    fn extensions(&self) -> &[&str] {
        &[EXTENSION]
    }

    fn create_writer(
        &self,
        context: &PluginWriterContext<'_>,
    ) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(Gathered {
            text: context.segment.schema().get_field(TEXT)?,
            firsts: vec![0],
            shares: Vec::new(),
            vectors: Vec::new(),
        }))
    }

    /// One segment after the other, without what was deleted in it.
    fn merge(&self, context: PluginMergeContext<'_>) -> tantivy::Result<()> {
        if context.doc_id_mapping.mapping_type() == MappingType::Shuffled {
            return Err(sorted());
        }
        let segments = context.readers.iter();
        let segments = segments.map(|segment| Ok((segment, Stored::open(segment)?)));
        let segments = segments.collect::<tantivy::Result<Vec<_>>>()?;
        let alive = || {
            segments.iter().flat_map(|(segment, stored)| {
                let documents = segment.doc_ids_alive();
                documents.map(move |document| (stored, stored.of_document(document)))
            })
        };
        let mut firsts = vec![0];
        let mut total = 0;
        for (_, snippets) in alive() {
            total += snippets.len() as u32;
            firsts.push(total);
        }
        let mut file = context.target_segment.open_write(component())?;
        write_firsts(&mut file, &firsts)?;
        for (stored, snippets) in alive() {
            file.write_all(stored.shares(snippets).as_flattened())?;
        }
        for (stored, snippets) in alive() {
            file.write_all(stored.vectors(snippets).as_flattened())?;
        }
        Ok(file.terminate()?)
    }
}

/// The vectors of a segment that is being written.
struct Gathered {
    /// The field that they are of.
    text: Field,
    firsts: Vec<u32>,
    shares: Vec<[u8; 4]>,
    vectors: Vec<Raised>,
}

impl PluginWriter for Gathered {
    fn add_document(
        &mut self,
        _: DocId,
        document: &dyn ErasedDocument,
        _: &Schema,
    ) -> tantivy::Result<()> {
        let document = document.as_any().downcast_ref::<TantivyDocument>();
        let text = document.and_then(|document| document.get_first(self.text)?.as_str());
        let text = text.unwrap_or_default();
        for range in snippets(text) {
            let codes = direction(&text[range]).map_or([0; DIMENSIONS], |vector| codes(&vector));
            let squares = codes.iter().map(|code| f32::from(*code).powi(2));
            let length = squares.sum::<f32>().sqrt();
            let share = if length > 0.0 { 1.0 / length } else { 0.0 };
            self.shares.push(share.to_le_bytes());
            self.vectors
                .push(codes.map(|code| (i16::from(code) + RAISED) as u8));
        }
        self.firsts.push(self.vectors.len() as u32);
        Ok(())
    }

    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        order: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        if order.is_some() {
            return Err(sorted());
        }
        let mut file = segment.open_write(component())?;
        write_firsts(&mut file, &self.firsts)?;
        file.write_all(self.shares.as_flattened())?;
        file.write_all(self.vectors.as_flattened())?;
        Ok(file.terminate()?)
    }

    fn mem_usage(&self) -> usize {
        self.vectors.capacity() * (DIMENSIONS + 4) + self.firsts.capacity() * 4
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

fn write_firsts(file: &mut impl Write, firsts: &[u32]) -> std::io::Result<()> {
    let documents = firsts.len() as u32 - 1;
    let total = firsts.last().copied().unwrap_or(0);
    for number in [documents, total].iter().chain(firsts) {
        file.write_all(&number.to_le_bytes())?;
    }
    Ok(())
}

/// Our index keeps documents in the order in which they come.
fn sorted() -> TantivyError {
    TantivyError::InternalError("vectors of a sorted index are not kept".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two documents, the first of two snippets.
    fn file() -> Vec<u8> {
        let mut file = Vec::new();
        write_firsts(&mut file, &[0, 2, 3]).unwrap();
        file.extend(
            [1.0_f32, 2.0, 3.0]
                .iter()
                .flat_map(|share| share.to_le_bytes()),
        );
        file.extend([1, 2, 3].iter().flat_map(|number| [*number; DIMENSIONS]));
        file
    }

    #[test]
    fn what_is_written_is_found_by_its_document() {
        let stored = Stored::of(OwnedBytes::new(file()), 2).unwrap();
        assert_eq!((stored.of_document(0), stored.of_document(1)), (0..2, 2..3));
        assert_eq!(stored.vectors(2..3), [[3; DIMENSIONS]]);
        assert_eq!(stored.shares(1..2), [2.0_f32.to_le_bytes()]);
        assert!(stored.of_document(7).is_empty());
        let backwards = stored.of_document(1).start..stored.of_document(0).start;
        assert!(stored.vectors(2..9).is_empty() && stored.shares(backwards).is_empty());
    }

    #[test]
    fn a_file_that_is_cut_or_of_other_documents_is_none() {
        let of = |bytes: &[u8], documents| Stored::of(OwnedBytes::new(bytes.to_vec()), documents);
        assert!(of(&file(), 1).is_none() && of(&file(), 3).is_none());
        for length in [0, 7, 8, 20, file().len() - 1] {
            assert!(of(&file()[..length], 2).is_none(), "{length}");
        }
    }
}
