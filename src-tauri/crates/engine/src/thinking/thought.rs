//! What the model does for one brief while the user thinks: plans, reads and sketches.

use domain::{Brief, Result};
use model::Pace;
use pipeline::{Plan, ReadTo, Standing};
use tokio_util::sync::CancellationToken;

use super::{SKETCH_SEED, Shared, State};
use crate::jobs::go;
use crate::shelf::OwnShelf;
use crate::workshop::Workshop;
use crate::writer::ModelWriter;

/// What is at hand while one brief is thought about.
pub(super) struct Thought<'a> {
    pub(super) workshop: &'a Workshop,
    pub(super) shared: &'a Shared,
    pub(super) standing: &'a Standing,
    pub(super) brief: &'a Brief,
    pub(super) stop: &'a CancellationToken,
}

impl<'a> Thought<'a> {
    /// A plan that can be read between two keys, once what stands before it is read; none if it was stopped.
    pub(super) fn in_haste(&self, shelf: &OwnShelf) -> Result<Option<Plan>> {
        let (standing, stop) = (self.standing, self.stop);
        let mut writer = self.writer()?;
        if pipeline::read_standing(standing, &mut writer, &mut || go(stop))? != ReadTo::End {
            return Ok(None);
        }
        let Some(plan) = self.plan(None, shelf)? else {
            return Ok(None);
        };
        let plan = plan.soon_read(self.workshop.loaded.bearable_characters());
        self.note(|state| state.hasty = Some(plan.clone()));
        Ok(Some(plan))
    }

    /// The whole plan, and then the one by a sketch, each read as it comes.
    pub(super) fn at_leisure(&self, shelf: &OwnShelf) -> Result<()> {
        let Some(plan) = self.plan(None, shelf)? else {
            return Ok(());
        };
        self.note(|state| state.coming = Some(plan.clone()));
        if !self.read(&plan)? {
            return Ok(());
        }
        let Some(sketch) = self.sketch(&plan)? else {
            return Ok(());
        };
        if let Some(sketched) = self.plan(Some(&sketch), shelf)? {
            self.note(|state| state.coming = Some(sketched.clone()));
            self.read(&sketched)?;
        }
        Ok(())
    }

    fn writer(&self) -> Result<ModelWriter<'a>> {
        let (workshop, file) = (self.workshop, self.workshop.model()?);
        Ok(workshop.writer(
            file,
            self.brief.kind,
            self.standing,
            Pace::Idle,
            SKETCH_SEED,
        ))
    }

    fn plan(&self, sketch: Option<&str>, shelf: &OwnShelf) -> Result<Option<Plan>> {
        let (brief, standing, stop) = (self.brief, self.standing, self.stop);
        let plan = pipeline::plan(brief, standing, sketch, shelf, &mut |_| go(stop))?;
        pipeline::abridged(plan, standing, &mut self.writer()?, &mut || go(stop))
    }

    /// Reads the prompt of `plan`; true if to its end. The plan that is coming serves as soon as its pieces are read, if no
    /// other one does: what follows them is short.
    pub(super) fn read(&self, plan: &Plan) -> Result<bool> {
        let mut writer = self.writer()?;
        let mut go = || go(self.stop);
        let read = pipeline::read_ahead(self.brief, self.standing, plan, &mut writer, &mut go)?;
        // Not through `note`: a key that stopped the reading takes nothing back of what was read.
        let mut state = self.shared.state();
        let served = state
            .ready
            .as_ref()
            .is_some_and(|ready| ready.serves(self.brief));
        let is_coming = state.coming.as_ref() == Some(plan);
        if is_coming && (read == ReadTo::End || (read == ReadTo::Pieces && !served)) {
            state.ready = Some(plan.clone());
        }
        Ok(read == ReadTo::End)
    }

    /// Notes something, unless something has happened since.
    fn note(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.shared.state();
        if !self.stop.is_cancelled() {
            change(&mut state);
        }
    }

    fn sketch(&self, plan: &Plan) -> Result<Option<String>> {
        let mut writer = self.writer()?;
        let stop = self.stop;
        pipeline::sketch(self.brief, self.standing, plan, &mut writer, &mut || {
            go(stop)
        })
    }
}
