//! Files that end the reader or run into its limits: noted with their hash, left alone as long as they are the same, read
//! again when they change or the user asks for it. With the real reader; of its limits only that of memory is set lower.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use engine::{Engine, FileReport, ReadingEvent, ReadingSummary, Setup};
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::ground::held;
use crate::run::Desk;

/// A PDF of 24 MB of words: what its parser makes of them has no room in the reader of these tests.
fn deadly() -> String {
    pdf(&format!("BT {}ET", "(kettle) Tj ".repeat(2_000_000)))
}

/// The same without words.
fn empty_page() -> String {
    pdf("q Q")
}

fn pdf(content: &str) -> String {
    let mut body = "%PDF-1.4\n".to_owned();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>/Contents 4 0 R>>".to_owned(),
        format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        ),
    ];
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", body.len());
        body += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let end = body.len();
    format!("{body}{table}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{end}\n%%EOF\n")
}

fn mail(word: &str, text: &str) -> String {
    format!(
        "From: tom@example.org\nTo: ada@example.org\nSubject: {word}\nMessage-ID: <{word}@example.org>\n\n{text}\n\n"
    )
}

/// 23 MB, well below what is read otherwise: the reader of these tests may hold it once and not twice.
fn large(word: &str) -> String {
    mail(word, &"The kettle boils.\n".repeat(1_300_000))
}

fn message(mail: &str) -> String {
    format!("From tom@example.org Tue Mar  4 10:12:00 2025\n{mail}")
}

/// An engine whose readers have little more memory than they start with, and are counted.
struct Counted {
    engine: Option<Engine>,
    program: PathBuf,
    starts: PathBuf,
    runtime: Runtime,
}

impl Counted {
    fn new(desk: &Desk) -> Self {
        let starts = desk.writing().with_file_name("starts");
        let program = desk.writing().with_file_name("longhand.sh");
        let script = format!(
            "#!/bin/sh\necho \"$1\" >> '{}'\nulimit -v {}\nexec '{}' \"$@\"\n",
            starts.display(),
            started_with() + (36 << 10),
            env!("CARGO_BIN_EXE_longhand"),
        );
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o700)).unwrap();
        Self {
            engine: None,
            program,
            starts,
            runtime: Runtime::new().unwrap(),
        }
    }

    /// What comes of a reading that `begin` begins, and how many readers it took: whoever reads anything starts one.
    fn read(
        &mut self,
        desk: &Desk,
        begin: impl FnOnce(&Engine, Box<dyn FnMut(ReadingEvent) + Send>) -> domain::Result<()>,
    ) -> (ReadingSummary, usize) {
        // A reader of an earlier reading goes with its engine.
        drop(self.engine.take());
        let engine = self.engine.insert(open(desk, &self.program, &self.runtime));
        let before = started(&self.starts);
        let (send, events) = channel();
        let sink = move |event| {
            let _ = send.send(event);
        };
        begin(engine, Box::new(sink)).unwrap();
        let ended = events.iter().find_map(|event| match event {
            ReadingEvent::Ended { summary, error } => Some((summary, error)),
            _ => None,
        });
        let (summary, error) = ended.unwrap();
        assert_eq!(error, None);
        (summary, started(&self.starts) - before)
    }

    fn file(&self, name: &str) -> FileReport {
        let engine = self.engine.as_ref().unwrap();
        let files = engine.files(name, None, 10).unwrap().files;
        files.into_iter().next().expect(name)
    }
}

fn open(desk: &Desk, program: &Path, runtime: &Runtime) -> Engine {
    let setup = Setup {
        data_dir: desk.data(),
        program: program.to_owned(),
        model: None,
        model_folders: Vec::new(),
        memory: None,
        sample_library: None,
        now: Timestamp::now,
    };
    Engine::open(setup, runtime.handle().clone()).unwrap()
}

fn started(starts: &Path) -> usize {
    std::fs::read_to_string(starts).map_or(0, |starts| starts.lines().count())
}

/// The address space of a reader that has read nothing yet, in KiB.
fn started_with() -> u64 {
    let mut reader = Command::new(env!("CARGO_BIN_EXE_longhand"))
        .arg("worker-reader")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    sleep(Duration::from_secs(1));
    let status = std::fs::read_to_string(format!("/proc/{}/status", reader.id())).unwrap();
    reader.kill().unwrap();
    reader.wait().unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let words = line.unwrap().split_whitespace().next().unwrap();
    words.parse().unwrap()
}

fn hash(path: &Path) -> String {
    let ran = Command::new("sha256sum").arg(path).output().unwrap();
    String::from_utf8(ran.stdout).unwrap()[..64].to_owned()
}

fn touch(path: &Path) {
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(9))
        .unwrap();
}

#[test]
fn a_file_that_ends_the_reader_is_left_alone_until_it_changes_or_is_asked_for() {
    for (name, bad, good) in [
        ("bad.pdf", deadly(), empty_page()),
        (
            "bad.eml",
            large("Large"),
            mail("Small", "The kettle boils."),
        ),
    ] {
        let desk = Desk::new();
        desk.write("first.txt", "First\n\nThe kettle was here before.\n");
        desk.write("last.txt", "Last\n\nThe kettle was here afterwards.\n");
        let path = desk.write(name, bad);
        let mut counted = Counted::new(&desk);
        let writing = desk.writing();
        let (summary, _) = counted.read(&desk, |engine, sink| engine.add(&writing, None, sink));
        assert_eq!((summary.read, summary.failed.len()), (2, 1), "{summary:?}");
        let noted = counted.file(name);
        assert_eq!(noted.set_aside, Some(hash(&path)), "{noted:?}");
        // Short of memory, it may also become so slow that it is given up.
        let ends = ["damaged in a way", "within 30 seconds"];
        let said = ends.iter().any(|end| noted.reason.contains(end));
        assert!(said, "{noted:?}");

        // The same file with another date: it is told, and no reader sees it.
        touch(&path);
        let (summary, readers) = counted.read(&desk, |engine, sink| engine.refresh(sink));
        assert_eq!((summary.failed.len(), readers), (1, 0), "{name}");
        assert_eq!(counted.file(name).set_aside, noted.set_aside);

        let (summary, readers) = counted.read(&desk, |engine, sink| engine.try_again(&path, sink));
        assert_eq!((summary.failed.len(), readers), (1, 1), "{name}");
        assert_eq!(counted.file(name).set_aside, noted.set_aside);

        std::fs::write(&path, good).unwrap();
        let (summary, readers) = counted.read(&desk, |engine, sink| engine.refresh(sink));
        assert_eq!((summary.failed.len(), readers), (0, 1), "{name}");
        assert_eq!(counted.file(name).set_aside, None);
    }
}

#[test]
fn what_lies_behind_a_message_that_ends_the_reader_is_read() {
    let desk = Desk::new();
    let words: Vec<String> = (0..6).map(|number| format!("word-{number}")).collect();
    let mails = |bad: &[usize]| -> String {
        let one = |(number, word): (usize, &String)| match bad.contains(&number) {
            true => message(&large(word)),
            false => message(&mail(word, "The kettle boils.")),
        };
        words.iter().enumerate().map(one).collect()
    };
    let titles = || -> Vec<String> {
        let held = held(&desk.data());
        held.into_iter().map(|one| one.3).collect()
    };
    desk.write("a.txt", "First\n\nThe kettle was here before.\n");
    let path = desk.write("box.mbox", mails(&[1, 4]));
    let mut counted = Counted::new(&desk);
    let writing = desk.writing();
    let (summary, _) = counted.read(&desk, |engine, sink| engine.add(&writing, None, sink));
    assert_eq!(summary.failed.len(), 1);
    let reason = "2 messages could not be read and were passed over";
    assert_eq!(summary.failed[0].reason, reason);
    assert_eq!(titles(), ["First", "word-0", "word-2", "word-3", "word-5"]);

    // Nobody sees them again until the user asks for it, also where the mailbox grows.
    let (summary, readers) = counted.read(&desk, |engine, sink| engine.refresh(sink));
    assert_eq!((summary.failed.len(), readers), (1, 0));
    let grown = mails(&[1, 4]) + &message(&mail("more", "The kettle boils."));
    std::fs::write(&path, grown).unwrap();
    let (summary, readers) = counted.read(&desk, |engine, sink| engine.refresh(sink));
    assert_eq!((summary.failed[0].reason.as_str(), readers), (reason, 1));
    assert_eq!(titles().len(), 6);
    let (summary, readers) = counted.read(&desk, |engine, sink| engine.try_again(&path, sink));
    assert_eq!(summary.failed[0].reason, reason);
    assert!(readers > 1, "they were tried again");
    assert_eq!(titles().len(), 6);

    // With both mended it is as if nothing had been.
    std::fs::write(&path, mails(&[])).unwrap();
    let (summary, _) = counted.read(&desk, |engine, sink| engine.refresh(sink));
    assert_eq!(summary.failed, []);
    assert_eq!(titles().len(), 7);
}
