//! Reading a prompt and writing on from it, on the one thread that owns model and context.

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Form, Result, path_from_bytes};
use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;

use crate::chat::{self, Chat};
use crate::cueing::ends_sentence;
use crate::half_word::HalfWord;
use crate::lanes::{LANES, Lanes};
use crate::leaning::Learnt;
use crate::own_words::{Before, outside_points};
use crate::protocol::{Continuation, ModelFacts, Pace, Prompt, Reply, Stopped, Written};
use crate::saved::{self, Key};
use crate::turns;
use crate::writing::{Ground, Strand};

mod places;
mod room;

use places::ROWS;

/// Tokens there is room for, where the model was trained for as many. The longest prompt that the pipeline makes by
/// itself is about 1,500 tokens; the rest is for a long message replied to, and for several drafts at once.
pub(crate) const CONTEXT: u32 = 4096;
/// The most texts that are written at once.
pub const MOST_AT_ONCE: usize = 8;
/// The sequences after those of the lanes are the further texts of one request, from number 1 on.
const BEFORE_FURTHER: i32 = LANES as i32 - 1;
/// Tokens read at once while somebody waits. From 64 on llama.cpp's attention goes another way, in tiles, which rounds
/// otherwise; below that the numbers are the same whatever the step, as long as it is in whole `ROWS`. By
/// llama-bench larger chunks are no faster with the writer, and smaller ones slower with the starter.
const AWAITED_CHUNK: usize = 60;
/// Tokens read at once while nobody waits: as many as take `IDLE_STEP`, in multiples of 4. Fewer than 16 are slow: with 4
/// the writer read 21 tokens a second on two cores that read 35 in larger steps, and was not done when the brief was.
const IDLE_CHUNKS: std::ops::RangeInclusive<usize> = 16..=32;
/// What a step of work ahead of a draft should take, in seconds. A key waits for none: it belongs to another process.
const IDLE_STEP: f64 = 0.09;

/// What the handle has to say in the middle of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Stop everything.
    Stop,
    /// No more of this text.
    Enough(usize),
}

/// Asked between two steps; none to go on.
pub(crate) type Listen<'a> = dyn Fn() -> Option<Word> + 'a;
/// Told as things happen.
pub(crate) type Tell<'a> = dyn FnMut(Reply) + 'a;

/// A context over a loaded model, and what its memory holds.
pub(crate) struct Inference<'model> {
    model: &'model LlamaModel,
    context: LlamaContext<'model>,
    threads: i32,
    key: Option<Key>,
    lanes: Lanes,
    learnt: Arc<Learnt>,
    /// What stands around a request in a chat; none where the model knows none.
    chat: Option<Chat>,
    /// Time to read one token of a prompt, in seconds, as last seen.
    per_token: f64,
}

impl<'model> Inference<'model> {
    pub(crate) fn new(
        backend: &LlamaBackend,
        model: &'model LlamaModel,
        file: &Path,
    ) -> Result<Self> {
        // More threads than physical cores, or than the system lets us have, is a collapse and not a slowdown.
        let cores = num_cpus::get_physical().min(num_cpus::get());
        let threads = i32::try_from(cores.max(1)).unwrap_or(1);
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(CONTEXT.min(model.n_ctx_train())))
            .with_n_batch(AWAITED_CHUNK as u32)
            .with_n_ubatch(AWAITED_CHUNK as u32)
            .with_n_seq_max((LANES + MOST_AT_ONCE - 1) as u32)
            // One memory for all sequences: what they share is held once, and sharing costs nothing.
            .with_kv_unified(true)
            .with_n_threads(threads)
            .with_n_threads_batch(threads);
        let context = model.new_context(backend, params).map_err(|_| {
            Error::new(
                ErrorCode::NoModel,
                "there is too little memory for this model",
            )
            .remedy("Close other programs, or choose a smaller model")
        })?;
        Ok(Self {
            model,
            context,
            threads,
            // Without a key nothing is saved or brought back, and everything else works.
            key: Key::new(file, saved::SETTINGS).ok(),
            lanes: Lanes::default(),
            learnt: Arc::default(),
            chat: Chat::of(model),
            per_token: 0.025,
        })
    }

    pub(crate) fn facts(&self, architecture: String, loading: Duration) -> ModelFacts {
        ModelFacts {
            architecture,
            context: self.context.n_ctx(),
            threads: self.threads,
            load_ms: ms(loading),
        }
    }

    /// Learns the hand of somebody who has said this, in place of the one known before.
    pub(crate) fn learn(&mut self, said: &[String]) {
        self.learnt = Arc::new(Learnt::of(said, self.model, &self.learnt));
    }

    /// Reads `prompt` and writes what goes on from it, telling each piece of text as it comes.
    ///
    /// # Errors
    /// `PromptTooLong` with the numbers if prompt and texts do not fit; `WorkerDied` if llama.cpp cannot go on.
    pub(crate) fn write(
        &mut self,
        prompt: &Prompt,
        continuations: &[Continuation],
        tell: &mut Tell<'_>,
        listen: &Listen<'_>,
    ) -> Result<Written> {
        let mut written = Written::default();
        let (mut tokens, mut parts) = self.tokens(prompt);
        let (room, fitted) = self.fitted(tokens.len(), continuations)?;
        let continuations = fitted.as_slice();
        written.prompt_tokens = tokens.len() as u32;

        let started = Instant::now();
        let standing = prompt.standing.clone().map(path_from_bytes);
        let standing = standing.as_deref().zip(parts.first().copied());
        let mut lane = self.take_place(&tokens, standing, room);
        written.restore_ms = ms(started.elapsed());
        let ready = self.lanes.tokens(lane).len();
        tell(Reply::Begun {
            parts: parts.iter().map(|count| *count as u32).collect(),
            ready: ready as u32,
        });

        let started = Instant::now();
        written.read = self.read(lane, &tokens, standing, prompt.pace, tell, listen)?;
        // Work ahead writes nothing, and a word in which it ends may go on as it likes.
        let writes = !continuations.is_empty();
        let mut half_word = None;
        if written.read && writes {
            let logits = self.context.get_logits_ith(-1);
            half_word = HalfWord::take(&mut tokens, &mut parts, logits, self.model);
        }
        if half_word.is_some() {
            lane = self.take_place(&tokens, standing, room);
            written.read = self.read(lane, &tokens, standing, prompt.pace, tell, listen)?;
        }
        written.read_tokens = self.lanes.tokens(lane).len().saturating_sub(ready) as u32;
        written.prefill_ms = ms(started.elapsed());
        if !written.read {
            written.stopped = vec![Stopped::Cancelled; continuations.len()];
            return Ok(written);
        }
        let started = Instant::now();
        let ground = writes.then(|| self.ground(&tokens, &parts, half_word));
        let ground = ground.unwrap_or_default();
        self.decode(lane, continuations, &ground, &mut written, tell, listen)?;
        written.decode_ms = ms(started.elapsed());
        Ok(written)
    }

    /// The tokens of the prompt, and how many each of its parts has. Special tokens are not parsed: what looks like one
    /// in somebody's text is text.
    fn tokens(&self, prompt: &Prompt) -> (Vec<LlamaToken>, Vec<usize>) {
        let vocab = self.model.vocab();
        let chat = self.chat.as_ref().filter(|_| prompt.form == Form::Chat);
        let mut tokens = chat.map_or_else(Vec::new, |chat| chat.begin.clone());
        let mut parts = Vec::with_capacity(prompt.parts.len());
        let mut before = 0;
        for (number, part) in prompt.parts.iter().enumerate() {
            match chat {
                Some(chat) => chat.push(&vocab, part, &mut tokens),
                None => tokens.extend(vocab.tokenize(
                    chat::as_document(part).as_bytes(),
                    number == 0,
                    false,
                )),
            }
            parts.push(tokens.len() - before);
            before = tokens.len();
        }
        (tokens, parts)
    }

    /// What texts stand on, from what the prompt is made of: past pieces, then notes, then what they go on from.
    fn ground(
        &self,
        tokens: &[LlamaToken],
        parts: &[usize],
        half_word: Option<HalfWord>,
    ) -> Ground {
        let half_word = half_word.unwrap_or_default();
        let [.., notes, begun] = parts else {
            return Ground {
                half_word,
                learnt: self.learnt.clone(),
                last: turns::BEGINS,
                line_begins: true,
                ..Ground::default()
            };
        };
        let vocab = self.model.vocab();
        let mut bytes = Vec::new();
        let spell = |token: &LlamaToken| {
            bytes.clear();
            vocab.token_to_piece_into(*token, &mut bytes, false, None);
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let texts: Vec<String> = tokens.iter().map(spell).collect();
        let (texts, begun) = texts.split_at(texts.len() - begun);
        let (pieces, notes) = texts.split_at(texts.len() - notes);
        let whole: String = outside_points(begun).map(|(_, piece)| piece).collect();
        let line = whole.rsplit('\n').next().unwrap_or_default();
        let tokens = &tokens[tokens.len() - begun.len()..];
        let said = outside_points(begun).map(|(at, _)| tokens[at].0);
        let last = said.fold(turns::BEGINS, |last, token| [last[1], token]);
        Ground {
            before: Arc::new(Before::new(pieces, notes, begun)),
            learnt: self.learnt.clone(),
            last,
            half_word,
            line_begins: line.trim().is_empty(),
            sentence: match ends_sentence(true, &whole) {
                true => String::new(),
                false => line.to_owned(),
            },
        }
    }

    /// Reads what the lane does not hold yet, in chunks, with a look for *Stop* between them; false if it was stopped.
    /// The standing part is saved as soon as it is read.
    fn read(
        &mut self,
        lane: usize,
        tokens: &[LlamaToken],
        standing: Option<(&Path, usize)>,
        pace: Pace,
        tell: &mut Tell<'_>,
        listen: &Listen<'_>,
    ) -> Result<bool> {
        let mut batch = LlamaBatch::new(AWAITED_CHUNK, 1);
        let begun = self.lanes.tokens(lane).len();
        loop {
            let from = self.lanes.tokens(lane).len();
            if let Some((file, length)) = standing
                && from == length
                // More than the last rows were read: what lies on the disk is not this yet.
                && begun + ROWS < length
            {
                self.save(lane, file);
            }
            if from == tokens.len() {
                return Ok(true);
            }
            if listen() == Some(Word::Stop) {
                return Ok(false);
            }
            let mut to = (from + chunk(pace, self.per_token)).min(tokens.len());
            if let Some((_, length)) = standing
                && from < length
            {
                // A chunk ends where the state is to be saved.
                to = to.min(length);
            }
            let started = Instant::now();
            batch.clear();
            for (at, token) in tokens.iter().enumerate().take(to).skip(from) {
                add(&mut batch, *token, at, lane as i32, at + 1 == tokens.len())?;
            }
            self.advance(&mut batch)?;
            self.lanes.push(lane, &tokens[from..to]);
            if to - from >= IDLE_CHUNKS.start() / 4 {
                self.per_token = started.elapsed().as_secs_f64() / (to - from) as f64;
            }
            tell(Reply::Reading {
                done: (to - begun) as u32,
                total: (tokens.len() - begun) as u32,
            });
        }
    }

    /// Keeps the standing part for the next time. Without it the next start is slower, and that is all.
    fn save(&self, lane: usize, file: &Path) {
        let Some(key) = &self.key else { return };
        let kept = saved::keep(
            &self.context,
            lane as i32,
            file,
            key,
            self.lanes.tokens(lane),
        );
        if let Err(error) = kept {
            tracing::warn!(%error, "the state of a standing part was not kept");
        }
    }

    fn decode(
        &mut self,
        lane: usize,
        continuations: &[Continuation],
        ground: &Ground,
        written: &mut Written,
        tell: &mut Tell<'_>,
        listen: &Listen<'_>,
    ) -> Result<()> {
        let at = self.lanes.tokens(lane).len();
        let mut strands = Vec::with_capacity(continuations.len());
        for (which, wanted) in continuations.iter().enumerate() {
            // The first one is written in the lane itself; the others share its beginning.
            let sequence = match which {
                0 => lane as i32,
                _ => BEFORE_FURTHER + which as i32,
            };
            if which > 0 {
                let shared = self
                    .context
                    .copy_kv_cache_seq(lane as i32, sequence, None, None);
                shared.map_err(|error| cannot_go_on(&error))?;
            }
            strands.push(Strand::new(which, wanted, sequence, at, ground, self.model));
        }
        let stepped = self.step_all(lane, &mut strands, written, tell, listen);
        for strand in strands.iter().skip(1) {
            let sequence = strand.sequence as u32;
            let _ = self.context.clear_kv_cache_seq(Some(sequence), None, None);
        }
        written.stopped = strands
            .iter()
            .map(|strand| strand.stopped.unwrap_or(Stopped::Cancelled))
            .collect();
        stepped
    }

    fn step_all(
        &mut self,
        lane: usize,
        strands: &mut [Strand],
        written: &mut Written,
        tell: &mut Tell<'_>,
        listen: &Listen<'_>,
    ) -> Result<()> {
        let mut batch = LlamaBatch::new(AWAITED_CHUNK, 1);
        let mut text = String::new();
        loop {
            while let Some(word) = listen() {
                match word {
                    Word::Stop => return Ok(()),
                    Word::Enough(which) => {
                        if let Some(strand) = strands.get_mut(which) {
                            strand.stopped.get_or_insert(Stopped::Cancelled);
                        }
                    }
                }
            }
            batch.clear();
            let going = strands.iter().filter(|strand| strand.stopped.is_none());
            // A point that is put in is more than one token; a step has room for so many of each text.
            let room = AWAITED_CHUNK / going.count().max(1);
            for strand in strands.iter_mut().filter(|strand| strand.stopped.is_none()) {
                if strand.unread.is_empty() {
                    strand.next(self.model, &self.context, &mut text);
                    written.tokens += u32::from(strand.stopped != Some(Stopped::EndOfText));
                    if !text.is_empty() {
                        let (which, text) = (strand.which, text.clone());
                        tell(Reply::Text { which, text });
                    }
                    if strand.stopped.is_some() {
                        continue;
                    }
                }
                for _ in 0..strand.unread.len().min(room) {
                    let Some(token) = strand.unread.pop_front() else {
                        break;
                    };
                    strand.row = batch.n_tokens();
                    let last = strand.unread.is_empty();
                    add(&mut batch, token, strand.at, strand.sequence, last)?;
                    strand.at += 1;
                    if strand.which == 0 {
                        self.lanes.push(lane, &[token]);
                    }
                }
            }
            if batch.n_tokens() == 0 {
                return Ok(());
            }
            self.advance(&mut batch)?;
        }
    }

    fn advance(&mut self, batch: &mut LlamaBatch<'_>) -> Result<()> {
        let result = self.context.decode(batch);
        if result.is_err() {
            // What the context holds is unknown now.
            self.context.clear_kv_cache();
            self.lanes = Lanes::default();
        }
        result.map_err(|error| cannot_go_on(&error))
    }
}

fn add(
    batch: &mut LlamaBatch<'_>,
    token: LlamaToken,
    at: usize,
    sequence: i32,
    logits: bool,
) -> Result<()> {
    let position = i32::try_from(at).unwrap_or(i32::MAX);
    let added = batch.add(token, position, &[sequence], logits);
    added.map_err(|error| cannot_go_on(&error))
}

fn cannot_go_on(cause: &dyn std::fmt::Display) -> Error {
    Error::new(
        ErrorCode::WorkerDied,
        format!("the model cannot go on ({cause})"),
    )
}

/// How many tokens to read at once, `per_token` being the seconds that one takes.
fn chunk(pace: Pace, per_token: f64) -> usize {
    match pace {
        Pace::Awaited => AWAITED_CHUNK,
        Pace::Idle => {
            let fitting = (IDLE_STEP / per_token.max(1e-6) / 4.0) as usize * 4;
            fitting.clamp(*IDLE_CHUNKS.start(), *IDLE_CHUNKS.end())
        }
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
#[path = "inference_tests.rs"]
mod numbers;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_work_is_done_in_small_steps_and_awaited_work_always_in_the_same() {
        assert_eq!(chunk(Pace::Idle, 0.004), 20);
        assert_eq!(chunk(Pace::Idle, 0.5), 16);
        assert_eq!(chunk(Pace::Idle, 1e-5), 32);
        assert_eq!(chunk(Pace::Awaited, 0.5), chunk(Pace::Awaited, 1e-5));
    }
}
