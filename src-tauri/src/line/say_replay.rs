//! What the command line says of a replay.

use engine::{ReplayEvent, ReplaySummary, Replayed};

use super::out::{over, tell};
use super::say::{Say, heading, wait};

impl Say {
    /// One event of a replay. In JSON each text is a line, and the summary is the last one.
    pub(super) fn replay(self, event: &ReplayEvent, terminal: bool) {
        let over_and_over = terminal && !self.json && !self.quiet;
        if over_and_over {
            over!("");
        }
        match event {
            ReplayEvent::Progress {
                done,
                total,
                seconds_left,
            } if over_and_over => {
                let left = seconds_left.map(|seconds| format!(", {} left", wait(seconds)));
                over!(
                    "Draft {} of {total}{}",
                    (done + 1).min(*total),
                    left.unwrap_or_default()
                );
            }
            ReplayEvent::Progress { .. } => {}
            ReplayEvent::Result(replayed) if self.json => self.line(replayed),
            ReplayEvent::Result(replayed) => self.note(&one(replayed)),
            ReplayEvent::Ended {
                summary, stopped, ..
            } => match summary {
                Some(summary) if self.json => {
                    self.line(&serde_json::json!({ "summary": summary, "stopped": stopped }));
                }
                Some(summary) => {
                    let before = if *stopped { "Stopped. So far: " } else { "" };
                    tell!("{before}{}", told(summary));
                }
                None if *stopped => self.note("Stopped before anything was known."),
                None => {}
            },
        }
    }
}

fn one(replayed: &Replayed) -> String {
    let like = match replayed.with_history.voice_match {
        Some(like) => format!(", sounds like you: {:.0} of 100", like * 100.0),
        None => String::new(),
    };
    format!(
        "{} ({}): {:.0} of 100 words the same, {:.0} without your texts{like}",
        heading(&replayed.title),
        replayed.date.strftime("%-d %B %Y"),
        replayed.with_history.rouge1,
        replayed.without.rouge1,
    )
}

/// In plain words how near it comes.
fn told(summary: &ReplaySummary) -> String {
    let texts = match summary.documents {
        1 => "the last text that you wrote".to_owned(),
        many => format!("the last {many} texts that you wrote"),
    };
    let like = match summary.told {
        0 => "Whether it sounded like you cannot be told yet: there are too few of your texts."
            .to_owned(),
        told => format!(
            "It sounded like you in {} of {told}; without your texts in {}.",
            summary.like_you, summary.like_you_without
        ),
    };
    format!(
        "Given only the points of {texts}, Longhand wrote {:.0} of 100 words as you had; without your texts {:.0}. {like}",
        summary.with_history, summary.without
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_said_to_be_so() {
        let summary = ReplaySummary {
            documents: 5,
            with_history: 33.6,
            without: 27.2,
            told: 5,
            like_you: 4,
            like_you_without: 1,
        };
        assert_eq!(
            told(&summary),
            "Given only the points of the last 5 texts that you wrote, Longhand wrote 34 of 100 words as you had; \
             without your texts 27. It sounded like you in 4 of 5; without your texts in 1."
        );
        let few = ReplaySummary {
            documents: 1,
            told: 0,
            ..summary
        };
        assert!(told(&few).contains("cannot be told"), "{}", told(&few));
        assert!(told(&few).contains("the last text that"), "{}", told(&few));
    }
}
