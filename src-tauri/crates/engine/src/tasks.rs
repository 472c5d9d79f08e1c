//! What the librarian's thread is asked to do, and what it shares with those who ask.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard};

use domain::{Kind, Result};
use library::{Hint, Librarian};
use tokio_util::sync::CancellationToken;

use crate::jobs::Sink;
use crate::lock::lock;
use crate::right_of_way::RightOfWay;
use crate::wire::{LibraryEvent, ReadingEvent};

/// Something to read.
pub(crate) enum Reading {
    /// Add this source, or bring it up to date.
    Add {
        path: PathBuf,
        kind: Option<Kind>,
        sample: bool,
    },
    /// Bring every source up to date.
    Everything,
    /// Something happened to these.
    Look(Vec<PathBuf>),
    /// Try these again, which could not be read.
    Again(Vec<PathBuf>),
}

/// What the thread is asked to do.
pub(crate) enum Task {
    Read {
        reading: Reading,
        sink: Sink<ReadingEvent>,
        stop: CancellationToken,
    },
    CatchUp,
    Look(Hint),
    /// A short change of the library, which answers by itself.
    Change(Box<dyn FnOnce(&mut Librarian) + Send>),
    Forget {
        path: PathBuf,
        answer: Sender<Result<bool>>,
    },
    ForgetAll {
        answer: Sender<Result<()>>,
    },
    Watch {
        answer: Sender<Result<()>>,
    },
    /// What was put off may go on.
    GoOn,
    End,
}

/// What both sides see.
#[derive(Default)]
pub(crate) struct Shared {
    /// Tasks of the user's that wait: a reading makes way for them and goes on afterwards.
    pub(crate) urgent: AtomicUsize,
    /// The reading that the user asked for and that runs or waits, if any.
    reading: Mutex<Option<CancellationToken>>,
    /// Who goes before any reading.
    pub(crate) way: RightOfWay,
    /// Set when the program ends.
    pub(crate) end: CancellationToken,
    pub(crate) followers: Mutex<Vec<Sink<LibraryEvent>>>,
    /// Sources that were not where they had been at the last look. Only the thread asks the disk: a network drive that
    /// does not answer keeps nobody else waiting.
    away: Mutex<BTreeSet<PathBuf>>,
}

impl Shared {
    pub(crate) fn tell(&self, event: &LibraryEvent) {
        lock(&self.followers)
            .iter_mut()
            .for_each(|sink| sink(event.clone()));
    }

    pub(crate) fn away(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        lock(&self.away)
    }

    pub(crate) fn reading(&self) -> MutexGuard<'_, Option<CancellationToken>> {
        lock(&self.reading)
    }
}
