//! Why there is no window, said on the screen: whoever starts Longhand from a desktop does not see what it says in the
//! terminal.

use domain::{Error, Result};

/// What the dialog is called.
#[cfg(target_os = "linux")]
const TITLE: &str = "Longhand cannot start";

/// Makes ready to show anything at all.
///
/// # Errors
/// `Io` if the display does not answer: the window's own word for that would be a panic.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() -> Result<()> {
    use domain::ErrorCode;
    gtk::init().map_err(|_| {
        Error::new(
            ErrorCode::Io,
            "the display does not answer, so there is nothing to open the window on",
        )
        .remedy("Start Longhand from a desktop, or use it in the terminal: longhand --help")
    })
}

/// Shows `error`, and waits until it has been read. On the main thread, and not while the window runs.
#[cfg(target_os = "linux")]
pub(crate) fn show(error: &Error) {
    use gtk::prelude::{DialogExt, GtkWindowExt, MessageDialogExt};
    let (what, more) = words(error);
    let dialog = gtk::MessageDialog::new(
        gtk::Window::NONE,
        gtk::DialogFlags::empty(),
        gtk::MessageType::Error,
        gtk::ButtonsType::Close,
        &what,
    );
    dialog.set_title(TITLE);
    dialog.set_secondary_text(Some(&more));
    dialog.run();
}

/// What went wrong, and below it where and what to do about it.
#[cfg(target_os = "linux")]
fn words(error: &Error) -> (String, String) {
    let remedy = error.remedy.as_deref().map(sentence);
    let more: Vec<String> = error.path.iter().cloned().chain(remedy).collect();
    (sentence(&error.what), more.join("\n\n"))
}

/// A clause with a capital and a full stop.
#[cfg(target_os = "linux")]
fn sentence(clause: &str) -> String {
    let whole = domain::with_capital(clause);
    match whole.ends_with(['.', '!', '?']) {
        true => whole,
        false => whole + ".",
    }
}

/// Makes ready to show anything at all.
///
/// # Errors
/// None: elsewhere a display is always there.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() -> Result<()> {
    Ok(())
}

/// Elsewhere it is said in the terminal alone.
#[cfg(not(target_os = "linux"))]
pub(crate) fn show(_: &Error) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use domain::ErrorCode;
    use std::path::Path;

    #[test]
    fn it_says_what_where_and_what_next() {
        let error = Error::new(ErrorCode::Record, "the record is damaged")
            .at(Path::new("/home/u/longhand/record.sqlite"))
            .remedy("Put it aside, and add your folders again");
        let wanted = (
            "The record is damaged.".to_owned(),
            "/home/u/longhand/record.sqlite\n\nPut it aside, and add your folders again."
                .to_owned(),
        );
        assert_eq!(words(&error), wanted);
        let bare = Error::new(ErrorCode::Io, "ärger?");
        assert_eq!(words(&bare), ("Ärger?".to_owned(), String::new()));
    }
}
