//! Notes and pieces as requests and answers, for a model that was taught to chat: by the template in its file.

use domain::{PIECE_BEGINS, PIECE_ENDS};
use llama_cpp_2::model::{LlamaChatMessage, LlamaModel};
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::vocab::LlamaVocab;

/// Stands for what is said while the template is filled in; no template has it.
const SAID: &str = "\u{fffc}";

/// The tokens around requests and answers.
#[derive(Debug)]
pub(crate) struct Chat {
    /// Before the first request.
    pub(crate) begin: Vec<LlamaToken>,
    /// Between a request and its answer.
    answer: Vec<LlamaToken>,
    /// Between an answer and the next request.
    request: Vec<LlamaToken>,
}

impl Chat {
    /// That of `model`; none where its file has no template, or one that llama.cpp does not know.
    pub(crate) fn of(model: &LlamaModel) -> Option<Self> {
        let template = model.chat_template(None).ok()?;
        let said = |role: &str| LlamaChatMessage::new(role.into(), SAID.into()).ok();
        let turns = [said("user")?, said("assistant")?, said("user")?];
        let filled = model.apply_chat_template(&template, &turns, true).ok()?;
        let around: Vec<&str> = filled.split(SAID).collect();
        let [begin, answer, request, _] = around.as_slice() else {
            return None;
        };
        let vocab = model.vocab();
        Some(Self {
            begin: vocab.tokenize(begin.as_bytes(), true, true),
            answer: vocab.tokenize(answer.as_bytes(), false, true),
            request: vocab.tokenize(request.as_bytes(), false, true),
        })
    }

    /// Puts the tokens of a part of a prompt behind `tokens`. In what is said nothing is special, whatever it looks like.
    pub(crate) fn push(&self, vocab: &LlamaVocab<'_>, part: &str, tokens: &mut Vec<LlamaToken>) {
        for said in part.split_inclusive([PIECE_BEGINS, PIECE_ENDS]) {
            let text = said.trim_end_matches([PIECE_BEGINS, PIECE_ENDS]);
            tokens.extend(vocab.tokenize(text.as_bytes(), false, false));
            if said.ends_with(PIECE_BEGINS) {
                tokens.extend(&self.answer);
            } else if said.ends_with(PIECE_ENDS) {
                tokens.extend(&self.request);
            }
        }
    }
}

/// The same as a document that goes on: a line between notes and piece, two between a piece and the next notes.
pub(crate) fn as_document(part: &str) -> String {
    part.replace(PIECE_BEGINS, "\n").replace(PIECE_ENDS, "\n\n")
}
