//! Exact decimals: at most 18 digits as a scaled 64-bit integer, so that order, comparison and sums are exact on every engine.

use std::fmt;

/// `units` × 10^−`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    pub units: i64,
    pub scale: u8,
}

/// Why a text is no decimal of the wanted precision and scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    #[error("is not a decimal number")]
    Malformed,
    #[error("has more than {0} digits after the point")]
    TooManyDecimals(u8),
    #[error("has more than {0} digits before the point")]
    TooLarge(u8),
}

impl Decimal {
    /// Reads `-12.50` for `precision` and `scale` (precision ≤ 18). Trailing zeros beyond the scale are accepted, other digits are not: nothing is rounded.
    pub fn parse(text: &str, precision: u8, scale: u8) -> Result<Self, DecimalError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = split_exponent(digits)?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::Malformed);
        }
        let (whole, fraction) = shift(whole, fraction, exponent);
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > usize::from(scale) {
            return Err(DecimalError::TooManyDecimals(scale));
        }
        if whole.len() > usize::from(precision.saturating_sub(scale)) {
            return Err(DecimalError::TooLarge(precision.saturating_sub(scale)));
        }
        let text = format!("{whole}{fraction:0<width$}", width = usize::from(scale));
        let units = if text.is_empty() {
            0
        } else {
            text.parse::<i64>().map_err(|_| DecimalError::Malformed)?
        };
        Ok(Self {
            units: if negative { -units } else { units },
            scale,
        })
    }
}

fn split_exponent(digits: &str) -> Result<(&str, i32), DecimalError> {
    let Some((mantissa, exponent)) = digits.split_once(['e', 'E']) else {
        return Ok((digits, 0));
    };
    let exponent = exponent.parse::<i32>().map_err(|_| DecimalError::Malformed)?;
    // A wider exponent can hold no value of 18 digits; without this bound `1e999999999` would ask for a gigabyte of zeros.
    if exponent.abs() > 400 {
        Err(DecimalError::Malformed)
    } else {
        Ok((mantissa, exponent))
    }
}

/// Moves the point by `exponent` digits.
fn shift(whole: &str, fraction: &str, exponent: i32) -> (String, String) {
    let digits = format!("{whole}{fraction}");
    let point = i64::try_from(whole.len())
        .unwrap_or(i64::MAX)
        .saturating_add(i64::from(exponent));
    let Ok(point) = usize::try_from(point) else {
        let zeros = usize::try_from(point.unsigned_abs()).unwrap_or(0);
        return (String::new(), format!("{}{digits}", "0".repeat(zeros)));
    };
    match digits.split_at_checked(point) {
        Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
        None => (format!("{digits:0<point$}"), String::new()),
    }
}

impl fmt::Display for Decimal {
    /// Always with `scale` digits after the point: `12.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = scale + 1);
        match digits.split_at_checked(digits.len() - scale) {
            Some((whole, fraction)) if scale > 0 => write!(f, "{sign}{whole}.{fraction}"),
            _ => write!(f, "{sign}{digits}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_exactly() {
        let check = |text: &str, expected: Result<&str, DecimalError>| {
            let found = Decimal::parse(text, 10, 2).map(|decimal| decimal.to_string());
            assert_eq!(found.as_deref(), expected.as_ref().map(|text| *text), "{text}");
        };
        check("12.5", Ok("12.50"));
        check("-0.05", Ok("-0.05"));
        check("+7", Ok("7.00"));
        check(".5", Ok("0.50"));
        check("1.25e1", Ok("12.50"));
        check("125e-2", Ok("1.25"));
        check("5e-1", Ok("0.50"));
        check("1e3", Ok("1000.00"));
        check("0.000", Ok("0.00"));
        check("0.001", Err(DecimalError::TooManyDecimals(2)));
        check("123456789", Err(DecimalError::TooLarge(8)));
        check("1e999999999", Err(DecimalError::Malformed));
        check("NaN", Err(DecimalError::Malformed));
        check("1,5", Err(DecimalError::Malformed));
        check("", Err(DecimalError::Malformed));
        check("--1", Err(DecimalError::Malformed));
    }
}
