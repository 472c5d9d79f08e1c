//! What is said between the handle and the worker process.

use domain::Error;
use serde::{Deserialize, Serialize};

/// How the next token is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// Divides the logits before they become probabilities; 0 takes the likeliest token always.
    pub temperature: f32,
    /// Only the likeliest so many tokens are considered.
    pub top_k: i32,
    /// Tokens below this part of the likeliest one's probability are not considered.
    pub min_p: f32,
    /// Divides the logit of a token seen among the last 256; 1 changes nothing.
    pub repeat_penalty: f32,
    /// Same seed, same prompt, same model: same text.
    pub seed: u32,
}

/// One text to be continued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prompt {
    /// The text; nothing is put before it but the model's own first token, where it has one.
    pub text: String,
    /// The most tokens to write.
    pub most_tokens: u32,
    /// How they are chosen.
    pub sampling: Sampling,
}

/// Facts of a loaded model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelFacts {
    /// The architecture, as the file names it.
    pub architecture: String,
    /// Tokens there is room for: prompt and text together.
    pub context: u32,
    /// Threads that compute.
    pub threads: i32,
    /// How long loading took, in milliseconds.
    pub load_ms: f64,
}

/// Why the worker stopped writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stopped {
    /// The model says that the text is at its end.
    EndOfText,
    /// `most_tokens` were written.
    TokenLimit,
    /// The handle asked for it.
    Cancelled,
}

/// What one prompt came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Why it ended.
    pub stopped: Stopped,
    /// Tokens of the prompt.
    pub prompt_tokens: u32,
    /// Of these, the ones whose state was there already from the prompt before.
    pub reused_tokens: u32,
    /// Tokens written.
    pub tokens: u32,
    /// Time to read the prompt, in milliseconds.
    pub prefill_ms: f64,
    /// Time to write, in milliseconds.
    pub decode_ms: f64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// Load the weights of the file at these bytes of a path; answered by `Loaded` or `Failed`.
    Load { file: Vec<u8> },
    /// Continue a text; answered by `Text`s and one `Written` or `Failed`.
    Write { prompt: Prompt },
    /// Stop what is being written; answered by its `Written`. Means nothing when nothing is.
    Cancel,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    Loaded(ModelFacts),
    /// The prompt is read; the first word comes next.
    Reading {
        done: u32,
        total: u32,
    },
    Text(String),
    Written(Written),
    Failed(Error),
}
