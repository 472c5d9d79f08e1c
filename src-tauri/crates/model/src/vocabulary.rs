//! What the tokens of a vocabulary are to those who lean on what comes next: marks, and parts of words.

use domain::has_no_gaps;
use std::sync::Arc;

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;

use crate::mark_set::{Set, set_of};

/// All tokens of a model; empty where nobody has looked at them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary(Arc<[Piece]>);

/// What one token is, by its text.
#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    marks: Set,
    begins_in_word: bool,
    ends_in_word: bool,
}

impl Vocabulary {
    /// Looks at each token of `model`.
    pub(crate) fn of(model: &LlamaModel) -> Self {
        let mut bytes = Vec::new();
        let piece = |id| {
            bytes.clear();
            let token = LlamaToken::new(id);
            let vocab = model.vocab();
            vocab.token_to_piece_into(token, &mut bytes, false, None);
            Piece::of(&String::from_utf8_lossy(&bytes))
        };
        Self((0..model.n_vocab()).map(piece).collect())
    }

    /// Tokens 0, 1 and so on with these texts.
    #[cfg(test)]
    pub(crate) fn with(pieces: &[&str]) -> Self {
        Self(pieces.iter().map(|piece| Piece::of(piece)).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which marks a token is.
    pub(crate) fn marks(&self, token: i32) -> Set {
        self.piece(token).marks
    }

    /// Whether `next` goes on with a word in which `before` ends.
    pub(crate) fn is_within_word(&self, before: i32, next: i32) -> bool {
        self.piece(before).ends_in_word && self.piece(next).begins_in_word
    }

    fn piece(&self, token: i32) -> Piece {
        let at = usize::try_from(token).ok();
        at.and_then(|at| self.0.get(at).copied())
            .unwrap_or_default()
    }
}

impl Piece {
    fn of(text: &str) -> Self {
        Self {
            marks: set_of(text),
            begins_in_word: text.chars().next().is_some_and(is_of_word),
            ends_in_word: text.chars().next_back().is_some_and(is_of_word),
        }
    }
}

/// Where there are no gaps between words, as in Chinese, each token may be one.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() && !has_no_gaps(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_goes_on_with_letters_and_figures_and_ends_with_all_else() {
        let all = Vocabulary::with(&[" Ver", "is", " is", ".", "'m", "2", "我", "是", "مدين", "ة"]);
        let within = |before, next| all.is_within_word(before, next);
        assert!(within(0, 1) && within(1, 1) && within(0, 5) && within(8, 9));
        assert!(![2, 3, 4].into_iter().any(|next| within(0, next)));
        assert!(!within(3, 1) && !within(6, 7) && !within(-2, 1));
        assert!(!Vocabulary::default().is_within_word(0, 1));
    }
}
