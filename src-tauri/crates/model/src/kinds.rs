//! Kinds of models that Longhand cannot write with, and the names of packings.

use domain::{Error, ErrorCode};

const SEARCHERS: [&str; 3] = ["gemma-embedding", "llama-embed", "t5encoder"];
const EYES: [&str; 2] = ["clip", "mmproj"];
const TRANSLATORS: [&str; 1] = ["t5"];
const RECURRENT: [&str; 3] = ["mamba", "rwkv", "arwkv"];
const HYBRIDS: [&str; 18] = [
    "bailingmoe3",
    "deepseek4",
    "falcon-h1",
    "glm5-next",
    "granitehybrid",
    "jamba",
    "kimi-k3",
    "kimi-linear",
    "lfm2",
    "lfm2moe",
    "minimax-01",
    "nemotron_h",
    "nemotron_h_moe",
    "plamo2",
    "qwen35",
    "qwen35moe",
    "qwen3next",
    "qwen4exp",
];
const ALL_AT_ONCE: [&str; 4] = ["dream", "llada", "llada-moe", "rnd1"];
const VOICES: [&str; 3] = ["wavtokenizer-dec", "qwen3tts", "pockettts"];
const HELPERS: [&str; 3] = ["eagle3", "dflash", "gemma4-assistant"];
/// Widespread kinds that llama.cpp writes with: if it cannot load one of these, it is not for the kind.
const WRITERS: [&str; 40] = [
    "apertus",
    "arcee",
    "baichuan",
    "bloom",
    "chatglm",
    "cohere2",
    "command-r",
    "deepseek",
    "deepseek2",
    "ernie4_5",
    "exaone",
    "exaone4",
    "falcon",
    "gemma",
    "gemma2",
    "gemma3",
    "gemma3n",
    "glm4",
    "gpt-oss",
    "gpt2",
    "gptneox",
    "granite",
    "granitemoe",
    "internlm2",
    "llama",
    "llama4",
    "minicpm",
    "minicpm3",
    "mistral3",
    "mpt",
    "olmo2",
    "phi2",
    "phi3",
    "qwen2",
    "qwen2moe",
    "qwen3",
    "qwen3moe",
    "smollm3",
    "stablelm",
    "starcoder2",
];

/// Why Longhand cannot write with a model of this architecture; none if nothing speaks against it.
pub(crate) fn refusal(architecture: &str) -> Option<Error> {
    let is_one_of = |names: &[&str]| names.contains(&architecture);
    let error = if architecture.contains("bert") || is_one_of(&SEARCHERS) {
        searcher(architecture)
    } else if is_one_of(&EYES) {
        part(&format!(
            "this file ({architecture}) is the part of a model that looks at pictures, and cannot write"
        ))
    } else if is_one_of(&TRANSLATORS) {
        other(&format!(
            "this model ({architecture}) turns one text into another, and cannot go on with one"
        ))
    } else if RECURRENT
        .iter()
        .any(|begin| architecture.starts_with(begin))
        || is_one_of(&HYBRIDS)
    {
        forgetful(architecture)
    } else if is_one_of(&ALL_AT_ONCE) {
        other(&format!(
            "this model ({architecture}) writes all words at once, and Longhand writes one after another"
        ))
    } else if is_one_of(&VOICES) {
        other(&format!(
            "this model ({architecture}) makes sounds, and no text"
        ))
    } else if is_one_of(&HELPERS) {
        part(&format!(
            "this model ({architecture}) only makes another one faster, and cannot write by itself"
        ))
    } else {
        return None;
    };
    Some(error)
}

/// The refusal of a model that keeps a running state, by which a part of a prompt cannot be taken back.
pub(crate) fn forgetful(architecture: &str) -> Error {
    other(&format!(
        "this model ({architecture}) is of a recurrent or hybrid kind, which cannot go back in what it has read"
    ))
}

/// The refusal of a file that llama.cpp cannot load although what it says of itself makes sense; `fault` is the reason
/// where it is not the kind.
pub(crate) fn unloadable(architecture: &str, fault: &str) -> Error {
    let refused = |why: &str| {
        Error::new(
            ErrorCode::NoModel,
            format!("this model cannot be loaded: {why}"),
        )
    };
    if WRITERS.contains(&architecture) {
        refused(fault).remedy("Get it again, or choose another model")
    } else {
        refused(&format!(
            "models of the kind '{architecture}' are not known here, or {fault}"
        ))
        .remedy("Choose a model of a kind such as llama, qwen3 or gemma3, or a newer Longhand")
    }
}

/// The refusal of a model for searching.
pub(crate) fn searcher(architecture: &str) -> Error {
    other(&format!(
        "this model ({architecture}) is made for searching: it reads text and cannot write it"
    ))
}

/// The refusal of a file whose metadata calls it something else than a model; none if it is one.
pub(crate) fn part_refusal(kind: &str) -> Option<Error> {
    let what = match kind {
        "adapter" => {
            "this file only changes another model (an adapter), and cannot write by itself"
        }
        "mmproj" => "this file is the part of a model that looks at pictures, and cannot write",
        "imatrix" => "this file only helps to pack a model, and cannot write",
        "vocab" => "this file is only the vocabulary of a model, and cannot write",
        _ => return None,
    };
    Some(part(what))
}

fn other(what: &str) -> Error {
    Error::new(ErrorCode::NoModel, what)
        .remedy("Choose a model that writes text, such as one of the kinds llama, qwen3 or gemma3")
}

fn part(what: &str) -> Error {
    Error::new(ErrorCode::NoModel, what).remedy("Choose the file with the model itself")
}

/// What the number `general.file_type` stands for.
pub(crate) fn packing(file_type: u64) -> Option<&'static str> {
    Some(match file_type {
        0 => "F32",
        1 => "F16",
        2 => "Q4_0",
        3 => "Q4_1",
        7 => "Q8_0",
        8 => "Q5_0",
        9 => "Q5_1",
        10 => "Q2_K",
        11 => "Q3_K_S",
        12 => "Q3_K_M",
        13 => "Q3_K_L",
        14 => "Q4_K_S",
        15 => "Q4_K_M",
        16 => "Q5_K_S",
        17 => "Q5_K_M",
        18 => "Q6_K",
        19 => "IQ2_XXS",
        20 => "IQ2_XS",
        21 => "Q2_K_S",
        22 => "IQ3_XS",
        23 => "IQ3_XXS",
        24 => "IQ1_S",
        25 => "IQ4_NL",
        26 => "IQ3_S",
        27 => "IQ3_M",
        28 => "IQ2_S",
        29 => "IQ2_M",
        30 => "IQ4_XS",
        31 => "IQ1_M",
        32 => "BF16",
        36 => "TQ1_0",
        37 => "TQ2_0",
        38 => "MXFP4",
        _ => return None,
    })
}
