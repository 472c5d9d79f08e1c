//! Whether prompt and texts fit into the context, and how long the texts may be.

use domain::{Cue, Error, ErrorCode, Result, in_brackets};

use super::{Inference, MOST_AT_ONCE};
use crate::protocol::Continuation;

impl Inference<'_> {
    /// The tokens that the texts take behind a prompt of so many, and the texts with as many as there is room for: what is
    /// asked for is generous, and half of it is still a text.
    ///
    /// # Errors
    /// `PromptTooLong` with the numbers where there is no room for half.
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
        let wanted = continuations.iter().map(|one| one.most_tokens as usize);
        let points: usize = continuations.iter().map(|one| self.to_put_in(one)).sum();
        let to_write = wanted.sum::<usize>() + points;
        let each = room.saturating_sub(prompt + points) / continuations.len().max(1);
        let fits = |one: &Continuation| each >= one.most_tokens.div_ceil(2) as usize;
        if prompt > room || !continuations.iter().all(fits) {
            return Err(Error::new(
                ErrorCode::PromptTooLong,
                format!(
                    "the brief is too long for this model: {prompt} tokens to read and {to_write} to write are {}, and \
                     there is room for {room}",
                    prompt + to_write
                ),
            )
            .remedy("Shorten the message replied to, the points or the start"));
        }
        let each = u32::try_from(each).unwrap_or(u32::MAX);
        let fitted = |one: &Continuation| Continuation {
            most_tokens: one.most_tokens.min(each),
            ..one.clone()
        };
        let fitted: Vec<Continuation> = continuations.iter().map(fitted).collect();
        Ok((to_write.min(room - prompt), fitted))
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
