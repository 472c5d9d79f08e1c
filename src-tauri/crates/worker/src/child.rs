//! The parent's side: start the child, send and receive, kill it when the handle goes.

use std::ffi::OsString;
use std::io::{BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::frame;

/// Messages that may wait unread before the child has to wait: it must not run ahead without bound.
const WAITING: usize = 256;
/// How long a child whose pipe has closed is given to end by itself, and how often it is looked at meanwhile: most are
/// just about to, and one that is killed first would be told as killed.
const LAST_BREATH: Duration = Duration::from_millis(200);
const LOOK: Duration = Duration::from_millis(5);

/// How to start a worker: this same program with a hidden word.
#[derive(Debug, Clone)]
pub struct Program {
    /// The executable.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Variables of its environment, beside those of this process.
    pub environment: Vec<(&'static str, &'static str)>,
}

/// What came from the child.
#[derive(Debug)]
pub enum Received<T> {
    /// A message.
    Message(T),
    /// Nothing within the time given; the child lives.
    Nothing,
    /// The child has ended or closed its pipe; how, in words.
    Gone(String),
}

/// A running child process that answers with `Reply`. Dropping it kills the process.
#[derive(Debug)]
pub struct Child<Reply> {
    process: std::process::Child,
    requests: BufWriter<ChildStdin>,
    replies: Receiver<Reply>,
}

impl<Reply: DeserializeOwned + Send + 'static> Child<Reply> {
    /// Starts the child. Its standard error goes nowhere: libraries print parts of what they read there.
    ///
    /// # Errors
    /// `Io` if the program cannot be started.
    pub fn start(program: &Program) -> Result<Self> {
        let failed =
            |cause: &std::io::Error| Error::io("starting a worker process", &program.path, cause);
        let mut command = Command::new(&program.path);
        // Ctrl+C at a terminal is for the parent, which ends its children in its own way.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut process = command
            .args(&program.arguments)
            .envs(program.environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|cause| failed(&cause))?;
        let (Some(stdin), Some(stdout)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(Error::new(
                ErrorCode::Io,
                "a worker process came without pipes",
            ));
        };
        let (send, replies) = sync_channel(WAITING);
        thread::Builder::new()
            .name("replies".into())
            .spawn(move || {
                let mut from = BufReader::new(stdout);
                while let Ok(Some(reply)) = frame::read(&mut from) {
                    if send.send(reply).is_err() {
                        break;
                    }
                }
            })
            .map_err(|cause| failed(&cause))?;
        Ok(Self {
            process,
            requests: BufWriter::new(stdin),
            replies,
        })
    }

    /// Sends a request.
    ///
    /// # Errors
    /// `WorkerDied` if nobody reads it any more.
    pub fn send<Request: Serialize>(&mut self, request: &Request) -> Result<()> {
        let sent = frame::write(&mut self.requests, request).and_then(|()| self.requests.flush());
        sent.map_err(|_| {
            Error::new(
                ErrorCode::WorkerDied,
                "a worker process has ended by itself",
            )
        })
    }

    /// Waits at most `wait` for the next message.
    pub fn receive(&mut self, wait: Duration) -> Received<Reply> {
        match self.replies.recv_timeout(wait) {
            Ok(reply) => Received::Message(reply),
            Err(RecvTimeoutError::Timeout) => Received::Nothing,
            Err(RecvTimeoutError::Disconnected) => Received::Gone(self.ending()),
        }
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// How the process ended, in words; one that does not end is killed.
    fn ending(&mut self) -> String {
        let since = Instant::now();
        while since.elapsed() < LAST_BREATH && matches!(self.process.try_wait(), Ok(None)) {
            thread::sleep(LOOK);
        }
        let _ = self.process.kill();
        match self.process.wait() {
            Ok(status) => status.to_string(),
            Err(_) => "unknown".into(),
        }
    }
}

impl<Reply> Drop for Child<Reply> {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// What is told of the end of a child that does this.
    fn end_of(script: &str) -> String {
        let program = Program {
            path: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            environment: Vec::new(),
        };
        let mut child = Child::<u8>::start(&program).unwrap();
        match child.receive(Duration::from_secs(20)) {
            Received::Gone(how) => how,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_end_is_told_as_it_was() {
        assert!(end_of("exec >&-; sleep 0.03; kill -ABRT $$").contains("SIGABRT"));
        assert!(end_of("exec >&-; sleep 0.03; exit 101").contains("101"));
    }

    #[test]
    fn a_child_that_closes_its_pipe_and_stays_is_killed() {
        let since = Instant::now();
        assert!(end_of("exec >&-; exec sleep 30").contains("SIGKILL"));
        assert!(since.elapsed() < Duration::from_secs(15));
    }
}
