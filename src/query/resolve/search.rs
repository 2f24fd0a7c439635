//! `search`: one text, anywhere in the searchable texts of the collection itself, or the very number or key.

use super::{Resolver, parameters::Parameters};
use crate::{
    filter::{Comparand, Condition, Filter, Operand},
    operator::Comparison,
    schema::{Field, condition},
    value::{CollectionId, ColumnType, Json},
};

impl Resolver<'_> {
    /// TRUE without a text, FALSE where nothing visible could hold it.
    pub(super) fn search(&mut self, collection: CollectionId, parameters: &Parameters<'_>) -> Filter {
        let text = match parameters.search {
            None | Some(Json::Null) => return Filter::TRUE,
            Some(Json::String(text)) => text.trim().to_owned(),
            Some(number @ Json::Number(_)) => number.to_string(),
            Some(_) => {
                self.malformed(parameters.path("search"), "must be a text");
                return Filter::TRUE;
            }
        };
        if text.is_empty() {
            return Filter::TRUE;
        }
        if text.contains('\0') {
            self.malformed(parameters.path("search"), "must be text without the character NUL");
        }
        let names = self.names;
        let fields = names
            .fields(collection)
            .filter(|field| field.is_searchable && !names.is_protected(field));
        Filter::any_of(fields.filter_map(|field| self.holds(field, &text)))
    }

    fn holds(&self, field: &Field, text: &str) -> Option<Filter> {
        let column = field.column_type().filter(|_| field.link.is_none())?;
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
                operand: Operand::field(field.id),
                comparison,
                folded,
                values: vec![Comparand::Value(value)],
            })
        })
    }
}
