//! A model that is tried has the memory for itself: it waits until nothing is drafted, and the model that drafts use is put
//! away. Two at once may be more than the memory holds. One that is deleted has no process that uses it, in the same way.

use pipeline::Go;

use crate::drafting::Drafts;
use crate::thinking::Thinker;
use crate::writer::{Emptied, LoadedModel};

/// Everything that makes way for a model that is tried.
#[derive(Clone, Copy)]
pub(crate) struct Trial<'engine> {
    pub(crate) drafts: &'engine Drafts,
    /// None in an engine that only reads, which drafts nothing.
    pub(crate) loaded: Option<&'engine LoadedModel>,
    /// None where nothing is done ahead of drafts.
    pub(crate) thinker: Option<&'engine Thinker>,
}

impl<'engine> Trial<'engine> {
    /// Waits until nothing is drafted, and puts the loaded model away; none if `go_on` does not want to wait.
    pub(crate) fn begin(self, go_on: &mut dyn FnMut() -> Go) -> Option<Alone<'engine>> {
        if !self.drafts.begin_trial(go_on) {
            return None;
        }
        if let Some(thinker) = self.thinker {
            thinker.begin_trial();
        }
        Some(Alone {
            trial: self,
            // Held as long as the trial lasts: what was stopped just now might load the model again.
            _emptied: self.loaded.map(LoadedModel::keep_empty),
        })
    }
}

/// As long as it lives nothing is drafted, nor done ahead, and no model is loaded but the one that is tried.
pub(crate) struct Alone<'engine> {
    trial: Trial<'engine>,
    _emptied: Option<Emptied<'engine>>,
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        if let Some(thinker) = self.trial.thinker {
            thinker.end_draft();
        }
        self.trial.drafts.end();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::thread;
    use std::time::{Duration, Instant};

    use domain::{Brief, DraftId, ErrorCode, Wish};
    use jiff::Timestamp;
    use tokio::runtime::Runtime;

    use super::*;
    use crate::drafting::{Manner, Running};
    use crate::engine::Engine;
    use crate::models::ModelStep;
    use crate::setup::Setup;

    /// Longer than anything here takes on a slow machine.
    const PATIENCE: Duration = Duration::from_secs(60);

    #[test]
    fn it_waits_for_a_draft_unless_it_is_stopped() {
        let (drafts, loaded) = (Drafts::default(), LoadedModel::default());
        let trial = Trial {
            drafts: &drafts,
            loaded: Some(&loaded),
            thinker: None,
        };
        let draft = Running::Draft(DraftId(1));
        drafts.begin(|| Ok((draft, ()))).unwrap();
        assert!(trial.begin(&mut || Go::Break(())).is_none());
        let mut asked = 0;
        let alone = trial.begin(&mut || {
            asked += 1;
            if asked == 2 {
                drafts.end();
            }
            Go::Continue(())
        });
        assert!(alone.is_some());
        assert_eq!(asked, 2);
        let refused = drafts.begin(|| Ok((draft, ()))).unwrap_err();
        assert_eq!(refused.code, ErrorCode::Busy);
        assert!(refused.what.contains("tried out"), "{refused}");
        drop(alone);
        drafts.begin(|| Ok((draft, ()))).unwrap();
    }

    /// A program that is no worker: it notes the number of its process and never answers.
    fn silent(folder: &Path) -> PathBuf {
        let program = folder.join("silent");
        let script = "#!/bin/sh\necho $$ >> \"$0.started\"\nexec sleep 600\n";
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        program
    }

    /// How many of the programs were started, and how many are still there.
    fn started(folder: &Path) -> (usize, usize) {
        let noted = fs::read_to_string(folder.join("silent.started")).unwrap_or_default();
        let lives = |process: &&str| {
            let asked = Command::new("kill").args(["-0", *process]).output();
            asked.unwrap().status.success()
        };
        (noted.lines().count(), noted.lines().filter(lives).count())
    }

    fn wait_until(mut is_so: impl FnMut() -> bool) {
        let since = Instant::now();
        while !is_so() {
            assert!(since.elapsed() < PATIENCE, "it did not come");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn brief() -> Brief {
        Brief {
            title: "The urn".into(),
            points: vec!["the tea urn has died".into()],
            ..Brief::default()
        }
    }

    /// An engine in `folder` whose model is being loaded ahead of a draft.
    fn thinking(folder: &Path, runtime: &Runtime) -> Engine {
        let setup = Setup {
            data_dir: folder.join("data"),
            program: silent(folder),
            model: None,
            model_folders: Vec::new(),
            memory: None,
            sample_library: None,
            now: Timestamp::now,
        };
        let engine = Engine::open(setup, runtime.handle().clone()).unwrap();
        fs::create_dir_all(folder.join("data/models")).unwrap();
        fs::write(folder.join("data/models/mine.gguf"), "GGUF").unwrap();
        engine.think_ahead().unwrap();
        engine.prepare(brief());
        wait_until(|| started(folder) == (1, 1));
        engine
    }

    #[test]
    fn the_model_that_is_loaded_goes_first_and_comes_back_afterwards() {
        let (folder, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
        let engine = thinking(folder.path(), &runtime);
        let draft = || {
            let manner = Manner {
                candidates: 1,
                ..Manner::default()
            };
            engine.start_draft(brief(), Wish::default(), manner, Box::new(|_| {}))
        };
        let mut steps = Vec::new();
        let checked = engine.models().check("mine", &mut |step| {
            steps.push(step);
            if step != ModelStep::Trying || started(folder.path()).0 < 2 {
                return Go::Continue(());
            }
            assert_eq!(started(folder.path()), (2, 1), "one at a time");
            assert_eq!(draft().unwrap_err().code, ErrorCode::Busy);
            Go::Break(())
        });
        assert_eq!(checked, Ok(None));
        assert!(!steps.contains(&ModelStep::Waiting), "{steps:?}");
        // What is done ahead begins again.
        wait_until(|| started(folder.path()) == (3, 1));

        // A draft that runs keeps its model, and the trial waits for it.
        let id = draft().unwrap();
        let stopped = engine.models().check("mine", &mut |step| match step {
            ModelStep::Summing { .. } => Go::Continue(()),
            step => {
                steps.push(step);
                Go::Break(())
            }
        });
        assert_eq!(stopped, Ok(None));
        assert_eq!(steps.last(), Some(&ModelStep::Waiting));
        assert_eq!(started(folder.path()), (3, 1));
        engine.stop_draft(id);
    }

    #[test]
    fn a_model_that_is_deleted_is_let_go_even_while_it_is_at_work_ahead_of_a_draft() {
        let (folder, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
        let engine = thinking(folder.path(), &runtime);
        let removed = engine.models().remove("mine").unwrap();
        assert_eq!((removed.freed_bytes, removed.used), (4, None));
        assert_eq!(started(folder.path()), (1, 0));
    }
}
