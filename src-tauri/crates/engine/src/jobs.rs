//! What jobs have in common: whom they tell, and how they are stopped.

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
