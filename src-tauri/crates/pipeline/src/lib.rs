//! The five stages, in order: retrieve, rank, summarize, synthesize, generate. Pure over ports: what they know of the
//! library and of the model stands in `ports`, and what they find out is told as events.
//!
//! Method: *Teach LLMs to Personalize* (Li et al., arXiv 2308.07968), without training and on a small model.

mod draft;
mod ending;
mod frame;
mod generate;
mod ports;
mod rank;
mod retrieve;
mod summarize;
mod synthesize;

#[cfg(test)]
mod testing;

pub use draft::{Drafted, draft};
pub use ports::{Found, Go, Shelf, Stopped, Writer, Writing};
