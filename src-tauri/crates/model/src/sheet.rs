//! What a model is, from the metadata of its file, and whether Longhand can write with it.

use domain::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};

use crate::gguf::{Head, Value};
use crate::kinds;

/// Fewer tokens have no room for past pieces, a brief and a draft.
const LEAST_CONTEXT: u64 = 2048;
/// No model was trained for more, and none for fewer; such a number is damage.
const MOST_CONTEXT: u64 = 128 << 20;
const SHORTEST_CONTEXT: u64 = 64;
/// No model has more layers, and none is wider.
const MOST: u64 = 1 << 20;
/// The largest piece of a prompt that is computed at once, in tokens.
const CHUNK: u64 = 512;
/// Where the metadata says nothing.
const NOT_STATED: &str = "not stated";

/// Facts of a model file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The architecture, as the file names it.
    pub architecture: String,
    /// What its makers call it; empty if they do not say.
    pub title: String,
    /// Weights in all tensors together.
    pub parameters: u64,
    /// How the weights are packed, such as `Q4_K_M`.
    pub packing: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// The most tokens that it was trained for.
    pub trained_context: u64,
    /// Memory that it will take, in bytes: the weights, the state of a full context, and room to compute.
    pub memory: u64,
    /// The licence, as the file names it.
    pub licence: String,
}

impl Sheet {
    /// The sheet of a file of `bytes` bytes; `context` is the most tokens that Longhand makes room for.
    ///
    /// # Errors
    /// `NoModel` if Longhand cannot write with such a model, with the reason.
    pub(crate) fn of(head: &Head, bytes: u64, context: u64) -> Result<Self> {
        let facts = Facts { head };
        facts.refuse_parts()?;
        let Some(architecture) = facts.text("general.architecture") else {
            return Err(nonsense("it does not say of which architecture it is"));
        };
        if let Some(error) = kinds::refusal(&architecture) {
            return Err(error);
        }
        facts.refuse_searchers(&architecture)?;
        let of = |name: &str| format!("{architecture}.{name}");
        let trained_context = facts.trained_context(&of("context_length"))?;
        let layers = facts.within("layers", &of("block_count"))?;
        let width = facts.within("numbers a token", &of("embedding_length"))?;
        let vocabulary = facts
            .count("tokenizer.ggml.tokens")
            .filter(|count| (1..=LARGEST_VOCABULARY).contains(count))
            .ok_or_else(|| nonsense("it has no vocabulary"))?;
        let context = context.min(trained_context);
        let state = facts.state(&architecture, layers, width, context);
        // The scores of every token of a chunk for every word of the vocabulary are the bulk of it.
        let computing = CHUNK * 4 * (vocabulary + 8 * width);
        Ok(Self {
            title: facts.text("general.name").unwrap_or_default(),
            parameters: head.parameters,
            packing: facts
                .count("general.file_type")
                .and_then(kinds::packing)
                .unwrap_or(NOT_STATED)
                .to_owned(),
            bytes,
            trained_context,
            memory: bytes.saturating_add(state).saturating_add(computing),
            licence: facts.licence(),
            architecture,
        })
    }

    /// Looks whether it fits into a machine with so much memory; one that cannot tell takes anything.
    ///
    /// # Errors
    /// `NoModel` with both figures.
    pub(crate) fn fits(&self, memory: Option<u64>) -> Result<()> {
        match memory {
            Some(there) if self.memory > there => Err(Error::new(
                ErrorCode::NoModel,
                format!(
                    "this model is too large for this machine: it takes {:.1} GB of memory, and there are {:.1} GB",
                    gigabytes(self.memory),
                    gigabytes(there)
                ),
            )
            .remedy("Choose a smaller model, or the same one packed more tightly (Q4)")),
            _ => Ok(()),
        }
    }
}

/// More pieces than any vocabulary has.
const LARGEST_VOCABULARY: u64 = 4 << 20;

/// English has about three words to four tokens.
fn words(tokens: u64) -> u64 {
    tokens * 3 / 4
}

fn gigabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e9
}

fn nonsense(what: &str) -> Error {
    Error::new(
        ErrorCode::NoModel,
        format!("what this model file says of itself makes no sense: {what}"),
    )
    .remedy("It is damaged or made for another program; get it again")
}

struct Facts<'head> {
    head: &'head Head,
}

impl Facts<'_> {
    fn text(&self, key: &str) -> Option<String> {
        match self.head.values.get(key) {
            Some(Value::Text(text)) => Some(plain(text)).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// A number; the largest of a list with one for each layer; of another list how long it is.
    fn count(&self, key: &str) -> Option<u64> {
        match self.head.values.get(key)? {
            Value::Count(count) | Value::List(count) => Some(*count),
            Value::Counts(counts) => counts.iter().max().copied(),
            _ => None,
        }
    }

    /// The most tokens that it was trained for.
    fn trained_context(&self, key: &str) -> Result<u64> {
        let Some(tokens) = self.count(key) else {
            return Err(nonsense("it does not say for how long a text it was made"));
        };
        if !(SHORTEST_CONTEXT..=MOST_CONTEXT).contains(&tokens) {
            return Err(nonsense(&format!(
                "it says that it has room for {tokens} pieces of words"
            )));
        }
        if tokens < LEAST_CONTEXT {
            return Err(Error::new(
                ErrorCode::NoModel,
                format!(
                    "this model was made for texts of about {} words, which is too short for Longhand",
                    words(tokens)
                ),
            )
            .remedy(format!(
                "Choose a model made for texts of {} words or more",
                words(LEAST_CONTEXT)
            )));
        }
        Ok(tokens)
    }

    fn within(&self, what: &str, key: &str) -> Result<u64> {
        match self.count(key) {
            Some(count) if (1..=MOST).contains(&count) => Ok(count),
            Some(count) => Err(nonsense(&format!("it says that it has {count} {what}"))),
            None => Err(nonsense(&format!("it does not say how many {what} it has"))),
        }
    }

    /// Refuses what is only a part of a model: it may not say of which architecture.
    fn refuse_parts(&self) -> Result<()> {
        if let Some(error) = self
            .text("general.type")
            .and_then(|kind| kinds::part_refusal(&kind))
        {
            return Err(error);
        }
        match self.count("split.count") {
            Some(parts) if parts > 1 => Err(Error::new(
                ErrorCode::NoModel,
                format!("this file is one of the {parts} parts of a model"),
            )
            .remedy("Join them first, with llama-gguf-split --merge, and add the whole")),
            _ => Ok(()),
        }
    }

    /// Refuses what its own metadata calls a model for searching.
    fn refuse_searchers(&self, architecture: &str) -> Result<()> {
        let pooling = self.count(&format!("{architecture}.pooling_type"));
        let causal = self
            .head
            .values
            .get(&format!("{architecture}.attention.causal"));
        if pooling.is_some_and(|pooling| pooling != 0) || causal == Some(&Value::Flag(false)) {
            return Err(kinds::searcher(architecture));
        }
        Ok(())
    }

    /// Bytes that keys and values of `context` tokens take: two bytes a number.
    fn state(&self, architecture: &str, layers: u64, width: u64, context: u64) -> u64 {
        let of = |name: &str| self.count(&format!("{architecture}.attention.{name}"));
        let heads = of("head_count").unwrap_or(1).max(1);
        let shared = of("head_count_kv").unwrap_or(heads);
        let key = of("key_length").unwrap_or(width / heads);
        let value = of("value_length").unwrap_or(width / heads);
        [layers, context, shared, key.saturating_add(value), 2]
            .into_iter()
            .fold(1, u64::saturating_mul)
    }

    fn licence(&self) -> String {
        let (id, name) = (
            self.text("general.license"),
            self.text("general.license.name"),
        );
        match (id, name) {
            (Some(id), Some(name)) if id == "other" => name,
            (Some(id), _) => id,
            (None, Some(name)) => name,
            (None, None) => NOT_STATED.into(),
        }
    }
}

/// A text of the metadata as it may stand on a terminal: one short line without control characters.
fn plain(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(80)
        .collect();
    visible.trim().to_owned()
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
