//! Clocks that jump: the machine's own, and the times that the disk gives to files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, SystemTime};

use engine::{Engine, ReadingEvent, Setup};
use jiff::Timestamp;

use crate::ground::{assert_whole, clean, held, writing};
use crate::run::Desk;

/// Another year each time: far ahead, before 1970, now.
fn jumping() -> Timestamp {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let seconds = [4_102_444_800, -86_400, 1_700_000_000, 0, 253_402_000_000];
    let at = ASKED.fetch_add(1, Ordering::SeqCst);
    Timestamp::from_second(seconds[at % seconds.len()]).unwrap()
}

#[test]
fn a_clock_that_jumps_changes_nothing() {
    let desk = Desk::new();
    writing(&desk, 300, 700);
    let wanted = clean(&desk);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let setup = Setup {
        data_dir: desk.data(),
        program: env!("CARGO_BIN_EXE_longhand").into(),
        model: None,
        model_folders: Vec::new(),
        memory: None,
        sample_library: None,
        now: jumping,
    };
    for _ in 0..3 {
        let engine = Engine::open(setup.clone(), runtime.handle().clone()).unwrap();
        let (send, events) = channel();
        let sink = move |event| {
            let _ = send.send(event);
        };
        engine.add(&desk.writing(), None, Box::new(sink)).unwrap();
        let ended = events.iter().find_map(|event| match event {
            ReadingEvent::Ended { error, .. } => Some(error),
            _ => None,
        });
        assert!(
            ended.is_some_and(|error| error.is_none()),
            "a reading failed"
        );
    }
    assert_whole(&desk, &wanted);
    assert_eq!(
        desk.status()["index"]["change_seq"].as_i64().unwrap(),
        wanted.len() as i64,
        "each document was written once"
    );
}

#[test]
fn a_file_is_read_again_whichever_way_its_time_goes() {
    let desk = Desk::new();
    writing(&desk, 40, 0);
    assert_eq!(desk.add().code, 0);
    let year = Duration::from_secs(365 * 86_400);
    let now = SystemTime::now();
    let path = desk.writing().join("3/3.txt");
    for (round, time) in [
        now - 20 * year,
        SystemTime::UNIX_EPOCH - year,
        now + 80 * year,
        now - year,
        SystemTime::UNIX_EPOCH,
    ]
    .into_iter()
    .enumerate()
    {
        // Of one size each time, so that only the time tells.
        std::fs::write(&path, format!("Piece {round}\n\nThe kettle, seen anew.\n")).unwrap();
        std::fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(time)
            .unwrap();
        let added = desk.add();
        assert_eq!(added.code, 0, "{}", added.complained);
        let title = format!("Piece {round}");
        assert!(
            held(&desk.data())
                .iter()
                .any(|one| one.3 == title && one.4.contains("seen anew")),
            "round {round}"
        );
        assert_whole(&desk, &clean(&desk));
    }
    let before = desk.status()["index"]["change_seq"].clone();
    assert_eq!(desk.add().code, 0);
    assert_eq!(
        desk.status()["index"]["change_seq"],
        before,
        "what has not changed is not read again"
    );
}
