//! How dangerous a step is, decided from the shapes and from numbers of rows. What is not known is taken for the worst, and asked for.

use crate::value::ColumnType;

use super::{
    convert::is_meaning_kept,
    plan::{Answer, Change, Fact, Facts, SLOW_ROWS, Safety},
    table::ColumnModel,
};

/// A class with its reason.
pub type Class = (Safety, Option<String>);

pub const SAFE: Class = (Safety::Safe, None);

/// Answers, and the questions that had none.
#[derive(Debug)]
pub struct Judge<'a> {
    facts: &'a Facts,
    pub questions: Vec<Fact>,
}

impl<'a> Judge<'a> {
    pub fn new(facts: &'a Facts) -> Self {
        Self {
            facts,
            questions: Vec::new(),
        }
    }

    fn ask(&mut self, fact: Fact) -> Option<&'a Answer> {
        let known = self.facts.get(&fact);
        if known.is_none() && !self.questions.contains(&fact) {
            self.questions.push(fact);
        }
        known
    }

    pub fn is_empty(&mut self, table: &str) -> bool {
        self.count(Fact::Rows {
            table: table.to_owned(),
        }) == Some(0)
    }

    /// Up to `SLOW_ROWS` + 1; `None` until it is known.
    pub fn rows(&mut self, table: &str) -> Option<u64> {
        self.count(Fact::Rows {
            table: table.to_owned(),
        })
    }

    fn count(&mut self, fact: Fact) -> Option<u64> {
        self.ask(fact).map(|answer| answer.rows)
    }

    /// Reads or writes every row.
    pub fn touches_all_rows(&mut self, table: &str) -> Class {
        match self.count(Fact::Rows {
            table: table.to_owned(),
        }) {
            Some(rows) if rows <= SLOW_ROWS => SAFE,
            _ => (
                Safety::Slow,
                Some(format!("more than {SLOW_ROWS} rows are read or written")),
            ),
        }
    }

    /// Safe where no row stands against it.
    fn needs_none(&mut self, fact: Fact, table: &str, what: &str) -> Class {
        match self.ask(fact) {
            Some(Answer { rows: 0, .. }) => self.touches_all_rows(table),
            Some(answer) => (Safety::NeedsData, Some(answer.sentence(what))),
            None => (Safety::NeedsData, None),
        }
    }

    pub fn refuses_null(&mut self, table: &str, column: &str) -> Class {
        let fact = Fact::Nulls {
            table: table.to_owned(),
            column: column.to_owned(),
        };
        self.needs_none(
            fact,
            table,
            "rows have no value; give the field a default, or fill them",
        )
    }

    pub fn becomes_unique(&mut self, table: &str, columns: Vec<String>) -> Class {
        self.needs_none(
            Fact::Duplicates {
                table: table.to_owned(),
                columns,
            },
            table,
            "values occur more than once",
        )
    }

    pub fn gets_foreign_key(&mut self, table: &str, orphans: Option<Fact>) -> Class {
        match orphans {
            Some(fact) => self.needs_none(fact, table, "rows refer to nothing"),
            None => self.touches_all_rows(table),
        }
    }

    pub fn gets_check(&mut self, table: &str, columns: Vec<String>, allows_none: bool) -> Class {
        let fact = Fact::NotOne {
            table: table.to_owned(),
            columns,
            allows_none,
        };
        self.needs_none(fact, table, "rows have the wrong number of targets")
    }

    /// The values of a column can not be keys of a table that is empty, or whose keys have another type.
    pub fn refers_to_new_table(&mut self, table: &str) -> Class {
        if self.is_empty(table) {
            SAFE
        } else {
            (
                Safety::NeedsData,
                Some("its values are no keys of the table that it refers to".to_owned()),
            )
        }
    }

    /// A new required column: rows that are there need a value.
    pub fn adds_required(&mut self, table: &str) -> Class {
        match self.count(Fact::Rows {
            table: table.to_owned(),
        }) {
            Some(0) => SAFE,
            Some(rows) if rows > SLOW_ROWS => (
                Safety::NeedsData,
                Some(format!(
                    "more than {SLOW_ROWS} rows need a value; give the field a default"
                )),
            ),
            Some(rows) => (
                Safety::NeedsData,
                Some(format!("{rows} rows need a value; give the field a default")),
            ),
            None => (Safety::NeedsData, None),
        }
    }

    /// A column's type becomes another one.
    pub fn changes_type(&mut self, table: &str, column: &str, from: ColumnType, to: ColumnType) -> Class {
        if self.is_empty(table) {
            return SAFE;
        }
        match (from, to) {
            _ if is_wider(from, to) => SAFE,
            _ if holds_all(from, to) || self.fits(table, column, from, to) => self.touches_all_rows(table),
            _ => (
                Safety::Lossy,
                Some("not every value survives the change of type".to_owned()),
            ),
        }
    }

    /// Whether a column's texts are all short enough for its new length.
    pub fn fits(&mut self, table: &str, column: &str, from: ColumnType, to: ColumnType) -> bool {
        match (from, to) {
            (ColumnType::Text { .. } | ColumnType::LongText, ColumnType::Text { max_length }) => {
                let fact = Fact::Longer {
                    table: table.to_owned(),
                    column: column.to_owned(),
                    max_length,
                };
                self.count(fact) == Some(0)
            }
            _ => false,
        }
    }

    /// Whether the engine may change a column in place: nothing of it is lost, and it means the same.
    pub fn can_alter(&mut self, table: &str, from: &ColumnModel, to: &ColumnModel) -> bool {
        let (old, new) = (from.column_type, to.column_type);
        is_meaning_kept(from, to)
            && (old == new
                || is_wider(old, new)
                || holds_all(old, new)
                || self.fits(table, &from.name, old, new)
                || self
                    .keys_that_do_not_fit(table, from, to)
                    .is_some_and(|answer| answer.rows == 0))
    }

    /// Text keys that are to be keys of another type: those that would not be the same afterwards. `None` for other changes.
    pub fn keys_that_do_not_fit(&mut self, table: &str, from: &ColumnModel, to: &ColumnModel) -> Option<&'a Answer> {
        let is_key = matches!(to.column_type, ColumnType::Integer | ColumnType::Uuid);
        if from.column_type != ColumnType::Key || !is_key {
            return None;
        }
        self.ask(Fact::Lost(Box::new(Change {
            table: table.to_owned(),
            from: from.clone(),
            to: to.clone(),
        })))
    }

    /// A column whose values are converted one by one. The old ones are kept in any case.
    pub fn converts(&mut self, table: &str, from: &ColumnModel, to: &ColumnModel) -> Class {
        let change = || {
            Box::new(Change {
                table: table.to_owned(),
                from: from.clone(),
                to: to.clone(),
            })
        };
        let lost = match self.ask(Fact::Lost(change())) {
            Some(Answer { rows: 0, .. }) => self.touches_all_rows(table),
            Some(answer) => (Safety::Lossy, Some(answer.sentence("values do not survive"))),
            None => (Safety::Lossy, None),
        };
        if to.is_nullable || to.default.is_some() {
            return lost;
        }
        match self.ask(Fact::Emptied(change())) {
            Some(Answer { rows: 0, .. }) => lost,
            Some(answer) => (
                Safety::NeedsData,
                Some(answer.sentence("rows would have no value; give the field a default, or change them first")),
            ),
            None => (Safety::NeedsData, None),
        }
    }

    /// A relation whose keys are to be those of another collection.
    pub fn leads_elsewhere(&mut self, table: &str, to: &ColumnModel, orphans: Fact) -> Class {
        let what = "keys lead nowhere in the new target";
        match self.ask(orphans) {
            Some(Answer { rows: 0, .. }) => self.touches_all_rows(table),
            Some(answer) if to.is_nullable => (Safety::Lossy, Some(answer.sentence(what))),
            Some(answer) => (Safety::NeedsData, Some(answer.sentence(what))),
            None => (Safety::Lossy, None),
        }
    }

    /// Several links become one.
    pub fn becomes_single(&mut self, table: &str, to: &ColumnModel, several: Fact, unlinked: Fact) -> Class {
        if !to.is_nullable {
            match self.ask(unlinked) {
                Some(Answer { rows: 0, .. }) => {}
                Some(answer) => {
                    return (
                        Safety::NeedsData,
                        Some(answer.sentence("items have no link, and one is required")),
                    );
                }
                None => return (Safety::NeedsData, None),
            }
        }
        match self.ask(several) {
            Some(Answer { rows: 0, .. }) => self.touches_all_rows(table),
            Some(answer) => (
                Safety::Lossy,
                Some(answer.sentence("items have more than one link; the first one stays")),
            ),
            None => (Safety::Lossy, None),
        }
    }
}

/// The same bytes mean the same: the engines change only what they know about the column.
pub fn is_wider(from: ColumnType, to: ColumnType) -> bool {
    match (from, to) {
        (ColumnType::Integer, ColumnType::BigInteger) => true,
        (ColumnType::Text { max_length: old }, ColumnType::Text { max_length: new }) => old <= new,
        (ColumnType::Decimal { precision: p, scale: s }, ColumnType::Decimal { precision, scale }) => {
            s == scale && p <= precision
        }
        _ => from == to,
    }
}

/// Every value has exactly one counterpart, in other bytes.
pub fn holds_all(from: ColumnType, to: ColumnType) -> bool {
    const KEY: u32 = 64;
    const UUID: u32 = 36;
    match (from, to) {
        (ColumnType::Text { .. } | ColumnType::Key | ColumnType::Uuid, ColumnType::LongText) => true,
        (ColumnType::Key, ColumnType::Text { max_length }) => max_length >= KEY,
        (ColumnType::Uuid, ColumnType::Text { max_length }) => max_length >= UUID,
        (ColumnType::Uuid | ColumnType::Integer, ColumnType::Key) => true,
        _ => false,
    }
}

/// The worse class; both reasons.
pub fn worst(left: Class, right: Class) -> Class {
    let reason = match (left.1, right.1) {
        (Some(one), Some(other)) if one != other => Some(format!("{one}; {other}")),
        (one, other) => one.or(other),
    };
    (left.0.max(right.0), reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_change_by_class() {
        let text = |max_length| ColumnType::Text { max_length };
        let check = |from: ColumnType, to: ColumnType, rows: u64, longer: Option<u64>, expected: Safety| {
            let mut facts = Facts::from([(Fact::Rows { table: "t".into() }, rows.into())]);
            if let (Some(longer), ColumnType::Text { max_length }) = (longer, to) {
                facts.insert(
                    Fact::Longer {
                        table: "t".into(),
                        column: "c".into(),
                        max_length,
                    },
                    longer.into(),
                );
            }
            let found = Judge::new(&facts).changes_type("t", "c", from, to);
            assert_eq!(found.0, expected, "{from:?} to {to:?} with {rows} rows");
        };
        check(text(10), text(20), 5, None, Safety::Safe);
        check(text(10), text(20), SLOW_ROWS + 1, None, Safety::Safe);
        check(text(20), text(10), 5, Some(0), Safety::Safe);
        check(text(20), text(10), 5, Some(1), Safety::Lossy);
        check(text(20), ColumnType::LongText, 5, None, Safety::Safe);
        check(text(20), ColumnType::LongText, SLOW_ROWS + 1, None, Safety::Slow);
        check(text(20), ColumnType::Date, 5, None, Safety::Lossy);
        check(text(20), ColumnType::Date, 0, None, Safety::Safe);
        check(ColumnType::Integer, ColumnType::BigInteger, 5, None, Safety::Safe);
        check(ColumnType::BigInteger, ColumnType::Integer, 5, None, Safety::Lossy);
        let decimal = |precision, scale| ColumnType::Decimal { precision, scale };
        check(decimal(8, 2), decimal(10, 2), 5, None, Safety::Safe);
        check(decimal(8, 2), decimal(8, 3), 5, None, Safety::Lossy);
    }
}
