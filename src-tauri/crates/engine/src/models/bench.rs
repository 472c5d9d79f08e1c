//! How fast the model is that drafts use, measured with the real worker, and what size suits this machine.

use std::fs;
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Result};
use model::{Continuation, Prompt, Worker, Written};

use super::check::{answer, letter};
use super::types::{ModelSpeed, ModelStep};
use super::{Models, OnStep};

/// How long reading is measured, and how long writing.
const READING: Duration = Duration::from_secs(2);
const WRITING: Duration = Duration::from_secs(4);
/// What is asked for at once should take about this long. It is short, for what has begun is not cut: other programs
/// may make the model many times slower from one second to the next.
const ROUND: f64 = 1.0;
/// English has about three words to four tokens.
const TOKENS_PER_WORD: f64 = 1.35;
/// What is left to read of a usual brief when a draft is asked for, in tokens.
const TAIL: f64 = 60.0;
/// A draft that comes slower than this is no pleasure to watch.
const WANTED_WORDS_PER_S: f64 = 6.0;
/// Tokens to read at once: they must fit into the context of any model, and fewer tell little.
const TO_READ: (f64, f64) = (32.0, 400.0);
/// A model that ends every text at once is not asked for ever.
const ROUNDS: u32 = 40;

impl Models<'_> {
    /// Measures the model that drafts use, in about ten seconds; `None` if it was stopped.
    ///
    /// # Errors
    /// `NoModel` if there is none or it cannot be used, `WorkerDied` if its process ended.
    pub fn bench(&self, on: OnStep<'_>) -> Result<Option<ModelSpeed>> {
        let file = self.used()?;
        let Some(_alone) = self.trial.begin(&mut || on(ModelStep::Waiting)) else {
            return Ok(None);
        };
        let mut go_on = || on(ModelStep::Measuring);
        let Some(worker) = Worker::start(&self.program, &file.path, &mut go_on)? else {
            return Ok(None);
        };
        let mut run = Run { worker, on };
        let Some(prefill) = run.reading()? else {
            return Ok(None);
        };
        let Some(decode) = run.writing()? else {
            return Ok(None);
        };
        let words = decode / TOKENS_PER_WORD;
        Ok(Some(ModelSpeed {
            model: file.name,
            prefill_tokens_per_s: prefill,
            decode_tokens_per_s: decode,
            words_per_s: words,
            first_word_s: TAIL / prefill.max(f64::EPSILON) + 1.0 / decode.max(f64::EPSILON),
            memory_bytes: most_memory(run.worker.process_id()),
            suits_bytes: suits(file.bytes, words, self.memory),
        }))
    }
}

/// Every weight is read once for each token, so speed goes down as size goes up; and a model may take half of the memory,
/// for the rest is other programs'.
fn suits(bytes: u64, words_per_s: f64, memory: Option<u64>) -> u64 {
    let by_speed = (bytes as f64 * words_per_s / WANTED_WORDS_PER_S) as u64;
    memory.map_or(by_speed, |memory| by_speed.min(memory / 2))
}

/// What the worker is asked for.
type Request = (Prompt, Vec<Continuation>);

struct Run<'on> {
    worker: Worker,
    on: OnStep<'on>,
}

impl Run<'_> {
    /// Tokens read in a second: a little text shows how much can be read in the time that there is.
    fn reading(&mut self) -> Result<Option<f64>> {
        let Some(first) = self.write(letter(&passage("One", 16), 1, 1))? else {
            return Ok(None);
        };
        let tokens_per_word = f64::from(first.prompt_tokens.max(1)) / 17.0;
        let tokens = (reading_speed(&first) * ROUND).clamp(TO_READ.0, TO_READ.1);
        let words = (tokens / tokens_per_word) as usize;
        // The first reading of all is slower than any other, so it is not counted.
        let started = Instant::now();
        let (mut tokens, mut ms) = (0, 0.0);
        for beginning in ["Two", "Three", "Four", "Five", "Six"] {
            let Some(read) = self.write(letter(&passage(beginning, words), 1, 1))? else {
                return Ok(None);
            };
            tokens += read.read_tokens;
            ms += read.prefill_ms;
            if started.elapsed() > READING {
                break;
            }
        }
        Ok(Some(per_second(tokens, ms)))
    }

    /// Tokens written in a second.
    fn writing(&mut self) -> Result<Option<f64>> {
        let started = Instant::now();
        let (mut tokens, mut ms) = (0, 0.0);
        let mut most = 8;
        for seed in 1..=ROUNDS {
            let prompt = letter("Dear Tom,\n\nThank you for", most, seed);
            let Some(written) = self.write(prompt)? else {
                return Ok(None);
            };
            tokens += written.tokens;
            ms += written.decode_ms;
            if started.elapsed() > WRITING {
                break;
            }
            most = ((per_second(tokens, ms) * ROUND) as u32).clamp(8, 256);
        }
        if tokens == 0 {
            return Err(Error::new(
                ErrorCode::NoModel,
                "this model ends every text at once, so there is no speed to measure",
            )
            .remedy("Choose another model"));
        }
        Ok(Some(per_second(tokens, ms)))
    }

    /// Has a prompt continued; `None` if it was stopped.
    fn write(&mut self, (prompt, continuations): Request) -> Result<Option<Written>> {
        let mut stopped = false;
        let on = &mut *self.on;
        let written = self.worker.write(prompt, continuations, &mut |_| {
            let flow = on(ModelStep::Measuring);
            stopped |= flow.is_break();
            answer(flow)
        });
        // Once it is to stop, it does not matter how it does.
        if stopped {
            return Ok(None);
        }
        written.map(Some)
    }
}

fn reading_speed(written: &Written) -> f64 {
    per_second(written.read_tokens, written.prefill_ms)
}

fn per_second(tokens: u32, ms: f64) -> f64 {
    f64::from(tokens) * 1000.0 / ms.max(0.001)
}

/// A text of so many words that begins unlike any other, so that nothing of it has been read before.
fn passage(beginning: &str, words: usize) -> String {
    let text = "of us went down to the hall before the others came, put the chairs out in rows and the urn on, and \
                found that the key to the side door was gone again; nobody could say who had it last. ";
    let words = text.split_inclusive(' ').cycle().take(words);
    format!("{beginning} {}", words.collect::<String>())
}

/// The most memory that a process has taken so far, where the system tells.
fn most_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_suits_follows_speed_and_memory() {
        let gb = 1_000_000_000;
        assert_eq!(suits(gb, 12.0, None), 2 * gb);
        assert_eq!(suits(gb, 3.0, Some(64 * gb)), gb / 2);
        assert_eq!(
            suits(gb, 60.0, Some(8 * gb)),
            4 * gb,
            "at most half of the memory"
        );
    }

    #[test]
    fn passages_differ_from_the_first_word_on() {
        let (one, two) = (passage("One", 40), passage("Two", 40));
        assert_eq!(one.split_whitespace().count(), 41);
        assert!(one.starts_with("One of us") && two.starts_with("Two of us"));
    }
}
