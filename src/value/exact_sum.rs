//! Sums of doubles without rounding on the way: each is taken as its shortest decimal form, and only the sum becomes a double again. So `0.1 + 0.2` is
//! `0.3`, and the order of the rows does not matter: engines that add doubles one by one each come to another sum.

use std::collections::BTreeMap;

/// A sum of finite doubles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExactSum {
    /// What was added, by power of ten: 17 digits a value, so that no number of rows overflows.
    parts: BTreeMap<i32, i128>,
    has_values: bool,
}

impl ExactSum {
    /// What is not finite is left out; no column holds such a number.
    pub fn add(&mut self, number: f64) {
        let Some((digits, exponent)) = shortest(number) else {
            return;
        };
        self.has_values = true;
        let part = self.parts.entry(exponent).or_default();
        *part = part.saturating_add(digits);
    }

    /// The nearest double; `None` without values, or where the sum is beyond all doubles.
    pub fn nearest(&self) -> Option<f64> {
        if !self.has_values {
            return None;
        }
        let total: f64 = self.decimal().parse().ok()?;
        // Minus zero is zero.
        total.is_finite().then_some(total + 0.0)
    }

    /// All digits, with one exponent for the last of them.
    fn decimal(&self) -> String {
        let Some(lowest) = self.parts.keys().next().copied() else {
            return "0".to_owned();
        };
        let columns = self.columns(lowest);
        let (digits, is_negative) = match carried(columns.iter().copied()) {
            Some(digits) => (digits, false),
            None => (carried(columns.iter().map(|column| -column)).unwrap_or_default(), true),
        };
        let sign = if is_negative { "-" } else { "" };
        let digits: String = digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect();
        format!("{sign}{digits}e{lowest}")
    }

    /// The parts below each other, the column of the lowest power of ten first.
    fn columns(&self, lowest: i32) -> Vec<i128> {
        let mut columns: Vec<i128> = Vec::new();
        for (exponent, part) in &self.parts {
            let place = usize::try_from(exponent - lowest).unwrap_or(0);
            columns.resize(columns.len().max(place + 1), 0);
            if let Some(column) = columns.get_mut(place) {
                *column = column.saturating_add(*part);
            }
        }
        columns
    }
}

/// `-1.25e-7` as −125 and −9.
fn shortest(number: f64) -> Option<(i128, i32)> {
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = mantissa.replace('.', "").parse().ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    Some((digits, exponent - i32::try_from(decimals).ok()?))
}

/// Digits from columns of any size, the lowest first; `None` for a negative sum.
fn carried(columns: impl Iterator<Item = i128>) -> Option<Vec<u8>> {
    let (mut digits, mut carry) = (Vec::new(), 0_i128);
    for column in columns {
        let here = column.saturating_add(carry);
        digits.push(u8::try_from(here.rem_euclid(10)).ok()?);
        carry = here.div_euclid(10);
    }
    while carry > 0 {
        digits.push(u8::try_from(carry % 10).ok()?);
        carry /= 10;
    }
    (carry == 0).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_decimals() {
        let check = |numbers: &[f64], expected: Option<f64>| {
            for order in [numbers.to_vec(), numbers.iter().rev().copied().collect()] {
                let mut sum = ExactSum::default();
                order.iter().for_each(|number| sum.add(*number));
                assert_eq!(sum.nearest(), expected, "{order:?}");
                assert!(sum.nearest().is_none_or(|sum| sum != 0.0 || sum.is_sign_positive()));
            }
        };
        check(&[], None);
        check(&[0.1, 0.2], Some(0.3));
        check(&[0.1; 10], Some(1.0));
        check(&[1e16, 1.0, -1e16], Some(1.0));
        check(&[-0.0], Some(0.0));
        check(&[1.5, -1.5], Some(0.0));
        check(&[-3.5, 1e-7], Some(-3.499_999_9));
        check(&[f64::MAX, 1.0, -f64::MAX], Some(1.0));
        check(&[f64::MAX, f64::MAX], None);
        check(&[f64::MIN_POSITIVE, 5e-324], Some(f64::MIN_POSITIVE + 5e-324));
        check(&[1e21, -2.0, 4.5], Some(1e21));
        check(&[f64::NAN, 2.0], Some(2.0));
        check(&[f64::INFINITY], None);
    }
}
