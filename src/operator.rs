//! The filter operators: one row each. The parser, the OpenAPI document, `/docs` and the admin's filter bar are derived from `OPERATORS`.
//!
//! Every operator lowers to the small closed `Comparison`; the SQL compiler and the evaluator in memory know only that.

use crate::value::ColumnType;

/// What a filter compares, after lowering. Closed: two implementations match it exhaustively, SQL and memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// One of a list.
    OneOf,
    /// Inclusive on both ends: a list of two.
    Between,
    /// Takes no value.
    Null,
    /// Null, or a text without characters, or a JSON list without elements. Takes no value.
    Empty,
    Contains,
    StartsWith,
    EndsWith,
    /// A word that begins with the value, in any case; engines with stems know more. No operator means it: a full-text search does.
    HasWord,
}

/// What stands after the operator in a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperandShape {
    One,
    /// A non-empty list (or comma text).
    List,
    /// Exactly two values.
    Pair,
    /// `true` or `false`; `false` negates.
    Flag,
}

impl OperandShape {
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::List => "list",
            Self::Pair => "pair",
            Self::Flag => "flag",
        }
    }
}

/// Which column types an operator fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    Everything,
    /// All but JSON.
    Scalars,
    /// Numbers, dates and times, and text (by code point).
    Ordered,
    Texts,
    /// Texts and JSON lists.
    TextsAndJson,
}

/// One operator of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    pub name: &'static str,
    pub comparison: Comparison,
    pub negated: bool,
    /// Insensitive to case, by simple Unicode folding.
    pub folded: bool,
    pub operand: OperandShape,
    pub fits: Fits,
    /// As a sentence fragment: "is", "does not contain".
    pub label: &'static str,
}

const fn row(
    name: &'static str,
    comparison: Comparison,
    operand: OperandShape,
    fits: Fits,
    label: &'static str,
) -> Operator {
    Operator {
        name,
        comparison,
        negated: false,
        folded: false,
        operand,
        fits,
        label,
    }
}

const fn not(operator: Operator) -> Operator {
    Operator {
        negated: true,
        ..operator
    }
}

const fn folded(operator: Operator) -> Operator {
    Operator {
        folded: true,
        ..operator
    }
}

use Comparison::{
    Between, Contains, Empty, EndsWith, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Null, OneOf, StartsWith,
};
use OperandShape::{Flag, List, One, Pair};

/// Every operator, in the order in which documents list them.
pub const OPERATORS: &[Operator] = &[
    row("_eq", Equal, One, Fits::Scalars, "is"),
    not(row("_neq", Equal, One, Fits::Scalars, "is not")),
    folded(row("_ieq", Equal, One, Fits::Texts, "is (any case)")),
    not(folded(row("_nieq", Equal, One, Fits::Texts, "is not (any case)"))),
    row("_lt", Less, One, Fits::Ordered, "is less than"),
    row("_lte", LessOrEqual, One, Fits::Ordered, "is at most"),
    row("_gt", Greater, One, Fits::Ordered, "is greater than"),
    row("_gte", GreaterOrEqual, One, Fits::Ordered, "is at least"),
    row("_in", OneOf, List, Fits::Scalars, "is one of"),
    not(row("_nin", OneOf, List, Fits::Scalars, "is none of")),
    row("_between", Between, Pair, Fits::Ordered, "is between"),
    not(row("_nbetween", Between, Pair, Fits::Ordered, "is not between")),
    row("_null", Null, Flag, Fits::Everything, "has no value"),
    not(row("_nnull", Null, Flag, Fits::Everything, "has a value")),
    row("_empty", Empty, Flag, Fits::TextsAndJson, "is empty"),
    not(row("_nempty", Empty, Flag, Fits::TextsAndJson, "is not empty")),
    row("_contains", Contains, One, Fits::TextsAndJson, "contains"),
    not(row("_ncontains", Contains, One, Fits::TextsAndJson, "does not contain")),
    folded(row("_icontains", Contains, One, Fits::Texts, "contains (any case)")),
    not(folded(row(
        "_nicontains",
        Contains,
        One,
        Fits::Texts,
        "does not contain (any case)",
    ))),
    row("_starts_with", StartsWith, One, Fits::Texts, "starts with"),
    not(row(
        "_nstarts_with",
        StartsWith,
        One,
        Fits::Texts,
        "does not start with",
    )),
    folded(row(
        "_istarts_with",
        StartsWith,
        One,
        Fits::Texts,
        "starts with (any case)",
    )),
    not(folded(row(
        "_nistarts_with",
        StartsWith,
        One,
        Fits::Texts,
        "does not start with (any case)",
    ))),
    row("_ends_with", EndsWith, One, Fits::Texts, "ends with"),
    not(row("_nends_with", EndsWith, One, Fits::Texts, "does not end with")),
    folded(row("_iends_with", EndsWith, One, Fits::Texts, "ends with (any case)")),
    not(folded(row(
        "_niends_with",
        EndsWith,
        One,
        Fits::Texts,
        "does not end with (any case)",
    ))),
];

impl Operator {
    pub fn named(name: &str) -> Option<&'static Operator> {
        OPERATORS.iter().find(|operator| operator.name == name)
    }

    /// Whether the operator means something for a column. `_contains` on JSON asks whether a list has the element.
    pub fn fits(&self, column: ColumnType) -> bool {
        match self.fits {
            Fits::Everything => true,
            Fits::Scalars => column != ColumnType::Json,
            Fits::Ordered => !matches!(column, ColumnType::Json | ColumnType::Boolean | ColumnType::Uuid),
            Fits::Texts => column.is_textual(),
            Fits::TextsAndJson => column.is_textual() || column == ColumnType::Json,
        }
    }
}
