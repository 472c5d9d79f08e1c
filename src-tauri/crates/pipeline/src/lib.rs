//! The five stages, in order: retrieve, rank, summarize, synthesize, generate. Pure over ports: what they know of the
//! library and of the model stands in `ports`, and what they find out is told as events.
//!
//! Everything that does not depend on a brief is in a `Standing`, made ahead of any; the stages up to the last come to a
//! `Plan`, which may be made while the user is still thinking. A draft takes what is ready and makes the rest.
//!
//! Method: *Teach LLMs to Personalize* (Li et al., arXiv 2308.07968), without training and on a small model.

mod abridge;
mod ahead;
mod anew;
mod check;
mod choose;
mod closings;
mod draft;
mod edits;
mod ending;
mod findings;
mod frame;
mod further;
mod generate;
mod layout;
mod length;
mod lines;
mod marks;
mod obey;
mod one_draft;
mod plan;
mod ports;
mod rank;
mod retrieve;
mod revise;
mod signing;
mod standing;
mod summarize;
mod synthesize;
mod unwrap;

#[cfg(test)]
mod testing;

pub use abridge::abridged;
pub use ahead::{ReadTo, read_ahead, read_standing, sketch};
pub use draft::{Drafted, Wanted, draft};
pub use edits::Edits;
pub use further::further;
pub use plan::{Plan, plan};
pub use ports::{Answer, Finished, Found, Go, Shelf, Stopped, Told, Writer, Writing};
pub use standing::{Remembered, Standing};
