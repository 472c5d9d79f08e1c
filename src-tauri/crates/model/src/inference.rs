//! Reading a prompt and writing on from it, on the one thread that owns model and context.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Result};
use encoding_rs::UTF_8;
use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;

use crate::protocol::{ModelFacts, Prompt, Reply, Stopped, Written};
use crate::sampling;

/// Tokens there is room for, where the model was trained for as many. The longest prompt that the pipeline makes by
/// itself is about 1,500 tokens; the rest is for a long message replied to.
const CONTEXT: u32 = 4096;
/// The largest batch that is decoded at once.
const LARGEST_CHUNK: usize = 512;
/// A chunk of the prompt should take about this long, so that *Stop* is heard in time.
const CHUNK_TIME: Duration = Duration::from_millis(200);
/// No chunk is smaller than this: the weights are read once for each, and with fewer tokens that costs more time than
/// it saves.
const SMALLEST_CHUNK: usize = 16;

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interrupt {
    GoOn,
    Stop,
}

/// A context over a loaded model, and what its memory holds.
pub(crate) struct Inference<'model> {
    model: &'model LlamaModel,
    context: LlamaContext<'model>,
    threads: i32,
    /// The tokens whose state the context holds, in order.
    held: Vec<LlamaToken>,
    /// Tokens of the prompt to read at once; follows the measured speed.
    chunk: usize,
}

impl<'model> Inference<'model> {
    pub(crate) fn new(backend: &LlamaBackend, model: &'model LlamaModel) -> Result<Self> {
        // More threads than physical cores is a collapse, not a slowdown.
        let threads = i32::try_from(num_cpus::get_physical().max(1)).unwrap_or(1);
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(CONTEXT.min(model.n_ctx_train())))
            .with_n_batch(LARGEST_CHUNK as u32)
            .with_n_ubatch(LARGEST_CHUNK as u32)
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
            held: Vec::new(),
            chunk: 32,
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

    /// Reads `prompt` and writes on, telling each piece of text as it comes.
    ///
    /// # Errors
    /// `PromptTooLong` with the numbers if prompt and text do not fit; `WorkerDied` if llama.cpp cannot go on.
    pub(crate) fn write(
        &mut self,
        prompt: &Prompt,
        tell: &mut dyn FnMut(Reply),
        interrupt: &dyn Fn() -> Interrupt,
    ) -> Result<Written> {
        // Special tokens are not parsed: what looks like one in somebody's text is text.
        let tokens = self
            .model
            .vocab()
            .tokenize(prompt.text.as_bytes(), true, false);
        self.check_room(tokens.len(), prompt.most_tokens)?;
        let reused = self.keep_common_prefix(&tokens);
        let mut written = Written {
            stopped: Stopped::TokenLimit,
            prompt_tokens: tokens.len() as u32,
            reused_tokens: reused as u32,
            tokens: 0,
            prefill_ms: 0.0,
            decode_ms: 0.0,
        };
        let started = Instant::now();
        let read = self.read(&tokens, tell, interrupt)?;
        written.prefill_ms = ms(started.elapsed());
        if read == Interrupt::Stop {
            written.stopped = Stopped::Cancelled;
            return Ok(written);
        }
        let started = Instant::now();
        self.decode(prompt, &mut written, tell, interrupt)?;
        written.decode_ms = ms(started.elapsed());
        Ok(written)
    }

    fn check_room(&self, prompt: usize, most_tokens: u32) -> Result<()> {
        let room = self.context.n_ctx() as usize;
        let wanted = prompt + most_tokens as usize;
        if prompt == 0 {
            return Err(Error::new(
                ErrorCode::BadInput,
                "there is nothing to continue",
            ));
        }
        if wanted <= room {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::PromptTooLong,
            format!(
                "the brief is too long for this model: {prompt} tokens to read and {most_tokens} to write are \
                 {wanted}, and there is room for {room}"
            ),
        )
        .remedy("Shorten the message replied to, the points or the start"))
    }

    /// Drops from the context all that differs from `tokens`; returns how many of them it still holds. The last one is
    /// always read again: its logits choose the first word.
    fn keep_common_prefix(&mut self, tokens: &[LlamaToken]) -> usize {
        let same = self
            .held
            .iter()
            .zip(tokens)
            .take_while(|(a, b)| a == b)
            .count()
            .min(tokens.len() - 1);
        let dropped = self
            .context
            .kv_cache_seq_rm(0, u32::try_from(same).ok(), None);
        let kept = if dropped.is_ok() { same } else { 0 };
        if kept == 0 {
            self.context.clear_kv_cache();
        }
        self.held.truncate(kept);
        kept
    }

    /// Reads what the context does not hold yet, in chunks, with a look for *Stop* between them.
    fn read(
        &mut self,
        tokens: &[LlamaToken],
        tell: &mut dyn FnMut(Reply),
        interrupt: &dyn Fn() -> Interrupt,
    ) -> Result<Interrupt> {
        let mut batch = LlamaBatch::new(LARGEST_CHUNK, 1);
        while self.held.len() < tokens.len() {
            if interrupt() == Interrupt::Stop {
                return Ok(Interrupt::Stop);
            }
            let from = self.held.len();
            let to = (from + self.chunk).min(tokens.len());
            let started = Instant::now();
            batch.clear();
            for (at, token) in tokens.iter().enumerate().take(to).skip(from) {
                add(&mut batch, *token, at, at + 1 == tokens.len())?;
            }
            self.advance(&mut batch)?;
            self.held.extend_from_slice(&tokens[from..to]);
            self.chunk = next_chunk(to - from, started.elapsed());
            tell(Reply::Reading {
                done: to as u32,
                total: tokens.len() as u32,
            });
        }
        Ok(Interrupt::GoOn)
    }

    fn decode(
        &mut self,
        prompt: &Prompt,
        written: &mut Written,
        tell: &mut dyn FnMut(Reply),
        interrupt: &dyn Fn() -> Interrupt,
    ) -> Result<()> {
        let vocab = self.model.vocab();
        let mut sampler = sampling::chain(&prompt.sampling, self.model.n_vocab());
        let mut batch = LlamaBatch::new(1, 1);
        // A character may be spread over several tokens.
        let mut utf8 = UTF_8.new_decoder_without_bom_handling();
        let mut piece = Vec::with_capacity(64);
        for _ in 0..prompt.most_tokens {
            if interrupt() == Interrupt::Stop {
                written.stopped = Stopped::Cancelled;
                return Ok(());
            }
            // `sample` also accepts the token into the chain.
            let token = sampler.sample(&self.context, -1);
            if vocab.is_eog(token) {
                written.stopped = Stopped::EndOfText;
                return Ok(());
            }
            written.tokens += 1;
            piece.clear();
            vocab.token_to_piece_into(token, &mut piece, false, None);
            let mut text = String::with_capacity(piece.len() + 8);
            let _ = utf8.decode_to_string(&piece, &mut text, false);
            if !text.is_empty() {
                tell(Reply::Text(text));
            }
            batch.clear();
            add(&mut batch, token, self.held.len(), true)?;
            self.advance(&mut batch)?;
            self.held.push(token);
        }
        Ok(())
    }

    fn advance(&mut self, batch: &mut LlamaBatch) -> Result<()> {
        let result = self.context.decode(batch);
        if result.is_err() {
            // What the context holds is unknown now.
            self.held.clear();
            self.context.clear_kv_cache();
        }
        result.map_err(|error| {
            Error::new(
                ErrorCode::WorkerDied,
                format!("the model cannot go on ({error})"),
            )
        })
    }
}

fn add(batch: &mut LlamaBatch, token: LlamaToken, at: usize, logits: bool) -> Result<()> {
    let position = i32::try_from(at).unwrap_or(i32::MAX);
    batch.add(token, position, &[0], logits).map_err(|error| {
        Error::new(
            ErrorCode::WorkerDied,
            format!("the model cannot go on ({error})"),
        )
    })
}

/// What would have taken `CHUNK_TIME` at the speed just seen, in multiples of 4.
fn next_chunk(tokens: usize, took: Duration) -> usize {
    let per_chunk = tokens as f64 * CHUNK_TIME.as_secs_f64() / took.as_secs_f64().max(1e-6);
    ((per_chunk / 4.0) as usize * 4).clamp(SMALLEST_CHUNK, LARGEST_CHUNK)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_follows_the_speed() {
        assert_eq!(next_chunk(64, Duration::from_millis(400)), 32);
        assert_eq!(next_chunk(16, Duration::from_millis(40)), 80);
        assert_eq!(next_chunk(16, Duration::from_secs(5)), SMALLEST_CHUNK);
        assert_eq!(next_chunk(32, Duration::from_micros(1)), LARGEST_CHUNK);
    }
}
