//! The engine behind the window. It is opened while the window comes up, so that neither waits for the other; a command
//! that comes before it is there waits.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::thread;

use domain::{Error, ErrorCode, Result};
use engine::{Engine, Settings, Setup};
use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::{AppHandle, Manager, Runtime, async_runtime};

/// Held by the window and by the thread that opens the engine.
#[derive(Clone, Default)]
pub(crate) struct Behind(Arc<Shared>);

/// What is done with the window meanwhile.
#[derive(Clone, Copy)]
pub(crate) struct Then {
    /// Once the engine is open and the user's settings are known.
    pub(crate) opened: fn(&AppHandle, &Settings) -> Result<()>,
    /// Once the page is drawn.
    pub(crate) drawn: fn(&AppHandle),
}

#[derive(Default)]
struct Shared {
    engine: OnceLock<Result<Engine>>,
    /// The page is there.
    drawn: OnceLock<()>,
    /// Why the window does not stay.
    failure: OnceLock<Error>,
}

impl Behind {
    /// Begins to open the engine; `then` is done in between.
    ///
    /// # Errors
    /// `Io` if the system has no more threads.
    pub(crate) fn open(&self, setup: Setup, then: Then, app: &AppHandle) -> Result<()> {
        let (ours, app) = (self.clone(), app.clone());
        thread::Builder::new()
            .name("opening".into())
            .spawn(move || ours.work(setup, then, &app))
            .map(drop)
            .map_err(|cause| {
                Error::new(
                    ErrorCode::Io,
                    format!("Longhand could not start its threads ({cause})"),
                )
            })
    }

    fn work(&self, setup: Setup, then: Then, app: &AppHandle) {
        let opened = opened(setup, then, app);
        if let Err(error) = &opened {
            self.fail(error.clone(), app);
        }
        if let Ok(engine) = self.0.engine.get_or_init(|| opened) {
            // The page is drawn with the processor that this would take from it.
            self.0.drawn.wait();
            (then.drawn)(app);
            if let Err(error) = engine.watch() {
                tracing::warn!(%error, "folders are not followed");
            }
        }
    }

    /// The page is there; what could wait for it begins.
    pub(crate) fn drawn(&self) {
        self.0.drawn.get_or_init(|| ());
    }

    /// Closes the window for this reason.
    pub(crate) fn fail(&self, error: Error, app: &AppHandle) {
        self.0.failure.get_or_init(|| error);
        app.exit(1);
    }

    /// Why the window was closed, if not by the user.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.0.failure.get().cloned()
    }
}

fn opened(setup: Setup, then: Then, app: &AppHandle) -> Result<Engine> {
    let engine = Engine::open(setup, async_runtime::handle().inner().clone())?;
    // Before the page can tell of a brief.
    if let Err(error) = engine.think_ahead() {
        tracing::warn!(%error, "nothing is prepared while the user thinks");
    }
    let settings = engine.settings()?;
    // The window may still be under way; it is done before this is looked at.
    let theirs = app.clone();
    let scaled = app.run_on_main_thread(move || {
        if let Err(error) = (then.opened)(&theirs, &settings) {
            tracing::warn!(%error, "everything is as large as ever");
        }
    });
    if let Err(error) = scaled {
        tracing::warn!(%error, "everything is as large as ever");
    }
    Ok(engine)
}

/// What a command asks for: the engine, as soon as it is open.
pub(crate) struct Open<'a>(&'a Engine);

impl Deref for Open<'_> {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        self.0
    }
}

impl<'r, 'de: 'r, R: Runtime> CommandArg<'de, R> for Open<'r> {
    fn from_command(command: CommandItem<'de, R>) -> std::result::Result<Self, InvokeError> {
        let behind = command.message.webview_ref().state::<Behind>().inner();
        match behind.0.engine.wait() {
            Ok(engine) => Ok(Self(engine)),
            Err(error) => Err(InvokeError::from(error.clone())),
        }
    }
}
