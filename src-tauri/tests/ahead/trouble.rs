//! A worker that dies, a machine that sleeps: the words stay, and the next draft works.

use std::time::{Duration, Instant};

use domain::{Brief, ErrorCode, Outcome};

use crate::desk::{Desk, Told, brief, kill_workers, long_brief, said, wait_until, workers};
use crate::signals::Held;

#[test]
fn a_worker_that_dies_in_the_middle_leaves_the_text_and_the_next_draft_works() {
    let desk = Desk::open();
    let (_, events) = desk.start(&long_brief());
    let said = said(&events, 5);
    kill_workers();
    let (outcome, text, error) = Told::all(&events).ended();
    assert_eq!(outcome, Outcome::Failed);
    assert!(text.starts_with(&said), "{text:?} keeps {said:?}");
    let error = error.unwrap();
    assert_eq!(error.code, ErrorCode::WorkerDied);
    assert!(error.to_string().contains("try again"), "{error}");
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
}

#[test]
fn a_worker_that_dies_between_two_drafts_is_never_noticed() {
    let desk = Desk::open();
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
    kill_workers();
    wait_until("the end of the worker", || workers().is_empty());
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
}

#[test]
fn a_model_that_loads_is_not_begun_anew_by_a_key() {
    let desk = Desk::open();
    desk.engine.prepare(brief());
    wait_until("a worker", || !workers().is_empty());
    let loading = workers();
    // Held up, as a large model is by its size.
    let held = Held::all(loading.clone());
    for title in ["The urn i", "The urn is", "The urn is cold"] {
        desk.engine.prepare(Brief {
            title: title.into(),
            ..brief()
        });
        std::thread::sleep(Duration::from_millis(250));
        assert_eq!(workers(), loading, "{title}");
    }
    drop(held);
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
    assert_eq!(workers(), loading);
}

#[test]
fn a_machine_that_sleeps_in_the_middle_goes_on() {
    let desk = Desk::open();
    let (_, events) = desk.start(&long_brief());
    let before = said(&events, 3);
    let sleeping = Held::all(workers());
    std::thread::sleep(Duration::from_secs(5));
    drop(sleeping);
    let told = Told::all(&events);
    assert_eq!(told.ended().0, Outcome::Finished);
    assert_eq!(told.ended().1, before + &told.text());
}

#[test]
fn a_stopped_draft_ends_at_once_whatever_the_model_is_doing() {
    let desk = Desk::open();
    // While it loads or reads, and while it writes.
    for words in [0, 3] {
        let (id, events) = desk.start(&long_brief());
        let said = said(&events, words);
        wait_until("a worker", || !workers().is_empty());
        // It neither ends by itself nor hears of it.
        let held = Held::all(workers());
        let stopped = Instant::now();
        desk.engine.stop_draft(id);
        let (outcome, text, error) = Told::all(&events).ended();
        assert_eq!((outcome, error), (Outcome::Cancelled, None));
        assert!(text.starts_with(&said));
        // No benchmark: only that nothing waits for the model. `cargo xtask bench engine` has the figures.
        assert!(stopped.elapsed() < Duration::from_secs(2));
        drop(held);
    }
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
}
