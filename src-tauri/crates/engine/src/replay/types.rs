//! What is told of a replay: how near drafts come to what the user wrote themselves.

use domain::{DocumentId, Error, Kind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to draft again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayOf {
    /// Only texts of this kind.
    pub kind: Option<Kind>,
    /// How many of the newest that qualify.
    pub last: usize,
}

/// What is told while the user's last texts are drafted again. Exactly one `Ended` comes, and it comes last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReplayEvent {
    /// How far it is; told at every draft and about once a second.
    Progress {
        /// Drafts written so far; there are two for each text.
        done: u32,
        /// Drafts there are to be.
        total: u32,
        /// How long it will still take at the pace so far; none before there is a pace.
        seconds_left: Option<u32>,
    },
    /// One text was drafted, both ways.
    Result(Replayed),
    /// All done, stopped or failed.
    Ended {
        /// What is known by then; none where no text was drafted.
        summary: Option<ReplaySummary>,
        /// Whether the user stopped it.
        stopped: bool,
        /// Why it could not go on, if so.
        error: Option<Error>,
    },
}

/// One text of the user's that was drafted again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Replayed {
    /// The document.
    pub id: DocumentId,
    /// Its title or subject.
    pub title: String,
    /// What sort of text it is.
    pub kind: Kind,
    /// When it was written.
    #[ts(type = "string")]
    pub date: Timestamp,
    /// The file it was read from.
    pub path: String,
    /// Its length in words.
    pub words: u32,
    /// How many texts of the kind came before it.
    pub earlier: u32,
    /// The points that were given in its place.
    pub points: Vec<String>,
    /// Drafted from what the user had written before.
    pub with_history: Attempt,
    /// Drafted from nothing but the points.
    pub without: Attempt,
}

/// One draft of a text that is there already, held against it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Attempt {
    /// The draft; empty where the model found no words.
    pub text: String,
    /// Words that both have, of 100 of their words (ROUGE-1, F1).
    pub rouge1: f64,
    /// The same over the words that were not given.
    pub rouge1_beyond: f64,
    /// How much it sounds like the user, 0 to 1; none where there are too few earlier texts to tell.
    pub voice_match: Option<f64>,
}

/// What a replay comes to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct ReplaySummary {
    /// How many texts were drafted.
    pub documents: u32,
    /// Mean of `rouge1` with what was written before.
    pub with_history: f64,
    /// The same without.
    pub without: f64,
    /// For how many texts it could be told whether the draft sounds like the user.
    pub told: u32,
    /// Of these, how many did.
    pub like_you: u32,
    /// And how many did without what was written before.
    pub like_you_without: u32,
}

/// From this match on a draft is rather the user's than anybody else's.
const LIKE_YOU: f64 = 0.5;

impl ReplaySummary {
    /// Of `results`; none of none.
    pub(crate) fn of(results: &[Replayed]) -> Option<Self> {
        if results.is_empty() {
            return None;
        }
        let count = |of: &dyn Fn(&Replayed) -> bool| {
            u32::try_from(results.iter().filter(|one| of(one)).count()).unwrap_or(u32::MAX)
        };
        let mean =
            |of: fn(&Replayed) -> f64| results.iter().map(of).sum::<f64>() / results.len() as f64;
        let like = |attempt: &Attempt| attempt.voice_match.is_some_and(|like| like >= LIKE_YOU);
        Some(Self {
            documents: count(&|_| true),
            with_history: mean(|one| one.with_history.rouge1),
            without: mean(|one| one.without.rouge1),
            told: count(&|one| one.with_history.voice_match.is_some()),
            like_you: count(&|one| like(&one.with_history)),
            like_you_without: count(&|one| {
                one.with_history.voice_match.is_some() && like(&one.without)
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replayed(with: f64, without: f64, like: Option<f64>) -> Replayed {
        let attempt = |rouge1, voice_match| Attempt {
            text: String::new(),
            rouge1,
            rouge1_beyond: 0.0,
            voice_match,
        };
        Replayed {
            id: DocumentId(1),
            title: String::new(),
            kind: Kind::Note,
            date: Timestamp::UNIX_EPOCH,
            path: String::new(),
            words: 100,
            earlier: 2,
            points: Vec::new(),
            with_history: attempt(with, like),
            without: attempt(without, like.map(|like| like / 2.0)),
        }
    }

    #[test]
    fn a_summary_counts_only_what_could_be_told() {
        assert_eq!(ReplaySummary::of(&[]), None);
        let results = [
            replayed(40.0, 20.0, Some(0.9)),
            replayed(20.0, 30.0, Some(0.4)),
            replayed(30.0, 10.0, None),
        ];
        let summary = ReplaySummary::of(&results).unwrap();
        assert_eq!(
            (summary.documents, summary.told, summary.like_you),
            (3, 2, 1)
        );
        assert_eq!((summary.with_history, summary.without), (30.0, 20.0));
        assert_eq!(summary.like_you_without, 0);
    }
}
