//! Looking at a model file, in the worker process: a hostile one can only kill the worker.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use domain::{Error, Result};
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;

use crate::gguf::Head;
use crate::inference::CONTEXT;
use crate::protocol::Inspection;
use crate::sheet::Sheet;
use crate::{backend, kinds};

/// The facts of the model in `file`, looked at as closely as `how` says.
///
/// # Errors
/// `NoModel` if Longhand cannot write with it, with the reason.
pub(crate) fn inspect(file: &Path, how: &Inspection) -> Result<Sheet> {
    let sheet = sheet(file)?;
    sheet.fits(how.memory)?;
    if how.thoroughly {
        ask_llama(file, &sheet.architecture)?;
    }
    Ok(sheet)
}

/// What the model in `file` says of itself. Its weights are not touched, so this takes milliseconds.
///
/// # Errors
/// `NoModel` if Longhand cannot write with it, with the reason.
pub(crate) fn sheet(file: &Path) -> Result<Sheet> {
    let unreadable = |cause: std::io::Error| Error::io("reading the model file", file, &cause);
    let opened = File::open(file).map_err(unreadable)?;
    let bytes = opened.metadata().map_err(unreadable)?.len();
    let head = Head::read(&mut BufReader::with_capacity(1 << 16, opened), bytes)?;
    Sheet::of(&head, bytes, u64::from(CONTEXT))
}

/// Has llama.cpp read metadata and vocabulary, but no weights.
fn ask_llama(file: &Path, architecture: &str) -> Result<()> {
    let backend = backend::start()?;
    let params = LlamaModelParams::default().with_vocab_only(true);
    let model = LlamaModel::load_from_file(&backend, file, &params)
        .map_err(|_| kinds::unloadable(architecture, "the file is damaged"))?;
    if model.is_recurrent() || model.is_hybrid() {
        return Err(kinds::forgetful(architecture));
    }
    Ok(())
}
