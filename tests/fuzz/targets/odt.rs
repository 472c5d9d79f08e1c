//! The words in the XML of a .odt.
#![no_main]

use library::fuzzing::odt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((title, text)) = odt(bytes) else {
        return;
    };
    assert!(title.is_none_or(|title| !title.trim().is_empty()));
    assert!(!text.contains("\n\n\n") && !text.ends_with(char::is_whitespace));
    // A few bytes must not make a book: what one element stands for is bounded.
    assert!(text.len() <= 100 * bytes.len() + 100, "{} bytes", text.len());
});
