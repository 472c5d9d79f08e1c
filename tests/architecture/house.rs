//! The rules as data: who may know whom, and what belongs into which room.

/// Each member of the workspace and the members that it may know. Data flows down; tests and set-up stand apart.
pub(crate) const MAY_KNOW: &[(&str, &[&str])] = &[
    ("longhand", &["engine", "domain"]),
    (
        "engine",
        &[
            "pipeline", "likeness", "voice", "library", "model", "store", "worker", "domain",
        ],
    ),
    ("pipeline", &["voice", "domain"]),
    ("likeness", &["voice"]),
    ("voice", &["domain"]),
    ("library", &["store", "worker", "domain"]),
    ("model", &["worker", "domain"]),
    ("store", &["domain"]),
    ("worker", &["domain"]),
    ("domain", &[]),
    ("xtask", &[]),
    ("tests", &["engine", "domain"]),
    // What the model does by itself is measured at its own handle: through the engine it could not be told apart from
    // what the engine adds.
    ("speed", &["engine", "model", "domain"]),
    ("quality", &["engine", "likeness", "voice", "domain"]),
];

/// Crates that are no part of the program that people get.
pub(crate) const APART: &[&str] = &["xtask", "tests", "speed", "quality"];

/// The crates that do nothing but think.
pub(crate) const PURE: &[&str] = &["domain", "voice", "likeness", "pipeline"];

/// The one crate that asks the system for its environment and its clock.
pub(crate) const SHELL: &str = "longhand";

/// The one crate with `unsafe` in it.
pub(crate) const UNSAFE: &str = "model";

/// Crates from outside and the only room that may have them. A `*` at the end stands for anything.
pub(crate) const ROOMS: &[(&str, &str)] = &[
    ("tauri*", "longhand"),
    ("wry", "longhand"),
    ("llama-cpp*", "model"),
    ("tantivy*", "library"),
    ("notify*", "library"),
    ("mail-parser", "library"),
    ("pulldown-cmark*", "library"),
    ("html2text", "library"),
    ("pdf-extract", "library"),
    ("quick-xml", "library"),
    ("chardetng", "library"),
    ("rusqlite*", "store"),
    ("libsqlite3-sys", "store"),
];

/// A room's crate that another one may use for its own tests: a journey opens the record.
pub(crate) const ROOM_EXCEPTIONS: &[(&str, &str)] =
    &[("tests", "rusqlite"), ("longhand", "rusqlite")];

/// What the pure crates may build on: nothing here opens a file, a socket, a process or a clock.
pub(crate) const PURE_MAY_USE: &[&str] = &[
    "jiff",
    "rust-stemmers",
    "serde",
    "serde_json",
    "thiserror",
    "ts-rs",
    "unicode-normalization",
    "unicode-segmentation",
];

/// Crates that speak to a network.
pub(crate) const NETWORK: &[&str] = &[
    "attohttpc",
    "awc",
    "curl*",
    "fantoccini",
    "h2",
    "hyper*",
    "isahc",
    "lettre",
    "minreq",
    "native-tls",
    "openssl*",
    "quinn*",
    "reqwest*",
    "rustls*",
    "socket2",
    "surf",
    "tauri-plugin-http",
    "tauri-plugin-updater",
    "tauri-plugin-upload",
    "tauri-plugin-websocket",
    "tokio-tungstenite",
    "tungstenite",
    "ureq*",
    "websocket*",
    "zbus*",
];

/// What lies at the top of the repository, beside dotfiles.
pub(crate) const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "src-tauri",
    "ui",
    "assets",
    "tests",
];

/// Whether `name` is meant by `pattern`.
pub(crate) fn fits(name: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == pattern,
    }
}

#[test]
fn a_star_stands_for_anything() {
    assert!(fits("tauri-build", "tauri*"));
    assert!(!fits("my-tauri", "tauri*"));
    assert!(!fits("curler", "curl"));
}
