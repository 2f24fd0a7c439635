//! The database interface, on three engines: round trips, limits, errors, concurrency.

mod errors;
mod restart;
mod round_trip;
mod transactions;

use quintet::{
    sql::{Argument, Encoding, OutputColumn, Statement},
    value::ColumnType,
};

/// A statement without rows. `?` stands for an argument on every engine.
fn statement(engine: &str, text: &str, args: Vec<Argument>) -> Statement {
    Statement {
        text: numbered(engine, text),
        args,
        columns: Vec::new(),
    }
}

fn query(engine: &str, text: &str, args: Vec<Argument>, columns: &[(&str, ColumnType)]) -> Statement {
    let columns = columns.iter().map(|(key, column)| OutputColumn {
        key: (*key).into(),
        encoding: Encoding::Scalar(*column),
    });
    Statement {
        columns: columns.collect(),
        ..statement(engine, text, args)
    }
}

fn numbered(engine: &str, text: &str) -> String {
    if engine != "postgres" {
        return text.to_owned();
    }
    let mut parts = text.split('?');
    let first = parts.next().unwrap_or_default().to_owned();
    parts
        .enumerate()
        .fold(first, |text, (index, part)| format!("{text}${}{part}", index + 1))
}
