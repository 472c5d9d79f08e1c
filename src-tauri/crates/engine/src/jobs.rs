//! What jobs have in common: whom they tell, how they are stopped, and the threads of those that go on without an end.

use std::thread::{Builder, JoinHandle};

use domain::{Error, ErrorCode, Result};
use pipeline::Go;
use tokio_util::sync::CancellationToken;

/// Gets the events of one job, in order, on a thread of the engine.
pub type Sink<Event> = Box<dyn FnMut(Event) + Send>;

/// Whether to go on with what `stop` stops.
pub(crate) fn go(stop: &CancellationToken) -> Go {
    match stop.is_cancelled() {
        true => Go::Break(()),
        false => Go::Continue(()),
    }
}

/// Starts a thread called `name`.
///
/// # Errors
/// `Io` if the system has no more threads.
pub(crate) fn start_thread(
    name: &str,
    work: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>> {
    let started = Builder::new().name(name.into()).spawn(work);
    started.map_err(|cause| {
        let what = format!("Longhand could not start its threads ({cause})");
        Error::new(ErrorCode::Io, what)
    })
}
