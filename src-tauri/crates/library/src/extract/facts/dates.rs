//! Dates as people and programs write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// When mail can have been written: a clock that was never set says 1970, and one that was set wrongly, or a sender who
/// wants to stand on top of the list, some year far ahead.
const YEARS: std::ops::RangeInclusive<i16> = 1971..=2099;

/// A date as people and programs write it. One without a time zone is taken as universal time.
pub(in super::super) fn date(text: &str) -> Option<Timestamp> {
    if let Ok(found) = text.parse::<Timestamp>() {
        return Some(found);
    }
    let universal = |at: DateTime| at.to_zoned(TimeZone::UTC).ok().map(|z| z.timestamp());
    if let Ok(at) = text.parse::<DateTime>() {
        return universal(at);
    }
    // As Jekyll and git write it.
    if let Ok(at) = Timestamp::strptime("%Y-%m-%d %H:%M:%S %z", text) {
        return Some(at);
    }
    // As C, Outlook, Gmail and Facebook write it. Who says AM and PM begins with the month.
    const MOMENTS: [&str; 12] = [
        "%a %b %e %H:%M:%S %Y",
        "%A, %B %d, %Y %I:%M %p",
        "%A, %B %d, %Y %I:%M:%S %p",
        "%A, %d %B %Y %H:%M",
        "%d %B %Y %H:%M",
        "%b %d, %Y %I:%M %p",
        "%b %d, %Y, %I:%M %p",
        "%b %d, %Y %I:%M:%S %p",
        "%m/%d/%Y %I:%M:%S %p",
        "%m/%d/%Y %I:%M %p",
        "%d/%m/%Y %H:%M:%S",
        "%d/%m/%Y %H:%M",
    ];
    let mut moments = MOMENTS.iter();
    if let Some(at) = moments.find_map(|form| DateTime::strptime(form, text).ok()) {
        return universal(at);
    }
    const DAYS: [&str; 7] = [
        "%Y/%m/%d",
        "%d.%m.%Y",
        "%d %B %Y",
        "%d. %B %Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%b %d, %Y",
    ];
    let mut days = DAYS.iter();
    if let Some(day) = days.find_map(|form| Date::strptime(form, text).ok()) {
        return universal(day.at(0, 0, 0, 0));
    }
    let of_mail = |text: &str| {
        let found = mail_parser::DateTime::parse_rfc822(text)?;
        let found = found.is_valid().then(|| found.to_timestamp())?;
        Timestamp::from_second(found).ok()
    };
    of_mail(text).or_else(|| of_mail(&in_english(text)?))
}

/// Whether somebody can have written a mail on that day.
pub(in super::super) fn is_likely(date: &Timestamp) -> bool {
    YEARS.contains(&date.to_zoned(TimeZone::UTC).year())
}

/// "Di, 5 Mrz 2024 10:00" as mail should have it: with the English name of its month, seconds and a time zone. None if it is
/// no such date.
fn in_english(text: &str) -> Option<String> {
    let words = match text.split_once(',') {
        Some((_, after)) => after,
        None => text,
    };
    let mut words = words.split_whitespace();
    let (day, name, year, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let zone = words.next().unwrap_or("+0000");
    let name = name.to_lowercase();
    let name = name.trim_end_matches('.');
    let month = MONTHS
        .iter()
        .find(|(_, names)| names.split('|').any(|one| one == name))?;
    let day: u8 = day.trim_end_matches('.').parse().ok()?;
    let year: u16 = year.parse().ok()?;
    let seconds = match time.matches(':').count() {
        1 => ":00",
        2 => "",
        _ => return None,
    };
    Some(format!("{day} {} {year} {time}{seconds} {zone}", month.0))
}

/// What months are called by programs that speak the language of their user, in lower case.
const MONTHS: [(&str, &str); 12] = [
    (
        "Jan",
        "jan|january|januar|jän|janv|janvier|ene|enero|gen|gennaio|januari|sty",
    ),
    (
        "Feb",
        "feb|february|februar|févr|fév|février|febrero|febbraio|fev|februari|lut",
    ),
    ("Mar", "mar|march|mrz|mär|märz|mars|marzo|mrt|maart|março"),
    ("Apr", "apr|april|avr|avril|abr|abril|aprile|kwi"),
    ("May", "may|mai|mayo|mag|maggio|mei|maj|maio"),
    ("Jun", "jun|june|juni|juin|junio|giu|giugno|junho|cze"),
    (
        "Jul",
        "jul|july|juli|juil|juillet|julio|lug|luglio|julho|lip",
    ),
    ("Aug", "aug|august|août|aoû|ago|agosto|augustus|augusti|sie"),
    (
        "Sep",
        "sep|sept|september|septembre|septiembre|set|settembre|setembro|wrz",
    ),
    (
        "Oct",
        "oct|october|okt|oktober|octobre|octubre|ott|ottobre|out|outubro|paź",
    ),
    ("Nov", "nov|november|novembre|noviembre|novembro|lis"),
    (
        "Dec",
        "dec|december|dez|dezember|déc|décembre|dic|diciembre|dicembre|dezembro|gru",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_forms_are_one_day() {
        for written in [
            "2024-03-05",
            "2024/03/05",
            "5 March 2024",
            "March 5, 2024",
            "5. March 2024",
            "2024-03-05T00:00:00Z",
            "2024-03-05 00:00",
            "Tue, 5 Mar 2024 01:00:00 +0100",
            "2024-03-04 18:00:00 -0600",
            "Tue Mar  5 00:00:00 2024",
            "Mar 5, 2024 12:00 AM",
            "Mar 05, 2024, 12:00 am",
            "Mar 05, 2024 12:00:00 am",
        ] {
            let found = date(written).map(|d| d.to_string());
            assert_eq!(found.as_deref(), Some("2024-03-05T00:00:00Z"), "{written}");
        }
        assert_eq!(date("some day"), None);
        assert_eq!(date("2024-99-99"), None);
    }

    #[test]
    fn moments_as_programs_write_them() {
        for written in [
            "Di, 5 Mrz 2024 10:00:00 +0000",
            "Di, 5. März 2024 11:00:00 +0100",
            "mar., 5 mars 2024 10:00 +0000",
            "Tue, 5 Mar 2024 10:00",
            "5 Mar 2024 10:00:00",
            "3/5/2024 10:00:00 AM",
            "Tuesday, March 5, 2024 10:00 AM",
        ] {
            let found = date(written).map(|d| d.to_string());
            assert_eq!(found.as_deref(), Some("2024-03-05T10:00:00Z"), "{written}");
        }
        let night = date("3/5/2024 10:00:00 PM").unwrap();
        assert_eq!(night.to_string(), "2024-03-05T22:00:00Z");
        for written in ["Di, 5 Mrz", "5 Foo 2024 10:00", "a b c d", ",,,,"] {
            assert_eq!(date(written), None, "{written}");
        }
    }

    #[test]
    fn nobody_wrote_before_there_was_mail_or_writes_in_a_hundred_years() {
        let likely = |text: &str| is_likely(&date(text).unwrap());
        assert!(likely("1995-03-05") && likely("1971-03-05"));
        assert!(!likely("1970-01-01") && !likely("2124-03-05") && !likely("0024-03-05"));
    }
}
