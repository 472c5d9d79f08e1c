//! How all that this program does can end.

/// What a task comes to: done, or one clear line.
pub(crate) type Outcome<T> = Result<T, String>;
