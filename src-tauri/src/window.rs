//! The window: opened over an engine, with a second start bringing the first to the front.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Result};
use engine::{Engine, Setup};
use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, async_runtime};

use crate::commands;

const LABEL: &str = "main";
/// WebKitGTK shows a blank window with some graphics drivers unless this is set.
const PLAIN_RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Answers the dialog for a folder, where a test wants it.
pub(crate) struct PickFolder(pub(crate) Option<PathBuf>);

/// Opens the window and returns when it is closed.
///
/// # Errors
/// If the data folder cannot be used or there is no display.
pub(crate) fn open(setup: Setup, pick_folder: Option<PathBuf>) -> Result<()> {
    with_plain_renderer()?;
    let name = bus_name(&setup.data_dir);
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
        .manage(PickFolder(pick_folder))
        .invoke_handler(commands::all())
        .setup(move |app| Ok(begin(app, setup)?));
    builder
        .run(tauri::generate_context!())
        .map_err(|cause| unwrap_cause(&cause))
}

/// After the other plugins: a second start must not get as far as the lock of the data folder.
fn begin(app: &App, setup: Setup) -> Result<()> {
    let engine = Engine::open(setup, async_runtime::handle().inner().clone())?;
    if let Err(error) = engine.watch() {
        tracing::warn!(%error, "folders are not followed");
    }
    if let Err(error) = engine.think_ahead() {
        tracing::warn!(%error, "nothing is prepared while the user thinks");
    }
    app.manage(engine);
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Longhand")
        .inner_size(1280.0, 820.0)
        .min_inner_size(320.0, 480.0)
        .build()
        .map_err(|cause| {
            Error::new(
                ErrorCode::Io,
                format!("the window could not be opened ({cause})"),
            )
        })?;
    Ok(())
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

/// Sets the variable by starting this program anew in its own place: a process may not change it safely for itself.
fn with_plain_renderer() -> Result<()> {
    #[cfg(target_os = "linux")]
    if std::env::var_os(PLAIN_RENDERER).is_none() {
        use std::os::unix::process::CommandExt;
        let program = std::env::current_exe().map_err(|cause| {
            Error::new(
                ErrorCode::Io,
                format!("Longhand cannot find its own program ({cause})"),
            )
        })?;
        let cause = std::process::Command::new(&program)
            .args(std::env::args_os().skip(1))
            .env(PLAIN_RENDERER, "1")
            .exec();
        return Err(Error::io("opening the window", &program, &cause));
    }
    Ok(())
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
