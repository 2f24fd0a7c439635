//! Model files from an existing database, so that a team can adopt it: nothing in the database is changed, and the plan is empty afterwards.

use std::{collections::HashMap, fmt::Write as _};

use super::EvolveError;
use crate::{
    db::{self, Database},
    migration::{ForeignKeyModel, IndexModel, LiveColumn, LiveTable},
    schema::OnDelete,
    value::ColumnType,
};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspected {
    /// Path below the project, and text.
    pub files: Vec<(String, String)>,
    /// Tables without a file, and why.
    pub skipped: Vec<(String, String)>,
    /// Columns without a field, and why.
    pub left_out: Vec<(String, String)>,
}

pub async fn inspect(database: &Database) -> Result<Inspected, EvolveError> {
    let live = database.introspect().await.map_err(EvolveError::Database)?;
    Ok(describe(&live))
}

/// The words that a model file can not use for a field of its own.
const TAKEN: &[&str] = &[
    "id",
    "deleted_at",
    "deleted_by",
    "publish_at",
    "unpublish_at",
    "locales",
];

fn describe(live: &[LiveTable]) -> Inspected {
    let mut inspected = Inspected::default();
    let theirs = live
        .iter()
        .filter(|table| !db::is_ledger_table(&table.name) && !table.name.to_lowercase().starts_with("quintet_"));
    let mut kept: Vec<(&LiveTable, &'static str)> = Vec::new();
    for table in theirs {
        match key_of(table) {
            Ok(key) => kept.push((table, key)),
            Err(reason) => inspected.skipped.push((table.name.clone(), reason)),
        }
    }
    let names = collection_names(&kept);
    for (table, key) in &kept {
        let writer = Writer {
            table,
            key,
            kept: &kept,
            names: &names,
        };
        let (path, text) = writer.write(&mut inspected.left_out);
        inspected.files.push((path, text));
    }
    inspected
}

/// The word for the key, or why the table can be no collection.
fn key_of(table: &LiveTable) -> Result<&'static str, String> {
    if table.is_view {
        return Err("it is a view; views can not be collections yet".to_owned());
    }
    let [name] = table.primary_key.as_slice() else {
        let count = table.primary_key.len();
        return Err(match count {
            0 => "it has no primary key".to_owned(),
            _ => format!("its primary key has {count} columns"),
        });
    };
    for column in &table.columns {
        if column.storage.known().is_none() && !column.is_nullable && !column.has_default {
            return Err(format!(
                "{} is required, and the model has no word for its type",
                column.name
            ));
        }
    }
    let storage = table.column(name).and_then(|column| column.storage.known());
    match storage {
        Some(ColumnType::Integer) => Ok("integer"),
        Some(ColumnType::Uuid) => Ok("uuid"),
        Some(ColumnType::Key | ColumnType::LongText | ColumnType::Text { max_length: 64 }) => Ok("string"),
        _ => Err(format!("the type of its key {name} can be no key here")),
    }
}

fn collection_names(kept: &[(&LiveTable, &'static str)]) -> HashMap<String, String> {
    let mut names: HashMap<String, String> = HashMap::new();
    for (table, _) in kept {
        let name = free(&plain(&table.name), |name| names.values().any(|taken| taken == name));
        names.insert(table.name.clone(), name);
    }
    names
}

/// Small letters, digits and single underscores.
fn plain(name: &str) -> String {
    let mut text = String::new();
    let mut was_small = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && was_small {
            text.push('_');
        }
        was_small = character.is_ascii_lowercase() || character.is_ascii_digit();
        match character {
            'a'..='z' | '0'..='9' | 'A'..='Z' => text.push(character.to_ascii_lowercase()),
            _ if text.ends_with('_') => {}
            _ => text.push('_'),
        }
    }
    while text.contains("__") {
        text = text.replace("__", "_");
    }
    let text = text.trim_matches('_');
    match text.bytes().next() {
        Some(first) if first.is_ascii_lowercase() => text.to_owned(),
        _ => format!("t_{text}"),
    }
}

fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let names = (2..10_000).map(|number| format!("{name}_{number}"));
    names
        .into_iter()
        .find(|name| !is_taken(name))
        .unwrap_or_else(|| name.to_owned())
}

struct Writer<'a> {
    table: &'a LiveTable,
    key: &'static str,
    kept: &'a [(&'a LiveTable, &'static str)],
    names: &'a HashMap<String, String>,
}

impl Writer<'_> {
    fn write(&self, left_out: &mut Vec<(String, String)>) -> (String, String) {
        let table = self.table;
        let name = self.names.get(&table.name).cloned().unwrap_or_default();
        let mut text = String::new();
        let mut line = |parts: &str| {
            // Writing to a String can not fail.
            let _ = writeln!(text, "{parts}");
        };
        line(&format!("table: {}", quoted(&table.name)));
        let key = table.primary_key.first().map_or("id", String::as_str);
        match key {
            "id" => line(&format!("id: {}", self.key)),
            key => line(&format!("id: {{ type: {}, column: {} }}", self.key, quoted(key))),
        }
        line("timestamps: false\nauthorship: false\nfields:");
        let mut fields: Vec<(String, String)> = Vec::new();
        for column in table.columns.iter().filter(|column| column.name != key) {
            let Some(options) = self.options(column) else {
                left_out.push((
                    format!("{}.{}", table.name, column.name),
                    "the model has no word for its type".to_owned(),
                ));
                line(&format!(
                    "  # {} is left out: the model has no word for its type",
                    column.name
                ));
                continue;
            };
            let is_taken = |name: &str| TAKEN.contains(&name) || fields.iter().any(|(_, field)| field == name);
            let field = free(&plain(&column.name), is_taken);
            let renamed = if field == column.name {
                String::new()
            } else {
                format!(", column: {}", quoted(&column.name))
            };
            line(&format!("  {field}: {{ {options}{renamed} }}"));
            fields.push((column.name.clone(), field));
        }
        let lists = self.lists(&fields);
        (format!("models/{name}.yaml"), format!("{text}{lists}"))
    }

    fn options(&self, column: &LiveColumn) -> Option<String> {
        let key = self
            .table
            .foreign_keys
            .iter()
            .find(|key| key.columns == [column.name.clone()]);
        let relation = key.and_then(|key| self.relation(column, key));
        let mut options = match relation {
            Some(relation) => relation,
            None => type_of(column.storage.known()?)?,
        };
        if !column.is_nullable {
            options.push_str(", required: true");
        }
        let is_of_column =
            |index: &&IndexModel| matches!(index.columns.as_slice(), [(name, _)] if *name == column.name);
        let mut indexes = self
            .table
            .indexes
            .iter()
            .filter(is_of_column)
            .filter(|index| self.can_be_said(index));
        match indexes.clone().any(|index| index.is_unique) {
            true => options.push_str(", unique: true"),
            false if indexes.next().is_some() && !options.starts_with("type: relation") => {
                options.push_str(", index: true");
            }
            false => {}
        }
        Some(options)
    }

    /// To a table that is a collection too, by its key.
    fn relation(&self, column: &LiveColumn, key: &ForeignKeyModel) -> Option<String> {
        let (target, _) = self.kept.iter().find(|(table, _)| table.name == key.target_table)?;
        let target_key = target.primary_key.first()?;
        let is_key = key.target_columns == [target_key.clone()];
        let same = target.column(target_key)?.storage.known() == column.storage.known();
        let on_delete = match key.on_delete {
            OnDelete::Restrict => "restrict",
            OnDelete::SetNull if column.is_nullable => "set_null",
            OnDelete::SetNull => return None,
            OnDelete::Cascade => "cascade",
        };
        let name = self.names.get(&target.name)?;
        (is_key && same).then(|| format!("type: relation, to: {name}, on_delete: {on_delete}"))
    }

    /// A model names no index of a text without a length; one that is there stays.
    fn can_be_said(&self, index: &IndexModel) -> bool {
        index.columns.iter().all(|(name, _)| {
            let storage = self.table.column(name).and_then(|column| column.storage.known());
            storage.is_some_and(|column| !matches!(column, ColumnType::LongText | ColumnType::Json))
        })
    }

    /// Uniques and indexes over several fields.
    fn lists(&self, fields: &[(String, String)]) -> String {
        let field_of = |column: &str| {
            fields
                .iter()
                .find(|(name, _)| name == column)
                .map(|(_, field)| field.as_str())
        };
        let mut text = String::new();
        for (word, is_unique) in [("unique", true), ("indexes", false)] {
            let is_several = |index: &&IndexModel| index.is_unique == is_unique && index.columns.len() > 1;
            let several = self
                .table
                .indexes
                .iter()
                .filter(is_several)
                .filter(|index| self.can_be_said(index));
            let lists: Vec<String> = several
                .filter_map(|index| {
                    let names: Option<Vec<String>> = index
                        .columns
                        .iter()
                        .map(|(column, is_descending)| {
                            let sign = if *is_descending && !is_unique { "-" } else { "" };
                            field_of(column).map(|field| format!("{sign}{field}"))
                        })
                        .collect();
                    Some(format!("[{}]", names?.join(", ")))
                })
                .collect();
            if !lists.is_empty() {
                // Writing to a String can not fail.
                let _ = writeln!(text, "{word}: [{}]", lists.join(", "));
            }
        }
        text
    }
}

fn type_of(column: ColumnType) -> Option<String> {
    Some(match column {
        ColumnType::Boolean => "type: boolean".to_owned(),
        ColumnType::Integer => "type: integer".to_owned(),
        ColumnType::BigInteger => "type: bigint".to_owned(),
        ColumnType::Float => "type: float".to_owned(),
        ColumnType::Decimal { precision, scale } if precision <= 18 => {
            format!("type: decimal, precision: {precision}, scale: {scale}")
        }
        ColumnType::Decimal { .. } => return None,
        ColumnType::Text { max_length } => format!("type: string, max_length: {max_length}"),
        ColumnType::LongText => "type: text".to_owned(),
        ColumnType::Key => "type: string, max_length: 64".to_owned(),
        ColumnType::Uuid => "type: uuid".to_owned(),
        ColumnType::Date => "type: date".to_owned(),
        ColumnType::Time => "type: time".to_owned(),
        ColumnType::DateTime => "type: datetime".to_owned(),
        ColumnType::Json => "type: json".to_owned(),
    })
}

/// A text that YAML reads as it stands.
fn quoted(name: &str) -> String {
    serde_json::to_string(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_those_of_a_model() {
        let check = |name: &str, expected: &str| assert_eq!(plain(name), expected);
        check("Order Details", "order_details");
        check("OrderID", "order_id");
        check("django__admin_log", "django_admin_log");
        check("2fa", "t_2fa");
        check("größe", "gr_e");
        check("_", "t_");
    }
}
