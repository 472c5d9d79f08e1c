//! What there is to say of a written draft, beside the draft itself.

use std::sync::Arc;

use domain::{Brief, Findings, Mark};
use voice::Hand;

use crate::check;
use crate::choose::points_kept;
use crate::plan::Plan;
use crate::standing::Standing;

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
    let entries = standing.style.iter().chain(&plan.topical);
    let passages: Vec<&str> = entries.map(|entry| entry.text.as_str()).collect();
    let hand = hand();
    Findings {
        points_kept: points_kept(brief, &text),
        voice_match: hand.as_ref().and_then(|hand| hand.likeness(&text)),
        voice_usual: hand.map(|hand| hand.usual()),
        traits: standing.habits.differences(&text),
        unsupported: unsupported(brief, standing, &text),
        copied: check::copied(&text, brief, &passages),
    }
}

/// Marks in `text` what neither the brief nor what stands for every piece gave.
pub(crate) fn unsupported(brief: &Brief, standing: &Standing, text: &str) -> Vec<Mark> {
    let shell = &standing.shell;
    let mut always = vec![shell.greeting.as_str(), shell.sign_off.as_str()];
    always.extend(standing.person.as_ref().map(|person| person.name.as_str()));
    check::unsupported(text, brief, &always, &standing.ordinary)
}
