//! Waiting for something to become true, never for a time to pass.

use std::time::{Duration, Instant};

/// How long anything may take on a slow machine that has other work as well.
pub(crate) const PATIENCE: Duration = Duration::from_secs(180);

const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Looks until `look` finds something. None if it does not within `patience`.
pub(crate) async fn within<T>(
    patience: Duration,
    mut look: impl AsyncFnMut() -> Option<T>,
) -> Option<T> {
    let end = Instant::now() + patience;
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if Instant::now() >= end {
            return None;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
