//! Journeys: what a person does, in the real window, by key. Each has a home of its own and looks into the record.
//!
//! They need a display, a session bus and WebKitWebDriver; `cargo xtask journeys` brings all three.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a journey says what is wrong by panicking, and why it was skipped by printing"
)]

mod closed;
mod desk;
mod draft;
mod driver;
mod file_changed;
mod first_start;
mod further;
mod home;
mod killed_while_drafting;
mod killed_while_reading;
mod looks;
mod manuscript;
mod no_model;
mod pause;
mod privacy;
mod processes;
mod record;
mod refused;
mod rewrite;
mod right_to_left;
mod settings;
mod signals;
mod stop;
mod voice;
mod wait;
mod window;
mod without_network;
