//! What jobs have in common: whom they tell, and how they are stopped.

/// Gets the events of one job, in order, on a thread of the engine.
pub type Sink<Event> = Box<dyn FnMut(Event) + Send>;
