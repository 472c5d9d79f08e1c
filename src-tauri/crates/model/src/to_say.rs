//! What the present point says and the text has not said yet: it is likelier until it is said. The first word behind a
//! point is left to the model: with a phrase for its beginning a sentence seldom comes to a verb.

use domain::{has_no_gaps, is_in_word, is_without_gaps, links, with_capital};
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

/// Added to the logits of words that are still to be said: so that the user's turns of speech do not lead away from them.
const LEAN: f32 = 1.5;
/// A shorter word carries no point.
const LETTERS: usize = 3;

/// The words of a point that are still to be said.
#[derive(Debug, Clone, Default)]
pub(crate) struct ToSay {
    /// Each by the tokens with which it may begin: as it stands in the point, and where a sentence begins.
    words: Vec<[LlamaToken; 2]>,
    /// Something has been said of the point.
    begun: bool,
}

impl ToSay {
    /// All words of `point`.
    pub(crate) fn of(point: &str, model: &LlamaModel) -> Self {
        let vocab = model.vocab();
        let tokens = |text: &str| vocab.tokenize(text.as_bytes(), false, false);
        let spells = |token: LlamaToken, is: fn(&str) -> bool| {
            let mut piece = Vec::new();
            vocab.token_to_piece_into(token, &mut piece, false, None);
            is(&String::from_utf8_lossy(&piece))
        };
        let begins = |word: &str| {
            let first = *tokens(&format!(" {word}")).first()?;
            // Before figures, and in some scripts, the space is a token by itself: likelier, it would lead to any number.
            spells(first, |piece| piece.contains(char::is_alphanumeric)).then_some(first)
        };
        let both = |word: &str| Some([begins(word)?, begins(&with_capital(word))?]);
        let words = point.split(|c: char| !is_in_word(c));
        let (without_gaps, words): (Vec<&str>, Vec<&str>) =
            words.partition(|word| is_without_gaps(word));
        let within = without_gaps.into_iter().flat_map(tokens);
        let within = within.filter(|token| spells(*token, is_word_without_gaps));
        Self {
            words: words
                .into_iter()
                .filter(|word| word.chars().count() >= LETTERS)
                .filter_map(both)
                .chain(within.map(|token| [token; 2]))
                .collect(),
            begun: false,
        }
    }

    /// The text has `token` now.
    pub(crate) fn said(&mut self, token: LlamaToken) {
        self.words.retain(|word| !word.contains(&token));
        self.begun = true;
    }

    /// Makes what is still to be said likelier, where it may come next at all.
    pub(crate) fn lean(&self, free: &mut LlamaTokenDataArray) {
        if !self.begun {
            return;
        }
        for one in &mut free.data {
            if self.words.iter().any(|[word, _]| *word == one.id()) {
                one.set_logit(one.logit() + LEAN);
                free.sorted = false;
            }
        }
    }
}

/// Whether a token may be a word that has no gaps around it: of two letters or more. One by itself stands in too many.
fn is_word_without_gaps(piece: &str) -> bool {
    piece.chars().all(has_no_gaps) && links(piece).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use llama_cpp_2::token::data::LlamaTokenData;

    use super::*;

    #[test]
    fn a_word_is_likelier_until_it_is_said() {
        let token = LlamaToken::new;
        let words = vec![[token(1), token(2)], [token(3), token(4)]];
        let mut to_say = ToSay {
            words,
            begun: false,
        };
        let leant = |to_say: &ToSay| {
            let alike = (0..5).map(|id| LlamaTokenData::new(token(id), 1.0, 0.0));
            let mut free = LlamaTokenDataArray::from_iter(alike, false);
            to_say.lean(&mut free);
            let likelier = free.data.iter().filter(|one| one.logit() > 1.0);
            likelier.map(|one| one.id().0).collect::<Vec<_>>()
        };
        assert!(leant(&to_say).is_empty(), "a sentence begins as it likes");
        to_say.said(token(0));
        // In the middle of a sentence no word begins with a capital that has none in the point.
        assert_eq!(leant(&to_say), [1, 3]);
        to_say.said(token(2));
        assert_eq!(leant(&to_say), [3]);
    }

    #[test]
    fn without_gaps_a_token_of_one_letter_is_no_word() {
        for word in ["钥匙", "カメラ", "ตลาด"] {
            assert!(is_word_without_gaps(word), "{word}");
        }
        for part in ["的", "て", "น้ำ", " key", "了。", "\u{fffd}", ""] {
            assert!(!is_word_without_gaps(part), "{part}");
        }
    }
}
