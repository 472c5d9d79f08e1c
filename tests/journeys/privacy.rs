//! While a draft is written, no process of the program holds a socket that could carry a word away.

use std::collections::BTreeSet;
use std::path::Path;

use crate::home::Home;
use crate::processes::{self, Socket};
use crate::wait::PATIENCE;
use crate::window::Window;

#[tokio::test]
async fn privacy() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.type_long_brief().await;
    let automation = automation_port(&window);
    let before = window.draft().await;

    let running = "SELECT count(*) FROM drafts WHERE state = 'running'";
    let mut looked_at = BTreeSet::new();
    let mut of_automation = 0;
    let mut while_it_wrote = 0;
    window
        .until("the draft to end", PATIENCE, async || {
            while_it_wrote += i32::from(home.record().number(running) == Some(1));
            for (name, socket) in sockets(&home, &mut looked_at) {
                let allowed = socket.stays_here() && socket.ports().contains(&automation);
                assert!(allowed, "{name} holds a network socket: {socket:?}");
                of_automation += 1;
            }
            home.record().has_ended_since(before).then_some(())
        })
        .await;
    window.has_ended(PATIENCE).await;
    assert!(while_it_wrote > 0, "no look came while it was written");

    // The look was not blind: it saw the worker with the model, the web view, and the one socket there has to be.
    let saw = |name: &str| looked_at.iter().any(|line| line.contains(name));
    assert!(saw("worker-model"), "{looked_at:?}");
    assert!(
        saw("WebKitWebProcess") && saw("WebKitNetworkProcess"),
        "{looked_at:?}"
    );
    assert!(
        of_automation > 0,
        "the driver speaks to the window over a socket"
    );
    window.close().await;
}

/// The port on this machine at which the web view lets itself be driven: its own end, and the driver's. Only a window that a driver opened has it, and it names it in
/// its environment.
fn automation_port(window: &Window) -> u16 {
    let process = window.main_process();
    let place = process
        .says("WEBKIT_INSPECTOR_SERVER")
        .expect("the driver names the place at which it drives the window");
    place.rsplit(':').next().unwrap().parse().unwrap()
}

/// The network sockets of every process of the program, its web view included; the driver is none of them.
fn sockets(home: &Home, looked_at: &mut BTreeSet<String>) -> Vec<(String, Socket)> {
    let mut all = processes::of(&home.root());
    all.retain(|process| process.program.file_name() != Path::new("WebKitWebDriver").file_name());
    let mut found = Vec::new();
    for process in all {
        looked_at.insert(format!("{} {}", process.program.display(), process.line));
        found.extend(
            processes::sockets(&process)
                .into_iter()
                .map(|s| (process.line.clone(), s)),
        );
    }
    found
}
