//! What there is to say of a written draft, beside the draft itself.

use std::sync::Arc;

use domain::{Brief, Mark, Spread, Trait};
use voice::Hand;

use crate::check;
use crate::choose::points_kept;
use crate::plan::Plan;
use crate::standing::Standing;

/// What there is to say of a written draft.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// The share of the user's points that it makes, 0 to 1.
    pub points_kept: f64,
    /// How much it sounds like the user, 0 to 1; none where that cannot be told.
    pub voice_match: Option<f64>,
    /// Where that lies for most of the user's own pieces.
    pub voice_usual: Option<Spread>,
    /// In what it differs from the user's own pieces.
    pub traits: Vec<Trait>,
    /// Names, numbers, dates and addresses that nobody gave.
    pub unsupported: Vec<Mark>,
    /// Runs of words that stand in a past piece too.
    pub copied: Vec<Mark>,
}

/// Looks over what was `generated` after the user's start.
pub(crate) fn findings(
    brief: &Brief,
    standing: &Standing,
    plan: &Plan,
    hand: &dyn Fn() -> Option<Arc<Hand>>,
    generated: &str,
) -> Findings {
    if generated.trim().is_empty() {
        return Findings::default();
    }
    let text = format!("{}{generated}", brief.start);
    let shell = &standing.shell;
    let mut always = vec![shell.greeting.as_str(), shell.sign_off.as_str()];
    always.extend(standing.person.as_ref().map(|person| person.name.as_str()));
    let entries = standing.style.iter().chain(&plan.topical);
    let passages: Vec<&str> = entries.map(|entry| entry.text.as_str()).collect();
    let hand = hand();
    Findings {
        points_kept: points_kept(brief, &text),
        voice_match: hand.as_ref().and_then(|hand| hand.likeness(&text)),
        voice_usual: hand.map(|hand| hand.usual()),
        traits: standing.habits.differences(&text),
        unsupported: check::unsupported(&text, brief, &always, &standing.ordinary),
        copied: check::copied(&text, brief, &passages),
    }
}
