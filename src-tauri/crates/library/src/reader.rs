//! The reader: a worker process that parses files, so that a hostile one can only kill the reader.

use std::path::Path;
use std::time::Duration;

use domain::{Error, Result, path_from_bytes, path_to_bytes};
use serde::{Deserialize, Serialize};
use worker::{Child, Limits, Parent, Program, Received};

use crate::extract::{Found, Mark, Resume, Verdict, extract};

/// Address space of the reader: a file of 64 MB and what parsing makes of it.
const MEMORY: u64 = 2 << 30;
/// Processor time of one reader process; it is started anew long before, after `FILES_PER_PROCESS` files.
const CPU_SECONDS: u64 = 600;
const FILES_PER_PROCESS: u32 = 5_000;
/// A file that gives nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many messages of one mailbox may end the reader and are passed over; with more the mailbox is given up.
const MOST_PASSED_OVER: u32 = 20;
/// Deep nesting needs stack.
const STACK: usize = 64 << 20;

#[derive(Debug, Serialize, Deserialize)]
struct Request {
    path: Vec<u8>,
    from: Option<Resume>,
}

#[derive(Debug, Serialize, Deserialize)]
enum Reply {
    Found(Found),
    Done(Verdict),
}

/// Runs the reader until its parent is gone.
///
/// # Errors
/// If the process cannot listen to its parent.
pub fn serve() -> std::io::Result<()> {
    let limits = Limits {
        memory: Some(MEMORY),
        cpu_seconds: Some(CPU_SECONDS),
        // Whoever types or drafts comes first.
        gives_way: true,
    };
    let (mut parent, requests) = Parent::meet::<Request>(limits)?;
    let reading = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            while let Ok(request) = requests.recv() {
                let path = path_from_bytes(request.path);
                let verdict = extract(&path, request.from.as_ref(), &mut |found| {
                    parent.tell(&Reply::Found(found))
                });
                parent.tell(&Reply::Done(verdict));
            }
        })?;
    // A panic in there is the end of this process; the parent sees that it is gone.
    if reading.join().is_err() {
        std::process::exit(101);
    }
    Ok(())
}

/// How reading a file ended.
#[derive(Debug)]
pub(crate) enum Ending {
    /// The reader came to a verdict.
    Read(Verdict),
    /// The file ended the reader, or held it up until it was ended; why, in words.
    Broke(&'static str),
}

/// The handle to the reader; starts the process when it is needed.
#[derive(Debug)]
pub(crate) struct Reader {
    program: Program,
    child: Option<Child<Reply>>,
    files: u32,
}

impl Reader {
    pub(crate) fn new(program: Program) -> Self {
        Self {
            program,
            child: None,
            files: 0,
        }
    }

    /// Ends the process: it is in the middle of a file that nobody wants to hear of any more.
    pub(crate) fn restart(&mut self) {
        self.child = None;
    }

    /// Reads `path`, a mailbox from `mark` on, telling all that is found as it comes. What the file does to the reader is
    /// an ending, not an error. A message of a mailbox that ends the reader is passed over, and what lies behind it is read.
    ///
    /// # Errors
    /// If no reader can be started, or `on_found` fails.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        mark: Option<&Mark>,
        on_found: &mut dyn FnMut(Found) -> Result<()>,
    ) -> Result<Ending> {
        let mut from = mark.cloned().map(Resume::At);
        let mut passed_over = 0;
        loop {
            let fresh = self.is_fresh();
            let (mut reached, mut next) = (None, None);
            let ending = self.once(path, from.as_ref(), &mut |found| {
                match &found {
                    Found::Next(place) => {
                        next = Some(*place);
                        return Ok(());
                    }
                    Found::Document(_) => next = None,
                    Found::Mark(mark) => reached = Some(mark.clone()),
                    Found::Continued | Found::Behind => {}
                }
                on_found(found)
            })?;
            if let Ending::Read(_) = ending {
                return Ok(ending);
            }
            let further =
                reached.filter(|mark| from.as_ref().is_none_or(|from| mark.at() > from.at()));
            match (further, next) {
                // A long mailbox may use up the time of one process: the next one goes on as long as that helps.
                (Some(mark), _) => from = Some(Resume::At(mark)),
                // What this process had read before may have used it up, and the message may be as good as any.
                (None, Some(_)) if !fresh => {}
                (None, Some(place)) if passed_over < MOST_PASSED_OVER => {
                    passed_over += 1;
                    from = Some(Resume::Behind(place));
                }
                _ => return Ok(ending),
            }
        }
    }

    /// Whether the next file is the first that its process reads.
    fn is_fresh(&self) -> bool {
        self.child.is_none() || self.files >= FILES_PER_PROCESS
    }

    fn once(
        &mut self,
        path: &Path,
        from: Option<&Resume>,
        on_found: &mut dyn FnMut(Found) -> Result<()>,
    ) -> Result<Ending> {
        if self.files >= FILES_PER_PROCESS {
            self.child = None;
        }
        let child = match &mut self.child {
            Some(child) => child,
            None => {
                self.files = 0;
                self.child.insert(Child::start(&self.program)?)
            }
        };
        self.files += 1;
        let request = Request {
            path: path_to_bytes(path),
            from: from.cloned(),
        };
        let ending = match child.send(&request) {
            Err(Error { .. }) => Ending::Read(Verdict::Failed {
                reason: "reading it broke off before it began; add its folder again".to_owned(),
            }),
            Ok(()) => loop {
                match child.receive(PATIENCE) {
                    Received::Message(Reply::Found(found)) => on_found(found)?,
                    Received::Message(Reply::Done(verdict)) => return Ok(Ending::Read(verdict)),
                    Received::Nothing => {
                        break Ending::Broke("it could not be read within 30 seconds");
                    }
                    Received::Gone(_) => {
                        break Ending::Broke("it is damaged in a way that cannot be read");
                    }
                }
            },
        };
        self.child = None;
        Ok(ending)
    }
}
