//! What the folder or label of a mail says of it: that the owner of the mailbox sent it, which tells who that is, or that it
//! is spam.

use std::borrow::Cow;
use std::path::Path;

use mail_parser::decoders::base64::base64_decode;

/// What programs call the folder of sent mail, in small letters.
const SENT: &[&str] = &[
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
    "e-mails enviados",
    "envoyés",
    "éléments envoyés",
    "messages envoyés",
    "inviati",
    "posta inviata",
    "verzonden",
    "verzonden items",
    "verzonden berichten",
    "skickat",
    "skickade objekt",
    "sendt",
    "sendte elementer",
    "wysłane",
];
/// Pine puts the sent mail of each month away: "sent-mail-mar-2004".
const OF_A_MONTH: &str = "sent-mail-";

/// And that of spam, where they put what strangers send in anybody's name.
const SPAM: &[&str] = &[
    "spam",
    "spamverdacht",
    "junk",
    "junk mail",
    "junk email",
    "junk e-mail",
    "junk-e-mail",
    "bulk mail",
    "courrier indésirable",
    "correo no deseado",
    "posta indesiderata",
    "lixo eletrônico",
    "lixo eletrónico",
    "ongewenste e-mail",
    "skräppost",
    "uønsket e-mail",
    "søppelpost",
    "roskaposti",
    "nevyžádaná pošta",
    "спам",
    "迷惑メール",
    "垃圾邮件",
    "垃圾郵件",
    "스팸함",
];

/// What Thunderbird adds to a folder of folders, and Apple Mail to a folder.
const ADDED: [&str; 2] = [".sbd", ".mbox"];
/// Files that are one mail, whose names are its subject.
const ONE_MAIL: [&str; 2] = ["eml", "emlx"];

/// Whether the file at `path` is a mailbox of sent mail, or lies in a folder of such mail.
pub(crate) fn is_among_sent(path: &Path) -> bool {
    let file = path.file_stem().map(|name| name.to_string_lossy());
    let folders = path.parent().into_iter().flat_map(Path::iter);
    let mut names = folders.map(|name| name.to_string_lossy()).chain(file);
    names.any(|name| is_sent(&name))
}

/// Whether the file at `path` is a mailbox of spam, or lies in a folder of it. One far above may be called so by a person,
/// unless its name is made as mail programs make it.
pub(crate) fn is_among_spam(path: &Path) -> bool {
    let one_mail = path
        .extension()
        .is_some_and(|kind| ONE_MAIL.iter().any(|one| kind.eq_ignore_ascii_case(one)));
    let file = path.file_stem().filter(|_| !one_mail);
    let folders = path.ancestors().skip(1).filter_map(Path::file_name);
    // The mails of a Maildir lie in folders of its own.
    let folders = folders.skip_while(|name| *name == "cur" || *name == "new");
    let made = |name: &str| name.starts_with('.') || ADDED.iter().any(|end| name.ends_with(end));
    let mut folders = folders.map(|name| name.to_string_lossy()).enumerate();
    file.is_some_and(|name| is_spam(&name.to_string_lossy()))
        || folders.any(|(at, name)| (at == 0 || made(&name)) && is_spam(&name))
}

/// Whether `name` is one of a folder, or a label, of sent mail.
pub(crate) fn is_sent(name: &str) -> bool {
    let name = bare(name);
    let of_a_month = |rest: &str| {
        rest.split_once('-').is_some_and(|(month, year)| {
            month.len() == 3 && year.len() == 4 && year.bytes().all(|c| c.is_ascii_digit())
        })
    };
    SENT.contains(&name.as_str()) || name.strip_prefix(OF_A_MONTH).is_some_and(of_a_month)
}

/// Whether `name` is one of a folder, or a label, of spam.
pub(crate) fn is_spam(name: &str) -> bool {
    SPAM.contains(&bare(name).as_str())
}

/// `name` in small letters, without what programs set around it.
fn bare(name: &str) -> String {
    let name = readable(name).to_lowercase();
    let name = ADDED
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(&name);
    // The folders of a Maildir begin with a dot and name all above them: ".INBOX.Sent".
    let last = name.rsplit(['.', '/']).next().unwrap_or(name);
    last.trim().to_owned()
}

/// `name` as people read it: servers of mail write all but plain letters as "&AOk-", which is UTF-16 in a sort of base64.
fn readable(name: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, (packed, after))) = rest
        .split_once('&')
        .and_then(|(before, packed)| Some((before, packed.split_once('-')?)))
    {
        let filled = packed.len().next_multiple_of(4);
        let packed = format!("{:=<filled$}", packed.replace(',', "/"));
        let Some(bytes) = base64_decode(packed.as_bytes()).filter(|bytes| !bytes.is_empty()) else {
            return Cow::Borrowed(name);
        };
        let pairs = bytes
            .chunks_exact(2)
            .map(|two| u16::from_be_bytes([two[0], two[1]]));
        plain.push_str(before);
        plain.extend(char::decode_utf16(pairs).flatten());
        rest = after;
    }
    match plain.is_empty() {
        true => Cow::Borrowed(name),
        false => Cow::Owned(plain + rest),
    }
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
            "/m/Sent.mbox/mbox",
            "/m/Sent Messages.mbox/Messages/1.emlx",
            "/m/.Skickat/cur/1",
            "/m/.Envoy&AOk-s/cur/1",
            "/m/.Wys&AUI-ane/cur/1",
            "/m/Skickade objekt",
            "/m/Sendte elementer",
            "/m/E-mails enviados",
            "/m/Verzonden berichten",
            "/m/mail/sent-mail-mar-2004",
        ] {
            assert!(is_among_sent(Path::new(path)), "{path}");
        }
        for path in [
            "/m/Inbox",
            "/m/absent/1.eml",
            "/m/presents.mbox",
            "/m/sentences.txt",
            "/m/sent-mail-to-anna",
            "/m/Anna & Tom - Sent by Ben",
            "/m/.Envoy&AO-s",
        ] {
            assert!(!is_among_sent(Path::new(path)), "{path}");
        }
        assert!(is_sent("Sent") && !is_sent("Starred"));
    }

    #[test]
    fn folders_of_spam_are_near_or_made_by_a_program() {
        for path in [
            "/m/.Junk/cur/1:2,S",
            "/m/Junk/new/1",
            "/m/.INBOX.Spam/cur/1",
            "/m/Spam.mbox",
            "/m/Spam",
            "/m/Junk.mbox/A1/Data/Messages/1.emlx",
            "/m/Takeout/Mail/Spam.mbox",
            "/m/Junk E-mail/1.eml",
            "/m/.Courrier ind&AOk-sirable/cur/1",
            "/m/Posta indesiderata",
            "/m/Skräppost",
        ] {
            assert!(is_among_spam(Path::new(path)), "{path}");
        }
        for path in [
            "/m/Inbox",
            "/m/junk/Mail/Sent",
            "/m/spam/letters/1.eml",
            "/m/Spam.eml",
            "/m/spam recipes/1.eml",
            "/m/.Spamassassin/cur/1",
        ] {
            assert!(!is_among_spam(Path::new(path)), "{path}");
        }
    }
}
