//! Numbers as texts: rounding half away from zero, without going through a float.

use super::Converted;
use crate::value::Value;

/// The text as units of 10^−scale, rounded; `None` for what is no number or far too large.
pub fn round(text: &str, scale: u8) -> Option<i128> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || all.len() > 36 || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let units: i128 = all.parse().ok()?;
    let places = i32::try_from(fraction.len()).ok()?;
    let shift = exponent.checked_add(i32::from(scale))?.checked_sub(places)?;
    let power = |places: i32| 10_i128.checked_pow(places.unsigned_abs());
    let units = if shift >= 0 {
        units.checked_mul(power(shift)?)?
    } else {
        match power(shift) {
            Some(divisor) => (units + divisor / 2) / divisor,
            None => 0,
        }
    };
    Some(if is_negative { -units } else { units })
}

pub fn digits(units: i128) -> u32 {
    units.unsigned_abs().checked_ilog10().map_or(0, |digits| digits + 1)
}

pub fn to_whole(text: &str, limit: i64) -> Converted {
    let Some(units) = round(text, 0).filter(|units| units.unsigned_abs() <= u128::from(limit.unsigned_abs())) else {
        return Converted::Lost;
    };
    let Ok(number) = i64::try_from(units) else {
        return Converted::Lost;
    };
    // Exact where more digits change nothing.
    let is_exact = round(text, 18).is_none_or(|fine| Some(fine) == units.checked_mul(1_000_000_000_000_000_000));
    Converted::part_where(!is_exact, Value::Integer(number))
}

/// Whether the float is the number that the text is.
pub fn is_exact_float(text: &str, number: f64) -> bool {
    let printed = serde_json::to_string(&number).unwrap_or_default();
    match (round(text, 18), round(&printed, 18)) {
        (Some(wanted), Some(got)) => wanted == got,
        _ => true,
    }
}
