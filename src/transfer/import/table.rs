//! Records of a CSV file (RFC 4180), one at a time and none larger than it may be. What separates the cells is found by looking at the first line.

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Cells of one record.
pub const COLUMNS: usize = 1000;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// One record.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it begins, counted from 1.
    pub line: u64,
    pub cells: Vec<Vec<u8>>,
    /// Whether a quote in it is never closed, or stands where none may.
    pub is_torn: bool,
}

pub struct TableReader<R> {
    input: R,
    core: Reader,
    line: u64,
    /// Bytes of a record at most.
    limit: usize,
    pub has_mark: bool,
}

impl<R: BufRead> TableReader<R> {
    /// `delimiter`: as the caller says it, else as the first line looks.
    pub fn open(mut input: R, delimiter: Option<u8>, limit: usize) -> Result<Self, String> {
        let has_mark = fill(&mut input)?.starts_with(MARK);
        if has_mark {
            input.consume(MARK.len());
        }
        let delimiter = match delimiter {
            Some(delimiter) => delimiter,
            None => likely_delimiter(fill(&mut input)?),
        };
        Ok(Self {
            input,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            line: 1,
            limit,
            has_mark,
        })
    }

    pub fn next(&mut self) -> Result<Option<Record>, String> {
        self.skip_empty_lines()?;
        let line = self.line;
        let (mut bytes, mut ends) = (vec![0; 4096.min(self.limit)], vec![0; 64]);
        let (mut length, mut count, mut quotes) = (0, 0, 0_usize);
        loop {
            let chunk = fill(&mut self.input)?;
            let (result, read, written, ended) = self.core.read_record(
                chunk,
                bytes.get_mut(length..).unwrap_or_default(),
                ends.get_mut(count..).unwrap_or_default(),
            );
            let consumed = chunk.get(..read).unwrap_or_default();
            quotes += consumed.iter().filter(|byte| **byte == b'"').count();
            self.line += newlines(consumed);
            self.input.consume(read);
            length += written;
            count += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if bytes.len() < self.limit => {
                    bytes.resize(bytes.len().saturating_mul(2).min(self.limit), 0);
                }
                ReadRecordResult::OutputFull => {
                    return Err(format!(
                        "the row that begins in line {line} has more than {} bytes; is a quote not closed?",
                        self.limit
                    ));
                }
                ReadRecordResult::OutputEndsFull if ends.len() < COLUMNS => {
                    ends.resize(ends.len().saturating_mul(2).min(COLUMNS), 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    return Err(format!(
                        "the row that begins in line {line} has more than {COLUMNS} cells"
                    ));
                }
                ReadRecordResult::Record => {
                    return Ok(Some(Record {
                        line,
                        cells: cut(&bytes, ends.get(..count).unwrap_or_default()),
                        is_torn: quotes % 2 == 1,
                    }));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// They are counted, and no records.
    fn skip_empty_lines(&mut self) -> Result<(), String> {
        loop {
            let chunk = fill(&mut self.input)?;
            let empty = chunk.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if empty == 0 {
                return Ok(());
            }
            self.line += newlines(chunk.get(..empty).unwrap_or_default());
            self.input.consume(empty);
        }
    }
}

fn fill(input: &mut impl BufRead) -> Result<&[u8], String> {
    input
        .fill_buf()
        .map_err(|error| format!("the file can not be read: {error}"))
}

fn newlines(bytes: &[u8]) -> u64 {
    let count = bytes.iter().filter(|byte| **byte == b'\n').count();
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn cut(bytes: &[u8], ends: &[usize]) -> Vec<Vec<u8>> {
    let mut start = 0;
    let cell = |end: &usize| {
        let cell = bytes.get(start..*end).unwrap_or_default().to_vec();
        start = *end;
        cell
    };
    ends.iter().map(cell).collect()
}

/// What stands most often in the first line, outside of quotes.
fn likely_delimiter(text: &[u8]) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    let first = text.iter().skip_while(|byte| matches!(byte, b'\r' | b'\n'));
    for byte in first {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => break,
            byte if !is_quoted => {
                for (delimiter, count) in &mut counts {
                    *count += u32::from(delimiter == byte);
                }
            }
            _ => {}
        }
    }
    // Of equals the first one.
    let [first, rest @ ..] = counts;
    let most = rest
        .into_iter()
        .fold(first, |best, next| if next.1 > best.1 { next } else { best });
    most.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8], limit: usize) -> Result<Vec<(u64, String, bool)>, String> {
        // A small buffer, so that records begin and end anywhere in it.
        let mut reader = TableReader::open(std::io::BufReader::with_capacity(7, text), Some(b','), limit)?;
        let mut records = Vec::new();
        while let Some(record) = reader.next()? {
            let cells: Vec<_> = record.cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
            records.push((record.line, cells.join("|"), record.is_torn));
        }
        Ok(records)
    }

    #[test]
    fn records_know_where_they_begin() {
        let check = |text: &str, expected: &[(u64, &str)]| {
            let expected: Vec<_> = expected
                .iter()
                .map(|(line, cells)| (*line, (*cells).to_owned(), false))
                .collect();
            assert_eq!(all(text.as_bytes(), 1000).unwrap(), expected, "{text:?}");
        };
        check("", &[]);
        check("\r\n\n", &[]);
        check("a,b\r\n1,2\r\n", &[(1, "a|b"), (2, "1|2")]);
        check("a,b\n1,2", &[(1, "a|b"), (2, "1|2")]);
        check("\u{feff}\"a\",b\r\n", &[(1, "a|b")]);
        check("\n\na\n\n\r\nb\n", &[(3, "a"), (6, "b")]);
        check(
            "\"one\ntwo\",x\r\n\"\",\r\n,\r\nlast,\"a \"\"b\"\" c\"",
            &[(1, "one\ntwo|x"), (3, "|"), (4, "|"), (5, "last|a \"b\" c")],
        );
    }

    #[test]
    fn a_torn_quote_is_seen() {
        let check = |text: &str, expected: &[bool]| {
            let torn: Vec<bool> = all(text.as_bytes(), 1000)
                .unwrap()
                .into_iter()
                .map(|record| record.2)
                .collect();
            assert_eq!(torn, expected, "{text:?}");
        };
        check("a,\"b", &[true]);
        check("a,\"b\nc,d\n", &[true]);
        check("5\" pipe,x\ny,z\n", &[true, false]);
        check("a,\"b\"\n", &[false]);
    }

    #[test]
    fn a_record_has_a_size() {
        let error = all(format!("a\n{}", "x".repeat(101)).as_bytes(), 100).unwrap_err();
        assert_eq!(
            error,
            "the row that begins in line 2 has more than 100 bytes; is a quote not closed?"
        );
        assert!(all("x".repeat(100).as_bytes(), 100).is_ok());
        let wide = ",".repeat(COLUMNS);
        assert_eq!(
            all(wide.as_bytes(), 1_000_000).unwrap_err(),
            "the row that begins in line 1 has more than 1000 cells"
        );
        assert_eq!(all(&wide.as_bytes()[1..], 1_000_000).unwrap().len(), 1);
    }

    #[test]
    fn the_delimiter_is_what_stands_most_often() {
        let check = |text: &str, expected: u8| assert_eq!(likely_delimiter(text.as_bytes()), expected, "{text:?}");
        check("a,b;c,d\n;;;;", b',');
        check("a;b,c;d", b';');
        check("a\tb", b'\t');
        check("\n\r\na|b|c,d", b'|');
        check("\"a;b;c\",d", b',');
        check("alone", b',');
        check("", b',');
    }
}
