//! What a child process may use at most; it sets the limits on itself before it touches anything.

use std::io;

use rlimit::Resource;

/// What a process may use; `None` is no limit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// Address space in bytes.
    pub memory: Option<u64>,
    /// Processor time in seconds, over the life of the process.
    pub cpu_seconds: Option<u64>,
    /// How much less urgent it is than other programs, in steps of `nice`, of which there are 19.
    pub gives_way: u8,
}

impl Limits {
    pub(crate) fn apply(self) -> io::Result<()> {
        // A crash must not leave a core file: it would hold the user's words.
        set(Resource::CORE, 0)?;
        if let Some(bytes) = self.memory {
            set(Resource::AS, bytes)?;
        }
        if let Some(seconds) = self.cpu_seconds {
            set(Resource::CPU, seconds)?;
        }
        #[cfg(unix)]
        if self.gives_way > 0 {
            // A system that refuses is no reason not to work.
            let _ = rustix::process::nice(self.gives_way.into());
        }
        Ok(())
    }
}

/// Never above what the process was given.
fn set(resource: Resource, limit: u64) -> io::Result<()> {
    let (_, hard) = resource.get()?;
    let limit = limit.min(hard);
    resource.set(limit, limit)
}
