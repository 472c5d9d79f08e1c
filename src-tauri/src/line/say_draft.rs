//! What the command line says of a draft: the text on standard output, how it came about and what to look at beside it.

use domain::{DraftEvent, Mark, Source, Spread, Stage, Trait};

use super::out::{name, remark, result, tell};
use super::say::{Say, heading, one_line};

/// English has about three words to four tokens.
const WORDS_PER_TOKEN: f64 = 0.75;

impl Say {
    /// The user's own first words, which no event repeats.
    pub(super) fn start(self, start: &str) {
        if !self.json {
            self.text(start);
        }
    }

    /// One event of a draft; what its stages do only with `show_stages`.
    pub(super) fn draft(self, event: &DraftEvent, show_stages: bool) {
        if self.json {
            return self.line(event);
        }
        match event {
            DraftEvent::Text { delta, .. } => self.text(delta),
            DraftEvent::Sources { sources } => self.sources(sources),
            DraftEvent::Ended {
                text,
                first_token_ms,
                tokens_per_s,
                voice_match,
                voice_usual,
                traits,
                unsupported,
                copied,
                ..
            } => {
                if !text.is_empty() {
                    tell!("");
                }
                self.findings(*voice_match, *voice_usual, traits, unsupported, copied);
                if let (Some(first), Some(speed)) = (first_token_ms, tokens_per_s) {
                    self.note(&format!(
                        "First word after {:.1} s, then about {:.0} words a second.",
                        first / 1000.0,
                        speed * WORDS_PER_TOKEN
                    ));
                }
            }
            DraftEvent::Method { otherwise } => self.note(&format!(
                "Made another way than usual, as method.json says: {}.",
                otherwise.join(", ")
            )),
            DraftEvent::Stage { .. }
            | DraftEvent::Summary { .. }
            | DraftEvent::Words { .. }
            | DraftEvent::Ready { .. }
            | DraftEvent::Candidates { .. }
                if show_stages =>
            {
                how_it_comes_about(event);
            }
            DraftEvent::Stage { .. }
            | DraftEvent::Summary { .. }
            | DraftEvent::Words { .. }
            | DraftEvent::Ready { .. }
            | DraftEvent::Candidates { .. }
            | DraftEvent::Reading { .. } => {}
        }
    }

    fn sources(self, sources: &[Source]) {
        if sources.is_empty() {
            return self.note("Nothing of yours on this yet; the draft goes without.\n");
        }
        self.note("From your own writing:");
        for source in sources {
            let date = source
                .date
                .map(|date| date.strftime(", %-d %B %Y").to_string())
                .unwrap_or_default();
            self.note(&format!(
                "  {} ({}{date}): {}",
                heading(&source.title),
                source.why,
                name(&source.path)
            ));
        }
        self.note("");
    }

    /// A pipe that is closed is no reason to stop: the draft is in the record.
    fn text(self, text: &str) {
        result(format_args!("{text}"));
    }

    /// How many of the `points` of a brief a draft does not make, of which it makes the share `kept`.
    pub(super) fn left_open(self, points: usize, kept: f64) {
        let open = points - (points as f64 * kept).round() as usize;
        match (open, points) {
            (0, _) => {}
            (_, 1) => self.note("Your point is not made; another --seed may make it."),
            _ => self.note(&format!(
                "{open} of your {points} points are not made; another --seed, or fewer points, may make them."
            )),
        }
    }

    /// How much a draft sounds like the user, and what they should look at.
    fn findings(
        self,
        voice_match: Option<f64>,
        voice_usual: Option<Spread>,
        traits: &[Trait],
        unsupported: &[Mark],
        copied: &[Mark],
    ) {
        if let Some(like) = voice_match {
            let differs = traits.iter().map(|one| format!(" · {}", one.says));
            let differs: String = differs.collect();
            let usual = voice_usual.map(|Spread { low, high, .. }| {
                format!(" (your own: {:.0} to {:.0})", low * 100.0, high * 100.0)
            });
            self.note(&format!(
                "Sounds like you: {:.0} of 100{}{differs}",
                like * 100.0,
                usual.unwrap_or_default()
            ));
        }
        if !unsupported.is_empty() {
            let all: Vec<&str> = unsupported.iter().map(|mark| mark.text.as_str()).collect();
            self.note(&format!(
                "Check these, which nobody gave: {}",
                all.join(", ")
            ));
        }
        for mark in copied {
            let words = mark.text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.note(&format!("Word for word from a past piece: {words}"));
        }
    }
}

/// What a stage did, for `--show-stages`.
fn how_it_comes_about(event: &DraftEvent) {
    match event {
        DraftEvent::Stage { stage, ms } => remark!("{}", took(*stage, *ms)),
        DraftEvent::Summary { snippets } => {
            for snippet in snippets {
                remark!(
                    "  on \"{}\": {}",
                    one_line(&snippet.part, 40),
                    one_line(&snippet.text, 160)
                );
            }
        }
        DraftEvent::Words { words, shell } => {
            remark!("  words: {}", words.join(", "));
            remark!(
                "  greeting: {:?}, sign-off: {:?}",
                shell.greeting,
                shell.sign_off
            );
            remark!(
                "  usual length for this: {} to {} words",
                shell.words_low,
                shell.words_high
            );
        }
        DraftEvent::Ready {
            tokens,
            tokens_ready,
            ..
        } => {
            let ready = tokens_ready * 100 / tokens.max(&1);
            remark!("  {ready} of 100 parts of what the model reads were ready");
        }
        DraftEvent::Candidates { candidates, chosen } => {
            for (number, candidate) in candidates.iter().enumerate() {
                let taken = if number == *chosen { ", taken" } else { "" };
                remark!(
                    "--- draft {}: {} words, {:.0} of 100 points made{taken}\n{}\n",
                    number + 1,
                    candidate.words,
                    candidate.points_kept * 100.0,
                    candidate.text
                );
            }
        }
        DraftEvent::Method { .. }
        | DraftEvent::Sources { .. }
        | DraftEvent::Reading { .. }
        | DraftEvent::Text { .. }
        | DraftEvent::Ended { .. } => {}
    }
}

/// How long a stage took. The last one ends behind the last word of the text, where a line is not over yet.
fn took(stage: Stage, ms: f64) -> String {
    let begin = if stage == Stage::Generate { "\n" } else { "" };
    let name = format!("{stage:?}").to_lowercase();
    format!("{begin}{name:<11} {ms:.0} ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_stage_has_a_line_of_its_own_below_the_text() {
        assert_eq!(took(Stage::Rank, 3.4), "rank        3 ms");
        assert_eq!(took(Stage::Generate, 1_999.6), "\ngenerate    2000 ms");
    }
}
