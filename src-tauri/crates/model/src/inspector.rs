//! The handle's side of looking at a model file.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use domain::{Error, ErrorCode, Result, path_to_bytes};
use worker::{Child, Program, Received};

use crate::protocol::{Inspection, Reply, Request};
use crate::sheet::Sheet;

/// How often the caller is asked whether to go on.
const PULSE: Duration = Duration::from_millis(20);

/// The facts of the model in `file`, found out by a worker process of its own; `None` if `go_on` stopped it.
///
/// # Errors
/// `NoModel` if Longhand cannot write with it, with the reason.
pub fn inspect(
    program: &Program,
    file: &Path,
    how: Inspection,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Option<Sheet>> {
    let mut child = Child::start(program)?;
    child.send(&Request::Inspect {
        file: path_to_bytes(file),
        how,
    })?;
    loop {
        match child.receive(PULSE) {
            Received::Message(Reply::Inspected(sheet)) => return Ok(Some(sheet)),
            Received::Message(Reply::Failed(error)) => return Err(error.at(file)),
            Received::Message(_) => {}
            Received::Nothing => {
                if go_on().is_break() {
                    return Ok(None);
                }
            }
            Received::Gone(how) => {
                return Err(Error::new(
                    ErrorCode::NoModel,
                    format!("this model file cannot be used: reading it ended the process ({how})"),
                )
                .at(file)
                .remedy("It is damaged; get it again"));
            }
        }
    }
}
