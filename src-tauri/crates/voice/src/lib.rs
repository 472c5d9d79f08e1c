//! What this person always does: greeting, sign-off, length, and the words that matter. Pure: texts in, traits out.

mod greeting;
mod habits;
mod hand;
mod lexicon;
mod names;
mod points;
mod portrait;
mod shell;
mod signoff;
#[cfg(test)]
mod testing;
mod words;

pub use habits::Habits;
pub use hand::{Background, Hand, LEAST_PIECES, likeness};
pub use lexicon::Lexicon;
pub use points::points_of;
pub use portrait::portrait;
pub use shell::{body, shell};
pub use signoff::sign_off_of;
pub use words::{is_stop_word, stem, words};
