//! Thousands of files change at once, and the system's queue of events overflows.
//!
//! A small storm in the test command; `LONGHAND_STORM` says of how many files. With `LONGHAND_FIGURE` the outcome is written
//! to that file as a line of `cargo xtask bench`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::ground::{assert_whole, clean, figure, held, number, writing};
use crate::run::Desk;

#[test]
fn after_a_storm_of_renames_the_record_is_that_of_a_clean_reading() {
    let files = usize::try_from(number("LONGHAND_STORM", 500)).unwrap();
    let desk = Desk::new();
    writing(&desk, files, 0);
    assert_eq!(desk.add().code, 0);
    let mut watch = Watching::start(&desk);
    // The program does not look while all this happens, so nothing empties the queue.
    watch.signal("STOP");
    let places: Vec<PathBuf> = (0..files)
        .map(|number| desk.writing().join(format!("{}/{number}.txt", number % 10)))
        .collect();
    let mut events = 0;
    let mut round = 0;
    while round == 0 || events < 2 * longest_queue() {
        events += storm(&desk.writing(), &places, round);
        round += 1;
    }
    let wanted = clean(&desk);
    watch.signal("CONT");
    let started = Instant::now();
    let patience = Duration::from_secs(120 + files as u64 / 20);
    while held(&desk.data()) != wanted {
        assert!(
            started.elapsed() < patience,
            "{} documents, {} wanted",
            held(&desk.data()).len(),
            wanted.len()
        );
        assert!(watch.0.try_wait().unwrap().is_none(), "the program died");
        sleep(Duration::from_millis(200));
    }
    let seconds = started.elapsed().as_secs_f64();
    // It goes on following afterwards.
    desk.write("after.txt", "After\n\nThe kettle boils after the storm.\n");
    let wanted = clean(&desk);
    let started = Instant::now();
    while held(&desk.data()) != wanted {
        assert!(
            started.elapsed() < Duration::from_secs(30),
            "what comes after the storm is not seen"
        );
        sleep(Duration::from_millis(100));
    }
    drop(watch);
    assert_whole(&desk, &wanted);
    let what = format!(
        "a storm of {files} files: documents missing, twice or other than in a clean reading ({events} events at once, the \
         same after {seconds:.1} s)"
    );
    figure(&what, round as u64);
}

/// Renames every file to another folder and back, and in the first round deletes some and writes others anew. Returns how
/// many events that makes at least.
fn storm(folder: &Path, places: &[PathBuf], round: usize) -> u64 {
    let mut events = 0;
    for (number, place) in places.iter().enumerate() {
        if round == 0 && number % 10 == 0 {
            std::fs::remove_file(place).unwrap();
        } else if round == 0 && number % 10 == 1 {
            std::fs::write(
                place,
                format!("Changed {number}\n\nThe kettle and the zeugma {number}.\n"),
            )
            .unwrap();
        } else if number % 10 > 1 {
            let home = place.parent().unwrap();
            let moved = folder.join(format!("{}/moved-{number}.txt", (number + 1) % 10));
            let elsewhere = home.join(format!("again-{number}.txt"));
            // It begins where the round before ended.
            let from = if round == 0 { place } else { &elsewhere };
            std::fs::rename(from, &moved).unwrap();
            std::fs::rename(&moved, &elsewhere).unwrap();
            events += 4;
        }
    }
    events
}

fn longest_queue() -> u64 {
    let text = std::fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    text.trim().parse().unwrap()
}

/// `longhand watch`, ended at the end.
struct Watching(Child);

impl Watching {
    /// Once it follows the folder.
    fn start(desk: &Desk) -> Self {
        let watching = Self(desk.command(&["watch", "--quiet"]).spawn().unwrap());
        let probe = desk.write("probe.txt", "Probe\n\nThe kettle is looked for.\n");
        let has_probe = || held(&desk.data()).iter().any(|held| held.3 == "Probe");
        let started = Instant::now();
        for round in 0.. {
            if has_probe() {
                break;
            }
            assert!(
                started.elapsed() < Duration::from_secs(60),
                "nothing is followed"
            );
            // What was written before the folder was followed is seen when it changes.
            if round % 10 == 9 {
                std::fs::write(
                    &probe,
                    format!("Probe\n\nThe kettle is looked for, {round}.\n"),
                )
                .unwrap();
            }
            sleep(Duration::from_millis(200));
        }
        watching
    }

    fn signal(&mut self, name: &str) {
        let sent = Command::new("kill")
            .args([format!("-{name}"), self.0.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
