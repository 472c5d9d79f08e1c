//! A job of the engine on the command line: what it tells, event after event, and an ear for whoever wants it stopped.

use std::io;
use std::ops::ControlFlow;

use domain::{Error, ErrorCode, Result};
use tokio::runtime::Handle;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};
use tokio::sync::mpsc::UnboundedReceiver;

/// Requests to stop this process, by the user or the system, from when this was made. What comes while nobody waits is
/// kept: a job is being told of most of the time.
pub(super) struct Interrupts {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(windows)]
    interrupt: CtrlC,
}

impl Interrupts {
    /// Listens from now on. An error where the system lets nobody listen.
    pub(super) fn listen(runtime: &Handle) -> Result<Self> {
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
    pub(super) async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}

/// Hands on each of `events` to `tell` until there are no more. `stop` is called once, at the first request to stop or
/// when `tell` breaks; the job then says itself how it ended.
pub(super) fn follow<E>(
    mut events: UnboundedReceiver<E>,
    interrupts: &mut Interrupts,
    runtime: &Handle,
    stop: impl Fn(),
    mut tell: impl FnMut(E) -> ControlFlow<()>,
) {
    let mut asked = false;
    loop {
        let event = runtime.block_on(async {
            tokio::select! {
                event = events.recv() => Ok(event),
                () = interrupts.next(), if !asked => Err(()),
            }
        });
        let wanted = match event {
            Ok(Some(event)) => tell(event),
            Ok(None) => return,
            Err(()) => ControlFlow::Break(()),
        };
        if wanted.is_break() && !asked {
            asked = true;
            stop();
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::cell::Cell;

    use tokio::runtime::Runtime;
    use tokio::sync::mpsc::unbounded_channel;

    use super::*;

    #[test]
    fn whoever_asks_while_an_event_is_told_is_heard() {
        let runtime = Runtime::new().unwrap();
        let mut interrupts = Interrupts::listen(runtime.handle()).unwrap();
        let (send, events) = unbounded_channel();
        send.send(1).unwrap();
        let send = Cell::new(Some(send));
        let asked = Cell::new(0);
        let end = || {
            asked.set(asked.get() + 1);
            send.take();
        };
        follow(events, &mut interrupts, runtime.handle(), end, |_| {
            // To this process itself, and nobody waits for it now.
            let kill = std::process::Command::new("kill")
                .args(["-INT", &std::process::id().to_string()])
                .status();
            assert!(kill.unwrap().success());
            ControlFlow::Continue(())
        });
        assert_eq!(asked.get(), 1);
    }
}
