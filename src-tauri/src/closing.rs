//! A window that is closed waits until its page has saved what was typed last.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use domain::Result;
use tauri::ipc::Channel;
use tauri::{Manager, WebviewWindow, Window, WindowEvent, async_runtime};

use crate::interrupts::Interrupts;

/// A page that does not answer keeps the window open for so long.
const PATIENCE: Duration = Duration::from_secs(3);
/// What a shell takes for stopped by Ctrl+C.
const INTERRUPTED: i32 = 130;

/// What window and page have said to each other about it.
#[derive(Default)]
pub(crate) struct Closing {
    page: OnceLock<Channel<()>>,
    asked: AtomicBool,
    /// The page could not save, and says so.
    stays: AtomicBool,
}

impl Closing {
    /// The `page` wants to be told when the window is to close, and answers once it has saved.
    pub(crate) fn follow(&self, page: Channel<()>) {
        let _ = self.page.set(page);
    }

    /// The page's answer.
    pub(crate) fn answered(&self, saved: bool, window: &Window) {
        if saved {
            close(window);
        } else {
            self.stays.store(true, Ordering::Relaxed);
        }
    }

    /// Tells the page; whether the window has to wait for it. Whoever presses the cross a second time means it.
    fn waits(&self) -> bool {
        let first = !self.asked.swap(true, Ordering::Relaxed);
        first && self.page.get().is_some_and(|page| page.send(()).is_ok())
    }
}

/// Hears what becomes of the window.
pub(crate) fn hear(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    if !window.state::<Closing>().waits() {
        return;
    }
    api.prevent_close();
    let window = window.clone();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        if !window.state::<Closing>().stays.load(Ordering::Relaxed) {
            close(&window);
        }
    });
}

/// Closes `window` where this process is asked to end; asked again it ends at once.
///
/// # Errors
/// `Io` if the system lets nobody listen.
pub(crate) fn when_asked(window: WebviewWindow) -> Result<()> {
    let mut interrupts = Interrupts::listen(async_runtime::handle().inner())?;
    async_runtime::spawn(async move {
        interrupts.next().await;
        if let Err(error) = window.close() {
            tracing::warn!(%error, "the window does not close");
        }
        interrupts.next().await;
        std::process::exit(INTERRUPTED);
    });
    Ok(())
}

fn close(window: &Window) {
    if let Err(error) = window.destroy() {
        tracing::warn!(%error, "the window does not close");
    }
}
