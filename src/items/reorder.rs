//! Moving an item in the manual order of its collection. The others keep their order among themselves, so only the moved item asks for a permission.

use std::collections::HashMap;

use serde_json::json;

use crate::{
    filter::{Filter, Operand},
    mutation::Write,
    permission::{Action, write::authorize},
    query::Sort,
    schema::{Field, collection::Direction},
    sql::{Assignment, write as statements},
    value::{CollectionId, ColumnType, ItemId, Json, Value},
};

use super::{Call, Items, ItemsError, run::Run};

impl Items {
    /// Puts `item` where `to` is; what stands between moves up by one place.
    pub async fn reorder(
        &self,
        call: &Call,
        collection: CollectionId,
        item: &Json,
        to: &Json,
    ) -> Result<(), ItemsError> {
        call.may_try(collection, Action::Update)?;
        let model = call.schema.collection(collection);
        let order = model.order_field.map(|field| model.field(field));
        let order = order.ok_or_else(|| ItemsError::Payload {
            path: String::new(),
            message: format!(
                "{} has no order of its own: its model file does not say `sortable`",
                model.name
            ),
        })?;
        let item = call.json_key(collection, item, "item")?;
        let to = call.json_key(collection, to, "to")?;
        // Whether the items are there is told to who may know it, before anything is counted.
        self.allowed(call, collection, &to.to_string()).await?;
        let allowed = self.allowed(call, collection, &item.to_string()).await?;
        let may_move = allowed.update.iter().flatten().any(|field| field.id == order.id);
        if !may_move {
            return Err(ItemsError::Forbidden);
        }
        self.renumber(call, collection, order, (&item, &to)).await
    }

    async fn renumber(
        &self,
        call: &Call,
        collection: CollectionId,
        order: &Field,
        (item, to): (&ItemId, &ItemId),
    ) -> Result<(), ItemsError> {
        let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        let mut run = Run::new(call, self.database.dialect(), &mut transaction);
        let places = places(&mut run, collection, order).await?;
        let changes = moved(&places, item, to).ok_or(ItemsError::NotFound)?;
        for (id, place) in changes {
            if id == *item {
                let payload = json!({ &*order.name: place });
                let writes = call.payloads(&self.random, |resolver| {
                    vec![Write::Update(resolver.update(collection, id, &payload, "", Vec::new()))]
                })?;
                let authorized =
                    authorize(&call.schema, &call.access, call.now, writes).map_err(|_| ItemsError::Forbidden)?;
                for write in authorized.into_inner() {
                    run.write(&write, None).await?;
                }
            } else {
                let value = Assignment {
                    column: order.column.clone().unwrap_or_else(|| order.name.to_string()),
                    column_type: ColumnType::Integer,
                    value: Value::Integer(place),
                };
                let statement = statements::update(&call.schema, self.database.dialect(), collection, &[id], &[value]);
                run.execute(statement, collection, "").await?;
            }
        }
        run.finish().await?;
        self.tell(&mut run).await?;
        transaction.commit().await.map_err(ItemsError::Database)
    }
}

/// All items in their order, with the numbers that say so.
async fn places(
    run: &mut Run<'_>,
    collection: CollectionId,
    order: &Field,
) -> Result<Vec<(ItemId, Option<i64>)>, ItemsError> {
    let most = run.call.write_limits.items;
    let by = |field| Sort {
        through: Vec::new(),
        operand: Operand::field(field),
        direction: Direction::Ascending,
    };
    let sort = [by(order.id), by(run.schema.collection(collection).primary_key)];
    let limit = u32::try_from(most).unwrap_or(u32::MAX).saturating_add(1);
    let statement = statements::keys_where(run.schema, run.dialect, collection, &Filter::TRUE, &sort, limit);
    let ids = ItemId::first_of(run.values(statement, collection, "").await?);
    if ids.len() > most {
        let message = format!("the collection has more than {most} items, the most that one request may write");
        return Err(ItemsError::TooLarge(message));
    }
    let mut numbers = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(1000) {
        let statement = statements::load(run.schema, run.dialect, collection, chunk, &[order.id], false);
        for row in run.values(statement, collection, "").await? {
            if let [key, Value::Integer(number)] = row.as_slice() {
                numbers.insert(ItemId::try_from(key.clone()).ok(), *number);
            }
        }
    }
    let placed = |id: ItemId| {
        let number = numbers.get(&Some(id.clone())).copied();
        (id, number)
    };
    Ok(ids.into_iter().map(placed).collect())
}

/// Which items get other numbers. The numbers that are there are dealt anew; where some are missing or twice, all are counted from 1.
fn moved(places: &[(ItemId, Option<i64>)], item: &ItemId, to: &ItemId) -> Option<Vec<(ItemId, i64)>> {
    let position = |wanted: &ItemId| places.iter().position(|(id, _)| id == wanted);
    let (from, to) = (position(item)?, position(to)?);
    let numbers: Option<Vec<i64>> = places.iter().map(|(_, number)| *number).collect();
    let numbers = numbers.filter(|numbers| numbers.is_sorted_by(|one, other| one < other));
    let numbers = numbers.unwrap_or_else(|| (1..).take(places.len()).collect());
    let mut order: Vec<&(ItemId, Option<i64>)> = places.iter().collect();
    let taken = order.remove(from);
    order.insert(to, taken);
    let dealt = order.into_iter().zip(numbers);
    let changed = dealt.filter(|((_, old), new)| *old != Some(*new));
    Some(changed.map(|((id, _), new)| (id.clone(), new)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_gets_another_number() {
        let check = |numbers: &[Option<i64>], from: i64, to: i64, expected: &[(i64, i64)]| {
            let places: Vec<_> = (1..).map(ItemId::Integer).zip(numbers.iter().copied()).collect();
            let changes = moved(&places, &ItemId::Integer(from), &ItemId::Integer(to)).unwrap();
            let expected: Vec<_> = expected
                .iter()
                .map(|(id, place)| (ItemId::Integer(*id), *place))
                .collect();
            assert_eq!(changes, expected, "{numbers:?} {from} -> {to}");
        };
        let tens = [Some(10), Some(20), Some(30), Some(40)];
        check(&tens, 1, 3, &[(2, 10), (3, 20), (1, 30)]);
        check(&tens, 4, 2, &[(4, 20), (2, 30), (3, 40)]);
        check(&tens, 2, 2, &[]);
        check(&[Some(5), None], 2, 1, &[(2, 1), (1, 2)]);
        check(&[Some(1), Some(1), Some(1)], 1, 1, &[(2, 2), (3, 3)]);
        assert_eq!(moved(&[], &ItemId::Integer(1), &ItemId::Integer(1)), None);
    }
}
