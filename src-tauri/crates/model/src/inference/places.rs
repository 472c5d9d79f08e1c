//! Where a prompt is read: in the lane that holds most of its beginning, behind what a file brings back.

use std::path::Path;

use llama_cpp_2::token::LlamaToken;

use super::Inference;
use crate::lanes::Lanes;
use crate::saved;

/// Tokens that llama.cpp computes together. What is left over at the end of a step it computes one by one, which rounds
/// otherwise: a text that is read on from there would not be the one that is read from nothing.
pub(super) const ROWS: usize = 4;

/// How many of `ready` tokens were computed in whole rows, from the start or from the end of the `standing` part, which
/// ends a step of its own.
fn in_whole_rows(ready: usize, standing: usize) -> usize {
    let from = if ready >= standing { standing } else { 0 };
    from + (ready - from) / ROWS * ROWS
}

impl Inference<'_> {
    /// Finds the lane to read `tokens` in, with as much of them ready as can be had: from the memory, or else from the
    /// file of the standing part. Makes room for `room` more tokens.
    pub(super) fn take_place(
        &mut self,
        tokens: &[LlamaToken],
        standing: Option<(&Path, usize)>,
        room: usize,
    ) -> usize {
        let place = self.lanes.place(tokens);
        let lane = place.lane;
        let strangers = self.lanes.strangers(tokens);
        match place.shared_with {
            Some(other) => self.share(other, lane, place.ready),
            None => self.cut(lane, place.ready),
        }
        for stranger in strangers.into_iter().filter(|other| *other != lane) {
            self.cut(stranger, 0);
        }
        if let Some((file, length)) = standing {
            self.restore(lane, file, &tokens[..length]);
        }
        let standing = standing.map_or(0, |(_, length)| length);
        let ready = self.lanes.tokens(lane).len();
        self.cut(lane, in_whole_rows(ready.min(tokens.len() - 1), standing));
        let held: usize = Lanes::others(lane)
            .map(|other| self.lanes.tokens(other).len())
            .sum();
        if held + tokens.len() + room > self.context.n_ctx() as usize {
            for other in Lanes::others(lane) {
                self.cut(other, 0);
            }
        }
        lane
    }

    /// Lets `lane` hold the first `count` tokens of `other`, instead of what it held.
    fn share(&mut self, other: usize, lane: usize, count: usize) {
        self.cut(lane, 0);
        let end = u32::try_from(count).ok();
        let shared = self
            .context
            .copy_kv_cache_seq(other as i32, lane as i32, Some(0), end);
        if shared.is_ok() {
            let tokens = self.lanes.tokens(other)[..count].to_vec();
            self.lanes.push(lane, &tokens);
        }
    }

    /// Brings the standing part, which has these `tokens`, back from its file, where the lane does not hold it yet.
    fn restore(&mut self, lane: usize, file: &Path, tokens: &[LlamaToken]) {
        let Some(key) = &self.key else { return };
        if self.lanes.tokens(lane).len() + ROWS >= tokens.len() || !file.exists() {
            return;
        }
        // llama.cpp puts a state in the place of the whole sequence.
        self.lanes.cut(lane, 0);
        if let Some(count) = saved::restore(&mut self.context, lane as i32, file, key, tokens) {
            self.lanes.push(lane, &tokens[..count]);
        } else {
            self.cut(lane, 0);
        }
    }

    /// Drops from a lane all tokens from `keep` on.
    pub(super) fn cut(&mut self, lane: usize, keep: usize) {
        let sequence = u32::try_from(lane).ok();
        let end = u32::try_from(keep).ok();
        match self.context.clear_kv_cache_seq(sequence, end, None) {
            Ok(true) => self.lanes.cut(lane, keep),
            Ok(false) | Err(_) => {
                let _ = self.context.clear_kv_cache_seq(sequence, None, None);
                self.lanes.cut(lane, 0);
            }
        }
    }
}
