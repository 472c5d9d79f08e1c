//! What the command line says of the user's hand.

use domain::{Avoid, Corrections, Favourite, Portrait};
use engine::VoiceOf;

use super::Ended;
use super::out::tell;
use super::say::Say;
use super::units::many;

impl Say {
    /// What was learned, kind by kind.
    pub(super) fn voice(self, all: &[VoiceOf]) -> Ended {
        for one in all {
            if self.json {
                self.line(one);
            } else {
                show(&one.portrait);
                corrected(&one.corrections);
            }
        }
        if all.is_empty() {
            self.note("Nothing of yours that fits. Read some with: longhand add FOLDER");
        }
        Ended::Done
    }
}

/// Beyond this a number would say more than is known.
const PLENTY: f64 = 20.0;

fn show(portrait: &Portrait) {
    let to = match portrait.to.as_str() {
        "" => String::new(),
        who => format!(" to {who}"),
    };
    tell!(
        "{}{to}: {}",
        portrait.kind,
        many(portrait.pieces, "piece", "pieces")
    );
    tell!(
        "  length: half of them {} to {} words",
        portrait.words_low,
        portrait.words_high
    );
    for (name, seen) in [
        ("begins", &portrait.greetings),
        ("ends", &portrait.sign_offs),
    ] {
        for one in seen {
            let line = one.text.lines().collect::<Vec<_>>().join(" / ");
            tell!("  {name}: {line} ({})", many(one.count, "time", "times"));
        }
    }
    if !portrait.words.is_empty() {
        let word = |one: &Favourite| match one.times {
            Some(times) if times >= PLENTY => {
                format!("{} ({}, far more often than others)", one.text, one.count)
            }
            Some(times) => format!("{} ({}, {times:.0} times as often)", one.text, one.count),
            None => format!("{} ({})", one.text, one.count),
        };
        let words: Vec<String> = portrait.words.iter().map(word).collect();
        tell!("  words: {}", words.join(", "));
    }
    for habit in portrait.habits.iter().filter(|one| one.shown_in > 0) {
        tell!(
            "  {}: usually {} to {} {}, in {} of {}",
            habit.says,
            habit.low,
            habit.high,
            habit.unit,
            habit.shown_in,
            habit.pieces
        );
    }
}

/// What the user wants otherwise, as drafts follow it.
fn corrected(corrections: &Corrections) {
    let line = |text: &String| match text.as_str() {
        "" => "nothing".to_owned(),
        text => text.lines().collect::<Vec<_>>().join(" / "),
    };
    let say = |what: &str| tell!("  you chose: {what}");
    if let Some(greeting) = &corrections.greeting {
        say(&format!("begin with {}", line(greeting)));
    }
    if let Some(sign_off) = &corrections.sign_off {
        say(&format!("end with {}", line(sign_off)));
    }
    if let Some(most) = corrections.most_words {
        say(&format!("no more than {most} words"));
    }
    for mark in corrections.without.iter().flatten() {
        say(match mark {
            Avoid::ExclamationMarks => "no exclamation marks",
            Avoid::Dashes => "no dashes",
            Avoid::Dots => "no trailing dots",
            Avoid::Emoji => "no emoji",
        });
    }
    if let Some(out) = corrections
        .words_out
        .as_deref()
        .filter(|out| !out.is_empty())
    {
        say(&format!("not put forward: {}", out.join(", ")));
    }
}
