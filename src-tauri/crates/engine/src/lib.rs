//! The front door: everything that window, command line and tests may call; owns running jobs.
//!
//! An engine is opened on one data folder. It is the only one that writes there, or one of many that read. Drafts and
//! readings are jobs: they are started, tell what happens to a sink, can be stopped, and end with exactly one last event.

mod brief;
mod corrections;
mod correspondents;
mod drafting;
mod engine;
mod folder;
mod further;
mod hex;
mod jobs;
mod letter;
mod librarian;
mod lock;
mod message;
mod model_choice;
mod models;
mod my_voice;
mod opening;
mod overview;
mod own_library;
mod page;
mod reading_pace;
mod replay;
mod right_of_way;
mod settings;
mod setup;
mod shelf;
mod standings;
mod task_runner;
mod tasks;
mod thinking;
mod trial;
mod wire;
mod workers;
mod workshop;
mod writer;

pub use drafting::Manner;
pub use engine::Engine;
pub use jobs::Sink;
pub use letter::{addressed, save_as};
pub use library::Query as Search;
pub use model::MOST_AT_ONCE as MOST_CANDIDATES;
pub use models::{
    AddedModel, CheckedModel, Genuine, ListedModel, ModelSpeed, ModelStep, Models, OnStep,
    RemovedModel,
};
pub use my_voice::{VoiceOf, WrittenTo};
pub use own_library::SAMPLE_PERSON;
pub use replay::{Attempt, ReplayEvent, ReplayOf, ReplaySummary, Replayed};
pub use setup::Setup;
pub use wire::{
    Alternative, Answered, Appearance, FileList, FileReport, FileState, Hit, IndexHealth, Kept,
    KeptSource, KeptWish, KindReason, LibraryEvent, Likely, ModelInfo, Opened, Overview, Page,
    PageLine, Pile, ReadingEvent, ReadingProgress, ReadingSummary, Received, Sender, SetAside,
    Settings, SourceFolder, Span, Status, Stored,
};
pub use workers::{WorkerWord, serve_worker};
