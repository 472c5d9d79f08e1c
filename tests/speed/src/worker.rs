//! Targets 1, 2 and 5: reading and writing through the worker process, against llama.cpp's own programs.

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
        Anchors::new(self.place, &self.file.path, self.worker.facts().threads)
    }

    fn texts(&mut self, texts: usize, most_tokens: u32) -> Outcome<Seen> {
        let seed = self.number as u32;
        let request = Request {
            texts,
            most_tokens,
            seed,
            ..Request::reading(Vec::new())
        };
        let (prose, characters, number) = (&self.prose, self.characters, &mut self.number);
        write_in_full(&mut self.worker, &request, &mut |_| {
            *number += 1;
            vec![prose.piece(*number, characters)]
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

    /// Target 1: decoding with sampling and streaming.
    pub(crate) fn decode(&mut self, report: &mut Report) -> Outcome<()> {
        let anchors = self.anchors()?;
        let mut pairs = Pairs::default();
        for _ in 0..self.repeats {
            let ours = self.texts(1, LENGTH)?;
            let (count, depth) = (ours.written.tokens, ours.written.prompt_tokens);
            pairs.push(ours.decode_speed(), anchors.decode(count, depth)?.avg_ts);
        }
        let what = "decode, with sampling and streaming, against llama-bench -n at the same depth";
        report.figure(&self.figure(1, what, &pairs, Goal::Ratio(0.97)));
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
            let together = self.texts(TEXTS, EACH)?;
            let ours = together.total_ms / f64::from(together.written.tokens);
            let (mut ms, mut tokens) = (0.0, 0);
            for _ in 0..TEXTS {
                let alone = self.texts(1, EACH)?;
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
            let ours = self.texts(TEXTS, EACH)?;
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
