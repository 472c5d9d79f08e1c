//! Replay: the user's own last texts are drafted again from what they had written before, and held against what they
//! really wrote. It writes nothing into the record.

mod choice;
mod earlier;
mod job;
#[cfg(test)]
mod testing;
mod types;

use std::path::Path;
use std::sync::Arc;

use domain::{Brief, Error, ErrorCode, Method, Result};
use store::Access;

use crate::drafting::Running;
use crate::engine::Engine;
use crate::jobs::Sink;
use job::ReplayJob;
pub use types::{Attempt, ReplayEvent, ReplayOf, ReplaySummary, Replayed};

impl Engine {
    /// Drafts the user's last texts again, each with what is earlier than it and with nothing. Returns when it has begun.
    ///
    /// # Errors
    /// `BadInput` where there is too little to try it with, `NoModel`, or `Busy` if a draft or another replay runs.
    pub fn start_replay(&self, of: ReplayOf, sink: Sink<ReplayEvent>) -> Result<()> {
        if of.last == 0 {
            return Err(
                Error::new(ErrorCode::BadInput, "no text at all is to be drafted again")
                    .remedy("Ask for one or more, such as --last 5"),
            );
        }
        let workshop = Arc::clone(self.workshop()?);
        let file = workshop.model()?;
        let record = self.record().another(Access::Read)?;
        let ((), stop) = self.drafts.begin(|| Ok((Running::Replay, ())))?;
        let cases = match choice::cases(&record, of) {
            Ok(cases) => cases,
            Err(error) => {
                self.drafts.end();
                return Err(error);
            }
        };
        let free = self.make_way();
        if let Some(thinker) = self.thinker.get() {
            thinker.begin_draft(&Brief::default(), Method::default(), Path::new(""));
        }
        let job = ReplayJob {
            cases,
            workshop,
            file,
            stop,
        };
        self.runtime.spawn_blocking(move || job.run(free, sink));
        Ok(())
    }

    /// Stops a replay; what is known by then is told with its end.
    pub fn stop_replay(&self) {
        self.drafts.stop(Running::Replay);
    }
}
