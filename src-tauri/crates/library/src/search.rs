//! Finding documents by their words: BM25 over title and text, and the passage that fits best.

use std::collections::HashSet;

use domain::{DocumentId, Error, ErrorCode, Kind, Result, snippets};
use tantivy::collector::TopDocs;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{TantivyDocument, Term};

use crate::index::Searcher;

/// A word in the title counts so many times one in the text.
const TITLE: f32 = 2.0;
/// A brief with a long message in it has hundreds of words; the first so many different ones are looked for.
const MOST_TERMS: usize = 128;

/// What to look for.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// Any of these words.
    pub words: &'a str,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only what the user wrote.
    pub only_mine: bool,
    /// At most so many.
    pub limit: usize,
}

/// A document that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Its number in the record.
    pub id: DocumentId,
    /// BM25 (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75).
    pub score: f32,
}

impl Searcher {
    /// The documents that fit `query`, best first; none for a query without words.
    ///
    /// # Errors
    /// `Io` if the index cannot be read.
    pub fn search(&self, query: Query<'_>) -> Result<Vec<Match>> {
        let failed = |cause: tantivy::TantivyError| {
            Error::new(ErrorCode::Io, format!("searching failed ({cause})"))
        };
        let terms = self.terms(query.words)?;
        if terms.is_empty() || query.limit == 0 {
            return Ok(Vec::new());
        }
        self.reload()?;
        let searcher = self.reader.searcher();
        let top = TopDocs::with_limit(query.limit).order_by_score();
        let found = searcher
            .search(&self.compile(&terms, query), &top)
            .map_err(failed)?;
        let mut matches = Vec::with_capacity(found.len());
        for (score, address) in found {
            let entry: TantivyDocument = searcher.doc(address).map_err(failed)?;
            if let Some(id) = entry.get_first(self.fields.id).and_then(|id| id.as_u64()) {
                matches.push(Match {
                    id: DocumentId(i64::try_from(id).unwrap_or(i64::MAX)),
                    score,
                });
            }
        }
        Ok(matches)
    }

    /// The snippet of `text` with the most different words of the query, verbatim; the first one where none has any.
    ///
    /// # Errors
    /// `Io` if the index cannot be read.
    pub fn best_passage(&self, words: &str, text: &str) -> Result<String> {
        let wanted: HashSet<String> = self.terms(words)?.into_iter().collect();
        let mut best = (0, "");
        for range in snippets(text) {
            let snippet = &text[range];
            let here: HashSet<String> = self.terms(snippet)?.into_iter().collect();
            let count = here.intersection(&wanted).count();
            if count > best.0 || best.1.is_empty() {
                best = (count, snippet);
            }
        }
        Ok(best.1.to_owned())
    }

    fn compile(&self, terms: &[String], query: Query<'_>) -> BooleanQuery {
        let mut words: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
        for term in terms {
            words.push((Occur::Should, term_query(self.fields.text, term)));
            words.push((
                Occur::Should,
                Box::new(BoostQuery::new(term_query(self.fields.title, term), TITLE)),
            ));
        }
        let mut all: Vec<(Occur, Box<dyn TantivyQuery>)> =
            vec![(Occur::Must, Box::new(BooleanQuery::new(words)))];
        // A filter decides who is in and adds nothing to the score.
        let mut filter = |term: Term| {
            let exact = TermQuery::new(term, IndexRecordOption::Basic);
            all.push((
                Occur::Must,
                Box::new(ConstScoreQuery::new(Box::new(exact), 0.0)),
            ));
        };
        if let Some(kind) = query.kind {
            filter(Term::from_field_text(self.fields.kind, kind.as_str()));
        }
        if query.only_mine {
            filter(Term::from_field_bool(self.fields.mine, true));
        }
        BooleanQuery::new(all)
    }

    /// The different words of `text`, cut and stemmed as in the index.
    fn terms(&self, text: &str) -> Result<Vec<String>> {
        let mut analyzer: TextAnalyzer = self
            .index
            .tokenizer_for_field(self.fields.text)
            .map_err(|cause| Error::new(ErrorCode::Io, format!("searching failed ({cause})")))?;
        let mut terms = Vec::new();
        let mut seen = HashSet::new();
        let mut stream = analyzer.token_stream(text);
        while terms.len() < MOST_TERMS
            && let Some(token) = stream.next()
        {
            if seen.insert(token.text.clone()) {
                terms.push(token.text.clone());
            }
        }
        Ok(terms)
    }
}

fn term_query(field: Field, term: &str) -> Box<dyn TantivyQuery> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, term),
        IndexRecordOption::WithFreqs,
    ))
}
