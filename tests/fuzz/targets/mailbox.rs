//! The mailbox splitter, and what becomes of its messages.
#![no_main]

use std::collections::HashSet;

use library::fuzzing::{mails, messages};
use libfuzzer_sys::fuzz_target;

/// Small, so that the fuzzer finds messages that are larger.
const LIMIT: usize = 4096;

fuzz_target!(|bytes: &[u8]| {
    let whole = messages(bytes, b'\n', LIMIT, 1 << 20);
    assert_eq!(
        messages(bytes, b'\n', LIMIT, 7),
        whole,
        "the size of the buffer makes no difference"
    );
    // Nothing is invented and nothing changes places: each message stands in the mailbox, behind the one before.
    let mut rest = bytes;
    for message in whole.iter().flatten() {
        assert!(message.len() <= LIMIT);
        let at = rest.windows(message.len()).position(|part| part == message);
        let at = at.expect("a message stands in the mailbox");
        rest = &rest[at + message.len()..];
    }
    let mails = mails(bytes, b'\n', LIMIT);
    assert_eq!(mails.len(), whole.iter().flatten().count());
    let keys: HashSet<&str> = mails.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys.len(), mails.len(), "no two mails have one key");
    // Mailboxes of old Macintoshes.
    let _ = messages(bytes, b'\r', LIMIT, 64);
});
