//! Aggregate reads: groups instead of items. One statement, one more when counts of items are asked for.

use super::{Call, Items, ItemsError, List, diagnose};
use crate::{
    filter::Filter,
    permission::{self, Authorized},
    query::{
        Query, RawQuery,
        aggregation::{AggregateFunction, Aggregation, Measure},
        resolve::{self, ResolvedAggregation},
    },
    schema::condition::Visibility,
    sql,
    value::{CollectionId, ColumnType, Json, Name, Value},
};

impl Items {
    /// The groups that `aggregate` and `groupBy` ask for, as a list: `{"status":"draft","count":3}`.
    pub async fn aggregate(&self, call: &Call, collection: CollectionId, raw: &RawQuery) -> Result<List, ItemsError> {
        let ResolvedAggregation { aggregation, counts } = call.resolve_aggregation(collection, raw)?;
        let filtered = items_of(&aggregation, aggregation.filter.clone());
        let total = items_of(&aggregation, Filter::TRUE);
        let authorized = call.authorize_aggregation(aggregation)?;
        let aggregation = authorized.get();
        let statement = sql::aggregate::compile(&call.schema, self.database().dialect(), &authorized);
        let rows = self.database().values(statement).await.map_err(ItemsError::Database)?;
        if !aggregation.groups.is_empty() {
            filtered.check_rows(rows.len()).map_err(ItemsError::Query)?;
        }
        let filter_count = if counts.filtered {
            Some(self.count(call, &call.authorize(filtered)?).await?)
        } else {
            None
        };
        let total_count = if counts.total {
            Some(self.count(call, &call.authorize(total)?).await?)
        } else {
            None
        };
        let objects: Result<Vec<String>, ItemsError> = rows.iter().map(|row| object(aggregation, row)).collect();
        Ok(List {
            count: rows.len(),
            rows: objects?.join(",").into_bytes(),
            total_count,
            filter_count,
            ..List::default()
        })
    }
}

impl Call {
    pub(super) fn resolve_aggregation(
        &self,
        collection: CollectionId,
        raw: &RawQuery,
    ) -> Result<ResolvedAggregation, ItemsError> {
        if !self.access.can_enter(collection) {
            return Err(ItemsError::Forbidden);
        }
        resolve::resolve_aggregation(&self.schema, &self.access, self.limits, collection, raw)
            .map_err(|error| self.refuse(error))
    }

    fn authorize_aggregation(&self, aggregation: Aggregation) -> Result<Authorized<Aggregation>, ItemsError> {
        permission::read::authorize_aggregation(&self.schema, &self.access, self.now, aggregation)
            .map_err(|_| ItemsError::Forbidden)
    }
}

/// The items behind the groups, for counting; the page is that of the groups.
fn items_of(aggregation: &Aggregation, filter: Filter) -> Query {
    Query {
        collection: aggregation.collection,
        select: Vec::new(),
        filter,
        sort: Vec::new(),
        relevance: None,
        page: aggregation.page,
    }
}

/// One row: the keys of its group, then each function with its fields.
fn object(aggregation: &Aggregation, row: &[Value]) -> Result<String, ItemsError> {
    let (groups, measures) = (&aggregation.groups, &aggregation.measures);
    if row.len() != groups.len() + measures.len() {
        return Err(diagnose::unexpected(
            "a group has not as many columns as were asked for",
        ));
    }
    let mut values = row.iter();
    let mut members: Vec<String> = groups
        .iter()
        .zip(values.by_ref())
        .map(|(group, value)| member(&group.key, &of_column(value, group.column)))
        .collect();
    let measured: Vec<(&Measure, &Value)> = measures.iter().zip(values).collect();
    for of_function in measured.chunk_by(|(one, _), (other, _)| one.function == other.function) {
        let Some((first, value)) = of_function.first() else {
            continue;
        };
        let name = Name::from(first.function.name());
        if first.of.is_none() {
            members.push(member(&name, &value.to_json()));
            continue;
        }
        let fields = of_function.iter().filter_map(|(measure, value)| {
            let of = measure.of.as_ref()?;
            Some(member(&of.key, &measured_json(measure.function, of.column, value)))
        });
        let fields: Vec<String> = fields.collect();
        members.push(format!("{}:{{{}}}", Json::from(&*name), fields.join(",")));
    }
    Ok(format!("{{{}}}", members.join(",")))
}

fn member(key: &Name, value: &Json) -> String {
    format!("{}:{value}", Json::from(&**key))
}

fn measured_json(function: AggregateFunction, column: ColumnType, value: &Value) -> Json {
    match (function, value) {
        (AggregateFunction::Sum | AggregateFunction::SumDistinct, Value::Text(digits))
            if column == ColumnType::Integer =>
        {
            whole_number(digits)
        }
        (AggregateFunction::Least | AggregateFunction::Greatest, _) => of_column(value, column),
        _ => of_column(value, ColumnType::Float),
    }
}

/// A sum of whole numbers is a number as long as JavaScript holds it exactly, and text beyond.
fn whole_number(digits: &str) -> Json {
    const LARGEST: u64 = (1 << 53) - 1;
    match digits.parse::<i64>() {
        Ok(number) if number.unsigned_abs() <= LARGEST => Json::from(number),
        _ => Json::from(digits),
    }
}

/// Zero has no sign here: engines differ in whether they keep it.
fn of_column(value: &Value, column: ColumnType) -> Json {
    match value {
        Value::Float(number) => Json::from(number + 0.0),
        value => value.to_json_of(column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        filter::Operand,
        query::{
            Page,
            aggregation::{Group, Measured},
        },
        value::FieldId,
    };

    #[test]
    fn sums_are_numbers_while_they_are_exact() {
        let check = |digits: &str, expected: Json| assert_eq!(whole_number(digits), expected);
        check("-12", Json::from(-12));
        check("9007199254740991", Json::from(9_007_199_254_740_991_i64));
        check("-9007199254740991", Json::from(-9_007_199_254_740_991_i64));
        check("9007199254740992", Json::from("9007199254740992"));
        check("-9223372036854775808", Json::from("-9223372036854775808"));
        check("99999999999999999999", Json::from("99999999999999999999"));
    }

    #[test]
    fn rows_have_keys_first_and_a_member_a_function() {
        let operand = Operand::field(FieldId(0));
        let measure = |function, name: Option<&str>, column| Measure {
            function,
            of: name.map(|name| Measured {
                key: name.into(),
                operand: operand.clone(),
                column,
            }),
        };
        let price = ColumnType::Decimal { precision: 9, scale: 2 };
        let aggregation = Aggregation {
            collection: CollectionId(0),
            groups: vec![Group {
                key: "views".into(),
                operand: operand.clone(),
                column: ColumnType::BigInteger,
            }],
            measures: vec![
                measure(AggregateFunction::CountAll, None, ColumnType::Integer),
                measure(AggregateFunction::Sum, Some("likes"), ColumnType::Integer),
                measure(AggregateFunction::Sum, Some("price"), price),
                measure(AggregateFunction::Greatest, Some("views"), ColumnType::BigInteger),
                measure(AggregateFunction::Average, Some("rating"), ColumnType::Float),
            ],
            filter: Filter::TRUE,
            sort: Vec::new(),
            page: Page {
                limit: 1,
                offset: 0,
                is_whole: false,
            },
        };
        let row = [
            Value::Integer(5),
            Value::Integer(3),
            Value::Text("7".into()),
            Value::Text("7.50".into()),
            Value::Integer(9),
            Value::Float(-0.0),
        ];
        let expected =
            r#"{"views":"5","countAll":3,"sum":{"likes":7,"price":"7.50"},"max":{"views":"9"},"avg":{"rating":0.0}}"#;
        assert_eq!(object(&aggregation, &row).unwrap(), expected);
        assert!(object(&aggregation, &row[1..]).is_err());
    }
}
