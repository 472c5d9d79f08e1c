//! `model`: the models of this machine, each word with a way to stop it.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Result;
use engine::{Engine, ModelStep, Models, OnStep, Setup};
use tokio::runtime::Handle;

use super::Ended;
use super::say::Say;
use super::words::ModelWord;
use crate::interrupts::Interrupts;

pub(super) fn obey(word: ModelWord, setup: Setup, say: Say, runtime: &Handle) -> Result<Ended> {
    // Who only looks need not wait for an open window.
    let open = match word {
        ModelWord::List | ModelWord::Check { .. } | ModelWord::Bench => Engine::open_to_read,
        ModelWord::Add { .. } | ModelWord::Remove { .. } | ModelWord::Use { .. } => Engine::open,
    };
    let engine = open(setup, runtime.clone())?;
    let models = engine.models();
    let stop = stopper(runtime)?;
    let terminal = std::io::stderr().is_terminal();
    let mut on = |step: ModelStep| {
        say.model_step(step, terminal);
        if stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let ended = match word {
        ModelWord::List => models
            .list(&mut on)?
            .map(|list| say.models(&list, models.trouble())),
        ModelWord::Add { file } => add(&models, &file, say, &mut on)?,
        ModelWord::Check { name } => return check(&models, name, say, &mut on),
        ModelWord::Remove { name } => Some(say.removed(&models.remove(&name)?)),
        ModelWord::Use { name } => choose(&models, &name, say, &mut on)?,
        ModelWord::Bench => {
            say.note("This takes about ten seconds.");
            models.bench(&mut on)?.map(|speed| say.speed(&speed))
        }
    };
    Ok(ended.unwrap_or_else(|| say.stopped()))
}

fn add(models: &Models<'_>, file: &Path, say: Say, on: OnStep<'_>) -> Result<Option<Ended>> {
    let added = models.add(file, on);
    say.end_of_steps();
    Ok(added?.map(|added| say.added(&added)))
}

fn choose(models: &Models<'_>, name: &str, say: Say, on: OnStep<'_>) -> Result<Option<Ended>> {
    let chosen = models.choose(name, on);
    say.end_of_steps();
    Ok(chosen?.map(|name| say.chosen(&name)))
}

/// Checks one model, or all that are here, one after another.
fn check(models: &Models<'_>, name: Option<String>, say: Say, on: OnStep<'_>) -> Result<Ended> {
    let names = name.map_or_else(|| models.names(), |name| vec![name]);
    let mut ended = Ended::Done;
    for name in &names {
        let checked = models.check(name, on);
        say.end_of_steps();
        match checked? {
            Some(checked) => {
                if say.checked(&checked) != Ended::Done {
                    ended = Ended::Failed;
                }
            }
            None => return Ok(say.stopped()),
        }
    }
    if names.is_empty() {
        say.note("There is no model on this machine yet.");
    }
    Ok(ended)
}

/// Becomes true when the user or the system asks this process to stop.
fn stopper(runtime: &Handle) -> Result<Arc<AtomicBool>> {
    let mut interrupts = Interrupts::listen(runtime)?;
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    runtime.spawn(async move {
        interrupts.next().await;
        asked.store(true, Ordering::Relaxed);
    });
    Ok(stop)
}
