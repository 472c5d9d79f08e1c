//! Texts that go on from one prompt, written all at once: a token of each in every step of the model.

use encoding_rs::{Decoder, UTF_8};
use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;

use crate::protocol::{Continuation, Stopped};
use crate::sampling;

/// How often a token is chosen anew where the text would end too early with it.
const TRIES: usize = 32;

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
    /// Tokens to come before it may end.
    early: u32,
    /// What the next token must not begin with where a line begins.
    unwanted: Vec<char>,
    /// The same from the second line on.
    no_line: Vec<char>,
    /// Nothing stands in the line yet.
    line_begins: bool,
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
        model: &LlamaModel,
    ) -> Self {
        Self {
            which,
            sequence,
            at,
            row: -1,
            stopped: (wanted.most_tokens == 0).then_some(Stopped::TokenLimit),
            left: wanted.most_tokens,
            // An empty text is none.
            early: wanted.least_tokens.max(1),
            unwanted: wanted.not_first.clone(),
            no_line: wanted.no_line.clone(),
            line_begins: true,
            sampler: sampling::chain(&wanted.sampling, model),
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
        if self.early > 0 {
            for _ in 0..TRIES {
                let piece = String::from_utf8_lossy(&self.piece);
                let unwanted = piece.trim_start().starts_with(self.unwanted.as_slice());
                let ends_here = ends || (self.line_begins && unwanted);
                if !ends_here {
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
            self.early = self.early.saturating_sub(1);
            self.line_begins = false;
            self.unwanted.clone_from(&self.no_line);
        }
        self.line_begins |= self.piece.ends_with(b"\n");
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
