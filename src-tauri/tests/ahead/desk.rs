//! An engine over the sample library in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::{Brief, DraftEvent, DraftId, Error, Outcome};
use engine::{Engine, Manner, ReadingEvent, Setup};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::signals::signal;

/// Longer than anything here takes on a slow machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// Two models at once on two cores are a collapse.
pub(crate) fn one_model() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) struct Desk {
    pub(crate) engine: Engine,
    pub(crate) folder: TempDir,
    runtime: Runtime,
    _one: MutexGuard<'static, ()>,
}

/// What a draft told, from the first event to the last.
pub(crate) struct Told(pub(crate) Vec<DraftEvent>);

impl Desk {
    /// The sample library is read, and the window is as good as open.
    pub(crate) fn open() -> Self {
        let one = one_model();
        let folder = TempDir::new().unwrap();
        let runtime = Runtime::new().unwrap();
        let engine = Engine::open(setup(folder.path()), runtime.handle().clone()).unwrap();
        read_to_the_end(|sink| engine.add_sample(sink).unwrap());
        engine.think_ahead().unwrap();
        Self {
            engine,
            folder,
            runtime,
            _one: one,
        }
    }

    /// The program is closed and opened again.
    pub(crate) fn reopened(self) -> Self {
        let Self {
            engine,
            folder,
            runtime,
            _one,
        } = self;
        drop(engine);
        let engine = Engine::open(setup(folder.path()), runtime.handle().clone()).unwrap();
        engine.think_ahead().unwrap();
        Self {
            engine,
            folder,
            runtime,
            _one,
        }
    }

    pub(crate) fn start(&self, brief: &Brief) -> (DraftId, Receiver<DraftEvent>) {
        let (send, events) = channel();
        let manner = Manner {
            seed: Some(7),
            candidates: 1,
            first_word_soon: true,
            ..Manner::default()
        };
        let told = move |event| {
            let _ = send.send(event);
        };
        let id = self.engine.start_draft(
            brief.clone(),
            domain::Wish::default(),
            manner,
            Box::new(told),
        );
        (id.unwrap(), events)
    }

    pub(crate) fn draft(&self, brief: &Brief) -> Told {
        Told::all(&self.start(brief).1)
    }

    /// Files of this ending that the model has left in the data folder.
    pub(crate) fn saved(&self, ending: &str) -> Vec<PathBuf> {
        let folder = self.folder.path().join("standing");
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let files = files.map(|entry| entry.path());
        files
            .filter(|file| file.extension().is_some_and(|end| end == ending))
            .collect()
    }
}

impl Told {
    pub(crate) fn all(events: &Receiver<DraftEvent>) -> Self {
        let mut told = Vec::new();
        loop {
            let event = events.recv_timeout(PATIENCE).expect("a draft ends");
            let last = matches!(event, DraftEvent::Ended { .. });
            told.push(event);
            if last {
                assert!(
                    events.recv_timeout(Duration::from_millis(50)).is_err(),
                    "one end"
                );
                return Self(told);
            }
        }
    }

    pub(crate) fn ended(&self) -> (Outcome, String, Option<Error>) {
        match self.0.last() {
            Some(DraftEvent::Ended {
                outcome,
                text,
                error,
                ..
            }) => (*outcome, text.clone(), error.clone()),
            other => panic!("the last event is {other:?}"),
        }
    }

    pub(crate) fn text(&self) -> String {
        let deltas = self.0.iter().filter_map(|event| match event {
            DraftEvent::Text { delta, .. } => Some(delta.as_str()),
            _ => None,
        });
        deltas.collect()
    }
}

pub(crate) fn brief() -> Brief {
    Brief {
        to: "Tom Averill".into(),
        title: "The urn".into(),
        points: vec![
            "the tea urn has died".into(),
            "can you bring yours on Thursday".into(),
        ],
        ..Brief::default()
    }
}

/// The same with so much to say that a draft of it is not over at once, however fast the machine is: it does not end before
/// its last point.
pub(crate) fn long_brief() -> Brief {
    let points = [
        "the tea urn has died",
        "the roof still leaks",
        "the ladder is too short",
        "the neighbour lent us a bucket",
        "the paint has dried out",
        "the window will not shut",
        "rehearsal moved to Friday",
        "bring the music stands",
        "the train goes at half past nine",
    ];
    Brief {
        points: points.map(String::from).to_vec(),
        ..brief()
    }
}

/// Waits until a draft has said so many words; gives all that it has said by then.
pub(crate) fn said(events: &Receiver<DraftEvent>, words: usize) -> String {
    let mut said = String::new();
    while said.split_whitespace().count() < words {
        match events.recv_timeout(PATIENCE).expect("a draft goes on") {
            DraftEvent::Text { delta, .. } => said.push_str(&delta),
            DraftEvent::Ended { outcome, .. } => {
                panic!("it has ended before {words} words: {outcome:?}, {said:?}")
            }
            _ => {}
        }
    }
    said
}

/// Has something read, and waits until it is.
pub(crate) fn read_to_the_end(read: impl FnOnce(Box<dyn FnMut(ReadingEvent) + Send>)) {
    let (send, done) = channel();
    read(Box::new(move |event| {
        if let ReadingEvent::Ended { error, .. } = event {
            let _ = send.send(error);
        }
    }));
    assert_eq!(done.recv_timeout(PATIENCE).unwrap(), None);
}

/// Asks again and again until it is so.
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < PATIENCE, "{what} did not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The worker processes of this test.
pub(crate) fn workers() -> Vec<u32> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(process) = entry.file_name().to_string_lossy().parse::<u32>() else {
            continue;
        };
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let status = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let fields: Vec<&str> = status
            .rsplit(") ")
            .next()
            .unwrap_or("")
            .split(' ')
            .collect();
        let ours = fields.get(1) == Some(&std::process::id().to_string().as_str());
        let model = line.windows(12).any(|word| word == b"worker-model");
        if ours && model && fields.first() != Some(&"Z") {
            found.push(process);
        }
    }
    found
}

/// Kills the worker processes of this test.
pub(crate) fn kill_workers() {
    for worker in workers() {
        assert!(signal(worker, "KILL"), "{worker} cannot be killed");
    }
}

/// The sample library.
pub(crate) fn samples() -> PathBuf {
    root().join("assets/sample-library")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn setup(data_dir: &Path) -> Setup {
    Setup {
        data_dir: data_dir.to_owned(),
        program: PathBuf::from(env!("CARGO_BIN_EXE_longhand")),
        model: Some("starter".into()),
        model_folders: vec![root().join("assets/models")],
        sample_library: Some(samples()),
        memory: None,
        now: Timestamp::now,
    }
}
