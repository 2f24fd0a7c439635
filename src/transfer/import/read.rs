//! The file is read on a thread of its own, which waits while nobody takes what it has read: a few batches are in memory, never the file.

use std::{
    fs::File,
    io::{BufReader, Read as _, Seek as _},
    path::{Path, PathBuf},
};

use serde_json::{Map, Value as Json};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{ImportFormat, documents::DocumentReader, table::TableReader};
use crate::value::strict_json;

/// Rows of one batch, and about how many bytes of them.
const ROWS: usize = 500;
const BYTES: usize = 1024 * 1024;

const BUFFER: usize = 64 * 1024;

/// What the thread has read.
pub enum Piece {
    /// The names of the columns, first of all. With `has_mark` a spreadsheet wrote them, or is meant to read them.
    Header {
        names: Vec<String>,
        has_mark: bool,
    },
    Rows(Vec<RawRow>),
    /// Nothing more can be read; a sentence.
    Broken(String),
}

pub struct RawRow {
    pub line: u64,
    pub content: Content,
}

/// A row as it stands in the file; a sentence where it can not be understood.
pub enum Content {
    Cells(Vec<Result<String, &'static str>>),
    Object(Map<String, Json>),
    Refused(String),
}

/// Reads a file, whose rows have so many bytes at most. Ends when all is read, or when nobody takes it any more.
pub fn start(path: PathBuf, format: ImportFormat, delimiter: Option<u8>, row: usize) -> Receiver<Piece> {
    let (sender, receiver) = channel(1);
    tokio::task::spawn_blocking(move || {
        let pieces = Pieces {
            sender: &sender,
            rows: Vec::new(),
            bytes: 0,
        };
        let outcome = open(&path).and_then(|input| match format {
            ImportFormat::Csv => read_table(TableReader::open(input, delimiter, row)?, pieces),
            ImportFormat::Json => read_documents(DocumentReader::open(input, row)?, pieces),
        });
        if let Err(message) = outcome {
            let _ = sender.blocking_send(Piece::Broken(message));
        }
    });
    receiver
}

fn open(path: &Path) -> Result<BufReader<File>, String> {
    let unreadable = |error: std::io::Error| format!("the file can not be read: {error}");
    let mut file = File::open(path).map_err(unreadable)?;
    let mut start = [0; 4];
    let length = file.read(&mut start).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    match start.get(..length).unwrap_or_default() {
        [b'P', b'K', 3, 4] => Err("the file is a workbook or an archive, and no text: save it as CSV".to_owned()),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err("the file is UTF-16: save it as UTF-8".to_owned()),
        _ => Ok(BufReader::with_capacity(BUFFER, file)),
    }
}

/// Rows on their way to who writes them.
struct Pieces<'s> {
    sender: &'s Sender<Piece>,
    rows: Vec<RawRow>,
    bytes: usize,
}

impl Pieces<'_> {
    /// False where nobody takes them any more.
    fn push(&mut self, row: RawRow, bytes: usize) -> bool {
        self.rows.push(row);
        self.bytes += bytes;
        (self.rows.len() < ROWS && self.bytes < BYTES) || self.give()
    }

    fn give(&mut self) -> bool {
        self.bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        rows.is_empty() || self.sender.blocking_send(Piece::Rows(rows)).is_ok()
    }
}

fn read_table(mut table: TableReader<BufReader<File>>, mut pieces: Pieces<'_>) -> Result<(), String> {
    let has_mark = table.has_mark;
    let header = table
        .next()?
        .ok_or("the file is empty: its first line must name the columns")?;
    let named = |cell: Vec<u8>| match text(cell) {
        Ok(name) => Ok(name.trim().to_owned()),
        Err(problem) => Err(format!("line {}: the name of a column {problem}", header.line)),
    };
    let names = header.cells.into_iter().map(named).collect::<Result<Vec<_>, _>>()?;
    if header.is_torn {
        return Err(format!("line {}: a quote is not closed", header.line));
    }
    let width = names.len();
    if pieces.sender.blocking_send(Piece::Header { names, has_mark }).is_err() {
        return Ok(());
    }
    while let Some(record) = table.next()? {
        let bytes = record.cells.iter().map(Vec::len).sum();
        if bytes == 0 && !record.is_torn {
            continue;
        }
        let content = if record.is_torn {
            Content::Refused("a quote is not closed, or stands in a cell that does not begin with one".to_owned())
        } else if record.cells.len() != width {
            let count = record.cells.len();
            Content::Refused(format!("has {count} cells, but there are {width} columns"))
        } else {
            Content::Cells(record.cells.into_iter().map(text).collect())
        };
        let row = RawRow {
            line: record.line,
            content,
        };
        if !pieces.push(row, bytes) {
            return Ok(());
        }
    }
    pieces.give();
    Ok(())
}

fn text(cell: Vec<u8>) -> Result<String, &'static str> {
    let text = String::from_utf8(cell).map_err(|_| "is not UTF-8")?;
    if text.contains('\0') {
        return Err("must not contain NUL characters");
    }
    Ok(text)
}

fn read_documents(mut documents: DocumentReader<BufReader<File>>, mut pieces: Pieces<'_>) -> Result<(), String> {
    while let Some((line, bytes)) = documents.next()? {
        let content = match parse(&bytes) {
            Ok(object) => Content::Object(object),
            Err(message) => Content::Refused(message),
        };
        if !pieces.push(RawRow { line, content }, bytes.len()) {
            return Ok(());
        }
    }
    pieces.give();
    Ok(())
}

fn parse(bytes: &[u8]) -> Result<Map<String, Json>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    match strict_json::parse(text) {
        Ok(Json::Object(object)) => Ok(object),
        Ok(_) => Err("must be an object with the fields of an item".to_owned()),
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            Err(format!("is not JSON: {reason}"))
        }
    }
}
