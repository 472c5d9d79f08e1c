//! Counts for BM25 over some of the documents only: how rare a word is among them, as if there were no others.

use std::collections::HashSet;

use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, Term};

/// The documents that some filters let through.
pub(crate) struct Counted<'a> {
    searcher: &'a Searcher,
    filters: Vec<(Occur, Box<dyn Query>)>,
    documents: HashSet<DocAddress>,
}

impl<'a> Counted<'a> {
    /// Counts only what all of `filters` (never none) let through.
    pub(crate) fn among(
        searcher: &'a Searcher,
        filters: Vec<(Occur, Box<dyn Query>)>,
    ) -> tantivy::Result<Self> {
        let mut counted = Self {
            searcher,
            filters,
            documents: HashSet::new(),
        };
        counted.documents = searcher.search(&counted.query(), &DocSetCollector)?;
        Ok(counted)
    }

    fn query(&self) -> BooleanQuery {
        let filters = self.filters.iter();
        BooleanQuery::new(
            filters
                .map(|(occur, filter)| (*occur, filter.box_clone()))
                .collect(),
        )
    }
}

impl Bm25StatisticsProvider for Counted<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let readers = self.searcher.segment_readers().iter();
        let lengths = readers
            .map(|reader| reader.get_fieldnorms_reader(field))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let length = |at: &DocAddress| lengths[at.segment_ord as usize].fieldnorm(at.doc_id);
        Ok(self.documents.iter().map(|at| u64::from(length(at))).sum())
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents.len() as u64)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let term = TermQuery::new(term.clone(), IndexRecordOption::Basic);
        let both = BooleanQuery::intersection(vec![Box::new(term), Box::new(self.query())]);
        Ok(self.searcher.search(&both, &Count)? as u64)
    }
}
