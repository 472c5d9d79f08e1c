//! The hidden words with which this same program becomes a worker process.

use std::path::Path;

use worker::Program;

/// Threads of the model that wait for one another spin for some microseconds and then sleep. Asleep at once, as under
/// `OMP_WAIT_POLICY=passive`, the starter wrote 21 tokens a second on two idle cores where this writes 68. Spinning longer
/// won nothing, and beside another busy program some texts came four to ten times as slowly; with this, at worst, half.
const SPIN_BRIEFLY: (&str, &str) = ("GOMP_SPINCOUNT", "2000");

/// The first argument that makes the program a worker and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerWord {
    /// Parses files.
    Reader,
    /// Owns the weights.
    Model,
}

impl WorkerWord {
    const ALL: [WorkerWord; 2] = [WorkerWord::Reader, WorkerWord::Model];

    fn as_str(self) -> &'static str {
        match self {
            WorkerWord::Reader => "worker-reader",
            WorkerWord::Model => "worker-model",
        }
    }

    /// The worker that `word` asks for.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// How to start this worker, `program` being the executable of this very program.
    pub fn program(self, program: &Path) -> Program {
        Program {
            path: program.to_owned(),
            arguments: vec![self.as_str().into()],
            environment: match self {
                WorkerWord::Reader => Vec::new(),
                WorkerWord::Model => vec![SPIN_BRIEFLY],
            },
        }
    }
}

/// Lives as a worker until the parent is gone.
///
/// # Errors
/// If the process cannot listen to its parent.
pub fn serve_worker(word: WorkerWord) -> std::io::Result<()> {
    match word {
        WorkerWord::Reader => library::serve_reader(),
        WorkerWord::Model => model::serve(),
    }
}
