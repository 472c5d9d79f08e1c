//! Which tokens the context's memory holds: two texts that may share their beginning, so that a brief that changes and
//! changes back is not read twice.

use llama_cpp_2::token::LlamaToken;

/// How many texts are held.
pub(crate) const LANES: usize = 2;
/// A lane that loses more than so many tokens is kept as it is, and its beginning is shared with the other one. Fewer than
/// the words and points of a short brief have: they stay when something else is read behind the same pieces.
const CHEAP: usize = 24;

/// The texts in memory.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    held: [Vec<LlamaToken>; LANES],
    /// The lane used last.
    last: usize,
}

/// Where a text is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The lane to read it in.
    pub(crate) lane: usize,
    /// The lane that holds its beginning, where that is another one.
    pub(crate) shared_with: Option<usize>,
    /// How many of its tokens need not be read.
    pub(crate) ready: usize,
}

impl Lanes {
    /// The best place for `tokens`. The last token is always read again: its logits choose the first word.
    pub(crate) fn place(&self, tokens: &[LlamaToken]) -> Place {
        let common = |lane: usize| {
            self.common(lane, tokens)
                .min(tokens.len().saturating_sub(1))
        };
        let other = |lane: usize| (lane + 1) % LANES;
        // Of two that are equally good, the one used last.
        let best = if common(other(self.last)) > common(self.last) {
            other(self.last)
        } else {
            self.last
        };
        let ready = common(best);
        let lost = self.held[best].len() - ready;
        if lost <= CHEAP {
            return Place {
                lane: best,
                shared_with: None,
                ready,
            };
        }
        Place {
            lane: other(best),
            shared_with: (ready > 0).then_some(best),
            ready,
        }
    }

    /// How many tokens a lane and `tokens` have in common from the start.
    fn common(&self, lane: usize, tokens: &[LlamaToken]) -> usize {
        let both = self.held[lane].iter().zip(tokens);
        both.take_while(|(a, b)| a == b).count()
    }

    /// The lanes of which less than half is the beginning of `tokens`. All sequences lie in one memory, and each step of
    /// one looks past the tokens of all others: behind 650 of them the starter writes 15% more slowly.
    pub(crate) fn strangers(&self, tokens: &[LlamaToken]) -> Vec<usize> {
        (0..LANES)
            .filter(|lane| 2 * self.common(*lane, tokens) < self.held[*lane].len())
            .collect()
    }

    /// The lane holds these tokens as well, and was used last.
    pub(crate) fn push(&mut self, lane: usize, tokens: &[LlamaToken]) {
        self.held[lane].extend_from_slice(tokens);
        self.last = lane;
    }

    /// The lane holds only the first `keep` of its tokens any more.
    pub(crate) fn cut(&mut self, lane: usize, keep: usize) {
        self.held[lane].truncate(keep);
    }

    /// The tokens of a lane.
    pub(crate) fn tokens(&self, lane: usize) -> &[LlamaToken] {
        &self.held[lane]
    }

    /// All lanes but `lane`.
    pub(crate) fn others(lane: usize) -> impl Iterator<Item = usize> {
        (0..LANES).filter(move |other| *other != lane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(range: std::ops::Range<i32>) -> Vec<LlamaToken> {
        range.map(LlamaToken).collect()
    }

    #[test]
    fn a_text_that_grows_stays_where_it_is() {
        let mut lanes = Lanes::default();
        lanes.push(0, &tokens(0..100));
        let place = lanes.place(&tokens(0..120));
        assert_eq!((place.lane, place.shared_with, place.ready), (0, None, 100));
        // The last token is read again even when all is there.
        assert_eq!(lanes.place(&tokens(0..100)).ready, 99);
    }

    #[test]
    fn another_text_shares_the_beginning_and_the_first_one_stays() {
        let mut lanes = Lanes::default();
        lanes.push(0, &tokens(0..200));
        let mut second = tokens(0..100);
        second.extend(tokens(500..600));
        let place = lanes.place(&second);
        assert_eq!(
            (place.lane, place.shared_with, place.ready),
            (1, Some(0), 100)
        );
        lanes.push(1, &second);
        assert_eq!(lanes.place(&tokens(0..201)).lane, 0);
        assert_eq!(lanes.place(&tokens(0..201)).ready, 200);
    }

    #[test]
    fn a_lane_with_little_in_common_is_a_stranger() {
        let mut lanes = Lanes::default();
        lanes.push(0, &tokens(0..200));
        lanes.push(1, &tokens(500..600));
        assert_eq!(lanes.strangers(&tokens(0..150)), [1]);
        assert_eq!(lanes.strangers(&tokens(0..90)), [0, 1]);
        assert_eq!(lanes.strangers(&tokens(500..550)), [0]);
    }

    #[test]
    fn nothing_in_common_takes_the_lane_that_was_not_used_last() {
        let mut lanes = Lanes::default();
        lanes.push(0, &tokens(0..200));
        let place = lanes.place(&tokens(1000..1100));
        assert_eq!((place.lane, place.shared_with, place.ready), (1, None, 0));
    }
}
