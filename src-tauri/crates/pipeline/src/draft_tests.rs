use super::*;
use crate::further::further;
use crate::ports::{Answer, Finished, Stopped, Told, Writing};
use crate::testing::{Letters, letter};
use domain::{Kind, Method};

#[path = "draft_promises_tests.rs"]
mod promises;

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
        let parts = [10, 10, 10, 5, 5];
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
    shelf: &Letters,
    brief: &Brief,
    writer: &mut dyn Writer,
    candidates: usize,
    most_to_read: usize,
    tell: &mut dyn FnMut(DraftEvent) -> Go,
) -> Result<Drafted> {
    let standing =
        Standing::gather(Method::default(), brief.kind, &brief.to, &|_| None, shelf).unwrap();
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
    draft(wanted, shelf, writer, &|| 1.0, tell)
}

fn run(says: &'static str, brief: Brief, stop_after: usize) -> (Drafted, Vec<DraftEvent>, String) {
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
    let drafted = write(&letters(), &brief, &mut parrot, 1, usize::MAX, &mut tell).unwrap();
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
            let text = if writing.first == 0 {
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
    let none = write(&letters(), &brief, &mut mute, 1, usize::MAX, on);
    assert!(none.unwrap_err().what.contains("no words"));
    let drafted = write(&letters(), &brief, &mut Shy, 1, usize::MAX, on).unwrap();
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
    let drafted = write(&letters(), &brief, &mut parrot, 3, usize::MAX, tell).unwrap();
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
fn drafts_that_have_no_room_beside_one_another_are_written_in_turns() {
    /// Has room for two texts at once, and was asked for these: the number of the first, and how many.
    struct Narrow(Vec<(usize, usize)>);
    impl Writer for Narrow {
        fn write(
            &mut self,
            writing: &Writing,
            on: &mut dyn FnMut(Told<'_>) -> Answer,
        ) -> Result<Finished> {
            self.0.push((writing.first, writing.texts));
            let parts = [10, 10, 10, 5, 5];
            let _ = on(Told::Begun {
                parts: &parts,
                ready: 15,
            });
            let at_once = writing.texts.min(2);
            for which in 0..at_once {
                let text = format!(
                    "The key is found{}.",
                    " again".repeat(writing.first + which)
                );
                let _ = on(Told::Text { which, text: &text });
            }
            Ok(Finished {
                read: true,
                stopped: vec![Stopped::EndOfText; at_once],
            })
        }
    }
    let mut narrow = Narrow(Vec::new());
    let mut events = Vec::new();
    let brief = brief().checked().unwrap();
    let tell = &mut |event| {
        events.push(event);
        Go::Continue(())
    };
    let drafted = write(&letters(), &brief, &mut narrow, 5, usize::MAX, tell).unwrap();
    assert_eq!(narrow.0, [(0, 5), (2, 3), (4, 1)]);
    let texts = events.iter().find_map(|event| match event {
        DraftEvent::Candidates { candidates, .. } => {
            Some(candidates.iter().map(|one| one.text.as_str()).collect())
        }
        _ => None,
    });
    let texts: std::collections::BTreeSet<&str> = texts.unwrap();
    assert_eq!(texts.len(), 5, "{texts:?}");
    // It is told as one: nothing is shown before all are there, and what was ready is said once.
    let said: String = events.iter().filter_map(text_of).collect();
    assert_eq!(said, drafted.text);
    let ready = events.iter();
    let ready = ready.filter(|event| matches!(event, DraftEvent::Ready { .. }));
    assert_eq!(ready.count(), 1);
}

#[test]
fn further_drafts_come_together_each_once_with_what_there_is_to_say_of_it() {
    let brief = Brief {
        start: "Tom, ".into(),
        ..brief()
    };
    let ask = |says: &'static str, go: &mut dyn FnMut() -> Go| {
        let mut parrot = Parrot {
            says,
            prompt: String::new(),
        };
        let (brief, shelf) = (brief.clone().checked().unwrap(), letters());
        let standing =
            Standing::gather(Method::default(), brief.kind, &brief.to, &|_| None, &shelf).unwrap();
        let wanted = Wanted {
            brief: &brief,
            standing: &standing,
            ready: None,
            sketch: None,
            most_to_read: usize::MAX,
            edits: &Edits::default(),
            candidates: 3,
            hand: &|| None,
        };
        further(wanted, &shelf, &mut parrot, go).unwrap()
    };
    let drafts = ask("I ask about 1987.", &mut || Go::Continue(())).unwrap();
    // The later two say more than the first; none of them the key.
    let texts: Vec<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    for draft in &drafts {
        assert!(draft.text.starts_with("Tom, I ask about 1987."));
        assert!(draft.text.ends_with("Yours in haste,\nOttilie"));
        assert_eq!(draft.findings.points_kept, 0.0);
        assert_eq!(draft.findings.unsupported.len(), 1, "{draft:?}");
    }
    let about_it = ask("I ask about the key.", &mut || Go::Continue(())).unwrap();
    assert!(
        about_it
            .iter()
            .all(|draft| draft.findings.points_kept == 1.0)
    );

    let mut left = 3;
    let stopped = ask("I ask about the key.", &mut || {
        left -= 1;
        if left > 0 {
            Go::Continue(())
        } else {
            Go::Break(())
        }
    });
    assert_eq!(stopped, None);
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
            Standing::gather(Method::default(), brief.kind, &brief.to, &|_| None, &shelf).unwrap();
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
        drafted.finished && prompt.ends_with("\n\u{2}Hullo Tom,\n\n[the key]"),
        "{prompt}"
    );
    let place = |test: fn(&DraftEvent) -> bool| events.iter().position(test).unwrap();
    let first = place(|e| matches!(e, DraftEvent::Text { delta, .. } if !delta.is_empty()));
    assert!(place(|e| matches!(e, DraftEvent::Sources { .. })) < first);
    let said: String = events.iter().filter_map(text_of).collect();
    assert_eq!(said, drafted.text);
    assert!(is_generated(events.last().unwrap()), "{events:?}");
}

/// Whether it tells that the last stage is done.
fn is_generated(event: &DraftEvent) -> bool {
    let last = Stage::Generate;
    matches!(event, DraftEvent::Stage { stage, .. } if *stage == last)
}

#[test]
fn the_length_that_is_told_is_that_of_the_whole_text() {
    let short = "Hullo Tom,\n\nThe key to the side door is lost again.\n\nYours in haste,\nOttilie";
    let long = "The urn in the vestry boils over. ".repeat(20);
    let texts = [short, short, short, &long, &long, &long];
    let shelf = Letters(
        (0..)
            .zip(texts)
            .map(|(id, text)| letter(id, text))
            .collect(),
    );
    let most = |start: &str| {
        let brief = Brief {
            start: start.into(),
            points: ["the key", "the roof", "the tap"].map(str::to_owned).into(),
            ..brief()
        };
        let mut told = None;
        let mut parrot = Parrot {
            says: "So it is.",
            prompt: String::new(),
        };
        let mut tell = |event| {
            if let DraftEvent::Words { shell, .. } = event {
                told = Some(shell.words_high);
            }
            Go::Continue(())
        };
        write(&shelf, &brief, &mut parrot, 1, usize::MAX, &mut tell).unwrap();
        told
    };
    assert_eq!(most("The key is lost and the roof leaks. "), most(""));
    assert!(most("").is_some_and(|words| words < 60));
}

#[test]
fn behind_a_greeting_that_was_typed_the_letter_begins_a_paragraph() {
    let brief = Brief {
        start: "Hi Tom,".into(),
        to: "tom@example.org".into(),
        points: vec!["thank Tom".into()],
        ..Brief::default()
    };
    let (drafted, _, prompt) = run("I thank you for the key. ", brief, usize::MAX);
    assert!(drafted.text.starts_with("\n\nI thank"), "{}", drafted.text);
    // Nor does a greeting make a point.
    assert!(prompt.ends_with("Hi Tom,\n\n[thank Tom]"), "{prompt}");
}

#[test]
fn a_letter_that_is_signed_is_not_gone_on_with() {
    let brief = Brief {
        start: "Hullo Tom,\n\nIt is found.\n\nYours in haste,\nOttilie\n".into(),
        to: "tom@example.org".into(),
        ..Brief::default()
    };
    let mut parrot = Parrot {
        says: "And more.",
        prompt: String::new(),
    };
    let tell = &mut |_| Go::Continue(());
    let refused = write(&letters(), &brief, &mut parrot, 1, usize::MAX, tell);
    let refused = refused.err().map(|error| error.what);
    assert_eq!(refused.as_deref(), Some("this letter is signed already"));
}

#[test]
fn the_start_is_kept_and_gets_no_second_greeting() {
    let brief = Brief {
        start: "Hullo Tom,\n\nOne thing first ".into(),
        ..brief()
    };
    let (drafted, _, prompt) = run(" — the key.\n\nYours in haste,\nOttilie", brief, usize::MAX);
    assert!(prompt.ends_with("One thing first"));
    assert_eq!(drafted.text, "— the key.\n\nYours in haste,\nOttilie");
}

#[test]
fn pieces_that_were_pinned_are_read_even_in_haste_and_said_to_be() {
    let (brief, shelf) = (brief().checked().unwrap(), letters());
    let standing = Standing::gather(Method::default(), brief.kind, "", &|_| None, &shelf).unwrap();
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
    let (drafted, events, _) = run(says, brief(), 5);
    assert!(!drafted.finished && !events.iter().any(is_generated));
    // Nobody waits for what there is to say of half a draft.
    assert_eq!(drafted.findings, Findings::default());
    assert!(
        drafted.text.starts_with("Hullo Tom,") && !drafted.text.contains("Yours"),
        "{}",
        drafted.text
    );
}
