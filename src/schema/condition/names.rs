//! Names to ids, for whoever asks: what he may not see does not exist, and is never suggested.

use super::{ConditionErrorKind, Visibility};
use crate::{
    field::Protection,
    filter::{
        Function, Operand,
        function::{FUNCTION_NAMES, JSON},
        json_path::JsonPart,
    },
    schema::{Field, Link, Schema, TemplatePart},
    value::{CollectionId, ColumnType, FieldId},
    yaml::nearest::nearest,
};

/// The schema as somebody sees it.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub schema: &'a Schema,
    pub visibility: &'a dyn Visibility,
}

/// A name that means a value: a field, or a function of one.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    pub operand: Operand,
    pub field: &'a Field,
    /// What it gives; `None` for what has no column: relations to many.
    pub column: Option<ColumnType>,
}

impl<'a> Names<'a> {
    /// A visible field.
    pub fn field(&self, collection: CollectionId, name: &str) -> Result<&'a Field, ConditionErrorKind> {
        let schema = self.schema;
        let found = schema.collection(collection).field_named(name);
        match found.filter(|field| self.can_see(collection, field)) {
            Some(field) => Ok(field),
            None => Err(self.unknown(collection, name)),
        }
    }

    /// A computed field shows what it is made of, so all of that must be visible. A relation to many leads somewhere only if one of its targets may be entered; a field's own column is shown as it is.
    pub fn can_see(&self, collection: CollectionId, field: &Field) -> bool {
        let leads_somewhere = |link: &Link| match link {
            Link::One { .. } => true,
            Link::Many { target, .. } | Link::Junction { target, .. } => self.visibility.can_enter(*target),
            Link::AnyOne { branches, .. } | Link::AnyMany { branches, .. } => {
                branches.iter().any(|branch| self.visibility.can_enter(branch.target))
            }
        };
        let mut parts = parts(field).map(|part| self.schema.field(collection, part));
        self.visibility.can_see(collection, field)
            && field.link.as_ref().is_none_or(leads_somewhere)
            && parts.all(|part| self.visibility.can_see(collection, part) && !self.is_protected(part))
    }

    /// Every field that whoever asks may see, in the order of the file.
    pub fn fields(&self, collection: CollectionId) -> impl Iterator<Item = &'a Field> {
        let schema = self.schema;
        schema
            .collection(collection)
            .fields
            .iter()
            .filter(move |field| self.can_see(collection, field))
    }

    pub fn unknown(&self, collection: CollectionId, name: &str) -> ConditionErrorKind {
        let names: Vec<&str> = self.fields(collection).map(|field| &*field.name).collect();
        let near = nearest(name, names).map(str::to_owned);
        ConditionErrorKind::UnknownField {
            collection,
            name: name.to_owned(),
            nearest: near,
        }
    }

    /// `title`, `year(published_at)` or `count(tags)`.
    pub fn named(&self, collection: CollectionId, text: &str) -> Result<Named<'a>, ConditionErrorKind> {
        let Some((function, name)) = split_function(text)? else {
            let field = self.field(collection, text.trim())?;
            return Ok(Named {
                operand: Operand::field(field.id),
                field,
                column: self.column(field),
            });
        };
        let field = self.field(collection, name)?;
        if !self.fits(&function, field) {
            let sentence = format!("{}() does not fit {}", function.name(), field.kind.type_name());
            return Err(ConditionErrorKind::Unfit(sentence));
        }
        let column = function.result();
        let operand = Operand {
            field: field.id,
            function: Some(function),
            guard: None,
        };
        Ok(Named {
            operand,
            field,
            column: Some(column),
        })
    }

    /// The type of a field's own column; of an m2o that of the target's key.
    pub fn column(&self, field: &Field) -> Option<ColumnType> {
        match &field.link {
            Some(Link::One { target, .. }) => field.column_type().or_else(|| self.key_column(*target)),
            Some(_) => None,
            None => field.column_type(),
        }
    }

    pub fn key_column(&self, collection: CollectionId) -> Option<ColumnType> {
        self.schema.collection(collection).key().column_type()
    }

    /// Stored as a hash or encrypted: nothing but null can be asked about it.
    pub fn is_protected(&self, field: &Field) -> bool {
        field.kind.protection() != Protection::None
    }

    fn fits(&self, function: &Function, field: &Field) -> bool {
        let counts = matches!(function, Function::Count(_));
        match &field.link {
            Some(Link::Many { .. } | Link::Junction { .. }) => counts,
            Some(Link::One { .. } | Link::AnyOne { .. } | Link::AnyMany { .. }) => false,
            None => !self.is_protected(field) && field.column_type().is_some_and(|column| function.fits(column)),
        }
    }
}

/// The fields that a computed one is made of.
pub fn parts(field: &Field) -> impl Iterator<Item = FieldId> {
    field.template.iter().filter_map(|part| match part {
        TemplatePart::Field(id) => Some(*id),
        TemplatePart::Text(_) => None,
    })
}

/// `year(published_at)` → the function and the name inside; `None` for a plain name.
pub fn split_function(text: &str) -> Result<Option<(Function, &str)>, ConditionErrorKind> {
    let Some((name, rest)) = text.split_once('(') else {
        return Ok(None);
    };
    let inner = rest.strip_suffix(')').filter(|inner| !inner.contains(['(', ')']));
    let Some(inner) = inner else {
        return Err(ConditionErrorKind::Malformed(
            "must be one function of one field, such as year(published_at)".to_owned(),
        ));
    };
    let name = name.trim();
    match Function::named(name) {
        Some(function) => Ok(Some((function, inner.trim()))),
        None if name == JSON => {
            let (field, path) = inner.split_once(',').unwrap_or((inner, ""));
            let part = JsonPart::parse(path)
                .map_err(|sentence| ConditionErrorKind::Malformed(format!("json() {sentence}")))?;
            Ok(Some((Function::Json(part), field.trim())))
        }
        None => {
            let near = nearest(name, FUNCTION_NAMES.iter().copied());
            Err(ConditionErrorKind::UnknownOperator {
                name: format!("{name}()"),
                nearest: near,
            })
        }
    }
}
