//! What stands before any brief, for each kind of text and person: gathered once, remembered, and on disk beside it the
//! state of the model that has read it. A cache: all of it can go at any time, and goes when the words in it do.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use domain::{Corrections, DocumentId, Error, Kind, Method, Result};
use model::ModelFile;
use pipeline::{Remembered, Shelf, Standing};
use store::Record;
use voice::{Background, Hand};

use crate::lock::lock;

/// All saved states together take at most so many bytes of the disk; the ones not used for longest go first.
pub(crate) const MOST_BYTES: u64 = 512 << 20;
/// How the files of one state end: what it is the state of, which goes first, the state, and one that is being written.
const OF_A_STATE: [&str; 3] = ["label", "state", "part"];
/// How many are held in memory.
const HELD: usize = 4;
/// A hand is learned from so many of the newest pieces: more would take longer and tell hardly more.
const HAND_PIECES: usize = 200;

/// The standing parts of one data folder.
pub(crate) struct Standings {
    folder: PathBuf,
    held: Mutex<Vec<Arc<Standing>>>,
    /// States that were asked for in this run, each once and the last one at the end: not every disk notes when a file is
    /// read.
    used: Mutex<Vec<PathBuf>>,
    hands: Mutex<HashMap<Kind, Option<Arc<Hand>>>>,
}

impl Standings {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            held: Mutex::default(),
            used: Mutex::default(),
            hands: Mutex::default(),
        }
    }

    fn held(&self) -> MutexGuard<'_, Vec<Arc<Standing>>> {
        lock(&self.held)
    }

    fn used(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        lock(&self.used)
    }

    /// The standing part for texts of `kind` to `to`; gathered from the shelf if it is not at hand, and as `corrections`
    /// want it for somebody of these names.
    ///
    /// # Errors
    /// If the library cannot be read.
    pub(crate) fn get(
        &self,
        method: Method,
        kind: Kind,
        to: &str,
        corrections: &dyn Fn(&[&str]) -> Result<Corrections>,
        shelf: &dyn Shelf,
    ) -> Result<Arc<Standing>> {
        let at_hand = self
            .held()
            .iter()
            .find(|held| held.is_for(method, kind, to))
            .cloned();
        if let Some(standing) = at_hand {
            return Ok(standing);
        }
        let remembered = |to: &str| read_choice(&self.choice_file(kind, to));
        let standing = Standing::gather(method, kind, to, &remembered, shelf)?;
        let person = standing.person();
        let names = person.map_or(["", ""], |one| [one.address.as_str(), one.name.as_str()]);
        let corrections = corrections(&names)?;
        let standing = Arc::new(standing.corrected(&corrections));
        if standing.is_chosen() {
            self.remember(kind, &standing);
        }
        let mut held = self.held();
        held.truncate(HELD - 1);
        held.insert(0, Arc::clone(&standing));
        Ok(standing)
    }

    /// The user's hand in texts of `kind`, learned from the newest ones; none where there are too few.
    ///
    /// # Errors
    /// If the library cannot be read.
    pub(crate) fn hand(&self, kind: Kind, shelf: &dyn Shelf) -> Result<Option<Arc<Hand>>> {
        let hands = || lock(&self.hands);
        if let Some(hand) = hands().get(&kind) {
            return Ok(hand.clone());
        }
        let hand = learn_hand(kind, shelf)?;
        hands().insert(kind, hand.clone());
        Ok(hand)
    }

    /// Forgets what is in memory.
    pub(crate) fn let_go(&self) {
        self.held().clear();
        lock(&self.hands).clear();
    }

    /// The file in which `model` keeps its state after reading `standing`; none where there is nothing to keep. Whoever
    /// asks uses it.
    pub(crate) fn state_file(
        &self,
        kind: Kind,
        standing: &Standing,
        model: &ModelFile,
    ) -> Option<PathBuf> {
        if standing.is_empty() {
            return None;
        }
        let choice = self.choice_file(kind, standing.chosen_for());
        // A file for each form of the prompt and each model, so that none takes the place of what another one has read.
        let form = match standing.has_points_along() {
            true => "along",
            false => "listed",
        };
        let state = choice.with_extension(format!("{form}-{}.state", number_of(model)));
        let mut used = self.used();
        used.retain(|other| *other != state);
        used.push(state.clone());
        Some(state)
    }

    fn choice_file(&self, kind: Kind, to: &str) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        (kind, to.to_lowercase()).hash(&mut hasher);
        self.folder.join(format!("{:016x}.json", hasher.finish()))
    }

    fn remember(&self, kind: Kind, standing: &Standing) {
        let (file, choice) = (
            self.choice_file(kind, standing.chosen_for()),
            standing.remembered(),
        );
        if read_choice(&file).as_ref() == Some(&choice) {
            return;
        }
        // What the model has read of other pieces is of no more use, and would be taken for what it has to read.
        let same = read_choice(&file).is_some_and(|old| old.has_pieces_of(&choice));
        if !same && let Err(error) = self.states_of(&file).try_for_each(|state| delete(&state)) {
            tracing::warn!(%error, "what was read of other pieces was not deleted");
        }
        let kept = fs::create_dir_all(&self.folder)
            .and_then(|()| Ok(serde_json::to_vec(&choice)?))
            .and_then(|json| fs::write(&file, json));
        // Another choice is made the next time, and that is all.
        if let Err(error) = kept {
            tracing::warn!(%error, "a choice of pieces was not kept");
        }
    }

    /// The library has changed: drops what is in memory, and from the disk all states with words in them that are gone
    /// or changed, and what is over the limit.
    ///
    /// # Errors
    /// `Io` if words that should go cannot be deleted; `Record` if the record cannot be read.
    pub(crate) fn tidy(&self, record: &Record) -> Result<()> {
        self.let_go();
        let mut kept = Vec::new();
        for file in self.files() {
            if is_choice(&file) && is_current(&file, record)? {
                kept.push(choice_of(&file));
            }
        }
        for file in self.files() {
            if !kept.contains(&choice_of(&file)) {
                delete(&file)?;
            }
        }
        self.keep_to_the_limit()
    }

    /// Deletes everything.
    ///
    /// # Errors
    /// `Io` if it cannot be deleted.
    pub(crate) fn clear(&self) -> Result<()> {
        self.let_go();
        self.files().iter().try_for_each(|file| delete(file))
    }

    /// Deletes the states that were not used for longest, as long as all together are over the limit. Choices of pieces
    /// take next to nothing, and stay.
    ///
    /// # Errors
    /// `Io` if one cannot be deleted.
    pub(crate) fn keep_to_the_limit(&self) -> Result<()> {
        let mut states = BTreeMap::<PathBuf, (SystemTime, u64)>::new();
        for file in self.files().into_iter().filter(|file| !is_choice(file)) {
            let Ok(facts) = file.metadata() else { continue };
            let times = [facts.accessed(), facts.modified()].into_iter().flatten();
            let state = states.entry(file.with_extension("state"));
            let (last, bytes) = state.or_insert((SystemTime::UNIX_EPOCH, 0));
            *last = times.fold(*last, SystemTime::max);
            *bytes += facts.len();
        }
        let mut bytes: u64 = states.values().map(|(_, bytes)| bytes).sum();
        if bytes <= MOST_BYTES {
            return Ok(());
        }
        let used = self.used();
        let when = |state: &Path| used.iter().position(|one| one == state);
        let mut oldest_first: Vec<_> = states
            .into_iter()
            .map(|(state, (last, size))| (when(&state), last, size, state))
            .collect();
        oldest_first.sort();
        for (_, _, size, state) in oldest_first {
            if bytes <= MOST_BYTES {
                break;
            }
            let files = OF_A_STATE.map(|end| state.with_extension(end));
            files.iter().try_for_each(|file| delete(file))?;
            bytes -= size;
        }
        Ok(())
    }

    /// All that models have read of a choice.
    fn states_of(&self, choice: &Path) -> impl Iterator<Item = PathBuf> {
        let of = choice_of(choice);
        let files = self.files().into_iter();
        files.filter(move |file| !is_choice(file) && choice_of(file) == of)
    }

    fn files(&self) -> Vec<PathBuf> {
        files_in(&self.folder)
    }
}

/// Deletes all that `model` has read from `folder`, where states are kept: nobody else can use it.
///
/// # Errors
/// `Io` if it cannot be deleted.
pub(crate) fn forget_model(folder: &Path, model: &ModelFile) -> Result<()> {
    let its_own = format!("-{}.", number_of(model));
    let is_its_own = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default();
        name.to_string_lossy().contains(&its_own)
    };
    let mut files = files_in(folder).into_iter().filter(is_its_own);
    files.try_for_each(|file| delete(&file))
}

/// What the names of the states of `model` have in them.
fn number_of(model: &ModelFile) -> String {
    let mut hasher = DefaultHasher::new();
    (&model.path, model.bytes).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn is_choice(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "json")
}

/// The hand of the newest pieces on `shelf`; none where there are too few.
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn learn_hand(kind: Kind, shelf: &dyn Shelf) -> Result<Option<Arc<Hand>>> {
    let recent = shelf.recent(kind, None, HAND_PIECES)?;
    let texts = recent.iter().map(|document| document.text.as_str());
    let hand = Background::shipped().and_then(|background| Hand::learn(background, kind, texts));
    Ok(hand.map(Arc::new))
}

fn read_choice(file: &Path) -> Option<Remembered> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

/// Whether every piece of the choice stands in the record as it did.
fn is_current(choice: &Path, record: &Record) -> Result<bool> {
    let Some(choice) = read_choice(choice) else {
        return Ok(false);
    };
    let ids: Vec<DocumentId> = choice.documents().collect();
    let documents = record.documents(&ids)?;
    let is_there = |id| {
        let there = documents.iter().find(|document| document.id == id);
        there.is_some_and(|document| document.mine && choice.holds(document))
    };
    Ok(ids.iter().all(|id| is_there(*id)))
}

/// To which choice of pieces a file belongs: its name up to the first full stop.
fn choice_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (choice, _) = name.split_once('.').unwrap_or((&name, ""));
    choice.to_owned()
}

fn delete(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io("deleting what the model had read", file, &cause))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_go_with_the_choice_of_pieces_that_they_are_of() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record"), store::Access::Write).unwrap();
        let standings = Standings::new(folder.path().join("standing"));
        fs::create_dir(&standings.folder).unwrap();
        let write = |name: &str, said: &str| fs::write(standings.folder.join(name), said).unwrap();
        // A choice of no pieces is always as it was.
        write("kept.json", r#"{"pieces":[],"counted":0}"#);
        let of_it = [
            "kept.along-0f.state",
            "kept.along-0f.label",
            "kept.listed-0f.state",
            "kept.listed-0f.label",
        ];
        let of_none = [
            "gone.along-0f.state",
            "gone.listed-0f.label",
            "broken.json",
            "broken.along-0f.state",
        ];
        of_it
            .iter()
            .chain(&of_none)
            .for_each(|name| write(name, "{"));
        standings.tidy(&record).unwrap();
        let mut left: Vec<_> = standings.files();
        left.sort();
        let mut wanted: Vec<_> = of_it.iter().chain(&["kept.json"]).collect();
        wanted.sort();
        let wanted = wanted.into_iter().map(|name| standings.folder.join(name));
        assert_eq!(left, wanted.collect::<Vec<_>>());
    }

    /// A folder of states that are as large as half of the limit, each with a choice and a label; made in this order.
    fn large(folder: &Path, names: &[&str]) -> Standings {
        let standings = Standings::new(folder.to_owned());
        for (age, name) in (0u64..).zip(names) {
            let file = |end: &str| folder.join(format!("{name}.along-0f.{end}"));
            let state = fs::File::create(file("state")).unwrap();
            // A file with a hole.
            state.set_len(MOST_BYTES / 2 - 100).unwrap();
            let when = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000 + age);
            let times = fs::FileTimes::new().set_accessed(when).set_modified(when);
            state.set_times(times).unwrap();
            fs::write(file("label"), "{}").unwrap();
            let label = fs::File::options().write(true).open(file("label")).unwrap();
            label.set_times(times).unwrap();
            fs::write(folder.join(format!("{name}.json")), "{}").unwrap();
        }
        standings
    }

    fn names(folder: &Path, ending: &str) -> Vec<String> {
        let files = files_in(folder).into_iter();
        let files = files.filter(|file| file.extension().is_some_and(|end| end == ending));
        let mut names: Vec<String> = files.map(|file| choice_of(&file)).collect();
        names.sort();
        names
    }

    #[test]
    fn over_the_limit_the_states_that_were_not_used_for_longest_go_whole_and_choices_stay() {
        let folder = tempfile::tempdir().unwrap();
        let standings = large(folder.path(), &["c", "b", "d", "a"]);
        // Which was used in this run counts more than what the disk says of it.
        let used = folder.path().join("c.along-0f.state");
        standings.used().push(used);
        standings.keep_to_the_limit().unwrap();
        for ending in ["state", "label"] {
            assert_eq!(names(folder.path(), ending), ["a", "c"], "{ending}");
        }
        assert_eq!(names(folder.path(), "json"), ["a", "b", "c", "d"]);
        standings.keep_to_the_limit().unwrap();
        assert_eq!(names(folder.path(), "state").len(), 2, "and no more");
    }

    #[test]
    fn what_a_model_has_read_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let model = |name: &str, bytes| ModelFile {
            name: name.into(),
            path: folder.path().join(name),
            bytes,
            rough: false,
            form: domain::Form::default(),
        };
        let (gone, stays) = (model("gone", 7), model("stays", 7));
        let write = |of: &ModelFile, end: &str| {
            let name = format!("0f.listed-{}.{end}", number_of(of));
            fs::write(folder.path().join(name), "{}").unwrap();
        };
        for end in OF_A_STATE {
            write(&gone, end);
            write(&stays, end);
        }
        fs::write(folder.path().join("0f.json"), "{}").unwrap();
        forget_model(folder.path(), &gone).unwrap();
        let left = files_in(folder.path());
        let its_own = |of: &ModelFile| {
            let left = left.iter().map(|file| file.display().to_string());
            left.filter(|file| file.contains(&number_of(of))).count()
        };
        assert_eq!((its_own(&gone), its_own(&stays), left.len()), (0, 3, 4));
    }
}
