//! PostgreSQL's binary columns as cells, and arguments as it wants them. The layouts are those of its send and receive functions.

use std::{borrow::Cow, str};

use chrono::{DateTime, Duration, NaiveDate, NaiveTime};
use sqlx::{
    Arguments, Encode, Postgres, Row as _, Type, ValueRef,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, types::Oid},
};
use uuid::Uuid;

use crate::{
    db::{
        DbError,
        encode::{Cell, Row, malformed},
    },
    sql::{Argument, Encoding, Statement},
    value::{ColumnType, Decimal},
};

const OID_NUMERIC: u32 = 1700;
const OID_JSONB: u32 = 3802;
const OID_UUID: u32 = 2950;
const OID_FLOAT4: u32 = 700;

pub fn arguments(statement: &Statement) -> Result<PgArguments, DbError> {
    let mut arguments = PgArguments::default();
    arguments.reserve(statement.args.len(), statement.args.len() * 16);
    for argument in &statement.args {
        let added = match argument {
            Argument::Null => arguments.add(UntypedNull),
            Argument::Boolean(value) => arguments.add(*value),
            Argument::Integer(number) => arguments.add(*number),
            Argument::Float(number) => arguments.add(*number),
            Argument::Text(text) => arguments.add(text.as_str()),
        };
        added.map_err(|error| DbError::Other(error.to_string()))?;
    }
    Ok(arguments)
}

/// Takes the type that the statement's text gives to the placeholder: prepared once, the text serves null and other values alike.
struct UntypedNull;

impl Type<Postgres> for UntypedNull {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for UntypedNull {
    fn encode_by_ref(&self, _: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Ok(IsNull::Yes)
    }
}

pub struct PostgresRow<'a>(pub &'a PgRow);

impl Row for PostgresRow<'_> {
    fn cell(&self, index: usize, encoding: Encoding) -> Result<Cell<'_>, DbError> {
        let raw = self
            .0
            .try_get_raw(index)
            .map_err(|error| DbError::Other(error.to_string()))?;
        if raw.is_null() {
            return Ok(Cell::Null);
        }
        let oid = raw.type_info().oid().map_or(0, |oid| oid.0);
        let bytes = raw.as_bytes().map_err(|error| DbError::Other(error.to_string()))?;
        let cell = match encoding {
            Encoding::Json => json(bytes, oid),
            Encoding::Scalar(column) => scalar(bytes, oid, column),
        };
        cell.ok_or_else(|| malformed(&format!("{bytes:?}"), &format!("{encoding:?}")))
    }
}

fn scalar(bytes: &[u8], oid: u32, column: ColumnType) -> Option<Cell<'_>> {
    match column {
        ColumnType::Boolean => bytes.first().map(|byte| Cell::Boolean(*byte != 0)),
        ColumnType::Integer | ColumnType::BigInteger if oid == OID_NUMERIC => {
            numeric(bytes, 0).map(|decimal| Cell::Integer(decimal.units))
        }
        ColumnType::Integer | ColumnType::BigInteger => integer(bytes).map(Cell::Integer),
        ColumnType::Float if oid == OID_NUMERIC => numeric_text(bytes)?.parse().ok().map(Cell::Float),
        ColumnType::Float if oid == OID_FLOAT4 => Some(Cell::Float(f32::from_be_bytes(bytes.try_into().ok()?).into())),
        ColumnType::Float => Some(Cell::Float(f64::from_be_bytes(bytes.try_into().ok()?))),
        ColumnType::Decimal { scale, .. } if oid == OID_NUMERIC => numeric(bytes, scale).map(Cell::Decimal),
        ColumnType::Decimal { scale, .. } => integer(bytes).and_then(|units| scaled(units, scale)).map(Cell::Decimal),
        ColumnType::Uuid if oid == OID_UUID => Uuid::from_slice(bytes).ok().map(Cell::Uuid),
        ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key | ColumnType::Uuid => text(bytes),
        ColumnType::Date => date(bytes).map(Cell::Date),
        ColumnType::Time => time(bytes).map(Cell::Time),
        ColumnType::DateTime => {
            let moment =
                epoch().checked_add_signed(Duration::microseconds(i64::from_be_bytes(bytes.try_into().ok()?)))?;
            Some(Cell::DateTime(moment))
        }
        ColumnType::Json => json(bytes, oid),
    }
}

fn text(bytes: &[u8]) -> Option<Cell<'_>> {
    str::from_utf8(bytes).ok().map(|text| Cell::Text(Cow::Borrowed(text)))
}

/// `jsonb` begins with the number of its version.
fn json(bytes: &[u8], oid: u32) -> Option<Cell<'_>> {
    let bytes = if oid == OID_JSONB { bytes.get(1..)? } else { bytes };
    str::from_utf8(bytes).ok().map(|text| Cell::Json(Cow::Borrowed(text)))
}

fn integer(bytes: &[u8]) -> Option<i64> {
    match *bytes {
        [a, b] => Some(i16::from_be_bytes([a, b]).into()),
        [a, b, c, d] => Some(i32::from_be_bytes([a, b, c, d]).into()),
        _ => bytes.try_into().ok().map(i64::from_be_bytes),
    }
}

fn scaled(units: i64, scale: u8) -> Option<Decimal> {
    Some(Decimal {
        units: units.checked_mul(10_i64.checked_pow(scale.into())?)?,
        scale,
    })
}

fn epoch() -> DateTime<chrono::Utc> {
    const SECONDS_FROM_1970_TO_2000: i64 = 946_684_800;
    DateTime::from_timestamp(SECONDS_FROM_1970_TO_2000, 0).unwrap_or_default()
}

fn date(bytes: &[u8]) -> Option<NaiveDate> {
    let days = i32::from_be_bytes(bytes.try_into().ok()?);
    epoch().date_naive().checked_add_signed(Duration::days(days.into()))
}

fn time(bytes: &[u8]) -> Option<NaiveTime> {
    let microseconds = i64::from_be_bytes(bytes.try_into().ok()?);
    let seconds = u32::try_from(microseconds / 1_000_000).ok()?;
    let nanoseconds = u32::try_from(microseconds % 1_000_000).ok()? * 1_000;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanoseconds)
}

/// Four decimal digits a group, the first of weight 10000^weight.
struct Numeric {
    weight: i16,
    is_negative: bool,
    groups: Vec<i16>,
}

fn parse_numeric(bytes: &[u8]) -> Option<Numeric> {
    const NEGATIVE: i16 = 0x4000;
    let mut words = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(i16::from_be_bytes));
    let (_count, weight, sign, _scale) = (words.next()?, words.next()?, words.next()?, words.next()?);
    // NaN and the infinities have other signs.
    (sign == 0 || sign == NEGATIVE).then(|| Numeric {
        weight,
        is_negative: sign == NEGATIVE,
        groups: words.collect(),
    })
}

/// The number in units of 10^−scale; digits below that are cut.
fn numeric(bytes: &[u8], scale: u8) -> Option<Decimal> {
    let number = parse_numeric(bytes)?;
    let mut units: i128 = 0;
    for (position, group) in number.groups.iter().enumerate() {
        let exponent = 4 * (i32::from(number.weight) - i32::try_from(position).ok()?) + i32::from(scale);
        let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
        let digits = i128::from(*group);
        units = units.checked_add(if exponent < 0 {
            digits / power
        } else {
            digits.checked_mul(power)?
        })?;
    }
    let units = i64::try_from(if number.is_negative { -units } else { units }).ok()?;
    Some(Decimal { units, scale })
}

/// As text with an exponent a group: good enough to read a double from.
fn numeric_text(bytes: &[u8]) -> Option<String> {
    let number = parse_numeric(bytes)?;
    let digits: String = number.groups.iter().map(|group| format!("{group:04}")).collect();
    let below = i32::try_from(number.groups.len()).ok()? - i32::from(number.weight) - 1;
    let sign = if number.is_negative { "-" } else { "" };
    Some(if digits.is_empty() {
        "0".to_owned()
    } else {
        format!("{sign}{digits}e{}", -4 * below)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numeric_bytes(weight: i16, sign: i16, groups: &[i16]) -> Vec<u8> {
        let count = i16::try_from(groups.len()).unwrap();
        [count, weight, sign, 2]
            .iter()
            .chain(groups)
            .flat_map(|word| word.to_be_bytes())
            .collect()
    }

    #[test]
    fn numerics_are_exact() {
        let check = |weight, sign, groups: &[i16], scale, expected: Option<&str>| {
            let found = numeric(&numeric_bytes(weight, sign, groups), scale);
            assert_eq!(found.map(|decimal| decimal.to_string()).as_deref(), expected);
        };
        check(0, 0, &[12, 5000], 2, Some("12.50"));
        check(-1, 0x4000, &[500], 2, Some("-0.05"));
        check(1, 0, &[1], 2, Some("10000.00"));
        check(0, 0, &[], 2, Some("0.00"));
        check(0, -0x4000, &[], 2, None);
        check(4, 0, &[99, 9999, 9999, 9999, 9999], 0, Some("999999999999999999"));
    }

    #[test]
    fn numerics_become_doubles() {
        let check = |weight, sign, groups: &[i16], expected: f64| {
            let text = numeric_text(&numeric_bytes(weight, sign, groups)).unwrap();
            assert_eq!(text.parse::<f64>().unwrap(), expected);
        };
        check(0, 0, &[3, 3333], 3.3333);
        check(1, 0x4000, &[1], -10_000.0);
        check(-2, 0, &[1], 1e-8);
        check(0, 0, &[], 0.0);
    }
}
