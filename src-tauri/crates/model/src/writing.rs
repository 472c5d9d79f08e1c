//! Texts that go on from one prompt, written all at once: a token of each in every step of the model.

use encoding_rs::{Decoder, UTF_8};
use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;

use crate::protocol::{Continuation, Stopped};
use crate::sampling;

/// How often the first token is chosen anew where it is none to begin with.
const FIRST_TRIES: usize = 32;

/// One of the texts.
pub(crate) struct Strand {
    /// Its number in the request.
    pub(crate) which: usize,
    /// The sequence that holds it.
    pub(crate) sequence: i32,
    /// Where in that sequence the next token goes.
    pub(crate) at: usize,
    /// Which row of the last step has its logits.
    pub(crate) row: i32,
    /// Why it ended, once it has.
    pub(crate) stopped: Option<Stopped>,
    left: u32,
    /// What the text must not begin with, until it has begun.
    not_first: Option<Vec<char>>,
    sampler: LlamaSampler,
    /// A character may be spread over several tokens.
    utf8: Decoder,
    piece: Vec<u8>,
}

impl Strand {
    /// A text that goes on at `at` in `sequence`; the prompt's last logits are in row -1.
    pub(crate) fn new(
        which: usize,
        wanted: &Continuation,
        sequence: i32,
        at: usize,
        vocabulary: i32,
    ) -> Self {
        Self {
            which,
            sequence,
            at,
            row: -1,
            stopped: (wanted.most_tokens == 0).then_some(Stopped::TokenLimit),
            left: wanted.most_tokens,
            not_first: Some(wanted.not_first.clone()),
            sampler: sampling::chain(&wanted.sampling, vocabulary),
            utf8: UTF_8.new_decoder_without_bom_handling(),
            piece: Vec::with_capacity(64),
        }
    }

    /// Chooses the next token and puts its text into `text`; none where the model says that the text is at its end.
    pub(crate) fn next(
        &mut self,
        model: &LlamaModel,
        context: &LlamaContext<'_>,
        text: &mut String,
    ) -> Option<LlamaToken> {
        let vocab = model.vocab();
        let mut choose = |piece: &mut Vec<u8>| {
            // `sample` also accepts the token into the chain.
            let token = self.sampler.sample(context, self.row);
            piece.clear();
            let ends = vocab.is_eog(token);
            if !ends {
                vocab.token_to_piece_into(token, piece, false, None);
            }
            (token, ends)
        };
        let (mut token, mut ends) = choose(&mut self.piece);
        if let Some(unwanted) = &self.not_first {
            for _ in 0..FIRST_TRIES {
                let first = String::from_utf8_lossy(&self.piece);
                if !ends && !first.trim_start().starts_with(unwanted.as_slice()) {
                    break;
                }
                (token, ends) = choose(&mut self.piece);
            }
        }
        if ends {
            self.stopped = Some(Stopped::EndOfText);
            return None;
        }
        if !self.piece.trim_ascii().is_empty() {
            self.not_first = None;
        }
        text.clear();
        text.reserve(self.piece.len() + 8);
        let _ = self.utf8.decode_to_string(&self.piece, text, false);
        self.left -= 1;
        if self.left == 0 {
            self.stopped = Some(Stopped::TokenLimit);
        }
        Some(token)
    }
}
