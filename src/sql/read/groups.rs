//! A to-many relation as its groups: one object a group, made by the database as any nested list is.
//!
//! Without group keys there is one group, also of no rows, and the measures stand right where the related rows are. With keys the groups are a derived table; where
//! such a table does not see the row around it, it holds the groups of all parents, and one's own are picked out.

use super::bounds;
use crate::{
    filter::Operand,
    query::{
        AggregateFunction, Aggregation,
        aggregation::{Measure, Measured},
    },
    schema::Field,
    sql::{
        Sql,
        aggregate::Derived,
        compiler::{Compiler, Row},
        dialect::{JsonList, PageShape},
        relation::Related,
        rows::{OrderTerm, Rows},
    },
    value::{ColumnType, Name},
};

/// A group's values as expressions, by their place in the aggregation.
struct Values {
    groups: Vec<Sql>,
    measures: Vec<Sql>,
    /// What a sum of whole numbers is compared by; nothing for other measures.
    sizes: Vec<Sql>,
}

impl<'a> Compiler<'a> {
    pub(super) fn list_of_groups(&self, row: &Row<'a>, field: &Field, aggregation: &Aggregation) -> Sql {
        let Some(related) = self.related(row, field, aggregation.collection) else {
            return Sql::text("NULL");
        };
        if aggregation.groups.is_empty() {
            self.one_group(&related, aggregation)
        } else {
            self.several_groups(related, aggregation)
        }
    }

    fn one_group(&self, related: &Related<'a>, aggregation: &Aggregation) -> Sql {
        let derived = Derived::here(self.dialect, self.operands(&related.row, operands(aggregation)));
        let values = values(&derived, aggregation);
        let condition = self.all([related.on(), self.filter(&related.row, &aggregation.filter)]);
        Sql::text("(SELECT ")
            .then(self.dialect.json_single(self.group_object(aggregation, &values)))
            .t(" FROM ")
            .then(related.from.clone())
            .t(" WHERE ")
            .then(condition)
            .t(")")
    }

    fn several_groups(&self, related: Related<'a>, aggregation: &Aggregation) -> Sql {
        let sees_parent = self.dialect.derived_tables_see_outer_rows();
        let derived = Derived::below(self.dialect, self.operands(&related.row, operands(aggregation)));
        let terms: Vec<OrderTerm> = aggregation
            .sort
            .iter()
            .flat_map(|sort| derived.terms(aggregation, *sort))
            .collect();
        let own = related.own.clone();
        let rows = self.rows_to_group(related, aggregation, &derived);
        let found = values(&derived, aggregation);
        let outer = Values {
            groups: places('g', found.groups.len()),
            measures: places('m', found.measures.len()),
            sizes: places('o', found.sizes.len()),
        };
        let from = grouped(rows, &found, &terms, !sees_parent);
        let order = terms.into_iter().enumerate().map(|(place, term)| OrderTerm {
            expression: Sql::text(format!("g.s{place}")),
            is_column: false,
            ..term
        });
        let (limit, offset) = bounds(aggregation.page);
        self.dialect.json_list(JsonList {
            item: self.group_object(aggregation, &outer),
            is_document: true,
            keyed: None,
            shape: PageShape {
                is_heavy: false,
                is_by_key: false,
                is_long: false,
                is_nested: true,
                has_index: false,
            },
            rows: Rows {
                from,
                condition: if sees_parent {
                    Sql::text("TRUE")
                } else {
                    Sql::text("g.p = ").then(own)
                },
                order: order.collect(),
                limit,
                offset,
            },
        })
    }

    /// `(SELECT … ) AS r`: the related rows with what is grouped by and measured, and as `p` whose they are.
    fn rows_to_group(&self, related: Related<'a>, aggregation: &Aggregation, derived: &Derived<'_, '_>) -> Sql {
        let filter = self.filter(&related.row, &aggregation.filter);
        let tie = if self.dialect.derived_tables_see_outer_rows() {
            related.on()
        } else {
            related.far.clone().t(" IS NOT NULL")
        };
        let parent = related.far.t(" AS p");
        Sql::text("(SELECT ")
            .then(Sql::join(std::iter::once(parent).chain(derived.named_columns()), ", "))
            .t(" FROM ")
            .then(related.from)
            .t(" WHERE ")
            .then(self.all([tie, filter]))
            .t(") AS r")
    }

    /// The keys first, then a member a function, as an aggregate read has them.
    fn group_object(&self, aggregation: &Aggregation, values: &Values) -> Sql {
        let keys = aggregation.groups.iter().zip(&values.groups);
        let mut members: Vec<(Name, Sql)> = keys
            .map(|(group, value)| (group.key.clone(), self.dialect.json_value(group.column, value.clone())))
            .collect();
        let measured = aggregation
            .measures
            .iter()
            .zip(values.measures.iter().zip(&values.sizes));
        let measured: Vec<(&Measure, (&Sql, &Sql))> = measured.collect();
        for of_function in measured.chunk_by(|(one, _), (other, _)| one.function == other.function) {
            let Some((first, (value, _))) = of_function.first() else {
                continue;
            };
            let name = Name::from(first.function.name());
            if first.of.is_none() {
                members.push((name, self.dialect.json_value(ColumnType::Integer, (*value).clone())));
                continue;
            }
            let fields = of_function.iter().filter_map(|(measure, (value, size))| {
                let of = measure.of.as_ref()?;
                Some((of.key.clone(), self.measured_json(measure.function, of, value, size)))
            });
            members.push((name, self.dialect.json_object(fields.collect())));
        }
        self.dialect.json_object(members)
    }

    fn measured_json(&self, function: AggregateFunction, of: &Measured, value: &Sql, size: &Sql) -> Sql {
        let json = |column| self.dialect.json_value(column, value.clone());
        match function {
            AggregateFunction::Count | AggregateFunction::CountDistinct | AggregateFunction::CountAll => {
                json(ColumnType::Integer)
            }
            AggregateFunction::Sum | AggregateFunction::SumDistinct => match of.column {
                ColumnType::Integer => self.dialect.json_whole_sum(value.clone(), size.clone()),
                ColumnType::Float => json(ColumnType::Float),
                _ => json(ColumnType::LongText),
            },
            AggregateFunction::Average | AggregateFunction::AverageDistinct => json(ColumnType::Float),
            AggregateFunction::Least | AggregateFunction::Greatest => json(of.column),
        }
    }
}

/// `(SELECT … GROUP BY …) AS g`: one row a group, its values under short names; with its parent as `p` where it holds the groups of all.
fn grouped(rows: Sql, found: &Values, terms: &[OrderTerm], is_of_all: bool) -> Sql {
    let named = |name: char, values: &[Sql]| -> Vec<Sql> {
        let values = values.iter().enumerate();
        values
            .map(|(place, value)| value.clone().t(&format!(" AS {name}{place}")))
            .collect()
    };
    let sorted: Vec<Sql> = terms.iter().map(|term| term.expression.clone()).collect();
    let parent = if is_of_all { vec![Sql::text("r.p")] } else { Vec::new() };
    let members = [
        parent.iter().map(|parent| parent.clone().t(" AS p")).collect(),
        named('g', &found.groups),
        named('m', &found.measures),
        named('o', &found.sizes),
        named('s', &sorted),
    ];
    Sql::text("(SELECT ")
        .then(Sql::join(members.concat(), ", "))
        .t(" FROM ")
        .then(rows)
        .t(" GROUP BY ")
        .then(Sql::join([parent, found.groups.clone()].concat(), ", "))
        .t(") AS g")
}

fn operands(aggregation: &Aggregation) -> impl Iterator<Item = &Operand> {
    let grouped = aggregation.groups.iter().map(|group| &group.operand);
    let measured = aggregation.measures.iter().filter_map(|measure| measure.of.as_ref());
    grouped.chain(measured.map(|of| &of.operand))
}

fn values(derived: &Derived<'_, '_>, aggregation: &Aggregation) -> Values {
    Values {
        groups: aggregation.groups.iter().map(|group| derived.group(group).0).collect(),
        measures: aggregation
            .measures
            .iter()
            .map(|measure| signless(derived, measure))
            .collect(),
        sizes: aggregation
            .measures
            .iter()
            .map(|measure| size(derived, measure))
            .collect(),
    }
}

/// Zero has no sign in aggregates: engines differ in whether they keep it.
fn signless(derived: &Derived<'_, '_>, measure: &Measure) -> Sql {
    let (value, column) = derived.measure(measure);
    if column.encoding == crate::sql::Encoding::Scalar(ColumnType::Float) {
        Sql::text("(").then(value).t(" + 0.0)")
    } else {
        value
    }
}

fn size(derived: &Derived<'_, '_>, measure: &Measure) -> Sql {
    match (measure.function, &measure.of) {
        (AggregateFunction::Sum | AggregateFunction::SumDistinct, Some(of)) if of.column == ColumnType::Integer => {
            derived.ordered(measure.function, of)
        }
        _ => Sql::text("0"),
    }
}

fn places(name: char, count: usize) -> Vec<Sql> {
    (0..count).map(|place| Sql::text(format!("g.{name}{place}"))).collect()
}
