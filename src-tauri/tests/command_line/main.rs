//! The command line as other programs meet it: the real program, the real record, the real model.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bad_input;
mod closed_pipe;
mod drafts;
mod gguf;
mod hostile;
mod letters;
mod library;
mod model_words;
mod odd_briefs;
mod odd_models;
mod replay;
mod run;
mod search;
mod voice;
