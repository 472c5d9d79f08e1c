//! Texts for which there is little room, with the real starter.

use std::cell::Cell;

use domain::ErrorCode;

use super::{SHORT, freely, inference, prompt};
use crate::inference::{CONTEXT, Word};
use crate::protocol::{Continuation, Pace, Stopped};

/// A text of so many tokens at most.
fn wanted(most_tokens: u32) -> Continuation {
    Continuation {
        most_tokens,
        ..freely(0.0, 1)
    }
}

#[test]
fn texts_that_hardly_fit_are_shorter_and_none_by_more_than_half() {
    let Some(inference) = inference() else {
        return;
    };
    let fitted = |prompt: usize, count: usize, most_tokens: u32| {
        let fitted = inference.fitted(prompt, &vec![wanted(most_tokens); count]);
        fitted.map(|(all, texts)| {
            let each = texts.first().map_or(0, |text| text.most_tokens);
            (all, texts.len(), each)
        })
    };
    let prompt = CONTEXT as usize - 2_000;
    assert_eq!(fitted(prompt, 2, 500).unwrap(), (1_000, 2, 500));
    assert_eq!(fitted(prompt, 2, 1_500).unwrap(), (2_000, 2, 1_000));
    // Nothing is written ahead of a draft.
    assert_eq!(fitted(prompt, 0, 0).unwrap(), (0, 0, 0));
    for (prompt, most) in [(prompt, 4_002), (CONTEXT as usize + 1, 0), (0, 1)] {
        assert!(fitted(prompt, 2, most).is_err(), "{prompt} {most}");
    }
    // One text is what does not fit, whatever they are together.
    let refused = fitted(prompt, 8, 4_002).unwrap_err();
    assert_eq!(refused.code, ErrorCode::PromptTooLong);
    assert!(refused.what.contains("4002 to write"), "{refused}");
}

#[test]
fn texts_that_do_not_fit_beside_one_another_take_turns_of_as_many() {
    let Some(inference) = inference() else {
        return;
    };
    let at_once = |count: usize, most_tokens: u32| {
        let prompt = CONTEXT as usize - 2_000;
        let (_, texts) = inference
            .fitted(prompt, &vec![wanted(most_tokens); count])
            .unwrap();
        texts.len()
    };
    assert_eq!(at_once(2, 2_002), 1);
    // Four would fit with half of it: two turns of three are no more turns, and leave each its room.
    assert_eq!(at_once(6, 1_000), 3);
    assert_eq!(at_once(8, 500), 8);
}

#[test]
fn what_there_is_no_room_for_is_not_begun() {
    let Some(mut inference) = inference() else {
        return;
    };
    let looks = Cell::new(0);
    let listen = || {
        looks.set(looks.get() + 1);
        (looks.get() == 12).then_some(Word::Enough(0))
    };
    let prompt = prompt(&[SHORT], None, Pace::Awaited);
    let wanted = Continuation {
        least_tokens: 40,
        ..wanted(CONTEXT)
    };
    let both = [wanted.clone(), wanted];
    let written = inference.write(&prompt, &both, &mut |_| {}, &listen);
    let written = written.unwrap();
    assert!(written.read && written.tokens > 0);
    assert_eq!(written.stopped, [Stopped::Cancelled]);
}
