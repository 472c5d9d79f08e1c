//! Work while the user thinks: in the pauses of writing a brief the model reads what its draft will need, so that the
//! first word comes at once. Any key, and any draft, stops it; nobody is ever told of what goes wrong here, because the
//! draft will meet it again and say so.

mod thought;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use domain::{Brief, Kind, Method, Points, Result};
use model::{Pace, is_kept};
use pipeline::{Go, Plan, ReadTo};
use tokio_util::sync::CancellationToken;

use crate::correspondents::correspondents;
use crate::further::FurtherWanted;
use crate::jobs::{go, start_thread};
use crate::lock::{self, lock};
use crate::standings::MOST_BYTES;
use crate::thinking::thought::Thought;
use crate::workshop::Workshop;

/// How long after a key the model goes on reading the brief as it grows. Shorter than most gaps between two keys: what is
/// read of a word that grows is lost, a few tokens, and what stands before it need not be read after the last key.
const SETTLED: Duration = Duration::from_millis(100);
/// How long a pause is without a key, in which there is time to look for passages (method 3.5).
const PAUSE: Duration = Duration::from_millis(700);
/// How long nothing is written, key or brief, before the usual pieces of every kind are read.
const IDLE: Duration = Duration::from_secs(4);
/// How often it is looked whether the model should be put away.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Sketches are made with one seed, so that the same brief comes to the same plan.
const SKETCH_SEED: u32 = 1;

/// The handle to the thread; dropping it ends it.
pub(crate) struct Thinker {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    wake: Condvar,
}

struct State {
    /// The brief as it is now, and when it last changed.
    brief: Option<Brief>,
    changed: Instant,
    /// Stops what is being done for it.
    stop: CancellationToken,
    /// Whether all is done that can be done for it.
    done: bool,
    /// A draft is being written, or another model tried: nothing is done ahead.
    drafting: bool,
    /// Further drafts to write before anything else.
    further: Option<FurtherWanted>,
    /// Further drafts are being written.
    writing_further: bool,
    library_changed: bool,
    /// The model by which the usual pieces were read since the library changed.
    usual_read: Option<PathBuf>,
    /// Where the points stand in the prompts that are read for the plans below, and the model that reads them.
    read: Option<(Points, PathBuf)>,
    /// What a draft goes by as long as nothing better is read: a plan that can be read between two keys.
    hasty: Option<Plan>,
    /// The plan that is being read.
    coming: Option<Plan>,
    /// The last plan whose pieces the model has read.
    ready: Option<Plan>,
    end: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            brief: None,
            changed: Instant::now(),
            stop: CancellationToken::new(),
            done: false,
            drafting: false,
            further: None,
            writing_further: false,
            library_changed: false,
            usual_read: None,
            read: None,
            hasty: None,
            coming: None,
            ready: None,
            end: false,
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Changes the state and lets the thread look at it.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state();
        let answer = change(&mut state);
        self.wake.notify_all();
        answer
    }

    /// Waits until the last key is so long ago; stops waiting when the work should stop.
    fn wait_until_quiet(&self, quiet: Duration, stop: &CancellationToken) -> Go {
        let mut state = self.state();
        loop {
            if stop.is_cancelled() || state.end {
                return Go::Break(());
            }
            let since = state.changed.elapsed();
            if since >= quiet {
                return Go::Continue(());
            }
            state = lock::wait(&self.wake, state, quiet - since);
        }
    }
}

impl Thinker {
    /// Starts the thread.
    ///
    /// # Errors
    /// `Io` if the system has no more threads.
    pub(crate) fn start(workshop: Arc<Workshop>) -> Result<Self> {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = start_thread("thinking", move || live(&workshop, &theirs))?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// The brief is this now. Work for another one stops within a step.
    pub(crate) fn brief(&self, brief: Brief) {
        self.shared.change(|state| {
            if state.brief.as_ref() == Some(&brief) {
                // A key in the text: the brief is the same, but somebody writes, and waits for nothing else.
                if state.further.is_some() || state.writing_further {
                    state.start_over();
                }
                return;
            }
            state.brief = Some(brief);
            state.changed = Instant::now();
            state.start_over();
        });
    }

    /// A draft by `method` and the model at `path` begins: everything else stops. Returns the plan that serves for its brief,
    /// if there is one of which that model has read the prompt.
    pub(crate) fn begin_draft(&self, brief: &Brief, method: Method, path: &Path) -> Option<Plan> {
        self.shared.change(|state| {
            state.drafting = true;
            state.start_over();
            let read = state.read.as_ref();
            let is_read =
                read.is_some_and(|(points, model)| *points == method.points && model == path);
            state.serving(brief).filter(|_| is_read).cloned()
        })
    }

    /// Another model is tried: everything else stops, and what the model had read goes with it.
    pub(crate) fn begin_trial(&self) {
        self.shared.change(|state| {
            state.drafting = true;
            state.start_over();
            state.forget_plans();
        });
    }

    /// The draft, or the trial, has ended.
    pub(crate) fn end_draft(&self) {
        self.shared.change(|state| {
            state.drafting = false;
            state.changed = Instant::now();
        });
    }

    /// Further drafts are wanted beside the one that stands. They come before all other work, and are given up like it.
    pub(crate) fn further(&self, wanted: FurtherWanted) {
        self.shared.change(|state| {
            state.start_over();
            state.further = Some(wanted);
        });
    }

    /// Passages may be others now.
    pub(crate) fn library_changed(&self) {
        self.shared.change(|state| {
            state.library_changed = true;
            state.usual_read = None;
            state.forget_plans();
            state.start_over();
        });
    }
}

impl Drop for Thinker {
    fn drop(&mut self) {
        self.shared.change(|state| {
            state.end = true;
            state.stop.cancel();
        });
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl State {
    /// Stops what is being done; it begins again with what there is now.
    fn start_over(&mut self) {
        self.stop.cancel();
        self.stop = CancellationToken::new();
        self.further = None;
        self.done = false;
    }

    /// The plan that a draft of `brief` would go by if it were asked for now.
    fn serving(&self, brief: &Brief) -> Option<&Plan> {
        let mut plans = self.ready.iter().chain(&self.hasty);
        plans.find(|plan| plan.serves(brief))
    }

    fn forget_plans(&mut self) {
        self.hasty = None;
        self.coming = None;
        self.ready = None;
    }
}

/// The life of the thread.
fn live(workshop: &Workshop, shared: &Shared) {
    loop {
        let (brief, stop, further) = {
            let mut state = shared.state();
            if state.end {
                return;
            }
            if state.drafting || state.done {
                // Until something changes; meanwhile the model may become unused for too long.
                let state = lock::wait(&shared.wake, state, LOOK_EVERY);
                if !state.drafting && !state.end {
                    drop(state);
                    put_away(workshop, shared);
                    begin_again_by_another(workshop, shared);
                }
                continue;
            }
            let further = state.further.take();
            state.writing_further = further.is_some();
            (state.brief.clone(), state.stop.clone(), further)
        };
        if std::mem::take(&mut shared.state().library_changed)
            && let Err(error) = workshop.library_changed()
        {
            tracing::warn!(%error, "what the model had read was not tidied");
        }
        if let Some(wanted) = further {
            let ready = shared.state().serving(&wanted.brief).cloned();
            if let Err(error) = wanted.write(workshop, ready, &mut || go(&stop)) {
                tracing::info!(%error, "no further drafts were written");
            }
            shared.state().writing_further = false;
            continue;
        }
        let said = brief.clone().and_then(|brief| workshop.checked(brief).ok());
        let thought = match &said {
            Some(brief) => think(workshop, shared, brief, &stop),
            None => read_usual(workshop, shared, brief.as_ref(), &stop),
        };
        if let Err(error) = &thought {
            tracing::info!(%error, "work ahead of a draft ended");
        }
        // Under one lock with whoever stops it: what they want instead must not be taken for done.
        let mut state = shared.state();
        if !stop.is_cancelled() {
            state.done = true;
        }
    }
}

fn put_away(workshop: &Workshop, shared: &Shared) {
    let minutes = workshop
        .settings()
        .map_or(0, |settings| settings.put_away_after_minutes);
    let unused = Duration::from_secs(u64::from(minutes) * 60);
    if minutes > 0 && workshop.loaded.put_away_after(unused) {
        // What it had read is gone with it; only the usual pieces are on the disk.
        shared.state().forget_plans();
    }
}

/// What another model has read is of no use to the one that is chosen now.
fn begin_again_by_another(workshop: &Workshop, shared: &Shared) {
    let Ok(now) = workshop.model() else { return };
    let mut state = shared.state();
    let usual = state.usual_read.take_if(|model| *model != now.path);
    let plans = state.read.take_if(|(_, model)| *model != now.path);
    if usual.is_some() || plans.is_some() {
        state.forget_plans();
        state.done = false;
    }
}

/// Everything that can be done for a brief, in the order in which it helps; any step may be the last.
fn think(
    workshop: &Workshop,
    shared: &Shared,
    brief: &Brief,
    stop: &CancellationToken,
) -> Result<()> {
    if shared.wait_until_quiet(SETTLED, stop).is_break() {
        return Ok(());
    }
    let shelf = workshop.shelf()?;
    // Whoever has begun the text may go on without points; before that, points are still to come.
    let method = match brief.start.trim().is_empty() {
        true => workshop.method()?,
        false => workshop.method()?.suited_to(brief),
    };
    let standing = workshop.standing(method, brief.kind, &brief.to, &shelf)?;
    let read = (method.points, workshop.model()?.path);
    let (serving, coming) = {
        let mut state = shared.state();
        if state.read.as_ref() != Some(&read) {
            state.read = Some(read);
            state.forget_plans();
        }
        // One that was made in haste is made anew as the points become more, with their words; not at each of them, because
        // what is read for it is not read for the better one.
        let outdated = |plan: &&Plan| plan.is_without_topic() && plan.misses_half_of(brief);
        let serving = state.serving(brief).filter(|plan| !outdated(plan));
        let coming = state.coming.as_ref().filter(|plan| plan.serves(brief));
        (serving.cloned(), coming.cloned())
    };
    let thought = Thought {
        workshop,
        shared,
        standing: &standing,
        brief,
        stop,
    };
    // What a draft would go by if it were asked for now is read first, as far as the brief has grown: whoever types on to
    // the last key without a pause must not wait for it.
    let serving = match serving {
        Some(plan) => plan,
        None => match thought.in_haste(&shelf)? {
            Some(plan) => plan,
            None => return Ok(()),
        },
    };
    if !thought.read(&serving)? {
        return Ok(());
    }
    // Then what is coming, and will be better.
    if let Some(coming) = coming.as_ref().filter(|coming| **coming != serving)
        && !thought.read(coming)?
    {
        return Ok(());
    }
    let last = coming.unwrap_or(serving);
    if shared.wait_until_quiet(PAUSE, stop).is_break() {
        return Ok(());
    }
    if last.is_for(brief) && last.is_sketched() {
        return Ok(());
    }
    // The end of the draft asks for it.
    workshop.hand(brief.kind, &shelf);
    thought.at_leisure(&shelf)
}

/// While there is nothing to draft yet: what stands before any text is read for the one who is named in `brief`, for each
/// kind there is and for those who are written to most, and kept on the disk.
fn read_usual(
    workshop: &Workshop,
    shared: &Shared,
    brief: Option<&Brief>,
    stop: &CancellationToken,
) -> Result<()> {
    if shared.wait_until_quiet(PAUSE, stop).is_break() {
        return Ok(());
    }
    let shelf = workshop.shelf()?;
    let usual = workshop.method()?;
    // How many bytes of the disk the state takes that is kept of them; none if it was stopped.
    let read = |method: Method, kind: Kind, to: &str| -> Result<Option<u64>> {
        if go(stop).is_break() {
            return Ok(None);
        }
        let standing = workshop.standing(method, kind, to, &shelf)?;
        let file = workshop.model()?;
        let Some(state) = workshop.standings.state_file(kind, &standing, &file) else {
            return Ok(Some(0));
        };
        // Looked into from here: the model need not be loaded for it.
        if !is_kept(&state, &file.path) {
            let mut writer = workshop.writer(file, kind, &standing, Pace::Idle, SKETCH_SEED);
            if pipeline::read_standing(&standing, &mut writer, &mut || go(stop))? != ReadTo::End {
                return Ok(None);
            }
        }
        Ok(Some(state.metadata().map_or(0, |about| about.len())))
    };
    let mut room = MOST_BYTES;
    if let Some(brief) = brief.filter(|brief| !brief.to.trim().is_empty()) {
        let Some(bytes) = read(usual, brief.kind, brief.to.trim())? else {
            return Ok(());
        };
        room = room.saturating_sub(bytes);
    }
    // To look for them means to count over a thousand pieces each: once is enough, as long as the library stays.
    let model = workshop.model()?.path;
    let is_read = shared.state().usual_read.as_ref() == Some(&model);
    if is_read || shared.wait_until_quiet(IDLE, stop).is_break() {
        return Ok(());
    }
    let anybody = Kind::ALL.map(|kind| (usual, kind, String::new()));
    let people = correspondents(&shelf)?.into_iter();
    let people = people.map(|person| (usual, Kind::Email, person));
    // Last, for briefs without points.
    let without = usual.suited_to(&Brief::default());
    let bare = Kind::ALL.map(|kind| (without, kind, String::new()));
    for (method, kind, to) in anybody.into_iter().chain(people).chain(bare) {
        let Some(bytes) = read(method, kind, &to)? else {
            return Ok(());
        };
        // The next one is about as large. What there is no room for would take the place of one that was read just now.
        room = room.saturating_sub(bytes);
        if room < bytes {
            break;
        }
    }
    // Under one lock with whoever changes the library.
    let mut state = shared.state();
    state.usual_read = (!stop.is_cancelled()).then_some(model);
    Ok(())
}
