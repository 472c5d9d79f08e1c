//! Longhand: without words the window, with words the command line, with a hidden word a worker process.

mod behind;
mod closing;
mod commands;
mod dialog_answers;
mod environment;
mod interrupts;
mod line;
mod refusal;
mod scale;
mod text_input;
mod window;

use std::process::ExitCode;

use engine::{WorkerWord, serve_worker};

fn main() -> ExitCode {
    let word = std::env::args_os().nth(1);
    match word
        .as_ref()
        .and_then(|word| word.to_str())
        .and_then(WorkerWord::of)
    {
        Some(worker) => match serve_worker(worker) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        None => line::run(),
    }
}
