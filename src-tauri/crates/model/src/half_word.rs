//! A word that the user has begun and not ended. A model reads "rehear" as another word than "rehearsal", and goes on with
//! "ings"; so what there is of it is taken back, and the model says the whole word, which has to begin so.

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;

/// Tokens that are e to the power of so many less likely than the likeliest do not count.
const UNLIKELY: f32 = 12.0;

/// What there is of a word, in bytes, as far as no token has said it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HalfWord(Vec<u8>);

impl HalfWord {
    /// Takes from a prompt of these `parts` (how many of the `tokens` each has) the word in which it ends, where that more
    /// likely goes on than not: where tokens that begin with a small letter, by the `logits` of all, have more than half of
    /// the probability.
    pub(crate) fn take(
        tokens: &mut Vec<LlamaToken>,
        parts: &mut [usize],
        logits: &[f32],
        model: &LlamaModel,
    ) -> Option<Self> {
        let begun = parts.last_mut()?;
        let last = &tokens[tokens.len() - *begun..];
        let pieces: Vec<Vec<u8>> = last.iter().map(|token| spelled(*token, model)).collect();
        let count = tokens_of_last_word(&pieces);
        let goes_on = |token| {
            let piece = spelled(LlamaToken::new(token), model);
            let first = String::from_utf8_lossy(&piece).chars().next();
            first.is_some_and(char::is_lowercase)
        };
        if count == 0 || share(logits, goes_on) <= 0.5 {
            return None;
        }
        *begun -= count;
        tokens.truncate(tokens.len() - count);
        Some(Self(pieces[pieces.len() - count..].concat()))
    }

    /// Whether all of it is said.
    pub(crate) fn is_said(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `piece` says some of it, or all and more.
    pub(crate) fn goes_with(&self, piece: &[u8]) -> bool {
        !piece.is_empty() && (self.0.starts_with(piece) || piece.starts_with(&self.0))
    }

    /// What is new of `piece`, which goes with it.
    pub(crate) fn beyond<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        &piece[piece.len().min(self.0.len())..]
    }

    /// Takes note that `piece` is written; returns what is new of it.
    pub(crate) fn said<'a>(&mut self, piece: &'a [u8]) -> &'a [u8] {
        let new = self.beyond(piece);
        self.0.drain(..piece.len() - new.len());
        new
    }
}

/// The probability of those tokens that are `wanted`; the very unlikely are not asked for.
fn share(logits: &[f32], wanted: impl Fn(i32) -> bool) -> f32 {
    let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let (mut all, mut share) = (0.0, 0.0);
    for (token, logit) in (0..).zip(logits) {
        let odds = (logit - highest).exp();
        all += odds;
        if highest - logit < UNLIKELY && wanted(token) {
            share += odds;
        }
    }
    share / all
}

/// The text of a token.
pub(crate) fn spelled(token: LlamaToken, model: &LlamaModel) -> Vec<u8> {
    let mut piece = Vec::new();
    model
        .vocab()
        .token_to_piece_into(token, &mut piece, false, None);
    piece
}

/// How many of the last `pieces` are the word in which they end; none where they end in anything but a letter.
fn tokens_of_last_word(pieces: &[Vec<u8>]) -> usize {
    let (mut count, mut is_open) = (0, true);
    for piece in pieces.iter().rev() {
        let text = String::from_utf8_lossy(piece);
        let ends_in_word = text.chars().next_back().is_some_and(char::is_alphabetic);
        if !is_open || !ends_in_word {
            break;
        }
        count += 1;
        is_open = text.chars().all(char::is_alphabetic);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(pieces: &[&str]) -> Vec<Vec<u8>> {
        pieces.iter().map(|piece| piece.as_bytes().into()).collect()
    }

    #[test]
    fn the_last_word_is_found_in_the_tokens_that_spell_it() {
        let count = |all: &[&str]| tokens_of_last_word(&pieces(all));
        assert_eq!(count(&[" the", " reh", "ear"]), 2);
        assert_eq!(count(&["Re", "hear"]), 2);
        assert_eq!(count(&[" don", "'t"]), 1, "the mark goes with it");
        assert_eq!(count(&[" the", " rehearsal", "."]), 0);
        assert_eq!(count(&[" the", " "]), 0);
        assert_eq!(count(&[]), 0);
    }

    #[test]
    fn a_share_is_a_part_of_all_probability() {
        let logits = [3.0_f32.ln(), 0.0, 0.0, -30.0];
        let share = |wanted: &[i32]| share(&logits, |token| wanted.contains(&token));
        assert!((share(&[0]) - 0.6).abs() < 1e-6 && (share(&[1, 2]) - 0.4).abs() < 1e-6);
        assert_eq!(share(&[3]), 0.0);
    }

    #[test]
    fn a_half_word_is_said_once_and_whole() {
        let mut half = HalfWord(b" rehear".to_vec());
        for no in [" heard", "rehear", ""] {
            assert!(!half.goes_with(no.as_bytes()), "{no:?}");
        }
        assert!(half.goes_with(b" re") && half.goes_with(b" rehearsal"));
        assert_eq!(half.said(b" re"), b"");
        assert!(!half.is_said() && half.goes_with(b"hearsal"));
        assert_eq!(half.beyond(b"hearsal"), b"sal");
        assert_eq!(half.said(b"hearsal"), b"sal");
        assert!(half.is_said());
    }
}
