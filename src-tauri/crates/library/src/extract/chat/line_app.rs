//! A chat as LINE saves it: a line that says so, then for each day its date, and below it the time, the name and the words of
//! each message, parted by tabs.

/// How such a chat begins, whatever follows in the language of the phone.
const BEGINS: &str = "[LINE]";
/// A time has no more bytes: "午後10:15", "10:15 p.m.".
const LONGEST_CLOCK: usize = 20;
/// A date has no more letters: "segunda-feira".
const MOST_LETTERS: usize = 12;
/// What stands in the place of what was sent and is no words, in small letters: in English, Japanese, Chinese and Korean.
const SENT: &str = "|[sticker]|[photo]|[video]|[voice message]|[file]|[location]|[contact]|[album]|[gift]|\
    [スタンプ]|[写真]|[動画]|[ボイスメッセージ]|[ファイル]|[位置情報]|[連絡先]|[アルバム]|[プレゼント]|\
    [貼圖]|[照片]|[影片]|[語音訊息]|[檔案]|[位置訊息]|[相簿]|[스티커]|[사진]|[동영상]|[음성 메시지]|[파일]|[앨범]|";
/// How a message begins that stands for a call.
const CALL: &str = "☎ ";
/// LINE sets these about a message of several lines.
const QUOTE: char = '"';

/// Whether `text` begins as such a chat does.
pub(super) fn is_chat(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let begins = lines.next().is_some_and(|line| line.starts_with(BEGINS));
    begins && lines.any(|line| matches!(message(line), Some(Some(_))))
}

/// Tells for each line of a message who sent it.
pub(super) fn each<'a>(text: &'a str, mut said: impl FnMut(&'a str, &'a str)) {
    let lines: Vec<&'a str> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        at += 1;
        let Some(message) = message(line) else {
            continue;
        };
        let begins = |at: &usize| is_head(&lines, *at);
        let end = (at..lines.len()).find(begins).unwrap_or(lines.len());
        let below = lines.get(at..end).unwrap_or_default();
        at = end;
        if let Some((name, first)) = message {
            tell(first, below, |words| said(name, words));
        }
    }
}

/// Tells the lines of the message that begins with `first`, without the quotes about it.
fn tell<'a>(first: &'a str, below: &[&'a str], mut said: impl FnMut(&'a str)) {
    if is_sent(first) {
        return;
    }
    let last = below.iter().rposition(|line| !line.trim().is_empty());
    let last = last.and_then(|at| Some((at, below.get(at)?.trim_end().strip_suffix(QUOTE)?)));
    let inner = first.strip_prefix(QUOTE).filter(|_| last.is_some());
    said(inner.unwrap_or(first));
    for (at, line) in below.iter().copied().enumerate() {
        let closed = last.filter(|(last, _)| inner.is_some() && *last == at);
        said(closed.map_or(line, |(_, words)| words));
    }
}

/// The name and the first words of the message that begins with `line`; none within where LINE says something. None at all if
/// nothing begins with it.
fn message(line: &str) -> Option<Option<(&str, &str)>> {
    let (clock, rest) = line.split_once('\t')?;
    let named = rest
        .split_once('\t')
        .map(|(name, words)| (name.trim(), words));
    let good = |(name, _): &(&str, &str)| !name.is_empty() && name.len() <= super::LONGEST_NAME;
    is_clock(clock).then(|| named.filter(good))
}

/// Whether the line at `at` begins a message, or a day, above the first message of which its date stands by itself.
fn is_head(lines: &[&str], at: usize) -> bool {
    let line = |at: usize| lines.get(at).copied().unwrap_or_default();
    let above = at.checked_sub(1).map(line).unwrap_or_default();
    message(line(at)).is_some()
        || (above.trim().is_empty() && is_day(line(at)) && message(line(at + 1)).is_some())
}

/// "10:15", "午後10:15" or "10:15 PM".
fn is_clock(text: &str) -> bool {
    let beside = |c: char| c.is_alphabetic() || c.is_whitespace() || c == '.';
    let figures =
        |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|c| c.is_ascii_digit());
    let parts = text.trim_matches(beside).split_once(':');
    text.len() <= LONGEST_CLOCK
        && parts.is_some_and(|(hour, minute)| figures(hour) && figures(minute))
}

/// "Tue, 03/05/2024" or "2024/03/05(火)".
fn is_day(text: &str) -> bool {
    let figures = text.split(|c: char| !c.is_ascii_digit());
    let mut lengths: Vec<usize> = figures.map(str::len).filter(|len| *len > 0).collect();
    lengths.sort_unstable();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters <= MOST_LETTERS && matches!(lengths[..], [1 | 2, 1 | 2, 4])
}

/// Whether a message stands for a picture, a call and the like.
fn is_sent(words: &str) -> bool {
    let words = words.trim();
    words.starts_with(CALL)
        || (!words.is_empty() && SENT.contains(&format!("|{}|", words.to_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who said what, line by line.
    fn of(text: &str) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        if is_chat(text) {
            each(text, |name, words| found.push((name, words)));
        }
        found.retain(|(_, words)| !words.is_empty());
        found
    }

    #[test]
    fn a_chat_of_a_phone_in_english() {
        let text = "[LINE] Chat history with Tom Averill\nSaved on: 2024/03/06 10:15\n\nTue, 03/05/2024\n\
            10:00\tTom Averill\tDo you come on Friday?\n10:01\tAnna Bell\t\"Yes!\n\nAt ten, with \"the\" boat\"\n\
            10:02\tAnna Bell\t[Sticker]\n10:03\tTom Averill unsent a message.\n10:04\t\tYou changed the name.\n\n\
            Wed, 03/06/2024\n09:58 AM\tTom Averill\t☎ Call time 1:02\n10:00 AM\tTom Averill\t\"Good\"\n";
        let anna = "Anna Bell";
        let tom = "Tom Averill";
        assert_eq!(
            of(text),
            [
                (tom, "Do you come on Friday?"),
                (anna, "Yes!"),
                (anna, "At ten, with \"the\" boat"),
                (tom, "\"Good\""),
            ]
        );
    }

    #[test]
    fn a_chat_of_a_phone_in_japanese() {
        let text = "[LINE] 田中太郎とのトーク履歴\n保存日時：2024/03/06 10:15\n\n2024/03/05(火)\n\
            午前10:00\t田中太郎\t金曜日は来ますか？\n午前10:01\t花子\tはい、行きます。\n午前10:02\t花子\t[スタンプ]\n\
            10:03\t田中太郎がメッセージの送信を取り消しました\n\n2024/03/06(水)\n0:04\t田中太郎\t楽しみです\n";
        assert_eq!(
            of(text),
            [
                ("田中太郎", "金曜日は来ますか？"),
                ("花子", "はい、行きます。"),
                ("田中太郎", "楽しみです"),
            ]
        );
    }

    #[test]
    fn a_day_within_a_message_is_words() {
        let text = "[LINE] Chat history with Tom\n\n2024/03/05(Tue)\n10:00\tTom\t\"The days:\n\n2024/03/08\n\
            2024/03/09\"\n10:01\tAnna\tFine\n";
        let words: Vec<&str> = of(text).into_iter().map(|(_, words)| words).collect();
        assert_eq!(words, ["The days:", "2024/03/08", "2024/03/09", "Fine"]);
    }

    #[test]
    fn what_people_write_themselves_is_no_chat() {
        for text in [
            "10:00\tBreakfast\tEggs\n10:30\tWalk\tQuay\n11:00\tLetters\tTom\n",
            "[LINE] and WhatsApp are what we use.\n\nI like neither.\n",
            "[LINE] Chat history with Tom\nSaved on: 2024/03/06 10:15\n",
            "",
        ] {
            assert!(!is_chat(text), "{text}");
        }
    }

    #[test]
    fn hostile_chats() {
        for part in [
            "\t",
            "1:1\tA\t\"\n",
            "1:1\t\n",
            "\n2024/03/05\n1:1\tA\té\"\n",
        ] {
            let text = format!("[LINE]\n1:1\tA\tx\n{}", part.repeat(5_000));
            let _ = of(&text);
        }
    }
}
