//! What is ready when a draft is asked for, and what is never used.

use std::fs;
use std::time::{Duration, Instant};

use domain::{Brief, DraftEvent, Kind, Readiness};

use crate::desk::{Desk, PATIENCE, Told, brief, samples, wait_until};

/// What was ready: the usual pieces, the passages on the topic, and the share of the prompt.
fn ready(told: &Told) -> (Readiness, Readiness, f64) {
    let ready = told.0.iter().find_map(|event| match event {
        DraftEvent::Ready {
            style,
            topic,
            tokens,
            tokens_ready,
            ..
        } => Some((
            *style,
            *topic,
            f64::from(*tokens_ready) / f64::from(*tokens),
        )),
        _ => None,
    });
    ready.expect("a draft says what was ready")
}

/// Drafts until the work ahead is seen to be done. A draft stops that work, so it is asked for sparingly.
fn think(desk: &Desk, brief: &Brief) -> Told {
    let since = Instant::now();
    while since.elapsed() < PATIENCE * 3 {
        desk.engine.prepare(brief.clone());
        std::thread::sleep(Duration::from_secs(6));
        let told = desk.draft(brief);
        // The pieces alone would do for a draft; here all of it is waited for.
        if ready(&told).1 == Readiness::Ready && ready(&told).2 > 0.9 {
            return told;
        }
    }
    panic!("the prompt was never ready");
}

#[test]
fn after_a_pause_all_is_ready_and_another_brief_starts_clean() {
    let desk = Desk::open();
    let told = think(&desk, &brief());
    assert_eq!(ready(&told).0, Readiness::Ready);

    // One more word: what is there still serves, and only the new words are read.
    let mut grown = brief();
    grown.points[1].push_str(" at six");
    let (style, topic, share) = ready(&desk.draft(&grown));
    assert_eq!((style, topic), (Readiness::Ready, Readiness::Ready));
    assert!(share > 0.8, "{share}");

    // Another matter: nothing that was prepared for the first one is used, and the sources say so.
    let other = Brief {
        kind: Kind::Review,
        about: "A brass lamp".into(),
        points: vec!["too bright to read by".into()],
        ..Brief::default()
    };
    let told = desk.draft(&other);
    let (_, topic, share) = ready(&told);
    assert!(
        topic != Readiness::Ready && share < 0.5,
        "{topic:?} {share}"
    );
    let kinds = told.0.iter().find_map(|event| match event {
        DraftEvent::Sources { sources } => Some(sources.iter().all(|s| s.kind == Kind::Review)),
        _ => None,
    });
    assert_eq!(kinds, Some(true));
}

#[test]
fn whoever_goes_on_with_a_text_without_points_does_not_wait_either() {
    let desk = Desk::open();
    let goes_on = Brief {
        points: Vec::new(),
        start: "The tea urn has died, and on Thursday there are forty of us. ".into(),
        ..brief()
    };
    let told = think(&desk, &goes_on);
    assert_eq!(ready(&told).0, Readiness::Ready);
    // Points are read with other pieces: nothing of that is used for them.
    let (_, _, share) = ready(&desk.draft(&brief()));
    assert!(share < 0.9, "{share}");
}

#[test]
fn the_usual_pieces_are_read_once_and_a_state_that_does_not_fit_is_never_used() {
    let desk = Desk::open();
    desk.engine.prepare(brief());
    wait_until("a saved state", || !desk.saved("label").is_empty());
    let desk = desk.reopened();
    assert_eq!(ready(&desk.draft(&brief())).0, Readiness::Ready);

    let state = &desk.saved("state")[0];
    let whole = fs::read(state).unwrap();
    let label = fs::read_to_string(state.with_extension("label")).unwrap();
    let damaged = {
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes
    };
    let other_version = label.replace("llama-cpp-2 0.1.160", "llama-cpp-2 0.1.1");
    let other_settings = label.replace("f16", "q8_0");
    assert!(other_version != label && other_settings != label);
    let cases: [(&str, &[u8], &str); 5] = [
        ("damaged", &damaged, &label),
        ("cut short", &whole[..whole.len() / 3], &label),
        ("empty", b"", &label),
        ("of another version", &whole, &other_version),
        ("of other settings", &whole, &other_settings),
    ];
    let mut desk = desk;
    for (what, bytes, label) in cases {
        desk = desk.reopened();
        let state = desk.saved("state")[0].clone();
        fs::write(&state, bytes).unwrap();
        fs::write(state.with_extension("label"), label).unwrap();
        let told = desk.draft(&brief());
        assert_eq!(ready(&told).0, Readiness::ReadNow, "{what}");
        assert_eq!(told.ended().2, None, "{what}");
        assert_eq!(
            fs::read(&state).unwrap().len(),
            whole.len(),
            "{what}: made anew"
        );
    }
    // What is forgotten is forgotten here, too.
    desk.engine.forget(&samples()).unwrap();
    assert!(desk.saved("state").is_empty() && desk.saved("json").is_empty());
}

#[test]
fn a_state_that_does_not_fit_is_made_anew_before_a_draft_is_asked_for() {
    let desk = Desk::open();
    // Somebody is named, and nothing is said yet.
    let named = Brief {
        to: "Tom Averill".into(),
        ..Brief::default()
    };
    desk.engine.prepare(named.clone());
    wait_until("a saved state", || !desk.saved("label").is_empty());
    let desk = desk.reopened();
    let label = desk.saved("label").remove(0);
    let as_it_was = fs::read_to_string(&label).unwrap();
    let version = "llama-cpp-2 0.1.160";
    assert!(as_it_was.contains(version));
    fs::write(&label, as_it_was.replace(version, "llama-cpp-2 0.1.1")).unwrap();
    desk.engine.prepare(named);
    wait_until("the state of this version", || {
        fs::read_to_string(&label).is_ok_and(|now| now.contains(version))
    });
}

#[test]
fn a_state_that_cannot_be_kept_costs_time_and_nothing_else() {
    let desk = Desk::open();
    let folder = desk.folder.path().join("standing");
    let _ = fs::remove_dir_all(&folder);
    // A file in the place of the folder: every write into it fails, as on a full disk.
    fs::write(&folder, "in the way").unwrap();
    let told = desk.draft(&brief());
    assert_eq!(told.ended().2, None);
    assert!(!told.text().is_empty());
}
