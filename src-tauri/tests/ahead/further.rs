//! Further drafts: written while one is read, told all at once, and given up as soon as anybody writes.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use domain::{FurtherDraft, Outcome, Wish};

use crate::desk::{Desk, PATIENCE, Told, long_brief, workers};
use crate::signals::Held;

fn ask(desk: &Desk) -> Receiver<Vec<FurtherDraft>> {
    let (send, came) = channel();
    let told = move |drafts| {
        let _ = send.send(drafts);
    };
    desk.engine
        .further_drafts(long_brief(), Wish::default(), Box::new(told))
        .unwrap();
    came
}

#[test]
fn they_come_beside_a_draft_and_a_key_or_a_draft_ends_them() {
    let desk = Desk::open();
    desk.engine.prepare(long_brief());
    let first = desk.draft(&long_brief()).ended().1;
    let came = ask(&desk);
    let drafts = came.recv_timeout(PATIENCE).unwrap();
    assert!((1..=3).contains(&drafts.len()), "{}", drafts.len());
    for draft in &drafts {
        assert!(draft.text.trim().len() > 10);
        assert!((0.0..=1.0).contains(&draft.findings.points_kept));
    }
    let texts: BTreeSet<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
    assert_eq!(texts.len(), drafts.len(), "each comes once");
    // One of them may come out like the first; of so many points not all do.
    assert!(drafts.iter().any(|draft| draft.text != first), "{first}");
    // They are told once.
    assert!(came.recv().is_err());

    // A key in the text leaves the brief as it is, and is a key all the same. The model is held, so that they cannot be
    // done before it.
    let came = ask(&desk);
    let held = Held::all(workers());
    desk.engine.prepare(long_brief());
    assert_eq!(
        came.recv_timeout(PATIENCE).err(),
        Some(RecvTimeoutError::Disconnected)
    );
    drop(held);

    let came = ask(&desk);
    let held = Held::all(workers());
    let (_, events) = desk.start(&long_brief());
    assert_eq!(
        came.recv_timeout(PATIENCE).err(),
        Some(RecvTimeoutError::Disconnected)
    );
    drop(held);
    assert_eq!(Told::all(&events).ended().0, Outcome::Finished);
}
