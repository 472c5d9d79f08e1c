//! How often a search with one text finds another one of the same thread or about the same thing.
//!
//! Real texts, unchanged: mails whose subject, and reviews whose product, another text has as well. 500 of them are held
//! back, at most one of each subject so that what belongs to it is there; all others are read. The query is the text
//! that was held back, without its subject.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::library;
use crate::place::Place;
use crate::report::{Figure, Goal, Report};
use crate::stats::Chance;
use crate::trouble::{Outcome, Trouble};

const HELD_BACK: usize = 500;
/// It counts when it is among so many first ones.
const AMONG: usize = 5;
/// Ways to search, as `longhand search --method` names them; the last one is held against the others.
const METHODS: [&str; 3] = ["bm25", "dense", "fused"];

#[derive(Deserialize)]
struct Hit {
    title: String,
    path: String,
}

/// Measures each way to search with the same texts.
pub(crate) fn measure(place: &Place, report: &mut Report) -> Outcome<()> {
    let mut groups: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for text in library::texts(place)? {
        let subject = subject(text.title.as_deref().unwrap_or_default());
        if !subject.is_empty() {
            groups
                .entry(subject.clone())
                .or_default()
                .push((subject, text.text));
        }
    }
    let folder = tempfile::Builder::new()
        .prefix("recall-")
        .tempdir_in(&place.keep)
        .map_err(|cause| Trouble::at("making a folder in", &place.keep, &cause))?;
    let (words, data) = (folder.path().join("words"), folder.path().join("data"));
    fs::create_dir_all(&words).map_err(|cause| Trouble::at("making", &words, &cause))?;
    let mut chance = Chance::new(3);
    let mut held: Vec<(String, String)> = Vec::new();
    let mut number = 0;
    let mut order: Vec<&Vec<(String, String)>> = groups.values().collect();
    for at in (1..order.len()).rev() {
        order.swap(at, chance.below(at + 1));
    }
    for group in order {
        let back = if group.len() > 1 && held.len() < HELD_BACK {
            Some(chance.below(group.len()))
        } else {
            None
        };
        for (at, (subject, text)) in group.iter().enumerate() {
            if Some(at) == back {
                held.push((subject.clone(), text.clone()));
                continue;
            }
            number += 1;
            let path = words.join(format!("{number:05}.md"));
            let whole = format!("---\ntitle: {subject:?}\n---\n\n{text}\n");
            fs::write(&path, whole).map_err(|cause| Trouble::at("writing", &path, &cause))?;
        }
    }
    place.longhand(&data, &[&"add", &words, &"--quiet"])?;
    let mut parts = Vec::new();
    for method in METHODS {
        match found(place, &data, method, &held) {
            Ok(part) => parts.push((method, part)),
            Err(why) => report.not_measured(0, &format!("recall of {method}"), &why),
        }
    }
    let best = |name: &str| {
        parts
            .iter()
            .find(|(method, _)| *method == name)
            .map(|(_, part)| *part)
    };
    for (method, part) in &parts {
        let anchor = best("bm25").filter(|_| *method != "bm25");
        report.figure(&Figure {
            target: 0,
            what: format!(
                "recall, {method} (anchor: bm25): {} texts held back, {number} read; another of the same subject or product among the first {AMONG}",
                held.len()
            ),
            ours: *part,
            anchor,
            unit: "of all",
            ratio: anchor.map(|anchor| part / anchor),
            goal: if *method == "fused" { Goal::Ratio(1.0) } else { Goal::None },
            repeats: held.len(),
        });
    }
    Ok(())
}

/// The part of `held` for which another one of its subject is found.
fn found(
    place: &Place,
    data: &std::path::Path,
    method: &str,
    held: &[(String, String)],
) -> Outcome<f64> {
    let mut count = 0;
    for (subject, text) in held {
        let said = place.longhand(
            data,
            &[
                &"search",
                &"--method",
                &method,
                &"--limit",
                &AMONG.to_string(),
                &"--json",
                &"--",
                text,
            ],
        )?;
        let mut hits = said
            .lines()
            .filter_map(|line| serde_json::from_str::<Hit>(line).ok());
        count += usize::from(
            hits.any(|hit| !hit.path.is_empty() && self::subject(&hit.title) == *subject),
        );
    }
    Ok(count as f64 / held.len().max(1) as f64)
}

/// A subject as all mails of its thread have it.
fn subject(title: &str) -> String {
    let lower = title.to_lowercase();
    let mut rest = lower.trim();
    while let Some(after) = ["re:", "fw:", "fwd:"]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark))
    {
        rest = after.trim_start();
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_has_one_subject() {
        assert_eq!(subject("Re: RE:  Keys  and locks "), "keys and locks");
        assert_eq!(subject("Regards"), "regards");
    }
}
