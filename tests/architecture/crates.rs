//! Rules about crates: who knows whom, and which crate from outside lives in which room.

use crate::house::{APART, MAY_KNOW, NETWORK, PURE, PURE_MAY_USE, ROOM_EXCEPTIONS, ROOMS, fits};
use crate::workspace::{Member, members};

#[test]
fn a_crate_knows_only_crates_that_stand_below_it() {
    none(
        wrong_edges(&members()),
        "Move the code to where it may live, or pass in what is needed; a new crate gets a line in tests/architecture/house.rs.",
    );
}

#[test]
fn a_crate_from_outside_stays_in_its_room() {
    none(
        out_of_room(&members()),
        "Ask the crate that owns this room for what you need instead.",
    );
}

#[test]
fn domain_voice_and_pipeline_ask_for_nothing_that_does_io() {
    none(
        impure(&members()),
        "Keep these crates pure: do the I/O in library, model, store or engine and pass the result in.",
    );
}

#[test]
fn no_crate_of_the_program_asks_for_a_network() {
    none(
        networked(&members()),
        "Longhand keeps everything on this machine: leave the crate out.",
    );
}

fn none(wrong: Vec<String>, what_to_do: &str) {
    assert!(
        wrong.is_empty(),
        "\n  {}\n{what_to_do}\n",
        wrong.join("\n  ")
    );
}

fn wrong_edges(members: &[Member]) -> Vec<String> {
    let mut wrong = Vec::new();
    for member in members {
        let Some((_, may)) = MAY_KNOW.iter().find(|(name, _)| *name == member.name) else {
            wrong.push(format!("{} has no place in the house", member.name));
            continue;
        };
        for asked in member.asks_for.iter().filter(|asked| asked.member) {
            if !may.contains(&asked.name.as_str()) {
                wrong.push(format!("{} must not know {}", member.name, asked.name));
            }
        }
    }
    wrong
}

fn out_of_room(members: &[Member]) -> Vec<String> {
    let mut wrong = Vec::new();
    for member in members {
        for asked in &member.asks_for {
            let excused = asked.tests_only
                && ROOM_EXCEPTIONS.contains(&(member.name.as_str(), asked.name.as_str()));
            let room = ROOMS.iter().find(|(name, _)| fits(&asked.name, name));
            if let Some((_, room)) = room
                && *room != member.name
                && !excused
            {
                wrong.push(format!(
                    "{} asks for {}, which lives in {room}",
                    member.name, asked.name
                ));
            }
        }
    }
    wrong
}

fn impure(members: &[Member]) -> Vec<String> {
    let pure = members.iter().filter(|m| PURE.contains(&m.name.as_str()));
    pure.flat_map(|member| {
        let asked = member.asks_for.iter();
        asked
            .filter(|asked| !asked.member && !asked.tests_only)
            .filter(|asked| !PURE_MAY_USE.contains(&asked.name.as_str()))
            .map(|asked| format!("{} asks for {}", member.name, asked.name))
    })
    .collect()
}

fn networked(members: &[Member]) -> Vec<String> {
    let product = members.iter().filter(|m| !APART.contains(&m.name.as_str()));
    product
        .flat_map(|member| {
            let asked = member.asks_for.iter();
            asked
                .filter(|asked| NETWORK.iter().any(|network| fits(&asked.name, network)))
                .map(|asked| format!("{} asks for {}", member.name, asked.name))
        })
        .collect()
}

#[cfg(test)]
mod can_fail {
    use super::*;
    use crate::workspace::Asked;

    fn member(name: &str, asked: &str, tests_only: bool) -> Vec<Member> {
        let asked = Asked {
            name: asked.into(),
            member: MAY_KNOW.iter().any(|(member, _)| *member == asked),
            tests_only,
        };
        vec![Member {
            name: name.into(),
            folder: name.into(),
            asks_for: vec![asked],
        }]
    }

    #[test]
    fn an_edge_upwards_or_past_the_front_door_is_seen() {
        assert_eq!(wrong_edges(&member("store", "engine", false)).len(), 1);
        assert_eq!(wrong_edges(&member("longhand", "store", false)).len(), 1);
        assert_eq!(wrong_edges(&member("voice", "engine", true)).len(), 1);
        assert_eq!(wrong_edges(&member("attic", "serde", false)).len(), 1);
        assert!(wrong_edges(&member("engine", "store", false)).is_empty());
    }

    #[test]
    fn a_crate_in_the_wrong_room_is_seen() {
        for (name, asked) in [
            ("engine", "tauri-plugin-dialog"),
            ("engine", "rusqlite"),
            ("library", "rusqlite"),
            ("engine", "llama-cpp-2"),
            ("longhand", "tantivy"),
        ] {
            assert_eq!(
                out_of_room(&member(name, asked, false)).len(),
                1,
                "{name} {asked}"
            );
        }
        assert!(out_of_room(&member("tests", "rusqlite", true)).is_empty());
        assert_eq!(out_of_room(&member("tests", "rusqlite", false)).len(), 1);
    }

    #[test]
    fn io_and_network_are_seen() {
        assert_eq!(impure(&member("voice", "tokio", false)).len(), 1);
        assert!(impure(&member("voice", "tempfile", true)).is_empty());
        assert_eq!(networked(&member("engine", "hyper-util", false)).len(), 1);
        assert_eq!(networked(&member("model", "reqwest", true)).len(), 1);
        assert!(networked(&member("tests", "fantoccini", true)).is_empty());
    }
}
