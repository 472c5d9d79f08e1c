//! A chat as WhatsApp or LINE exports it, IRC logs it, Zoom saves it, Slack shows it or others write that of Signal: a time
//! and a name stand before each message. Only these names tell whose words are whose, so what each of the people wrote becomes
//! a document of theirs.

use std::collections::HashMap;
use std::path::Path;

use domain::{Kind, Person};
use jiff::Timestamp;

use super::Extracted;
use super::attribution::evidence::{is_moment, plain};
use super::facts::Facts;
use super::tidy::{clean, tidy};

mod blocks;
mod line_app;
mod words;

use words::own;

/// So many messages with names make a chat.
const FEWEST: usize = 3;
/// A day and a time have no more bytes, ...
const LONGEST_MOMENT: usize = 80;
/// ... nor more letters, such as "p. m." and "klo"; a name of a month makes it a person's own.
const MOST_LETTERS: usize = 4;
/// A name has no more bytes.
const LONGEST_NAME: usize = 200;
/// No chat has more people.
const MOST_PEOPLE: usize = 2_000;
/// How the lines begin that a program of IRC sets into its log.
const LOG: [&str; 3] = ["--- Log opened", "--- Log closed", "--- Day changed"];
/// What Zoom sets before a name.
const ZOOM: &str = "From ";
/// What programs call whoever saves a chat.
const MYSELF: [&str; 2] = ["You", "Me"];
/// How sigtop dates a message, with a figure for each 0.
const DATED: &str = "0000-00-00 00:00 ";

/// The name and the first line of the message that begins with a line; none within where the program says something. None
/// at all if nothing begins with it.
type Part = fn(&str) -> Option<Option<(&str, &str)>>;

/// The forms of a chat.
const FORMS: [Part; 4] = [
    |line| behind_moment(line).map(message),
    |line| match line {
        _ if LOG.iter().any(|log| line.starts_with(log)) => Some(None),
        _ => behind_clock(line).map(nicknamed),
    },
    |line| before_clock(line).map(|name| Some((name, ""))),
    |line| behind_date(line).map(|rest| message(rest).map(|(name, words)| (name, remarked(words)))),
];

/// Whether `text` begins as a chat does.
pub(super) fn is_chat(text: &str) -> bool {
    blocks::is_chat(text) || line_app::is_chat(text) || form(text).is_some()
}

/// The form of chat as which `text` begins.
fn form(text: &str) -> Option<Part> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    // The first may be what the program says of the chat.
    let form = FORMS.into_iter().find(|form| form(first).is_some())?;
    let names = || text.lines().filter_map(move |line| Some(form(line)??.0));
    let shown = before_clock(first).is_none() || is_shown(text);
    // A diary has such lines, too.
    let saved = behind_date(first).is_none() || names().any(|name| MYSELF.contains(&name));
    (names().take(FEWEST).count() == FEWEST && shown && saved).then_some(form)
}

/// Whether a name is set above a time again and again, as in Slack, and is a name: a plan of the day has such lines, too.
fn is_shown(text: &str) -> bool {
    let mut names: Vec<&str> = text.lines().filter_map(before_clock).collect();
    let all = names.len();
    let whole = names.iter().any(|name| name.contains(' '));
    names.sort_unstable();
    names.dedup();
    whole && (2..all).contains(&names.len())
}

/// What each of the people in the chat `text` wrote, in the order in which they come up.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Vec<Extracted> {
    let text = clean(text);
    let mut people = People::default();
    if blocks::is_chat(&text) {
        blocks::each(&text, |name, words| people.say(Some(name), words));
    } else if line_app::is_chat(&text) {
        line_app::each(&text, |name, words| people.say(Some(name), words));
    } else if let Some(part) = form(&text) {
        // Who wrote what comes now; nobody, where the program says something.
        let mut speaker = None;
        for line in text.lines() {
            let mut words = line;
            if let Some(message) = part(line) {
                let (name, first) = message.unzip();
                speaker = name;
                words = first.unwrap_or_default();
            }
            people.say(speaker, words);
        }
    }
    let document = |(name, words): (&str, String)| {
        let person = Person {
            name: name.to_owned(),
            address: String::new(),
        };
        let facts = Facts {
            kind: Some(Kind::Note),
            // What its owner is called, the chat does not tell.
            author: Some(person).filter(|_| !MYSELF.contains(&name)),
            ..Facts::default()
        };
        Extracted {
            key: name.to_owned(),
            ..facts.document(tidy(&words), path, modified)
        }
    };
    people.all.into_iter().map(document).collect()
}

/// Who takes part, and their words so far.
#[derive(Default)]
struct People<'a> {
    all: Vec<(&'a str, String)>,
    numbers: HashMap<&'a str, usize>,
    /// Who said something last.
    last: Option<usize>,
}

impl<'a> People<'a> {
    /// The person called `name`, if it is one, has said this line.
    fn say(&mut self, name: Option<&'a str>, line: &'a str) {
        let speaker = name.and_then(|name| self.number(name));
        if let (Some(speaker), Some(words)) = (speaker, own(line)) {
            self.add(speaker, words);
        }
    }

    /// The place of the person called `name`; none if there are too many.
    fn number(&mut self, name: &'a str) -> Option<usize> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let number = self.all.len();
        if number == MOST_PEOPLE {
            return None;
        }
        self.numbers.insert(name, number);
        self.all.push((name, String::new()));
        Some(number)
    }

    /// One message is a line; what others said in between sets two apart.
    fn add(&mut self, speaker: usize, words: &str) {
        let text = &mut self.all[speaker].1;
        if !text.is_empty() {
            text.push_str(if self.last == Some(speaker) {
                "\n"
            } else {
                "\n\n"
            });
        }
        text.push_str(words);
        self.last = Some(speaker);
    }
}

/// What stands behind the day and the time with which a line begins as sigtop dates it: "2021-03-04 10:11 Anna Bell: Hi".
fn behind_date(line: &str) -> Option<&str> {
    let (date, rest) = line.split_at_checked(DATED.len())?;
    let figure = |c: u8| if c.is_ascii_digit() { b'0' } else { c };
    let is_dated = date.bytes().map(figure).eq(DATED.bytes());
    // Behind a dash WhatsApp goes on.
    (is_dated && !rest.starts_with('-')).then_some(rest)
}

/// The first words of a message without what sigtop says of it in brackets before them.
fn remarked(words: &str) -> &str {
    let remark = |one: &str| {
        one == "edited"
            || one.starts_with("reply to ")
            || [" message", " attachment", " attachments"]
                .iter()
                .any(|end| one.ends_with(end))
    };
    let inside = words
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'));
    match inside {
        Some((said, rest)) if said.split(", ").all(remark) => rest.trim_start(),
        _ => words,
    }
}

/// What stands behind the time with which a line begins that names no day: "[10:00] <anna> Hi" or "10:00 <@anna> Hi" in IRC,
/// "10:00:01 From Anna Bell : Hi" in Zoom. None if it does not begin so.
fn behind_clock(line: &str) -> Option<&str> {
    let (clock, rest) = match line.strip_prefix('[') {
        Some(inside) => inside.split_once(']')?,
        None => line.split_once([' ', '\t'])?,
    };
    let figures = |part: &str| part.len() == 2 && part.bytes().all(|c| c.is_ascii_digit());
    let whole = matches!(clock.split(':').count(), 2 | 3) && clock.split(':').all(figures);
    let rest = rest.trim_start();
    // What the program says stands behind a mark.
    let known = rest.starts_with(['<', '*']) || rest.starts_with("-!-");
    // Zoom has the seconds; "10:00 From London: by train" is somebody's plan.
    let zoom = rest.starts_with(ZOOM) && clock.matches(':').count() == 2;
    (whole && (known || zoom)).then_some(rest)
}

/// The name before the time that ends a line, two spaces apart: "Anna Bell  10:00 AM", as Slack shows it above a message.
fn before_clock(line: &str) -> Option<&str> {
    let (name, clock) = line.trim_end().split_once("  ")?;
    let clock = clock.trim_start();
    let clock = clock
        .strip_suffix(" AM")
        .or(clock.strip_suffix(" PM"))
        .unwrap_or(clock);
    let (hour, minute) = clock.split_once(':')?;
    let figures = |part: &str| part.len() <= 2 && part.bytes().all(|c| c.is_ascii_digit());
    let whole = figures(hour) && figures(minute) && !hour.is_empty() && minute.len() == 2;
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let named = name.len() <= LONGEST_NAME && name.split_whitespace().all(is_name);
    (whole && named && !name.trim().is_empty()).then_some(name.trim())
}

/// The name before a message behind a time alone, and its first line; none for what the program says.
fn nicknamed(rest: &str) -> Option<(&str, &str)> {
    let (name, words) = match rest.strip_prefix('<') {
        Some(inside) => inside.split_once('>')?,
        None => {
            let (name, words) = rest.strip_prefix(ZOOM)?.split_once(':')?;
            (name.split(" to ").next().unwrap_or(name), words)
        }
    };
    // Signs of rank stand before a nickname.
    let name = name.trim().trim_start_matches(['@', '+', '%', '~', '&']);
    let good = !name.is_empty() && name.len() <= LONGEST_NAME;
    good.then(|| (name, words.trim_start()))
}

/// What stands behind the day and the time with which a line begins: "[31.12.20, 23:59:59] ..." as an iPhone sets it,
/// "12/31/20, 11:59 PM - ..." as Android does. None if it does not begin so.
fn behind_moment(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(is_mark);
    let (moment, rest) = match line.strip_prefix('[') {
        Some(inside) => inside.split_once(']')?,
        None => line.split_once(" - ")?,
    };
    if moment.len() > LONGEST_MOMENT {
        return None;
    }
    let moment = plain(moment);
    let figures = moment
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let letters = moment.chars().filter(|c| c.is_alphabetic()).count();
    // Day, month and year, hour and minute, and perhaps a second.
    let whole = matches!(figures.count(), 5 | 6) && letters <= MOST_LETTERS;
    let begins = moment.starts_with(|c: char| c.is_ascii_digit());
    (whole && begins && is_moment(&moment)).then(|| rest.trim_start_matches([' ', '\u{200f}']))
}

/// The name before a message, and its first line; none for what the program says.
fn message(rest: &str) -> Option<(&str, &str)> {
    let (name, words) = match rest.split_once(": ") {
        Some(parts) => parts,
        None => (rest.trim_end().strip_suffix(':')?, ""),
    };
    // Before the name of a stranger stands a tilde.
    let name = name.trim_matches(|c| is_mark(c) || c.is_whitespace() || c == '~');
    (!name.is_empty() && name.len() <= LONGEST_NAME).then_some((name, words))
}

/// Marks that say in which direction one reads.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names and words of all who take part.
    fn of(text: &str) -> Vec<(String, String)> {
        let found = read(text, Path::new("WhatsApp Chat with Tom.txt"), None);
        for one in &found {
            assert_eq!(
                (&one.kind, &one.title[..8]),
                (&Some(Kind::Note), "WhatsApp")
            );
            assert_eq!(one.author.as_ref().map(|who| &who.name), Some(&one.key));
        }
        found.into_iter().map(|one| (one.key, one.text)).collect()
    }

    fn pairs(all: &[(String, String)]) -> Vec<(&str, &str)> {
        all.iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect()
    }

    #[test]
    fn a_chat_of_an_iphone() {
        let text = "\u{200e}[31.12.20, 23:59:50] Tom Averill: \u{200e}Messages and calls are end-to-end encrypted.\r\n\
            [31.12.20, 23:59:59] Anna: Happy new year!\r\n\
            [31.12.20, 23:59:59] Anna: And to Ruth: all the best\r\n\
            \u{200e}[01.01.21, 00:00:07] Tom Averill: \u{200e}image omitted\r\n\
            [01.01.21, 00:01:00] Tom Averill: Thanks,\r\n\r\nand you \u{200e}<This message was edited>\r\n\
            [01.01.21, 00:02:00] Anna: See you\r\n\
            [01.01.21, 00:03:00] \u{202a}+49 170 1234567\u{202c}: \u{200e}<attached: 1.jpg>\r\nFrom me\r\n";
        assert!(is_chat(text));
        assert_eq!(
            pairs(&of(text)),
            [
                ("Tom Averill", "Thanks,\n\nand you"),
                (
                    "Anna",
                    "Happy new year!\nAnd to Ruth: all the best\n\nSee you"
                ),
                ("+49 170 1234567", "From me"),
            ]
        );
    }

    #[test]
    fn a_chat_of_an_android() {
        let text = "12/31/20, 11:58\u{202f}PM - Messages and calls are end-to-end encrypted. Tap to learn more.\n\
            12/31/20, 11:58 PM - Anna created group \"Party\"\nwith a line below\n\
            12/31/20, 11:59 PM - Anna: <Media omitted>\n\
            12/31/20, 11:59 PM - Anna: Look - at this: fine\n\
            1/1/21, 12:01 AM - ~ Tom: This message was deleted\n\
            1/1/21, 12:02 AM - ~ Tom: No. <This message was edited>\n\
            1/1/21, 12:03 AM - Anna:\nOh\n";
        assert!(is_chat(text));
        assert_eq!(
            pairs(&of(text)),
            [("Anna", "Look - at this: fine\n\nOh"), ("Tom", "No.")]
        );
    }

    #[test]
    fn logs_of_irc_and_zoom() {
        let irc =
            "[10:00] <tom> One?\n[10:01] <anna> No.\n[10:02] * anna waves\n[10:03] <tom> Well.\n";
        let irssi = "--- Log opened Tue Mar 05 10:00:00 2024\n10:00 -!- anna has joined\n10:00 <@tom> One?\n\
            10:01 < anna> No.\n10:03 <@tom> Well.\n--- Log closed Tue Mar 05 11:00:00 2024\n";
        let zoom = "10:00:01\t From tom : One?\n10:00:05\t From anna to Everyone: No.\n10:00:09\t From tom : Well.\n";
        for text in [irc, irssi, zoom] {
            assert!(is_chat(text), "{text}");
            let all = of(text);
            assert_eq!(
                pairs(&all),
                [("tom", "One?\n\nWell."), ("anna", "No.")],
                "{text}"
            );
        }
    }

    /// Names and words, and whether the chat says that they are its owner's.
    fn signal(text: &str) -> Vec<(String, String, bool)> {
        let found = read(text, Path::new("Tom.md"), None);
        found
            .into_iter()
            .map(|one| (one.key, one.text, one.author.is_none()))
            .collect()
    }

    #[test]
    fn a_chat_of_signal_whose_owner_goes_without_a_name() {
        let lines = "[2021-03-04 10:11:12] Tom Averill: Come?\n[2021-03-04 10:12:00] Me: \n\n> Come?\n\nYes!\n\
            (- Tom Averill: 👍 -)\n[2021-03-04 10:13:00] Me: Look!![boat.jpg](./media/boat.jpg)  \n\
            [2021-03-04 10:14:00] Tom Averill: [map.pdf](./media/map.pdf)  \n\
            [2021-03-04 10:15:00] Tom Averill: (This message was deleted)\n";
        let short = "2021-03-04 10:11 Tom Averill: Come?\n2021-03-04 10:12 You: [reply to Tom Averill on 2021-03-04 10:11] \
            Yes!\n2021-03-04 10:13 You: [edited, 1 attachment] Look!\n2021-03-04 10:14 Tom Averill: [1 attachment]\n";
        for (text, me) in [(lines, "Me"), (short, "You")] {
            assert!(is_chat(text), "{text}");
            let wanted = [("Tom Averill", "Come?", false), (me, "Yes!\nLook!", true)];
            let wanted = wanted.map(|(name, words, own)| (name.to_owned(), words.to_owned(), own));
            let mut found = signal(text);
            // What was quoted leaves a gap.
            found
                .iter_mut()
                .for_each(|one| one.1 = one.1.replace("\n\n", "\n"));
            assert_eq!(found, wanted, "{text}");
        }
        assert!(!is_chat(&"2021-03-04 10:11 Note: tea\n".repeat(9)));
    }

    #[test]
    fn a_chat_of_signal_in_blocks() {
        let text = "Conversation: Tom Averill (+49 170 1234567)\n\nFrom: Tom Averill (+49 170 1234567)\nType: incoming\n\
            Sent: Thu, 4 Mar 2021 10:11:12 +0100\nReceived: Thu, 4 Mar 2021 10:11:13 +0100\n\nCome?\n\nFrom: You\n\
            Type: outgoing\nSent: Thu, 4 Mar 2021 10:12:00 +0100\nReaction: x from Tom Averill\n\n> From: Tom Averill\n\
            > Sent: Thu, 4 Mar 2021 10:11:12 +0100\n>\n> Come?\n\nYes!\n\nAt ten.\n\nFrom: You\nType: outgoing\n\
            Sent: Thu, 4 Mar 2021 10:13:00 +0100\n\nLook!\n\nType: unknown\nSent: unknown\n\nx\n";
        assert!(is_chat(text));
        assert_eq!(
            signal(text),
            [
                ("Tom Averill".to_owned(), "Come?".to_owned(), false),
                ("You".to_owned(), "Yes!\n\nAt ten.\nLook!".to_owned(), true),
            ]
        );
        assert!(!is_chat("Conversation: none\n\nFrom: here on\nwe walk.\n"));
    }

    #[test]
    fn a_chat_of_line() {
        let text = "[LINE] Chat history with Tom\nSaved on: 2024/03/06 10:15\n\n2024/03/05(Tue)\n\
            10:00\tTom\tCome?\n10:01\tAnna\t\"Yes!\nAt ten.\"\n";
        assert!(is_chat(text));
        assert_eq!(
            pairs(&of(text)),
            [("Tom", "Come?"), ("Anna", "Yes!\nAt ten.")]
        );
    }

    #[test]
    fn what_slack_shows() {
        let text = "Anna Bell  10:00 AM\nCome?\n\nTom Averill  10:01 AM\nYes.\nAt ten.\n\nAnna Bell  10:02 AM\nGood.\n";
        assert!(is_chat(text));
        assert_eq!(
            pairs(&of(text)),
            [
                ("Anna Bell", "Come?\n\nGood."),
                ("Tom Averill", "Yes.\nAt ten.")
            ]
        );
        for own in [
            "Breakfast  8:00 AM\nEggs.\n\nLunch  12:00 PM\nSoup.\n\nBreakfast  8:00 AM\nEggs.\n",
            "Big Breakfast  8:00\nEggs.\n\nLate Lunch  12:00\nSoup.\n\nDinner  18:00\nBread.\n",
        ] {
            assert!(!is_chat(own), "{own}");
        }
    }

    #[test]
    fn days_and_times_of_many_places() {
        for moment in [
            "[12/31/20, 11:59:59 PM]",
            "[2020/12/31 下午11:59:59]",
            "31/12/2020, 23:59 -",
            "31.12.20, 23:59 -",
            "31-12-20 23:59 -",
            "2020-12-31 23:59 -",
            "31/12/20 11:59 p. m. -",
            "31.12.2020 klo 23.59 -",
            "2020. 12. 31. 오후 11:59 -",
            "\u{200f}\u{663}\u{661}\u{200f}/\u{661}\u{662}/\u{662}\u{660}\u{662}\u{660}، \u{661}\u{661}:\u{665}\u{669} م -",
        ] {
            let text = format!("{moment} Anna: Hi\n").repeat(FEWEST);
            assert!(is_chat(&text), "{moment}");
            assert_eq!(pairs(&of(&text)), [("Anna", "Hi\nHi\nHi")], "{moment}");
        }
    }

    #[test]
    fn what_people_write_themselves_is_no_chat() {
        let line = "31.12.20, 23:59 - Anna: Hi\n";
        for text in [
            line.repeat(FEWEST - 1),
            format!("I found this:\n{}", line.repeat(FEWEST)),
            "31.12.20, 23:59 - I cannot sleep\n".repeat(9),
            "5 March 2024, 10:00 - Welcome: Anna speaks\n".repeat(9),
            "12.3. 10:00 - Anna: the dentist\n".repeat(9),
            "[1] Anna: as she says\n".repeat(9),
            "- 31.12.20: Anna: Hi\n".repeat(9),
            "Anna: Hi\n".repeat(9),
            "10:00 Breakfast\n11:00 From here on we walk\n".repeat(9),
            "10:00 From the station: left\n".repeat(9),
            "--- A part of it\n".repeat(9),
        ] {
            assert!(!is_chat(&text), "{text}");
        }
    }

    #[test]
    fn hostile_chats() {
        assert!(!is_chat(&"[".repeat(100_000)) && !is_chat(&"1 - ".repeat(100_000)));
        let many: String = (0..MOST_PEOPLE + 9)
            .map(|number| format!("31.12.20, 23:59 - A{number}: x\n"))
            .collect();
        assert_eq!(of(&many).len(), MOST_PEOPLE);
        let names = format!("31.12.20, 23:59 - {}: x\n", "A".repeat(LONGEST_NAME + 1));
        assert!(of(&names.repeat(9)).is_empty() && of("").is_empty());
    }
}
