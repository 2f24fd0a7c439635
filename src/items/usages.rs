//! Where an item is used: over the relations of all collections, and over what is kept as JSON (`quintet_links`).

use serde_json::json;

use super::{Call, Items, ItemsError, diagnose, links::LINKS, refresh::require_links};
use crate::{
    db::{Database, Transaction},
    field::relation::FILES,
    filter::{Comparand, Condition, Filter, LinkPath, Operand, Quantifier},
    operator::Comparison,
    query::RawQuery,
    schema::{Collection, Field, Link, condition::Visibility as _},
    sql::{
        Statement,
        plain::{Test, TestKind, delete, is, select, test},
        write as statements,
    },
    value::{CollectionId, FieldId, ItemId, Json, Name, Value},
};

/// How many items are looked at for each field, and how many links.
const MOST: usize = 1000;
/// How many are read at once, and how many of a refused delete are named.
const PAGE: usize = 100;
pub(super) const NAMED: usize = 5;

/// One place where an item is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    pub collection: Name,
    pub item: String,
    pub field: Name,
    /// As lists and pickers name it.
    pub title: String,
}

/// All places, as far as the caller may see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usages {
    pub found: Vec<Usage>,
    pub hidden: usize,
    /// There are more than are looked at.
    pub is_cut: bool,
    /// After a change of the models, what stands inside JSON is still being found out.
    pub is_unfinished: bool,
}

/// Items that use something in one of their fields.
struct Users {
    collection: CollectionId,
    field: FieldId,
    items: Vec<ItemId>,
}

/// Where statements run: a question of its own, or one inside somebody's transaction.
enum Lane<'l> {
    Read(&'l Database),
    Write(&'l mut Transaction),
}

impl Lane<'_> {
    async fn values(&mut self, statement: Statement) -> Result<Vec<Vec<Value>>, ItemsError> {
        let rows = match self {
            Self::Read(database) => database.values(statement).await,
            Self::Write(transaction) => transaction.values(statement).await,
        };
        rows.map_err(ItemsError::Database)
    }
}

impl Items {
    pub async fn usages(&self, call: &Call, target: CollectionId, id: &ItemId) -> Result<Usages, ItemsError> {
        let mut usages = Usages {
            is_unfinished: !self.are_links_whole(&call.schema).await?,
            ..Usages::default()
        };
        let mut users = self.relating(call, target, id, &mut usages).await?;
        let mut lane = Lane::Read(&self.database);
        let links = self.links_to(call, target, std::slice::from_ref(id), &mut lane).await?;
        usages.is_cut |= links.len() > MOST;
        let links = links.get(..MOST).unwrap_or(&links);
        users.extend(self.holding(call, links, &mut lane).await?);
        for users in users {
            self.tell_users(call, users, &mut usages).await?;
        }
        Ok(usages)
    }

    /// Through relations that are declared on the using side.
    async fn relating(
        &self,
        call: &Call,
        target: CollectionId,
        id: &ItemId,
        usages: &mut Usages,
    ) -> Result<Vec<Users>, ItemsError> {
        let mut all = Vec::new();
        for model in call.schema.collections() {
            for field in &model.fields {
                let Some(filter) = leads_to(field, target, call.schema.collection(target), id) else {
                    continue;
                };
                let dialect = self.database.dialect();
                let statement = statements::keys_where(&call.schema, dialect, model.id, &filter, &[], one_more());
                let rows = self.database.values(statement).await.map_err(ItemsError::Database)?;
                let mut items = ItemId::first_of(rows);
                usages.is_cut |= items.len() > MOST;
                items.truncate(MOST);
                all.push(Users {
                    collection: model.id,
                    field: field.id,
                    items,
                });
            }
        }
        Ok(all)
    }

    /// Rows of `quintet_links`, one more than are looked at: key, collection, item and field.
    async fn links_to(
        &self,
        call: &Call,
        target: CollectionId,
        ids: &[ItemId],
        lane: &mut Lane<'_>,
    ) -> Result<Vec<Vec<Value>>, ItemsError> {
        let Some(links) = call.schema.collection_named(LINKS) else {
            return Ok(Vec::new());
        };
        let tests = leading_to(call, target, ids);
        let fields = ["id", "collection", "item", "field"];
        let statement = select(links, self.database.dialect(), &fields, &tests, one_more(), false);
        lane.values(statement).await
    }

    /// Whose links these are. Items that are gone (a database's cascade tells nobody) are left out.
    async fn holding(&self, call: &Call, links: &[Vec<Value>], lane: &mut Lane<'_>) -> Result<Vec<Users>, ItemsError> {
        let (schema, dialect) = (&call.schema, self.database.dialect());
        let mut all: Vec<Users> = Vec::new();
        for link in links {
            let [_, Value::Text(collection), Value::Text(item), Value::Text(field)] = link.as_slice() else {
                continue;
            };
            let Some(model) = schema.collection_named(collection) else {
                continue;
            };
            let key = model.key().column_type();
            let Some((field, item)) = model
                .field_named(field)
                .filter(|field| field.is_holder())
                .zip(key.and_then(|column| ItemId::parse(item, column)))
            else {
                continue;
            };
            match all
                .iter_mut()
                .find(|users| users.collection == model.id && users.field == field.id)
            {
                Some(users) => users.items.push(item),
                None => all.push(Users {
                    collection: model.id,
                    field: field.id,
                    items: vec![item],
                }),
            }
        }
        for users in &mut all {
            let statement = statements::test_rows(schema, dialect, users.collection, &users.items, &[], false);
            let present = lane.values(statement).await?;
            users.items = ItemId::first_of(present);
            users.items.sort();
            users.items.dedup();
        }
        Ok(all)
    }

    async fn tell_users(&self, call: &Call, users: Users, usages: &mut Usages) -> Result<(), ItemsError> {
        let model = call.schema.collection(users.collection);
        let field = model.field(users.field);
        let is_open = call.access.can_enter(model.id) && call.access.can_see(model.id, field);
        for chunk in users.items.chunks(PAGE) {
            let titles = if is_open {
                self.titles(call, model, chunk).await?
            } else {
                Vec::new()
            };
            usages.hidden = usages.hidden.saturating_add(chunk.len().saturating_sub(titles.len()));
            usages.found.extend(titles.into_iter().map(|(item, title)| Usage {
                collection: model.name.clone(),
                item,
                field: field.name.clone(),
                title,
            }));
        }
        Ok(())
    }

    /// Keys and names of the items that the caller may read.
    async fn titles(
        &self,
        call: &Call,
        model: &Collection,
        ids: &[ItemId],
    ) -> Result<Vec<(String, String)>, ItemsError> {
        let key = &*model.key().name;
        let display = model.display.as_deref().unwrap_or_default();
        let parts = placeholders(display);
        let of_display = self.rows_of(call, model, ids, &parts).await;
        // Who may not read a part of the name gets the key.
        let (rows, display) = match of_display {
            Ok(rows) => (rows, display),
            Err(_) => (self.rows_of(call, model, ids, &[]).await?, ""),
        };
        let titled = |row: &Json| {
            let id = plain_text(row.get(key)?);
            let title = fill(display, &parts, row);
            let title = if title.trim().is_empty() { id.clone() } else { title };
            Some((id, title))
        };
        Ok(rows.iter().filter_map(titled).collect())
    }

    async fn rows_of(
        &self,
        call: &Call,
        model: &Collection,
        ids: &[ItemId],
        parts: &[&str],
    ) -> Result<Vec<Json>, ItemsError> {
        let key = &*model.key().name;
        let keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let raw = RawQuery {
            fields: Some(
                std::iter::once(key)
                    .chain(parts.iter().copied())
                    .map(Json::from)
                    .collect(),
            ),
            filter: Some(json!({ key: { "_in": keys } })),
            limit: Some(json!(ids.len())),
            ..RawQuery::default()
        };
        self.listed(call, model, &raw).await
    }

    /// A list as values, for the server's own questions.
    pub(super) async fn listed(
        &self,
        call: &Call,
        model: &Collection,
        raw: &RawQuery,
    ) -> Result<Vec<Json>, ItemsError> {
        let list = self.list(call, model.id, raw).await?;
        serde_json::from_slice(&[b"[", list.rows.as_slice(), b"]"].concat())
            .map_err(|error| diagnose::unexpected(&error.to_string()))
    }

    /// A file that stands in the content of an item is not deleted: no foreign key could say so. Links of items that are gone go too.
    pub(super) async fn refuse_held(
        &self,
        call: &Call,
        target: CollectionId,
        ids: &[ItemId],
        transaction: &mut Transaction,
    ) -> Result<(), ItemsError> {
        let Some(model) = call.schema.collection_named(LINKS).filter(|_| is_files(call, target)) else {
            return Ok(());
        };
        require_links(transaction, &call.schema).await?;
        loop {
            let lane = &mut Lane::Write(&mut *transaction);
            let links = self.links_to(call, target, ids, lane).await?;
            let page = links.get(..MOST).unwrap_or(&links);
            let users = self.holding(call, page, lane).await?;
            if let Some(users) = users.into_iter().find(|users| !users.items.is_empty()) {
                let model = call.schema.collection(users.collection);
                return Err(ItemsError::StillReferred {
                    collection: model.name.clone(),
                    field: Some(model.field(users.field).name.clone()),
                    items: users.items.iter().map(ToString::to_string).collect(),
                });
            }
            if links.is_empty() {
                return Ok(());
            }
            // By what they lead to, up to the first one that was not looked at: nobody writes another one, the file is locked.
            let mut tests = leading_to(call, target, ids);
            let next = links.get(MOST).and_then(|link| link.first());
            tests.extend(next.map(|id| test("id", TestKind::Below(id.clone()))));
            let statement = delete(model, self.database.dialect(), &tests);
            transaction.execute(statement).await.map_err(ItemsError::Database)?;
            if next.is_none() {
                return Ok(());
            }
        }
    }

    /// Of the items that are in the way of a delete only those that the caller may read.
    pub(super) async fn only_readable(&self, call: &Call, collection: &Name, items: &[String]) -> Vec<String> {
        let Some(model) = call.schema.collection_named(collection) else {
            return Vec::new();
        };
        let column = model.key().column_type();
        let keys = items.iter().take(PAGE).filter_map(|item| ItemId::parse(item, column?));
        let rows = self.rows_of(call, model, &keys.collect::<Vec<_>>(), &[]).await;
        let key = &*model.key().name;
        let mut keys = keys_of(&rows.unwrap_or_default(), key);
        keys.truncate(NAMED);
        keys
    }
}

/// The links that lead to these items.
fn leading_to(call: &Call, target: CollectionId, ids: &[ItemId]) -> Vec<Test> {
    let targets = ids.iter().map(|id| Value::from(id.to_string())).collect();
    vec![
        is("target_collection", &*call.schema.collection(target).name),
        test("target", TestKind::OneOf(targets)),
    ]
}

fn one_more() -> u32 {
    u32::try_from(MOST).unwrap_or(u32::MAX).saturating_add(1)
}

pub(super) fn is_files(call: &Call, collection: CollectionId) -> bool {
    &*call.schema.collection(collection).name == FILES
}

/// The condition that a field leads to an item; `None` where it can not, or where it is the other side's.
fn leads_to(field: &Field, target: CollectionId, model: &Collection, id: &ItemId) -> Option<Filter> {
    let is = |field: FieldId| {
        Filter::Compare(Condition {
            operand: Operand::field(field),
            comparison: Comparison::Equal,
            folded: false,
            values: vec![Comparand::Value(Value::from(id.clone()))],
        })
    };
    let link = field.link.as_ref().filter(|link| link.targets().contains(&target))?;
    match link {
        Link::Many { .. } | Link::Junction { is_inverse: true, .. } => None,
        Link::One { .. } => Some(is(field.id)),
        Link::Junction { .. } | Link::AnyOne { .. } | Link::AnyMany { .. } => Some(Filter::Related {
            link: LinkPath {
                field: field.id,
                target,
            },
            quantifier: Quantifier::Some,
            filter: Box::new(is(model.primary_key)),
        }),
    }
}

/// `{title} ({author.name})` → `title`, `author.name`
fn placeholders(display: &str) -> Vec<&str> {
    let parts = display.split('{').skip(1);
    parts.filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

fn fill(display: &str, parts: &[&str], row: &Json) -> String {
    parts.iter().fold(display.to_owned(), |text, part| {
        let value = part.split('.').try_fold(row, |json, member| json.get(member));
        text.replace(&format!("{{{part}}}"), &value.map(plain_text).unwrap_or_default())
    })
}

/// The keys of rows as text.
pub(super) fn keys_of(rows: &[Json], key: &str) -> Vec<String> {
    rows.iter().filter_map(|row| row.get(key)).map(plain_text).collect()
}

fn plain_text(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in() {
        let check = |display: &str, row: Json, expected: &str| {
            assert_eq!(fill(display, &placeholders(display), &row), expected, "{display}");
        };
        check("{title}", json!({ "title": "Tide" }), "Tide");
        check(
            "{title} ({author.name})",
            json!({ "title": "a", "author": { "name": "b" } }),
            "a (b)",
        );
        check("{number} {gone}", json!({ "number": 7, "gone": null }), "7 ");
        check("no end {", json!({}), "no end {");
    }
}
