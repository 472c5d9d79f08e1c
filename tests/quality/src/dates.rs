//! When a text was written, as a corpus says it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;

/// The dates of mails. That a day has another name than it says is no reason not to know it.
const OF_MAILS: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// A day, and the moment where more than the day is said. In their order a day alone stands before the moments of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct When {
    /// By universal time, so that there is one order.
    day: Date,
    moment: Option<Timestamp>,
}

impl When {
    /// From a day, a time with its zone or, of universal time, without one, or the date of a mail (RFC 2822). None where
    /// `date` is none of these.
    pub(crate) fn read(date: &str) -> Option<Self> {
        let date = date.trim();
        if date
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+'))
        {
            let day = date.parse().ok()?;
            return Some(Self { day, moment: None });
        }
        let zoned: Option<Timestamp> = date.parse().ok();
        let moment = zoned
            .or_else(|| universal(date.parse().ok()?))
            .or_else(|| OF_MAILS.parse_timestamp(date).ok())?;
        Some(Self {
            day: moment.to_zoned(TimeZone::UTC).date(),
            moment: Some(moment),
        })
    }

    /// Whether it is known to be earlier. Of a day alone and a moment of that day neither is.
    pub(crate) fn is_before(self, other: Self) -> bool {
        match (self.moment, other.moment) {
            (Some(one), Some(other)) => one < other,
            _ => self.day < other.day,
        }
    }

    /// The moment; a day alone begins at midnight, universal time.
    pub(crate) fn begins(self) -> Option<Timestamp> {
        self.moment.or_else(|| universal(self.day.at(0, 0, 0, 0)))
    }
}

fn universal(at: DateTime) -> Option<Timestamp> {
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(date: &str) -> When {
        When::read(date).unwrap()
    }

    #[test]
    fn dates_are_read_as_days_as_times_and_as_mails_have_them() {
        let noon = when("2004-05-24T12:00:00Z");
        for same in [
            "2004-05-24T14:00:00+02:00",
            " 2004-05-24T12:00:00 ",
            "2004-05-24 12:00:00",
            "Mon, 24 May 2004 07:00:00 -0500",
            "24 May 2004 12:00 GMT",
            // It was a Monday.
            "Tue, 24 May 2004 12:00:00 +0000",
        ] {
            assert_eq!(when(same), noon, "{same}");
        }
        let day = when("2004-05-24");
        assert_eq!(day.begins().unwrap().to_string(), "2004-05-24T00:00:00Z");
        assert_eq!(noon.begins().unwrap().to_string(), "2004-05-24T12:00:00Z");
        for none in ["", "yesterday", "2004-13-24", "2004-02-30", "May 2004"] {
            assert_eq!(When::read(none), None, "{none}");
        }
    }

    #[test]
    fn a_day_alone_and_a_time_are_compared_by_day() {
        let (day, noon) = (when("2004-05-24"), when("2004-05-24T12:00:00Z"));
        assert!(!day.is_before(noon) && !noon.is_before(day) && !day.is_before(day));
        assert!(when("2004-05-23").is_before(noon) && noon.is_before(when("2004-05-25")));
        assert!(noon.is_before(when("2004-05-24T12:00:01Z")) && !noon.is_before(noon));
        // Whatever is before stands before in order, too.
        let mut all = [when("2004-05-25"), noon, day, when("2004-05-23T23:59:59Z")];
        all.sort();
        assert_eq!(all[1..], [day, noon, when("2004-05-25")]);
    }
}
