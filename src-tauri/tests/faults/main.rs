//! What can go wrong outside of the program: it is killed, the disk is full, files are damaged or change by thousands, the
//! clock jumps. Nothing may be missing afterwards, nothing there twice, and no file of the user's may ever be written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says why it was skipped"
)]

mod clock;
mod damage;
mod disk;
mod ground;
mod kills;
mod memory;
mod quarantine;
#[path = "../command_line/run.rs"]
#[allow(dead_code, reason = "shared with the tests of the command line")]
mod run;
mod storm;
