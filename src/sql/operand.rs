//! Operands: a field of a row, maybe through a function, null where its guard does not hold.

use super::{
    Sql,
    compiler::{Compiler, Row},
    dialect::Part,
};
use crate::{
    filter::{Filter, Function, Guard, Operand, json_path::JsonPart},
    schema::{Field, FieldRole, TemplatePart},
    value::{ColumnType, Value},
};

/// An expression and what is known about its values.
#[derive(Debug, Clone)]
pub struct Typed {
    pub sql: Sql,
    pub column: ColumnType,
    pub is_nullable: bool,
    /// `collation: natural`.
    pub is_natural: bool,
}

impl<'a> Compiler<'a> {
    /// `None` for what has no single value: a relation without a column of its own, a computed field.
    pub fn operand(&self, row: &Row<'a>, operand: &Operand) -> Option<Typed> {
        let field = row.model.field(operand.field);
        let bare = match &operand.function {
            None => self.field(row, field)?,
            Some(Function::Count(filter)) => self.count(row, field, filter)?,
            Some(Function::Json(part)) => self.inside_document(row, field, part)?,
            Some(Function::Year) => self.part(row, field, Part::Year)?,
            Some(Function::Month) => self.part(row, field, Part::Month)?,
            Some(Function::Week) => self.part(row, field, Part::Week)?,
            Some(Function::Day) => self.part(row, field, Part::Day)?,
            Some(Function::Weekday) => self.part(row, field, Part::Weekday)?,
            Some(Function::Hour) => self.part(row, field, Part::Hour)?,
            Some(Function::Minute) => self.part(row, field, Part::Minute)?,
            Some(Function::Second) => self.part(row, field, Part::Second)?,
        };
        let is_nullable = bare.is_nullable || has_guard(&operand.guard);
        Some(Typed {
            sql: self.guarded(row, &operand.guard, bare.sql),
            is_nullable,
            ..bare
        })
    }

    /// As `operand`, to order or to group by.
    pub fn in_order(&self, row: &Row<'a>, operand: &Operand) -> Option<Typed> {
        let typed = self.operand(row, operand)?;
        let is_enumeration = row.model.may_be_enumeration(row.model.field(operand.field));
        Some(if is_enumeration && operand.function.is_none() {
            Typed {
                sql: self.dialect.enumeration_order(typed.sql),
                ..typed
            }
        } else {
            typed
        })
    }

    /// The expression where the guard holds, null elsewhere.
    pub fn guarded(&self, row: &Row<'a>, guard: &Guard, expression: Sql) -> Sql {
        match guard.as_deref().filter(|filter| !filter.is_true()) {
            None => expression,
            Some(filter) => Sql::text("CASE WHEN ")
                .then(self.filter(row, filter))
                .t(" THEN ")
                .then(expression)
                .t(" END"),
        }
    }

    fn field(&self, row: &Row<'a>, field: &Field) -> Option<Typed> {
        let column = field.column_type()?;
        if !field.template.is_empty() {
            return Some(self.computed(row, field, column));
        }
        let name = field.column.as_deref()?;
        Some(Typed {
            sql: self.stored(row, field, name),
            column,
            is_nullable: !field.is_not_null && field.role != FieldRole::PrimaryKey,
            is_natural: field.is_natural_order && column.is_textual(),
        })
    }

    /// A text made of other fields: an empty one counts as nothing, spaces at both ends are cut.
    fn computed(&self, row: &Row<'a>, field: &Field, column: ColumnType) -> Typed {
        let parts = field.template.iter().filter_map(|part| match part {
            TemplatePart::Text(text) => Some(self.dialect.bind(ColumnType::LongText, &Value::Text(text.clone()))),
            TemplatePart::Field(id) => {
                let typed = self.field(row, row.model.field(*id))?;
                Some(self.dialect.text_of(typed.column, typed.sql))
            }
        });
        Typed {
            sql: self.dialect.concatenation(parts.collect()),
            column,
            is_nullable: false,
            is_natural: field.is_natural_order,
        }
    }

    fn part(&self, row: &Row<'a>, field: &Field, part: Part) -> Option<Typed> {
        let moment = self.field(row, field)?;
        let sql = self.dialect.part(part, moment.column, moment.sql);
        Some(Typed {
            sql,
            column: ColumnType::Integer,
            ..moment
        })
    }

    fn inside_document(&self, row: &Row<'a>, field: &Field, part: &JsonPart) -> Option<Typed> {
        let document = self.field(row, field)?;
        Some(Typed {
            sql: self.dialect.json_part(document.sql, part),
            column: part.kind.column(),
            is_nullable: true,
            is_natural: false,
        })
    }

    fn count(&self, row: &Row<'a>, field: &'a Field, filter: &Filter) -> Option<Typed> {
        if let Some(list) = self.field(row, field) {
            let sql = self.dialect.json_length(list.sql);
            return Some(Typed {
                sql,
                column: ColumnType::Integer,
                is_nullable: true,
                is_natural: false,
            });
        }
        let counts = self.links(field).into_iter().map(|target| {
            let rows = self.linked(row, field, target, filter)?;
            Some(
                Sql::text("(SELECT COUNT(*) FROM ")
                    .then(rows.from)
                    .t(" WHERE ")
                    .then(rows.condition)
                    .t(")"),
            )
        });
        let counts: Option<Vec<Sql>> = counts.collect();
        let counts = counts.filter(|counts| !counts.is_empty())?;
        let sql = Sql::text("(").then(Sql::join(counts, " + ")).t(")");
        Some(Typed {
            sql,
            column: ColumnType::Integer,
            is_nullable: false,
            is_natural: false,
        })
    }
}

fn has_guard(guard: &Guard) -> bool {
    guard.as_deref().is_some_and(|filter| !filter.is_true())
}
