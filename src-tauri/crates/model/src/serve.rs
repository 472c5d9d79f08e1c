//! The life of the worker process: wait for a request, load or write, answer.

use std::path::Path;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Instant;

use domain::{Error, ErrorCode, Result, path_from_bytes};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use worker::{Limits, Parent};

use crate::inference::{Inference, Word};
use crate::inspect::{inspect, sheet};
use crate::protocol::{Reply, Request};
use crate::{backend, kinds};

/// Whoever types comes before a draft, and that before the reading of files.
const GIVES_WAY: u8 = 4;

/// Runs the worker until its parent is gone. Never returns before that but for an error of the operating system.
///
/// # Errors
/// If the process cannot listen to its parent.
pub fn serve() -> std::io::Result<()> {
    let limits = Limits {
        gives_way: GIVES_WAY,
        ..Limits::default()
    };
    let (mut parent, requests) = Parent::meet::<Request>(limits)?;
    let mut next = requests.recv().ok();
    while let Some(request) = next {
        next = match request {
            Request::Load { file } => {
                let file = path_from_bytes(file);
                match live_with(&file, &mut parent, &requests) {
                    Ok(request) => request,
                    Err(error) => {
                        parent.tell(&Reply::Failed(error.at(&file)));
                        requests.recv().ok()
                    }
                }
            }
            Request::Inspect { file, how } => {
                parent.tell(&match inspect(&path_from_bytes(file), &how) {
                    Ok(sheet) => Reply::Inspected(sheet),
                    Err(error) => Reply::Failed(error),
                });
                requests.recv().ok()
            }
            Request::Write { .. } => {
                parent.tell(&Reply::Failed(Error::new(
                    ErrorCode::NoModel,
                    "no model is loaded",
                )));
                requests.recv().ok()
            }
            Request::Learn { .. } | Request::Enough { .. } | Request::Cancel => {
                requests.recv().ok()
            }
        };
    }
    Ok(())
}

/// Loads one model and serves with it until another is to be loaded; returns that request.
fn live_with(
    file: &Path,
    parent: &mut Parent,
    requests: &Receiver<Request>,
) -> Result<Option<Request>> {
    let started = Instant::now();
    // llama.cpp ends its process at some of what this refuses, and writes nonsense with other.
    let architecture = sheet(file)?.architecture;
    let backend = backend::start()?;
    let model = load(&backend, file, &architecture)?;
    let mut inference = Inference::new(&backend, &model, file)?;
    parent.tell(&Reply::Loaded(
        inference.facts(architecture, started.elapsed()),
    ));
    while let Ok(request) = requests.recv() {
        match request {
            Request::Load { .. } | Request::Inspect { .. } => return Ok(Some(request)),
            Request::Enough { .. } | Request::Cancel => {}
            Request::Learn { said } => inference.learn(&said),
            Request::Write {
                prompt,
                continuations,
            } => {
                let listen = || match requests.try_recv() {
                    Ok(Request::Enough { which }) => Some(Word::Enough(which)),
                    Ok(Request::Cancel) | Err(TryRecvError::Disconnected) => Some(Word::Stop),
                    // The handle sends nothing else while it waits for an answer.
                    Ok(_) | Err(TryRecvError::Empty) => None,
                };
                let mut tell = |reply| parent.tell(&reply);
                let written = inference.write(&prompt, &continuations, &mut tell, &listen);
                parent.tell(&match written {
                    Ok(written) => Reply::Written(written),
                    Err(error) => Reply::Failed(error),
                });
            }
        }
    }
    Ok(None)
}

fn load(backend: &LlamaBackend, file: &Path, architecture: &str) -> Result<LlamaModel> {
    let model =
        LlamaModel::load_from_file(backend, file, &LlamaModelParams::default()).map_err(|_| {
            kinds::unloadable(
                architecture,
                "the file is damaged, or too little memory is free",
            )
        })?;
    if model.is_recurrent() || model.is_hybrid() {
        return Err(kinds::forgetful(architecture));
    }
    Ok(model)
}
