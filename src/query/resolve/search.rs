//! `search`: words in the fields that the model's `search` names, looked up in an index; without it, one text anywhere in the searchable texts of the
//! collection itself, or the very number or key.

use super::{Resolver, parameters::Parameters};
use crate::{
    filter::{Comparand, Condition, Filter, Operand},
    operator::Comparison,
    query::Relevance,
    schema::{FullText, condition, search::words},
    value::{CollectionId, ColumnType, FieldId, Json, Value},
};

impl Resolver<'_> {
    /// TRUE without a text, FALSE where nothing visible could hold it.
    pub(super) fn search(&mut self, collection: CollectionId, parameters: &Parameters<'_>) -> Filter {
        let Some(text) = self.searched(parameters) else {
            return Filter::TRUE;
        };
        if text.contains('\0') {
            self.malformed(parameters.path("search"), "must be text without the character NUL");
        }
        match &self.names.schema.collection(collection).full_text {
            Some(full_text) => self.have_words(collection, full_text, &text),
            None => self.hold(collection, &text),
        }
    }

    /// What a search without `sort` is sorted by.
    pub(super) fn relevance(&mut self, collection: CollectionId, parameters: &Parameters<'_>) -> Option<Relevance> {
        let full_text = self.names.schema.collection(collection).full_text.as_ref()?;
        let words = words(&self.searched(parameters)?);
        let fields: Vec<(Operand, u8)> = self
            .visible(collection, full_text)
            .map(|(field, weight)| (Operand::field(field), weight))
            .collect();
        let has_order = parameters.sort.is_some_and(|sort| !is_nothing(sort));
        let can_rank = !has_order && !words.is_empty() && !fields.is_empty();
        can_rank.then_some(Relevance { words, fields })
    }

    fn searched(&mut self, parameters: &Parameters<'_>) -> Option<String> {
        let text = match parameters.search? {
            Json::Null => return None,
            Json::String(text) => text.trim().to_owned(),
            number @ Json::Number(_) => number.to_string(),
            _ => {
                self.malformed(parameters.path("search"), "must be a text");
                return None;
            }
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// The fields of a full-text search that the caller may see, at least on some rows.
    fn visible(&self, collection: CollectionId, full_text: &FullText) -> impl Iterator<Item = (FieldId, u8)> {
        let names = self.names;
        let model = names.schema.collection(collection);
        let fields = full_text.fields.iter().copied();
        fields.filter(move |(field, _)| names.can_see(collection, model.field(*field)))
    }

    /// Every word, each in any of the fields.
    fn have_words(&self, collection: CollectionId, full_text: &FullText, text: &str) -> Filter {
        let words = words(text);
        if words.is_empty() {
            return Filter::FALSE;
        }
        let has_word = |word: &String| {
            let fields = self.visible(collection, full_text);
            Filter::any_of(fields.map(|(field, _)| {
                Filter::Compare(Condition {
                    operand: Operand::field(field),
                    comparison: Comparison::HasWord,
                    folded: false,
                    values: vec![Comparand::Value(Value::Text(word.clone()))],
                })
            }))
        };
        words.iter().map(has_word).fold(Filter::TRUE, Filter::and)
    }

    fn hold(&self, collection: CollectionId, text: &str) -> Filter {
        let names = self.names;
        let fields = names
            .fields(collection)
            .filter(|field| field.is_searchable && !names.is_protected(field));
        Filter::any_of(fields.filter_map(|field| {
            let column = field.column_type().filter(|_| field.link.is_none())?;
            holds(field.id, column, text)
        }))
    }
}

fn holds(field: FieldId, column: ColumnType, text: &str) -> Option<Filter> {
    let (comparison, folded) = match column {
        ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key => (Comparison::Contains, true),
        ColumnType::Integer
        | ColumnType::BigInteger
        | ColumnType::Float
        | ColumnType::Decimal { .. }
        | ColumnType::Uuid => (Comparison::Equal, false),
        ColumnType::Boolean | ColumnType::Date | ColumnType::Time | ColumnType::DateTime | ColumnType::Json => {
            return None;
        }
    };
    let value = condition::parse_constant(column, &Json::String(text.to_owned())).ok()?;
    (!value.is_null()).then(|| {
        Filter::Compare(Condition {
            operand: Operand::field(field),
            comparison,
            folded,
            values: vec![Comparand::Value(value)],
        })
    })
}

fn is_nothing(sort: &Json) -> bool {
    match sort {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(keys) => keys.is_empty(),
        Json::Bool(_) | Json::Number(_) | Json::Object(_) => false,
    }
}
