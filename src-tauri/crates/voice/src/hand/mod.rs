//! Whose hand a text is in: habits of spelling, pointing and wording, counted, and told apart from everybody's
//! (method 3.8).

mod background;
mod features;
mod plain;
mod verifier;

pub use background::Background;
pub use verifier::{Hand, LEAST_PIECES, likeness};
