//! A child process with limits, spoken to in framed messages over its pipes.
//!
//! Two rooms do their dangerous work in such a process: `library` (a hostile file can only kill the reader) and
//! `model` (a broken model can only kill the model worker). This room knows neither of them.

mod child;
mod frame;
mod limits;
mod parent;

pub use child::{Child, Program, Received};
pub use limits::Limits;
pub use parent::Parent;
