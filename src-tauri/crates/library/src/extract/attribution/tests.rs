//! Attributions as mail programs write them, and prose that looks like one.

use super::*;

fn of(text: &str) -> Option<(usize, bool)> {
    at(&text.lines().collect::<Vec<_>>()).map(|a| (a.lines, a.before == Before::Anything))
}

#[test]
fn attributions_with_a_date_or_an_address_are_certain() {
    for text in [
        "On Aug 22, 2011, at 7:37 PM, anna<a@b.c> wrote:",
        "On Dec 16, 2011, at 12:47 PM, Anna Bell\n<a@b.c>\nwrote:",
        "On Nov 21, 2014,\nat 10:18,\nAnna Bell <a@b.c> wrote:",
        "On Nov 26, 2013 you wrote:",
        "On Nov 26, 2013, at 10:00, Anna Bell <a@b.c> wrote",
        "Am 13.12.2017 21:11 schrieb \"Anna - B <a@b.c>:",
        "Le lun. 15 nov. 2021 à 19:42, Anna <a@b.c>\na écrit :",
        "El mar, 5 de mar de 2024 a las 10:00, Ana (<a@b.c>) escribió:",
        "Il giovedì 8 dicembre 2016, Anna <a@b.c>\nha scritto:",
        "In data 11 ottobre 2017 21:11:31 \"Anna\" <a@b.c> ha scritto:",
        "Em 10 de julho de 2017 às 16:32:35, Ana (\na@b.c) escreveu:",
        "Op 12 december 2016 19:05 schreef Anna <\na@b.c>:",
        "Den 5 mars 2024 10:00 skrev Anna <a@b.c>:",
        "tir. 18. apr. 2017 kl. 13:09 skrev Anna <a@b.c\n>:",
        "W dniu 2017-01-09 11:59:39 użytkownik Anna <a@b.c> napisał:",
        "pe 20. lokakuuta 2017 klo 17.50 Anna\n<a@b.c> kirjoitti:",
        "2013.02.08. 7:31 keltezéssel, \"Anna\" írta:",
        "30.09.2017, 18.30, \"Anna\" <a@b.c>:",
        "ср, 30 апр. 2025 г. в 15:19, Anna <a@b.c>:",
        "Wednesday, 17 November 2021, 3:32 PM +0300 from a@b.c <a@b.c>:",
        "In article <9409191048.AA11766@memexis.memex.com>,\nAnna Bell <a@b.c> wrote:",
        "In article <v0151@[192.0.2.1]> Anna writes:",
        "At 10:12 AM 3/4/95, Anna Bell wrote:",
        "Anna Bell <a@b.c> writes:",
        "a@b.c (Anna Bell) wrote:",
        "Am Mo., 5. März 2024 um 10:00 Uhr schrieb Anna Bell <a@b.c>:",
        "Am 05.03.24 um 10:00 schrieb Anna Bell:",
        "Le mar. 5 mars 2024 à 10:00, Anna Bell <a@b.c> a écrit :",
        "Le 05/03/2024 à 10:00, Anna Bell a écrit :",
        "El 5/3/24 a las 10:00, Anna Bell escribió:",
        "Il giorno mar 5 mar 2024 alle ore 10:00 Anna Bell <a@b.c> ha scritto:",
        "Il 05/03/2024 10:00, Anna Bell ha scritto:",
        "Em ter., 5 de mar. de 2024 às 10:00, Anna Bell <a@b.c> escreveu:",
        "No dia 5 de mar. de 2024, às 10:00, Anna Bell <a@b.c> escreveu:",
        "Às 10:00 de 05/03/2024, Anna Bell escreveu:",
        "Op di 5 mrt 2024 om 10:00 schreef Anna Bell <a@b.c>:",
        "Op 5 mrt. 2024 om 10:00 heeft Anna Bell <a@b.c> het volgende geschreven:",
        "Op 05-03-2024 om 10:00 schreef Anna Bell:",
        "Den tis 5 mars 2024 kl 10:00 skrev Anna Bell <a@b.c>:",
        "5 mars 2024 kl. 10:00 skrev Anna Bell <a@b.c>:",
        "Den 2024-03-05 kl. 10:00, skrev Anna Bell:",
        "---- On Wed, 24 Feb 2021 14:02:50 +0530 a@b.c wrote ----",
    ] {
        assert_eq!(of(text), Some((text.lines().count(), true)), "{text}");
    }
}

#[test]
fn attributions_in_other_languages_are_certain() {
    for text in [
        "pon., 4 mar 2024 o 10:00 Anna Bell\n<a@b.c> napisał(a):",
        "po 4. 3. 2024 v 10:00 odesílatel Anna Bell\n<a@b.c> napsal:",
        "W dniu 4.03.2024 o 10:00, Anna Bell pisze:",
        "Wiadomość napisana przez Anna Bell <a@b.c> w dniu 4 mar 2024, o godz. 10:00:",
        "Dne 04. 03. 24 v 10:00 Anna Bell napsal(a):",
        "po 4. 3. 2024 o 10:00 Anna Bell <a@b.c> napísal(a):",
        "Dňa 4. 3. 2024 o 10:00 Anna Bell napísal(a):",
        "Anna Bell <a@b.c> 于2024年3月4日周一 10:00写道：",
        "Anna Bell <a@b.c> 于2024年3月4日周一\n10:00写道：",
        "在 2024年3月4日，10:00，Anna Bell <a@b.c> 写道：",
        "在 2024/3/4 10:00, Anna Bell 写道:",
        "Anna Bell <a@b.c> 於 2024年3月4日 週一 上午10:00寫道：",
        "2024年3月4日(月) 10:00 Anna Bell <a@b.c>:",
        "2024년 3월 4일 (월) 오전 10:00, Anna Bell <a@b.c>님이 작성:",
        "Στις Δευ 4 Μαρ 2024 στις 10:00 π.μ., ο χρήστης Anna Bell <a@b.c> έγραψε:",
        "На пн, 4.03.2024 г. в 10:00 Anna Bell <a@b.c> написа:",
        "пн, 4 бер. 2024 р. о 10:00 Anna Bell <a@b.c> пише:",
        "lun., 4 mar. 2024 la 10:00, Anna Bell <a@b.c> a scris:",
        "Pe 04.03.2024 10:00, Anna Bell a scris:",
        "pon, 4. ožu 2024. u 10:00 Anna Bell <a@b.c> napisao je:",
        "Dana 4.3.2024. u 10:00, Anna Bell je napisao/la:",
        "Anna Bell <a@b.c> ezt írta (időpont: 2024. márc. 4., H, 10:00):",
        "Anna Bell <a@b.c> ezt írta (időpont:\n2024. márc. 4., H, 10:00):",
        "Vào Th 2, 4 thg 3, 2024 vào lúc 10:00 Anna Bell <a@b.c> đã viết:",
        "Pada Sen, 4 Mar 2024 pukul 10.00 Anna Bell <a@b.c> menulis:",
        "ในวันที่ จ. 4 มี.ค. 2024 เวลา 10:00 Anna Bell <a@b.c> เขียนว่า:",
        "\u{202b}في الاثنين، \u{664} مارس \u{662}\u{660}\u{662}\u{664} في \u{661}\u{660}:\u{660}\u{660} تمت كتابة ما يلي بواسطة \u{202a}Anna\u{202c}\u{200f} <\u{202a}a@b.c\u{202c}\u{200f}>:\u{202c}",
        "\u{202b}בתאריך יום ב׳, 4 במרץ 2024 ב-10:00 מאת \u{202a}Anna Bell\u{202c}\u{200f} <\u{202a}a@b.c\u{202c}\u{200f}>:\u{202c}",
        "Kuupäev E, 4. märts 2024 kell 10:00 kirjutas Anna Bell (<a@b.c>):",
        "Missatge de Anna Bell <a@b.c> del dia dl., 4 de març 2024 a les 10:00:",
        "4 Mar 2024 Pzt, 10:00 tarihinde Anna Bell <a@b.c> şunu yazdı:",
        "Понедельник, 4 марта 2024, 10:00 +03:00 от Anna Bell <a@b.c>:",
        "Anna Bell <a@b.c> schrieb am Mo., 4. März 2024 um 10:00:",
        "Anna Bell <a@b.c> hat am 04.03.2024 10:00 CET geschrieben:",
        "Anna Bell <a@b.c> hat am 4. März 2014 um 10:00\ngeschrieben:",
        "Anna Bell hat am 04.03.2024 10:00 geschrieben:",
        "Anna Bell <a@b.c> 4.3.2024 10:00 CET ameandika:",
        // Of a language that nobody knows here.
        "Jumatatu 4 Machi 2024 saa 10:00 Anna Bell <a@b.c> ameandika:",
        "Jumatatu 4 Machi 2024 saa 10:00 Anna Bell\n<a@b.c> ameandika:",
        "Op 12 december 2016 om 19:05 schreef\nAnna Bell <a@b.c>:",
    ] {
        assert_eq!(of(text), Some((text.lines().count(), true)), "{text}");
    }
}

#[test]
fn what_is_told_with_a_time_is_no_certain_attribution() {
    for text in [
        "On Monday at 10:30 I ran into Peter at the station and he said\nthat the keys are his.",
        "At 9:15 the doctor came in, looked at the chart, and then asked\nfor a pen.",
        "A train at 7:45 that is late on Mondays never travels, says\nmy aunt.",
        "Am Montag um 10:30 traf ich Peter am Bahnhof, und er schrieb\nalles auf.",
        "Le train de 7:45 n'est pas parti, et le chef de gare a écrit\nune lettre.",
        "At 8:30 I wrote:",
        "Am 4. März 2024 um 10:00 hat sie mir geschrieben:",
        "Anna hat am 4. März um 10:00 geschrieben:",
        "Anna hat am 04.03.2024 um 10:00 einen Brief geschrieben:",
        "Ich habe am 04.03.2024 um 10:00 geschrieben:",
        "At 10:30 the doctor came by and wrote:",
        "On 4 March 2024 at 10:00 I wrote to Anna Bell <a@b.c>:",
        "Am 4.3.2024 um 10:00 schrieb ich:",
        "On Monday at 10:30 the man from the shop said:",
    ] {
        assert_ne!(of(text).map(|found| found.1), Some(true), "{text}");
    }
}

#[test]
fn a_line_of_mine_above_an_attribution_stays_mine() {
    for text in [
        "See you on 4 March 2024 at 10:00\nOn Mon, 4 Mar 2024 at 9:00, Anna Bell <a@b.c> wrote:",
        "The tea is on 4 March 2024, 10:00\nAnna Bell <a@b.c> wrote:",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}

#[test]
fn others_need_marks_after_them() {
    for text in [
        "Anna Bell writes:",
        "You write:",
        "Phil said:",
        "Uncle Joe wrote...",
        "Tim sez:",
        "Phill writes",
        "a@b.c (Jim Hart):",
        "Hugh Daniels said here on Dec 28:",
        "On 5 March 2024 the doctor wrote:",
        "Quoting Anna Bell <a@b.c>:",
        "Zitat von Anna Bell <a@b.c>:",
        "\"Anna Bell\" <a@b.c> wrote in message news:eXyz@b.c...",
        "\"Anna Bell\" <a@b.c> wrote in message\nnews:eXyz@b.c...",
        "\"Anna Bell\" <a@b.c> schrieb im Newsbeitrag news:eXyz@b.c...",
        "Anna Bell, 04.03.2024:",
        "Anna Bell, 2024-03-04, 10:00:",
    ] {
        let lines = text.lines().count();
        assert_eq!(of(text), Some((lines, false)), "{text}");
    }
}

#[test]
fn prose_is_no_attribution() {
    for text in [
        "On the one hand, there could be a line in the reply starting with the word 'On.'",
        "On Thursday:",
        "On Thursday, I get proper rendering.",
        "In this week's Sunday NYT, Hans, their music guy, writes",
        "2024-01-15 14:30:25",
        "Check this: https://example.com/blog/on-date-someone-wrote-about-parsing",
        "What I want to say about this whole affair is just what the old man said:",
        "Quoting the minutes of Monday:",
        "Zitat von gestern:",
        "I saw it in the news: ask anna@b.c about it",
        "The minutes of, 04.03.2024:",
        "Come on Monday, 04.03.2024:",
        "Anna Bell, 4 of them:",
        "Wrote:",
        "",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}

#[test]
fn hostile_lines() {
    assert_eq!(of(&"x".repeat(1 << 20)), None);
    assert_eq!(of(&"On 1:1 @ ".repeat(100_000)), None);
    assert_eq!(at(&[]), None);
}

#[test]
fn a_heading_with_an_address_and_a_time_is_none() {
    for heading in [
        "Call with Anna Bell <anna@x.org>, 4 March 2024, 10:00:",
        "Please send these to Anna Bell <anna@x.org> by 4 March, 10:00:",
        "The meeting is on 4 March 2024 at 10:00 and these are the points of Anna Bell <a@b.c>:",
    ] {
        let found = at(&[heading, "", "- the heron"]);
        assert!(
            found.is_none_or(|it| it.before != Before::Anything),
            "{heading}"
        );
    }
}
