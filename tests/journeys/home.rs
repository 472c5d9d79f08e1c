//! The home of one journey: fresh folders, the program, and the command line in them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::processes;
use crate::record::Record;

/// Who wrote the sample library.
pub(crate) const OTTILIE: &str = "ottilie@marsh.example.org";

/// Folders that nobody has used before; gone with all processes in them when the journey ends.
#[derive(Debug)]
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("longhand-journey-")
            .tempdir()
            .unwrap();
        for name in ["home", "config", "data", "cache", "state", "run", "tmp"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    /// A home in which the sample library was read.
    pub(crate) fn with_sample() -> Self {
        let home = Self::new();
        home.longhand(["add", &sample().display().to_string()]);
        home.longhand(["me", OTTILIE]);
        home
    }

    /// The folder that all others are in.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.path("library")
    }

    pub(crate) fn record(&self) -> Record {
        Record::new(self.data_dir().join("record.sqlite"))
    }

    /// Puts `command` into this home. Processes keep these words, so that they are found again (see `processes`).
    pub(crate) fn move_in(&self, command: &mut Command) {
        for (name, folder) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("TMPDIR", "tmp"),
        ] {
            command.env(name, self.path(folder));
        }
        // A journey may put programs of its own before the system's.
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let mut paths: Vec<PathBuf> = std::env::split_paths(&paths).collect();
        paths.insert(0, self.path("bin"));
        command.env("PATH", std::env::join_paths(paths).unwrap());
        command.env(processes::MARK, self.folder.path());
    }

    /// The arguments that every call of the program takes here.
    pub(crate) fn arguments(&self) -> [String; 4] {
        let data_dir = self.data_dir().display().to_string();
        [
            "--data-dir".into(),
            data_dir,
            "--model".into(),
            "starter".into(),
        ]
    }

    /// `longhand …` on the command line; gives what it said, and panics if it failed.
    pub(crate) fn longhand<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> String {
        let mut command = Command::new(program());
        command.args(arguments).args(self.arguments());
        said(self.run(command))
    }

    /// Runs `command` in this home to its end.
    pub(crate) fn run(&self, mut command: Command) -> Output {
        self.move_in(&mut command);
        command
            .output()
            .unwrap_or_else(|e| panic!("{command:?} cannot be started: {e}"))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        for process in processes::of(self.folder.path()) {
            processes::kill(process.id);
        }
    }
}

/// What a command that must not fail said.
pub(crate) fn said(output: Output) -> String {
    assert!(
        output.status.success(),
        "it failed ({}): {}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("the program speaks UTF-8")
}

/// The program under test: named by the environment, or else the one that was built beside this test.
pub(crate) fn program() -> PathBuf {
    std::env::var_os("LONGHAND_PROGRAM").map_or_else(
        || {
            let test = std::env::current_exe().unwrap();
            test.ancestors().nth(2).unwrap().join("longhand")
        },
        PathBuf::from,
    )
}

/// The top of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The sample library that comes with the program.
pub(crate) fn sample() -> PathBuf {
    root().join("assets/sample-library")
}
