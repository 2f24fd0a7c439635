//! The one condition tree: API filters, permission rules, validation, presets, `show_if`, relation filters and webhook conditions are all this type.
//!
//! Resolved: names have become ids, texts have become values. `evaluate` decides it in memory; `sql` compiles it. Three-valued logic everywhere:
//! a filter holds only where it is TRUE. How JSON becomes a `Filter` is `schema::condition`, because that needs names.

pub mod evaluate;
pub mod fold;
pub mod function;
pub mod json_path;

use json_path::JsonPart;

use crate::{
    operator::Comparison,
    value::{CollectionId, ColumnType, FieldId, Value},
};

#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// TRUE when empty.
    All(Vec<Filter>),
    /// FALSE when empty.
    Any(Vec<Filter>),
    Not(Box<Filter>),
    /// `(…) IS TRUE`: never unknown. `permission` needs it where unknown must not pass for "not counted".
    Holds(Box<Filter>),
    Compare(Condition),
    /// Through a relation of the current collection.
    Related {
        link: LinkPath,
        quantifier: Quantifier,
        filter: Box<Filter>,
    },
}

/// `operand comparison value`, for example `title contains "tide"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub operand: Operand,
    pub comparison: Comparison,
    /// Insensitive to case.
    pub folded: bool,
    /// One value, a list, two values or none, as the comparison wants.
    pub values: Vec<Comparand>,
}

/// What is compared or sorted by: a field of the current collection, maybe through a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    pub field: FieldId,
    pub function: Option<Function>,
    /// Who may see the field, row by row; filled in by `permission`. Where it does not hold the operand is null.
    pub guard: Guard,
}

/// `None`: visible on every row.
pub type Guard = Option<Box<Filter>>;

/// Functions on a field. `Count` counts the rows of a to-many relation or the elements of a JSON list.
#[derive(Debug, Clone, PartialEq)]
pub enum Function {
    Year,
    Month,
    Week,
    Day,
    Weekday,
    Hour,
    Minute,
    Second,
    /// The filter holds the target's row rules, once authorised.
    Count(Box<Filter>),
    /// What stands at a path inside a JSON document.
    Json(JsonPart),
}

/// What a value inside a JSON document is taken for; null where it is something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// Whatever it is.
    Document,
    Text,
    Number,
    Flag,
}

/// A value, or one that is known only with the actor and the clock.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparand {
    Value(Value),
    /// `$NOW`, shifted, as a value of `column` (date, time or datetime).
    Now {
        shift: Shift,
        column: ColumnType,
    },
    /// `$CURRENT_USER`, the key of the signed-in user; null for nobody.
    CurrentUser,
    /// `$CURRENT_USER.profile`: a field of the signed-in user's row.
    CurrentUserField(FieldId),
    /// `$CURRENT_ROLE`: the name of the first role.
    CurrentRole,
    /// `$CURRENT_ROLES`: a list, spread inside `_in`.
    CurrentRoles,
}

/// How far from now: months are months of the calendar, everything else has a fixed length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    pub months: i32,
    pub milliseconds: i64,
}

/// Which relation, and for a relation to any of several collections, into which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LinkPath {
    pub field: FieldId,
    pub target: CollectionId,
}

/// How many related rows must satisfy the filter, that is: make it TRUE. For an m2o there is at most one, and `Some` is what nesting means.
/// All three are two-valued; `Every` also fails on a row for which the filter is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    Some,
    None,
    Every,
}

impl Filter {
    pub const TRUE: Filter = Filter::All(Vec::new());
    pub const FALSE: Filter = Filter::Any(Vec::new());

    pub fn is_true(&self) -> bool {
        matches!(self, Filter::All(parts) if parts.is_empty())
    }

    pub fn is_false(&self) -> bool {
        matches!(self, Filter::Any(parts) if parts.is_empty())
    }

    /// How many conditions and relations it holds, and how many values they compare with.
    pub fn size(&self) -> (usize, usize) {
        match self {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().map(Filter::size).fold((0, 0), sum),
            Filter::Not(part) | Filter::Holds(part) => part.size(),
            Filter::Compare(condition) => (1, condition.values.len()),
            Filter::Related { filter, .. } => sum((1, 0), filter.size()),
        }
    }

    /// `self AND other`, without needless nesting.
    pub fn and(self, other: Filter) -> Filter {
        match (self, other) {
            (one, other) if one.is_true() => other,
            (one, other) if other.is_true() => one,
            (Filter::All(mut parts), Filter::All(more)) => {
                parts.extend(more);
                Filter::All(parts)
            }
            (Filter::All(mut parts), other) => {
                parts.push(other);
                Filter::All(parts)
            }
            (one, other) => Filter::All(vec![one, other]),
        }
    }

    /// Any of several; TRUE absorbs all.
    pub fn any_of(filters: impl IntoIterator<Item = Filter>) -> Filter {
        let mut parts: Vec<Filter> = Vec::new();
        for filter in filters {
            if filter.is_true() {
                return Filter::TRUE;
            }
            if !parts.contains(&filter) {
                parts.push(filter);
            }
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Filter::Any(parts)
        }
    }
}

fn sum(one: (usize, usize), other: (usize, usize)) -> (usize, usize) {
    (one.0.saturating_add(other.0), one.1.saturating_add(other.1))
}

impl Operand {
    /// For a value of one kind inside a document: whatever stands there.
    pub fn of_any_kind(&self) -> Option<Self> {
        match &self.function {
            Some(Function::Json(part)) if part.kind != JsonKind::Document => Some(Self {
                function: Some(Function::Json(part.of_kind(JsonKind::Document))),
                ..self.clone()
            }),
            _ => None,
        }
    }

    pub fn field(field: FieldId) -> Self {
        Self {
            field,
            function: None,
            guard: None,
        }
    }
}
