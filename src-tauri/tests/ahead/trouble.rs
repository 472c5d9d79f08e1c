//! A worker that dies, a machine that sleeps: the words stay, and the next draft works.

use std::time::{Duration, Instant};

use domain::{Brief, DraftEvent, ErrorCode, Outcome};

use crate::desk::{Desk, Told, brief, signal, wait_until, workers};

#[test]
fn a_worker_that_dies_in_the_middle_leaves_the_text_and_the_next_draft_works() {
    let desk = Desk::open();
    let (_, events) = desk.start(&brief());
    let mut said = String::new();
    while said.split_whitespace().count() < 5 {
        if let DraftEvent::Text { delta, .. } =
            events.recv_timeout(Duration::from_secs(60)).unwrap()
        {
            said.push_str(&delta);
        }
    }
    for worker in workers() {
        signal(worker, "KILL");
    }
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
    for worker in workers() {
        signal(worker, "KILL");
    }
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
    loading.iter().for_each(|worker| signal(*worker, "STOP"));
    for title in ["The urn i", "The urn is", "The urn is cold"] {
        desk.engine.prepare(Brief {
            title: title.into(),
            ..brief()
        });
        std::thread::sleep(Duration::from_millis(250));
        assert_eq!(workers(), loading, "{title}");
    }
    loading.iter().for_each(|worker| signal(*worker, "CONT"));
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
    assert_eq!(workers(), loading);
}

#[test]
fn a_machine_that_sleeps_in_the_middle_goes_on() {
    let desk = Desk::open();
    let (_, events) = desk.start(&brief());
    wait_until("a worker", || !workers().is_empty());
    std::thread::sleep(Duration::from_millis(700));
    let sleeping = workers();
    sleeping.iter().for_each(|worker| signal(*worker, "STOP"));
    std::thread::sleep(Duration::from_secs(5));
    sleeping.iter().for_each(|worker| signal(*worker, "CONT"));
    let told = Told::all(&events);
    assert_eq!(told.ended().0, Outcome::Finished);
    assert_eq!(told.ended().1, told.text());
}

#[test]
fn a_stopped_draft_ends_at_once_whatever_the_model_is_doing() {
    let desk = Desk::open();
    // While it reads, and while it writes.
    for words in [0, 3] {
        let (id, events) = desk.start(&brief());
        let mut said = String::new();
        while words > said.split_whitespace().count() {
            if let DraftEvent::Text { delta, .. } =
                events.recv_timeout(Duration::from_secs(60)).unwrap()
            {
                said.push_str(&delta);
            }
        }
        let stopped = Instant::now();
        desk.engine.stop_draft(id);
        let (outcome, text, error) = Told::all(&events).ended();
        assert_eq!((outcome, error), (Outcome::Cancelled, None));
        assert!(text.starts_with(&said));
        // No benchmark: only that nothing waits for the model. `cargo xtask bench engine` has the figures.
        assert!(stopped.elapsed() < Duration::from_secs(2));
    }
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
}
