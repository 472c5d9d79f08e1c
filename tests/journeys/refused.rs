//! A data folder that cannot be used, or a display that does not answer: the window does not stay, the screen says why if
//! there is one, and so does one line in the terminal, as everywhere on the command line.

use std::fs;
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

use crate::closed::press_cross;
use crate::home::{Home, program};
use crate::processes;
use crate::wait::PATIENCE;

/// What the dialog is called that says why there is no window.
const DIALOG: &str = "Longhand cannot start";
const LOOK_EVERY: Duration = Duration::from_millis(100);

#[test]
fn a_window_that_cannot_be_used_says_why_and_ends() {
    let home = Home::new();
    let record = home.data_dir().join("record.sqlite");
    fs::create_dir_all(home.data_dir()).unwrap();
    fs::write(
        &record,
        "Dear Tom, this is no database at all, but it is longer than a header is",
    )
    .unwrap();
    let before = fs::read(&record).unwrap();
    let mut window = Command::new(program());
    window.args(home.arguments());
    let (ended, shown) = read_and_closed(&home, window);
    assert!(shown, "the screen says why");
    let line = only_line(&ended);
    assert!(line.contains("damaged"), "{line}");
    assert_eq!(fs::read(&record).unwrap(), before);
}

#[test]
fn a_display_that_does_not_answer_is_told_in_plain_words() {
    let home = Home::new();
    let mut window = Command::new(program());
    window
        .args(home.arguments())
        .env("DISPLAY", ":4711")
        .env_remove("WAYLAND_DISPLAY");
    let line = only_line(&home.run(window));
    assert!(line.contains("does not answer"), "{line}");
    assert!(line.contains("longhand --help"), "{line}");
}

/// Runs the `window` that cannot start to its end; whether it said so on the screen, which is read and closed.
fn read_and_closed(home: &Home, window: Command) -> (Output, bool) {
    thread::scope(|scope| {
        let running = scope.spawn(|| home.run(window));
        let end = Instant::now() + PATIENCE;
        let mut shown = false;
        while !running.is_finished() && Instant::now() < end {
            shown |= press_cross(DIALOG).is_ok();
            thread::sleep(LOOK_EVERY);
        }
        // One that nobody can close must not hold up the journey.
        for process in processes::of(&home.root()) {
            processes::kill(process.id);
        }
        (running.join().unwrap(), shown)
    })
}

/// The one line in which a program that failed says why.
fn only_line(ended: &Output) -> String {
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    // The system's own libraries may have something to say, too.
    let ours: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("longhand:"))
        .collect();
    assert_eq!(ours.len(), 1, "{said}");
    assert!(!said.contains("panicked"), "{said}");
    ours[0].to_owned()
}
