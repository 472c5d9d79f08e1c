//! WebKitWebDriver, which starts the window and speaks to it: a process of its own for each window.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::home::Home;
use crate::wait::within;

/// Ends its process when it goes; the window's go with the `Home`.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    pub(crate) async fn start(home: &Home) -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        home.move_in(&mut command);
        let process = command.spawn().unwrap_or_else(|e| {
            panic!("WebKitWebDriver cannot be started ({e}): install webkit2gtk-driver")
        });
        let listens = within(Duration::from_secs(10), async || {
            TcpStream::connect(("127.0.0.1", port)).ok()
        });
        assert!(listens.await.is_some(), "WebKitWebDriver does not listen");
        Self { process, port }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
