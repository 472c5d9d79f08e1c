//! The words in the lines of a chat that somebody wrote, without what its program or whoever saved it has added.

/// What stands in the place of a message that was deleted, in small letters and without a dot.
const DELETED: &str = "|this message was deleted|you deleted this message|diese nachricht wurde gelöscht|\
    du hast diese nachricht gelöscht|ce message a été supprimé|vous avez supprimé ce message|se eliminó este mensaje|\
    este mensaje fue eliminado|eliminaste este mensaje|questo messaggio è stato eliminato|hai eliminato questo messaggio|\
    mensagem apagada|esta mensagem foi apagada|você apagou esta mensagem|apagou esta mensagem|dit bericht is verwijderd|\
    je hebt dit bericht verwijderd|u hebt dit bericht verwijderd|det här meddelandet raderades|\
    du raderade det här meddelandet|";
/// What Android sets behind a message that was changed later.
const EDITED: &str = "<This message was edited>";
/// The mark before what the program itself says.
const SAYS: char = '\u{200e}';
/// Where files lie that were sent, as they are named behind a message of Signal.
const FILE: &str = "](./";

/// What of a line of a message its author wrote; none where the program says what was sent, or that it is gone, and where
/// another message stands that this one answers.
pub(super) fn own(line: &str) -> Option<&str> {
    let words = line.trim_end();
    if words.starts_with(SAYS) {
        return None;
    }
    // What it says of a message stands behind it.
    let words = match words.rfind(SAYS) {
        Some(at) if words.ends_with('>') => &words[..at],
        _ => words.strip_suffix(EDITED).unwrap_or(words),
    };
    let words = words.trim_end();
    let said = without_files(words);
    let nothing = said.is_empty() && !words.is_empty();
    (!nothing && !is_left_out(words)).then_some(said)
}

/// Whether somebody else wrote `words`, or a program instead of its author.
fn is_left_out(words: &str) -> bool {
    let between = |begins: &str, ends: &str| words.starts_with(begins) && words.ends_with(ends);
    let bare = words.trim_matches(['.', '(', ')']).to_lowercase();
    let deleted = !bare.is_empty() && DELETED.contains(&format!("|{bare}|"));
    let quoted = words == ">" || words.starts_with("> ");
    // What others thought of a message of Signal, and a picture in place of one.
    let added = between("(- ", " -)") || between("(( ", " ))");
    between("<", ">") || deleted || quoted || added
}

/// What stands before the files that were sent with a message of Signal: "Look ![boat.jpg](./media/boat.jpg)".
fn without_files(words: &str) -> &str {
    let begins = words.find(FILE).and_then(|at| words[..at].rfind('['));
    let before = begins.map(|at| &words[..at]);
    before.map_or(words, |before| {
        before.strip_suffix('!').unwrap_or(before).trim_end()
    })
}
