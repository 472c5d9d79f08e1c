//! Work ahead of drafts, and drafts beside trouble: the engine in this process, with the real worker and the real model.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod desk;
mod further;
mod readiness;
mod trouble;
