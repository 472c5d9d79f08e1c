//! One draft from brief to last word: the stages in order, each told as it is done.

use domain::{Brief, DraftEvent, Result, Stage};
use voice::Lexicon;

use crate::generate::{Prepared, generate};
use crate::ports::{Go, Shelf, Writer};
use crate::rank::rank;
use crate::retrieve::{query, retrieve};
use crate::summarize::summarize;
use crate::synthesize::synthesize;

/// What a draft came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafted {
    /// What was generated after the user's start.
    pub text: String,
    /// Whether it came to its end; otherwise `tell` broke.
    pub finished: bool,
    /// When the first word came, in milliseconds on the caller's clock.
    pub first_word_ms: Option<f64>,
}

/// Runs the five stages for a checked `brief`. `tell` gets every event but the last and may break; `clock` gives
/// milliseconds since the click.
///
/// # Errors
/// If the library cannot be read, the prompt does not fit or the model fails. What was told before stays true.
pub fn draft(
    brief: &Brief,
    shelf: &dyn Shelf,
    writer: &mut dyn Writer,
    clock: &dyn Fn() -> f64,
    tell: &mut dyn FnMut(DraftEvent) -> Go,
) -> Result<Drafted> {
    let stopped = Drafted {
        text: String::new(),
        finished: false,
        first_word_ms: None,
    };
    let mut since = clock();
    let mut stage = |stage: Stage, tell: &mut dyn FnMut(DraftEvent) -> Go| {
        let ms = clock() - since;
        since = clock();
        tell(DraftEvent::Stage { stage, ms })
    };

    let retrieved = retrieve(brief, shelf)?;
    // In the frame people have names, as they have in past pieces, even where the user typed an address.
    let name = retrieved
        .person
        .as_ref()
        .map(|person| person.label().to_owned());
    let brief = &Brief {
        to: name.unwrap_or_default(),
        ..brief.clone()
    };
    let lexicon = Lexicon::count(
        retrieved
            .recent
            .iter()
            .map(|document| document.text.as_str()),
    );
    if stage(Stage::Retrieve, tell).is_break() {
        return Ok(stopped);
    }

    let entries = rank(&retrieved, &query(brief), &lexicon);
    let ranked = stage(Stage::Rank, tell);
    let sources = entries.iter().map(|entry| entry.source()).collect();
    if ranked.is_break() || tell(DraftEvent::Sources { sources }).is_break() {
        return Ok(stopped);
    }

    let summary = summarize(brief, &retrieved, &entries, &lexicon);
    let summarized = stage(Stage::Summarize, tell);
    if summarized.is_break()
        || tell(DraftEvent::Summary {
            snippets: summary.clone(),
        })
        .is_break()
    {
        return Ok(stopped);
    }

    let synthesis = synthesize(brief, &retrieved, &entries, &summary, &lexicon);
    let (words, shell) = (synthesis.words.clone(), synthesis.shell.clone());
    let synthesized = stage(Stage::Synthesize, tell);
    if synthesized.is_break() || tell(DraftEvent::Words { words, shell }).is_break() {
        return Ok(stopped);
    }

    let prepared = Prepared {
        brief,
        entries: &entries,
        summary: &summary,
        synthesis: &synthesis,
    };
    if stage(Stage::Generate, tell).is_break() {
        return Ok(stopped);
    }
    let mut seq = 0;
    let mut first_word_ms = None;
    let (text, finished) = generate(&prepared, writer, &mut |delta| {
        if !delta.is_empty() && first_word_ms.is_none() {
            first_word_ms = Some(clock());
        }
        // An empty delta is a chance to stop; its number is not used up.
        let event = DraftEvent::Text {
            seq,
            delta: delta.to_owned(),
        };
        seq += u32::from(!delta.is_empty());
        tell(event)
    })?;
    Ok(Drafted {
        text,
        finished,
        first_word_ms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{Found, Stopped, Writing};
    use crate::testing::document;
    use domain::{Document, Kind, Person};

    struct Letters(Vec<Document>);

    impl Shelf for Letters {
        fn search(&self, _: Kind, _: &str, limit: usize) -> Result<Vec<Found>> {
            Ok(self
                .0
                .iter()
                .take(limit)
                .map(|d| Found {
                    document: d.clone(),
                    score: 1.0,
                })
                .collect())
        }

        fn recent(&self, _: Kind, to: Option<&str>, _: usize) -> Result<Vec<Document>> {
            let fits = |d: &&Document| {
                to.is_none_or(|who| d.recipients.iter().any(|person| person.is(who)))
            };
            Ok(self.0.iter().filter(fits).cloned().collect())
        }
    }

    /// Says what it was told to say, word by word, and remembers the prompt.
    struct Parrot {
        says: &'static str,
        prompt: String,
    }

    impl Writer for Parrot {
        fn write(
            &mut self,
            writing: &Writing,
            on_text: &mut dyn FnMut(&str) -> Go,
        ) -> Result<Stopped> {
            self.prompt = writing.prompt.clone();
            for word in self.says.split_inclusive(' ') {
                if on_text(word).is_break() {
                    return Ok(Stopped::Asked);
                }
            }
            Ok(Stopped::EndOfText)
        }
    }

    fn letters() -> Letters {
        let text = "Hullo Tom,\n\nThe key to the side door is lost, as it happens, and I blame the dog for it \
                    — which is no small thing.\n\nYours in haste,\nOttilie";
        let tom = Person {
            name: "Tom Averill".into(),
            address: "tom@example.org".into(),
        };
        let letter = |id| Document {
            recipients: vec![tom.clone()],
            ..document(id, text)
        };
        Letters((0..3).map(letter).collect())
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
        let drafted = draft(&brief, &letters(), &mut parrot, &|| 1.0, &mut tell).unwrap();
        (drafted, events, parrot.prompt)
    }

    #[test]
    fn an_empty_draft_is_tried_again() {
        struct Shy;
        impl Writer for Shy {
            fn write(
                &mut self,
                writing: &Writing,
                on_text: &mut dyn FnMut(&str) -> Go,
            ) -> Result<Stopped> {
                let _ = on_text(if writing.attempt == 0 {
                    "## Letter\n"
                } else {
                    "The key."
                });
                Ok(Stopped::EndOfText)
            }
        }
        let brief = brief().checked().unwrap();
        let mut mute = Parrot {
            says: "## Letter\n",
            prompt: String::new(),
        };
        let none = draft(&brief, &letters(), &mut mute, &|| 1.0, &mut |_| {
            Go::Continue(())
        });
        assert!(none.unwrap_err().what.contains("no words"));
        let drafted = draft(&brief, &letters(), &mut Shy, &|| 1.0, &mut |_| {
            Go::Continue(())
        })
        .unwrap();
        assert_eq!(
            drafted.text,
            "Hullo Tom,\n\nThe key.\n\nYours in haste,\nOttilie"
        );
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
        let said: String = events
            .iter()
            .filter_map(|e| {
                if let DraftEvent::Text { delta, .. } = e {
                    Some(delta.as_str())
                } else {
                    None
                }
            })
            .collect();
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
    fn stop_keeps_what_was_shown_and_adds_nothing() {
        let (drafted, _, _) = run("\n\nThe key is found, and so on, and on.", brief(), 3);
        assert!(!drafted.finished);
        assert!(
            drafted.text.starts_with("Hullo Tom,") && !drafted.text.contains("Yours"),
            "{}",
            drafted.text
        );
    }
}
