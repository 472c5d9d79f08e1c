//! The program is killed at random points of reading, again and again.
//!
//! A dozen times in the test command; `LONGHAND_KILLS` says how often, `LONGHAND_SEED` where chance begins. With
//! `LONGHAND_FIGURE` the outcome is written to that file as a line of `cargo xtask bench`.

use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::ground::{Held, assert_whole, clean, figure, held, number, tree, writing};
use crate::run::Desk;

/// Marks all processes of one desk.
const MARK: &str = "LONGHAND_TEST_MARK";

#[test]
fn killed_at_random_points_nothing_is_missing_and_nothing_is_there_twice() {
    let (wanted_kills, seed) = (number("LONGHAND_KILLS", 12), number("LONGHAND_SEED", 1));
    let mut chance = Chance(seed);
    let desk = Desk::new();
    writing(&desk, 1_200, 1_500);
    let before = tree(&desk.writing());
    let started = Instant::now();
    let wanted = clean(&desk);
    let whole = started.elapsed();
    let (mut kills, mut rounds, mut inside) = (0, 0, 0);
    while kills < wanted_kills {
        let mut add = start(&desk);
        sleep(whole.mul_f64(chance.part()));
        if add.try_wait().unwrap().is_none() {
            add.kill().unwrap();
            kills += 1;
            inside += u64::from(is_inside(&desk, &wanted));
            if kills % 50 == 0 {
                eprintln!("{kills} kills, {inside} inside, {rounds} readings ended");
            }
        }
        let ended = add.wait().unwrap();
        assert_no_rebuild(&desk.data());
        if ended.success() {
            assert_whole(&desk, &wanted);
            rounds += 1;
            std::fs::remove_dir_all(desk.data()).unwrap();
        } else {
            assert_eq!(
                ended.code(),
                None,
                "it was killed and did not fail by itself"
            );
        }
    }
    assert_eq!(desk.add().code, 0);
    assert_whole(&desk, &wanted);
    assert_eq!(
        changes(&desk),
        wanted.len() as i64,
        "each document was written once"
    );
    assert!(
        inside > 0,
        "no kill met a reading that had begun and not ended"
    );
    assert!(
        tree(&desk.writing()) == before,
        "a file of the user's was written"
    );
    sleep(Duration::from_millis(500));
    assert_eq!(readers(&desk), 0, "a reader outlived its parent");
    let what = format!(
        "killed while reading: documents missing, twice or other than in a clean reading ({kills} kills, {inside} of them with \
         some and not all documents written, {rounds} readings ended between them, seed {seed})"
    );
    figure(&what, kills);
}

/// Numbers that look random (Marsaglia's xorshift, 64 bits).
struct Chance(u64);

impl Chance {
    /// Between 0 and 1.
    fn part(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn start(desk: &Desk) -> Child {
    let mut add = desk.command(&["add", desk.writing().to_str().unwrap()]);
    add.env(MARK, desk.data())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    add.spawn().unwrap()
}

/// Whether some documents are in the record, and not all.
fn is_inside(desk: &Desk, wanted: &[Held]) -> bool {
    let record = desk.data().join("record.sqlite");
    let there = std::fs::metadata(record).is_ok_and(|about| about.len() > 0);
    there
        && std::panic::catch_unwind(|| held(&desk.data()))
            .is_ok_and(|held| !held.is_empty() && held.len() < wanted.len())
}

/// An index that holds something belongs to this record and is not ahead of it: else it would be made anew.
fn assert_no_rebuild(data: &Path) {
    let Ok(meta) = std::fs::read(data.join("index/meta.json")) else {
        return;
    };
    let meta: Value = serde_json::from_slice(&meta).expect("the head of the index is whole");
    if meta["segments"].as_array().is_none_or(Vec::is_empty) {
        return;
    }
    let payload = meta["payload"]
        .as_str()
        .expect("a commit says up to where it goes");
    let (record_id, seq) = payload.split_once(' ').unwrap();
    let (is, newest) = crate::ground::identity(data);
    assert_eq!(record_id, is);
    assert!(
        seq.parse::<i64>().unwrap() <= newest,
        "the index is ahead: {payload}, {newest}"
    );
}

fn changes(desk: &Desk) -> i64 {
    desk.status()["index"]["change_seq"].as_i64().unwrap()
}

/// Processes that this desk's programs started and that live.
fn readers(desk: &Desk) -> usize {
    let mark = format!("{MARK}={}", desk.data().display());
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    entries
        .filter(|entry| {
            let of = |name| std::fs::read(entry.path().join(name)).unwrap_or_default();
            let ours = of("environ")
                .split(|byte| *byte == 0)
                .any(|word| word == mark.as_bytes());
            ours && !of("stat").windows(3).any(|part| part == b") Z")
        })
        .count()
}
