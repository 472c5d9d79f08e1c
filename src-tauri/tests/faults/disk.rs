//! A disk that is full, and one that cannot be written.

use crate::ground::{apart, assert_whole, clean, tree, writing};
use crate::run::{Desk, Ran};

/// Says how the command ended, with what it complained of, between two marks.
const RUN: &str = r#"run() { echo "<<$1"; shift; "$LONGHAND" --data-dir "$DATA" "$@" >/dev/null 2>/tmp/said.$$; code=$?; cat /tmp/said.$$; rm /tmp/said.$$; echo "code $code>>"; }"#;

/// The part of `said` that `RUN` wrote under `name`.
fn part<'a>(said: &'a str, name: &str) -> &'a str {
    let (_, rest) = said.split_once(&format!("<<{name}\n")).expect(said);
    rest.split_once(">>").expect(said).0
}

#[test]
fn a_full_disk_is_said_so_and_reading_goes_on_when_there_is_room() {
    let desk = Desk::new();
    writing(&desk, 600, 2_000);
    let words = tree(&desk.writing());
    let wanted = clean(&desk);
    std::fs::create_dir_all(desk.data()).unwrap();
    let keep = desk.data().with_extension("kept");
    let script = format!(
        "{RUN}\nmount -t tmpfs -o size=1200k none \"$DATA\" || exit 9\nrun full add \"$WRITING\"\nrun still add \"$WRITING\"\n\
         run look search kettle\nmount -o remount,size=200m \"$DATA\"\nrun room add \"$WRITING\"\ncp -a \"$DATA\" \"{}\"",
        keep.display()
    );
    let Some(output) = apart(&script, &desk) else {
        return;
    };
    let Ran {
        said,
        complained,
        code,
    } = Ran::of(output);
    assert_eq!(code, 0, "{said}{complained}");
    for name in ["full", "still"] {
        let full = refused(&said, name);
        assert!(
            full.contains("full") || full.contains("no space left") || full.contains("has room"),
            "{name}: {full}"
        );
    }
    let look = part(&said, "look");
    assert!(!look.contains("panicked"), "{said}");
    let plain = ["code 0", "full", "no space left", "has room"];
    assert!(plain.iter().any(|words| look.contains(words)), "{look}");
    assert!(part(&said, "room").contains("code 0"), "{said}");
    std::fs::remove_dir(desk.data()).unwrap();
    std::fs::rename(&keep, desk.data()).unwrap();
    assert_whole(&desk, &wanted);
    assert!(
        tree(&desk.writing()) == words,
        "a file of the user's was written"
    );
}

#[test]
fn a_data_folder_that_cannot_be_written_is_said_so_and_stays_as_it_is() {
    let desk = Desk::new();
    writing(&desk, 50, 0);
    assert_eq!(desk.add().code, 0);
    let wanted = crate::ground::held(&desk.data());
    let (words, data) = (tree(&desk.writing()), tree(&desk.data()));
    let script = format!(
        "{RUN}\nmount --bind \"$DATA\" \"$DATA\" && mount -o remount,ro,bind \"$DATA\" || exit 9\n\
         run add add \"$WRITING\"\nrun status status\nrun forget forget --all"
    );
    let Some(output) = apart(&script, &desk) else {
        return;
    };
    let Ran {
        said,
        complained,
        code,
    } = Ran::of(output);
    assert_eq!(code, 0, "{said}{complained}");
    for name in ["add", "status", "forget"] {
        let refused = refused(&said, name);
        assert!(
            refused.contains(desk.data().to_str().unwrap()) && refused.contains("--data-dir"),
            "{name}: {refused}"
        );
    }
    assert!(tree(&desk.data()) == data, "the data folder was changed");
    assert!(tree(&desk.writing()) == words);
    assert_eq!(desk.add().code, 0);
    assert_whole(&desk, &wanted);
}

/// What the part `name` of the script said: one clear line, exit 1 and no panic.
fn refused<'a>(said: &'a str, name: &str) -> &'a str {
    let refused = part(said, name);
    assert!(
        refused.contains("code 1") && !refused.contains("panicked"),
        "{name}: {refused}"
    );
    let lines = refused.lines();
    let complaints = lines.filter(|line| line.starts_with("longhand: ")).count();
    assert_eq!(complaints, 1, "{name}: {refused}");
    refused
}

#[test]
fn a_disk_that_is_away_takes_nothing_out_of_the_record() {
    let desk = Desk::new();
    writing(&desk, 3, 0);
    let disk = "\"$WRITING/disk\"";
    let script = format!(
        "{RUN}\nmkdir {disk} && mount -t tmpfs none {disk} || exit 9\n\
         echo 'The quincunx of the old oak stands behind the mill.' > {disk}/oak.txt\nrun there add \"$WRITING\"\n\
         umount {disk}\nrun away add \"$WRITING\"\n\"$LONGHAND\" --data-dir \"$DATA\" search quincunx\n\
         rmdir {disk}\nrun gone add \"$WRITING\"\n\"$LONGHAND\" --data-dir \"$DATA\" search quincunx"
    );
    let Some(output) = apart(&script, &desk) else {
        return;
    };
    let Ran {
        said, complained, ..
    } = Ran::of(output);
    assert!(
        part(&said, "there").contains("code 0"),
        "{said}{complained}"
    );
    let (before, after) = said.split_once("<<gone").expect(&said);
    assert!(before.contains("behind the mill"), "{said}{complained}");
    assert!(!after.contains("behind the mill"), "{said}{complained}");
}
