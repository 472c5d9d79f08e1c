//! The window is closed a moment after the last key, by its cross or by the system: nothing is lost.

use std::error::Error;

use fantoccini::key::Key;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window as Id,
};

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

/// What is typed last.
const WORDS: &str = "The key is with Tom, and so is the ladder";

#[tokio::test]
async fn closed_a_moment_after_the_last_key() {
    const LONG: &str = "return document.querySelector('[data-testid=length-long] input').checked";
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.tab_to("length-usual").await;
    window.press(Key::Right).await;
    window.tab_to("editor").await;
    window.type_text(WORDS).await;
    window.close_by_its_cross().await;
    let window = again(&home).await;
    assert_eq!(window.ask(LONG).await, true, "the length that was chosen");
    window.close().await;
}

#[tokio::test]
async fn asked_to_end_a_moment_after_the_last_key() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.tab_to("editor").await;
    window.type_text(WORDS).await;
    window.end().await;
    again(&home).await.close().await;
}

/// The window as it is opened again, with all that was typed.
async fn again(home: &Home) -> Window {
    let window = Window::open(home, &[]).await;
    window
        .until("the last word to be there", PATIENCE / 10, async || {
            (window.manuscript().await == WORDS).then_some(())
        })
        .await;
    window
}

/// Asks the window of this title to close, as window managers do where somebody presses its cross.
pub(crate) fn press_cross(title: &str) -> Result<(), Box<dyn Error>> {
    let (display, screen) = x11rb::connect(None)?;
    let atom = |name: &str| -> Result<u32, Box<dyn Error>> {
        Ok(display.intern_atom(false, name.as_bytes())?.reply()?.atom)
    };
    let (protocols, delete) = (atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
    let mut below: Vec<Id> = vec![display.setup().roots[screen].root];
    while let Some(window) = below.pop() {
        let name = display
            .get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64)?
            .reply()?;
        let listens = display
            .get_property(false, window, protocols, AtomEnum::ATOM, 0, 64)?
            .reply()?;
        if name.value == title.as_bytes() && !listens.value.is_empty() {
            let event = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
            display.send_event(false, window, EventMask::NO_EVENT, event)?;
            display.flush()?;
            return Ok(());
        }
        below.extend(display.query_tree(window)?.reply()?.children);
    }
    Err(format!("there is no window {title:?}").into())
}
