//! Locks that are taken even after a panic of whoever held them. What they guard here is whole at every step: SQLite rolls
//! back a transaction that was left half done, and a worker that is in no good state is replaced when it is used next.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Waits until nobody else has what `mutex` guards.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives what is `held` to others until `changed` is told of, and no longer than `most`.
pub(crate) fn wait<'a, T>(
    changed: &Condvar,
    held: MutexGuard<'a, T>,
    most: Duration,
) -> MutexGuard<'a, T> {
    let waited = changed.wait_timeout(held, most);
    let (held, _) = waited.unwrap_or_else(PoisonError::into_inner);
    held
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn what_somebody_panicked_with_can_still_be_had() {
        let (mutex, changed) = (Mutex::new(1), Condvar::new());
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            let _held = mutex.lock();
            panic!("in the middle");
        }));
        assert!(panicked.is_err() && mutex.is_poisoned());
        *lock(&mutex) += 1;
        assert_eq!(*wait(&changed, lock(&mutex), Duration::ZERO), 2);
    }
}
