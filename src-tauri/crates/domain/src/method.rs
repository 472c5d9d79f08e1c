//! How the stages go about a draft: which of the paper's ways is taken at each of them.

use serde::{Deserialize, Serialize};

/// Which past pieces stand in the prompt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entries {
    /// Style slots chosen ahead of any brief, and topical slots: what the product does.
    #[default]
    Slots,
    /// The style slots alone.
    Style,
    /// None: no personal context at all.
    Nothing,
    /// The newest (the paper's `RecentDoc`).
    Recent,
    /// The nearest by BM25 of the whole document (`RankDocBM25`).
    Bm25,
    /// The nearest by the meaning of the whole document (`RankDocDense`).
    Dense,
    /// The nearest by the meaning of its nearest snippet (`RankDocBySnpt`).
    BySnippet,
    /// The nearest snippets by meaning, each by itself (`RankSnippet`).
    Snippets,
    /// Any, by lot, the same each time: a control.
    Lot,
}

/// What is said of the past pieces before the brief.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gist {
    /// Chosen for this brief, or for a sketch of its draft (`SumCtx`, `SynCtx`).
    #[default]
    Context,
    /// Without regard to the brief (`SumCtxInd`, `SynCtxInd`).
    General,
    /// Nothing.
    Nothing,
}

/// One way through the five stages. The default is what the product does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Method {
    /// Which past pieces stand in the prompt.
    pub entries: Entries,
    /// Which summary.
    pub summary: Gist,
    /// Which important words.
    pub words: Gist,
    /// Whether greeting, sign-off and length are the user's usual ones.
    pub shell: bool,
    /// Whether each past piece stands after points that it could have been made from.
    pub points: bool,
    /// Whether a draft goes on until it is as long as the user's shorter pieces.
    pub least: bool,
    /// Whether a draft for which no plan is ready makes a sketch first, which takes the place of the brief in summary
    /// and words.
    pub sketch: bool,
    /// After so many words the next end of a sentence is the end; none takes it from what the user usually writes.
    pub enough_words: Option<usize>,
}

impl Entries {
    /// Whether pieces are chosen ahead of any brief, for the hand they show.
    pub fn has_style(self) -> bool {
        matches!(self, Self::Slots | Self::Style)
    }
}

impl Default for Method {
    fn default() -> Self {
        Self {
            entries: Entries::Slots,
            summary: Gist::Context,
            words: Gist::Context,
            shell: true,
            points: true,
            least: true,
            sketch: false,
            enough_words: None,
        }
    }
}
