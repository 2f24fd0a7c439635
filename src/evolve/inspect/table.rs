//! One table as the text of a model file.

use std::fmt::Write as _;

use super::{
    Kept, describe_type,
    details::{ColumnDetails, Details},
    names::{free, plain, quoted},
};
use crate::{
    migration::{ForeignKeyModel, IndexModel, LiveColumn, LiveTable, LiveType},
    schema::OnDelete,
    value::ColumnType,
};

/// The words that a model file can not use for a field of its own.
const TAKEN: &[&str] = &[
    "id",
    "deleted_at",
    "deleted_by",
    "publish_at",
    "unpublish_at",
    "locales",
];

/// What nobody should read by an API only because a table was adopted.
const PRIVATE: &[&str] = &[
    "password",
    "passwd",
    "password_hash",
    "encrypted_password",
    "secret",
    "secret_key",
    "salt",
];

/// What an item is called where it has such a column.
const TITLES: &[&str] = &["title", "name", "label", "headline", "subject", "username", "email"];

const MOST_OPTION_BYTES: usize = 100;

pub(super) struct Writer<'a> {
    pub this: &'a Kept<'a>,
    pub kept: &'a [Kept<'a>],
    pub details: &'a Details,
}

/// Column, and the field that it becomes.
type Fields = Vec<(String, String)>;

impl Writer<'_> {
    pub fn write(&self, left_out: &mut Vec<(String, String)>) -> (String, String) {
        let table = self.this.table;
        let mut text = String::new();
        let mut fields = Fields::new();
        let mut lines: Vec<String> = Vec::new();
        for column in table
            .columns
            .iter()
            .filter(|column| !table.primary_key.contains(&column.name))
        {
            lines.push(self.field(column, &mut fields, left_out));
        }
        lines.extend(self.links(&mut fields));
        for line in self.head(&fields) {
            // Writing to a String can not fail.
            let _ = writeln!(text, "{line}");
        }
        let has_fields = lines.iter().any(|line| !line.trim_start().starts_with('#'));
        let _ = writeln!(text, "{}", if has_fields { "fields:" } else { "fields: {}" });
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
        text.push_str(&self.lists(&fields));
        for check in &self.details.other_checks {
            let check = check.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(text, "# the database checks more than this file says: {check}");
        }
        (format!("models/{}.yaml", self.this.name), text)
    }

    fn head(&self, fields: &Fields) -> Vec<String> {
        let mut lines = vec![format!("table: {}", quoted(&self.this.table.name))];
        if let Some(comment) = &self.details.comment {
            lines.push(format!("description: {}", quoted(comment)));
        }
        let is_shown = |title: &&&str| {
            let column = fields
                .iter()
                .find(|(_, field)| field == **title)
                .map(|(column, _)| column);
            let column = column.and_then(|column| self.this.table.column(column));
            let storage = column.and_then(|column| column.storage.known());
            matches!(storage, Some(ColumnType::Text { .. } | ColumnType::LongText))
        };
        if let Some(title) = TITLES.iter().find(is_shown) {
            lines.push(format!("display: \"{{{title}}}\""));
        }
        lines.push(match self.this.table.primary_key.first().map_or("id", String::as_str) {
            "id" => format!("id: {}", self.this.key),
            key => format!("id: {{ type: {}, column: {} }}", self.this.key, quoted(key)),
        });
        lines.push("timestamps: false".to_owned());
        lines.push("authorship: false".to_owned());
        lines
    }

    /// The line of a column, which may be a remark.
    fn field(&self, column: &LiveColumn, fields: &mut Fields, left_out: &mut Vec<(String, String)>) -> String {
        let details = self.details.column(&column.name);
        let Some(options) = self.options(column, details) else {
            let reason = no_word(column, details);
            left_out.push((format!("{}.{}", self.this.table.name, column.name), reason.clone()));
            return format!("# {} is left out: {reason}", column.name.replace('\n', " "));
        };
        let is_taken = |name: &str| TAKEN.contains(&name) || fields.iter().any(|(_, field)| field == name);
        let field = free(&plain(&column.name), is_taken);
        let renamed = if field == column.name {
            String::new()
        } else {
            format!(", column: {}", quoted(&column.name))
        };
        fields.push((column.name.clone(), field.clone()));
        format!("{field}: {{ {options}{renamed} }}")
    }

    fn options(&self, column: &LiveColumn, details: Option<&ColumnDetails>) -> Option<String> {
        let is_of_column = |key: &&ForeignKeyModel| key.columns == [column.name.clone()];
        let key = self.this.table.foreign_keys.iter().find(is_of_column);
        let relation = key.and_then(|key| self.relation(column, key));
        let is_relation = relation.is_some();
        let mut options = match relation {
            Some(relation) => relation,
            None => typed(column, details)?,
        };
        if column.is_computed {
            options.push_str(", readonly: true");
        }
        if !column.is_nullable && !column.is_computed {
            options.push_str(", required: true");
        }
        options.push_str(self.index_of(column, is_relation));
        if PRIVATE.contains(&column.name.to_lowercase().as_str()) {
            options.push_str(", private: true");
        }
        if let Some(comment) = details.and_then(|details| details.comment.as_ref()) {
            let _ = write!(options, ", help: {}", quoted(comment));
        }
        Some(options)
    }

    fn index_of(&self, column: &LiveColumn, is_relation: bool) -> &'static str {
        let is_of_column =
            |index: &&IndexModel| matches!(index.columns.as_slice(), [(name, _)] if *name == column.name);
        let indexes = self.this.table.indexes.iter().filter(is_of_column);
        let mut indexes = indexes.filter(|index| self.can_be_said(index));
        match indexes.clone().any(|index| index.is_unique) {
            true => ", unique: true",
            false if indexes.next().is_some() && !is_relation => ", index: true",
            false => "",
        }
    }

    /// To a table that is a collection too, by its key.
    fn relation(&self, column: &LiveColumn, key: &ForeignKeyModel) -> Option<String> {
        let target = self.target(key)?;
        let target_key = target.table.primary_key.first()?;
        let is_key = key.target_columns == [target_key.clone()];
        let same = target.table.column(target_key)?.storage.known() == column.storage.known();
        let on_delete = match key.on_delete {
            OnDelete::Restrict => "restrict",
            OnDelete::SetNull if column.is_nullable => "set_null",
            OnDelete::SetNull => return None,
            OnDelete::Cascade => "cascade",
        };
        (is_key && same).then(|| format!("type: relation, to: {}, on_delete: {on_delete}", target.name))
    }

    fn target(&self, key: &ForeignKeyModel) -> Option<&Kept<'_>> {
        // SQLite finds a table whatever the case.
        let is_target = |kept: &&Kept<'_>| kept.table.name == key.target_table;
        let is_nearly = |kept: &&Kept<'_>| kept.table.name.eq_ignore_ascii_case(&key.target_table);
        self.kept
            .iter()
            .find(is_target)
            .or_else(|| self.kept.iter().find(is_nearly))
    }

    /// The other side of tables that only link two: a table whose columns are a key and two relations.
    fn links(&self, fields: &mut Fields) -> Vec<String> {
        let mut lines = Vec::new();
        for between in self.kept {
            let [first, second] = linked(between.table).unwrap_or_default()[..] else {
                continue;
            };
            let (Some(here), Some(there)) = (self.target(first), self.target(second)) else {
                continue;
            };
            if here.name != self.this.name || there.name == here.name {
                continue;
            }
            let is_taken = |name: &str| TAKEN.contains(&name) || fields.iter().any(|(_, field)| field == name);
            let field = free(&link_name(&between.name, &here.name, &there.name), is_taken);
            fields.push((String::new(), field.clone()));
            lines.push(format!(
                "{field}: {{ type: relation, to: {}, many: true, through: {} }}",
                there.name, between.name
            ));
        }
        lines
    }

    /// A model names no index of a text without a length; one that is there stays.
    fn can_be_said(&self, index: &IndexModel) -> bool {
        index.columns.iter().all(|(name, _)| {
            let storage = self.this.table.column(name).and_then(|column| column.storage.known());
            storage.is_some_and(|column| !matches!(column, ColumnType::LongText | ColumnType::Json))
        })
    }

    /// Uniques and indexes over several fields.
    fn lists(&self, fields: &Fields) -> String {
        let field_of = |column: &str| {
            let known = fields.iter().find(|(name, _)| name == column);
            known.map(|(_, field)| field.as_str())
        };
        let mut text = String::new();
        for (word, is_unique) in [("unique", true), ("indexes", false)] {
            let is_several = |index: &&IndexModel| index.is_unique == is_unique && index.columns.len() > 1;
            let several = self.this.table.indexes.iter().filter(is_several);
            let lists: Vec<String> = several
                .filter(|index| self.can_be_said(index))
                .filter_map(|index| {
                    let name = |(column, is_descending): &(String, bool)| {
                        let sign = if *is_descending && !is_unique { "-" } else { "" };
                        field_of(column).map(|field| format!("{sign}{field}"))
                    };
                    let names: Option<Vec<String>> = index.columns.iter().map(name).collect();
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

/// The two keys of a table that holds nothing else.
fn linked(table: &LiveTable) -> Option<Vec<&ForeignKeyModel>> {
    let others: Vec<&LiveColumn> = table
        .columns
        .iter()
        .filter(|column| !table.primary_key.contains(&column.name))
        .collect();
    let keys = others.iter().map(|column| {
        let mut keys = table.foreign_keys.iter();
        keys.find(|key| key.columns == [column.name.clone()])
    });
    let keys: Option<Vec<&ForeignKeyModel>> = keys.collect();
    keys.filter(|keys| keys.len() == 2)
}

/// `auth_user_groups` from `auth_user` to `auth_group` is `groups`.
fn link_name(between: &str, here: &str, there: &str) -> String {
    match between.strip_prefix(here).map(|rest| rest.trim_matches('_')) {
        Some(rest) if rest.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) => rest.to_owned(),
        _ => there.to_owned(),
    }
}

fn no_word(column: &LiveColumn, details: Option<&ColumnDetails>) -> String {
    match details.and_then(|details| details.options.as_ref()) {
        Some(options) if details.is_some_and(|details| details.is_enum) => format!(
            "it is an enumeration of the database whose labels can be no options ({})",
            options.join(", ")
        ),
        _ => format!("the model has no word for its type {}", describe_type(column)),
    }
}

/// The type with what checks and defaults say.
pub(super) fn typed(column: &LiveColumn, details: Option<&ColumnDetails>) -> Option<String> {
    let storage = column.storage.known()?;
    // Nothing but a `select` holds one, and that only where its labels can be options.
    let is_enumeration = matches!(column.storage, LiveType::Enumeration { .. });
    let Some(details) = details else {
        return type_of(storage).filter(|_| !is_enumeration);
    };
    let is_text = matches!(storage, ColumnType::Text { .. } | ColumnType::LongText);
    if details.is_json && storage == ColumnType::LongText {
        return type_of(ColumnType::Json);
    }
    let default = details.default.as_deref();
    if let Some(options) = details
        .options
        .as_ref()
        .filter(|options| is_text && can_be_options(options))
    {
        let list: Vec<String> = options.iter().map(|option| quoted(option)).collect();
        let default = default.and_then(text_of).filter(|default| options.contains(default));
        let default = default.map_or_else(String::new, |default| format!(", default: {}", quoted(&default)));
        return Some(format!("type: select, options: [{}]{default}", list.join(", ")));
    }
    let mut text = type_of(storage).filter(|_| !is_enumeration)?;
    if storage == ColumnType::Integer {
        text.push_str(&bounds(details));
    }
    if let Some(default) = default.and_then(|default| default_of(storage, default)) {
        let _ = write!(text, ", default: {default}");
    }
    Some(text)
}

fn can_be_options(options: &[String]) -> bool {
    let is_short = |option: &String| !option.is_empty() && option.len() <= MOST_OPTION_BYTES;
    options.iter().all(is_short) && options.iter().collect::<std::collections::HashSet<_>>().len() == options.len()
}

/// Of whole numbers.
fn bounds(details: &ColumnDetails) -> String {
    const MOST: i64 = 9_007_199_254_740_991;
    let mut text = String::new();
    for bound in &details.bounds {
        let Ok(number) = bound.number.parse::<i64>() else {
            continue;
        };
        let (word, number) = match bound.operator.as_str() {
            ">=" => ("min", number),
            ">" => ("min", number.saturating_add(1)),
            "<=" => ("max", number),
            _ => ("max", number.saturating_sub(1)),
        };
        if !text.contains(word) && number.abs() <= MOST {
            let _ = write!(text, ", {word}: {number}");
        }
    }
    text
}

/// A literal in the words of a model; nothing for what is computed, and for an empty text, which says nothing.
fn default_of(storage: ColumnType, default: &str) -> Option<String> {
    let literal = text_of(default);
    let word = literal.as_deref().unwrap_or(default).trim();
    match storage {
        ColumnType::Boolean => match word.to_ascii_lowercase().as_str() {
            "true" | "1" => Some("true".to_owned()),
            "false" | "0" => Some("false".to_owned()),
            _ => None,
        },
        ColumnType::Integer => word.parse::<i64>().ok().map(|number| number.to_string()),
        ColumnType::Text { max_length } => {
            let limit = usize::try_from(max_length).unwrap_or(usize::MAX);
            literal
                .filter(|text| !text.is_empty() && text.chars().count() <= limit)
                .map(|text| quoted(&text))
        }
        ColumnType::LongText => literal.filter(|text| !text.is_empty()).map(|text| quoted(&text)),
        ColumnType::DateTime => {
            let word = word.to_ascii_lowercase();
            let is_now = word.starts_with("now()") || word.starts_with("current_timestamp");
            is_now.then(|| "$NOW".to_owned())
        }
        _ => None,
    }
}

/// `'draft'::character varying` is `draft`.
fn text_of(default: &str) -> Option<String> {
    let is_literal = default.trim_start().starts_with('\'');
    let mut literals = super::check::literals(default).into_iter();
    match (is_literal, literals.next(), literals.next()) {
        (true, Some(text), None) => Some(text),
        _ => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_said_in_the_words_of_a_model() {
        let text = ColumnType::Text { max_length: 10 };
        let check = |storage, default: &str, expected: Option<&str>| {
            assert_eq!(default_of(storage, default).as_deref(), expected, "{default}");
        };
        check(text, "'draft'::character varying", Some("\"draft\""));
        check(text, "'it''s'", Some("\"it's\""));
        check(text, "''", None);
        check(text, "'far too long for it'", None);
        check(text, "concat('a', 'b')", None);
        check(ColumnType::Integer, "7", Some("7"));
        check(ColumnType::Integer, "nextval('a_seq'::regclass)", None);
        check(ColumnType::Boolean, "true", Some("true"));
        check(ColumnType::Boolean, "0", Some("false"));
        check(ColumnType::DateTime, "CURRENT_TIMESTAMP(6)", Some("$NOW"));
        check(ColumnType::Uuid, "gen_random_uuid()", None);
    }

    #[test]
    fn a_link_is_called_by_what_it_leads_to() {
        let check = |between: &str, here: &str, there: &str, expected: &str| {
            assert_eq!(link_name(between, here, there), expected);
        };
        check("auth_user_groups", "auth_user", "auth_group", "groups");
        check("memberships", "users", "clubs", "clubs");
    }
}
