//! What this machine can do, and how near the model comes to it: bytes of weights a second while writing, arithmetic a
//! second while reading.

use std::hint::black_box;
use std::time::Instant;

use model::ModelFile;

use crate::anchors::Anchors;
use crate::place::Place;
use crate::report::{Report, short};
use crate::stats::median;
use crate::trouble::Outcome;
use crate::worker::DEPTH;

/// Far larger than any cache.
const BYTES: usize = 192 << 20;

/// Bytes a second that `threads` threads read from memory.
fn bandwidth(threads: usize) -> f64 {
    let blocks: Vec<Vec<u8>> = (0..threads * 2).map(|_| vec![7; BYTES]).collect();
    let once = || {
        let started = Instant::now();
        std::thread::scope(|scope| {
            for pair in blocks.chunks_exact(2) {
                // Comparing is reading and nothing else, and the C library has it for every processor.
                scope.spawn(|| black_box(black_box(&pair[0]) == black_box(&pair[1])));
            }
        });
        (threads * 2 * BYTES) as f64 / started.elapsed().as_secs_f64()
    };
    let all: Vec<f64> = (0..5).map(|_| once()).collect();
    median(&all)
}

/// Tells the bounds of this machine for the model in `file`.
pub(crate) fn tell(place: &Place, file: &ModelFile, report: &mut Report) -> Outcome<()> {
    let threads = place.worker(file)?.facts().map_or(1, |facts| facts.threads);
    let bandwidth = bandwidth(usize::try_from(threads).unwrap_or(1));
    let anchors = Anchors::new(place, &file.path, threads)?;
    let decode = anchors.decode(64, DEPTH)?;
    let prefill = anchors.prefill(DEPTH)?;
    let weights = decode.model_size as f64;
    let moved = weights * decode.avg_ts;
    let computed = 2.0 * prefill.model_n_params as f64 * prefill.avg_ts;
    let rows = [
        vec![
            "memory, read by all threads".into(),
            format!("{} GB/s", short(bandwidth / 1e9)),
        ],
        vec![
            "weights read for a token".into(),
            format!("{} MB", short(weights / 1e6)),
        ],
        vec![
            "least time for a token".into(),
            format!("{} ms", short(weights / bandwidth * 1000.0)),
        ],
        vec![
            "weights moved while llama-bench writes".into(),
            format!(
                "{} GB/s, {} of the memory's",
                short(moved / 1e9),
                short(moved / bandwidth)
            ),
        ],
        vec![
            "arithmetic while llama-bench reads (2 a weight and token)".into(),
            format!("{} GFLOP/s", short(computed / 1e9)),
        ],
    ];
    report.table(
        &format!("What bounds it ({}, {threads} threads)", file.name),
        &["what", "here"],
        &rows,
    );
    Ok(())
}
