//! Where points are put in, piece by piece.

use super::*;

fn cue(point: &str) -> Cue {
    Cue {
        text: point.into(),
        words_more: 3,
        content: Vec::new(),
    }
}

/// Of a text that makes `present` first, and is to have many words.
fn cues(present: Option<&str>, waiting: &[&str]) -> Cues {
    Cues {
        present: present.map(cue),
        waiting: waiting.iter().map(|point| cue(point)).collect(),
        aim_tokens: 1_000,
        capitals: false,
        full_stops: false,
        closings: Vec::new(),
        anew: Vec::new(),
    }
}

fn cueing(waiting: &[&str], aim_tokens: u32) -> Cueing {
    Cueing::new(&Cues {
        aim_tokens,
        ..cues(None, waiting)
    })
}

/// Writes `pieces` as far as they may be written; what is told, and what is read in place of pieces.
fn write(cueing: &mut Cueing, pieces: &[&str]) -> (String, Vec<String>) {
    let (mut text, mut put) = (String::new(), Vec::new());
    for piece in pieces {
        match cueing.turn(piece, piece.is_empty()) {
            Turn::Go => text.push_str(&cueing.wrote((*piece).to_owned())),
            Turn::Bar => put.push("no".to_owned()),
            Turn::Point { told, read, .. } => {
                text.push_str(&told);
                put.push(read);
            }
        }
    }
    (text, put)
}

#[test]
fn a_point_is_put_in_where_a_bracket_a_paragraph_or_the_end_would_be() {
    let mut three = cueing(&["tap", "door", "roof"], 0);
    let pieces = [
        " The", " key", " to", " the", " blue", " door", " is [", " lost", ".", " [", " And",
        " so", " on", " and", " so", " on", " it", " goes", ".\n\n", " it", " drips", " all",
        " day", " and", " all", " night", ".", "", " Bye", " for", " now", ".",
    ];
    let (text, put) = write(&mut three, &pieces);
    assert_eq!(
        text,
        " The key to the blue door lost. And so on and so on it goes.\n\nit drips all day and all night. Bye for now."
    );
    assert_eq!(put, ["no", " [tap]", ".\n\n[door]", " [roof]"]);
    // The lines before a point are those that are told, however many the model begins behind it.
    let mut one = cueing(&["tap"], 1_000);
    let (text, _) = write(&mut one, &[" So", ".\n\n", "\n", "\nIt", " drips"]);
    assert_eq!(text, " So.\n\nIt drips");
    // No point is left: it may end, and opens and closes no bracket.
    assert_eq!(three.turn(" [", false), Turn::Bar);
    assert_eq!(three.turn(" roof]", false), Turn::Bar);
    assert_eq!(three.turn("", true), Turn::Go);
}

#[test]
fn behind_a_point_a_sentence_begins_with_a_capital_where_the_user_writes_them() {
    let first = |capitals, present| {
        let cues = cues(present, &["tap"]);
        Cueing::new(&Cues { capitals, ..cues }).turn(" is", false)
    };
    assert_eq!(first(true, Some("roof")), Turn::Bar);
    // Nor does it go on with the point.
    let mut low = cueing(&["tap"], 0);
    let dashed = [" lost", ".\n\n", " —", "—", " it", " —"];
    assert_eq!(write(&mut low, &dashed).0, " lost.\n\nit —");
    // Behind words that the user has begun it goes on as it likes.
    assert_eq!(
        (first(true, None), first(false, Some("roof"))),
        (Turn::Go, Turn::Go)
    );
    let mut one = Cueing::new(&Cues {
        capitals: true,
        aim_tokens: 0,
        ..cues(Some("roof"), &["tap"])
    });
    let key = " The key is lost and gone for good";
    let pieces: Vec<&str> = key
        .split_inclusive(' ')
        .chain([".\n\n", " is", " It"])
        .collect();
    let (text, put) = write(&mut one, &pieces);
    assert_eq!(
        (text.as_str(), put[1].as_str()),
        (" The key is lost and gone for good.\n\nIt", "no")
    );
}

#[test]
fn a_sentence_says_more_than_its_point() {
    let mut one = Cueing::new(&Cues {
        aim_tokens: 0,
        ..cues(Some("two bonus tracks"), &["roof"])
    });
    let pieces = [
        " Two", " bonus", " tracks", ".", ":", ",", " 4", ".", "5", " [", " minutes",
    ];
    let (text, put) = write(&mut one, &pieces);
    assert_eq!(
        (text.as_str(), put.len()),
        (" Two bonus tracks, 4.5 minutes", 3)
    );
    let (text, put) = write(&mut one, &[".", " ["]);
    assert_eq!((text.as_str(), put), (".", vec![" [roof]".to_owned()]));
}

#[test]
fn no_paragraph_leaves_a_sentence_in_its_middle_where_the_user_writes_them_to_their_ends() {
    let put = |full_stops, pieces: &[&str]| {
        let cues = cues(None, &["tap"]);
        write(&mut Cueing::new(&Cues { full_stops, ..cues }), pieces).1
    };
    for breaks_off in [
        [" for", " which it", "\n\n"],
        [" A number of", "\n", " ["],
        [" A number of", "\n", "\n"],
        [" There is a whole number", "\n of people who are", "\n\n"],
    ] {
        assert_eq!(put(true, &breaks_off), ["no"], "{breaks_off:?}");
    }
    // A line of a list, words that greet, and whoever sets no full stops.
    let may_end: [(bool, &[&str]); 6] = [
        (true, &["- a roof", "\n", "- a door"]),
        (true, &["- a roof", "\n", "- a door", "\n", "\n"]),
        (true, &["- a roof", "\n", "- a door", "\n\n"]),
        (true, &[" Dear", " Tom,", "\n\n"]),
        (true, &[" it", ".\n\n"]),
        (false, &[" which", " it", "\n\n"]),
    ];
    for (full_stops, pieces) in may_end {
        assert!(
            !put(full_stops, pieces).contains(&"no".to_owned()),
            "{pieces:?}"
        );
    }
}

#[test]
fn something_is_said_of_each_point_before_the_next() {
    let mut two = cueing(&["tap", "door"], 1_000);
    for piece in ["[", "\n", " ["] {
        assert_eq!(two.turn(piece, false), Turn::Bar, "{piece:?}");
    }
    assert_eq!(two.turn("", true), Turn::Bar);
}

#[test]
fn a_point_of_which_nothing_was_said_is_put_in_once_more() {
    let with_content = |text: &str| Cue {
        content: vec![text.into()],
        words_more: 0,
        ..cue(text)
    };
    let two = Cues {
        present: Some(with_content("drip")),
        waiting: vec![with_content("key")],
        aim_tokens: 0,
        ..cues(None, &[])
    };
    let lost = [
        " Len", " has", " lost", " it", " and", " so", " on", " all", ".",
    ];
    let drips = [
        " It", " DRIPS", " all", " day", " and", " so", " on", " too", ".",
    ];
    let (_, put) = write(&mut Cueing::new(&two), &[&drips[..], &[""]].concat());
    assert_eq!(put, [" [key]"]);
    let pieces = [&lost[..], &[""], &drips, &[""], &lost, &[""], &lost, &[""]].concat();
    let (text, put) = write(&mut Cueing::new(&two), &pieces);
    assert_eq!(
        put,
        [" [drip]", " [key]", " [key]"],
        "once and not twice: {text}"
    );
}

#[test]
fn a_point_that_was_made_with_the_one_before_it_is_not_put_in() {
    let of = |point: &str| Cue {
        content: point.split(' ').map(str::to_owned).collect(),
        words_more: 0,
        ..cue(point)
    };
    let put = |waiting: &[&str]| {
        let cues = Cues {
            present: Some(of("key lost")),
            waiting: waiting.iter().map(|point| of(point)).collect(),
            aim_tokens: 0,
            ..cues(None, &[])
        };
        let pieces = [
            " The", " key", " was", " lost", ",", " and", " Tom", " drips", " on", " the", " roof",
            " by", " now", ".", " [",
        ];
        write(&mut Cueing::new(&cues), &pieces).1
    };
    assert_eq!(put(&["drip roof", "door shut"]), [" [door shut]"]);
    assert_eq!(put(&["drip roof door", "door shut"]), [" [drip roof door]"]);
    // One word alone may stand for something else.
    assert_eq!(put(&["roof", "door shut"]), [" [roof]"]);
    assert_eq!(put(&["drip roof"]), ["no"], "then no point is left");
}

#[test]
fn the_last_sentence_is_written_to_its_end_where_the_user_does_so() {
    let put = |full_stops, pieces: &[&str]| {
        let cues = cues(None, &[]);
        let mut none = Cueing::new(&Cues { full_stops, ..cues });
        write(&mut none, &[pieces, &[""]].concat()).1
    };
    let broken = [" and", " it", " is", " a", " thing", " of", " which"];
    assert_eq!(put(true, &broken), ["no"]);
    assert!(put(false, &broken).is_empty());
    for ended in [
        &[" and", " it", " is", " a", " thing", " of", " his", "."][..],
        &[
            " It is", ".

", "Yours", ",
", "Ottilie", " Marsh",
        ],
        &[
            " Milk", ",", " and", ":
", "- bread",
        ],
    ] {
        assert!(put(true, ended).is_empty(), "{ended:?}");
    }
}

/// A text that is signed "Yours," "-Len", "Jason W. Solinsky", "Theo" or "Tom", or has a signature.
fn signed(present: Option<&str>, aim_tokens: u32, full_stops: bool) -> Cueing {
    let closing = |(line, known_from): (&str, _)| Closing {
        line: line.into(),
        known_from,
    };
    let signed = [
        ("yours,", 5),
        ("--", 2),
        ("-len", 1),
        ("jason w. solinsky", 3),
        ("theo", 4),
        ("tom", 3),
    ];
    Cueing::new(&Cues {
        aim_tokens,
        full_stops,
        closings: signed.map(closing).into(),
        ..cues(present, &["tap"])
    })
}

#[test]
fn a_letter_is_not_closed_while_a_point_is_waiting() {
    let key = [" The", " key", " is", " lost"];
    for (closing, full_stops) in [
        (" Tom", true),
        (" TOM", true),
        (" Yours", false),
        (" Jas", true),
        (" Jason", false),
    ] {
        let write = |present, aim_tokens, pieces: &[&str]| {
            write(&mut signed(present, aim_tokens, full_stops), pieces)
        };
        // Too soon behind a point it is no place for one.
        let (text, put) = write(Some("key"), 90, &[&key[..], &[".", closing]].concat());
        let lost = " The key is lost.";
        assert_eq!(
            (text.as_str(), put),
            (lost, vec!["no".into()]),
            "{closing:?}"
        );
        let drips = [" It", " drips", " all", " day", "."];
        for end in [".", "…", ".\""] {
            let pieces = [&key[..], &[end, closing], &drips, &[closing]].concat();
            let (text, put) = write(None, 0, &pieces);
            let all = format!(" The key is lost{end} It drips all day.{closing}");
            assert_eq!((text, put), (all, vec![" [tap]".into()]), "{closing:?}");
        }
    }
    // Nor is the middle of a sentence, for whoever writes them to their ends.
    let broken = [&key[..], &["\n", "Tom"]].concat();
    assert_eq!(write(&mut signed(None, 0, true), &broken).1, ["no"]);
    assert_eq!(write(&mut signed(None, 0, false), &broken).1, ["[tap]"]);
}

#[test]
fn a_closing_of_which_a_part_is_told_is_not_ended() {
    for full_stops in [true, false] {
        let (text, put) = write(
            &mut signed(None, 0, full_stops),
            &[".", " The", "o", " tap"],
        );
        assert_eq!((text.as_str(), put), (". The tap", vec!["no".to_owned()]));
    }
}

#[test]
fn what_closes_a_letter_may_stand_in_a_sentence() {
    for pieces in [
        // What the user has begun is no line by itself.
        &[" Tom"][..],
        &[" So", ".", " Ask", " Tom"],
        // A dash is one behind a sentence.
        &[" On", " the", " 3", ".", " Tom"],
        &[" So", ".", " --", " yes"],
        &[" So", ".", " -", " yes"],
    ] {
        assert!(
            write(&mut signed(None, 0, true), pieces).1.is_empty(),
            "{pieces:?}"
        );
    }
    // Where sentences begin with capitals, this is none.
    let abbreviated = [" z", ".", " B", ".", " tom"];
    let mut high = signed(None, 0, true);
    high.capitals = true;
    assert!(write(&mut high, &abbreviated).1.is_empty());
    assert_eq!(write(&mut signed(None, 0, true), &abbreviated).1.len(), 1);
    for dash in ["--", "-"] {
        let line = [" So", ".\n", dash];
        assert_eq!(
            write(&mut signed(None, 0, true), &line).1.len(),
            1,
            "{dash:?}"
        );
    }
}

#[test]
fn half_of_its_share_is_said_of_each_point() {
    let words = [" word"; 18];
    let of = |present| {
        Cueing::new(&Cues {
            aim_tokens: 80,
            ..cues(present, &["tap"])
        })
    };
    // What the user has begun is no point: it may end soon.
    let (_, put) = write(&mut of(None), &[" lost", ".", " ["]);
    assert_eq!(put, [" [tap]"]);
    let mut one = of(Some("roof"));
    let early = [".\n\n", ".", " [", "\n", "", " ."];
    let (_, put) = write(&mut one, &[&words[..], &early].concat());
    assert_eq!(put, ["no"; 4], "20 of 40 are half");
    let (_, put) = write(&mut one, &[" ["]);
    assert_eq!(put, [" [tap]"]);
}

#[test]
fn a_point_that_has_had_its_share_ends_with_its_sentence() {
    let mut one = cueing(&["tap"], 40);
    let words = [" word"; 30];
    let (text, put) = write(&mut one, &words);
    assert_eq!((text.matches("word").count(), put.len()), (30, 0));
    let (text, put) = write(&mut one, &[".", " More", " of"]);
    assert_eq!((text.as_str(), put), (". of", vec![" [tap]".to_owned()]));
    let mut early = cueing(&["tap"], 200);
    let (_, put) = write(&mut early, &[" One", ".", " More"]);
    assert!(put.is_empty());
}

/// A point of letters without gaps: all of its pairs, and how much more has to be said.
fn cue_of_pairs(point: &str, words_more: usize) -> Cue {
    Cue {
        text: point.into(),
        words_more,
        content: domain::pairs(point).map(str::to_owned).collect(),
    }
}

#[test]
fn without_gaps_a_point_that_is_made_is_put_in_once_and_another_twice() {
    for (point, next, made, other) in [
        (
            "侧门钥匙丢了",
            "漏水",
            "我昨天把侧门的钥匙弄丢了，到处找都没找到。",
            "星期四下午我们要开会，别安排别的事情了。",
        ),
        (
            "กุญแจประตูข้างหาย",
            "ก๊อกน้ำรั่ว",
            "ฉันทำกุญแจหายเมื่อวานนี้ เป็นกุญแจของประตูข้าง",
            "เราจะประชุมกันอีกครั้งในวันพฤหัสนี้ตอนบ่ายสองโมง",
        ),
    ] {
        let put = |text: &str| {
            let mut two = Cueing::new(&Cues {
                present: Some(cue_of_pairs(point, 0)),
                waiting: vec![cue_of_pairs(next, 0)],
                aim_tokens: 0,
                ..cues(None, &[])
            });
            let letters: Vec<String> = text.chars().map(String::from).collect();
            let pieces: Vec<&str> = letters.iter().map(String::as_str).chain([""]).collect();
            write(&mut two, &pieces).1.pop().unwrap_or_default()
        };
        assert!(put(made).ends_with(&in_brackets(next)), "{made}");
        assert!(put(other).ends_with(&in_brackets(point)), "{other}");
    }
}

#[test]
fn without_gaps_a_point_is_put_in_behind_the_full_mark_and_no_space_stands_around_it() {
    let mut two = cueing(&["漏水", "开会"], 0);
    two.share = 0;
    let (text, put) = write(&mut two, &["钥匙", "丢了", "。", "」"]);
    assert_eq!((text.as_str(), put.len()), ("钥匙丢了。」", 0));
    // As points stand in past pieces, between the mark and the next sentence.
    let pieces = ["另外", "，", "水龙头", "漏水", "一整夜", "！"];
    let (text, put) = write(&mut two, &pieces);
    assert_eq!(put, ["[漏水]", "no"]);
    assert_eq!(text, "水龙头漏水一整夜！");
    // Behind the point there may be a space, which nobody is told.
    let mut one = cueing(&["漏水"], 0);
    let (text, put) = write(&mut one, &["丢了", "。 [", " 水龙头", "漏水"]);
    assert_eq!((text.as_str(), put.len()), ("丢了。水龙头漏水", 1));
    assert_eq!(put[0], "。[漏水]");
}

#[test]
fn in_thai_a_point_is_put_in_at_a_gap() {
    let mut one = cueing(&["ก๊อกน้ำรั่ว"], 0);
    one.share = 0;
    let (text, put) = write(&mut one, &["กุญแจ", "หาย", " ", "น้ำ", "รั่ว"]);
    assert_eq!(put, [" [ก๊อกน้ำรั่ว]"]);
    assert_eq!(text, "กุญแจหาย น้ำรั่ว");
    let brackets = write(&mut cueing(&["ก๊อกน้ำรั่ว"], 0), &["กุญแจ", "[", "หาย", " ["]).1;
    assert_eq!(brackets, ["no", " [ก๊อกน้ำรั่ว]"]);
    // No mark is missing at the end of a line.
    let cues = Cues {
        full_stops: true,
        ..cues(None, &["ก๊อกน้ำรั่ว"])
    };
    let (text, put) = write(&mut Cueing::new(&cues), &["กุญแจ", "หาย", "\n\n", "น้ำ"]);
    assert_eq!((text.as_str(), put.len()), ("กุญแจหาย\n\nน้ำ", 1));
}

#[test]
fn without_gaps_a_sentence_says_more_than_its_point() {
    let mut one = Cueing::new(&Cues {
        present: Some(cue_of_pairs("侧门钥匙", 3)),
        ..cues(None, &[])
    });
    let pieces = [
        "侧门",
        "的",
        "钥匙",
        "。",
        "：",
        "昨天",
        "。",
        "不见了",
        "。",
    ];
    let (text, put) = write(&mut one, &pieces);
    assert_eq!((text.as_str(), put.len()), ("侧门的钥匙昨天不见了。", 3));
}
