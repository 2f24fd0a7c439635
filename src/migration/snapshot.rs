//! Tables as JSON, for the ledger: what was applied last. The format has a version, so that a newer server reads what an older one wrote.

use serde::{Deserialize, Serialize};

use super::{
    shape::Shape,
    table::{Between, CheckModel, ColumnModel, ForeignKeyModel, IndexModel, TableModel},
};
use crate::{
    schema::{
        OnDelete,
        search::{SearchIndex, SearchPart},
    },
    value::{ColumnType, Json},
};

pub const FORMAT: u32 = 1;

/// Why a snapshot can not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    #[error("the ledger was written by a newer version (format {0}); use that version, or a newer one")]
    Newer(u32),
    #[error("the ledger's snapshot is damaged: {0}")]
    Malformed(String),
}

#[derive(Serialize, Deserialize)]
struct Snapshot {
    format: u32,
    tables: Vec<Table>,
}

#[derive(Serialize, Deserialize)]
struct Table {
    name: String,
    columns: Vec<Column>,
    primary_key: Vec<String>,
    indexes: Vec<Index>,
    foreign_keys: Vec<ForeignKey>,
    checks: Vec<Check>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    renamed_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    between: Option<Rows>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    search: Option<Search>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    adopted: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    singleton: bool,
}

/// The rows of a relation to many.
#[derive(Serialize, Deserialize)]
struct Rows {
    table: String,
    field: String,
    key: String,
    source: String,
    target: String,
    sort: String,
    target_table: String,
}

/// Without the default: it only fills new columns, and says nothing about the table.
#[derive(Serialize, Deserialize)]
struct Column {
    name: String,
    r#type: String,
    #[serde(default)]
    nullable: bool,
    #[serde(default)]
    generated: bool,
    #[serde(default)]
    natural: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(default, skip_serializing_if = "is_any")]
    shape: Shape,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    renamed_from: Option<String>,
}

fn is_any(shape: &Shape) -> bool {
    *shape == Shape::Any
}

#[derive(Serialize, Deserialize)]
struct Index {
    name: String,
    unique: bool,
    /// `-` before a descending column.
    columns: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct ForeignKey {
    name: String,
    columns: Vec<String>,
    table: String,
    target_columns: Vec<String>,
    on_delete: String,
}

#[derive(Serialize, Deserialize)]
struct Search {
    name: String,
    key: String,
    parts: Vec<Part>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Part {
    column: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    members: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Check {
    name: String,
    one_of: Vec<String>,
    allows_none: bool,
}

/// The tables as one JSON document.
pub fn write_snapshot(tables: &[TableModel]) -> Json {
    let snapshot = Snapshot {
        format: FORMAT,
        tables: tables.iter().map(write_table).collect(),
    };
    serde_json::to_value(snapshot).unwrap_or_default()
}

pub fn read_snapshot(json: Json) -> Result<Vec<TableModel>, SnapshotError> {
    let format = json
        .get("format")
        .and_then(Json::as_u64)
        .and_then(|format| u32::try_from(format).ok());
    match format {
        Some(format) if format > FORMAT => return Err(SnapshotError::Newer(format)),
        Some(_) => {}
        None => return Err(SnapshotError::Malformed("it has no format".to_owned())),
    }
    let snapshot: Snapshot =
        serde_json::from_value(json).map_err(|error| SnapshotError::Malformed(error.to_string()))?;
    snapshot.tables.into_iter().map(read_table).collect()
}

fn write_table(table: &TableModel) -> Table {
    let columns = table.columns.iter().map(write_column);
    let indexes = table.indexes.iter().map(|index| Index {
        name: index.name.clone(),
        unique: index.is_unique,
        columns: index
            .columns
            .iter()
            .map(|(name, is_descending)| {
                if *is_descending {
                    format!("-{name}")
                } else {
                    name.clone()
                }
            })
            .collect(),
    });
    let foreign_keys = table.foreign_keys.iter().map(|key| ForeignKey {
        name: key.name.clone(),
        columns: key.columns.clone(),
        table: key.target_table.clone(),
        target_columns: key.target_columns.clone(),
        on_delete: write_action(key.on_delete).to_owned(),
    });
    let checks = table.checks.iter().map(|check| Check {
        name: check.name.clone(),
        one_of: check.one_of.clone(),
        allows_none: check.allows_none,
    });
    Table {
        name: table.name.clone(),
        columns: columns.collect(),
        primary_key: table.primary_key.clone(),
        indexes: indexes.collect(),
        foreign_keys: foreign_keys.collect(),
        checks: checks.collect(),
        renamed_from: table.renamed_from.clone(),
        search: table.search.as_ref().map(write_search),
        adopted: table.is_adopted,
        singleton: table.is_singleton,
        between: table.between.as_ref().map(|between| Rows {
            table: between.table.clone(),
            field: between.field.clone(),
            key: between.key.clone(),
            source: between.source.clone(),
            target: between.target.clone(),
            sort: between.sort.clone(),
            target_table: between.target_table.clone(),
        }),
    }
}

fn write_search(index: &SearchIndex) -> Search {
    let parts = index.parts.iter().map(|part| Part {
        column: part.column.clone(),
        members: part.members.clone(),
    });
    Search {
        name: index.name.clone(),
        key: index.key.clone(),
        parts: parts.collect(),
        language: index.language.clone(),
    }
}

/// Under its old name: a newer version may call the same definition otherwise.
fn read_search(search: Search) -> SearchIndex {
    let parts = search.parts.into_iter().map(|part| SearchPart {
        column: part.column,
        members: part.members,
    });
    SearchIndex {
        name: search.name,
        key: search.key,
        parts: parts.collect(),
        language: search.language,
    }
}

fn write_column(column: &ColumnModel) -> Column {
    Column {
        name: column.name.clone(),
        r#type: write_type(column.column_type),
        nullable: column.is_nullable,
        generated: column.is_generated,
        natural: column.is_natural_order,
        kind: column.kind.clone(),
        shape: column.shape.clone(),
        renamed_from: column.renamed_from.clone(),
    }
}

fn read_column(column: Column) -> Result<ColumnModel, SnapshotError> {
    Ok(ColumnModel {
        column_type: read_type(&column.r#type)?,
        name: column.name,
        is_nullable: column.nullable,
        is_generated: column.generated,
        default: None,
        is_natural_order: column.natural,
        renamed_from: column.renamed_from,
        kind: column.kind,
        shape: column.shape,
    })
}

/// One column, for what the ledger keeps beside the tables.
pub fn column_to_json(column: &ColumnModel) -> Json {
    serde_json::to_value(write_column(column)).unwrap_or_default()
}

pub fn column_from_json(json: Json) -> Result<ColumnModel, SnapshotError> {
    let column: Column = serde_json::from_value(json).map_err(|error| SnapshotError::Malformed(error.to_string()))?;
    read_column(column)
}

fn read_table(table: Table) -> Result<TableModel, SnapshotError> {
    let columns = table.columns.into_iter().map(read_column);
    let indexes = table.indexes.into_iter().map(|index| IndexModel {
        name: index.name,
        is_unique: index.unique,
        columns: index
            .columns
            .into_iter()
            .map(|column| match column.strip_prefix('-') {
                Some(name) => (name.to_owned(), true),
                None => (column, false),
            })
            .collect(),
    });
    let foreign_keys = table.foreign_keys.into_iter().map(|key| {
        Ok(ForeignKeyModel {
            on_delete: read_action(&key.on_delete)?,
            name: key.name,
            columns: key.columns,
            target_table: key.table,
            target_columns: key.target_columns,
        })
    });
    let checks = table.checks.into_iter().map(|check| CheckModel {
        name: check.name,
        one_of: check.one_of,
        allows_none: check.allows_none,
    });
    Ok(TableModel {
        name: table.name,
        columns: columns.collect::<Result<_, _>>()?,
        primary_key: table.primary_key,
        indexes: indexes.collect(),
        foreign_keys: foreign_keys.collect::<Result<_, _>>()?,
        checks: checks.collect(),
        renamed_from: table.renamed_from,
        search: table.search.map(read_search),
        is_adopted: table.adopted,
        is_singleton: table.singleton,
        between: table.between.map(|rows| Between {
            table: rows.table,
            field: rows.field,
            key: rows.key,
            source: rows.source,
            target: rows.target,
            sort: rows.sort,
            target_table: rows.target_table,
        }),
    })
}

fn write_type(column: ColumnType) -> String {
    match column {
        ColumnType::Boolean => "boolean".to_owned(),
        ColumnType::Integer => "integer".to_owned(),
        ColumnType::BigInteger => "bigint".to_owned(),
        ColumnType::Float => "float".to_owned(),
        ColumnType::Decimal { precision, scale } => format!("decimal({precision},{scale})"),
        ColumnType::Text { max_length } => format!("text({max_length})"),
        ColumnType::LongText => "text".to_owned(),
        ColumnType::Key => "key".to_owned(),
        ColumnType::Uuid => "uuid".to_owned(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::Time => "time".to_owned(),
        ColumnType::DateTime => "datetime".to_owned(),
        ColumnType::Json => "json".to_owned(),
    }
}

fn read_type(text: &str) -> Result<ColumnType, SnapshotError> {
    let unknown = || SnapshotError::Malformed(format!("there is no type {text}"));
    let inside = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    Ok(match text {
        "boolean" => ColumnType::Boolean,
        "integer" => ColumnType::Integer,
        "bigint" => ColumnType::BigInteger,
        "float" => ColumnType::Float,
        "text" => ColumnType::LongText,
        "key" => ColumnType::Key,
        "uuid" => ColumnType::Uuid,
        "date" => ColumnType::Date,
        "time" => ColumnType::Time,
        "datetime" => ColumnType::DateTime,
        "json" => ColumnType::Json,
        _ => match (
            inside("text"),
            inside("decimal").and_then(|digits| digits.split_once(',')),
        ) {
            (Some(length), _) => ColumnType::Text {
                max_length: length.parse().map_err(|_| unknown())?,
            },
            (None, Some((precision, scale))) => ColumnType::Decimal {
                precision: precision.parse().map_err(|_| unknown())?,
                scale: scale.parse().map_err(|_| unknown())?,
            },
            (None, None) => return Err(unknown()),
        },
    })
}

fn write_action(action: OnDelete) -> &'static str {
    match action {
        OnDelete::Restrict => "restrict",
        OnDelete::SetNull => "set_null",
        OnDelete::Cascade => "cascade",
    }
}

fn read_action(text: &str) -> Result<OnDelete, SnapshotError> {
    [OnDelete::Restrict, OnDelete::SetNull, OnDelete::Cascade]
        .into_iter()
        .find(|action| write_action(*action) == text)
        .ok_or_else(|| SnapshotError::Malformed(format!("there is no action {text}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_survive() {
        let all = [
            ColumnType::Boolean,
            ColumnType::Integer,
            ColumnType::BigInteger,
            ColumnType::Float,
            ColumnType::Decimal {
                precision: 18,
                scale: 4,
            },
            ColumnType::Text { max_length: 255 },
            ColumnType::LongText,
            ColumnType::Key,
            ColumnType::Uuid,
            ColumnType::Date,
            ColumnType::Time,
            ColumnType::DateTime,
            ColumnType::Json,
        ];
        for column in all {
            assert_eq!(read_type(&write_type(column)), Ok(column));
        }
        assert!(read_type("text(x)").is_err());
        assert!(read_type("blob").is_err());
    }

    #[test]
    fn a_newer_ledger_is_not_read() {
        assert_eq!(
            read_snapshot(serde_json::json!({"format": 99})),
            Err(SnapshotError::Newer(99))
        );
        assert!(matches!(
            read_snapshot(serde_json::json!([])),
            Err(SnapshotError::Malformed(_))
        ));
        assert_eq!(read_snapshot(write_snapshot(&[])), Ok(Vec::new()));
    }
}
