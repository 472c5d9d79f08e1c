//! Work ahead of drafts, drafts beside trouble, and folders that are followed: the engine in this process, with the real
//! worker and the real model.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod desk;
mod following;
mod further;
mod readiness;
#[path = "../../../tests/journeys/signals.rs"]
mod signals;
mod trouble;
