//! What the present point says and the text has not said yet: it is likelier until it is said.

use domain::Cue;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

/// Added to the logits of words that are still to be said: so that the user's turns of speech do not lead away from them.
const LEAN: f32 = 1.5;
/// Where none of them is said in so many tokens, each further token adds so much, up to so much in all: a small model that
/// goes on with a past piece forgets the point.
const PATIENCE: u32 = 6;
const MORE: f32 = 0.3;
const MOST: f32 = 5.0;

/// The words of a point that are still to be said.
#[derive(Debug, Clone, Default)]
pub(crate) struct ToSay {
    /// Each by the tokens with which it may begin: as it stands in the point, and where a sentence begins.
    words: Vec<[LlamaToken; 2]>,
    /// Tokens that have been said of the point.
    said: u32,
    /// One of its words was among them.
    touched: bool,
}

impl ToSay {
    /// The telling words of `point`.
    pub(crate) fn of(point: &Cue, model: &LlamaModel) -> Self {
        let begins = |word: &str| {
            let text = format!(" {word}");
            let tokens = model.vocab().tokenize(text.as_bytes(), false, false);
            tokens.first().copied()
        };
        let both = |word: &String| Some([begins(word)?, begins(&capital(word))?]);
        Self {
            words: point.telling.iter().filter_map(both).collect(),
            ..Self::default()
        }
    }

    /// The text has `token` now.
    pub(crate) fn said(&mut self, token: LlamaToken) {
        let before = self.words.len();
        self.words.retain(|word| !word.contains(&token));
        self.touched |= self.words.len() < before;
        self.said += 1;
    }

    /// Makes what is still to be said likelier, where it may come next at all.
    pub(crate) fn lean(&self, free: &mut LlamaTokenDataArray) {
        let spellings = if self.said > 0 { 1 } else { 2 };
        let waited = match self.touched {
            true => 0,
            false => self.said.saturating_sub(PATIENCE),
        };
        let lean = (LEAN + MORE * waited as f32).min(MOST);
        for one in &mut free.data {
            let is_it = |word: &[LlamaToken; 2]| word[..spellings].contains(&one.id());
            if self.words.iter().any(is_it) {
                one.set_logit(one.logit() + lean);
                free.sorted = false;
            }
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
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
            ..ToSay::default()
        };
        let leant = |to_say: &ToSay| {
            let alike = (0..5).map(|id| LlamaTokenData::new(token(id), 1.0, 0.0));
            let mut free = LlamaTokenDataArray::from_iter(alike, false);
            to_say.lean(&mut free);
            let likelier = free.data.iter().filter(|one| one.logit() > 1.0);
            likelier.map(|one| one.id().0).collect::<Vec<_>>()
        };
        assert_eq!(leant(&to_say), [1, 2, 3, 4]);
        to_say.said(token(2));
        // In the middle of a sentence no word begins with a capital that has none in the point.
        assert_eq!(leant(&to_say), [3]);
        assert_eq!(capital("übung"), "Übung");
    }

    #[test]
    fn a_point_of_which_nothing_is_said_becomes_likelier_with_each_token() {
        let token = LlamaToken::new;
        let leant = |said: &[i32]| {
            let words = vec![[token(1), token(2)], [token(3), token(4)]];
            let mut to_say = ToSay {
                words,
                ..ToSay::default()
            };
            said.iter().for_each(|id| to_say.said(token(*id)));
            let one = LlamaTokenData::new(token(3), 0.0, 0.0);
            let mut free = LlamaTokenDataArray::from_iter([one], false);
            to_say.lean(&mut free);
            free.data[0].logit()
        };
        assert_eq!((leant(&[]), leant(&[9; 6])), (LEAN, LEAN));
        assert!(leant(&[9; 10]) > LEAN + 1.0 && leant(&[9; 90]) == MOST);
        let mut touched = vec![9; 30];
        touched.push(1);
        assert_eq!(leant(&touched), LEAN);
    }
}
