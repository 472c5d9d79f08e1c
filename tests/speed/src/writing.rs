//! One request to a worker process, timed from outside, and texts to ask it for.

use std::path::Path;
use std::time::Instant;

use domain::{Form, path_to_bytes};
use model::{Answer, Continuation, Pace, Progress, Prompt, Sampling, Stopped, Worker, Written};

use crate::place::Place;
use crate::trouble::{Outcome, Trouble};

/// What is asked of the worker.
#[derive(Debug, Clone)]
pub(crate) struct Request<'a> {
    pub(crate) parts: Vec<String>,
    pub(crate) standing: Option<&'a Path>,
    pub(crate) pace: Pace,
    pub(crate) texts: usize,
    pub(crate) most_tokens: u32,
    /// As in a draft, or 0 for the likeliest token always.
    pub(crate) temperature: f32,
    pub(crate) seed: u32,
    /// As a draft is written: in words of its own and in the turns of speech that were learnt.
    pub(crate) in_hand: bool,
}

impl Request<'_> {
    /// Only to be read.
    pub(crate) fn reading(parts: Vec<String>) -> Self {
        Self {
            parts,
            standing: None,
            pace: Pace::Awaited,
            texts: 0,
            most_tokens: 0,
            temperature: 0.7,
            seed: 1,
            in_hand: false,
        }
    }
}

/// What came of it. Times are in milliseconds from the call on.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) written: Written,
    /// Tokens that need not be read.
    pub(crate) ready: u32,
    pub(crate) first_text_ms: Option<f64>,
    pub(crate) last_text_ms: f64,
    pub(crate) total_ms: f64,
    pub(crate) texts: Vec<String>,
}

impl Seen {
    /// Tokens read in a second.
    pub(crate) fn prefill_speed(&self) -> f64 {
        f64::from(self.written.read_tokens) * 1000.0 / self.written.prefill_ms
    }

    /// Tokens written in a second, as they arrive here: sampling, pipe and all. The first token of each text comes out of
    /// the reading and takes no step of its own.
    pub(crate) fn decode_speed(&self) -> f64 {
        let steps = f64::from(self.written.tokens) - self.texts.len() as f64;
        let first = self.first_text_ms.unwrap_or(self.last_text_ms);
        steps * 1000.0 / (self.last_text_ms - first)
    }

    /// Whether every text has as many tokens as were asked for.
    pub(crate) fn is_full(&self) -> bool {
        self.written
            .stopped
            .iter()
            .all(|why| *why == Stopped::TokenLimit)
    }
}

/// Sends `request` and waits for its end.
pub(crate) fn write(worker: &mut Worker, request: &Request<'_>) -> Outcome<Seen> {
    write_until(worker, request, &mut |_| Answer::GoOn)
}

/// Sends `request`; `on` sees all that happens and may stop it.
pub(crate) fn write_until(
    worker: &mut Worker,
    request: &Request<'_>,
    on: &mut dyn FnMut(&Progress) -> Answer,
) -> Outcome<Seen> {
    let prompt = Prompt {
        parts: request.parts.clone(),
        form: Form::Document,
        standing: request.standing.map(path_to_bytes),
        pace: request.pace,
    };
    let one = |number: usize| Continuation {
        most_tokens: request.most_tokens,
        least_tokens: 0,
        not_first: Vec::new(),
        no_line: Vec::new(),
        no_sentence: Vec::new(),
        own_words: request.in_hand,
        turns: request.in_hand,
        marks: request.in_hand,
        ordinary: request.in_hand,
        cues: None,
        sampling: Sampling {
            temperature: request.temperature,
            top_k: 40,
            min_p: 0.08,
            repeat_penalty: 1.08,
            seed: request.seed.wrapping_add(number as u32),
        },
    };
    let mut texts = vec![String::new(); request.texts];
    let (mut ready, mut first, mut last) = (0, None, 0.0);
    let started = Instant::now();
    let since = || started.elapsed().as_secs_f64() * 1000.0;
    let written = worker.write(
        prompt,
        (0..request.texts).map(one).collect(),
        &mut |progress| {
            match &progress {
                Progress::Begun { ready: there, .. } => ready = *there,
                Progress::Text { which, text } => {
                    last = since();
                    first.get_or_insert(last);
                    if let Some(whole) = texts.get_mut(*which) {
                        whole.push_str(text);
                    }
                }
                Progress::Waiting | Progress::Reading { .. } => {}
            }
            on(&progress)
        },
    )?;
    Ok(Seen {
        written,
        ready,
        first_text_ms: first,
        last_text_ms: last,
        total_ms: since(),
        texts,
    })
}

/// Sends `request` with one seed after the other until every text comes to its full length; the model may end one early.
pub(crate) fn write_in_full(
    worker: &mut Worker,
    request: &Request<'_>,
    again: &mut dyn FnMut(u32) -> Vec<String>,
) -> Outcome<Seen> {
    const TRIES: u32 = 8;
    let mut best: Option<Seen> = None;
    for number in 0..TRIES {
        let mut this = request.clone();
        this.seed = request.seed.wrapping_add(number * 101);
        this.parts = again(number);
        let seen = write(worker, &this)?;
        if seen.is_full() {
            return Ok(seen);
        }
        let longer = best
            .as_ref()
            .is_none_or(|best| best.written.tokens < seen.written.tokens);
        if longer {
            best = Some(seen);
        }
    }
    best.filter(|seen| seen.written.tokens >= 24)
        .ok_or_else(|| "the model ended every text after a few words".into())
}

/// Prose that a person wrote: all reviews and notes of the sample library, one after the other.
#[derive(Debug)]
pub(crate) struct Prose(String);

impl Prose {
    pub(crate) fn of_the_samples(place: &Place) -> Outcome<Self> {
        let mut text = String::new();
        for folder in ["notes", "reviews"] {
            let folder = place.samples().join(folder);
            let entries = std::fs::read_dir(&folder)
                .map_err(|cause| Trouble::at("reading", &folder, &cause))?;
            let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
            files.sort();
            for file in files {
                let whole = std::fs::read_to_string(&file)
                    .map_err(|cause| Trouble::at("reading", &file, &cause))?;
                text.push_str(whole.rsplit("---\n").next().unwrap_or(&whole).trim());
                text.push_str("\n\n");
            }
        }
        if text.len() < 8000 {
            return Err("the sample library holds too little prose to measure with".into());
        }
        Ok(Self(text))
    }

    /// About `characters` of it; each `number` begins at another word, so that two of them share no beginning.
    pub(crate) fn piece(&self, number: usize, characters: usize) -> String {
        let mut words: Vec<&str> = self.0.split_inclusive(' ').collect();
        let by = (number * 47) % words.len().max(1);
        words.rotate_left(by);
        let mut piece = String::with_capacity(characters + 16);
        for word in words {
            if piece.len() + word.len() > characters {
                break;
            }
            piece.push_str(word);
        }
        piece.trim_end().to_owned()
    }

    /// Pieces of about `each` characters that come to `bytes` together.
    pub(crate) fn pieces(&self, bytes: usize, each: usize) -> Vec<String> {
        (0..bytes.div_ceil(each.max(1)))
            .map(|number| self.piece(number, each))
            .collect()
    }

    /// How many characters come to about `tokens` tokens with this model.
    pub(crate) fn characters_for(&self, tokens: u32, worker: &mut Worker) -> Outcome<usize> {
        let sample = self.piece(999, 1200);
        let seen = write(worker, &Request::reading(vec![sample.clone()]))?;
        let per_token = sample.len() as f64 / f64::from(seen.written.prompt_tokens.max(1));
        Ok((f64::from(tokens) * per_token) as usize)
    }
}
