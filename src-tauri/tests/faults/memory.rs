//! What bad files cost the main process: it holds a few documents at a time, whatever the files are like.

use std::process::Stdio;

use crate::ground::writing;
use crate::run::Desk;

/// Files that would fill a memory: packed, huge, without line ends, of a million parts.
fn hostile(desk: &Desk) {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(
        "word/document.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    zip.write_all(&vec![b' '; (64 << 20) + 9]).unwrap();
    let bomb = zip.finish().unwrap().into_inner();
    for number in 0..5 {
        desk.write(&format!("bad/bomb-{number}.docx"), &bomb);
        desk.write(
            &format!("bad/too-large-{number}.txt"),
            "kettle ".repeat(10 << 20),
        );
        desk.write(&format!("bad/deep-{number}.html"), "<div>".repeat(200_000));
        let head = "From tom@example.org Tue Mar  4 10:12:00 2025\nFrom: tom@example.org\nSubject: Large\n\n";
        // A message that is larger than any that is read, and a small one behind it.
        desk.write(
            &format!("bad/large-{number}.mbox"),
            format!("{head}{}\n\n{head}The kettle.\n", "x".repeat(65 << 20)),
        );
    }
}

/// The most memory that the main process of a reading held at once, in bytes.
fn peak(desk: &Desk) -> u64 {
    let mut add = desk
        .command(&["add", desk.writing().to_str().unwrap(), "--quiet"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", add.id());
    let mut peak = 0;
    while add.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or(0) * 1024);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(add.wait().unwrap().code().is_some(), "the program died");
    peak
}

#[test]
fn the_main_process_stays_small_among_hostile_files() {
    let desk = Desk::new();
    writing(&desk, 1_000, 0);
    let among_good = peak(&desk);
    std::fs::remove_dir_all(desk.data()).unwrap();
    hostile(&desk);
    let among_bad = peak(&desk);
    assert!(among_good > 1 << 20, "it was measured");
    assert!(
        among_bad < among_good + (32 << 20),
        "{} MB among good files, {} MB among bad ones",
        among_good >> 20,
        among_bad >> 20
    );
    eprintln!(
        "main process: {} MB among good files, {} MB among bad ones",
        among_good >> 20,
        among_bad >> 20
    );
}
