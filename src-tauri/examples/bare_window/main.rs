//! The smallest window that Tauri makes: one sentence and no commands. What Longhand's own window costs is measured
//! against it (`cargo xtask bench engine`, target 12).

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Hello")
                .inner_size(1280.0, 820.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!(
            "examples/bare_window/tauri.conf.json"
        ))
}
