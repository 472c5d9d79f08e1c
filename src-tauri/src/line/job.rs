//! A job of the engine on the command line: what it tells, event after event, and an ear for whoever wants it stopped.

use std::ops::ControlFlow;

use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::interrupts::Interrupts;

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
