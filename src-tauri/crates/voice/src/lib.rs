//! What this person always does, counted: greeting, sign-off, length, habits and important words; whether a text is in their
//! hand; and how a text is cut into words, sentences and points. Pure: texts in, traits out.

mod favourites;
mod greeting;
mod habits;
mod hand;
mod lexicon;
mod names;
mod points;
mod portrait;
mod shell;
mod signoff;
mod spread;
#[cfg(test)]
mod testing;
mod words;

pub use greeting::{greet, is_greeting, may_greet};
pub use habits::{Habits, is_emoji};
pub use hand::{Background, Hand, LEAST_PIECES, likeness};
pub use lexicon::{Lexicon, Weighed};
pub use names::name_in;
pub use points::{
    MOST_POINTS, not_surely_made, placed_points, points_of, sentences, still_to_make,
};
pub use portrait::portrait;
pub use shell::{body, body_of, shell};
pub use signoff::{
    MOST_CLOSING_WORDS, closes_letter, is_short_for, sign_off_of, signed_by, signing_line,
};
pub use words::{is_stop_word, length, parts, stem, terms, words};
