//! What a web view does not do by itself for somebody who writes: spell-check, and words shown while they are composed.

use tauri::{Result, WebviewWindow};

/// Shows words while they are composed: wry turns it off, and whoever writes Chinese, Japanese or Korean sees nothing of a
/// word until it is done.
///
/// # Errors
/// If the window is gone.
#[cfg(target_os = "linux")]
pub(crate) fn show_composed(window: &WebviewWindow) -> Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};
    window.with_webview(|view| {
        if let Some(input) = view.inner().input_method_context() {
            input.set_enable_preedit(true);
        }
    })
}

/// Switches spell-check on. The dictionaries are read at once, and the window does nothing else meanwhile.
///
/// # Errors
/// If the window is gone.
#[cfg(target_os = "linux")]
pub(crate) fn check_spelling(window: &WebviewWindow) -> Result<()> {
    use webkit2gtk::{WebContextExt, WebViewExt};
    let languages = crate::environment::languages();
    window.with_webview(move |view| {
        if let Some(context) = view.inner().context() {
            let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
            context.set_spell_checking_languages(&languages);
            context.set_spell_checking_enabled(true);
        }
    })
}

/// Shows words while they are composed.
///
/// # Errors
/// None: other systems have no switch, they do it by themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn show_composed(_: &WebviewWindow) -> Result<()> {
    Ok(())
}

/// Switches spell-check on.
///
/// # Errors
/// None: other systems have no switch, they do it by themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check_spelling(_: &WebviewWindow) -> Result<()> {
    Ok(())
}
