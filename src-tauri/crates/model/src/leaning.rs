//! What a text leans on beside what the model would say: the user's turns of speech, their marks and their ordinary words,
//! counted over what they have written.

use std::sync::Arc;

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use crate::marks::{Had, Marks};
use crate::ordinary::{Ordinary, Said};
use crate::protocol::Continuation;
use crate::turns::{Context, Turns};
use crate::vocabulary::Vocabulary;

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Learnt {
    vocabulary: Vocabulary,
    turns: Turns,
    marks: Marks,
    ordinary: Ordinary,
}

impl Learnt {
    /// Of somebody who has `said` this; what is known of the tokens of `model` is taken over from what was learnt `before`.
    pub(crate) fn of(said: &[String], model: &LlamaModel, before: &Self) -> Self {
        let vocabulary = match before.vocabulary.is_empty() {
            true => Vocabulary::of(model),
            false => before.vocabulary.clone(),
        };
        let vocab = model.vocab();
        let tokens = |piece: &String| vocab.tokenize(piece.as_bytes(), false, false);
        let pieces: Vec<_> = said.iter().map(tokens).collect();
        Self {
            turns: Turns::count(&vocabulary, &pieces),
            marks: Marks::count(&vocabulary, &pieces),
            ordinary: Ordinary::count(&vocabulary, &pieces),
            vocabulary,
        }
    }
}

/// How one text leans.
pub(crate) struct Leaning {
    learnt: Arc<Learnt>,
    /// On which of them.
    turns: bool,
    marks: bool,
    ordinary: bool,
    /// What it said last.
    last: Context,
    had: Had,
    said: Said,
}

impl Leaning {
    /// Of a text that goes on behind the tokens `last`.
    pub(crate) fn new(wanted: &Continuation, learnt: &Arc<Learnt>, last: Context) -> Self {
        Self {
            learnt: learnt.clone(),
            turns: wanted.turns,
            marks: wanted.marks,
            ordinary: wanted.ordinary,
            last,
            had: Had::default(),
            said: Said::default(),
        }
    }

    /// Moves what may come next; the text stands `between_sentences` or not.
    pub(crate) fn lean(&self, between_sentences: bool, free: &mut LlamaTokenDataArray) {
        let learnt = &self.learnt;
        if self.turns {
            learnt.turns.pull(self.last, free);
        }
        if self.marks {
            learnt.marks.lean(&self.had, between_sentences, free);
        }
        if self.ordinary {
            learnt.ordinary.lean(&self.said, self.last[1], free);
        }
    }

    /// The text has `token` now.
    pub(crate) fn wrote(&mut self, token: LlamaToken) {
        self.last = [self.last[1], token.0];
        self.learnt.marks.note(token, &mut self.had);
        self.learnt.ordinary.note(token, &mut self.said);
    }

    /// The text has `text` now, which was put into it as these `tokens`.
    pub(crate) fn put_in(&mut self, text: &str, tokens: &[LlamaToken]) {
        self.had.put_in(text);
        for token in tokens {
            self.last = [self.last[1], token.0];
        }
    }
}
