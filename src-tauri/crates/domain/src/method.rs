//! How the stages go about a draft: which of the paper's ways is taken at each of them.

use serde::{Deserialize, Serialize};

use crate::Brief;

/// Which past pieces stand in the prompt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entries {
    /// Style slots chosen ahead of any brief, and topical slots: what the product does.
    #[default]
    Slots,
    /// The style slots alone.
    Style,
    /// The topical slots alone.
    Topic,
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

/// What is said of the past pieces before the brief, in a summary of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Summary {
    /// Sentences of them, chosen for this brief, or for a sketch of its draft (`SumCtx`).
    #[default]
    Context,
    /// Sentences of them, chosen without regard to the brief (`SumCtxInd`).
    General,
    /// What each piece on the topic says, in the model's own words: for models of a billion parameters and more.
    Abstractive,
    /// Nothing.
    Nothing,
}

/// Which important words stand before the brief.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// Chosen for this brief, or for a sketch of its draft (`SynCtx`).
    #[default]
    Context,
    /// The frequent ones, without regard to the brief (`SynCtxInd`).
    General,
    /// None.
    Nothing,
}

/// How a prompt is put to the model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// As a document that is to be continued.
    #[default]
    Document,
    /// As a request in a chat, and the beginning of the answer to it. A model without a chat of its own continues.
    Chat,
}

/// Where the points stand from which a past piece could have been made, and those of the new one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Points {
    /// In the text, each before the words that it became; so one is written after the other. Before the new piece all
    /// of its points stand as well: what comes next is not only about the next point.
    #[default]
    Along,
    /// All of them before the piece.
    Before,
    /// Before the new piece, and none with the past ones.
    Nothing,
}

/// Stands in a prompt where notes end and the piece that was made of them begins.
pub const PIECE_BEGINS: char = '\u{2}';
/// Stands in a prompt where a piece ends and the next notes begin.
pub const PIECE_ENDS: char = '\u{3}';

/// One way through the five stages. The default is what the product does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Method {
    /// Which past pieces stand in the prompt.
    pub entries: Entries,
    /// Which summary.
    pub summary: Summary,
    /// Which important words.
    pub words: Words,
    /// Whether greeting, sign-off and length are the user's usual ones.
    pub shell: bool,
    /// Whether the turns of speech that the user likes pull at what a draft says next.
    pub turns: bool,
    /// Whether a draft has commas, brackets, dashes and the like as often as the user sets them.
    pub marks: bool,
    /// Whether it says the most ordinary words, "I", "the", "and", as often as the user does.
    pub ordinary: bool,
    /// Where the points of a piece stand.
    pub points: Points,
    /// Whether a draft may not end before half of what is short for the user.
    pub least: bool,
    /// Whether a draft for which no plan is ready makes a sketch first, which takes the place of the brief in summary
    /// and words.
    pub sketch: bool,
    /// How the prompt is put; none is as suits the model best (`assets/models.toml`).
    pub form: Option<Form>,
    /// How many words a draft has before the next end of a sentence ends it; none takes it from what the user usually writes.
    pub enough_words: Option<usize>,
}

impl Entries {
    /// Whether pieces are chosen ahead of any brief, for the hand they show.
    pub fn has_style(self) -> bool {
        matches!(self, Self::Slots | Self::Style)
    }
}

impl Method {
    /// The same as suits `brief`: where it has no points, there are none in the text of past pieces either. A small model
    /// that has seen them there and is given none loses its thread (8 posts of task P: ROUGE-1 15.0, and 21.1 so).
    #[must_use]
    pub fn suited_to(self, brief: &Brief) -> Self {
        match self.points {
            Points::Along if brief.points.is_empty() => Self {
                points: Points::Before,
                ..self
            },
            _ => self,
        }
    }

    /// In what it is another way than usual, as `name: value`; nothing where it is not.
    pub fn differences(&self) -> Vec<String> {
        let fields = |method: &Method| match serde_json::to_value(method) {
            Ok(serde_json::Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        let usual = fields(&Method::default());
        let all = fields(self).into_iter();
        let different = all.filter(|(name, value)| usual.get(name) != Some(value));
        different
            .map(|(name, value)| format!("{name}: {}", value.to_string().trim_matches('"')))
            .collect()
    }
}

impl Default for Method {
    fn default() -> Self {
        Self {
            entries: Entries::Slots,
            summary: Summary::Context,
            words: Words::Context,
            shell: true,
            turns: true,
            marks: true,
            ordinary: true,
            points: Points::Along,
            least: true,
            sketch: false,
            form: None,
            enough_words: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_says_in_what_it_is_unusual() {
        assert_eq!(Method::default().differences(), [""; 0]);
        let other = Method {
            entries: Entries::Bm25,
            summary: Summary::Nothing,
            shell: false,
            ..Method::default()
        };
        assert_eq!(
            other.differences(),
            ["entries: bm25", "shell: false", "summary: nothing"]
        );
    }
}
