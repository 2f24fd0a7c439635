//! The live tables from the engine's catalogue: a fixed number of queries, however many tables there are.
//!
//! An engine's file has the queries and reads their rows; the rows are the same for all engines (`Catalogue`), and `assemble` makes tables of them.

mod mariadb;
mod postgres;
mod sqlite;

use std::collections::BTreeMap;

use super::migrating;
use crate::{
    migration::{EngineTraits, ForeignKeyModel, IndexModel, LiveColumn, LiveTable, LiveType},
    schema::{OnDelete, search},
    sql::{Dialect, Encoding, OutputColumn, Statement},
    value::{ColumnType, Value},
};

pub use self::{mariadb::MARIADB, postgres::POSTGRES, sqlite::SQLITE};

/// How to ask one engine.
#[derive(Debug)]
pub struct Introspection {
    queries: &'static [Query],
    /// The catalogue's word for a type; the second text says more about it (a character set, a check).
    read_type: fn(&str, &str) -> LiveType,
    /// `Dialect`-independent: what a column type looks like in the catalogue.
    pub stored_as: fn(ColumnType) -> ColumnType,
    pub traits: EngineTraits,
    /// One text that changes with every change of any table, where the engine keeps such a thing.
    version: Option<&'static str>,
    /// What only `inspect` wants to know: table, kind, name, text. The kinds are `comment` (of a column, or of the table where the name is empty),
    /// `check`, `enum` (its labels as quoted texts), `default` (of a column) and `sql` (the table as it was created).
    details: &'static str,
}

/// One catalogue query, and what its rows are. All columns are texts.
#[derive(Debug)]
struct Query {
    text: &'static str,
    columns: usize,
    rows: RowKind,
}

#[derive(Debug, Clone, Copy)]
enum RowKind {
    /// Table, `view` or `table`, column, type, more about the type, nullable?, default? (2: computed), place in the primary key (0: none).
    Columns,
    /// Table, index, unique?, column, descending?: in order of the columns. An index called `PRIMARY` is the primary key.
    Indexes,
    /// Table, name, column, target table, target column, action: in order of the columns. SQLite tells a number instead of a name.
    ForeignKeys,
    /// Table, name. With `json` as a third text: the column of this name holds JSON.
    Checks,
}

impl Introspection {
    pub fn of(dialect: &dyn Dialect) -> &'static Self {
        match dialect.name() {
            "postgres" => &POSTGRES,
            "mariadb" => &MARIADB,
            _ => &SQLITE,
        }
    }

    /// What to ask; the answers are handed to `assemble` in the same order.
    pub fn statements(&self) -> Vec<Statement> {
        self.queries.iter().map(statement).collect()
    }

    /// One row with one text: equal to an earlier one, nothing about the tables has changed since.
    pub fn version(&self) -> Option<Statement> {
        self.version
            .map(|text| migrating::statement(text, Vec::new(), &[ColumnType::LongText]))
    }

    /// Four texts a row.
    pub fn details(&self) -> Statement {
        migrating::statement(self.details, Vec::new(), &[ColumnType::LongText; 4])
    }

    pub fn assemble(&self, answers: &[Vec<Vec<Value>>]) -> Vec<LiveTable> {
        let mut tables = BTreeMap::new();
        for (query, rows) in self.queries.iter().zip(answers) {
            for row in rows {
                let texts: Vec<&str> = row.iter().map(text).collect();
                self.add(&mut tables, query.rows, &texts);
            }
        }
        let tables = tables.into_values().map(|table: Building| table.table);
        let mut tables: Vec<LiveTable> = tables.filter(|table| !table.name.starts_with(search::PREFIX)).collect();
        name_targets(&mut tables);
        tables
    }

    fn add(&self, tables: &mut BTreeMap<String, Building>, kind: RowKind, row: &[&str]) {
        match (kind, row) {
            (RowKind::Columns, [table, _, name, ..]) | (RowKind::Indexes, [table, name, ..])
                if name.starts_with(search::PREFIX) =>
            {
                if let Some(building) = tables.get_mut(*table)
                    && !building.table.searches.iter().any(|known| known == name)
                {
                    building.table.searches.push((*name).to_owned());
                }
            }
            (RowKind::Columns, [table, object, column, name, more, nullable, default, key]) => {
                let building = tables
                    .entry((*table).to_owned())
                    .or_insert_with(|| Building::new(table, *object == "view"));
                building.table.columns.push(LiveColumn {
                    name: (*column).to_owned(),
                    storage: (self.read_type)(name, more),
                    is_nullable: *nullable == "1" && *key == "0",
                    has_default: *default != "0",
                    is_computed: *default == "2",
                });
                if let Some(place) = key.parse::<usize>().ok().filter(|place| *place > 0) {
                    building.key.insert(place, (*column).to_owned());
                    building.table.primary_key = building.key.values().cloned().collect();
                }
            }
            (RowKind::Indexes, [table, "PRIMARY", _, column, _]) => {
                if let Some(building) = tables.get_mut(*table) {
                    building.table.primary_key.push((*column).to_owned());
                }
            }
            (RowKind::Indexes, [table, index, unique, column, descending]) => {
                if let Some(building) = tables.get_mut(*table) {
                    building.add_index_column(index, *unique == "1", column, *descending == "1");
                }
            }
            (RowKind::ForeignKeys, [table, name, column, target_table, target_column, action]) => {
                if let Some(building) = tables.get_mut(*table) {
                    building.add_key_column(name, column, (target_table, target_column), action);
                }
            }
            (RowKind::Checks, [table, column, "json"]) => {
                if let Some(building) = tables.get_mut(*table) {
                    building.make_json(column);
                }
            }
            (RowKind::Checks, [table, name] | [table, name, _]) => {
                if let Some(building) = tables.get_mut(*table) {
                    building.table.checks.push((*name).to_owned());
                }
            }
            _ => {}
        }
    }
}

struct Building {
    table: LiveTable,
    key: BTreeMap<usize, String>,
    /// What the engine calls the last foreign key.
    last_key: String,
}

impl Building {
    fn new(name: &str, is_view: bool) -> Self {
        let table = LiveTable {
            name: name.to_owned(),
            columns: Vec::new(),
            primary_key: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            searches: Vec::new(),
            is_view,
        };
        Self {
            table,
            key: BTreeMap::new(),
            last_key: String::new(),
        }
    }

    fn make_json(&mut self, column: &str) {
        let column = self.table.columns.iter_mut().find(|known| known.name == column);
        match column.map(|column| (column.storage.clone(), column)) {
            Some((LiveType::Known(ColumnType::LongText), column)) => column.storage = LiveType::Known(ColumnType::Json),
            Some((LiveType::Like(ColumnType::LongText), column)) => column.storage = LiveType::Like(ColumnType::Json),
            _ => {}
        }
    }

    fn add_index_column(&mut self, name: &str, is_unique: bool, column: &str, is_descending: bool) {
        let column = (column.to_owned(), is_descending);
        match self.table.indexes.last_mut() {
            Some(index) if index.name == name => index.columns.push(column),
            _ => self.table.indexes.push(IndexModel {
                name: name.to_owned(),
                is_unique,
                columns: vec![column],
            }),
        }
    }

    fn add_key_column(&mut self, name: &str, column: &str, (target_table, target_column): (&str, &str), action: &str) {
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        match self.table.foreign_keys.last_mut() {
            Some(key) if self.last_key == name => {
                key.columns.push(column.to_owned());
                key.target_columns.push(target_column.to_owned());
            }
            _ => self.table.foreign_keys.push(ForeignKeyModel {
                name: if is_number { String::new() } else { name.to_owned() },
                columns: vec![column.to_owned()],
                target_table: target_table.to_owned(),
                target_columns: vec![target_column.to_owned()],
                on_delete: match action {
                    "SET NULL" | "n" => OnDelete::SetNull,
                    "CASCADE" | "c" => OnDelete::Cascade,
                    _ => OnDelete::Restrict,
                },
            }),
        }
        name.clone_into(&mut self.last_key);
    }
}

/// A key that names only the table leads to its primary key.
fn name_targets(tables: &mut [LiveTable]) {
    let keys: BTreeMap<String, Vec<String>> = tables
        .iter()
        .map(|table| (table.name.to_lowercase(), table.primary_key.clone()))
        .collect();
    for key in tables.iter_mut().flat_map(|table| &mut table.foreign_keys) {
        if key.target_columns.iter().all(String::is_empty)
            && let Some(columns) = keys.get(&key.target_table.to_lowercase())
        {
            key.target_columns.clone_from(columns);
        }
    }
}

fn statement(query: &Query) -> Statement {
    let column = OutputColumn {
        key: "x".into(),
        encoding: Encoding::Scalar(ColumnType::LongText),
    };
    Statement {
        text: query.text.to_owned(),
        args: Vec::new(),
        columns: vec![column; query.columns],
    }
}

fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}

/// `varchar(120)` gives `("varchar", [120])`, `decimal(10,2)` gives `("decimal", [10, 2])`.
fn split_type(name: &str) -> (&str, Vec<u32>) {
    match name.split_once('(') {
        None => (name, Vec::new()),
        Some((name, rest)) => {
            let inside = rest.split(')').next().unwrap_or_default();
            (
                name,
                inside
                    .split(',')
                    .filter_map(|number| number.trim().parse().ok())
                    .collect(),
            )
        }
    }
}

fn decimal(numbers: &[u32]) -> Option<LiveType> {
    let [precision, scale] = numbers else { return None };
    let (precision, scale) = (u8::try_from(*precision).ok()?, u8::try_from(*scale).ok()?);
    Some(LiveType::Known(ColumnType::Decimal { precision, scale }))
}
