//! Following folders as they change. Events are hints that say where to look; the disk is asked each time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::{Error, ErrorCode, Result};
use notify_debouncer_full::notify::{Config, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer_opt};

use crate::mounts::changes_untold;

/// Editors write in several steps; all that happens to a file within this time is one change.
const CALM: Duration = Duration::from_millis(300);

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Something happened to these.
    Paths(Vec<PathBuf>),
    /// Events were lost: look everywhere.
    Everywhere,
}

/// Follows folders until it is dropped.
pub struct Watch {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

impl Watch {
    /// Begins to follow nothing; `on_hint` is called from a thread of the watcher.
    ///
    /// # Errors
    /// `Io` if the system cannot follow folders.
    pub fn start(on_hint: impl Fn(Hint) + Send + 'static) -> Result<Self> {
        let handler = move |result: DebounceEventResult| match result {
            Ok(events) => {
                let lost = events.iter().any(|event| event.need_rescan());
                let paths = events
                    .iter()
                    .filter(|event| !matches!(event.kind, EventKind::Access(_)))
                    .flat_map(|event| event.paths.iter().cloned())
                    .collect::<std::collections::BTreeSet<_>>();
                if lost {
                    on_hint(Hint::Everywhere);
                } else if !paths.is_empty() {
                    on_hint(Hint::Paths(paths.into_iter().collect()));
                }
            }
            Err(_) => on_hint(Hint::Everywhere),
        };
        // What a link leads to belongs to where it lies: no look follows one either.
        let config = Config::default().with_follow_symlinks(false);
        let cache = RecommendedCache::new();
        let debouncer = new_debouncer_opt(CALM, None, handler, cache, config).map_err(|cause| {
            Error::new(
                ErrorCode::Io,
                format!("folders cannot be followed ({cause})"),
            )
        })?;
        Ok(Self { debouncer })
    }

    /// Follows `root`, a folder with all below it, or a file.
    ///
    /// # Errors
    /// `Io` if it cannot be followed, such as when the system's number of watches is used up; or if what other computers
    /// change in it is not told: then only what is changed on this one is followed.
    pub fn follow(&mut self, root: &Path) -> Result<()> {
        const INSTEAD: &str =
            "It is looked at once in a while instead, and whenever Longhand starts";
        self.debouncer
            .watch(root, RecursiveMode::Recursive)
            .map_err(|cause| {
                Error::new(
                    ErrorCode::Io,
                    format!("this folder cannot be followed as it changes ({cause})"),
                )
                .at(root)
                .remedy(INSTEAD)
            })?;
        if changes_untold(root) {
            let what = "this folder lies on a network drive or the like, where changes by other computers are not told";
            return Err(Error::new(ErrorCode::Io, what).at(root).remedy(INSTEAD));
        }
        Ok(())
    }

    /// Follows `root` no longer.
    pub fn leave(&mut self, root: &Path) {
        // A root that was never followed is left already.
        let _ = self.debouncer.unwatch(root);
    }
}
