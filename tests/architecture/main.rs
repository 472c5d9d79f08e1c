//! The rules of the house as tests: each test is one rule, its name says it, and its message says what to do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

mod circles;
mod crates;
mod house;
mod layout;
mod rust_text;
mod sources;
mod window;
mod words;
mod workspace;
