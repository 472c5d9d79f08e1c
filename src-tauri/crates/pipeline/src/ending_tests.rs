//! Where a piece ends, letter by letter.

use super::*;

/// Pushes `text` in small pieces, as a model does.
fn run(ending: &mut Ending, text: &str) -> (String, bool) {
    let mut shown = String::new();
    let mut broke = false;
    for c in text.chars() {
        let (delta, go) = ending.push(&c.to_string());
        shown.push_str(&delta);
        broke |= go.is_break();
    }
    (shown, broke)
}

#[test]
fn the_mark_is_never_shown_not_even_in_part() {
    let mut ending = Ending::new("", 100, false);
    let (shown, broke) = run(&mut ending, " fine by me # yes.\n\n## Letter\nTo: Tom");
    assert_eq!((shown.as_str(), broke), (" fine by me # yes.", true));
    let mut ending = Ending::new("", 100, true);
    assert_eq!(run(&mut ending, "\n## Letter"), (String::new(), true));
    let mut ending = Ending::new("", 100, false);
    let (shown, broke) = run(&mut ending, "fine.\nTonight, Tom: no.\nTo: Ada");
    assert_eq!((shown.as_str(), broke), ("fine.\nTonight, Tom: no.", true));
}

#[test]
fn a_name_in_a_list_signs_nothing() {
    for (sign_off, text) in [
        (
            "Yours,\nOttilie",
            "Coming so far:\nOttilie\nLen\nRuth\n\nWho else?",
        ),
        (
            "Ottilie",
            "Tea is by: Ottilie\nCake is by: Len\n\nWho else?",
        ),
        ("x", "Say hello to Felix\nand to Len.\n\nYes?"),
    ] {
        let mut ending = Ending::new(sign_off, 100, false);
        let (mut shown, broke) = run(&mut ending, text);
        shown.push_str(&ending.finish(true));
        assert_eq!((shown.as_str(), broke), (text, false));
    }
}

#[test]
fn whoever_sets_no_stops_is_cut_behind_a_line_or_an_emoji() {
    let text = "bring the key with you\nand the tea that we had\nand the dog";
    let mut ending = Ending::new("", 7, false).with_line_ends(true);
    let (shown, broke) = run(&mut ending, text);
    assert!(broke);
    assert_eq!(shown, "bring the key with you\nand the tea that we had");
    let mut ending = Ending::new("", 4, false);
    let (shown, _) = run(&mut ending, "I got the key back!🎉 And the dog is here");
    assert_eq!(shown, "I got the key back!🎉");
}

#[test]
fn a_heading_within_a_line_and_a_fence_end_the_piece() {
    for end in [
        " ## Review\nTitle: More",
        " Earlier on this: more",
        "\n```\nmore",
    ] {
        let mut ending = Ending::new("", 100, false);
        let (shown, broke) = run(&mut ending, &format!(" it was fine, in C# too.{end}"));
        assert_eq!((shown.as_str(), broke), (" it was fine, in C# too.", true));
    }
}

#[test]
fn a_mark_of_the_frame_ends_the_piece_wherever_it_stands() {
    let all = |text: &str, said: &str| {
        let mut ending = Ending::new("", 100, false).with_marks_of([said].into_iter());
        let (shown, broke) = run(&mut ending, text);
        (shown + &ending.finish(true), broke)
    };
    let begun = " it was fine, and so was the";
    for end in [
        " ### Review\nTitle: More",
        " (## Review",
        "## Review",
        " tea.## Review",
        " **## Review**",
        " ##\nReview",
        " (Earlier on this: more",
        " tea—Earlier on this: more",
    ] {
        let (text, broke) = all(&format!("{begun}{end}"), "the tea");
        let kept = text.strip_prefix(begun);
        assert!(matches!(kept, Some("" | " tea." | " tea—")), "{text}");
        assert!(broke, "{end}");
    }
    // It is not begun where there is enough, nor left at the end.
    let mut ending = Ending::new("", 2, false);
    let (shown, _) = run(&mut ending, "So it is in the(## Review");
    assert!(!shown.contains('#'), "{shown}");
    assert_eq!(all("It is done (##", "").0, "It is done");
    // Whoever has such marks has them.
    let own = " they write it as ## x or (### x) and so on.";
    assert_eq!(all(own, "what does ## mean"), (own.to_owned(), false));
    assert!(
        all(own, "So:\n## Letter").1,
        "that is one in a line of its own"
    );
}

#[test]
fn what_only_looks_like_a_mark_is_lost_nowhere() {
    for text in [
        "We do that in C# too, in (F#) as in C#",
        "He is a b*** and an E. Earlier on this day (Earlier on) it was **so** #1",
        "All of it is in issue #12 (and #13*",
    ] {
        let mut ending = Ending::new("", 100, false);
        let (shown, broke) = run(&mut ending, text);
        assert_eq!(
            (shown + &ending.finish(true), broke),
            (text.to_owned(), false)
        );
    }
}

#[test]
fn whoever_goes_in_circles_is_stopped_and_says_nothing_twice() {
    let circle = "The album begins with the song that made him king of all. ";
    let mut ending = Ending::new("", 1000, false);
    let again = circle.replace("king", "KING").repeat(3);
    let (shown, broke) = run(&mut ending, &format!("First. {circle}{again}"));
    let once = format!("First. {circle}");
    assert_eq!((shown.as_str(), broke), (once.trim_end(), true));
    // What has begun otherwise was shown by then; it ends with its sentence.
    let mut ending = Ending::new("", 1000, false);
    let other = format!("{circle}And yes, the {} More.", &circle[4..]);
    let (shown, broke) = run(&mut ending, &other);
    let whole = other.trim_end_matches(" More.").trim_end();
    assert_eq!((shown.as_str(), broke), (whole, true));
    // Whatever only begins like another sentence is shown, at the latest with its end.
    let mut ending = Ending::new("", 1000, false);
    let text = "So it goes in the end. So it goes in the evening. So it goes";
    let (shown, broke) = run(&mut ending, text);
    assert_eq!(
        (shown + &ending.finish(true), broke),
        (text.to_owned(), false)
    );
    let mut ending = Ending::new("", 1000, false);
    let (shown, broke) = run(&mut ending, &"no, ".repeat(40));
    assert_eq!((shown.matches("no").count(), broke), (10, true));
    let mut ending = Ending::new("", 1000, false);
    let (_, broke) = run(&mut ending, &"Not again. So it is. ".repeat(2));
    assert!(!broke, "a turn of speech may come again");
}

#[test]
fn nothing_follows_the_sign_off() {
    let mut ending = Ending::new("Yours,\nTom", 100, false);
    let (shown, broke) = run(&mut ending, " no.\n\nYours,\nTom\n\nP.S. And another thing");
    assert_eq!((shown.as_str(), broke), (" no.\n\nYours,\nTom", true));
    let mut ending = Ending::new("Yours,\nTom", 100, false);
    let (shown, broke) = run(
        &mut ending,
        " it is Tom.\n\nTom was late.\nTom Averill\n\nP.S. More",
    );
    assert_eq!(
        (shown.as_str(), broke),
        (" it is Tom.\n\nTom was late.\nTom Averill", true)
    );
}

#[test]
fn a_long_piece_ends_with_a_sentence() {
    let mut ending = Ending::new("", 4, false);
    let (shown, broke) = run(&mut ending, "One two three. Four five six. Seven eight");
    assert_eq!(
        (shown.as_str(), broke),
        ("One two three. Four five six.", true)
    );
    let mut ending = Ending::new("", 3, false);
    run(&mut ending, "One two three four without an end");
    assert_eq!(ending.finish(false), "");
    assert_eq!(ending.shown, "One two three");
}

#[test]
fn it_waits_a_sentence_for_each_point_that_is_not_made() {
    let with = |points: &[&str]| {
        let points = points.iter().map(ToString::to_string).collect();
        let mut ending = Ending::new("", 4, false).with_room_for(points);
        run(
            &mut ending,
            "One two three four. It drips. And so on. Seven eight",
        )
        .0
    };
    assert_eq!(with(&["four"]), "One two three four.");
    assert_eq!(with(&["the tap drips"]), "One two three four. It drips.");
    assert_eq!(with(&["the roof"]), "One two three four. It drips.");
    let two = "One two three four. It drips. And so on.";
    assert_eq!(with(&["the roof", "the door"]), two);
}

#[test]
fn a_mark_by_itself_at_the_end_is_none_of_the_piece() {
    for (end, kept) in [
        (" **", ""),
        ("\n\n#", ""),
        (" in C#", " in C#"),
        (" b***", " b***"),
    ] {
        let mut ending = Ending::new("", 100, false);
        let (shown, _) = run(&mut ending, &format!("It is done.{end}"));
        let whole = shown + &ending.finish(true);
        assert_eq!(whole, format!("It is done.{kept}"));
    }
}

#[test]
fn a_natural_end_loses_nothing() {
    let mut ending = Ending::new("", 3, false);
    let (shown, _) = run(&mut ending, "One two three four five\n");
    assert_eq!(shown + &ending.finish(true), "One two three four five");
}

#[test]
fn without_gaps_between_words_a_long_piece_ends_with_a_sentence_too() {
    // Of some fifteen words each, with the sentence that would be one too many.
    for (text, more) in [
        (
            "昨天我把侧门的钥匙弄丢了，到处找都没找到。「真的吗？」",
            "厨房的水龙头又在漏水，滴了一整夜。",
        ),
        (
            "昨日、横のドアの鍵をどこかでなくしてしまいました。とても困っています！",
            "会議は木曜日に行います。",
        ),
        (
            "เมื่อวานฉันทำกุญแจของประตูข้างหาย หาทั้งวันก็ไม่เจอเลยสักดอก",
            " ก๊อกน้ำในครัวก็รั่วทั้งคืน เราจะประชุมกัน",
        ),
        (
            "သော့ပျောက်သွားလို့ အိမ်ထဲဝင်မရဘူး။ မနေ့ကတည်းက ရှာနေတာ မတွေ့သေးဘူး။",
            "မိုးရွာတယ်။",
        ),
    ] {
        let enough = words_in(text) - 1;
        let mut ending = Ending::new("", enough, false);
        let (shown, broke) = run(&mut ending, &format!("{text}{more}"));
        assert_eq!((shown.as_str(), broke), (text, true));
        // With a sentence more for a point that is not made by then.
        let point = vec![more.trim_matches(['。', ' ']).to_owned()];
        let mut ending = Ending::new("", enough, false).with_room_for(point);
        let (shown, _) = run(&mut ending, &format!("{text}{more}{more}"));
        assert!(shown.len() > text.len(), "{shown}");
    }
}

#[test]
fn without_gaps_between_words_no_sentence_is_begun_once_there_is_enough() {
    // It is left where it was when there was enough, and not at the last letter that the model wrote.
    let text = "昨天我把侧门的钥匙弄丢了。到处找都没找到，只好请人来开锁";
    let mut ending = Ending::new("", 9, false);
    let (shown, broke) = run(&mut ending, text);
    assert_eq!(
        (shown.as_str(), broke),
        ("昨天我把侧门的钥匙弄丢了。到处找都没", false)
    );
    assert_eq!(ending.finish(false), "");
    // A vowel that belongs to the last letter is shown with it.
    let mut ending = Ending::new("", 1, false);
    let (shown, _) = run(&mut ending, "ฉันอยู่บ้าน");
    assert_eq!(shown + &ending.finish(false), "ฉั");
}

#[test]
fn without_gaps_between_words_whoever_goes_in_circles_is_stopped() {
    let circle = "昨天我把侧门的钥匙弄丢了到处找都没找到。";
    let mut ending = Ending::new("", 1000, false);
    let (shown, broke) = run(&mut ending, &format!("你好。{circle}{circle}再见。"));
    assert_eq!((shown, broke), (format!("你好。{circle}"), true));
    let mut ending = Ending::new("", 1000, false);
    let (shown, broke) = run(&mut ending, &"好".repeat(90));
    assert_eq!((shown.chars().count(), broke), (16, true));
    let mut ending = Ending::new("", 1000, false);
    let (_, broke) = run(&mut ending, &"没关系。就是这样。".repeat(2));
    assert!(!broke, "a turn of speech may come again");
}
