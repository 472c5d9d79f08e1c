//! Finding documents: by their words (BM25 over title and text), by their meaning, or by both; and the passage of each
//! that fits best.

use std::collections::{HashMap, HashSet};
use std::ops::Bound;
use std::panic::resume_unwind;

use domain::{DocumentId, Error, ErrorCode, Kind, Ranking, Result, snippets};
use jiff::Timestamp;
use tantivy::columnar::Column;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query as TantivyQuery, RangeQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, SegmentReader, Term};

use crate::counted::Counted;
use crate::dense::Nearest;
use crate::fuse::fuse;
use crate::index::{ID, PIECE, Searcher};
use crate::meaning::direction;
use crate::top;
use crate::words::{sought, stems, words};

/// A word in the title counts so many times one in the text.
const TITLE: f32 = 2.0;
/// A brief with a long message in it has hundreds of words; the first so many different ones are looked for. As many as
/// a `u128` has bits: `Passages` keeps one for each.
const MOST_TERMS: usize = 128;
/// From each of the rankings that are fused at least so many documents are taken.
const DEPTH: usize = 100;
/// How many more are looked for than are wanted, as some may be copies.
const SPARE: usize = 16;
/// Beside what was found by its words, a snippet whose cosine is smaller is about something else.
const LEAST: f32 = 0.4;
/// Somebody who asks for meaning alone sees more: a short question is seldom very near to a long snippet.
const LEAST_ALONE: f32 = 0.25;

/// What to look for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// Any of these words, or what they mean.
    pub words: &'a str,
    /// What comes first.
    pub by: Ranking,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only what went to this address or name.
    pub to: Option<&'a str>,
    /// Only what was written then or later.
    pub since: Option<Timestamp>,
    /// Only what was written before.
    pub before: Option<Timestamp>,
    /// As if nothing had been written then or later: it is not found, and no word of it is counted.
    pub as_of: Option<Timestamp>,
    /// Only what the user wrote.
    pub only_mine: bool,
    /// How many to find at most.
    pub limit: usize,
}

/// A document that was found; of several copies of a piece, one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Its number in the record.
    pub id: DocumentId,
    /// By words: BM25 (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75). By meaning: the cosine of its best snippet.
    /// By both: between 0 and 1, see `fuse`.
    pub score: f32,
    /// The snippet that is nearest in meaning, by its number, where meaning was looked at.
    pub snippet: Option<usize>,
}

/// A document on its way to a match.
#[derive(Clone, Copy)]
struct Candidate {
    address: DocAddress,
    score: f32,
    snippet: Option<usize>,
}

fn failed(cause: tantivy::TantivyError) -> Error {
    Error::new(ErrorCode::Io, format!("searching failed ({cause})"))
}

impl Searcher {
    /// The documents that fit `query`, best first; none for a query without words.
    ///
    /// # Errors
    /// `Io` if the index cannot be read.
    pub fn search(&self, query: Query<'_>) -> Result<Vec<Match>> {
        if query.limit == 0 {
            return Ok(Vec::new());
        }
        self.reload()?;
        let searcher = self.reader.searcher();
        let by_words = |wanted| self.by_words(&searcher, query, wanted);
        let by_meaning = |wanted| self.by_meaning(&searcher, query, wanted);
        let numbers = searcher.segment_readers().iter().map(Numbers::of);
        let numbers = numbers
            .collect::<tantivy::Result<Vec<_>>>()
            .map_err(failed)?;
        let found = match query.by {
            Ranking::Bm25 => distinct(&numbers, query.limit, by_words)?,
            Ranking::Dense => distinct(&numbers, query.limit, by_meaning)?,
            Ranking::Fused => {
                let depth = query.limit.max(DEPTH);
                // One looks at lists of words and the other at vectors: side by side on two cores.
                let (words, meaning) = std::thread::scope(|scope| {
                    let meaning = scope.spawn(|| distinct(&numbers, depth, by_meaning));
                    let words = distinct(&numbers, depth, by_words);
                    (words, meaning.join())
                });
                let meaning = meaning.unwrap_or_else(|panic| resume_unwind(panic))?;
                fused(&words?, &meaning)
            }
        };
        let found = found.into_iter().take(query.limit);
        Ok(found.map(|(_, found)| found).collect())
    }

    fn by_words(
        &self,
        searcher: &tantivy::Searcher,
        query: Query<'_>,
        wanted: usize,
    ) -> Result<Vec<Candidate>> {
        let terms = terms(query.words);
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let mut words = Vec::new();
        for (field, counts) in [(self.fields.text, 1.0), (self.fields.title, TITLE)] {
            let of = |term: &String| (Term::from_field_text(field, term), counts);
            words.extend(terms.iter().map(of));
        }
        let filters = self.filters(query);
        let filter = (!filters.is_empty()).then(|| BooleanQuery::new(filters));
        let filter = filter.as_ref().map(|filter| filter as &dyn TantivyQuery);
        let found = match query.as_of {
            Some(_) => {
                let earlier = Counted::among(searcher, self.filters(query)).map_err(failed)?;
                top::best(searcher, &earlier, &words, filter, wanted)
            }
            None => top::best(searcher, searcher, &words, filter, wanted),
        };
        let found = found.map_err(failed)?;
        let candidate = |(score, address)| Candidate {
            address,
            score,
            snippet: None,
        };
        Ok(found.into_iter().map(candidate).collect())
    }

    fn by_meaning(
        &self,
        searcher: &tantivy::Searcher,
        query: Query<'_>,
        wanted: usize,
    ) -> Result<Vec<Candidate>> {
        let Some(direction) = direction(query.words) else {
            return Ok(Vec::new());
        };
        self.vectors.keep(searcher.segment_readers());
        let nearest = Nearest {
            vectors: &self.vectors,
            query: &direction,
            limit: wanted,
        };
        let filters = self.filters(query);
        let found = if filters.is_empty() {
            searcher.search(&AllQuery, &nearest)
        } else {
            searcher.search(&BooleanQuery::new(filters), &nearest)
        };
        let near = found.map_err(failed)?.into_iter();
        let least = match query.by {
            Ranking::Dense => LEAST_ALONE,
            Ranking::Bm25 | Ranking::Fused => LEAST,
        };
        let candidate = near
            .filter(|near| near.score >= least)
            .map(|near| Candidate {
                address: near.address,
                score: near.score,
                snippet: Some(near.snippet),
            });
        Ok(candidate.collect())
    }

    /// A filter decides who is in and adds nothing to the score.
    fn filters(&self, query: Query<'_>) -> Vec<(Occur, Box<dyn TantivyQuery>)> {
        let exact = |term| -> Box<dyn TantivyQuery> {
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let fields = &self.fields;
        let mut filters = Vec::new();
        if let Some(kind) = query.kind {
            filters.push(exact(Term::from_field_text(fields.kind, kind.as_str())));
        }
        if let Some(to) = query.to {
            let to = to.trim().to_lowercase();
            filters.push(exact(Term::from_field_text(fields.to, &to)));
        }
        if query.only_mine {
            filters.push(exact(Term::from_field_bool(fields.mine, true)));
        }
        let before = [query.before, query.as_of].into_iter().flatten().min();
        if query.since.is_some() || before.is_some() {
            let second = |time: Timestamp| Term::from_field_i64(fields.date, time.as_second());
            let since = query
                .since
                .map_or(Bound::Unbounded, |time| Bound::Included(second(time)));
            let before = before.map_or(Bound::Unbounded, |time| Bound::Excluded(second(time)));
            filters.push(Box::new(RangeQuery::new(since, before)));
        }
        let silent = |filter| -> (Occur, Box<dyn TantivyQuery>) {
            (Occur::Must, Box::new(ConstScoreQuery::new(filter, 0.0)))
        };
        filters.into_iter().map(silent).collect()
    }
}

/// The first different words of a query, as the index keeps them.
fn terms(query: &str) -> Vec<String> {
    let mut stems = stems();
    let mut terms = Vec::new();
    let mut seen = HashSet::new();
    for word in sought(query) {
        if terms.len() == MOST_TERMS {
            break;
        }
        if let Some(stem) = stems.token_stream(word).next()
            && seen.insert(stem.text.clone())
        {
            terms.push(stem.text.clone());
        }
    }
    terms
}

/// Finds in each document the passage that fits a query best.
pub struct Passages {
    /// Takes the ending of a word away, as in the index. It takes long, so it is asked once for each different word.
    stems: TextAnalyzer,
    /// The words of the query, as in the index, numbered; none where only meaning was looked at.
    wanted: HashMap<String, u8>,
    /// The letters that they begin with. The end of a word is all that is taken away, so no other word is one of them.
    initials: String,
    /// Which word of the query a word is, for all that were met.
    known: HashMap<String, Option<u8>>,
    /// The word just now.
    word: String,
}

impl Passages {
    /// What finds the passages that fit `query`.
    #[must_use]
    pub fn new(query: Query<'_>) -> Self {
        let wanted = match query.by {
            Ranking::Dense => Vec::new(),
            Ranking::Bm25 | Ranking::Fused => terms(query.words),
        };
        let initials = wanted.iter().filter_map(|word| word.chars().next());
        Self {
            initials: initials.collect(),
            stems: stems(),
            wanted: wanted.into_iter().zip(0..).collect(),
            known: HashMap::new(),
            word: String::new(),
        }
    }

    /// The passage of `text`, the document of `found`, with most different words of the query, or else the nearest in
    /// meaning, or else the first; verbatim.
    pub fn best<'a>(&mut self, found: &Match, text: &'a str) -> &'a str {
        let passages = snippets(text);
        let mut best = (0, None);
        let by_words = if self.wanted.is_empty() {
            &[]
        } else {
            &passages[..]
        };
        for range in by_words {
            // A bit for each word of the query.
            let mut here = 0_u128;
            for word in words(&text[range.clone()]) {
                here |= self.number(word).map_or(0, |number| 1 << number);
            }
            if here.count_ones() > best.0 {
                best = (here.count_ones(), Some(range));
            }
        }
        let nearest = found.snippet.and_then(|number| passages.get(number));
        let chosen = best.1.or(nearest).or(passages.first());
        chosen.map_or("", |range| &text[range.clone()])
    }

    /// Which word of the query `word` is.
    fn number(&mut self, word: &str) -> Option<u8> {
        let first = word.chars().flat_map(char::to_lowercase).next()?;
        if !self.initials.contains(first) {
            return None;
        }
        self.word.clear();
        self.word.extend(word.chars().flat_map(char::to_lowercase));
        if let Some(known) = self.known.get(&self.word) {
            return *known;
        }
        let mut stems = self.stems.token_stream(&self.word);
        let stem = stems.next().map(|stem| stem.text.as_str());
        let number = stem.and_then(|stem| self.wanted.get(stem)).copied();
        self.known.insert(self.word.clone(), number);
        number
    }
}

/// What all copies of a piece have in common, as the index keeps it.
type Piece = u64;

/// What tells the documents of one segment apart.
struct Numbers {
    id: Column<u64>,
    piece: Column<u64>,
}

impl Numbers {
    fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            id: columns.u64(ID)?,
            piece: columns.u64(PIECE)?,
        })
    }
}

/// The first `wanted` pieces of a ranking, each once; `rank` is asked for more where copies took the place of others.
fn distinct(
    numbers: &[Numbers],
    wanted: usize,
    rank: impl Fn(usize) -> Result<Vec<Candidate>>,
) -> Result<Vec<(Piece, Match)>> {
    let mut asked = wanted.saturating_add(SPARE);
    loop {
        let candidates = rank(asked)?;
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for candidate in &candidates {
            let DocAddress {
                segment_ord,
                doc_id,
            } = candidate.address;
            let numbers = &numbers[segment_ord as usize];
            let piece = numbers.piece.first(doc_id).unwrap_or(0);
            if seen.insert(piece) {
                let id = numbers.id.first(doc_id).unwrap_or(0);
                let one = Match {
                    id: DocumentId(id.cast_signed()),
                    score: candidate.score,
                    snippet: candidate.snippet,
                };
                found.push((piece, one));
            }
        }
        if found.len() >= wanted || candidates.len() < asked {
            found.truncate(wanted);
            return Ok(found);
        }
        asked = asked.saturating_mul(2);
    }
}

/// Two rankings as one. Of a piece's copies the one stands for it that was found by its words.
fn fused(words: &[(Piece, Match)], meaning: &[(Piece, Match)]) -> Vec<(Piece, Match)> {
    let scores = |found: &[(Piece, Match)]| -> Vec<(Piece, f32)> {
        let scores = found.iter().map(|(piece, found)| (*piece, found.score));
        scores.collect()
    };
    let words_of: HashMap<Piece, Match> = words.iter().copied().collect();
    let meaning_of: HashMap<Piece, Match> = meaning.iter().copied().collect();
    // Long texts about the same things are all near: what the last of many has, counts for nothing.
    let last = meaning
        .get(DEPTH - 1)
        .map_or(LEAST, |(_, found)| found.score);
    let one = |(piece, score)| {
        let (by_words, by_meaning) = (words_of.get(&piece), meaning_of.get(&piece));
        let id = by_words.or(by_meaning)?.id;
        // A copy may be cut otherwise: the snippet is one of this very document, or none.
        let same = by_meaning.filter(|found| found.id == id);
        let snippet = same.and_then(|found| found.snippet);
        Some((piece, Match { id, score, snippet }))
    };
    let fused = fuse(&scores(words), &scores(meaning), last);
    fused.into_iter().filter_map(one).collect()
}
