//! Further drafts: written while one is read, told all at once, and given up as soon as anybody writes.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use domain::{FurtherDraft, Outcome, Wish};

use crate::desk::{Desk, brief};

/// Longer than it takes on a slow machine.
const LONG: Duration = Duration::from_secs(120);

fn ask(desk: &Desk) -> Receiver<Vec<FurtherDraft>> {
    let (send, came) = channel();
    let told = move |drafts| {
        let _ = send.send(drafts);
    };
    desk.engine
        .further_drafts(brief(), Wish::default(), Box::new(told))
        .unwrap();
    came
}

#[test]
fn they_come_beside_a_draft_and_a_key_or_a_draft_ends_them() {
    let desk = Desk::open();
    desk.engine.prepare(brief());
    let first = desk.draft(&brief()).ended().1;
    let came = ask(&desk);
    let drafts = came.recv_timeout(LONG).unwrap();
    assert!((1..=3).contains(&drafts.len()), "{}", drafts.len());
    for draft in &drafts {
        assert!(draft.text.trim().len() > 10 && draft.text != first);
        assert!((0.0..=1.0).contains(&draft.findings.points_kept));
    }
    // They are told once.
    assert!(came.recv().is_err());

    // A key in the text leaves the brief as it is, and is a key all the same.
    let came = ask(&desk);
    std::thread::sleep(Duration::from_millis(300));
    desk.engine.prepare(brief());
    assert_eq!(
        came.recv_timeout(LONG).err(),
        Some(RecvTimeoutError::Disconnected)
    );

    let came = ask(&desk);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(desk.draft(&brief()).ended().0, Outcome::Finished);
    assert_eq!(
        came.recv_timeout(LONG).err(),
        Some(RecvTimeoutError::Disconnected)
    );
}
