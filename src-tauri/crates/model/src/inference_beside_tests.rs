//! Texts that are written beside one another, with the real starter.

use super::{LONG, SHORT, freely, inference, largest_difference, probabilities, prompt};
use crate::protocol::{Continuation, Pace, Reply};

#[test]
fn texts_written_at_once_are_those_written_alone() {
    let Some(mut inference) = inference() else {
        return;
    };
    // So many texts of so many tokens, and how likely each token was to be the last one of each text.
    let mut write = |count: usize, tokens: u32| {
        let likeliest = Continuation {
            most_tokens: tokens,
            least_tokens: tokens,
            ..freely(0.0, 1)
        };
        let mut texts = vec![String::new(); count];
        let prompt = prompt(&[LONG, SHORT], None, Pace::Awaited);
        let mut tell = |reply| {
            if let Reply::Text { which, text } = reply {
                texts[which].push_str(&text);
            }
        };
        inference
            .write(&prompt, &vec![likeliest; count], &mut tell, &|| None)
            .unwrap();
        // The last step had a row for each text.
        let rows =
            (0..count).map(|row| probabilities(inference.context.get_logits_ith(row as i32)));
        let rows: Vec<Vec<f64>> = rows.collect();
        (texts, rows)
    };
    // The first token is chosen by what the prompt came to; from the second on each text has read its own.
    for tokens in 2..=8 {
        let (alone, wanted) = write(1, tokens);
        let (beside, found) = write(4, tokens);
        for (text, row) in beside.iter().zip(&found) {
            // Numbers differ a little between one row and four, by how much depends on the processor.
            let difference = largest_difference(&wanted[0], row);
            assert!(
                difference < 0.05,
                "{difference} at token {tokens} of {text:?}"
            );
        }
        assert!(
            beside.iter().all(|text| !text.is_empty()),
            "each is told: {beside:?}"
        );
        // Where two tokens are as likely another one may come; from there on it is another text.
        if beside.iter().any(|text| *text != alone[0]) {
            break;
        }
    }
}
