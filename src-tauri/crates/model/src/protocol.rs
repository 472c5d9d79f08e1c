//! What is said between the handle and the worker process.

use domain::{Cues, Error, Form};
use serde::{Deserialize, Serialize};

use crate::sheet::Sheet;

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

/// How long the worker may compute before it looks whether it should stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pace {
    /// Somebody waits for the first word: larger steps, which read faster.
    Awaited,
    /// Nobody waits: small steps, so that a key is never kept waiting.
    Idle,
}

/// A text to be read, and perhaps continued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prompt {
    /// The text in parts, from what changes least to what changes most. Each part becomes tokens by itself, so a part
    /// that changes leaves the tokens of those before it as they are. Nothing is put before the first but the model's
    /// own first token, where it has one.
    pub parts: Vec<String>,
    /// The file (bytes of its path) in which the state after the first part is kept, so that it is read only once; none
    /// where that is not worth a file.
    pub standing: Option<Vec<u8>>,
    /// How it is put to the model. In a chat the text up to `PIECE_BEGINS` is what is asked, then comes the answer up to
    /// `PIECE_ENDS`, and so on; in a document, and for a model that has no chat, they are empty lines.
    pub form: Form,
    /// How soon *Stop* must be heard while the prompt is read.
    pub pace: Pace,
}

/// One of the texts that go on from a prompt; all of them are written at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Continuation {
    /// The most tokens to write.
    pub most_tokens: u32,
    /// It does not end before it has this many tokens, as long as the model has anything else in mind.
    pub least_tokens: u32,
    /// It does not begin with one of these.
    pub not_first: Vec<char>,
    /// Nor does any of its lines with one of these: it ends before such a line, or has something else there until it may.
    pub no_line: Vec<char>,
    /// Nor does any of its sentences begin with one of these, as far as they go: a word, or one with a colon.
    pub no_sentence: Vec<String>,
    /// Whether it keeps to words of its own. Of the prompt, the last part is then what it goes on from and the one before
    /// it the notes it is made of: it copies no long run of what stands before them, and says nothing twice but
    /// titles and names at the head of the notes.
    pub own_words: bool,
    /// Whether the turns of speech that were learnt have a part in what it says.
    pub turns: bool,
    /// Whether it has marks as often as the texts have that were learnt.
    pub marks: bool,
    /// Whether it says the most ordinary words as often.
    pub ordinary: bool,
    /// Points that are put into it where the one before has been made. They are read and not told, and before the last
    /// one it does not end. With any, even none, it opens no bracket of its own.
    pub cues: Option<Cues>,
    /// How they are chosen.
    pub sampling: Sampling,
}

/// Facts of a loaded model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelFacts {
    /// The architecture, as the file names it.
    pub architecture: String,
    /// Tokens there is room for: prompt and texts together.
    pub context: u32,
    /// Threads that compute.
    pub threads: i32,
    /// How long loading took, in milliseconds.
    pub load_ms: f64,
}

/// How to look at a model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// Memory of this machine in bytes; none if it is not known.
    pub memory: Option<u64>,
    /// Whether llama.cpp is asked as well, which takes longer.
    pub thoroughly: bool,
}

/// Why a text ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stopped {
    /// The model says that the text is at its end.
    EndOfText,
    /// `most_tokens` were written.
    TokenLimit,
    /// The handle asked for it.
    Cancelled,
}

/// What one request came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Why each of the texts ended, in the order of the request. They are fewer where there was no room for all of them
    /// at once: the others were not begun.
    pub stopped: Vec<Stopped>,
    /// Whether the prompt was read to its end.
    pub read: bool,
    /// Tokens of the prompt.
    pub prompt_tokens: u32,
    /// Of these, the ones that were read now.
    pub read_tokens: u32,
    /// Tokens written, all texts together.
    pub tokens: u32,
    /// Time to bring back what was read before, in milliseconds.
    pub restore_ms: f64,
    /// Time to read the rest of the prompt, in milliseconds.
    pub prefill_ms: f64,
    /// Time to write, in milliseconds.
    pub decode_ms: f64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// Load the weights of the file at these bytes of a path; answered by `Loaded` or `Failed`.
    Load { file: Vec<u8> },
    /// Say what the file at these bytes of a path is; answered by `Inspected` or `Failed`.
    Inspect { file: Vec<u8>, how: Inspection },
    /// Count the turns of speech of somebody who has said this, in place of those learnt before; not answered.
    Learn { said: Vec<String> },
    /// Read a prompt and write the texts that go on from it; answered by one `Begun`, by `Reading`s and `Text`s, and by
    /// one `Written` or `Failed`.
    Write {
        prompt: Prompt,
        continuations: Vec<Continuation>,
    },
    /// No more of this one of the texts. Means nothing when nothing is written.
    Enough { which: usize },
    /// Stop reading and writing; answered by `Written`. Means nothing when nothing is written.
    Cancel,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    Loaded(ModelFacts),
    Inspected(Sheet),
    /// The tokens of each part, and how many tokens from the front need not be read.
    Begun {
        parts: Vec<u32>,
        ready: u32,
    },
    /// How far the rest of the prompt is read.
    Reading {
        done: u32,
        total: u32,
    },
    Text {
        which: usize,
        text: String,
    },
    Written(Written),
    Failed(Error),
}
