//! How large everything in the window is.

use domain::{Error, ErrorCode, Result};
use engine::Settings;
use tauri::{AppHandle, Manager};

/// Makes everything as large as the user wants it. The page has then so much less room, and arranges itself for it.
///
/// # Errors
/// `Io` if the system's web view does not do it.
pub(crate) fn scale(app: &AppHandle, settings: &Settings) -> Result<()> {
    // There is one, or none yet.
    let Some(window) = app.webview_windows().into_values().next() else {
        return Ok(());
    };
    let size = settings.type_size.clamp(50, 300);
    window.set_zoom(f64::from(size) / 100.0).map_err(|cause| {
        Error::new(
            ErrorCode::Io,
            format!("the size of the type could not be changed ({cause})"),
        )
    })
}
