//! One draft from brief to last word: the stages in order, each told as it is done.

use std::sync::Arc;

use domain::{Brief, DraftEvent, Findings, Readiness, Result, Stage};
use voice::Hand;

use crate::abridge::abridged;
use crate::ahead::sketch;
use crate::edits::Edits;
use crate::findings::findings;
use crate::generate::{Show, generate};
use crate::plan::{Plan, plan};
use crate::ports::{Go, Shelf, Writer};
use crate::revise::revise;
use crate::standing::Standing;

/// What a draft is made from.
pub struct Wanted<'a> {
    /// The checked brief.
    pub brief: &'a Brief,
    /// What stands before any brief of this kind to this person.
    pub standing: &'a Standing,
    /// A plan that serves for the brief and has been read by the model already; without one the stages run now.
    pub ready: Option<Plan>,
    /// What takes the place of the brief in summary and words; none takes a sketch where the method asks for one, or
    /// else the brief itself.
    pub sketch: Option<String>,
    /// Where there is no such plan: pieces on the topic of at most so many characters may still be read before the
    /// first word. Longer ones are left out, because the user would wait for them.
    pub most_to_read: usize,
    /// What the user wants otherwise; `standing` follows it already.
    pub edits: &'a Edits,
    /// How many drafts to choose from; with more than one nothing is shown until one is chosen.
    pub candidates: usize,
    /// Gives the user's hand in this kind of text, by which drafts are compared; none where too little is known of it.
    /// Asked for once there is something to compare, because learning it takes a moment.
    pub hand: &'a dyn Fn() -> Option<Arc<Hand>>,
}

/// What a draft came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafted {
    /// What was generated after the user's start.
    pub text: String,
    /// Whether it came to its end; otherwise `tell` broke.
    pub finished: bool,
    /// When the first word came, in milliseconds on the caller's clock.
    pub first_word_ms: Option<f64>,
    /// What was found in the whole text, start and all.
    pub findings: Findings,
}

/// Runs the stages that are not done yet. `tell` gets every event but the last and may break; `clock` gives milliseconds
/// since the click.
///
/// # Errors
/// If the library cannot be read, the prompt does not fit or the model fails. What was told before stays true.
pub fn draft(
    wanted: Wanted<'_>,
    shelf: &dyn Shelf,
    writer: &mut dyn Writer,
    clock: &dyn Fn() -> f64,
    tell: &mut dyn FnMut(DraftEvent) -> Go,
) -> Result<Drafted> {
    let (brief, standing, hand) = (wanted.brief, wanted.standing, wanted.hand);
    let sketch = match (&wanted.ready, wanted.sketch) {
        (None, None) if standing.method.sketch => sketched(brief, standing, shelf, writer, tell)?,
        (_, given) => given,
    };
    // What a sketch takes is no part of the stages behind it.
    let mut since = clock();
    let mut stage = |stage: Stage, tell: &mut dyn FnMut(DraftEvent) -> Go| {
        let ms = clock() - since;
        since = clock();
        tell(DraftEvent::Stage { stage, ms })
    };
    let early = [
        Stage::Retrieve,
        Stage::Rank,
        Stage::Summarize,
        Stage::Synthesize,
    ];
    let made = match wanted.ready {
        Some(ready) => {
            let told = early.into_iter().try_for_each(|early| stage(early, tell));
            told.is_continue().then_some(ready)
        }
        None => {
            let made = plan(brief, standing, sketch.as_deref(), shelf, &mut |early| {
                stage(early, tell)
            })?
            .map(|made| made.soon_read(wanted.most_to_read));
            abridged(made, standing, writer, &mut || tell(text_event(0, "")))?
        }
    };
    let stopped = Drafted {
        text: String::new(),
        finished: false,
        first_word_ms: None,
        findings: Findings::default(),
    };
    let Some(plan) = made else {
        return Ok(stopped);
    };
    let plan = revise(plan, brief, standing, wanted.edits, shelf)?;
    let told = tell_plan(&plan, brief, standing, tell);
    if told.is_break() {
        return Ok(stopped);
    }

    let mut seq = 0;
    let mut first_word_ms = None;
    let (text, finished) = generate(
        brief,
        standing,
        &plan,
        wanted.candidates,
        hand,
        writer,
        &mut |shown| {
            let event = match shown {
                Show::Begun { parts, ready } => readiness(&plan, standing, parts, ready),
                Show::Reading { done, total } => DraftEvent::Reading { done, total },
                Show::Candidates { candidates, chosen } => {
                    DraftEvent::Candidates { candidates, chosen }
                }
                // An empty delta is a chance to stop; its number is not used up.
                Show::Waiting => text_event(seq, ""),
                Show::Text(delta) => {
                    if !delta.is_empty() && first_word_ms.is_none() {
                        first_word_ms = Some(clock());
                    }
                    let event = text_event(seq, delta);
                    seq += u32::from(!delta.is_empty());
                    event
                }
            };
            tell(event)
        },
    )?;
    if finished {
        // All of it is told by now, and there is nothing left to stop.
        let _ = stage(Stage::Generate, tell);
    }
    Ok(Drafted {
        // Whoever stopped it waits for its end, and not for what there is to say of half a draft.
        findings: match finished {
            true => findings(brief, standing, &plan, hand, &text),
            false => Findings::default(),
        },
        text,
        finished,
        first_word_ms,
    })
}

/// A sketch by what the brief alone finds; none if `tell` broke, or the model found no words.
fn sketched(
    brief: &Brief,
    standing: &Standing,
    shelf: &dyn Shelf,
    writer: &mut dyn Writer,
    tell: &mut dyn FnMut(DraftEvent) -> Go,
) -> Result<Option<String>> {
    let Some(first) = plan(brief, standing, None, shelf, &mut |_| Go::Continue(()))? else {
        return Ok(None);
    };
    sketch(brief, standing, &first, writer, &mut || {
        tell(text_event(0, ""))
    })
}

fn text_event(seq: u32, delta: &str) -> DraftEvent {
    DraftEvent::Text {
        seq,
        delta: delta.to_owned(),
    }
}

/// Whose words will be used and what was made of them: before any prose.
fn tell_plan(
    plan: &Plan,
    brief: &Brief,
    standing: &Standing,
    tell: &mut dyn FnMut(DraftEvent) -> Go,
) -> Go {
    tell(plan.sources(standing))?;
    tell(DraftEvent::Summary {
        snippets: plan.summary.clone(),
    })?;
    // Of the whole text, as whoever writes sees it, and not of what is still to be said behind their start.
    let whole = Brief {
        start: String::new(),
        ..brief.clone()
    };
    tell(DraftEvent::Words {
        words: plan.words.clone(),
        shell: standing.shell_for(&whole),
    })
}

/// What was ready, from the tokens of the parts (standing, topical, gist, notes, opening) and how many need not be read now.
fn readiness(plan: &Plan, standing: &Standing, parts: &[u32], ready: u32) -> DraftEvent {
    let up_to = |count: usize| parts.iter().take(count).sum::<u32>();
    let part = |there: bool, end: u32| match there {
        false => Readiness::Nothing,
        true if ready >= end => Readiness::Ready,
        true => Readiness::ReadNow,
    };
    DraftEvent::Ready {
        style: part(!standing.is_empty(), up_to(1)),
        topic: if plan.without_topic && plan.topical.is_empty() {
            Readiness::LeftOut
        } else {
            part(!plan.topical.is_empty(), up_to(2))
        },
        sketch: plan.sketched,
        tokens: up_to(parts.len()),
        tokens_ready: ready,
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
