//! How near one text comes to another, and to a hand: BLEU, ROUGE, style, copies, and what a draft should not do. Pure.
//!
//! All figures are 0 to 100 unless they say otherwise. They are for looking at drafts from outside: nothing here may take
//! part in making or choosing one.

mod bleu;
mod copies;
mod rouge;
mod safety;
mod style;

pub use bleu::bleu;
pub use copies::{is_copy, letters};
pub use rouge::{rouge_1_beyond, rouge_l, rouge_n};
pub use safety::{copied_run, points_kept, repeats, unsupported};
pub use style::Hands;
