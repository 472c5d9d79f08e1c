//! The lines that mail programs put above a mail that they quote whole or pass on: markers, and blocks of headers.

use super::tidy::is_rule;

/// Names of headers in the languages of common mail programs, by what they say.
const FROM: &str =
    "|from|von|de|da|van|från|fra|od|lähettäjä|от|feladó|发件人|寄件者|差出人|message du|";
const WHEN: &str = "|date|sent|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|enviada|fecha|data|inviato|verzonden|\
    skickat|sendt|dato|wysłano|lähetetty|дата|отправлено|odesláno|küldve|发送时间|送信日時|";
const WHOM: &str = "|to|an|à|a|para|aan|till|til|do|komu|vastaanottaja|кому|címzett|cc|kopie|copie à|kopia|kopi|收件人|宛先|";
const WHAT: &str = "|subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|aihe|тема|předmět|tárgy|主题|件名|";

/// What stands between dashes above a whole mail.
const MARKERS: &[&str] = &[
    "original message",
    "original appointment",
    "forwarded message",
    "forwarded by",
    "included message",
    "forwarded mail",
    "ursprüngliche nachricht",
    "originalnachricht",
    "weitergeleitete nachricht",
    "message d'origine",
    "message original",
    "message transféré",
    "mensaje original",
    "mensaje reenviado",
    "messaggio originale",
    "messaggio inoltrato",
    "mensagem original",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "oorspronkelijk bericht",
    "doorgestuurd bericht",
    "ursprungligt meddelande",
    "originalmeddelande",
    "vidarebefordrat meddelande",
    "oprindelig besked",
    "oprindelig meddelelse",
    "videresendt besked",
    "opprinnelig melding",
    "wiadomość oryginalna",
    "alkuperäinen viesti",
];

/// How a mail begins that Apple's programs pass on, in lower case and without its colon.
const PASSED_ON: &[&str] = &[
    "begin forwarded message",
    "forwarded message",
    "anfang der weitergeleiteten nachricht",
    "anfang der weitergeleiteten e-mail",
    "début du message réexpédié",
    "début du message transféré",
    "inicio del mensaje reenviado",
    "inizio messaggio inoltrato",
    "início da mensagem reencaminhada",
    "início da mensagem encaminhada",
    "begin doorgestuurd bericht",
    "vidarebefordrat brev",
    "vidarebefordrat mejl",
    "start på videresendt besked",
    "videresendt melding",
];

/// The lines at `at` that announce a mail, as their number. None if there are none.
pub(super) fn at(lines: &[&str], at: usize) -> Option<usize> {
    if is_marker(lines[at]) {
        let next = following(lines, at + 1);
        let block = next.and_then(|next| headers(&lines[next..], 2).map(|n| next - at + n));
        return Some(block.unwrap_or(1));
    }
    if is_rule(lines[at]) {
        let next = following(lines, at + 1)?;
        return headers(&lines[next..], 3).map(|n| next - at + n);
    }
    headers(&lines[at..], 3)
}

fn following(lines: &[&str], from: usize) -> Option<usize> {
    (from..lines.len().min(from + 3)).find(|at| !lines[*at].trim().is_empty())
}

/// "-----Original Message-----", "Begin forwarded message:" and their like.
fn is_marker(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 100 {
        return false;
    }
    if !line.starts_with("--") {
        let lower = line.to_lowercase();
        let bare = lower.trim_end_matches([' ', '\u{a0}', ':']);
        return line.ends_with(':') && PASSED_ON.contains(&bare);
    }
    let lower = line.to_lowercase().replace('’', "'");
    let inner = lower.trim_matches(['-', ' ', ':']);
    let inner = inner
        .strip_prefix("begin ")
        .or_else(|| inner.strip_prefix("start of "))
        .unwrap_or(inner);
    MARKERS.iter().any(|marker| inner.starts_with(marker))
}

/// Where a mail that was passed on ends, if its mail program says so: the line after the end.
pub(super) fn end(lines: &[&str], from: usize) -> Option<usize> {
    let ends = |line: &str| {
        let line = line.trim().to_lowercase();
        let inner = line.trim_matches(['-', ' ']);
        line.starts_with("--")
            && (inner.starts_with("end of forwarded")
                || inner.starts_with("end forwarded")
                || inner.starts_with("end included"))
    };
    (from..lines.len())
        .find(|at| ends(lines[*at]))
        .map(|at| at + 1)
}

/// How many lines at the top of `lines` are a block of at least `least` different headers that begins with the sender.
fn headers(lines: &[&str], least: usize) -> Option<usize> {
    let mut seen = [false; 4];
    let mut senders = 0;
    let mut end = 0;
    let mut address = false;
    let mut broken = 0;
    for (at, line) in lines.iter().take(14).enumerate() {
        if line.trim().is_empty() {
            break;
        }
        match header(line) {
            // One mail has one sender, which French programs name twice.
            Some(0) if senders == 2 => break,
            Some(which) => {
                senders += usize::from(which == 0);
                seen[which] = true;
                broken = 0;
            }
            None if at == 0 => return None,
            // A long address list goes on in the next line; prose does so for longer.
            None => broken += 1,
        }
        if broken > 2 {
            break;
        }
        address |= line.contains('@');
        if broken == 0 || line.contains('@') {
            end = at + 1;
        }
    }
    let [from, when, whom, what] = seen;
    let count = seen.iter().filter(|s| **s).count();
    // An itinerary has "From" and "To" and "Date" as well.
    (from && count >= least && (when || whom) && (what || address)).then_some(end)
}

/// Which of the four a header line is.
fn header(line: &str) -> Option<usize> {
    let (name, _) = line.split_once([':', '：'])?;
    let name = name.trim().trim_matches(['*', ' ', '\u{a0}']);
    if name.is_empty() || name.len() > 24 {
        return None;
    }
    let name = format!("|{}|", name.to_lowercase().replace('\u{a0}', " "));
    [FROM, WHEN, WHOM, WHAT]
        .iter()
        .position(|names| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<usize> {
        at(&text.lines().collect::<Vec<_>>(), 0)
    }

    #[test]
    fn blocks_of_headers_in_many_languages() {
        for block in [
            "From: A <a@b.c>\nSent: Monday\nTo: B\nSubject: x",
            "*From:* A [mailto:a@b.c]\n*Sent:* Monday\n*To:* b@c.d\n*Subject:* x",
            "Von: A <a@b.c>\nGesendet: Montag\nAn: B\nBetreff: x",
            "De : A<mailto:a@b.c>\nEnvoyé le :jeudi\nÀ : B\nObjet :x",
            "  Van: A\nVerzonden: maandag\nAan: b@c.d\nOnderwerp: x",
            "Message du : 12/12/2016\nDe : A <a@b.c>\nA : b@c.d\nSujet : x",
            "Da: A\nInviato: martedì\nA: B\nOggetto: x",
            "De: A <a@b.c>\nEnviado el: lunes\nPara: B\nAsunto: x",
            "De: A <a@b.c>\nEnviada em: segunda-feira\nPara: B\nAssunto: x",
            "De: A <a@b.c>\nEnviado: segunda-feira\nPara: B\nAssunto: x",
            "Från: A <a@b.c>\nSkickat: den 5 mars\nTill: B\nÄmne: x",
            "From: A \n<a@b.c>\nSent: Monday\nSubject: x",
        ] {
            assert_eq!(of(block), Some(block.lines().count()), "{block}");
        }
    }

    #[test]
    fn markers_with_and_without_a_block() {
        assert_eq!(
            of("-----Original Message-----\nFrom: A\nSubject: x\nTo: B\n\nHi"),
            Some(4)
        );
        assert_eq!(of("----- Ursprüngliche Nachricht -----\n\nHi"), Some(1));
        assert_eq!(
            of("---------- Forwarded message ---------\nFrom: A <a@b.c>\nDate: Mon\n\nHi"),
            Some(3)
        );
        assert_eq!(
            of(
                "Anfang der weitergeleiteten Nachricht:\n\nVon: A <a@b.c>\nBetreff: x\nDatum: Mo\n\nHi"
            ),
            Some(5)
        );
        assert_eq!(
            of("Begin forwarded message:\n\nFrom: A <a@b.c>\nDate: Mon\n\nHi"),
            Some(4)
        );
        assert_eq!(
            of("________________________________\nFrom: A <a@b.c>\nSent: Mon\nTo: B\n\nHi"),
            Some(4)
        );
    }

    #[test]
    fn prose_is_no_block() {
        assert_eq!(of("From: Berlin\nTo: Munich\nDate: Monday"), None);
        assert_eq!(of("From: our side, no.\nAnd then"), None);
        assert_eq!(of("----\n\nNext part"), None);
        assert_eq!(of("The original message was lost"), None);
    }

    #[test]
    fn the_end_of_what_was_passed_on() {
        let lines = ["Hi", "------- End of Forwarded Message", "Me again"];
        assert_eq!(end(&lines, 0), Some(2));
        assert_eq!(end(&lines[..1], 0), None);
    }
}
