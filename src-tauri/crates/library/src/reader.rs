//! The reader: a worker process that parses files, so that a hostile one can only kill the reader.

use std::collections::VecDeque;
use std::path::Path;
use std::time::Duration;

use domain::{Result, path_from_bytes, path_to_bytes};
use serde::{Deserialize, Serialize};
use worker::{Child, Limits, Parent, Program, Received};

use crate::extract::{Found, Mark, Resume, Verdict, extract};

/// Address space of the reader: a file of 64 MB and what parsing makes of it.
const MEMORY: u64 = 2 << 30;
/// Processor time of one reader process; it is started anew long before, after `FILES_PER_PROCESS` files.
const CPU_SECONDS: u64 = 600;
const FILES_PER_PROCESS: u32 = 5_000;
/// The process is asked for files of so many bytes beside the one that is being read. Not for more: a reading that makes
/// way for something should soon be at rest.
const MOST_AHEAD: u64 = 256 << 10;
/// A file that gives nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many messages of one mailbox may end the reader and are passed over; with more the mailbox is given up.
const MOST_PASSED_OVER: u32 = 20;
/// What is said of a file that holds the reader up, and of one that ends it.
const HELD_UP: &str = "it could not be read within 30 seconds";
const DAMAGED: &str = "it is damaged in a way that cannot be read";
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
        gives_way: 15,
    };
    let (mut parent, requests) = Parent::meet::<Request>(limits)?;
    let reading = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            while let Ok(request) = requests.recv() {
                let path = path_from_bytes(request.path);
                let verdict = extract(&path, request.from.as_ref(), &mut |found| match found {
                    // Something follows at once: the next message, or the end.
                    Found::Document(_) | Found::Mark(_) => parent.add(&Reply::Found(found)),
                    Found::Next(_) | Found::Continued | Found::Behind => {
                        parent.tell(&Reply::Found(found));
                    }
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
    /// The file that is being read, and those that are read after it, each with its bytes.
    files: VecDeque<(Request, u64)>,
    /// How many of them this process was asked for.
    asked: usize,
    /// How many files this process was asked for since it began, and how many of them it has read.
    begun: u32,
    done: u32,
}

impl Reader {
    pub(crate) fn new(program: Program) -> Self {
        Self {
            program,
            child: None,
            files: VecDeque::new(),
            asked: 0,
            begun: 0,
            done: 0,
        }
    }

    /// This file is read after those that were announced before it: the process goes on to it while somebody looks at what
    /// it has found.
    pub(crate) fn announce(&mut self, path: &Path, mark: Option<&Mark>, bytes: u64) {
        let from = mark.cloned().map(Resume::At);
        let path = path_to_bytes(path);
        self.files.push_back((Request { path, from }, bytes));
    }

    /// Nobody wants to hear any more of what was announced; a process that was asked for it is ended.
    pub(crate) fn let_go(&mut self) {
        self.files.clear();
        if self.asked > 0 {
            self.end();
        }
    }

    fn end(&mut self) {
        self.child = None;
        self.asked = 0;
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
        let wanted = path_to_bytes(path);
        if self
            .files
            .front()
            .is_none_or(|(file, _)| file.path != wanted)
        {
            self.let_go();
            self.announce(path, mark, 0);
        }
        let ending = self.read_first(on_found);
        if ending.is_err() {
            // It is in the middle of a file.
            self.end();
        }
        self.files.pop_front();
        self.asked = self.asked.saturating_sub(1);
        ending
    }

    /// Reads the first of the files.
    fn read_first(&mut self, on_found: &mut dyn FnMut(Found) -> Result<()>) -> Result<Ending> {
        let mut passed_over = 0;
        loop {
            let fresh = self.is_fresh();
            let (mut reached, mut next, mut blank) = (None, None, true);
            let ending = self.once(&mut |found| {
                blank = false;
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
            let (Ending::Broke(why), Some((file, _))) = (&ending, self.files.front_mut()) else {
                return Ok(ending);
            };
            let further =
                reached.filter(|mark| file.from.as_ref().is_none_or(|from| mark.at() > from.at()));
            match (further, next) {
                // A long mailbox may use up the time of one process: the next one goes on as long as that helps.
                (Some(mark), _) => file.from = Some(Resume::At(mark)),
                // What this process had read before may have used it up, and the message may be as good as any.
                (None, Some(_)) if !fresh => {}
                (None, None) if !fresh && blank && *why == DAMAGED => {}
                (None, Some(place)) if passed_over < MOST_PASSED_OVER => {
                    passed_over += 1;
                    file.from = Some(Resume::Behind(place));
                }
                _ => return Ok(ending),
            }
        }
    }

    /// Whether the next file is the first that its process reads.
    fn is_fresh(&self) -> bool {
        self.child.is_none() || self.done == 0 || self.is_used_up()
    }

    /// Whether the process has read enough, and was asked for nothing more.
    fn is_used_up(&self) -> bool {
        self.begun >= FILES_PER_PROCESS && self.asked == 0
    }

    fn once(&mut self, on_found: &mut dyn FnMut(Found) -> Result<()>) -> Result<Ending> {
        if self.is_used_up() {
            self.end();
        }
        let child = match &mut self.child {
            Some(child) => child,
            None => {
                (self.begun, self.done) = (0, 0);
                self.child.insert(Child::start(&self.program)?)
            }
        };
        let mut ahead = 0;
        while let Some((file, bytes)) = self.files.get(self.asked) {
            ahead += bytes;
            let further = self.asked > 0;
            if further && (ahead > MOST_AHEAD || self.begun >= FILES_PER_PROCESS) {
                break;
            }
            if child.send(file).is_err() {
                if further {
                    // It ends in a file that it was asked for before.
                    break;
                }
                self.end();
                return Ok(Ending::Read(Verdict::Failed {
                    reason: "reading it broke off before it began; add its folder again".to_owned(),
                }));
            }
            self.asked += 1;
            self.begun += 1;
        }
        let broke = loop {
            match child.receive(PATIENCE) {
                Received::Message(Reply::Found(found)) => on_found(found)?,
                Received::Message(Reply::Done(verdict)) => {
                    self.done += 1;
                    return Ok(Ending::Read(verdict));
                }
                Received::Nothing => break HELD_UP,
                Received::Gone(_) => break DAMAGED,
            }
        };
        self.end();
        Ok(Ending::Broke(broke))
    }
}
