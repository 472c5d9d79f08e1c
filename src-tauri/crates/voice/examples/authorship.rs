//! How well the verifier tells authors apart, and the tool that counts its background.
//!
//! `authorship --corpus DIR` reads `DIR/<kind>/<author>/*.json` (method.md, part 4) and prints, for each kind, the area
//! under the ROC curve. The background is counted on one half of the authors, by a hash of their id, and everything
//! reported is about the other half; with `--shipped` the background of the program is used and all authors are
//! reported on, which is right for authors that are not in it. `--write FILE` counts the background over all authors.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a tool for developers, no part of the program"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::Kind;
use voice::{Background, Hand, Lexicon, Weighed, likeness};

/// A profile has so many pieces, or as many as leave a few to be judged.
const PROFILE: usize = 30;
const LEFT: usize = 8;
/// Texts that are judged, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 500..=1_500;

struct Text {
    title: String,
    product: String,
    text: String,
}

type Authors = BTreeMap<String, Vec<Text>>;

#[derive(Default)]
struct Wanted {
    corpus: PathBuf,
    kind: Option<Kind>,
    seed: u64,
    json: bool,
    shipped: bool,
    write: Option<PathBuf>,
    drafts: Option<PathBuf>,
}

fn main() {
    let wanted = wanted();
    if let Some(file) = &wanted.write {
        let bytes = background(&wanted.corpus, |_| true).to_bytes();
        std::fs::write(file, &bytes).unwrap();
        eprintln!("{}: {} bytes", file.display(), bytes.len());
        return;
    }
    let counted;
    let background = if wanted.shipped {
        Background::shipped().unwrap()
    } else {
        counted = background(&wanted.corpus, fits);
        &counted
    };
    for (kind, folder) in KINDS {
        if wanted.kind.is_none_or(|one| one == kind) {
            let mut authors = read(&wanted.corpus.join(folder), kind);
            authors.retain(|author, _| wanted.shipped || !fits(author));
            report(&wanted, background, kind, authors);
        }
    }
}

const KINDS: [(Kind, &str); 3] = [
    (Kind::Email, "email"),
    (Kind::Post, "posts"),
    (Kind::Review, "review"),
];

fn wanted() -> Wanted {
    let mut wanted = Wanted {
        seed: 1,
        ..Wanted::default()
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_else(|| usage());
        match word.as_str() {
            "--corpus" => wanted.corpus = next().into(),
            "--kind" => wanted.kind = Some(next().parse().unwrap_or_else(|_| usage())),
            "--seed" => wanted.seed = next().parse().unwrap_or_else(|_| usage()),
            "--write" => wanted.write = Some(next().into()),
            "--drafts" => wanted.drafts = Some(next().into()),
            "--json" => wanted.json = true,
            "--shipped" => wanted.shipped = true,
            _ => usage(),
        }
    }
    if !wanted.corpus.is_dir() {
        usage();
    }
    wanted
}

fn usage() -> ! {
    eprintln!(
        "authorship --corpus DIR [--kind email|post|review] [--seed N] [--shipped] [--drafts FILE] [--json]\n\
         authorship --corpus DIR --write FILE"
    );
    std::process::exit(2)
}

/// FNV-1a; the halves and the draws must be the same on every machine.
fn hash(of: &str, seed: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = of.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 7
}

/// Whether the author belongs to the half that is fitted on.
fn fits(author: &str) -> bool {
    hash(author, 0).is_multiple_of(2)
}

fn read(folder: &Path, kind: Kind) -> Authors {
    let mut authors = Authors::new();
    let mut files: Vec<PathBuf> = list(folder).iter().flat_map(|one| list(one)).collect();
    files.sort();
    for file in files {
        let Ok(json) = serde_json::from_slice::<serde_json::Value>(&std::fs::read(&file).unwrap())
        else {
            continue;
        };
        let say = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let text = Text {
            title: say(&json["title"]),
            product: say(&json["meta"]["product"]),
            text: say(&json["text"]),
        };
        let author = authors.entry(say(&json["author"])).or_default();
        if !author.iter().any(|known| known.text == text.text) {
            author.push(text);
        }
    }
    assert!(!authors.is_empty(), "no {kind} in {}", folder.display());
    authors
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn background(corpus: &Path, which: impl Fn(&str) -> bool) -> Background {
    let read = KINDS.map(|(kind, folder)| (kind, read(&corpus.join(folder), kind)));
    let writers: Vec<(Kind, Vec<&str>)> = read
        .iter()
        .flat_map(|(kind, authors)| {
            let of = authors.iter().filter(|(author, _)| which(author));
            of.map(|(_, texts)| (*kind, texts.iter().map(|t| t.text.as_str()).collect()))
        })
        .collect();
    Background::count(&writers)
}

/// A text of `author` that is judged.
struct Judged<'a> {
    author: usize,
    text: &'a Text,
}

struct Profile<'a> {
    author: &'a str,
    texts: Vec<&'a Text>,
    hand: Hand,
}

fn report(wanted: &Wanted, background: &Background, kind: Kind, authors: Authors) {
    let mut profiles: Vec<Profile> = Vec::new();
    let mut judged: Vec<Judged> = Vec::new();
    for (author, texts) in &authors {
        let mut drawn: Vec<&Text> = texts.iter().collect();
        drawn.sort_by_key(|text| hash(&text.text, wanted.seed));
        let size = PROFILE.min(drawn.len().saturating_sub(LEFT).max(drawn.len() / 2));
        let rest = drawn.split_off(size);
        let learned = Hand::learn(background, kind, drawn.iter().map(|t| t.text.as_str()));
        let Some(hand) = learned else { continue };
        let fit = |text: &&Text| LENGTHS.contains(&text.text.chars().count());
        judged.extend(rest.into_iter().filter(fit).map(|text| Judged {
            author: profiles.len(),
            text,
        }));
        profiles.push(Profile {
            author,
            texts: drawn,
            hand,
        });
    }
    let mut out = serde_json::Map::new();
    out.insert("kind".into(), kind.as_str().into());
    out.insert("authors".into(), profiles.len().into());
    out.insert("texts".into(), judged.len().into());

    let score = |of: &Judged, profile: &Profile| {
        let text = of.text.text.as_str();
        (
            profile.hand.score(text).unwrap_or(f64::MIN),
            profile.hand.likeness(text).unwrap_or(0.0) * 100.0,
        )
    };
    let (mut own, mut others) = (Vec::new(), Vec::new());
    let mut same_subject = Vec::new();
    let mut nearest_topic = Vec::new();
    let lexicon = Lexicon::count(
        profiles
            .iter()
            .flat_map(|p| p.texts.iter().map(|t| t.text.as_str())),
    );
    let weighed: Vec<Vec<Weighed>> = profiles
        .iter()
        .map(|p| p.texts.iter().map(|t| lexicon.weigh(&t.text)).collect())
        .collect();
    for one in &judged {
        let about = lexicon.weigh(&one.text.text);
        // Of the others, the profile with the piece that is nearest by its rare words.
        let mut nearest: Option<(f64, (f64, f64))> = None;
        for (at, profile) in profiles.iter().enumerate() {
            let said = score(one, profile);
            if at == one.author {
                own.push(said);
                continue;
            }
            others.push(said);
            if profile
                .texts
                .iter()
                .any(|text| is_same_thing(text, one.text))
            {
                same_subject.push(said);
            }
            let near = (weighed[at].iter())
                .map(|text| text.similarity(&about))
                .fold(0.0, f64::max);
            if nearest.is_none_or(|(best, _)| near > best) {
                nearest = Some((near, said));
            }
        }
        nearest_topic.extend(nearest.map(|(_, said)| said));
    }
    let scores = |of: &[(f64, f64)]| of.iter().map(|(score, _)| *score).collect::<Vec<_>>();
    let matches = |of: &[(f64, f64)]| of.iter().map(|(_, m)| *m).collect::<Vec<_>>();
    out.insert("auc".into(), auc(&scores(&own), &scores(&others)).into());
    let means: Vec<f64> = (0..profiles.len())
        .map(|at| {
            let said = |own: bool| {
                let of = judged.iter().filter(|one| (one.author == at) == own);
                of.map(|one| score(one, &profiles[at]).0)
                    .collect::<Vec<_>>()
            };
            auc(&said(true), &said(false))
        })
        .filter(|auc| auc.is_finite())
        .collect();
    out.insert(
        "auc_mean_of_authors".into(),
        (means.iter().sum::<f64>() / means.len() as f64).into(),
    );
    out.insert(
        "auc_nearest_topic".into(),
        auc(&scores(&own), &scores(&nearest_topic)).into(),
    );
    if same_subject.len() >= 20 {
        out.insert(
            "auc_same_subject".into(),
            auc(&scores(&own), &scores(&same_subject)).into(),
        );
        out.insert("same_subject".into(), same_subject.len().into());
    }
    out.insert(
        "auc_pairs".into(),
        pairs(background, kind, &judged, wanted.seed).into(),
    );
    out.insert("match_own".into(), quartiles(matches(&own)));
    out.insert("match_others".into(), quartiles(matches(&others)));
    if let Some(file) = &wanted.drafts {
        let judged = drafts(file, &profiles);
        out.insert("drafts".into(), judged.len().into());
        if !judged.is_empty() {
            out.insert("match_drafts".into(), quartiles(judged));
        }
    }
    if wanted.json {
        println!("{}", serde_json::Value::Object(out));
    } else {
        println!("{kind}");
        for (name, value) in &out {
            println!("  {name}: {value}");
        }
    }
}

/// Matches of the drafts in `file`, a line each with `author` and `text`, that were made for one of the profiles.
fn drafts(file: &Path, profiles: &[Profile]) -> Vec<f64> {
    let lines = std::fs::read_to_string(file).unwrap();
    let of_line = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).ok()?;
        let profile = profiles.iter().find(|p| json["author"] == p.author)?;
        Some(profile.hand.likeness(json["text"].as_str()?)? * 100.0)
    };
    lines.lines().filter_map(of_line).collect()
}

/// The same subject of a mail, or the same product.
fn is_same_thing(one: &Text, other: &Text) -> bool {
    let subject = |text: &Text| {
        let mut title = text.title.to_lowercase();
        for mark in ["re:", "fwd:", "fw:"] {
            title = title.replace(mark, " ");
        }
        title.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (a, b) = (subject(one), subject(other));
    if one.product.is_empty() {
        !a.is_empty() && a == b
    } else {
        one.product == other.product
    }
}

/// For each text another one by its author and one by another author.
fn pairs(background: &Background, kind: Kind, judged: &[Judged], seed: u64) -> f64 {
    let (mut same, mut different) = (Vec::new(), Vec::new());
    for one in judged
        .iter()
        .filter(|one| hash(&one.text.text, seed ^ 7).is_multiple_of(4))
    {
        let draw = |own: bool| {
            judged
                .iter()
                .filter(|other| (other.author == one.author) == own)
                .filter(|other| !std::ptr::eq(other.text, one.text))
                .min_by_key(|other| hash(&format!("{}{}", one.text.text, other.text.text), seed))
        };
        let alike = |other: &Judged| likeness(background, kind, &one.text.text, &other.text.text);
        same.extend(draw(true).map(alike));
        different.extend(draw(false).map(alike));
    }
    auc(&same, &different)
}

/// The share of pairs in which one's own is above another's (Mann-Whitney); halves for ties.
fn auc(own: &[f64], others: &[f64]) -> f64 {
    let mut others = others.to_vec();
    others.sort_by(f64::total_cmp);
    let above = |own: &f64| {
        let less = others.partition_point(|other| other < own);
        let not_more = others.partition_point(|other| other <= own);
        (less + not_more) as f64 / 2.0
    };
    own.iter().map(above).sum::<f64>() / (own.len() * others.len()) as f64
}

fn quartiles(mut values: Vec<f64>) -> serde_json::Value {
    values.sort_by(f64::total_cmp);
    let at = |part: f64| values[((values.len() - 1) as f64 * part) as usize].round();
    serde_json::json!({ "p10": at(0.1), "p25": at(0.25), "median": at(0.5), "p75": at(0.75), "p90": at(0.9) })
}
