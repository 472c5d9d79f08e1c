//! How fast a reading goes, and how long it will still take.

use std::collections::VecDeque;
use std::time::Duration;

/// The pace is that of so long ago until now: files are not all alike.
const WINDOW: Duration = Duration::from_secs(10);
/// A pace seen for less than this is only a guess.
const SEEN: Duration = Duration::from_millis(1500);
/// A file costs as much as so many bytes, however small it is.
const FILE: u64 = 8 * 1024;

/// What was done, at some time since the start.
#[derive(Debug, Clone, Copy)]
struct Seen {
    at: Duration,
    work: u64,
    documents: u32,
}

/// Follows one reading.
#[derive(Debug, Default)]
pub(crate) struct ReadingPace {
    seen: VecDeque<Seen>,
    total: u64,
}

/// What is known of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ReadingSpeed {
    /// Documents found in a minute; none before there is a pace.
    pub(crate) documents_per_minute: Option<u32>,
    /// None before there is a pace.
    pub(crate) seconds_left: Option<u32>,
}

impl ReadingPace {
    /// At the time `at` since the start so many `files` and `bytes` of all are done, and so many documents were found.
    pub(crate) fn saw(
        &mut self,
        at: Duration,
        (files, all_files): (u32, u32),
        (bytes, all_bytes): (u64, u64),
        documents: u32,
    ) -> ReadingSpeed {
        let work = u64::from(files) * FILE + bytes;
        let total = u64::from(all_files) * FILE + all_bytes;
        // Another folder begins anew.
        if self.total != total || self.seen.back().is_some_and(|last| last.work > work) {
            self.seen.clear();
            self.total = total;
        }
        self.seen.push_back(Seen {
            at,
            work,
            documents,
        });
        // The last one before the window stays, so that it is whole.
        while self
            .seen
            .get(1)
            .is_some_and(|one| at.saturating_sub(one.at) >= WINDOW)
        {
            self.seen.pop_front();
        }
        self.pace().unwrap_or_default()
    }

    fn pace(&self) -> Option<ReadingSpeed> {
        let (first, last) = (self.seen.front()?, self.seen.back()?);
        let took = last.at.saturating_sub(first.at);
        let done = last.work - first.work;
        if took < SEEN || done == 0 {
            return None;
        }
        let seconds = took.as_secs_f64();
        let left = self.total.saturating_sub(last.work) as f64 * seconds / done as f64;
        let found = f64::from(last.documents.saturating_sub(first.documents));
        Some(ReadingSpeed {
            documents_per_minute: Some((found * 60.0 / seconds).round() as u32),
            seconds_left: Some(left.ceil() as u32),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn it_says_nothing_before_it_has_seen_enough_and_then_what_is_left() {
        let mut pace = ReadingPace::default();
        assert_eq!(
            pace.saw(after(0), (0, 0), (0, 1000), 0),
            ReadingSpeed::default()
        );
        assert_eq!(
            pace.saw(after(1), (0, 0), (10, 1000), 5),
            ReadingSpeed::default()
        );
        let known = pace.saw(after(2), (0, 0), (20, 1000), 10);
        assert_eq!(known.seconds_left, Some(98));
        assert_eq!(known.documents_per_minute, Some(300));
    }

    #[test]
    fn it_is_the_pace_of_the_last_seconds() {
        let mut pace = ReadingPace::default();
        for second in 0..60 {
            pace.saw(after(second), (0, 0), (second * 100, 100_000), 0);
        }
        let mut last = ReadingSpeed::default();
        for second in 60..80 {
            last = pace.saw(after(second), (0, 0), (6000 + second - 60, 100_000), 0);
        }
        assert_eq!(last.seconds_left, Some(100_000 - 6019));
    }

    #[test]
    fn many_small_files_count_as_work() {
        let mut pace = ReadingPace::default();
        pace.saw(after(0), (0, 100), (0, 100), 0);
        let known = pace.saw(after(10), (50, 100), (50, 100), 50);
        assert_eq!(known.seconds_left, Some(10));
    }

    #[test]
    fn another_folder_begins_anew() {
        let mut pace = ReadingPace::default();
        pace.saw(after(0), (0, 1), (0, 100), 0);
        pace.saw(after(5), (1, 1), (100, 100), 9);
        assert_eq!(
            pace.saw(after(6), (0, 7), (0, 900), 9),
            ReadingSpeed::default()
        );
    }
}
