//! The child's side: requests come in on a thread of their own, so that *cancel* is seen in the middle of work.

use std::io::{self, BufReader, BufWriter, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Limits, frame};

/// The program that started this one.
#[derive(Debug)]
pub struct Parent {
    out: BufWriter<io::Stdout>,
}

impl Parent {
    /// Puts the limits on this process and begins to listen. The receiver closes when the parent is gone; a process
    /// that is busy just then is ended all the same, so no worker outlives its parent.
    ///
    /// # Errors
    /// If the system refuses a limit.
    pub fn meet<Request: DeserializeOwned + Send + 'static>(
        limits: Limits,
    ) -> io::Result<(Self, Receiver<Request>)> {
        limits.apply()?;
        let (send, requests) = channel();
        thread::Builder::new()
            .name("requests".into())
            .spawn(move || {
                let mut from = BufReader::new(io::stdin());
                while let Ok(Some(request)) = frame::read(&mut from) {
                    if send.send(request).is_err() {
                        break;
                    }
                }
                std::process::exit(0);
            })?;
        Ok((
            Self {
                out: BufWriter::new(io::stdout()),
            },
            requests,
        ))
    }

    /// Tells the parent something. A parent that is gone ends this process.
    pub fn tell<Reply: Serialize>(&mut self, reply: &Reply) {
        self.add(reply);
        if self.out.flush().is_err() {
            std::process::exit(0);
        }
    }

    /// The same, but it may wait until the parent is told something: to wake it for each of many takes longer than to tell
    /// them.
    pub fn add<Reply: Serialize>(&mut self, reply: &Reply) {
        if frame::write(&mut self.out, reply).is_err() {
            std::process::exit(0);
        }
    }
}
