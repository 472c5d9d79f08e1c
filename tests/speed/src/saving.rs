//! From a saved file to the first search that finds it, with `longhand watch` and its real wait for calm.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use engine::{Engine, Search, Setup};
use jiff::Timestamp;
use tokio::runtime::Handle;

use crate::library::Library;
use crate::place::Place;
use crate::stats::Chance;
use crate::trouble::{Outcome, Trouble};

/// Nothing takes longer than this.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(5);

/// Milliseconds of each of `count` saves, by turns as new files, over the old one, and by rename as editors do.
pub(crate) fn measure(
    place: &Place,
    library: &Library,
    count: usize,
    runtime: &Handle,
) -> Outcome<Vec<f64>> {
    let folder = library.words().join("posts/saved");
    let failed = |cause: std::io::Error| Trouble::at("writing in", &folder, &cause);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(failed)?;
    let watching = Watching::start(place, &library.data_dir)?;
    let engine = beside(place, &library.data_dir, runtime)?;
    // Once it is found, everything is followed.
    save(&folder, 0, 0).map_err(failed)?;
    until_found(&engine, &word(0), PATIENCE * 5)?;
    let mut chance = Chance::new(5);
    let mut took = Vec::new();
    for number in 1..=count {
        sleep(Duration::from_secs_f64(chance.between(0.6, 1.2)));
        let started = Instant::now();
        save(&folder, number, number % 3).map_err(failed)?;
        until_found(&engine, &word(number), PATIENCE)?;
        took.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    drop(watching);
    // The library is left as it was.
    fs::remove_dir_all(&folder).map_err(failed)?;
    drop(engine);
    place.longhand(
        &library.data_dir,
        &[&"add", &library.words().join("posts"), &"--quiet"],
    )?;
    Ok(took)
}

/// A word that stands in no other text.
fn word(number: usize) -> String {
    let letters = number
        .to_string()
        .bytes()
        .map(|digit| char::from(b'a' + (digit - b'0')))
        .collect::<String>();
    format!("quincunx{letters}q")
}

fn save(folder: &Path, number: usize, how: usize) -> std::io::Result<()> {
    let text = format!(
        "On boxes\n\nThe word of the day is {}, and it rains.\n",
        word(number)
    );
    match how {
        0 => fs::write(folder.join(format!("{number}.txt")), text),
        1 => fs::write(folder.join("again.txt"), text),
        _ => {
            let beside = folder.join(".again.txt.part");
            fs::write(&beside, text)?;
            fs::rename(beside, folder.join("renamed.txt"))
        }
    }
}

fn until_found(engine: &Engine, word: &str, patience: Duration) -> Outcome<()> {
    let started = Instant::now();
    while engine
        .search(Search {
            words: word,
            limit: 1,
            ..Search::default()
        })?
        .is_empty()
    {
        if started.elapsed() > patience {
            return Err(format!("{word} was not found within {} s", patience.as_secs()).into());
        }
        sleep(LOOK);
    }
    Ok(())
}

/// An engine that looks on while the watcher writes.
fn beside(place: &Place, data_dir: &Path, runtime: &Handle) -> Outcome<Engine> {
    let setup = Setup {
        memory: None,
        data_dir: data_dir.to_owned(),
        program: place.program.clone(),
        model: None,
        model_folders: Vec::new(),
        sample_library: None,
        now: Timestamp::now,
    };
    Ok(Engine::open_to_read(setup, runtime.clone())?)
}

/// `longhand watch`, ended at the end.
struct Watching(Child);

impl Watching {
    fn start(place: &Place, data_dir: &Path) -> Outcome<Self> {
        let started = Command::new(&place.program)
            .args(["watch", "--quiet", "--data-dir"])
            .arg(data_dir)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn();
        let child = started.map_err(|cause| Trouble::at("starting", &place.program, &cause))?;
        let watching = Self(child);
        let lock = data_dir.join("lock");
        let ours = watching.0.id().to_string();
        let begun = Instant::now();
        // An engine that looks on must not take the lock itself.
        while !fs::read_to_string(&lock).is_ok_and(|held| held.trim() == ours) {
            if begun.elapsed() > PATIENCE {
                return Err(Trouble::at("watching", data_dir, &"it did not begin"));
            }
            sleep(LOOK);
        }
        Ok(watching)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
