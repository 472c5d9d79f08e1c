//! The most ordinary words as often as the user says them: "I", "the", "and". Of all words they say least of what a text is
//! about, and most of whose it is.

use std::collections::HashMap;

use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use crate::turns::in_several;
use crate::vocabulary::Vocabulary;

/// With fewer tokens of the user than this nothing is known of their words.
const KNOWN: usize = 500;
/// A word is ordinary that makes up more than this share of the user's tokens.
const OFTEN: f64 = 0.002;
/// Smoothing, in tokens: a draft is looked at as if this many, with words at the user's own rates, stood before it.
const BEFORE: f64 = 60.0;
/// Smoothing, in words: added to both sides, so that the first occurrence does not count too much.
const UNSEEN: f64 = 0.3;
/// The furthest that a logit is moved.
const MOST: f64 = 1.0;

/// How often the user says each.
#[derive(Debug, Default)]
pub(crate) struct Ordinary {
    vocabulary: Vocabulary,
    /// In a token of their texts.
    rates: HashMap<i32, f64>,
}

/// How often a text has said them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    tokens: u32,
    each: HashMap<i32, u32>,
}

impl Ordinary {
    /// Counts over pieces, each as its tokens.
    pub(crate) fn count(vocabulary: &Vocabulary, pieces: &[Vec<LlamaToken>]) -> Self {
        let all: usize = pieces.iter().map(Vec::len).sum();
        if all < KNOWN {
            return Self::default();
        }
        let ordinary = in_several(pieces);
        let mut each: HashMap<i32, u32> = HashMap::new();
        for token in pieces.iter().flatten() {
            *each.entry(token.0).or_default() += 1;
        }
        let rates = each.into_iter().filter_map(|(token, count)| {
            let rate = f64::from(count) / all as f64;
            let is_word = vocabulary.marks(token) == 0 && ordinary.contains(&token);
            (is_word && rate > OFTEN).then_some((token, rate))
        });
        Self {
            vocabulary: vocabulary.clone(),
            rates: rates.collect(),
        }
    }

    /// A text has `token` now.
    pub(crate) fn note(&self, token: LlamaToken, said: &mut Said) {
        said.tokens += 1;
        if self.rates.contains_key(&token.0) {
            *said.each.entry(token.0).or_default() += 1;
        }
    }

    /// Makes words likelier which a text has said less often than the user would have so far, and others less likely. How
    /// a word goes on in which `last`, the token before, ends is left as it is.
    pub(crate) fn lean(&self, said: &Said, last: i32, free: &mut LlamaTokenDataArray) {
        for one in &mut free.data {
            let token = one.id().0;
            let Some(rate) = self.rates.get(&token) else {
                continue;
            };
            if self.vocabulary.is_within_word(last, token) {
                continue;
            }
            let had = f64::from(said.each.get(&token).copied().unwrap_or(0));
            let wanted = rate * (BEFORE + f64::from(said.tokens)) + UNSEEN;
            let has = rate * BEFORE + had + UNSEEN;
            let leaning = (wanted / has).ln().clamp(-MOST, MOST);
            one.set_logit(one.logit() + leaning as f32);
        }
        free.sorted = false;
    }
}

#[cfg(test)]
mod tests {
    use llama_cpp_2::token::data::LlamaTokenData;

    use super::*;

    /// Of ten tokens two are 1, one is 2 and one is a full stop; 4 is said in one piece only.
    fn counted() -> Ordinary {
        let vocabulary = Vocabulary::with(&["", " I", "the", ".", " tap", " Ver"]);
        let piece = [1, 2, 9, 9, 1, 9, 9, 3, 9, 9].repeat(20);
        let mut pieces = vec![piece; 3];
        pieces[0].extend([4; 50]);
        let tokens = |piece: Vec<i32>| piece.into_iter().map(LlamaToken::new).collect();
        Ordinary::count(
            &vocabulary,
            &pieces.into_iter().map(tokens).collect::<Vec<_>>(),
        )
    }

    /// By how much each of tokens 0 to 5 is likelier behind `before`.
    fn leant(ordinary: &Ordinary, before: &[i32]) -> Vec<f32> {
        let mut said = Said::default();
        for token in before {
            ordinary.note(LlamaToken::new(*token), &mut said);
        }
        let alike = (0..6).map(|id| LlamaTokenData::new(LlamaToken::new(id), 1.0, 0.0));
        let mut free = LlamaTokenDataArray::from_iter(alike, false);
        let last = before.last().copied().unwrap_or(-1);
        ordinary.lean(&said, last, &mut free);
        free.data.iter().map(|one| one.logit() - 1.0).collect()
    }

    #[test]
    fn a_word_is_likelier_the_longer_it_is_missed_and_less_likely_once_it_is_said_too_often() {
        let ordinary = counted();
        assert_eq!(leant(&ordinary, &[]), [0.0; 6], "nothing is missed yet");
        let missed = leant(&ordinary, &[9; 40]);
        assert!(missed[1] > 0.3 && missed[2] > 0.3, "{missed:?}");
        assert_eq!([missed[0], missed[3], missed[4]], [0.0; 3]);
        assert!(leant(&ordinary, &[9; 400])[1] == MOST as f32);
        let mut before = vec![1; 40];
        before.push(9);
        let too_often = leant(&ordinary, &before);
        assert!(too_often[1] < -0.3 && too_often[2] > 0.3, "{too_often:?}");
    }

    #[test]
    fn a_word_that_has_begun_goes_on_as_it_likes() {
        let mut before = vec![9; 40];
        before.push(5);
        let within = leant(&counted(), &before);
        assert!(within[1] > 0.0 && within[2] == 0.0, "{within:?}");
    }

    #[test]
    fn of_somebody_who_has_written_little_nothing_is_known() {
        let little = vec![vec![LlamaToken::new(1); 100]; 4];
        let ordinary = Ordinary::count(&Vocabulary::with(&["", " I"]), &little);
        assert_eq!(leant(&ordinary, &[9; 40]), [0.0; 6]);
    }
}
