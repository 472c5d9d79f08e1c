//! What a web view does not do by itself for somebody who writes: spell-check, and words shown while they are composed.

use tauri::{Result, WebviewWindow};

/// Switches both on, where the system's web view has a switch for them.
///
/// # Errors
/// If the window is gone.
#[cfg(target_os = "linux")]
pub(crate) fn switch_on(window: &WebviewWindow) -> Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebContextExt, WebViewExt};
    let languages = crate::here::languages();
    window.with_webview(move |view| {
        let view = view.inner();
        if let Some(context) = view.context() {
            let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
            context.set_spell_checking_languages(&languages);
            context.set_spell_checking_enabled(true);
        }
        // wry turns it off, and whoever writes Chinese, Japanese or Korean sees nothing of a word until it is done.
        if let Some(input) = view.input_method_context() {
            input.set_enable_preedit(true);
        }
    })
}

/// Switches both on, where the system's web view has a switch for them.
///
/// # Errors
/// None: other systems have no switch, they do both by themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn switch_on(_: &WebviewWindow) -> Result<()> {
    Ok(())
}
