//! Signals to processes of a test, and processes that are held while a test looks on: how much they do meanwhile does not
//! depend on the machine. Shared with the tests of the work ahead.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A process stands still long before this, even on a slow machine.
const LONG: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Sends the signal of this `name` to a process; false if there is none any more.
pub(crate) fn signal(id: u32, name: &str) -> bool {
    let sent = Command::new("kill")
        .args([format!("-{name}"), id.to_string()])
        .stderr(Stdio::null())
        .status();
    sent.is_ok_and(|sent| sent.success())
}

/// Processes that stand still for as long as this lives.
#[derive(Debug)]
pub(crate) struct Held(Vec<u32>);

impl Held {
    /// Stops these processes, and waits until they stand still.
    pub(crate) fn all(ids: Vec<u32>) -> Self {
        assert!(!ids.is_empty(), "there is nothing to hold");
        // Those that are stopped go on again even if one does not stop.
        let held = Self(ids);
        for id in &held.0 {
            signal(*id, "STOP");
        }
        let since = Instant::now();
        while !held.0.iter().all(|id| is_still(*id)) {
            assert!(since.elapsed() < LONG, "{held:?} cannot be held");
            thread::sleep(LOOK_EVERY);
        }
        held
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        for id in &self.0 {
            signal(*id, "CONT");
        }
    }
}

/// Whether a process is stopped, or gone.
fn is_still(id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The state stands behind the name, which may have brackets of its own.
    let state = stat.rsplit(") ").next().unwrap_or_default();
    state.is_empty() || state.starts_with(['T', 'Z', 'X'])
}
