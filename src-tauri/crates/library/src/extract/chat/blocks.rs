//! A chat of Signal as sigtop writes it: above each message stand its sender, its type and when it was sent, as above a mail.

/// How such a chat begins, ...
const BEGINS: &str = "Conversation: ";
/// ... and above a message its sender, where it has one, ...
const FROM: &str = "From: ";
/// ... and its type.
const TYPE: &str = "Type: ";

/// Whether `text` begins as such a chat does.
pub(super) fn is_chat(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.next().is_some_and(|line| line.starts_with(BEGINS))
        && lines.take(2).any(|line| line.starts_with(TYPE))
}

/// Tells for each line of a message who sent it. What it answers, and what it was before it was changed, is left out.
pub(super) fn each<'a>(text: &'a str, mut said: impl FnMut(&'a str, &'a str)) {
    let lines: Vec<&'a str> = text.lines().collect();
    let blank = |at: usize| lines.get(at).is_none_or(|line| line.trim().is_empty());
    let head = |at: usize| sender(lines.get(at..)?).filter(|_| at == 0 || blank(at - 1));
    let mut speaker = None;
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        if let Some(name) = head(at) {
            speaker = name;
            // To the blank line below it.
            at += (at..).take_while(|at| !blank(*at)).count();
        } else if let Some(name) = speaker
            && !line.starts_with(['>', '|'])
            && !(blank(at) && head(at + 1).is_some())
        {
            said(name, line);
        }
        at += 1;
    }
}

/// Who sent the message above which `lines` begin; none within if nobody did, none at all if nothing begins there.
fn sender<'a>(lines: &[&'a str]) -> Option<Option<&'a str>> {
    match lines {
        [from, kind, ..] if kind.starts_with(TYPE) => {
            Some(Some(without_number(from.strip_prefix(FROM)?)))
        }
        [kind, ..] if kind.starts_with(TYPE) => Some(None),
        _ => None,
    }
}

/// "Anna Bell (+49 170 1234567)" without the number.
fn without_number(name: &str) -> &str {
    let is_number = |text: &str| text.ends_with(')') && text.contains(|c: char| c.is_ascii_digit());
    match name.rsplit_once(" (") {
        Some((bare, number)) if is_number(number) => bare,
        _ => name,
    }
}
