//! Requests to end, by Ctrl+C in a terminal or by the system.

use std::io;

use domain::{Error, ErrorCode, Result};
use tokio::runtime::Handle;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

/// Requests to stop this process, by the user or the system, from when this was made. What comes while nobody waits is
/// kept: a job is being told of most of the time.
pub(crate) struct Interrupts {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(windows)]
    interrupt: CtrlC,
}

impl Interrupts {
    /// Listens from now on. An error where the system lets nobody listen.
    pub(crate) fn listen(runtime: &Handle) -> Result<Self> {
        let _inside = runtime.enter();
        Self::ears().map_err(|cause| {
            Error::new(
                ErrorCode::Io,
                format!("Longhand could not listen for a request to stop ({cause})"),
            )
        })
    }

    fn ears() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            interrupt: signal(SignalKind::interrupt())?,
            #[cfg(unix)]
            terminate: signal(SignalKind::terminate())?,
            #[cfg(windows)]
            interrupt: ctrl_c()?,
        })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}
