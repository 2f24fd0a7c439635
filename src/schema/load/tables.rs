//! What the database will see: names that collide, and tables that are too wide for an engine.

use std::collections::HashMap;

use crate::{
    schema::Link,
    value::ColumnType,
    yaml::{Report, Span},
};

use super::draft::{Draft, Drafts};

/// MariaDB's limit for a row without its large texts.
const MAX_ROW_BYTES: u32 = 65_535;

pub fn check(drafts: &Drafts<'_>, report: &mut Report) {
    check_tables(drafts, report);
    for draft in &drafts.collections {
        check_columns(draft, report);
        check_width(draft, report);
    }
}

struct Table<'d> {
    name: &'d str,
    /// For the message: "the collection `articles`".
    owner: String,
    span: Span,
}

fn check_tables(drafts: &Drafts<'_>, report: &mut Report) {
    let mut tables: Vec<Table<'_>> = Vec::new();
    for draft in &drafts.collections {
        let span = if draft.options.has("table") {
            draft.options.span("table")
        } else {
            draft.start
        };
        tables.push(Table {
            name: &draft.table,
            owner: format!("the collection `{}`", draft.name),
            span,
        });
    }
    for draft in &drafts.collections {
        for field in &draft.fields {
            let (Some(Link::Junction {
                junction,
                is_inverse: false,
                ..
            })
            | Some(Link::AnyMany { junction, .. })) = &field.field.link
            else {
                continue;
            };
            let owner = format!("the relation `{}.{}`", draft.name, field.field.name);
            tables.push(Table {
                name: &junction.table,
                owner,
                span: field.span,
            });
        }
    }
    let mut seen: HashMap<String, &Table<'_>> = HashMap::new();
    for table in &tables {
        let Some(earlier) = seen.insert(table.name.to_lowercase(), table) else {
            continue;
        };
        let message = format!(
            "{} and {} would have the same table, `{}`",
            earlier.owner, table.owner, table.name
        );
        let place = format!("{}:{}", report.file_of(earlier.span), earlier.span.line);
        report.error_with_help(
            table.span,
            "table-collision",
            message,
            format!("the other one is declared in {place}"),
        );
    }
}

fn check_columns(draft: &Draft<'_>, report: &mut Report) {
    let mut owners: HashMap<String, &str> = HashMap::new();
    for field in &draft.fields {
        let own = field.field.column.iter().map(String::as_str);
        let branches = match &field.field.link {
            Some(Link::AnyOne { branches, .. }) => branches.as_slice(),
            _ => &[],
        };
        for column in own.chain(branches.iter().map(|branch| branch.column.as_str())) {
            let Some(earlier) = owners.insert(column.to_lowercase(), &field.field.name) else {
                continue;
            };
            let message = format!(
                "`{earlier}` and `{}` would have the same column, `{column}`",
                field.field.name
            );
            let source = field.source.as_ref().filter(|source| source.options.has("column"));
            let span = source.map_or(field.span, |source| source.options.span("column"));
            report.error(span, "column-collision", message);
        }
    }
}

fn check_width(draft: &Draft<'_>, report: &mut Report) {
    let widths = draft.fields.iter().filter_map(|field| field.field.column_type());
    let bytes: u32 = widths.map(width).fold(0, u32::saturating_add);
    if bytes > MAX_ROW_BYTES {
        let message = format!(
            "the fields of `{}` are up to {bytes} bytes long together; MariaDB takes {MAX_ROW_BYTES} in a row",
            draft.name
        );
        let help = "give the longest `string` fields a smaller `max_length`, or make them `text`".to_owned();
        report.error_with_help(draft.options.key_span("fields"), "row-size", message, help);
    }
}

/// Bytes in a row of MariaDB. Large texts are kept beside it.
fn width(column: ColumnType) -> u32 {
    match column {
        ColumnType::Text { max_length } => max_length.saturating_mul(4).saturating_add(2),
        ColumnType::LongText | ColumnType::Json => 12,
        ColumnType::Key => 66,
        ColumnType::Uuid => 36,
        ColumnType::Boolean => 1,
        ColumnType::Integer | ColumnType::BigInteger | ColumnType::Float | ColumnType::DateTime => 8,
        ColumnType::Decimal { .. } => 9,
        ColumnType::Date | ColumnType::Time => 5,
    }
}
