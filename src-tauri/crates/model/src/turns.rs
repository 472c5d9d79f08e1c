//! Turns of speech: which token the user puts behind which others, counted over what they have written, and how that
//! pulls at what a text says next.

use std::collections::{HashMap, HashSet};

use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data::LlamaTokenData;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use crate::vocabulary::Vocabulary;

/// The part that the user's own turns have in what comes next; the rest is the model's. With 0.4 and nothing said for
/// points (`to_say`) drafts of posts were no nearer to the hand, and made fewer of the points.
const PART: f64 = 0.3;
/// A token that stands in fewer pieces belongs to what they are about, and not to how they are written.
const PIECES: usize = 3;
/// How many seen followers a token is worth that was not seen: with more, shorter contexts count more.
const UNSEEN: f64 = 2.0;
/// No token.
const NONE: i32 = -1;

/// The two tokens before the next.
pub(crate) type Context = [i32; 2];

/// Where a piece begins.
pub(crate) const BEGINS: Context = [NONE, -2];
/// Anywhere.
const ANYWHERE: Context = [NONE; 2];

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    vocabulary: Vocabulary,
    /// Behind two tokens, behind one, and anywhere.
    behind: HashMap<Context, Followers>,
    ordinary: HashSet<i32>,
}

#[derive(Debug, Default)]
struct Followers {
    all: u32,
    of: HashMap<i32, u32>,
}

impl Turns {
    /// Counts over pieces, each as its tokens.
    pub(crate) fn count(vocabulary: &Vocabulary, pieces: &[Vec<LlamaToken>]) -> Self {
        let mut turns = Self {
            vocabulary: vocabulary.clone(),
            behind: HashMap::new(),
            ordinary: in_several(pieces),
        };
        for piece in pieces {
            let mut before = BEGINS;
            for token in piece {
                for context in contexts(before) {
                    let followers = turns.behind.entry(context).or_default();
                    followers.all += 1;
                    *followers.of.entry(token.0).or_default() += 1;
                }
                before = [before[1], token.0];
            }
        }
        turns
    }

    /// How likely `token` is behind `before` in the user's hand: longer contexts go before shorter ones as far as they are
    /// known (Witten and Bell 1991). It is nothing for one that is not ordinary, or goes on with a word that has begun.
    fn likelihood(&self, token: i32, before: Context) -> f64 {
        if !self.ordinary.contains(&token) || self.vocabulary.is_within_word(before[1], token) {
            return 0.0;
        }
        contexts(before).fold(0.0, |shorter, context| {
            let Some(followers) = self.behind.get(&context) else {
                return shorter;
            };
            let seen = f64::from(followers.of.get(&token).copied().unwrap_or(0));
            let unseen = match context {
                ANYWHERE => 0.0,
                _ => UNSEEN * followers.of.len() as f64,
            };
            (seen + unseen * shorter) / (f64::from(followers.all) + unseen)
        })
    }

    /// Mixes the user's turns behind `before` into what the model would say. Only how its share of ordinary tokens is
    /// spread over them changes: what the text is about is for the model to say, and keeps its likelihood, as does how a
    /// word goes on that has begun. Where nothing is known of what stands before, what the user says anywhere has its part,
    /// too: without it dashes, brackets and "I" were hardly ever likely enough to be chosen.
    pub(crate) fn pull(&self, before: Context, free: &mut LlamaTokenDataArray) {
        let users = |one: &LlamaTokenData| self.likelihood(one.id().0, before);
        let users: Vec<f64> = free.data.iter().map(users).collect();
        let logits = || free.data.iter().map(|one| f64::from(one.logit()));
        let most = logits().fold(f64::NEG_INFINITY, f64::max);
        // In parts of the likeliest, as only what they are to one another counts.
        let models: Vec<f64> = logits().map(|logit| (logit - most).exp()).collect();
        let ordinary = models.iter().zip(&users).filter(|(_, users)| **users > 0.0);
        let (share, said) = ordinary.fold((0.0, 0.0), |(share, said), (models, users)| {
            (share + models, said + users)
        });
        for ((one, models), users) in free.data.iter_mut().zip(models).zip(users) {
            if users > 0.0 && models > 0.0 {
                let mixed = (1.0 - PART) * models + PART * share * users / said;
                one.set_logit(one.logit() + (mixed / models).ln() as f32);
            }
        }
        free.sorted = false;
    }
}

/// The tokens that stand in `PIECES` of `pieces` or more.
pub(crate) fn in_several(pieces: &[Vec<LlamaToken>]) -> HashSet<i32> {
    let mut stands_in: HashMap<i32, usize> = HashMap::new();
    for piece in pieces {
        let different: HashSet<i32> = piece.iter().map(|token| token.0).collect();
        for token in different {
            *stands_in.entry(token).or_default() += 1;
        }
    }
    let several = stands_in
        .into_iter()
        .filter(|(_, pieces)| *pieces >= PIECES);
    several.map(|(token, _)| token).collect()
}

/// From none to both tokens.
fn contexts(before: Context) -> impl Iterator<Item = Context> {
    let both = (before[0] != NONE).then_some(before);
    [ANYWHERE, [NONE, before[1]]].into_iter().chain(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted over these pieces.
    fn count(all: &[&[i32]]) -> Turns {
        let tokens = |piece: &&[i32]| piece.iter().map(|token| LlamaToken::new(*token)).collect();
        let pieces: Vec<_> = all.iter().map(tokens).collect();
        // The last one goes on with a word that the one before it begins.
        let vocabulary = Vocabulary::with(&["", " a", " b", " c", " d", " e", " f", " g", "h"]);
        Turns::count(&vocabulary, &pieces)
    }

    /// The likelihoods of tokens behind `before` after the pull, where the model has them all as likely.
    fn pulled(turns: &Turns, before: Context, tokens: &[i32]) -> Vec<f64> {
        let alike = |token: &i32| LlamaTokenData::new(LlamaToken::new(*token), 5.0, 0.0);
        let mut free = LlamaTokenDataArray::from_iter(tokens.iter().map(alike), false);
        turns.pull(before, &mut free);
        let odds: Vec<f64> = free
            .data
            .iter()
            .map(|one| f64::from(one.logit()).exp())
            .collect();
        let sum: f64 = odds.iter().sum();
        odds.iter().map(|odd| odd / sum).collect()
    }

    #[test]
    fn what_the_user_says_there_is_likelier_and_what_it_is_about_stays_as_it_was() {
        let turns = count(&[&[1, 2, 3], &[4, 1, 2, 3], &[1, 2, 3, 5, 2]]);
        let after = pulled(&turns, [1, 2], &[3, 1, 6]);
        assert!(after[0] > after[1], "{after:?}");
        assert!(
            (after[2] - 1.0 / 3.0).abs() < 1e-6,
            "6 is no word of theirs"
        );
        // Where only the last token is known it pulls less.
        let half = pulled(&turns, [9, 2], &[3, 1, 6]);
        assert!(after[0] > half[0] && half[0] > half[1], "{half:?}");
        // Theirs begin with 1.
        let first = pulled(&turns, BEGINS, &[3, 1, 6]);
        assert!(first[1] > first[0], "{first:?}");
    }

    #[test]
    fn what_stands_in_few_pieces_does_not_pull() {
        let turns = count(&[&[1, 2, 3], &[1, 2, 3, 1, 2, 3]]);
        assert_eq!(pulled(&turns, [1, 2], &[3, 1]), [0.5, 0.5]);
        assert_eq!(pulled(&Turns::default(), [1, 2], &[3, 1]), [0.5, 0.5]);
    }

    #[test]
    fn a_word_that_has_begun_goes_on_as_the_model_likes() {
        let turns = count(&[&[1, 2, 8], &[4, 1, 2, 8], &[1, 2, 8, 1]]);
        // 8 is what they put behind 2, but there it goes on with a word; behind 9, which is none, it would begin one.
        assert_eq!(pulled(&turns, [1, 2], &[8, 1]), [0.5, 0.5]);
        let elsewhere = pulled(&turns, [9, 9], &[8, 1]);
        assert!(elsewhere[1] > elsewhere[0], "{elsewhere:?}");
    }

    #[test]
    fn likelihoods_of_all_that_was_said_come_to_one() {
        let turns = count(&[&[1, 2, 3, 1], &[1, 2, 1, 3], &[3, 2, 1, 1, 2]]);
        for before in [[1, 2], [3, 2], [9, 1], [9, 9], BEGINS] {
            let sum: f64 = (1..=3).map(|token| turns.likelihood(token, before)).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{before:?}: {sum}");
        }
    }
}
