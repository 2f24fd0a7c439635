//! Sizes (`8MB`) and durations (`30d`) as people write them.

use std::time::Duration;

/// Bytes: `512`, `64KB`, `8MB`, `2GB` (powers of 1024; `KiB` and so on mean the same).
pub fn parse_size(text: &str) -> Option<u64> {
    let (number, unit) = split(text)?;
    let factor: u64 = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        "t" | "tb" | "tib" => 1 << 40,
        _ => return None,
    };
    number.checked_mul(factor)
}

/// `250ms`, `30s`, `15m`, `12h`, `30d`, `2w`.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let (number, unit) = split(text)?;
    let milliseconds: u64 = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "w" => 604_800_000,
        _ => return None,
    };
    number.checked_mul(milliseconds).map(Duration::from_millis)
}

/// The largest unit that loses nothing.
pub fn show_duration(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")];
    let unit = units
        .iter()
        .find(|(factor, _)| milliseconds >= *factor && milliseconds.is_multiple_of(*factor));
    unit.map_or_else(
        || format!("{milliseconds}ms"),
        |(factor, name)| format!("{}{name}", milliseconds / factor),
    )
}

fn split(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let (digits, unit) = text.split_at_checked(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))?;
    Some((digits.parse().ok()?, unit.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_durations() {
        let size = |text: &str, expected: Option<u64>| assert_eq!(parse_size(text), expected, "{text}");
        size("8MB", Some(8 << 20));
        size("64 kB", Some(64 << 10));
        size("512", Some(512));
        size("MB", None);
        size("-1MB", None);
        size("8 parsecs", None);
        size("99999999999TB", None);
        let duration = |text: &str, seconds: Option<u64>| {
            assert_eq!(parse_duration(text), seconds.map(Duration::from_secs), "{text}");
        };
        duration("30d", Some(30 * 86_400));
        duration("15m", Some(900));
        duration("15", None);
        duration("1y", None);
        duration("", None);
    }
}
