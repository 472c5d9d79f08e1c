//! From a key to the frame that shows what it did, taken inside the page.
//!
//! It begins with the time that the key's own event bears, which is when the window's process took it from the system. It
//! ends with the first task of the page after the frame: the editor's text was changed, the page laid out and its pixels
//! drawn. In it are the way from the window's process to that of the page, everything that Longhand does on a key before
//! the frame, whatever else keeps the page busy just then, and the wait for the next frame, of which there are sixty a
//! second. Not in it are the way from the keyboard to the window, and the way of the drawn pixels to the screen.

use serde::Deserialize;
use serde_json::Value;

use crate::driver::Window;
use crate::stats::percentile;
use crate::trouble::Outcome;

/// Listens for keys before anybody else does. A letter is followed from the editor's `input` event, at which it stands in
/// the text, to the frame after it; a key that only moves, from itself to the frame after it.
const LISTEN: &str = "
  if (window.deskProbe) return;
  const there = (id) => document.querySelector(`[data-testid=\"${id}\"]`) !== null;
  const probe = { keys: [], gaps: [], follows: false };
  window.deskProbe = probe;
  const entered = [];
  const drawn = [];
  const after = new MessageChannel();
  after.port1.onmessage = () => {
    const now = performance.now();
    for (const key of drawn.splice(0)) {
      key.took = now - key.at;
      key.drawing = now - key.drawing;
    }
  };
  const frame = () => {
    const now = performance.now();
    for (const key of entered) key.drawing = now;
    drawn.push(...entered.splice(0));
    after.port2.postMessage(null);
  };
  const enter = (key) => {
    if (entered.length === 0) requestAnimationFrame(frame);
    entered.push(key);
  };
  const typed = [];
  addEventListener('keydown', (event) => {
    const moves = event.key === 'PageDown';
    if (event.ctrlKey || event.altKey || event.metaKey || (event.key.length !== 1 && !moves)) return;
    const now = performance.now();
    const at = event.timeStamp > now - 5000 && event.timeStamp < now ? event.timeStamp : now;
    const key = { at, way: now - at, text: null, drawing: null, took: null, drafting: there('stop'), reading: there('reading') };
    probe.keys.push(key);
    // A key that came to no letter until the next one is lost, and has no time.
    typed.length = 0;
    if (moves) enter(key);
    else typed.push(key);
  }, true);
  addEventListener('input', () => {
    const key = typed.shift();
    if (key === undefined) return;
    key.text = performance.now() - key.at;
    enter(key);
  }, true);
  let last = 0;
  const follow = (now) => {
    if (!probe.follows) { last = 0; return; }
    if (last > 0) probe.gaps.push(now - last);
    last = now;
    requestAnimationFrame(follow);
  };
  probe.follow = (on) => {
    probe.follows = on;
    if (on) requestAnimationFrame(follow);
  };";

/// What became of one key.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Painted {
    /// Milliseconds to the frame; none if it changed nothing on the page.
    pub(crate) took: Option<f64>,
    /// Of these, the way from the window's process to that of the page.
    pub(crate) way: f64,
    /// Of these, until the letter stood in the text; none for a key that only moves.
    pub(crate) text: Option<f64>,
    /// Of these, from the beginning of the frame to its pixels.
    pub(crate) drawing: Option<f64>,
    /// A draft was being written when the key was pressed.
    pub(crate) drafting: bool,
    /// Files were being read.
    pub(crate) reading: bool,
}

impl Window {
    /// Begins to listen, once for a page.
    pub(crate) async fn listen(&self) -> Outcome<()> {
        self.ask(LISTEN).await.map(drop)
    }

    /// What became of the keys since this was asked last. The last of them has long been drawn if it ever is.
    pub(crate) async fn painted(&self) -> Outcome<Vec<Painted>> {
        let keys = self.ask("return window.deskProbe.keys.splice(0)").await?;
        understood(keys)
    }

    /// Begins or ends to note how long it is from one frame to the next.
    pub(crate) async fn follow_frames(&self, on: bool) -> Outcome<()> {
        self.ask(&format!("window.deskProbe.follow({on})"))
            .await
            .map(drop)
    }

    /// Milliseconds from frame to frame, since this was asked last.
    pub(crate) async fn frames(&self) -> Outcome<Vec<f64>> {
        let gaps = self.ask("return window.deskProbe.gaps.splice(0)").await?;
        understood(gaps)
    }
}

fn understood<T: for<'de> Deserialize<'de>>(told: Value) -> Outcome<T> {
    serde_json::from_value(told).map_err(|cause| format!("what the page noted: {cause}").into())
}

/// Milliseconds of the keys that came to a frame.
pub(crate) fn took(keys: &[Painted]) -> Vec<f64> {
    keys.iter().filter_map(|key| key.took).collect()
}

/// The 95th of a hundred.
pub(crate) fn p95(values: &[f64]) -> f64 {
    percentile(values, 95.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_changed_nothing_has_no_time() {
        let told = serde_json::json!([
            {"at": 10.0, "way": 0.5, "text": 1.0, "drawing": 4.0, "took": 12.0, "drafting": true, "reading": false},
            {"at": 20.0, "way": 0.5, "text": null, "drawing": null, "took": null, "drafting": true, "reading": true}
        ]);
        let keys: Vec<Painted> = understood(told).unwrap();
        assert_eq!(took(&keys), [12.0]);
        assert!(keys[1].reading && !keys[0].reading);
        assert!(understood::<Vec<Painted>>(serde_json::json!([{"way": 1.0}])).is_err());
    }
}
