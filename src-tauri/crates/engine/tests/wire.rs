//! The wire types in TypeScript, generated from the Rust ones and compared with what is checked in.

use domain::{
    Avoid, Brief, Candidate, Corrections, Counted, DocumentId, DraftEvent, DraftId, Error,
    ErrorCode, Favourite, Findings, FurtherDraft, Kind, Length, Lengths, Mark, Measured, Outcome,
    Person, Portrait, Readiness, Shell, Slot, Source, Spread, Stage, SummarySnippet, Trait, Wish,
};
use engine::{
    Alternative, Answered, Appearance, Attempt, FileList, FileReport, Hit, Kept, KeptSource,
    KeptWish, KindReason, LibraryEvent, Likely, ModelInfo, ModelStep, Opened, Overview, Page,
    PageLine, Pile, ReadingEvent, ReadingProgress, ReadingSummary, Received, ReplayEvent,
    ReplaySummary, Replayed, Sender, Settings, SourceFolder, Span, Stored, VoiceOf, WrittenTo,
};
use ts_rs::{Config, TS};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../ui/src/lib/wire.gen.ts"
);

fn declare<T: TS>(config: &Config, into: &mut String) {
    into.push_str(&format!("\nexport {}\n", T::decl(config)));
}

fn generated() -> String {
    let config = Config::new();
    let mut text =
        String::from("// Generated from the Rust types by `cargo xtask wire`; do not edit.\n");
    macro_rules! declare_all { ($($of:ty),* $(,)?) => { $(declare::<$of>(&config, &mut text);)* } }
    declare_all!(
        Kind,
        Length,
        Brief,
        DocumentId,
        DraftId,
        Person,
        Stage,
        Slot,
        Readiness,
        Source,
        SummarySnippet,
        Shell,
        Wish,
        Candidate,
        Mark,
        Spread,
        Trait,
        Outcome,
        ErrorCode,
        Error,
        DraftEvent,
        Findings,
        FurtherDraft,
        engine::FileState,
        FileReport,
        FileList,
        KindReason,
        Likely,
        Kept,
        SourceFolder,
        Span,
        Sender,
        ModelInfo,
        ModelStep,
        Appearance,
        Settings,
        Stored,
        Page,
        Pile,
        Alternative,
        KeptSource,
        KeptWish,
        PageLine,
        Received,
        Opened,
        Overview,
        Answered,
        Hit,
        ReadingSummary,
        ReadingProgress,
        ReadingEvent,
        LibraryEvent,
        Avoid,
        Corrections,
        Counted,
        Favourite,
        Lengths,
        Measured,
        Portrait,
        WrittenTo,
        VoiceOf,
        Attempt,
        Replayed,
        ReplaySummary,
        ReplayEvent,
    );
    text
}

#[test]
fn the_window_knows_the_types_of_today() {
    let today = generated();
    if std::env::var_os("LONGHAND_WIRE").is_some_and(|mode| mode == "write") {
        std::fs::write(FILE, &today).unwrap();
    }
    let there = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        there == today,
        "ui/src/lib/wire.gen.ts is out of date: run `cargo xtask wire`"
    );
}
