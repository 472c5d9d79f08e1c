//! Mails as people answer them.

use super::*;

fn own(text: &str) -> String {
    split(text)
        .own
        .iter()
        .map(|run| run.trim())
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn own_lines_between_quotes_are_kept_in_order() {
    let found = split("Anna Bell writes:\n> one?\n>> deep\n\nYes.\n\n> two?\nNo.\n\nOttilie\n");
    assert_eq!(found.own.concat(), "\nYes.\n\nNo.\n\nOttilie\n");
    assert_eq!(found.quoted, "one?\ndeep\ntwo?\n");
}

#[test]
fn every_sort_of_mark() {
    for mark in [">", "> ", " > ", ">> ", "> > ", "AB> ", "Uu> ", ">F >"] {
        assert_eq!(
            own(&format!("Hi\n\n{mark}theirs\n{mark}theirs too\n\nmine")),
            "Hi|mine",
            "{mark}"
        );
    }
    assert_eq!(own("if x>y then\na->b"), "if x>y then\na->b");
}

#[test]
fn marks_of_old_programs_count_after_an_attribution() {
    assert_eq!(own("Anna Bell writes:\n| theirs\n| theirs\nmine"), "mine");
    assert_eq!(
        own("Anna Bell <a@b.c> writes:\n\n    theirs\n\n    theirs\n\nmine"),
        "mine"
    );
    assert_eq!(own("Anna says:\n\n    theirs\n\nmine"), "mine");
    for kept in [
        "Ich habe ihr geschrieben:\n\n    Liebe Anna, komm doch morgen.\n\nmine",
        "So wird es geschrieben:\n\n    Liebe Anna, komm doch morgen.\n\nmine",
        "Quoting Anna Bell <a@b.c>:\n\nLife is short.",
        "Anna Bell, 04.03.2024:\n\n    She came at ten.",
        "I said:\n    my words",
        "One of them says no to this:\n    http://x.y",
        "She said:\nmine\n\n~~~",
    ] {
        assert_eq!(own(kept), kept);
    }
    assert_eq!(
        own("A table:\n| a | b |\n| 1 | 2 |"),
        "A table:\n| a | b |\n| 1 | 2 |"
    );
}

#[test]
fn without_marks_the_rest_is_theirs() {
    assert_eq!(
        own("Mine.\n\nOn Nov 26, 2013 you wrote:\n\nTheirs.\n\nTheirs too."),
        "Mine."
    );
    assert_eq!(
        own("Mine.\n\n-----Original Message-----\nFrom: a@b.c\nTo: b\n\nTheirs.\n> deep"),
        "Mine."
    );
    let found = split(
        "Mine.\n________________________________\nFrom: A <a@b.c>\nSent: x\nTo: y\n\nTheirs.",
    );
    assert_eq!(
        (found.own.concat().trim(), found.quoted.trim()),
        ("Mine.", "Theirs.")
    );
}

#[test]
fn blocks_of_headers_in_many_languages_end_what_is_mine() {
    for block in [
        "Gönderen: Anna Bell <a@x.org>\nGönderildi: 4 Mart 2024 Pazartesi 10:00\nKime: Tom <t@x.org>\nKonu: Selam",
        "보낸 사람: Anna Bell <a@x.org>\n보낸 날짜: 2024년 3월 4일 월요일 오전 10:00\n받는 사람: Tom\n제목: x",
        "Від: Anna Bell <a@x.org>\nНадіслано: 4 березня 2024 р. 10:00\nКому: Tom\nТема: x",
        "Από: Anna Bell <a@x.org>\nΣτάλθηκε: Δευτέρα, 4 Μαρτίου 2024 10:00\nΠρος: Tom\nΘέμα: x",
        "De la: Anna Bell <a@x.org>\nTrimis: luni, 4 martie 2024 10:00\nCătre: Tom\nSubiect: x",
        "Od: Anna Bell <a@x.org>\nOdoslané: pondelok 4. marca 2024 10:00\nKomu: Tom\nPredmet: x",
        "Šalje: Anna Bell <a@x.org>\nPoslano: ponedjeljak, 4. ožujka 2024. 10:00\nPrima: Tom\nPredmet: x",
        "От: Anna Bell <a@x.org>\nИзпратено: понеделник, 4 март 2024 г. 10:00\nДо: Tom\nОтносно: x",
        "De: Anna Bell <a@x.org>\nEnviat: dilluns, 4 de març de 2024 10:00\nPer a: Tom\nTema: x",
        "Từ: Anna Bell <a@x.org>\nĐã gửi: Thứ Hai, 4 tháng 3, 2024 10:00\nTới: Tom\nChủ đề: x",
        "מאת: Anna Bell <a@x.org>\nנשלח: יום שני 04 מרץ 2024 10:00\nאל: Tom\nנושא: x",
        "من: Anna Bell <a@x.org>\nتم الإرسال: الاثنين، 4 مارس 2024 10:00\nإلى: Tom\nالموضوع: x",
        "寄件者: Anna Bell <a@x.org>\n寄件日期: 2024年3月4日 上午 10:00\n收件者: Tom\n主旨: x",
    ] {
        let below = format!("Mine.\n\n{block}\n\nTheirs.\n\nTheirs too.");
        assert_eq!(own(&below), "Mine.", "{block}");
        let ruled = format!("Mine.\n____________________\n{block}\n\nTheirs.");
        assert_eq!(own(&ruled), "Mine.", "{block}");
        assert!(split(&below).quoted.contains("Theirs."));
    }
    let list = "Hi.\n\nContact: Tom <tom@x.org>\nPhone: 123\n\nMine as well.";
    assert_eq!(own(list), list);
}

#[test]
fn markers_of_telephones_and_groupwise_end_what_is_mine() {
    for marker in [
        "-------- Original message --------From: Anna <a@x.org> Date: 04/03/2024  10:00  (GMT+00:00) To: Tom <t@x.org> Subject: Hi",
        "-------- Ursprüngliche Nachricht --------Von: Anna <a@x.org> Datum: 04.03.24  10:00  (GMT+01:00) An: Tom <t@x.org> Betreff: Hi",
        ">>> Anna Bell <a@x.org> 04.03.2024 10:00 >>>",
        "----- Mail original -----",
        "-----Původní zpráva-----",
    ] {
        let found = split(&format!("Mine.\n\n{marker}\nTheirs.\n\nTheirs too."));
        let quoted = "Theirs.\n\nTheirs too.\n";
        assert_eq!(
            (found.own.concat().trim(), found.quoted.as_str()),
            ("Mine.", quoted)
        );
    }
    assert_eq!(
        own(">>> Anna Bell <a@x.org> 04.03.2024 10:00 >>>\n> theirs\nmine"),
        "mine"
    );
    assert_eq!(own(">>> print(1)\nmine"), "mine");
}

#[test]
fn a_marker_above_an_attribution_and_marks_ends_with_them() {
    for marker in ["-------", "‐‐‐‐‐‐‐", "−−−", "———"] {
        let text = format!(
            "Mine.\n\n{marker} Original Message {marker}\nOn Monday, March 4th, 2024 at 10:00 AM, Anna <a@b.c> wrote:\n\n> theirs\n\nmine"
        );
        assert_eq!(own(&text), "Mine.|mine", "{marker}");
    }
    assert_eq!(
        own("— Original message of the choir:\nmine"),
        "— Original message of the choir:\nmine"
    );
}

#[test]
fn attributions_in_many_languages_go_with_and_without_marks() {
    for above in [
        "pon., 4 mar 2024 o 10:00 Anna Bell\n<a@x.org> napisał(a):",
        "Anna Bell <a@x.org> 于2024年3月4日周一 10:00写道：",
        "Anna Bell <a@x.org> 於 2024年3月4日 週一 上午10:00寫道：",
        "Понедельник, 4 марта 2024, 10:00 +03:00 от Anna <a@x.org>:",
        "Anna Bell <a@x.org> ezt írta (időpont: 2024. márc. 4., H, 10:00):",
    ] {
        assert_eq!(own(&format!("Mine.\n\n{above}\n\n> theirs\n")), "Mine.");
        assert_eq!(own(&format!("Mine.\n\n{above}\n\nTheirs.\n")), "Mine.");
    }
}

#[test]
fn a_story_with_a_time_in_it_is_mine() {
    for story in [
        "Hi Tom,\n\nOn Monday at 10:30 I ran into Peter at the station and he said\nthat the keys are with Anna. All is well.\n\nBen",
        "At 9:15 the doctor came in, looked at the chart, and then asked\nhow I was.\n\nI said fine.",
        "A train at 7:45 that is late on Mondays never travels, says\nmy aunt. She knows.",
        "Am Montag um 10:30 traf ich Peter am Bahnhof, und er schrieb\nalles auf.\n\nGruß",
        "Le train de 7:45 n'est pas parti, et le chef de gare a écrit\nune lettre.\n\nÀ demain",
        "At 8:30 I wrote:\n\nWe are late.\n\nAnd so we were.",
        "At 10:30 the doctor came by and said:\n\nTake care.\n\nSo I did.",
    ] {
        assert_eq!(own(story), story);
    }
}

#[test]
fn what_was_passed_on_ends_where_it_says_so() {
    let text = "Look:\n\n------- Forwarded Message\n\nFrom: a@b.c\nTo: b\nSubject: c\n\nTheirs\n\n------- End of Forwarded Message\n\nMine";
    assert_eq!(own(text), "Look:|Mine");
}

#[test]
fn an_attribution_above_nothing_is_no_word_of_mine() {
    assert_eq!(
        own("Mine.\n\nOn Nov 26, 2013 Anna <a@b.c> wrote:\n"),
        "Mine."
    );
    let letter = "On 5 March 2024 the doctor wrote:\n\nTake care.\n\nSo I did.";
    assert_eq!(own(letter), letter);
    assert_eq!(
        own("As Anna says:\n\nlife is short"),
        "As Anna says:\n\nlife is short"
    );
}

#[test]
fn the_torn_off_end_of_a_quoted_line_is_theirs() {
    let long = "x".repeat(70);
    assert_eq!(own(&format!("> {long}\nand so on\n> more\n\nmine")), "mine");
    assert_eq!(own("> short?\nyes\n> more"), "yes");
}

#[test]
fn what_was_left_out_of_a_quote_is_no_word() {
    assert_eq!(own("> one\n[...]\n> two\n\n...\n\nmine"), "mine");
    assert_eq!(own("And then\n...\nnothing"), "And then\n...\nnothing");
}

#[test]
fn hostile_quotes() {
    assert_eq!(own(&">".repeat(1 << 20)), "");
    assert_eq!(own(&"x".repeat(1 << 20)).len(), 1 << 20);
    split(&"On 1:1, a@b wrote:\n".repeat(10_000));
    split(&"From: a@b.c\nTo:\nSubject:\n\n> x\n".repeat(10_000));
    split(&"________\n".repeat(50_000));
}

#[test]
fn a_mail_whose_headers_are_paragraphs_is_a_quote_to_its_end() {
    let found = split(
        "Yes, do.\n\nTom\n\nFrom: Anna Bell\n\nSent: Monday, 4 March 2024 10:00\n\nTo: Tom\n\nSubject: Keys\n\n\
         Shall I?\n\nAnna\n",
    );
    assert_eq!(found.own.concat().trim(), "Yes, do.\n\nTom");
    assert_eq!(found.quoted.trim(), "Shall I?\n\nAnna");
}
