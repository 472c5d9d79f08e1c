//! The ways of ranking what a search finds, by name.

use std::fmt;
use std::str::FromStr;

use crate::{Error, ErrorCode};

/// By what documents are ranked for a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ranking {
    /// By their words: BM25 on documents.
    Bm25,
    /// By their meaning: the cosine of the snippet that is nearest to the query.
    Dense,
    /// By both, fused.
    #[default]
    Fused,
}

impl Ranking {
    /// All of them.
    pub const ALL: [Ranking; 3] = [Ranking::Bm25, Ranking::Dense, Ranking::Fused];

    /// The word of the command line for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Ranking::Bm25 => "bm25",
            Ranking::Dense => "dense",
            Ranking::Fused => "fused",
        }
    }
}

impl fmt::Display for Ranking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Ranking {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self, Error> {
        let named = |ranking: &Ranking| ranking.as_str() == word;
        Ranking::ALL.into_iter().find(named).ok_or_else(|| {
            Error::new(ErrorCode::BadInput, format!("'{word}' is no way to search"))
                .remedy("The ways are bm25, dense and fused")
        })
    }
}
