//! The text forms of dates and times: `2026-03-01`, `08:30:00`, `2026-03-01T08:30:00.000Z`. One parser and one printer for the whole server.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Timelike, Utc};

/// `YYYY-MM-DD`, years 0001 to 9999.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (text.len() == 10 && (1..=9999).contains(&date.year())).then_some(date)
}

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm`; no leap seconds.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let time = ["%H:%M:%S%.f", "%H:%M:%S", "%H:%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())?;
    (time.nanosecond() < 1_000_000_000 && text.is_ascii())
        .then(|| to_milliseconds(time))
        .flatten()
}

/// RFC 3339 with any offset; a text without an offset is UTC, a date alone is midnight UTC. Kept to the millisecond.
pub fn parse_date_time(text: &str) -> Option<DateTime<Utc>> {
    let moment = match DateTime::parse_from_rfc3339(text) {
        Ok(moment) => moment.with_timezone(&Utc),
        Err(_) => parse_without_offset(text)?.and_utc(),
    };
    let moment = moment.date_naive().and_time(to_milliseconds(moment.time())?).and_utc();
    (1..=9999).contains(&moment.year()).then_some(moment)
}

fn parse_without_offset(text: &str) -> Option<NaiveDateTime> {
    if let Some(date) = parse_date(text) {
        return Some(date.and_time(NaiveTime::MIN));
    }
    let forms = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ];
    forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

/// Cuts below the millisecond; `None` for a leap second, which no engine can hold.
fn to_milliseconds(time: NaiveTime) -> Option<NaiveTime> {
    let nanosecond = time.nanosecond();
    if nanosecond >= 1_000_000_000 {
        None
    } else {
        time.with_nanosecond(nanosecond - nanosecond % 1_000_000)
    }
}

pub fn print_date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// `HH:MM:SS`, with `.mmm` only where it is not zero.
pub fn print_time(time: NaiveTime) -> String {
    let form = if time.nanosecond() == 0 {
        "%H:%M:%S"
    } else {
        "%H:%M:%S%.3f"
    };
    time.format(form).to_string()
}

/// Always three digits and `Z`.
pub fn print_date_time(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_become_utc_milliseconds() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                parse_date_time(text).map(print_date_time).as_deref(),
                expected,
                "{text}"
            );
        };
        check("2026-03-01T08:30:00Z", Some("2026-03-01T08:30:00.000Z"));
        check("2026-03-01T08:30:00.123456Z", Some("2026-03-01T08:30:00.123Z"));
        check("2026-03-01T08:30:00+02:00", Some("2026-03-01T06:30:00.000Z"));
        check("2026-03-01", Some("2026-03-01T00:00:00.000Z"));
        check("2026-03-01 08:30", Some("2026-03-01T08:30:00.000Z"));
        check("2026-02-30", None);
        check("0000-01-01T00:00:00Z", None);
        check("2016-12-31T23:59:60Z", None);
        check("+12026-01-01T00:00:00Z", None);
        check("tomorrow", None);
    }

    #[test]
    fn dates_and_times_are_strict() {
        assert_eq!(parse_date("2026-3-1"), None);
        assert_eq!(parse_date("2024-02-29").map(print_date).as_deref(), Some("2024-02-29"));
        assert_eq!(parse_time("08:30").map(print_time).as_deref(), Some("08:30:00"));
        assert_eq!(
            parse_time("08:30:15.5").map(print_time).as_deref(),
            Some("08:30:15.500")
        );
        assert_eq!(parse_time("24:00:00"), None);
    }
}
