//! Whether prompt and texts fit into the context, and how long the texts may be.

use domain::{Cue, Error, ErrorCode, Result, in_brackets};

use super::{Inference, MOST_AT_ONCE};
use crate::protocol::Continuation;

impl Inference<'_> {
    /// The tokens that the texts take behind a prompt of so many, and the texts with as many as there is room for: what is
    /// asked for is generous, and half of it is still a text. Where not all of them have half, these are the first ones,
    /// as many as make the fewest turns of about the same number.
    ///
    /// # Errors
    /// `PromptTooLong` with the numbers where there is no room for half of one.
    pub(super) fn fitted(
        &self,
        prompt: usize,
        continuations: &[Continuation],
    ) -> Result<(usize, Vec<Continuation>)> {
        let room = self.context.n_ctx() as usize;
        if prompt == 0 || continuations.len() > MOST_AT_ONCE {
            return Err(Error::new(
                ErrorCode::BadInput,
                format!("there is nothing to continue, or more than {MOST_AT_ONCE} texts at once"),
            ));
        }
        let points: Vec<usize> = continuations
            .iter()
            .map(|one| self.to_put_in(one))
            .collect();
        let put_in = |count: usize| points[..count].iter().sum::<usize>();
        // Of the first `count`: what each may have, whether that is half for all, and what they take if they have all.
        let each = |count: usize| room.saturating_sub(prompt + put_in(count)) / count.max(1);
        let fit = |count: &usize| {
            let mut texts = continuations[..*count].iter();
            prompt <= room && texts.all(|one| each(*count) >= one.most_tokens.div_ceil(2) as usize)
        };
        let to_write = |count: usize| {
            let texts = continuations[..count].iter();
            texts.map(|one| one.most_tokens as usize).sum::<usize>() + put_in(count)
        };
        let all = continuations.len();
        let Some(most) = (all.min(1)..=all).rev().find(fit) else {
            let to_write = to_write(all.min(1));
            return Err(Error::new(
                ErrorCode::PromptTooLong,
                format!(
                    "the brief is too long for this model: {prompt} tokens to read and {to_write} to write are {}, and \
                     there is room for {room}",
                    prompt + to_write
                ),
            )
            .remedy("Shorten the points or the title"));
        };
        let turns = all.div_ceil(most.max(1)).max(1);
        let at_once = all.div_ceil(turns);
        let each = u32::try_from(each(at_once)).unwrap_or(u32::MAX);
        let fitted = continuations[..at_once].iter().map(|one| Continuation {
            most_tokens: one.most_tokens.min(each),
            ..one.clone()
        });
        Ok((to_write(at_once).min(room - prompt), fitted.collect()))
    }

    /// Tokens of the points that are put into a text, each of which may be put in once more.
    fn to_put_in(&self, continuation: &Continuation) -> usize {
        let cues = continuation.cues.iter();
        let points = cues.flat_map(|cues| {
            let once_more = cues.present.iter().chain(&cues.waiting);
            cues.waiting.iter().chain(once_more)
        });
        let vocab = self.model.vocab();
        let read = |point: &Cue| vocab.tokenize(in_brackets(&point.text).as_bytes(), false, false);
        points.map(|point| read(point).len() + 1).sum()
    }
}
