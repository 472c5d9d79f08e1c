//! A window that is closed waits until its page has saved what was typed last.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use domain::Result;
use tauri::ipc::Channel;
use tauri::{Manager, WebviewWindow, Window, WindowEvent, async_runtime};

use crate::interrupts::Interrupts;

/// A page that does not answer keeps the window open for so long.
const PATIENCE: Duration = Duration::from_secs(3);
/// Whoever presses the cross again so soon after the page could not save means it.
const AGAIN: Duration = Duration::from_secs(60);
/// What a shell takes for stopped by Ctrl+C.
const INTERRUPTED: i32 = 130;

/// What window and page have said to each other about it.
#[derive(Default)]
pub(crate) struct Closing {
    page: OnceLock<Channel<()>>,
    talk: Mutex<Talk>,
}

/// How far they are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Talk {
    /// Nobody wants to close the window.
    #[default]
    Quiet,
    /// The page was asked then and saves; whoever `means_it` closes the window whatever comes of it.
    Asked { at: Instant, means_it: bool },
    /// The page could not save then, and says so.
    Refused { at: Instant },
}

impl Talk {
    /// The cross is pressed, and the page is to be asked; not again while it saves.
    fn press(self, now: Instant) -> Self {
        let means_it = match self {
            Self::Asked { .. } => return self,
            Self::Refused { at } => now - at < AGAIN,
            Self::Quiet => false,
        };
        Self::Asked { at: now, means_it }
    }

    /// The page has answered; none where the window closes.
    fn answer(self, saved: bool, now: Instant) -> Option<Self> {
        let means_it = matches!(self, Self::Asked { means_it: true, .. });
        (!saved && !means_it).then_some(Self::Refused { at: now })
    }
}

impl Closing {
    /// The `page` wants to be told when the window is to close, and answers once it has saved.
    pub(crate) fn follow(&self, page: Channel<()>) {
        let _ = self.page.set(page);
    }

    /// The page's answer.
    pub(crate) fn answered(&self, saved: bool, window: &Window) {
        let mut talk = self.talk();
        match talk.answer(saved, Instant::now()) {
            Some(refused) => *talk = refused,
            None => {
                drop(talk);
                close(window);
            }
        }
    }

    fn talk(&self) -> MutexGuard<'_, Talk> {
        self.talk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the page, unless it has been; none where there is no page to wait for.
    fn ask(&self) -> Option<Talk> {
        let asked = {
            let mut talk = self.talk();
            let asked = talk.press(Instant::now());
            if *talk == asked {
                return Some(asked);
            }
            *talk = asked;
            asked
        };
        // Not under the lock: the page may answer before this comes back.
        if self.page.get().is_some_and(|page| page.send(()).is_ok()) {
            return Some(asked);
        }
        *self.talk() = Talk::Quiet;
        None
    }
}

/// Hears what becomes of the window.
pub(crate) fn hear(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    let Some(asked) = window.state::<Closing>().ask() else {
        return;
    };
    api.prevent_close();
    let window = window.clone();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        if *window.state::<Closing>().talk() == asked {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_saves_is_waited_for_and_one_that_cannot_is_left_the_second_time() {
        let now = Instant::now();
        let asked = Talk::Quiet.press(now);
        assert_eq!(asked.press(now + PATIENCE / 2), asked, "it saves already");
        assert_eq!(asked.answer(true, now), None);
        let refused = asked.answer(false, now).unwrap();
        // It tries once more, whatever comes of it.
        assert_eq!(refused.press(now).answer(false, now), None);
        // Much later it is another wish.
        let later = now + AGAIN;
        assert!(refused.press(later).answer(false, later).is_some());
    }
}
