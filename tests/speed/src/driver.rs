//! A window opened by WebKitWebDriver: when its page is there, and what its processes hold.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::procs;
use crate::trouble::{Outcome, Trouble};

const PATIENCE: Duration = Duration::from_secs(120);

/// A program with a window.
#[derive(Debug, Clone)]
pub(crate) struct Windowed {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<String>,
    /// What the page has when it can be used; without it, it can be used as soon as it is loaded.
    pub(crate) usable: Option<&'static str>,
}

/// An open window.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) client: Client,
    driver: Driver,
    /// The process of the window itself.
    pub(crate) process: u32,
    /// From the start of its process until its page could be used.
    pub(crate) start_ms: f64,
    /// Whether it is known when the page could be used; otherwise that was some time earlier than we could see.
    pub(crate) in_time: bool,
}

/// Ends its process when it goes.
#[derive(Debug)]
struct Driver {
    process: Child,
    /// A home of its own: nothing from an earlier window is there.
    _home: tempfile::TempDir,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Window {
    /// Opens `what` and waits until its page can be used.
    pub(crate) async fn open(what: &Windowed) -> Outcome<Self> {
        let (driver, port) = Driver::start().await?;
        let options = json!({
            "webkitgtk:browserOptions": { "binary": what.program, "args": what.arguments }
        });
        let Value::Object(capabilities) = options else {
            return Err("braces make an object".into());
        };
        let mut client = ClientBuilder::new(HttpConnector::new());
        client.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let client = within("opening", &what.program, client.connect(&address)).await?;
        let process = window_of(driver.process.id(), &what.program)?;
        // By the time that one can ask, a small page has long been loaded; when that was is told by the page itself.
        let (there, since) = match what.usable {
            Some(part) => (
                format!("document.querySelector('{part}') !== null"),
                "performance.now()",
            ),
            None => (
                "true".to_owned(),
                "performance.getEntriesByType('navigation')[0].loadEventEnd",
            ),
        };
        let script = format!(
            "return document.readyState === 'complete' && {there} ? performance.timeOrigin + {since} : null"
        );
        let until = Instant::now() + PATIENCE;
        let mut polls = 0;
        let usable = loop {
            polls += 1;
            let asked = client.execute(&script, Vec::new());
            if let Some(at) = within("asking", &what.program, asked).await?.as_f64() {
                break at;
            }
            if Instant::now() > until {
                let missing = format!("its page never had '{}'", what.usable.unwrap_or("body"));
                return Err(Trouble::at("opening", &what.program, &missing));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        };
        let start_ms = usable - begun(process)?;
        Ok(Self {
            client,
            driver,
            process,
            start_ms,
            in_time: polls > 1 || what.usable.is_none(),
        })
    }

    /// Bytes held by the window's processes together, once they have come to rest.
    pub(crate) fn memory_at_rest(&self) -> u64 {
        let root = self.process;
        procs::wait_until_quiet(
            &move || procs::tree(root),
            Duration::from_secs(3),
            Duration::from_secs(90),
        );
        procs::memory(&procs::tree(root))
    }

    /// Bytes held by the window's processes together just now, the model's worker left out.
    pub(crate) fn memory_without_model(&self) -> u64 {
        let mut processes = procs::tree(self.process);
        let workers = procs::model_workers(&processes);
        processes.retain(|id| !workers.contains(id));
        procs::memory(&processes)
    }

    /// Whether a model is loaded.
    pub(crate) fn has_model(&self) -> bool {
        !procs::model_workers(&procs::tree(self.process)).is_empty()
    }

    pub(crate) async fn close(self) {
        let process = self.process;
        let _ = tokio::time::timeout(PATIENCE, self.client.close()).await;
        let until = Instant::now() + Duration::from_secs(20);
        while procs::age(process).is_some() && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        drop(self.driver);
    }
}

impl Driver {
    async fn start() -> Outcome<(Self, u16)> {
        let home = tempfile::Builder::new()
            .prefix("longhand-speed-")
            .tempdir()
            .map_err(|cause| format!("making a temporary folder: {cause}"))?;
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(|cause| format!("finding a free port: {cause}"))?
            .port();
        let mut command = Command::new("WebKitWebDriver");
        for name in [
            "HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
        ] {
            command.env(name, home.path());
        }
        let process = command
            .arg(format!("--port={port}"))
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|cause| {
                format!("starting WebKitWebDriver: {cause}; install webkit2gtk-driver")
            })?;
        let driver = Self {
            process,
            _home: home,
        };
        let until = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if Instant::now() > until {
                return Err("WebKitWebDriver does not listen".into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok((driver, port))
    }
}

/// The process that runs `program` below the driver.
fn window_of(driver: u32, program: &Path) -> Outcome<u32> {
    let program = program
        .canonicalize()
        .map_err(|cause| Trouble::at("finding", program, &cause))?;
    procs::tree(driver)
        .into_iter()
        .find(|id| std::fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe == program))
        .ok_or_else(|| Trouble::at("finding the process of", &program, &"it has ended"))
}

/// When the process was started, in milliseconds of the wall clock.
fn begun(process: u32) -> Outcome<f64> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let age = procs::age(process).ok_or("the window's process has ended")?;
    Ok((now.as_secs_f64() - age) * 1000.0)
}

/// An answer of the driver's, if it comes.
pub(crate) async fn within<T, E: std::fmt::Display>(
    doing: &str,
    program: &Path,
    asked: impl Future<Output = Result<T, E>>,
) -> Outcome<T> {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(cause)) => Err(Trouble::at(doing, program, &cause)),
        Err(_) => Err(Trouble::at(doing, program, &"no answer in two minutes")),
    }
}
