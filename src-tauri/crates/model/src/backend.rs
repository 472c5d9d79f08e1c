//! llama.cpp itself, with the code for this processor chosen when it starts.

use std::path::PathBuf;

use domain::{Error, ErrorCode, Result};
use llama_cpp_2::llama_backend::{LlamaBackend, load_backends, load_backends_from_path};

/// Where a package keeps the variants for different processors, beside the program.
const BESIDE: &str = "backends";

/// Starts llama.cpp; once in a process.
///
/// # Errors
/// `NoModel` if none of its variants runs on this processor.
pub(crate) fn start() -> Result<LlamaBackend> {
    match beside_the_program() {
        Some(folder) => load_backends_from_path(&folder),
        // Where the build has put them.
        None => load_backends(),
    }
    let mut backend = LlamaBackend::init().map_err(|error| {
        Error::new(
            ErrorCode::NoModel,
            format!("the model cannot run on this machine ({error})"),
        )
    })?;
    backend.void_logs();
    Ok(backend)
}

fn beside_the_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?.join(BESIDE);
    // llama.cpp's own reading of paths panics on one that is not UTF-8.
    (folder.is_dir() && folder.to_str().is_some()).then_some(folder)
}
