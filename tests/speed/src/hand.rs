//! A hand on the keyboard: the brief after every key, and how long the hand waits before it.

use std::thread::sleep;
use std::time::{Duration, Instant};

use domain::Brief;

use crate::stats::Chance;

/// One key.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    /// Since the key before.
    pub(crate) after: Duration,
    /// What stands in the form then.
    pub(crate) brief: Brief,
}

/// One of the fields of a brief.
type Field = fn(&mut Brief) -> &mut String;

/// How `brief` is typed, field by field as they stand in the window: about five keys a second, and one to three seconds
/// of thought before each field and each point.
pub(crate) fn keys(brief: &Brief, chance: &mut Chance) -> Vec<Key> {
    let mut typed = Brief {
        kind: brief.kind,
        ..Brief::default()
    };
    let mut keys = Vec::new();
    let fields: [(&str, Field); 4] = [
        (&brief.to, |brief| &mut brief.to),
        (&brief.about, |brief| &mut brief.about),
        (&brief.rating, |brief| &mut brief.rating),
        (&brief.title, |brief| &mut brief.title),
    ];
    for (text, field) in fields {
        type_text(text, chance, &mut |key, after| {
            field(&mut typed).push(key);
            keys.push((after, typed.clone()));
        });
    }
    for point in &brief.points {
        typed.points.push(String::new());
        type_text(point, chance, &mut |key, after| {
            if let Some(last) = typed.points.last_mut() {
                last.push(key);
            }
            keys.push((after, typed.clone()));
        });
    }
    let key = |(after, brief)| Key { after, brief };
    keys.into_iter().map(key).collect()
}

fn type_text(text: &str, chance: &mut Chance, press: &mut dyn FnMut(char, Duration)) {
    for (at, key) in text.chars().enumerate() {
        let seconds = if at == 0 {
            chance.between(1.0, 3.0)
        } else {
            // Mostly near 200 ms, now and then a slower one.
            let usual = chance.between(0.12, 0.26);
            let slower = if chance.below(12) == 0 {
                chance.between(0.1, 0.3)
            } else {
                0.0
            };
            usual + slower
        };
        press(key, Duration::from_secs_f64(seconds));
    }
}

/// Presses `keys` in time; `press` is told the brief after each. Returns when the last one was pressed.
pub(crate) fn press_all(keys: &[Key], press: &mut dyn FnMut(&Brief)) -> Instant {
    let mut due = Instant::now();
    for key in keys {
        due += key.after;
        sleep(due.saturating_duration_since(Instant::now()));
        press(&key.brief);
    }
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefs;

    #[test]
    fn the_last_key_completes_the_brief() {
        for brief in briefs::all() {
            let keys = keys(&brief, &mut Chance::new(1));
            assert_eq!(keys.last().unwrap().brief, brief);
            let seconds: f64 = keys.iter().map(|key| key.after.as_secs_f64()).sum();
            let each = seconds / keys.len() as f64;
            assert!((0.15..0.45).contains(&each), "{each} s a key");
        }
    }
}
