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

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    vocabulary: Vocabulary,
    /// Behind two tokens, and behind one.
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
            ..Self::default()
        };
        let mut stands_in: HashMap<i32, usize> = HashMap::new();
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
            let different: HashSet<i32> = piece.iter().map(|token| token.0).collect();
            for token in different {
                *stands_in.entry(token).or_default() += 1;
            }
        }
        let often = stands_in
            .into_iter()
            .filter(|(_, pieces)| *pieces >= PIECES);
        turns.ordinary = often.map(|(token, _)| token).collect();
        turns
    }

    /// How likely the ordinary `token` is behind `before` in the user's hand: longer contexts go before shorter ones as far
    /// as they are known (Witten and Bell 1991). Of all tokens it comes to less than one: the rest is not known.
    fn likelihood(&self, token: i32, before: Context) -> f64 {
        contexts(before).fold(0.0, |shorter, context| {
            let Some(followers) = self.behind.get(&context) else {
                return shorter;
            };
            let seen = f64::from(followers.of.get(&token).copied().unwrap_or(0));
            let unseen = UNSEEN * followers.of.len() as f64;
            (seen + unseen * shorter) / (f64::from(followers.all) + unseen)
        })
    }

    /// Mixes the user's turns behind `before` into what the model would say. Only how its share of ordinary tokens is
    /// spread over them changes: what the text is about is for the model to say, and keeps its likelihood, as does how a
    /// word goes on that has begun. What the user was never seen to go on from is the model's alone, too.
    pub(crate) fn pull(&self, before: Context, free: &mut LlamaTokenDataArray) {
        let is_ordinary = |token: i32| {
            self.ordinary.contains(&token) && !self.vocabulary.is_within_word(before[1], token)
        };
        let users = |one: &LlamaTokenData| {
            let token = one.id().0;
            is_ordinary(token).then(|| self.likelihood(token, before))
        };
        let users: Vec<Option<f64>> = free.data.iter().map(users).collect();
        let logits = || free.data.iter().map(|one| f64::from(one.logit()));
        let most = logits().fold(f64::NEG_INFINITY, f64::max);
        // In parts of the likeliest, as only what they are to one another counts.
        let models: Vec<f64> = logits().map(|logit| (logit - most).exp()).collect();
        let ordinary = models.iter().zip(&users);
        let ordinary = ordinary.filter_map(|(models, users)| Some((models, (*users)?)));
        let (share, known) = ordinary.fold((0.0, 0.0), |(share, known), (models, users)| {
            (share + models, known + users)
        });
        for ((one, models), users) in free.data.iter_mut().zip(models).zip(users) {
            if let Some(users) = users.filter(|_| models > 0.0) {
                let mixed = (1.0 - PART * known) * models + PART * share * users;
                one.set_logit(one.logit() + (mixed / models).ln() as f32);
            }
        }
        free.sorted = false;
    }
}

/// One token, and both.
fn contexts(before: Context) -> impl Iterator<Item = Context> {
    let both = (before[0] != NONE).then_some(before);
    std::iter::once([NONE, before[1]]).chain(both)
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
    fn behind_what_they_never_said_and_within_a_word_the_model_is_alone() {
        let turns = count(&[&[1, 2, 8], &[4, 1, 2, 8], &[1, 2, 8, 1]]);
        for nothing_known in [[1, 6], [9, 9]] {
            assert_eq!(pulled(&turns, nothing_known, &[1, 2]), [0.5, 0.5]);
        }
        // 8 is what they put behind 2, but there it goes on with a word.
        assert_eq!(pulled(&turns, [1, 2], &[8, 6]), [0.5, 0.5]);
    }

    #[test]
    fn likelihoods_come_to_less_than_one_and_nearer_to_it_the_more_is_known() {
        let turns = count(&[&[1, 2, 3, 1], &[1, 2, 1, 3], &[3, 2, 1, 1, 2]]);
        let sum = |before| -> f64 { (1..=3).map(|token| turns.likelihood(token, before)).sum() };
        for before in [[1, 2], [3, 2], [9, 1], BEGINS] {
            assert!(sum(before) > 0.1 && sum(before) < 1.0, "{before:?}");
        }
        assert!(sum([1, 2]) > sum([9, 2]));
        assert_eq!(sum([9, 9]), 0.0);
    }
}
