//! Targets 1, 2 and 5: reading and writing through the worker process, against llama.cpp's own programs.

use std::sync::Arc;
use std::time::Instant;

use model::{ModelFile, Pace, Worker};

use crate::anchors::Anchors;
use crate::place::Place;
use crate::report::{Figure, Goal, Report, short};
use crate::stats::{Pairs, median};
use crate::trouble::Outcome;
use crate::writing::{Prose, Request, Seen, write, write_in_full};

/// Tokens of the prompt, as in a draft with its standing part.
pub(crate) const DEPTH: u32 = 650;
/// Tokens written by one text.
const LENGTH: u32 = 128;
/// Tokens written by each of several.
const EACH: u32 = 64;
/// Bytes of somebody's texts from which turns of speech are learnt, as many as the engine gives at most.
const LEARNT: usize = 200_000;
/// Drafts to choose from.
const TEXTS: usize = 4;

/// One model, a worker that has loaded it, and prose to have read.
pub(crate) struct Bench<'a> {
    pub(crate) place: &'a Place,
    pub(crate) file: &'a ModelFile,
    pub(crate) worker: Worker,
    prose: Prose,
    characters: usize,
    /// Every prompt is another one, so that nothing is in memory already.
    number: usize,
    repeats: usize,
}

impl<'a> Bench<'a> {
    pub(crate) fn new(place: &'a Place, file: &'a ModelFile, repeats: usize) -> Outcome<Self> {
        let mut worker = place.worker(file)?;
        let prose = Prose::of_the_samples(place)?;
        let characters = prose.characters_for(DEPTH, &mut worker)?;
        Ok(Self {
            place,
            file,
            worker,
            prose,
            characters,
            number: 0,
            repeats,
        })
    }

    fn fresh_prompt(&mut self) -> Vec<String> {
        self.number += 1;
        vec![self.prose.piece(self.number, self.characters)]
    }

    fn anchors(&self) -> Outcome<Anchors<'a>> {
        Anchors::new(
            self.place,
            &self.file.path,
            self.worker.facts().map_or(1, |facts| facts.threads),
        )
    }

    fn texts(&mut self, texts: usize, most_tokens: u32, in_hand: bool) -> Outcome<Seen> {
        let seed = self.number as u32;
        let request = Request {
            texts,
            most_tokens,
            seed,
            in_hand,
            ..Request::reading(Vec::new())
        };
        let (prose, characters, number) = (&self.prose, self.characters, &mut self.number);
        write_in_full(&mut self.worker, &request, &mut |_| {
            *number += 1;
            // All of it is a past piece; there are no notes, and nothing is begun.
            let piece = prose.piece(*number, characters);
            vec![piece, String::new(), String::new()]
        })
    }

    fn figure(&self, target: u8, what: &str, pairs: &Pairs, goal: Goal) -> Figure {
        Figure {
            target,
            what: format!("{what} ({})", self.file.name),
            ours: median(&pairs.ours),
            anchor: Some(median(&pairs.anchor)),
            unit: "tokens/s",
            ratio: Some(pairs.as_part()),
            goal,
            repeats: pairs.ours.len(),
        }
    }

    /// Target 1: decoding with sampling and streaming; and the same as a draft is written, in somebody's turns of speech.
    pub(crate) fn decode(&mut self, report: &mut Report) -> Outcome<()> {
        let anchors = self.anchors()?;
        self.learn(report)?;
        let (mut plain, mut drafts) = (Pairs::default(), Pairs::default());
        for _ in 0..self.repeats {
            let ours = self.texts(1, LENGTH, false)?;
            let (count, depth) = (ours.written.tokens, ours.written.prompt_tokens);
            let anchor = anchors.decode(count, depth)?.avg_ts;
            plain.push(ours.decode_speed(), anchor);
            drafts.push(self.texts(1, LENGTH, true)?.decode_speed(), anchor);
        }
        let what = "decode, with sampling and streaming, against llama-bench -n at the same depth";
        report.figure(&self.figure(1, what, &plain, Goal::Ratio(0.97)));
        let what = "the same with words of its own and turns of speech, as drafts are written";
        report.figure(&self.figure(1, what, &drafts, Goal::Ratio(0.97)));
        Ok(())
    }

    /// How long somebody's turns of speech take to be learnt, which is done once for a kind of text.
    fn learn(&mut self, report: &mut Report) -> Outcome<()> {
        let mut said = self.prose.pieces(LEARNT, self.characters);
        let nothing_to_read = Request::reading(self.fresh_prompt());
        write(&mut self.worker, &nothing_to_read)?;
        let mut times = Vec::new();
        for _ in 0..self.repeats {
            // What is known already is not learnt again.
            said.rotate_left(1);
            self.worker.learn(&Arc::from(said.clone()));
            let begun = Instant::now();
            write(&mut self.worker, &nothing_to_read)?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        report.figure(&Figure {
            target: 1,
            what: format!(
                "turns of speech of {} KB learnt ({})",
                LEARNT / 1000,
                self.file.name
            ),
            ours: median(&times),
            anchor: None,
            unit: "ms",
            ratio: None,
            goal: Goal::None,
            repeats: times.len(),
        });
        Ok(())
    }

    /// Target 2: reading a prompt of which nothing is in memory; and what is lost by yielding to keys.
    pub(crate) fn prefill(&mut self, report: &mut Report) -> Outcome<()> {
        let anchors = self.anchors()?;
        let (mut awaited, mut idle) = (Pairs::default(), Pairs::default());
        for _ in 0..self.repeats {
            let ours = self.read(Pace::Awaited)?;
            let anchor = anchors.prefill(ours.written.prompt_tokens)?.avg_ts;
            awaited.push(ours.prefill_speed(), anchor);
            idle.push(self.read(Pace::Idle)?.prefill_speed(), anchor);
        }
        let what = "prefill while somebody waits, against llama-bench -p of as many tokens";
        report.figure(&self.figure(2, what, &awaited, Goal::Ratio(0.95)));
        let what = "prefill at idle (small steps, so that a key is heard), against the same";
        report.figure(&self.figure(2, what, &idle, Goal::None));
        Ok(())
    }

    fn read(&mut self, pace: Pace) -> Outcome<Seen> {
        let request = Request {
            pace,
            ..Request::reading(self.fresh_prompt())
        };
        write(&mut self.worker, &request)
    }

    /// Target 5: several drafts of one prompt at once, against as many prompts one after another with nothing shared.
    pub(crate) fn candidates(&mut self, report: &mut Report) -> Outcome<()> {
        let (mut whole, mut times) = (Pairs::default(), Vec::new());
        for _ in 0..self.repeats {
            let together = self.texts(TEXTS, EACH, false)?;
            let ours = together.total_ms / f64::from(together.written.tokens);
            let (mut ms, mut tokens) = (0.0, 0);
            for _ in 0..TEXTS {
                let alone = self.texts(1, EACH, false)?;
                ms += alone.total_ms;
                tokens += alone.written.tokens;
            }
            whole.push(ours, ms / f64::from(tokens));
            times.push((together.total_ms, ms));
        }
        report.figure(&Figure {
            target: 5,
            what: format!(
                "{TEXTS} candidates of {EACH} tokens, reading and writing, against {TEXTS} drafts one after another \
                 with nothing shared ({})",
                self.file.name
            ),
            ours: median(&whole.ours),
            anchor: Some(median(&whole.anchor)),
            unit: "ms a token",
            ratio: Some(whole.times_better()),
            goal: Goal::Ratio(1.6),
            repeats: whole.ours.len(),
        });
        let rows = times
            .iter()
            .map(|(ours, theirs)| vec![short(*ours), short(*theirs)]);
        report.table(
            &format!("Four drafts, milliseconds ({})", self.file.name),
            &["at once", "one after another"],
            &rows.collect::<Vec<_>>(),
        );
        self.candidates_decode(report)
    }

    fn candidates_decode(&mut self, report: &mut Report) -> Outcome<()> {
        let anchors = self.anchors()?;
        let mut pairs = Pairs::default();
        for _ in 0..self.repeats {
            let ours = self.texts(TEXTS, EACH, false)?;
            let depth = ours.written.prompt_tokens;
            pairs.push(
                ours.decode_speed(),
                anchors.decode_batched(EACH, depth, TEXTS)?,
            );
        }
        let what = format!(
            "decode of {TEXTS} candidates, against llama-batched-bench -npl {TEXTS} with a shared prompt"
        );
        report.figure(&self.figure(5, &what, &pairs, Goal::Ratio(0.95)));
        Ok(())
    }
}
