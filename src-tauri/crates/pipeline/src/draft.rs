//! One draft from brief to last word: the stages in order, each told as it is done.

use std::sync::Arc;

use domain::{Brief, DraftEvent, Readiness, Result, Stage};
use voice::Hand;

use crate::ahead::sketch;
use crate::findings::{Findings, findings};
use crate::generate::{Show, generate};
use crate::plan::{Plan, plan};
use crate::ports::{Go, Shelf, Writer};
use crate::revise::{Edits, revise};
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
            let sketch = match wanted.sketch {
                None if standing.method.sketch => sketched(brief, standing, shelf, writer, tell)?,
                given => given,
            };
            plan(brief, standing, sketch.as_deref(), shelf, &mut |early| {
                stage(early, tell)
            })?
            .map(|made| made.soon_read(wanted.most_to_read))
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
    let told = tell_plan(&plan, standing, tell);
    if told.is_break() || stage(Stage::Generate, tell).is_break() {
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
fn tell_plan(plan: &Plan, standing: &Standing, tell: &mut dyn FnMut(DraftEvent) -> Go) -> Go {
    tell(plan.sources(standing))?;
    tell(DraftEvent::Summary {
        snippets: plan.summary.clone(),
    })?;
    tell(DraftEvent::Words {
        words: plan.words.clone(),
        shell: standing.shell.clone(),
    })
}

/// What was ready, from the tokens of the parts (standing, topical, gist, notes) and how many need not be read now.
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
mod tests {
    use super::*;
    use crate::ports::{Answer, Finished, Stopped, Told, Writing};
    use crate::testing::{Letters, letter};
    use domain::{Kind, Method};

    /// Says what it was told to say, word by word, and remembers the prompt. Of several texts each says it, and the
    /// later ones say their number, too.
    struct Parrot {
        says: &'static str,
        prompt: String,
    }

    impl Writer for Parrot {
        fn write(
            &mut self,
            writing: &Writing,
            on: &mut dyn FnMut(Told<'_>) -> Answer,
        ) -> Result<Finished> {
            self.prompt = writing.parts.concat();
            let finished = |why| Finished {
                read: true,
                stopped: vec![why; writing.texts],
            };
            let parts = [10, 10, 10, 10];
            if on(Told::Begun {
                parts: &parts,
                ready: 15,
            }) == Answer::Stop
            {
                return Ok(finished(Stopped::Asked));
            }
            for which in 0..writing.texts {
                for text in self.says.split_inclusive(' ') {
                    match on(Told::Text { which, text }) {
                        Answer::GoOn => {}
                        Answer::Enough => break,
                        Answer::Stop => return Ok(finished(Stopped::Asked)),
                    }
                }
                let number = " and again".repeat(which);
                let _ = on(Told::Text {
                    which,
                    text: &number,
                });
            }
            Ok(finished(Stopped::EndOfText))
        }
    }

    fn letters() -> Letters {
        let text = "Hullo Tom,\n\nThe key to the side door is lost, as it happens, and I blame the dog for it \
                    — which is no small thing.\n\nYours in haste,\nOttilie";
        Letters((0..3).map(|id| letter(id, text)).collect())
    }

    fn write(
        brief: &Brief,
        writer: &mut dyn Writer,
        candidates: usize,
        most_to_read: usize,
        tell: &mut dyn FnMut(DraftEvent) -> Go,
    ) -> Result<Drafted> {
        let standing = Standing::gather(
            Method::default(),
            brief.kind,
            &brief.to,
            &|_| None,
            &letters(),
        )
        .unwrap();
        let wanted = Wanted {
            brief,
            standing: &standing,
            ready: None,
            sketch: None,
            most_to_read,
            edits: &Edits::default(),
            candidates,
            hand: &|| None,
        };
        draft(wanted, &letters(), writer, &|| 1.0, tell)
    }

    fn run(
        says: &'static str,
        brief: Brief,
        stop_after: usize,
    ) -> (Drafted, Vec<DraftEvent>, String) {
        let mut parrot = Parrot {
            says,
            prompt: String::new(),
        };
        let mut events = Vec::new();
        let brief = brief.checked().unwrap();
        let mut tell = |event| {
            events.push(event);
            let texts = events
                .iter()
                .filter(|e| matches!(e, DraftEvent::Text { .. }))
                .count();
            if texts > stop_after {
                Go::Break(())
            } else {
                Go::Continue(())
            }
        };
        let drafted = write(&brief, &mut parrot, 1, usize::MAX, &mut tell).unwrap();
        (drafted, events, parrot.prompt)
    }

    #[test]
    fn an_empty_draft_is_tried_again() {
        struct Shy;
        impl Writer for Shy {
            fn write(
                &mut self,
                writing: &Writing,
                on: &mut dyn FnMut(Told<'_>) -> Answer,
            ) -> Result<Finished> {
                let text = if writing.attempt == 0 {
                    "## Letter\n"
                } else {
                    "The key."
                };
                let _ = on(Told::Text { which: 0, text });
                Ok(Finished {
                    read: true,
                    stopped: vec![Stopped::EndOfText],
                })
            }
        }
        let brief = brief().checked().unwrap();
        let mut mute = Parrot {
            says: "## Letter\n",
            prompt: String::new(),
        };
        let on = &mut |_| Go::Continue(());
        let none = write(&brief, &mut mute, 1, usize::MAX, on);
        assert!(none.unwrap_err().what.contains("no words"));
        let drafted = write(&brief, &mut Shy, 1, usize::MAX, on).unwrap();
        assert_eq!(
            drafted.text,
            "Hullo Tom,\n\nThe key.\n\nYours in haste,\nOttilie"
        );
    }

    #[test]
    fn of_several_drafts_one_is_chosen_and_shown_whole() {
        let mut parrot = Parrot {
            says: "The key is found.",
            prompt: String::new(),
        };
        let mut events = Vec::new();
        let brief = brief().checked().unwrap();
        let tell = &mut |event| {
            events.push(event);
            Go::Continue(())
        };
        let drafted = write(&brief, &mut parrot, 3, usize::MAX, tell).unwrap();
        let chosen = events.iter().find_map(|event| match event {
            DraftEvent::Candidates { candidates, chosen } => Some((candidates, *chosen)),
            _ => None,
        });
        let (candidates, chosen) = chosen.unwrap();
        assert_eq!(candidates.len(), 3);
        assert_eq!(candidates[chosen].text, drafted.text);
        let said: String = events.iter().filter_map(text_of).collect();
        assert_eq!(said, drafted.text);
    }

    #[test]
    fn what_was_ready_is_told_and_what_would_take_long_is_left_out() {
        let told = |most_to_read| {
            let mut parrot = Parrot {
                says: "The key.",
                prompt: String::new(),
            };
            // A review has no one it goes to: the letters are all on its topic, and show how it is written.
            let mut events = Vec::new();
            let brief = Brief {
                kind: Kind::Review,
                ..brief()
            };
            let tell = &mut |event| {
                events.push(event);
                Go::Continue(())
            };
            let texts = ["alpha ", "beta ", "gamma ", "delta ", "epsilon ", "zeta "];
            let shelf = Letters(
                (0i64..)
                    .zip(texts)
                    .map(|(id, text)| letter(id, &text.repeat(70)))
                    .collect(),
            );
            let standing =
                Standing::gather(Method::default(), brief.kind, &brief.to, &|_| None, &shelf)
                    .unwrap();
            let wanted = Wanted {
                brief: &brief,
                standing: &standing,
                ready: None,
                sketch: None,
                most_to_read,
                edits: &Edits::default(),
                candidates: 1,
                hand: &|| None,
            };
            draft(wanted, &shelf, &mut parrot, &|| 1.0, tell).unwrap();
            let ready = events.iter().find_map(|event| match event {
                DraftEvent::Ready { style, topic, .. } => Some((*style, *topic)),
                _ => None,
            });
            let sources = events.iter().find_map(|event| match event {
                DraftEvent::Sources { sources } => Some(sources.len()),
                _ => None,
            });
            (ready.unwrap(), sources.unwrap())
        };
        let (patient, all) = told(usize::MAX);
        assert_eq!(patient, (Readiness::Ready, Readiness::ReadNow));
        let (hurried, some) = told(10);
        assert_eq!(hurried, (Readiness::Ready, Readiness::LeftOut));
        assert!(some < all, "what is left out is no source");
    }

    fn text_of(event: &DraftEvent) -> Option<&str> {
        match event {
            DraftEvent::Text { delta, .. } => Some(delta.as_str()),
            _ => None,
        }
    }

    fn brief() -> Brief {
        Brief {
            to: "tom@example.org".into(),
            points: vec!["the key".into()],
            ..Brief::default()
        }
    }

    #[test]
    fn sources_come_before_words_and_the_text_adds_up() {
        let (drafted, events, prompt) = run(
            "\n\nThe key is found.\n\n## Letter\nTo: you",
            brief(),
            usize::MAX,
        );
        assert_eq!(
            drafted.text,
            "Hullo Tom,\n\nThe key is found.\n\nYours in haste,\nOttilie"
        );
        assert!(
            drafted.finished && prompt.ends_with("\n\nHullo Tom,\n\n"),
            "{prompt}"
        );
        let place = |test: fn(&DraftEvent) -> bool| events.iter().position(test).unwrap();
        let first = place(|e| matches!(e, DraftEvent::Text { delta, .. } if !delta.is_empty()));
        assert!(place(|e| matches!(e, DraftEvent::Sources { .. })) < first);
        let said: String = events.iter().filter_map(text_of).collect();
        assert_eq!(said, drafted.text);
    }

    #[test]
    fn the_start_is_kept_and_gets_no_second_greeting() {
        let brief = Brief {
            start: "Hullo Tom,\n\nOne thing first ".into(),
            ..brief()
        };
        let (drafted, _, prompt) =
            run(" — the key.\n\nYours in haste,\nOttilie", brief, usize::MAX);
        assert!(prompt.ends_with("One thing first"));
        assert_eq!(drafted.text, "— the key.\n\nYours in haste,\nOttilie");
    }

    #[test]
    fn pieces_that_were_pinned_are_read_even_in_haste_and_said_to_be() {
        let (brief, shelf) = (brief().checked().unwrap(), letters());
        let standing =
            Standing::gather(Method::default(), brief.kind, "", &|_| None, &shelf).unwrap();
        let mut plan = plan(&brief, &standing, None, &shelf, &mut |_| Go::Continue(()))
            .unwrap()
            .unwrap();
        plan.without_topic = true;
        plan.topical.clear();
        let topic = |plan: &Plan| match readiness(plan, &standing, &[10, 10, 10, 10], 15) {
            DraftEvent::Ready { topic, .. } => topic,
            other => panic!("{other:?}"),
        };
        assert_eq!(topic(&plan), Readiness::LeftOut);
        plan.topical = standing.style[..1].to_vec();
        assert_eq!(topic(&plan), Readiness::ReadNow);
    }

    #[test]
    fn stop_keeps_what_was_shown_and_adds_nothing() {
        let says = "\n\nThe key of 1987 is found, and so on, and on.";
        assert_ne!(
            run(says, brief(), usize::MAX).0.findings,
            Findings::default()
        );
        let (drafted, _, _) = run(says, brief(), 5);
        assert!(!drafted.finished);
        // Nobody waits for what there is to say of half a draft.
        assert_eq!(drafted.findings, Findings::default());
        assert!(
            drafted.text.starts_with("Hullo Tom,") && !drafted.text.contains("Yours"),
            "{}",
            drafted.text
        );
    }
}
