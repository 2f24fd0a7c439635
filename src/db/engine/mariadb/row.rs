//! MariaDB's binary columns as cells, and arguments as it wants them.

use std::{borrow::Cow, str};

use chrono::{NaiveDate, NaiveTime};
use sqlx::{
    Arguments, Decode, MySql, Row as _, TypeInfo, ValueRef,
    mysql::{MySqlArguments, MySqlRow},
};

use crate::{
    db::{
        DbError,
        encode::{Cell, Row, malformed},
    },
    sql::{Argument, Encoding, Statement},
    value::{ColumnType, Decimal},
};

pub fn arguments(statement: &Statement) -> Result<MySqlArguments, DbError> {
    let mut arguments = MySqlArguments::default();
    arguments.reserve(statement.args.len(), statement.args.len() * 16);
    for argument in &statement.args {
        let added = match argument {
            Argument::Null => arguments.add(None::<&str>),
            Argument::Boolean(value) => arguments.add(*value),
            Argument::Integer(number) => arguments.add(*number),
            Argument::Float(number) => arguments.add(*number),
            Argument::Text(text) => arguments.add(text.as_str()),
        };
        added.map_err(|error| DbError::Other(error.to_string()))?;
    }
    Ok(arguments)
}

pub struct MariaDbRow<'a>(pub &'a MySqlRow);

impl Row for MariaDbRow<'_> {
    fn cell(&self, index: usize, encoding: Encoding) -> Result<Cell<'_>, DbError> {
        let raw = self
            .0
            .try_get_raw(index)
            .map_err(|error| DbError::Other(error.to_string()))?;
        if raw.is_null() {
            return Ok(Cell::Null);
        }
        let kind = Kind::of(raw.type_info().name());
        let bytes = <&[u8] as Decode<MySql>>::decode(raw).map_err(|error| DbError::Other(error.to_string()))?;
        let cell = match encoding {
            Encoding::Json => json(bytes, kind),
            Encoding::Scalar(column) => scalar(bytes, kind, column),
        };
        cell.ok_or_else(|| malformed(&format!("{bytes:?}"), &format!("{encoding:?}")))
    }
}

/// How the bytes are to be read; what a text means is up to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signed,
    Unsigned,
    Float,
    Double,
    Text,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "BOOLEAN" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => Self::Signed,
            "TINYINT UNSIGNED" | "SMALLINT UNSIGNED" | "MEDIUMINT UNSIGNED" | "INT UNSIGNED" | "BIGINT UNSIGNED"
            | "YEAR" => Self::Unsigned,
            "FLOAT" => Self::Float,
            "DOUBLE" => Self::Double,
            // DECIMAL travels as text too.
            _ => Self::Text,
        }
    }
}

fn scalar(bytes: &[u8], kind: Kind, column: ColumnType) -> Option<Cell<'_>> {
    match column {
        ColumnType::Boolean => integer(bytes, kind).map(|number| Cell::Boolean(number != 0)),
        ColumnType::Integer | ColumnType::BigInteger => integer(bytes, kind).map(Cell::Integer),
        ColumnType::Float => float(bytes, kind).map(Cell::Float),
        ColumnType::Decimal { scale, .. } => decimal(bytes, kind, scale).map(Cell::Decimal),
        ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key | ColumnType::Uuid => {
            text(bytes).map(|text| Cell::Text(Cow::Borrowed(text)))
        }
        ColumnType::Date => date(bytes).map(Cell::Date),
        ColumnType::Time => time(bytes).map(Cell::Time),
        ColumnType::DateTime => Some(Cell::DateTime(date(bytes)?.and_time(clock(bytes.get(5..)?)?).and_utc())),
        ColumnType::Json => json(bytes, kind),
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    str::from_utf8(bytes).ok()
}

fn json(bytes: &[u8], kind: Kind) -> Option<Cell<'_>> {
    match kind {
        Kind::Text => text(bytes).map(|text| Cell::Json(Cow::Borrowed(text))),
        Kind::Signed | Kind::Unsigned => integer(bytes, kind).map(Cell::Integer),
        Kind::Float | Kind::Double => float(bytes, kind).map(Cell::Float),
    }
}

/// Little endian, of 1, 2, 4 or 8 bytes; sums of integers come as decimals.
fn integer(bytes: &[u8], kind: Kind) -> Option<i64> {
    match (kind, bytes) {
        (Kind::Text, _) => {
            let digits = text(bytes)?;
            digits.split_once('.').map_or(digits, |(whole, _)| whole).parse().ok()
        }
        (Kind::Signed, [a]) => Some(i8::from_le_bytes([*a]).into()),
        (Kind::Signed, [a, b]) => Some(i16::from_le_bytes([*a, *b]).into()),
        (Kind::Signed, [a, b, c, d]) => Some(i32::from_le_bytes([*a, *b, *c, *d]).into()),
        (Kind::Unsigned, [a]) => Some((*a).into()),
        (Kind::Unsigned, [a, b]) => Some(u16::from_le_bytes([*a, *b]).into()),
        (Kind::Unsigned, [a, b, c, d]) => Some(u32::from_le_bytes([*a, *b, *c, *d]).into()),
        (Kind::Signed, _) => bytes.try_into().ok().map(i64::from_le_bytes),
        (Kind::Unsigned, _) => bytes
            .try_into()
            .ok()
            .map(u64::from_le_bytes)
            .and_then(|number| i64::try_from(number).ok()),
        (Kind::Float | Kind::Double, _) => None,
    }
}

fn float(bytes: &[u8], kind: Kind) -> Option<f64> {
    match kind {
        Kind::Double => bytes.try_into().ok().map(f64::from_le_bytes),
        Kind::Float => bytes.try_into().ok().map(|bytes| f32::from_le_bytes(bytes).into()),
        Kind::Text => text(bytes)?.parse().ok(),
        Kind::Signed | Kind::Unsigned => integer(bytes, kind)?.to_string().parse().ok(),
    }
}

fn decimal(bytes: &[u8], kind: Kind, scale: u8) -> Option<Decimal> {
    const DIGITS: u8 = 18;
    match kind {
        Kind::Text => Decimal::parse(text(bytes)?, DIGITS + scale, scale).ok(),
        Kind::Signed | Kind::Unsigned => {
            let units = integer(bytes, kind)?.checked_mul(10_i64.checked_pow(scale.into())?)?;
            Some(Decimal { units, scale })
        }
        Kind::Float | Kind::Double => None,
    }
}

/// A length, two bytes of the year, month, day, then the clock where it is not midnight.
fn date(bytes: &[u8]) -> Option<NaiveDate> {
    match bytes {
        [_, a, b, month, day, ..] => {
            NaiveDate::from_ymd_opt(u16::from_le_bytes([*a, *b]).into(), (*month).into(), (*day).into())
        }
        _ => None,
    }
}

/// A length, the sign, four bytes of days, then the clock; no bytes for midnight. Durations beyond a day are no times of day.
fn time(bytes: &[u8]) -> Option<NaiveTime> {
    match bytes {
        [] | [0] => Some(NaiveTime::MIN),
        [_, 0, 0, 0, 0, 0, rest @ ..] => clock(rest),
        _ => None,
    }
}

/// Hour, minute, second, and four bytes of microseconds where there are any.
fn clock(bytes: &[u8]) -> Option<NaiveTime> {
    match bytes {
        [] => Some(NaiveTime::MIN),
        [hour, minute, second] => NaiveTime::from_hms_opt((*hour).into(), (*minute).into(), (*second).into()),
        [hour, minute, second, a, b, c, d] => {
            let microseconds = u32::from_le_bytes([*a, *b, *c, *d]);
            NaiveTime::from_hms_micro_opt((*hour).into(), (*minute).into(), (*second).into(), microseconds)
        }
        _ => None,
    }
}
