//! In a crate, too, things flow one way: no room uses one that uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::sources::of_crate;
use crate::workspace::members;

/// The names from the top of a crate down to a module.
type Place = Vec<String>;

#[test]
fn no_room_uses_one_that_uses_it() {
    let mut circles = Vec::new();
    for member in members() {
        let sources = of_crate(&member);
        let inside = member.folder.join("src");
        let modules: BTreeMap<Place, &str> = sources
            .iter()
            .map(|source| (place_of(&source.path, &inside), source.code.as_str()))
            .collect();
        // At the top, and in each folder: a file and the folder of its name are one room.
        let folders: BTreeSet<&[String]> = modules
            .keys()
            .filter_map(|place| place.split_last())
            .map(|(_, folder)| folder)
            .collect();
        for folder in folders {
            if let Some(circle) = circle(&arrows(&modules, folder)) {
                circles.push(format!("{}: {}", inside.display(), circle.join(" -> ")));
            }
        }
    }
    assert!(
        circles.is_empty(),
        "rooms use one another in a circle; move what both need to a place below them:\n{}",
        circles.join("\n")
    );
}

#[test]
fn circles_are_found_through_groups_and_parents() {
    let modules: BTreeMap<Place, &str> = [
        ("a", "use crate::{b::Thing, c};"),
        ("b", "fn f() { crate::c::d::go() }"),
        ("c", ""),
        ("c::d", "use super::super::a::Other;"),
        ("c::e", "use super::f;"),
        ("c::f", ""),
        ("d", "use crate::Handed;"),
        ("e", "use crate::d;"),
    ]
    .into_iter()
    .map(|(place, code)| (place.split("::").map(str::to_owned).collect(), code))
    .collect();
    let mut modules = modules;
    modules.insert(Vec::new(), "pub use e::{Handed, Other};");
    let mut top = arrows(&modules, &[]);
    assert_eq!(circle(&top), Some(vec!["a".into(), "c".into(), "a".into()]));
    assert_eq!(circle(&arrows(&modules, &["c".to_owned()])), None);
    top.remove("a");
    let handed_on = ["d", "e", "d"].map(str::to_owned);
    assert_eq!(circle(&top), Some(handed_on.to_vec()));
}

/// The module that `file` is, in the crate whose code lies in `inside`.
fn place_of(file: &Path, inside: &Path) -> Place {
    let path = file.strip_prefix(inside).unwrap_or(file).with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    names
        .filter(|name| !["lib", "main", "mod"].contains(&name.as_str()))
        .collect()
}

/// Which rooms of `folder` use which others.
fn arrows(
    modules: &BTreeMap<Place, &str>,
    folder: &[String],
) -> BTreeMap<String, BTreeSet<String>> {
    let room = |place: &[String]| place.strip_prefix(folder)?.first().cloned();
    // What the top of the crate hands on, by its name there.
    let top = modules.get(&Vec::new()).copied().unwrap_or_default();
    let handed_on: BTreeMap<String, Place> = handed_on(top)
        .into_iter()
        .filter_map(|path| Some((path.last()?.clone(), path)))
        .collect();
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (place, code) in modules {
        let Some(from) = room(place) else { continue };
        let to = used(code, place).into_iter().filter_map(|path| {
            let path = match path.first() {
                Some(name) if !modules.contains_key(&path[..1]) => handed_on.get(name)?.clone(),
                _ => path,
            };
            let lengths = (1..=path.len()).rev();
            let module = lengths.map(|length| &path[..length]);
            room(
                module
                    .into_iter()
                    .find(|path| modules.contains_key(*path))?,
            )
        });
        let to = to.filter(|to| *to != from).collect::<Vec<_>>();
        arrows.entry(from).or_default().extend(to);
    }
    arrows
}

/// The paths that `code` makes known as its own.
fn handed_on(code: &str) -> Vec<Place> {
    let mut paths = Vec::new();
    for (at, word) in code.match_indices("pub use ") {
        expand(&code[at + word.len()..], Vec::new(), &mut paths);
    }
    paths
}

/// The paths in `code` that begin at the crate or above the module at `place`.
fn used(code: &str, place: &[String]) -> Vec<Place> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        expand(&code[at + "crate::".len()..], Vec::new(), &mut paths);
    }
    for (at, _) in code.match_indices("super::") {
        // The first of several; the others are counted here.
        if code[..at].ends_with("super::") {
            continue;
        }
        let (mut rest, mut base) = (&code[at..], place.to_vec());
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        expand(rest, base, &mut paths);
    }
    paths
}

/// The paths that stand at the beginning of `text`, behind `base`: one, or those of a group in braces.
fn expand(text: &str, mut base: Place, paths: &mut Vec<Place>) {
    let text = text.trim_start();
    let Some(group) = text.strip_prefix('{') else {
        let of_name = |c: char| c.is_alphanumeric() || c == '_';
        let (name, rest) = text.split_at(text.find(|c| !of_name(c)).unwrap_or(text.len()));
        base.push(name.to_owned());
        match rest.strip_prefix("::") {
            Some(rest) => expand(rest, base, paths),
            None => paths.push(base),
        }
        return;
    };
    let (mut depth, mut begins) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                expand(&group[begins..at], base.clone(), paths);
                begins = at + 1;
                if c == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}

/// A way from a room back to itself, if there is one.
fn circle(arrows: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    arrows.keys().find_map(|start| {
        // The shortest way, from room to room.
        let mut ways = vec![vec![start.clone()]];
        let mut seen = BTreeSet::new();
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for way in ways {
                for next in arrows.get(way.last()?).into_iter().flatten() {
                    let way: Vec<String> = way.iter().chain([next]).cloned().collect();
                    if next == start {
                        return Some(way);
                    }
                    if seen.insert(next.clone()) {
                        longer.push(way);
                    }
                }
            }
            ways = longer;
        }
        None
    })
}
