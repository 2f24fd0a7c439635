//! From cells to what callers want: JSON bytes written in one pass, or values. The engines hand over `Row`s; nothing here knows a driver.

use std::{borrow::Cow, io::Write};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use super::DbError;
use crate::{
    sql::{Encoding, OutputColumn},
    value::{ColumnType, Decimal, Value, temporal},
};

/// One row as an engine hands it over.
pub trait Row {
    /// Column `index`, read as what the model says it is.
    fn cell(&self, index: usize, encoding: Encoding) -> Result<Cell<'_>, DbError>;
}

/// A value on its way from the driver's buffer.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Decimal(Decimal),
    /// Also for dates, times and ids where the engine stores their text form.
    Text(Cow<'a, str>),
    Uuid(Uuid),
    Date(NaiveDate),
    Time(NaiveTime),
    DateTime(DateTime<Utc>),
    /// JSON text made by the database.
    Json(Cow<'a, str>),
}

/// What becomes of the rows of a statement.
pub trait Sink: Send + 'static {
    fn push<R: Row>(&mut self, row: &R) -> Result<(), DbError>;

    /// Forgets the rows: the statement runs again.
    fn reset(&mut self);
}

/// Rows as JSON objects joined by commas, without brackets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonRows {
    pub bytes: Vec<u8>,
    pub count: usize,
}

/// Writes each row as an object, its members in the statement's order.
pub struct JsonSink {
    rows: JsonRows,
    /// `{"id":`, `,"title":` …
    columns: Vec<(Vec<u8>, Encoding)>,
}

impl JsonSink {
    pub fn new(columns: &[OutputColumn]) -> Self {
        let prepared = columns.iter().enumerate().map(|(index, column)| {
            let mut prefix = vec![if index == 0 { b'{' } else { b',' }];
            write_text(&column.key, &mut prefix);
            prefix.push(b':');
            (prefix, column.encoding)
        });
        Self {
            rows: JsonRows::default(),
            columns: prepared.collect(),
        }
    }

    pub fn finish(self) -> JsonRows {
        self.rows
    }

    /// The rows so far; the next one begins anew.
    pub fn take(&mut self) -> JsonRows {
        std::mem::take(&mut self.rows)
    }

    /// In bytes.
    pub fn len(&self) -> usize {
        self.rows.bytes.len()
    }
}

impl Sink for JsonSink {
    fn push<R: Row>(&mut self, row: &R) -> Result<(), DbError> {
        let bytes = &mut self.rows.bytes;
        if self.rows.count > 0 {
            bytes.push(b',');
        }
        if self.columns.is_empty() {
            bytes.push(b'{');
        }
        for (index, (prefix, encoding)) in self.columns.iter().enumerate() {
            bytes.extend_from_slice(prefix);
            write_cell(&row.cell(index, *encoding)?, *encoding, bytes);
        }
        bytes.push(b'}');
        self.rows.count += 1;
        Ok(())
    }

    fn reset(&mut self) {
        self.rows = JsonRows::default();
    }
}

/// Keeps each row as values.
pub struct ValueSink {
    rows: Vec<Vec<Value>>,
    encodings: Vec<Encoding>,
}

impl ValueSink {
    pub fn new(columns: &[OutputColumn]) -> Self {
        Self {
            rows: Vec::new(),
            encodings: columns.iter().map(|column| column.encoding).collect(),
        }
    }

    pub fn finish(self) -> Vec<Vec<Value>> {
        self.rows
    }
}

impl Sink for ValueSink {
    fn push<R: Row>(&mut self, row: &R) -> Result<(), DbError> {
        let cells = self.encodings.iter().enumerate();
        let values = cells.map(|(index, encoding)| value_of(row.cell(index, *encoding)?, *encoding));
        self.rows.push(values.collect::<Result<_, _>>()?);
        Ok(())
    }

    fn reset(&mut self) {
        self.rows.clear();
    }
}

/// Numbers that JavaScript can not hold exactly travel as text (decisions 19).
fn write_cell(cell: &Cell<'_>, encoding: Encoding, bytes: &mut Vec<u8>) {
    match cell {
        Cell::Null => bytes.extend_from_slice(b"null"),
        Cell::Boolean(true) => bytes.extend_from_slice(b"true"),
        Cell::Boolean(false) => bytes.extend_from_slice(b"false"),
        Cell::Integer(number) if encoding == Encoding::Scalar(ColumnType::BigInteger) => {
            write_plain(format_args!("\"{number}\""), bytes);
        }
        Cell::Integer(number) => write_plain(format_args!("{number}"), bytes),
        Cell::Float(number) => write_float(*number, bytes),
        Cell::Decimal(decimal) => write_plain(format_args!("\"{decimal}\""), bytes),
        Cell::Text(text) => write_text(text, bytes),
        Cell::Uuid(uuid) => write_plain(format_args!("\"{uuid}\""), bytes),
        Cell::Date(date) => write_text(&temporal::print_date(*date), bytes),
        Cell::Time(time) => write_text(&temporal::print_time(*time), bytes),
        Cell::DateTime(moment) => write_text(&temporal::print_date_time(*moment), bytes),
        Cell::Json(text) => bytes.extend_from_slice(text.as_bytes()),
    }
}

fn write_plain(text: std::fmt::Arguments<'_>, bytes: &mut Vec<u8>) {
    // Writing to a vector can not fail.
    let _ = bytes.write_fmt(text);
}

/// The shortest text that reads back as the same number; what is no number in JSON is null.
fn write_float(number: f64, bytes: &mut Vec<u8>) {
    let _ = serde_json::to_writer(bytes, &number);
}

fn write_text(text: &str, bytes: &mut Vec<u8>) {
    let _ = serde_json::to_writer(bytes, text);
}

fn value_of(cell: Cell<'_>, encoding: Encoding) -> Result<Value, DbError> {
    Ok(match cell {
        Cell::Null => Value::Null,
        Cell::Boolean(value) => Value::Boolean(value),
        Cell::Integer(number) => Value::Integer(number),
        Cell::Float(number) => Value::Float(number),
        Cell::Decimal(decimal) => Value::Decimal(decimal),
        Cell::Text(text) => value_of_text(text, encoding)?,
        Cell::Uuid(uuid) => Value::Uuid(uuid),
        Cell::Date(date) => Value::Date(date),
        Cell::Time(time) => Value::Time(time),
        Cell::DateTime(moment) => Value::DateTime(moment),
        Cell::Json(text) => Value::Json(serde_json::from_str(&text).map_err(|_| malformed(&text, "JSON"))?),
    })
}

fn value_of_text(text: Cow<'_, str>, encoding: Encoding) -> Result<Value, DbError> {
    let Encoding::Scalar(column) = encoding else {
        return Err(malformed(&text, "JSON"));
    };
    let value = match column {
        ColumnType::Uuid => Uuid::try_parse(&text).ok().map(Value::Uuid),
        ColumnType::Date => temporal::parse_date(&text).map(Value::Date),
        ColumnType::Time => temporal::parse_time(&text).map(Value::Time),
        ColumnType::DateTime => temporal::parse_date_time(&text).map(Value::DateTime),
        ColumnType::Boolean
        | ColumnType::Integer
        | ColumnType::BigInteger
        | ColumnType::Float
        | ColumnType::Decimal { .. }
        | ColumnType::Json => None,
        ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key => {
            return Ok(Value::Text(text.into_owned()));
        }
    };
    value.ok_or_else(|| malformed(&text, "value"))
}

/// A stored text that is not what its column holds: somebody else wrote it.
pub fn malformed(text: &str, what: &str) -> DbError {
    let shown: String = text.chars().take(40).collect();
    DbError::Other(format!(
        "the database holds {shown:?}, which is no {what} of its column"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Vec<Cell<'static>>);

    impl Row for Fixed {
        fn cell(&self, index: usize, _: Encoding) -> Result<Cell<'_>, DbError> {
            Ok(self.0[index].clone())
        }
    }

    #[test]
    fn rows_become_objects() {
        let columns = [
            ("id", Encoding::Scalar(ColumnType::BigInteger), Cell::Integer(i64::MIN)),
            ("n", Encoding::Scalar(ColumnType::Integer), Cell::Integer(-3)),
            ("f", Encoding::Scalar(ColumnType::Float), Cell::Float(0.1)),
            (
                "d",
                Encoding::Scalar(ColumnType::Decimal { precision: 4, scale: 2 }),
                Cell::Decimal(Decimal { units: -5, scale: 2 }),
            ),
            (
                "t",
                Encoding::Scalar(ColumnType::LongText),
                Cell::Text("a\"\n\u{1}😀".into()),
            ),
            ("j", Encoding::Json, Cell::Json("[1,{\"a\":null}]".into())),
            ("z", Encoding::Json, Cell::Null),
        ];
        let described: Vec<_> = columns
            .iter()
            .map(|(key, encoding, _)| OutputColumn {
                key: (*key).into(),
                encoding: *encoding,
            })
            .collect();
        let row = Fixed(columns.into_iter().map(|(_, _, cell)| cell).collect());
        let mut sink = JsonSink::new(&described);
        sink.push(&row).unwrap();
        sink.push(&row).unwrap();
        let rows = sink.finish();
        let one = r#"{"id":"-9223372036854775808","n":-3,"f":0.1,"d":"-0.05","t":"a\"\n\u0001😀","j":[1,{"a":null}],"z":null}"#;
        assert_eq!(String::from_utf8(rows.bytes).unwrap(), format!("{one},{one}"));
        assert_eq!(rows.count, 2);
    }

    #[test]
    fn stored_texts_become_values() {
        let check = |column: ColumnType, text: &'static str, expected: Option<Value>| {
            let found = value_of(Cell::Text(text.into()), Encoding::Scalar(column)).ok();
            assert_eq!(found, expected, "{column:?} {text}");
        };
        check(ColumnType::LongText, "x", Some(Value::Text("x".into())));
        check(
            ColumnType::Date,
            "2026-03-01",
            temporal::parse_date("2026-03-01").map(Value::Date),
        );
        check(ColumnType::Date, "gestern", None);
        check(ColumnType::Uuid, "nope", None);
    }
}
