//! One of the drafts that are being written: what the model says goes through what joins lines, what finds its end, what
//! leaves lines out that no letter has, what holds it to the user's habits, and what keeps a passage back that is no other
//! than it was.

use crate::anew::Anew;
use crate::ending::Ending;
use crate::lines::Lines;
use crate::obey::Obey;
use crate::ports::Go;
use crate::unwrap::Unwrap;

/// It takes what the model writes and gives on what is shown.
pub(crate) struct Draft {
    /// None for somebody who begins sentences in small letters.
    unwrap: Option<Unwrap>,
    ending: Ending,
    lines: Lines,
    obey: Obey,
    /// Beside a passage that must not come as it was.
    anew: Option<Anew>,
    /// The greeting and what was given on after it, or nothing at all.
    pub(crate) text: String,
}

impl Draft {
    pub(crate) fn new(
        unwraps: bool,
        ending: Ending,
        lines: Lines,
        obey: Obey,
        anew: Option<Anew>,
    ) -> Self {
        Self {
            unwrap: unwraps.then(Unwrap::default),
            ending,
            lines,
            obey,
            anew,
            text: String::new(),
        }
    }

    /// Takes a piece of raw text; returns what can be shown of it, and whether to go on.
    pub(crate) fn read(&mut self, raw: &str) -> (String, Go) {
        let lines = match &mut self.unwrap {
            Some(unwrap) => unwrap.push(raw),
            None => raw.to_owned(),
        };
        let (delta, more) = self.ending.push(&lines);
        let delta = self.obey.push(&self.lines.push(&delta));
        let delta = match &mut self.anew {
            Some(anew) => anew.push(&delta),
            None => delta,
        };
        (delta, more)
    }

    /// What is left to be shown at the end, which the model came to by itself where it is `natural`.
    pub(crate) fn finish(&mut self, natural: bool) -> String {
        let lines = self.unwrap.as_mut().map(Unwrap::finish);
        let (delta, _) = self.ending.push(&lines.unwrap_or_default());
        let rest = delta + &self.ending.finish(natural);
        let rest = self.lines.push(&rest) + &self.lines.finish();
        let rest = self.obey.push(&rest) + &self.obey.finish();
        match &mut self.anew {
            Some(anew) => anew.push(&rest) + &anew.finish(),
            None => rest,
        }
    }

    /// Whether the passage came as it was, to its end.
    pub(crate) fn is_the_same(&self) -> bool {
        self.anew.as_ref().is_some_and(Anew::is_the_same)
    }

    /// Takes a delta of the piece. The greeting comes with the first word and not before: until then there may be
    /// nothing to greet with.
    pub(crate) fn take(
        &mut self,
        delta: &str,
        greeting: &str,
        show: &mut dyn FnMut(&str) -> Go,
    ) -> Go {
        if delta.is_empty() {
            return Go::Continue(());
        }
        if self.text.is_empty() && !greeting.is_empty() {
            self.text.push_str(greeting);
            show(greeting)?;
        }
        self.text.push_str(delta);
        show(delta)
    }
}
