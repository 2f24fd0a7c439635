//! Rows as lines of CSV (RFC 4180). Null is nothing; what is no single value is JSON text.
//!
//! A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula, and runs it. `csv` leaves values as they are, because programs read
//! it; `csv_utf8`, which spreadsheets read, puts an apostrophe before such a text. A number is no formula.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::{
    ExportFormat, ItemsError, Writer,
    columns::{Column, Columns},
    diagnose,
};
use crate::value::Json;

/// What makes Excel read UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

#[derive(Debug)]
pub struct Table {
    columns: Columns,
    is_for_spreadsheets: bool,
    has_begun: bool,
    has_ended: bool,
}

impl Writer {
    pub fn new(format: ExportFormat, columns: Columns) -> Self {
        match format {
            ExportFormat::Json => Self::Json {
                has_begun: false,
                has_ended: false,
            },
            ExportFormat::Csv | ExportFormat::CsvUtf8 => Self::Csv(Table {
                columns,
                is_for_spreadsheets: format == ExportFormat::CsvUtf8,
                has_begun: false,
                has_ended: false,
            }),
        }
    }

    /// Objects joined by commas, as a piece of the file.
    pub fn write(&mut self, rows: &[u8]) -> Result<Vec<u8>, ItemsError> {
        match self {
            Self::Json { has_begun, .. } => {
                let before: &[u8] = if std::mem::replace(has_begun, true) {
                    b",\n"
                } else {
                    b"["
                };
                Ok([before, rows].concat())
            }
            Self::Csv(table) => table.write(rows),
        }
    }

    pub fn end(&mut self) -> Result<Vec<u8>, ItemsError> {
        match self {
            Self::Json { has_begun, has_ended } => {
                *has_ended = true;
                Ok(if *has_begun { b"]\n".to_vec() } else { b"[]\n".to_vec() })
            }
            Self::Csv(table) => {
                table.has_ended = true;
                // An empty list has its columns all the same.
                if table.has_begun {
                    Ok(Vec::new())
                } else {
                    table.write(b"")
                }
            }
        }
    }

    pub fn has_ended(&self) -> bool {
        match self {
            Self::Json { has_ended, .. } => *has_ended,
            Self::Csv(table) => table.has_ended,
        }
    }
}

impl Table {
    fn write(&mut self, rows: &[u8]) -> Result<Vec<u8>, ItemsError> {
        let mut text = Vec::with_capacity(rows.len());
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        if is_first && self.is_for_spreadsheets {
            text.extend_from_slice(MARK);
        }
        let mut lines = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(text);
        let broken = |error: csv::Error| diagnose::unexpected(&error.to_string());
        if is_first {
            let names = self.columns.iter().map(|column| column.path.join("."));
            lines.write_record(names).map_err(broken)?;
        }
        let list = [b"[", rows, b"]"].concat();
        let rows: Vec<Json> =
            serde_json::from_slice(&list).map_err(|error| diagnose::unexpected(&error.to_string()))?;
        for row in &rows {
            let cells = self.columns.iter().map(|column| self.cell(row, column));
            lines.write_record(cells.map(Cow::into_owned)).map_err(broken)?;
        }
        lines
            .into_inner()
            .map_err(|error| diagnose::unexpected(&error.to_string()))
    }

    fn cell<'r>(&self, row: &'r Json, column: &Column) -> Cow<'r, str> {
        let value = column.path.iter().try_fold(row, |value, name| value.get(&**name));
        match value {
            None | Some(Json::Null) => Cow::Borrowed(""),
            Some(Json::Object(_)) if column.is_key => Cow::Borrowed(""),
            Some(Json::String(text)) if self.is_for_spreadsheets && is_formula(text) => Cow::Owned(format!("'{text}")),
            Some(Json::String(text)) => Cow::Borrowed(text),
            Some(value) => Cow::Owned(value.to_string()),
        }
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Name;

    fn columns(paths: &[&str]) -> Columns {
        let column = |path: &&str| Column::from(path.split('.').map(Name::from).collect::<Vec<_>>());
        paths.iter().map(column).collect()
    }

    fn whole(format: ExportFormat, paths: &[&str], pieces: &[&str]) -> String {
        let mut writer = Writer::new(format, columns(paths));
        let mut file = Vec::new();
        for piece in pieces {
            file.extend(writer.write(piece.as_bytes()).unwrap());
        }
        file.extend(writer.end().unwrap());
        assert!(writer.has_ended());
        String::from_utf8(file).unwrap()
    }

    #[test]
    fn pieces_make_a_list() {
        let check = |pieces: &[&str], expected: &str| {
            assert_eq!(whole(ExportFormat::Json, &["a"], pieces), expected);
        };
        check(&[], "[]\n");
        check(&[r#"{"a":1}"#], "[{\"a\":1}]\n");
        check(
            &[r#"{"a":1},{"a":2}"#, r#"{"a":3}"#],
            "[{\"a\":1},{\"a\":2},\n{\"a\":3}]\n",
        );
    }

    #[test]
    fn rows_make_lines() {
        let check = |paths: &[&str], pieces: &[&str], expected: &str| {
            assert_eq!(whole(ExportFormat::Csv, paths, pieces), expected);
        };
        check(&["id", "author.name"], &[], "id,author.name\r\n");
        check(
            &["id", "author.name", "tags"],
            &[
                r#"{"id":1,"author":{"name":"Ada, \"the\" first"},"tags":["a","b"]},{"id":2,"author":null,"tags":[]}"#,
                r#"{"id":-3,"author":{"name":"two\nlines"},"tags":[{"x":true}]}"#,
            ],
            "id,author.name,tags\r\n1,\"Ada, \"\"the\"\" first\",\"[\"\"a\"\",\"\"b\"\"]\"\r\n2,,[]\r\n\
             -3,\"two\nlines\",\"[{\"\"x\"\":true}]\"\r\n",
        );
        check(&["a", "b"], &[r#"{"a":true,"b":1.50}"#], "a,b\r\ntrue,1.5\r\n");
    }

    #[test]
    fn a_spreadsheet_is_given_no_formula() {
        let check = |text: &str, expected: &str| {
            let row = serde_json::json!({ "a": text, "b": 1 }).to_string();
            let file = whole(ExportFormat::CsvUtf8, &["a", "b"], &[&row]);
            assert_eq!(file, format!("\u{feff}a,b\r\n{expected},1\r\n"));
            let plain = whole(ExportFormat::Csv, &["a", "b"], &[&row]);
            assert!(!plain.contains('\''), "{plain}");
        };
        check("=1+1", "'=1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("+49 30 1", "'+49 30 1");
        check("-1.50", "-1.50");
        check("-x", "'-x");
        check("plain=", "plain=");
        check("\ta", "'\ta");
    }
}
