//! JSON documents of a file, one at a time: the elements of one list, or one document a line (NDJSON). The file is never in memory as a whole, so each document is
//! cut out first and parsed then.

use std::io::BufRead;

const MARK: &[u8] = b"\xef\xbb\xbf";

pub struct DocumentReader<R> {
    input: R,
    line: u64,
    /// Bytes of a document at most.
    limit: usize,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Unknown,
    Lines,
    /// Whether an element has been read.
    List(bool),
    Over,
}

/// Where in a document a byte stands.
#[derive(Default)]
struct Cut {
    depth: usize,
    is_text: bool,
    is_escaped: bool,
}

impl Cut {
    fn is_outside(&self) -> bool {
        self.depth == 0 && !self.is_text
    }

    fn pass(&mut self, byte: u8) {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_text => self.is_escaped = true,
            b'"' => self.is_text = !self.is_text,
            b'{' | b'[' if !self.is_text => self.depth += 1,
            b'}' | b']' if !self.is_text => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

impl<R: BufRead> DocumentReader<R> {
    pub fn open(mut input: R, limit: usize) -> Result<Self, String> {
        if input.fill_buf().map_err(|error| unreadable(&error))?.starts_with(MARK) {
            input.consume(MARK.len());
        }
        Ok(Self {
            input,
            line: 1,
            limit,
            form: Form::Unknown,
        })
    }

    /// The next document and the line where it begins.
    pub fn next(&mut self) -> Result<Option<(u64, Vec<u8>)>, String> {
        let first = self.skip_space()?;
        if self.form == Form::Unknown {
            self.form = if first == Some(b'[') {
                Form::List(false)
            } else {
                Form::Lines
            };
            if first == Some(b'[') {
                self.bump();
                return self.next();
            }
        }
        match (self.form, first) {
            (Form::Unknown | Form::Lines | Form::Over, None) => Ok(None),
            (Form::Over, Some(_)) => Err(format!("line {}: there is more after the end of the list", self.line)),
            (Form::List(_), None) => Err("the file ends in the middle of its list".to_owned()),
            (Form::List(_), Some(b']')) => {
                self.bump();
                self.form = Form::Over;
                self.next()
            }
            (Form::List(true), Some(b',')) => {
                self.bump();
                match self.skip_space()? {
                    Some(b']') | None => Err(format!("line {}: a row is missing after the comma", self.line)),
                    Some(_) => self.document().map(Some),
                }
            }
            (Form::List(true), Some(_)) => Err(format!("line {}: a comma is missing between two rows", self.line)),
            (Form::List(false), Some(_)) => {
                self.form = Form::List(true);
                self.document().map(Some)
            }
            (Form::Unknown | Form::Lines, Some(_)) => self.document().map(Some),
        }
    }

    fn document(&mut self) -> Result<(u64, Vec<u8>), String> {
        let line = self.line;
        let (mut bytes, mut cut) = (Vec::new(), Cut::default());
        while let Some(byte) = self.peek()? {
            let ends = match self.form {
                Form::List(_) => matches!(byte, b',' | b']'),
                _ => byte == b'\n',
            };
            if cut.is_outside() && ends {
                return Ok((line, bytes));
            }
            if bytes.len() >= self.limit {
                return Err(format!(
                    "the row that begins in line {line} has more than {} bytes",
                    self.limit
                ));
            }
            cut.pass(byte);
            bytes.push(byte);
            self.bump();
        }
        if cut.is_outside() && self.form == Form::Lines {
            return Ok((line, bytes));
        }
        Err(format!(
            "the file ends in the middle of the row that begins in line {line}"
        ))
    }

    fn skip_space(&mut self) -> Result<Option<u8>, String> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.bump();
        }
        Ok(None)
    }

    fn peek(&mut self) -> Result<Option<u8>, String> {
        let chunk = self.input.fill_buf().map_err(|error| unreadable(&error))?;
        Ok(chunk.first().copied())
    }

    /// Past the byte that was looked at.
    fn bump(&mut self) {
        if let Ok([byte, ..]) = self.input.fill_buf() {
            self.line += u64::from(*byte == b'\n');
            self.input.consume(1);
        }
    }
}

fn unreadable(error: &std::io::Error) -> String {
    format!("the file can not be read: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<(u64, String)>, String> {
        let mut reader = DocumentReader::open(std::io::BufReader::with_capacity(5, text.as_bytes()), 40)?;
        let mut documents = Vec::new();
        while let Some((line, bytes)) = reader.next()? {
            documents.push((line, String::from_utf8(bytes).unwrap().trim_end().to_owned()));
        }
        Ok(documents)
    }

    #[test]
    fn documents_are_cut_out() {
        let check = |text: &str, expected: &[(u64, &str)]| {
            let expected: Vec<_> = expected
                .iter()
                .map(|(line, text)| (*line, (*text).to_owned()))
                .collect();
            assert_eq!(all(text).unwrap(), expected, "{text:?}");
        };
        check("", &[]);
        check(" [ ] \n", &[]);
        check("[{\"a\":1}]", &[(1, "{\"a\":1}")]);
        check(
            "\u{feff}[\n {\"a\": [1, {}]},\n\n {}\n]\n",
            &[(2, "{\"a\": [1, {}]}"), (4, "{}")],
        );
        check(
            r#"[{"a":"]},[{\"\\"},{"b":"\\"}]"#,
            &[(1, r#"{"a":"]},[{\"\\"}"#), (1, r#"{"b":"\\"}"#)],
        );
        check("{\"a\":1}\n\n{\"a\":\n2}\n", &[(1, "{\"a\":1}"), (3, "{\"a\":\n2}")]);
        check("{} {}\nnull", &[(1, "{} {}"), (2, "null")]);
        check("[1, \"x\",null]", &[(1, "1"), (1, "\"x\""), (1, "null")]);
    }

    #[test]
    fn what_is_no_list_is_refused_where_it_stops_being_one() {
        let check = |text: &str, expected: &str| assert_eq!(all(text).unwrap_err(), expected, "{text:?}");
        check("[{}", "the file ends in the middle of the row that begins in line 1");
        check("[{},", "line 1: a row is missing after the comma");
        check("[{}\n,]", "line 2: a row is missing after the comma");
        check("[", "the file ends in the middle of its list");
        check("[{}]\n x", "line 2: there is more after the end of the list");
        check("[{}]]", "line 1: there is more after the end of the list");
        check(
            "{\"a\":\n\"b",
            "the file ends in the middle of the row that begins in line 1",
        );
        let long = format!("[{{\"a\":\"{}\"}}]", "x".repeat(50));
        check(&long, "the row that begins in line 1 has more than 40 bytes");
    }
}
