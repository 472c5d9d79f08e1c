//! The window: opened over an engine, with a second start bringing the first to the front.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use domain::{Error, ErrorCode, Result};
use engine::Setup;
use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::behind::{Behind, Then};
use crate::closing::{self, Closing};
use crate::dialog_answers::Answers;
use crate::scale::scale;
use crate::{commands, refusal, text_input};

const LABEL: &str = "main";
/// WebKitGTK shows a blank window with some graphics drivers unless this is set.
#[cfg(target_os = "linux")]
const PLAIN_RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Opens the window; this process ends when it is closed.
///
/// # Errors
/// If the data folder cannot be used or the display does not answer; the screen has said so, where there is one.
pub(crate) fn open(setup: Setup, answers: Answers) -> Result<()> {
    #[cfg(target_os = "linux")]
    with_plain_renderer()?;
    refusal::prepare()?;
    let stayed = stay_open(setup, answers);
    if let Err(error) = &stayed {
        refusal::show(error);
    }
    stayed
}

fn stay_open(setup: Setup, answers: Answers) -> Result<()> {
    let name = bus_name(&setup.data_dir);
    let behind = Behind::default();
    let theirs = behind.clone();
    let second = |app: &AppHandle, _: Vec<String>, _: String| to_front(app);
    let builder = tauri::Builder::default()
        .plugin(
            tauri_plugin_single_instance::Builder::new()
                .dbus_id(name)
                .callback(second)
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .manage(answers)
        .manage(behind.clone())
        .manage(Closing::default())
        .manage(commands::Adding::default())
        .on_window_event(closing::hear)
        .invoke_handler(commands::all())
        .setup(move |app| {
            // Tauri would panic if this failed.
            if let Err(error) = begin(app, setup, &theirs) {
                theirs.fail(error, app.handle());
            }
            Ok(())
        });
    let app = builder
        .build(tauri::generate_context!())
        .map_err(|cause| unwrap_cause(&cause))?;
    let code = app.run_return(|_, _| {});
    match behind.failure() {
        Some(error) => Err(error),
        // A closed window does not wait for what the engine is in the middle of.
        None => std::process::exit(code),
    }
}

/// After the other plugins: a second start must not get as far as the lock of the data folder.
fn begin(app: &App, setup: Setup, behind: &Behind) -> Result<()> {
    let then = Then {
        opened: scale,
        drawn: complete,
    };
    behind.open(setup, then, app.handle())?;
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Longhand")
        .inner_size(1280.0, 820.0)
        .min_inner_size(320.0, 480.0)
        // The page takes files itself: only it knows which field they were dropped on.
        .disable_drag_drop_handler()
        .build()
        .map_err(|cause| {
            Error::new(
                ErrorCode::Io,
                format!("the window could not be opened ({cause})"),
            )
        })?;
    if let Err(error) = text_input::show_composed(&window) {
        tracing::warn!(%error, "the input method stays as it is");
    }
    closing::when_asked(window)
}

/// What can wait until the page is there.
fn complete(app: &AppHandle) {
    let spelling = app.get_webview_window(LABEL);
    if let Some(Err(error)) = spelling.as_ref().map(text_input::check_spelling) {
        tracing::warn!(%error, "spelling is not checked");
    }
}

fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// One window for a data folder, and another one for another.
fn bus_name(data_dir: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    data_dir
        .canonicalize()
        .unwrap_or_else(|_| data_dir.to_owned())
        .hash(&mut hasher);
    format!("org.longhand.desk.d{:x}", hasher.finish())
}

/// Sets the variable, unless the user has. Nobody else looks at the environment yet: this process has one thread. To start
/// the program anew with it would have all libraries of the window linked twice.
#[cfg(target_os = "linux")]
fn with_plain_renderer() -> Result<()> {
    webkit2gtk::glib::setenv(PLAIN_RENDERER, "1", false).map_err(|cause| {
        Error::new(
            ErrorCode::Io,
            format!("the window could not be prepared ({cause})"),
        )
    })
}

/// Our own error where Tauri has wrapped it.
fn unwrap_cause(cause: &tauri::Error) -> Error {
    let mut inner: Option<&(dyn std::error::Error + 'static)> = Some(cause);
    while let Some(error) = inner {
        if let Some(own) = error.downcast_ref::<Error>() {
            return own.clone();
        }
        inner = error.source();
    }
    Error::new(
        ErrorCode::Io,
        format!("the window could not be opened ({cause})"),
    )
    .remedy("Without a display use the command line: longhand --help")
}
