//! The lines that mail programs put above a mail that they quote whole or pass on: markers, and blocks of headers.

use super::attribution::evidence::{folded, has_address, is_moment, plain};
use super::lotus;
use super::tidy::is_rule;

mod gmail;
mod top;

pub(super) use gmail::{conversation, is_of_page};
pub(super) use top::{Top, divided, top};

/// Names of headers in the languages of common mail programs, by what they say.
const FROM: &str = "|from|von|de|da|van|från|fra|od|lähettäjä|от|feladó|发件人|寄件者|差出人|message du|\
    寄件人|送信者|보낸 사람|보낸사람|kimden|gönderen|nadawca|odesílatel|odosielateľ|від|відправник|от кого|отправитель|подател|\
    από|αποστολέας|de la|expeditor|šalje|pošiljatelj|pošiljalac|remitent|từ|người gửi|dari|pengirim|จาก|ผู้ส่ง|saatja|nuo|\
    siuntėjas|sūtītājs|מאת|من|المرسل|";
const WHEN: &str = "|date|sent|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|enviada|fecha|data|inviato|verzonden|\
    skickat|sendt|dato|wysłano|lähetetty|дата|отправлено|odesláno|küldve|发送时间|送信日時|\
    发送日期|日期|时间|時間|寄件日期|傳送時間|日付|日時|보낸 날짜|날짜|보낸 시간|tarih|gönderildi|gönderme tarihi|gönderilme tarihi|\
    надіслано|изпратено|ημερομηνία|στάλθηκε|εστάλη|απεστάλη|αποστολή|trimis|dată|dátum|elküldve|odoslané|poslano|poslato|poslané|\
    enviat|enviat el|đã gửi|ngày gửi|ngày|gửi|dikirim|terkirim|tanggal|ส่ง|ส่งเมื่อ|วันที่|saadetud|kuupäev|išsiųsta|nosūtīts|\
    datums|päivämäärä|päiväys|נשלח|תאריך|تم الإرسال|تاريخ الإرسال|التاريخ|تاريخ|أرسلت|أُرسلت|تم إرساله|";
const WHOM: &str = "|to|an|à|a|para|aan|till|til|do|komu|vastaanottaja|кому|címzett|cc|kopie|copie à|kopia|kopi|收件人|宛先|\
    收件者|抄送|副本|받는 사람|받는사람|참조|kime|alıcı|bilgi|adresat|копія|копия|до|копие|προς|κοινοποίηση|κοιν.|către|catre|copie|\
    pre|pro|kópia|za|prima|primatelj|kopija|per a|còpia|đến|tới|gửi tới|người nhận|kepada|ke|tembusan|ถึง|สำเนา|saaja|adressaat|\
    koopia|kam|iki|אל|עותק|העתק|إلى|الى|المستلم|نسخة|";
const WHAT: &str = "|subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|aihe|тема|předmět|tárgy|主题|件名|\
    主旨|標題|제목|konu|θέμα|subiect|predmet|naslov|zadeva|относно|tema|assumpte|chủ đề|tiêu đề|perihal|subjek|judul|เรื่อง|\
    หัวเรื่อง|teema|tēma|נושא|הנדון|الموضوع|موضوع|";

/// What people list of a meeting or of each other, and no mail program in a header.
const LISTED: &str = "|contact|kontakt|contacto|contatto|contato|name|nom|nombre|nome|naam|namn|phone|telephone|tel|tel.|telefon|\
    téléphone|teléfono|telefono|telefone|telefoon|mobile|mobil|handy|fax|web|website|url|email|mail|address|adresse|dirección|\
    indirizzo|endereço|adres|adress|where|place|room|location|wo|ort|raum|lieu|salle|lugar|luogo|sala|local|waar|plaats|var|plats|\
    when|time|wann|zeit|quand|heure|cuándo|hora|quando|ora|wanneer|tijd|när|tid|price|preis|prix|precio|prezzo|preço|prijs|pris|";

/// What some draw rules and markers with, instead of "-".
const DASHES: [char; 7] = ['‐', '‑', '‒', '–', '—', '―', '−'];
/// What stands between dashes above a whole mail.
const MARKERS: &str = "original message|original appointment|forwarded message|forwarded by|included message|forwarded mail|\
    ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d'origine|message original|message transféré|\
    mail original|courriel original|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|\
    mensagem encaminhada|mensagem reencaminhada|oorspronkelijk bericht|doorgestuurd bericht|ursprungligt meddelande|\
    originalmeddelande|vidarebefordrat meddelande|oprindelig besked|oprindelig meddelelse|videresendt besked|opprinnelig melding|\
    videresendt melding|wiadomość oryginalna|oryginalna wiadomość|treść przekazanej wiadomości|przekazana wiadomość|\
    wiadomość przekazana|wiadomość przesłana dalej|alkuperäinen viesti|alkuperäinen sanoma|välitetty viesti|\
    edelleenlähetetty viesti|původní zpráva|původní e-mail|přeposlaná zpráva|přeposlaný e-mail|pôvodná správa|pôvodný e-mail|\
    preposlaná správa|eredeti üzenet|eredeti levél|továbbított üzenet|továbbított levél|исходное сообщение|исходное письмо|\
    оригинальное сообщение|пересылаемое сообщение|пересылаемое письмо|пересланное сообщение|пересланное письмо|\
    перенаправленное сообщение|переадресованное сообщение|вихідне повідомлення|оригінальне повідомлення|\
    початкове повідомлення|переслане повідомлення|пересланий лист|переадресоване повідомлення|оригинално съобщение|\
    препратено съобщение|orijinal mesaj|orijinal ileti|özgün ileti|asıl ileti|iletilen ileti|iletilmiş ileti|iletilen mesaj|\
    yönlendirilmiş ileti|yönlendirilen ileti|αρχικό μήνυμα|προωθημένο μήνυμα|προωθούμενο μήνυμα|mesaj original|mesajul original|\
    mesaj redirecționat|mesaj redirecţionat|mesaj transmis|izvorna poruka|originalna poruka|proslijeđena poruka|\
    prosleđena poruka|izvirno sporočilo|posredovano sporočilo|missatge original|missatge reenviat|thư gốc|tin nhắn gốc|\
    tin nhắn đã chuyển tiếp|thư đã chuyển tiếp|pesan asli|pesan terusan|pesan yang diteruskan|ข้อความต้นฉบับ|ข้อความที่ส่งต่อ|\
    algne sõnum|algne kiri|algkiri|edastatud sõnum|edastatud kiri|הודעה מקורית|הודעה שהועברה|الرسالة الأصلية|رسالة أصلية|\
    رسالة معاد توجيهها|원본 메시지|원본 메일|전달된 메시지|전달된 메일|原始邮件|邮件原件|原邮件|转发的邮件|转发邮件|被转发邮件|\
    原始郵件|原始訊息|轉寄的郵件|轉寄郵件|已轉寄的郵件|元のメッセージ|オリジナルメッセージ|転送メッセージ|転送されたメッセージ";

/// How a mail begins that Apple's programs pass on, in lower case and without its colon.
const PASSED_ON: &str = "|begin forwarded message|forwarded message|anfang der weitergeleiteten nachricht|\
    anfang der weitergeleiteten e-mail|début du message réexpédié|début du message transféré|inicio del mensaje reenviado|\
    inizio messaggio inoltrato|início da mensagem reencaminhada|início da mensagem encaminhada|begin doorgestuurd bericht|\
    vidarebefordrat brev|vidarebefordrat mejl|start på videresendt besked|videresendt melding|\
    začátek přeposlané zprávy|začiatok preposlanej správy|početak proslijeđene poruke|początek przekazywanej wiadomości|\
    początek przekazanej wiadomości|välitetty viesti alkaa|edelleenlähetetty viesti alkaa|továbbított levél kezdete|\
    továbbított üzenet kezdete|начало переадресованного сообщения|начало пересылаемого сообщения|\
    початок переадресованого повідомлення|початок листа, що пересилається|iletilen e-posta başlangıcı|iletilen ileti başlangıcı|\
    începutul mesajului redirecționat|αρχή προωθημένου μηνύματος|inici del missatge reenviat|bắt đầu thư được chuyển tiếp|\
    开始转发的邮件|下面是被转发的邮件|以下是转发的邮件|開始轉寄郵件|以下是轉寄的郵件|転送されたメッセージ|전달된 메시지|";

/// The first words of a mail stand above its headers in so many lines.
const MOST_SUMMED: usize = 3;
/// A marker is looked for in so many first letters of a line.
const LONGEST_MARKER: usize = 100;
/// A block of headers has no more lines.
const MOST_LINES: usize = 14;
/// A name of a header has no more letters, ...
const LONGEST_NAME: usize = 24;
/// ... nor more words, ...
const MOST_WORDS: usize = 3;
/// ... and a line with one in a language that nobody knows here has no more bytes.
const LONGEST_FIELD: usize = 1_000;
/// A block of them has so many lines: the sender, the date, to whom or about what, ...
const FEWEST_FIELDS: usize = 3;
/// ... and not many more.
const MOST_FIELDS: usize = 7;

/// The lines at `at` that announce a mail, as their number. None if there are none.
pub(super) fn at(lines: &[&str], at: usize) -> Option<usize> {
    let below = |from, least| below(lines, from, least).map(|end| end - at);
    if is_marker(lines[at]) || is_bracketed(lines[at]) {
        return Some(below(at + 1, 2).unwrap_or(1));
    }
    if is_rule(lines[at]) || is_title(lines[at]) {
        return below(at + 1, 3);
    }
    if lotus::is_summary(lines[at]) {
        let blank = |n: &usize| lines[*n].trim().is_empty();
        let end = (at + 1..lines.len().min(at + MOST_SUMMED + 1)).find(blank)?;
        return below(end, 3);
    }
    let apart = at == 0 || lines[at - 1].trim().is_empty() || is_rule(lines[at - 1]);
    let alone = |rest| shaped(rest).filter(|count| apart && is_foreign(rest, *count));
    block(&lines[at..], 3)
        .or_else(|| alone(&lines[at..]))
        .or_else(|| lotus::block(lines, at))
}

/// Where the block of headers ends that begins at line `from` or right behind it.
fn below(lines: &[&str], from: usize, least: usize) -> Option<usize> {
    let next = following(lines, from)?;
    let rest = &lines[next..];
    let count = block(rest, least).or_else(|| shaped(rest))?;
    Some(next + count)
}

fn following(lines: &[&str], from: usize) -> Option<usize> {
    (from..lines.len().min(from + 3)).find(|at| !lines[*at].trim().is_empty())
}

/// "-----Original Message-----", "Begin forwarded message:" and their like. A Samsung telephone sets the headers behind it, in
/// the same line.
fn is_marker(line: &str) -> bool {
    let line = line.trim();
    let start: String = line.chars().take(LONGEST_MARKER).collect();
    let long = start.len() < line.len();
    let mut lower = folded(&start);
    if lower.starts_with(DASHES) {
        lower = lower.replace(DASHES, "-");
    }
    if !lower.starts_with("--") {
        let bare = lower.trim_end_matches([' ', ':']);
        return !long && lower.ends_with(':') && PASSED_ON.contains(&format!("|{bare}|"));
    }
    let inner = lower.trim_start_matches(['-', ' ', ':']);
    let inner = inner
        .strip_prefix("begin ")
        .or_else(|| inner.strip_prefix("start of "))
        .unwrap_or(inner);
    MARKERS
        .split('|')
        .filter_map(|marker| inner.strip_prefix(marker))
        .any(|rest| !long || rest.trim_start().starts_with("--"))
}

/// ">>> Anna Bell <a@b.c> 04.03.2024 10:00 >>>", which GroupWise sets above the mail that it answers.
pub(super) fn is_bracketed(line: &str) -> bool {
    let line = line.trim();
    line.len() <= LONGEST_FIELD
        && line
            .strip_prefix(">>> ")
            .and_then(|rest| rest.strip_suffix(">>>"))
            .is_some_and(|inside| is_moment(&plain(inside)))
}

/// Words between dashes, in whatever language: a marker if headers stand below it.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    let dash = |c: &char| *c == '-' || DASHES.contains(c);
    line.len() <= LONGEST_FIELD
        && line.chars().take_while(dash).count() > 2
        && line.chars().rev().take_while(dash).count() > 2
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

/// How many lines at the top of `lines` are a block of headers, as `headers` knows them. In what was a document of a word
/// processor each of them may be a paragraph, and have blank lines below it.
fn block(lines: &[&str], least: usize) -> Option<usize> {
    let apart = || {
        let mut places = vec![0];
        while places.len() < MOST_LINES
            && let Some(last) = places.last()
            && let Some(next) = following(lines, last + 1)
            && (next == last + 1 || header(lines[next]).is_some())
        {
            places.push(next);
        }
        let block: Vec<&str> = places.iter().map(|at| lines[*at]).collect();
        let count = headers(&block, least)?;
        Some(places[count - 1] + 1)
    };
    // Most lines are none, and are not looked at any further.
    header(lines.first()?)?;
    headers(lines, least).or_else(apart)
}

/// How many lines at the top of `lines` are a block of at least `least` different headers that begins with the sender.
fn headers(lines: &[&str], least: usize) -> Option<usize> {
    let mut seen = [false; 4];
    let mut senders = 0;
    let mut end = 0;
    let mut address = false;
    let mut broken = 0;
    for (at, line) in lines.iter().take(MOST_LINES).enumerate() {
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
    if name.chars().nth(LONGEST_NAME + 4).is_some() {
        return None;
    }
    let name = folded(name);
    let name = name.trim().trim_matches(['*', ' ']);
    if name.is_empty() {
        return None;
    }
    let name = format!("|{name}|");
    [FROM, WHEN, WHOM, WHAT]
        .iter()
        .position(|names| names.contains(&name))
}

/// How many lines at the top of `lines` have the shape of a block of headers in whatever language: a short name and somebody's
/// address, and right below it more names and values, one of which says when.
fn shaped(lines: &[&str]) -> Option<usize> {
    let fields: Vec<(String, String)> = lines
        .iter()
        .take(MOST_FIELDS + 1)
        .map_while(|line| field(line))
        .collect();
    let ((_, sender), others) = fields.split_first()?;
    let sender = sender
        .split_whitespace()
        .next_back()
        .is_some_and(has_address);
    let sent = others.iter().any(|(_, value)| is_moment(value));
    let listed = fields
        .iter()
        .any(|(name, _)| LISTED.contains(&format!("|{name}|")));
    let is_block = (FEWEST_FIELDS..=MOST_FIELDS).contains(&fields.len());
    (is_block && sender && sent && !listed).then_some(fields.len())
}

/// Whether the first `count` of `lines` are more than anybody sets above an announcement, in a language that the lists above
/// do not know: those that are written in plain letters are in them.
fn is_foreign(lines: &[&str], count: usize) -> bool {
    let names = lines.iter().take(count).filter_map(|line| field(line));
    count > FEWEST_FIELDS && names.into_iter().any(|(name, _)| !name.is_ascii())
}

/// The name, in lower case, and the value of a line that may be a header. Names begin as names do and have no figures.
fn field(line: &str) -> Option<(String, String)> {
    if line.len() > LONGEST_FIELD {
        return None;
    }
    let text = plain(line);
    let (name, value) = text.split_once(':')?;
    let name = name.trim().trim_matches(['*', ' ']);
    let odd = |c: char| c.is_numeric() || c.is_ascii_punctuation() && !matches!(c, '.' | '\'');
    let is_name = (1..=MOST_WORDS).contains(&name.split_whitespace().count())
        && name.chars().count() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && !name.contains(odd);
    is_name.then(|| (name.to_lowercase(), value.trim().to_owned()))
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
            "Kimden: A\nGönderildi: 4 Mart 2024 Pazartesi 10:00\nKime: B\nKonu: x",
            "Gönderen: A <a@b.c>\nTarih: 4 Mart 2024\nKime: B\nKonu: x",
            "보낸 사람: A <a@b.c>\n보낸 날짜: 2024년 3월 4일 월요일 오전 10:00\n받는 사람: B\n제목: x",
            "Від: A\nНадіслано: 4 березня 2024 р. 10:00\nКому: B\nТема: x",
            "Από: A\nΣτάλθηκε: Δευτέρα\nΠρος: B\nΘέμα: x",
            "De la: A\nTrimis: luni\nCătre: B\nSubiect: x",
            "Od: A\nOdoslané: pondelok\nKomu: B\nPredmet: x",
            "Šalje: A\nPoslano: ponedjeljak\nPrima: B\nPredmet: x",
            "От: A\nИзпратено: понеделник\nДо: B\nОтносно: x",
            "De: A\nEnviat el: dilluns\nPer a: B\nTema: x",
            "Từ: A\nĐã gửi: Thứ Hai\nĐến: B\nChủ đề: x",
            "\u{200f}מאת: A\n\u{200f}נשלח: יום שני\n\u{200f}אל: B\n\u{200f}נושא: x",
            "من: A\nتم الإرسال: الاثنين\nإلى: B\nالموضوع: x",
            "寄件者： A <a@b.c>\n寄件日期： 2024年3月4日\n收件者： B\n主旨： x",
            "Nadawca: A\nData: poniedziałek\nAdresat: B\nTemat: x",
        ] {
            assert_eq!(of(block), Some(block.lines().count()), "{block}");
        }
    }

    #[test]
    fn headers_that_are_paragraphs_each() {
        for block in [
            "From: A\n\nSent: Monday\n\nTo: B\n\nSubject: x",
            "Von: A\n\n\nGesendet: Montag\n\n\nAn: B\n\n\nBetreff: x",
            "De : A\n\nEnvoyé : lundi\n\nÀ : B\n\nObjet : x",
            "De: A <a@b.c>\n\nEnviado el: lunes\n\nPara: B",
            "Da: A\n\nInviato: lunedì\n\nA: B\n\nCc: C\n\nOggetto: x",
            "Van: A\n\nVerzonden: maandag\n\nAan: B;\nC\n\nOnderwerp: x",
            "Från: A\n\nSkickat: den 5 mars\n\nTill: B\n\nÄmne: x",
            "-----Original Message-----\n\nFrom: A\n\nSent: Monday\n\nTo: B\n\nSubject: x",
        ] {
            let lines = block.lines().count();
            assert_eq!(of(&format!("{block}\n\nHi")), Some(lines), "{block}");
        }
        for prose in [
            "From: our side, no.\n\nAnd then\n\nTo: be seen",
            "From: Berlin\n\nTo: Munich\n\nDate: Monday",
            "From: A\n\n\n\nSent: Monday\n\nTo: B\n\nSubject: x",
            "Subject: x\n\nFrom here on\n\nTo: B",
        ] {
            assert_eq!(of(prose), None, "{prose}");
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
    fn a_telephone_sets_marker_and_headers_in_one_line() {
        let rest = "From: Anna Bell <anna@example.org> Date: 04/03/2024  10:00  (GMT+00:00) To: Tom <t@b.c> Subject: Hi";
        assert_eq!(
            of(&format!("-------- Original message --------{rest}\n\nHi")),
            Some(1)
        );
        assert_eq!(
            of(&format!("-------- Ursprüngliche Nachricht --------{rest}")),
            Some(1)
        );
        let prose = "-- original message or not, ".to_owned() + &"and so on ".repeat(20);
        assert_eq!(of(&prose), None);
    }

    #[test]
    fn markers_of_other_languages() {
        for marker in [
            "----- Mail original -----",
            "-------- Původní zpráva --------",
            "---------- Původní e-mail ----------",
            "-----Alkuperäinen viesti-----",
            "-------- Välitetty viesti --------",
            "-----Eredeti üzenet-----",
            "-------- Továbbított üzenet --------",
            "-----Исходное сообщение-----",
            "-------- Пересылаемое сообщение --------",
            "-------- İletilen İleti --------",
            "------------------\u{a0}原始邮件\u{a0}------------------",
            "Начало переадресованного сообщения:",
            "下面是被转发的邮件：",
            ">>> Anna Bell <a@b.c> 04.03.2024 10:00 >>>",
            ">>> \"Anna Bell\" 3/4/24 10:00 AM >>>",
        ] {
            assert_eq!(of(&format!("{marker}\n\nHi")), Some(1), "{marker}");
        }
        let block = "Temat: x\nData: poniedziałek\nNadawca: A <a@b.c>\nAdresat: b@c.d";
        for marker in ["Treść przekazanej wiadomości", "Words that nobody knows"] {
            let text = format!("-------- {marker} --------\n{block}\n\nHi");
            assert_eq!(of(&text), Some(5), "{marker}");
        }
        assert_eq!(of(">>> print(1) >>>"), None);
        assert_eq!(of("--- Words that nobody knows ---\n\nHi"), None);
    }

    #[test]
    fn blocks_of_languages_that_nobody_knows_here() {
        let block = "प्रेषक: Anna Bell <a@b.c>\nभेजा गया: 4 मार्च 2024 10:00\nप्रति: Tom\nविषय: Hi";
        assert_eq!(of(block), Some(4));
        assert_eq!(of(&format!("________\n{block}\n\nHi")), Some(5));
        // By itself that may as well be an announcement; below a rule it is none.
        let plain = "Kutoka: Anna <a@b.c>\nIlitumwa: 4.3.2024 10.00\nKwa：Tom\n\nHi";
        assert_eq!(of(plain), None);
        assert_eq!(of(&format!("________\n{plain}")), Some(4));
        let lines: Vec<&str> = std::iter::once("See:").chain(block.lines()).collect();
        assert_eq!(at(&lines, 1), None);
    }

    #[test]
    fn what_people_list_is_no_block() {
        for list in [
            "Contact: Tom <tom@x.org>\nPhone: 123",
            "Contact: Tom <tom@x.org>\nPhone: 123\nWhen: 4 March 2024, 10:00",
            "Organiser: Tom <tom@x.org>\nWhen: 4 March 2024, 10:00\nWhere: Room 3",
            "Organiser: Tom <tom@x.org>\nDay: 4 March 2024\nSeats: 30",
            "Speaker: Anna Bell <anna@x.org>\nStart: 4 March 2024, 18:00\nTopic: Herons\n\nCome.",
            "author: a@b.c\nstarted: 2024-03-04 10:00:00\nstatus: done",
            "Tom: ask a@b.c first\nAnna: comes on 4 March 2024 at 10:00\nBen: nothing",
        ] {
            assert_eq!(of(list), None, "{list}");
        }
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
