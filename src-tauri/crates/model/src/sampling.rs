//! The chain that chooses the next token.

use llama_cpp_2::sampling::LlamaSampler;

use crate::protocol::Sampling;

/// How far back the repeat penalty looks, in tokens.
const PENALTY_WINDOW: i32 = 256;

/// Cheap cuts first: after `top_k` the later samplers see a few dozen tokens and not the whole vocabulary, each of which
/// the repeat penalty would look up.
pub(crate) fn chain(settings: &Sampling, vocabulary: i32) -> LlamaSampler {
    if settings.temperature <= 0.0 {
        return LlamaSampler::greedy();
    }
    LlamaSampler::chain(
        [
            LlamaSampler::penalties(
                vocabulary,
                PENALTY_WINDOW,
                settings.repeat_penalty,
                0.0,
                0.0,
            ),
            LlamaSampler::min_p(settings.min_p, 1),
            LlamaSampler::temp(settings.temperature),
            LlamaSampler::dist(settings.seed),
        ],
        true,
    )
}
