//! When a reading makes way: while the user drafts or types, and for as long as they have paused it.

use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::lock::{self, lock};

/// For this long after a key the user may well type the next one.
const TYPING: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
struct State {
    drafts: usize,
    typed: Option<Instant>,
    paused: bool,
}

/// Who may go first. Readings ask; drafts and keys tell.
#[derive(Debug, Default)]
pub(crate) struct RightOfWay {
    state: Mutex<State>,
    freed: Condvar,
}

impl RightOfWay {
    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// The user has typed just now.
    pub(crate) fn typed(&self) {
        self.state().typed = Some(Instant::now());
    }

    /// A draft begins.
    pub(crate) fn draft_begins(&self) {
        self.state().drafts += 1;
    }

    /// A draft has ended.
    pub(crate) fn draft_ends(&self) {
        let mut state = self.state();
        state.drafts = state.drafts.saturating_sub(1);
        self.freed.notify_all();
    }

    /// The user wants nothing to be read for now, or wants it again.
    pub(crate) fn pause(&self, paused: bool) {
        self.state().paused = paused;
        self.freed.notify_all();
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.state().paused
    }

    /// Waits at most `most` until nobody goes first. Returns whether the way is free.
    pub(crate) fn wait(&self, most: Duration) -> bool {
        let until = Instant::now() + most;
        let mut state = self.state();
        loop {
            let typing = state.typed.map_or(Duration::ZERO, |typed| {
                TYPING.saturating_sub(typed.elapsed())
            });
            if state.drafts == 0 && typing.is_zero() {
                return true;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let wait = if state.drafts > 0 {
                left
            } else {
                left.min(typing)
            };
            state = lock::wait(&self.freed, state, wait);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_and_a_key_hold_it_up() {
        let way = RightOfWay::default();
        let soon = Duration::from_millis(30);
        assert!(way.wait(soon));
        way.draft_begins();
        assert!(!way.wait(soon));
        way.draft_ends();
        assert!(way.wait(soon));
        way.typed();
        assert!(!way.wait(soon));
        assert!(way.wait(TYPING + soon), "a pause of typing is enough");
    }
}
