//! Whether mail lies among what the owner of a mailbox sent, which tells who that is.

use std::path::Path;

/// What programs call the folder of sent mail, in small letters.
const NAMES: [&str; 22] = [
    "sent",
    "sent items",
    "sent mail",
    "sent-mail",
    "sent messages",
    "outbox",
    "gesendet",
    "gesendete elemente",
    "gesendete objekte",
    "gesendete nachrichten",
    "postausgang",
    "enviados",
    "elementos enviados",
    "correo enviado",
    "itens enviados",
    "envoyés",
    "éléments envoyés",
    "messages envoyés",
    "inviati",
    "posta inviata",
    "verzonden",
    "verzonden items",
];

/// Whether the file at `path` is a mailbox of sent mail, or lies in a folder of such mail.
pub(crate) fn is_among_sent(path: &Path) -> bool {
    let file = path.file_stem().map(|name| name.to_string_lossy());
    let folders = path.parent().into_iter().flat_map(Path::iter);
    let mut names = folders.map(|name| name.to_string_lossy()).chain(file);
    names.any(|name| is_sent(&name))
}

/// Whether `name` is one of a folder, or a label, of sent mail.
pub(crate) fn is_sent(name: &str) -> bool {
    let name = name.to_lowercase();
    // The folders of a Maildir begin with a dot and name all above them: ".INBOX.Sent".
    let last = name.rsplit(['.', '/']).next().unwrap_or(&name);
    // Thunderbird's folders of folders end in ".sbd".
    let name = name.strip_suffix(".sbd").unwrap_or(last);
    NAMES.contains(&name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_sent_mail_in_several_tongues() {
        for path in [
            "/m/.Sent/cur/1:2,S",
            "/m/.INBOX.Sent Items/cur/1:2,S",
            "/m/Gesendet.mbox",
            "/m/Mail/Envoyés",
            "/m/Sent.sbd/2024",
        ] {
            assert!(is_among_sent(Path::new(path)), "{path}");
        }
        for path in [
            "/m/Inbox",
            "/m/absent/1.eml",
            "/m/presents.mbox",
            "/m/sentences.txt",
        ] {
            assert!(!is_among_sent(Path::new(path)), "{path}");
        }
        assert!(is_sent("Sent") && !is_sent("Starred"));
    }
}
