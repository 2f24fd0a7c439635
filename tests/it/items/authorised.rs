//! The law of reads on real engines: random queries of random roles give what a naive reader in memory gives, who first takes out of the world what the
//! rules hide (rows that none lets through, fields that none of the row's rules grants) and then does what was asked.
//!
//! `permission/read/properties.rs` holds the same law for the rewritten filters alone, with many more cases.

use std::collections::HashMap;

use quintet::{
    filter::{
        Filter,
        evaluate::{Row, evaluate},
    },
    items::{Call, ItemsError},
    permission::{Access, Action},
    query::resolve,
    schema::{Collection, FieldRole, Rule, Schema, condition::parse_constant},
    value::{CollectionId, ColumnType, FieldId, Json, Value},
};
use serde_json::{Map, json};

use super::{World, array, raw};
use crate::{support::for_each_engine, vectors};

const ROLES: &[(&str, &str)] = &[
    (
        "a",
        "samples: { read: { filter: { flag: true }, fields: ['*', '-whole', '-marks'] } }",
    ),
    (
        "b",
        "samples: { read: { filter: { whole: { _gt: 0 } }, fields: [label, whole, owner, parent, children, marks] } }",
    ),
    ("c", "samples: { read: { filter: { owner: { name: Ada } } } }"),
    (
        "d",
        "samples: { read: { fields: [label, marks, kind] } }\n  people: { read: { filter: { age: { _gt: 40 } } } }",
    ),
    (
        "e",
        "people: { read: { fields: [name] } }\n  marks: { read: { filter: { weight: { _nnull: true } } } }",
    ),
    (
        "f",
        "marks: { read: { filter: { name: { _contains: e } }, fields: [name, samples] } }",
    ),
    (
        "g",
        "people: { read: { filter: { name: { _neq: Ada } }, fields: ['*', '-age'] } }",
    ),
    (
        "h",
        "samples: { read: { filter: { kind: { _in: [news] } }, fields: ['*', '-owner', '-parent', '-flag'] } }",
    ),
    (
        "i",
        "samples: { read: { filter: { marks: { _none: { weight: { _gt: 2 } } } }, fields: [flag, children, pinned, list] } }",
    ),
    (
        "j",
        "samples: { read: { filter: { price: { _lt: 0 } } } }\n  marks: { read: { filter: { weight: { _gt: 2 } }, fields: [weight] } }",
    ),
];

/// An item with everything in it, as the administrator reads it.
struct Item {
    collection: CollectionId,
    json: Json,
    values: HashMap<FieldId, Value>,
}

struct Naive {
    schema: std::sync::Arc<Schema>,
    items: Vec<Item>,
}

impl Naive {
    async fn read(world: &World) -> Self {
        let mut items = Vec::new();
        for name in ["samples", "people", "marks"] {
            let model = world.schema.collection_named(name).unwrap();
            for json in world.list(name, json!({"fields": "*"})).await.as_array().unwrap() {
                let value = |(name, json): (&String, &Json)| {
                    let field = model.field_named(name).unwrap();
                    let column = field.column_type().filter(|_| !json.is_null())?;
                    let value = match column {
                        ColumnType::Json => Value::Json(json.clone()),
                        column => parse_constant(column, json).unwrap(),
                    };
                    Some((field.id, value))
                };
                items.push(Item {
                    collection: model.id,
                    values: json.as_object().unwrap().iter().filter_map(value).collect(),
                    json: json.clone(),
                });
            }
        }
        Self {
            schema: world.schema.clone(),
            items,
        }
    }

    fn model(&self, item: &Item) -> &Collection {
        self.schema.collection(item.collection)
    }

    fn find(&self, collection: CollectionId, key: &Json) -> Option<usize> {
        self.items
            .iter()
            .position(|item| item.collection == collection && item.json["id"] == *key)
    }

    /// The items that a field leads to, whoever may see them.
    fn targets(&self, item: &Item, field: FieldId, target: Option<CollectionId>) -> Option<Vec<usize>> {
        let field = self.model(item).field(field);
        let link = field.link.as_ref()?;
        let value = &item.json[&*field.name];
        let keys = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        let find = |key: &Json| match key.get("collection") {
            Some(name) => self.find(
                self.schema.collection_named(name.as_str().unwrap()).unwrap().id,
                &key["item"],
            ),
            None => self.find(link.target()?, key),
        };
        let found = keys.iter().filter_map(find);
        let is_meant = |index: &usize| target.is_none_or(|target| self.items[*index].collection == target);
        Some(found.filter(is_meant).collect())
    }
}

/// What is shown: which rows, and which of their fields.
struct Mask {
    /// By item: the fields that are shown; `None` where the row is hidden.
    shown: Vec<Option<Vec<FieldId>>>,
}

/// A row with its related rows, as deep as filters go here.
struct Tree {
    values: Vec<(FieldId, Value)>,
    related: Vec<(FieldId, CollectionId, Vec<Tree>)>,
    hidden: Vec<FieldId>,
}

const DEPTH: usize = 4;

impl Mask {
    /// Everything: how rules see the world.
    fn nothing(naive: &Naive) -> Self {
        let all = |item: &Item| Some(naive.model(item).fields.iter().map(|field| field.id).collect());
        Self {
            shown: naive.items.iter().map(all).collect(),
        }
    }

    fn of(naive: &Naive, access: &Access) -> Self {
        let whole = Self::nothing(naive);
        let fields = |(index, item): (usize, &Item)| {
            let row = whole.tree(naive, index, DEPTH);
            let rules = access.rules(item.collection, Action::Read).into_iter();
            let granting: Vec<&Rule> = rules
                .filter(|rule| evaluate(&rule.filter, &row) == Some(true))
                .collect();
            let is_shown = |field: &&quintet::schema::Field| {
                field.role == FieldRole::PrimaryKey || granting.iter().any(|rule| rule.fields.contains(field.id))
            };
            let fields = naive.model(item).fields.iter().filter(is_shown);
            (!granting.is_empty()).then(|| fields.map(|field| field.id).collect())
        };
        Self {
            shown: naive.items.iter().enumerate().map(fields).collect(),
        }
    }

    fn is_visible(&self, index: usize) -> bool {
        self.shown[index].is_some()
    }

    fn shows(&self, index: usize, field: FieldId) -> bool {
        self.shown[index].as_ref().is_some_and(|fields| fields.contains(&field))
    }

    /// The visible items behind a field; none where the field is hidden.
    fn targets(&self, naive: &Naive, index: usize, field: FieldId, target: Option<CollectionId>) -> Vec<usize> {
        if !self.shows(index, field) {
            return Vec::new();
        }
        let targets = naive.targets(&naive.items[index], field, target).unwrap_or_default();
        targets.into_iter().filter(|target| self.is_visible(*target)).collect()
    }

    fn tree(&self, naive: &Naive, index: usize, depth: usize) -> Tree {
        let item = &naive.items[index];
        let fields = &naive.model(item).fields;
        let mut related = Vec::new();
        for field in fields.iter().filter(|_| depth > 0) {
            for target in field.link.iter().flat_map(quintet::schema::Link::targets) {
                let rows = self.targets(naive, index, field.id, Some(target)).into_iter();
                let rows = rows.map(|row| self.tree(naive, row, depth - 1)).collect();
                related.push((field.id, target, rows));
            }
        }
        let values = item.values.iter().filter(|(field, _)| self.shows(index, **field));
        Tree {
            values: values.map(|(field, value)| (*field, value.clone())).collect(),
            related,
            hidden: fields
                .iter()
                .map(|field| field.id)
                .filter(|field| !self.shows(index, *field))
                .collect(),
        }
    }
}

impl Row for Tree {
    fn value(&self, field: FieldId) -> Option<&Value> {
        self.values
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, value)| value)
    }

    /// A hidden relation has no rows, and no number of them.
    fn related(&self, field: FieldId, target: Option<CollectionId>) -> Option<Vec<&dyn Row>> {
        if target.is_none() && self.hidden.contains(&field) {
            return None;
        }
        let mut found = self.related.iter().filter(|(known, ..)| *known == field).peekable();
        found.peek()?;
        let found = found.filter(|(_, collection, _)| target.is_none_or(|target| target == *collection));
        Some(
            found
                .flat_map(|(.., rows)| rows)
                .map(|row| -> &dyn Row { row })
                .collect(),
        )
    }
}

/// A small generator: the same choices in every run.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides
    }

    fn one_of(&mut self, texts: &[&str]) -> Json {
        serde_json::from_str(texts[self.roll(texts.len())]).unwrap()
    }

    fn grouped(&mut self, depth: usize, make: fn(&mut Self, usize) -> Json) -> Json {
        match self.roll(3) {
            0 => json!({ "_not": make(self, depth) }),
            1 => json!({ "_and": [make(self, depth), make(self, depth)] }),
            _ => json!({ "_or": [make(self, depth), make(self, depth)] }),
        }
    }

    fn quantified(&mut self, relation: &str, inner: Json) -> Json {
        match self.roll(4) {
            0 => json!({ relation: inner }),
            1 => json!({ relation: { "_some": inner } }),
            2 => json!({ relation: { "_none": inner } }),
            _ => json!({ relation: { "_every": inner } }),
        }
    }

    fn sample(&mut self, depth: usize) -> Json {
        if depth == 0 {
            return self.one_of(SAMPLES);
        }
        match self.roll(8) {
            0 | 1 => self.one_of(SAMPLES),
            2 => self.grouped(depth - 1, Self::sample),
            3 => json!({ "owner": self.person(depth - 1) }),
            4 => json!({ "parent": self.sample(depth - 1) }),
            5 => {
                let inner = self.sample(depth - 1);
                self.quantified("children", inner)
            }
            6 => {
                let inner = self.mark(depth - 1);
                self.quantified("marks", inner)
            }
            _ => {
                let inner = match self.roll(2) {
                    0 => json!({ "item:people": self.person(depth - 1) }),
                    _ => json!({ "item:marks": self.mark(depth - 1) }),
                };
                self.quantified("pinned", inner)
            }
        }
    }

    fn person(&mut self, depth: usize) -> Json {
        match self.roll(3) {
            0 if depth > 0 => {
                let inner = self.sample(depth - 1);
                self.quantified("samples", inner)
            }
            1 if depth > 0 => self.grouped(depth - 1, Self::person),
            _ => self.one_of(PEOPLE),
        }
    }

    fn mark(&mut self, depth: usize) -> Json {
        match self.roll(3) {
            0 if depth > 0 => {
                let inner = self.sample(depth - 1);
                self.quantified("samples", inner)
            }
            1 if depth > 0 => self.grouped(depth - 1, Self::mark),
            _ => self.one_of(MARKS),
        }
    }
}

const SAMPLES: &[&str] = &[
    r#"{"label": "Tide"}"#,
    r#"{"label": {"_icontains": "TI"}}"#,
    r#"{"label": {"_null": true}}"#,
    r#"{"whole": {"_gt": 0}}"#,
    r#"{"whole": {"_neq": 5}}"#,
    r#"{"flag": true}"#,
    r#"{"kind": {"_nin": ["news"]}}"#,
    r#"{"price": {"_between": [0, 10]}}"#,
    r#"{"list": {"_ncontains": "sea"}}"#,
    r#"{"count(list)": {"_lt": 2}}"#,
    r#"{"owner": 1}"#,
    r#"{"owner": {"_null": true}}"#,
    r#"{"marks": {"_null": true}}"#,
    r#"{"children": {"_none": {}}}"#,
    r#"{"count(marks)": {"_gte": 1}}"#,
    r#"{"count(children)": 0}"#,
    r#"{"id": {"_in": [1, 3, 5]}}"#,
];
const PEOPLE: &[&str] = &[
    r#"{"name": "Ada"}"#,
    r#"{"name": {"_null": true}}"#,
    r#"{"_not": {"age": {"_gt": 30}}}"#,
    r#"{"count(samples)": {"_gt": 0}}"#,
];
const MARKS: &[&str] = &[
    r#"{"name": {"_neq": "red"}}"#,
    r#"{"weight": {"_lt": 3}}"#,
    r#"{"weight": {"_null": true}}"#,
    r#"{"count(samples)": {"_lte": 2}}"#,
];

/// Members of an answer: the field, what is nested in it, and what the naive reader gives.
const MEMBERS: &[&str] = &[
    "label",
    "whole",
    "flag",
    "kind",
    "price",
    "list",
    "owner",
    "parent",
    "marks",
    "children",
    "count(marks)",
    "owner.name",
    "owner.age",
    "parent.label",
    "children.whole",
    "children.owner",
    "marks.name",
    "marks.weight",
];

/// One member of one row, as the mask shows it.
fn member(naive: &Naive, mask: &Mask, index: usize, name: &str) -> (String, Json) {
    let item = &naive.items[index];
    let model = naive.model(item);
    let field = |name: &str| model.field_named(name).unwrap();
    if let Some(inner) = name.strip_prefix("count(").and_then(|rest| rest.strip_suffix(')')) {
        let field = field(inner);
        let count = mask.targets(naive, index, field.id, None).len();
        let shown = if mask.shows(index, field.id) {
            json!(count)
        } else {
            Json::Null
        };
        return (format!("{inner}_count"), shown);
    }
    let (outer, inner) = name
        .split_once('.')
        .map_or((name, None), |(outer, inner)| (outer, Some(inner)));
    let field = field(outer);
    if !mask.shows(index, field.id) {
        return (outer.to_owned(), Json::Null);
    }
    let targets = || mask.targets(naive, index, field.id, None);
    let value = match (inner, field.is_to_many()) {
        (None, false) => item.json[outer].clone(),
        (None, true) => sorted(
            targets()
                .into_iter()
                .map(|target| naive.items[target].json["id"].clone())
                .collect(),
        ),
        (Some(inner), is_many) => {
            let nested = |target| Json::Object(Map::from_iter([member(naive, mask, target, inner)]));
            let mut rows: Vec<Json> = targets().into_iter().map(nested).collect();
            if is_many {
                sorted(rows)
            } else {
                rows.pop().unwrap_or_default()
            }
        }
    };
    (outer.to_owned(), value)
}

/// Nested lists have an order of their own, which other suites test.
fn sorted(mut list: Vec<Json>) -> Json {
    list.sort_by_key(Json::to_string);
    Json::Array(list)
}

/// The fields of a list in the order of a text.
fn without_order(mut rows: Json) -> Json {
    let members = rows.as_array_mut().into_iter().flatten();
    for (name, value) in members.filter_map(Json::as_object_mut).flatten() {
        // `list` is a value with an order of its own.
        if name != "list"
            && let Json::Array(list) = value
        {
            let list = std::mem::take(list);
            *value = sorted(list);
        }
    }
    rows
}

struct Case {
    query: Json,
    members: Vec<&'static str>,
    sort: &'static str,
}

fn case(dice: &mut Dice) -> Case {
    let first = dice.roll(MEMBERS.len());
    // One member a field: nested and plain together are another question.
    let members: Vec<&'static str> = [first, dice.roll(MEMBERS.len()), dice.roll(MEMBERS.len())]
        .into_iter()
        .map(|index| MEMBERS[index])
        .collect();
    let mut distinct: Vec<&'static str> = Vec::new();
    for member in members {
        let root = |name: &str| name.split('.').next().unwrap().to_owned();
        if distinct.iter().all(|known| root(known) != root(member)) {
            distinct.push(member);
        }
    }
    let sort = ["id", "-id", "whole", "-whole", "label", "-label"][dice.roll(6)];
    let fields: Vec<&str> = std::iter::once("id").chain(distinct.iter().copied()).collect();
    let mut query = json!({
        "fields": fields,
        "sort": [sort, "id"],
        "limit": 1 + dice.roll(8),
        "offset": dice.roll(3),
        "meta": "*",
    });
    if dice.roll(8) > 0 {
        query["filter"] = dice.sample(3);
    }
    Case {
        query,
        members: distinct,
        sort,
    }
}

/// All rows that the query means, in its order.
fn expected_rows(naive: &Naive, mask: &Mask, call: &Call, case: &Case) -> Option<Vec<usize>> {
    let samples = naive.schema.collection_named("samples").unwrap();
    let asked = RawFilter::of(call, samples.id, &case.query)?;
    let visible =
        (0..naive.items.len()).filter(|index| naive.items[*index].collection == samples.id && mask.is_visible(*index));
    let mut rows: Vec<usize> = visible
        .filter(|index| evaluate(&asked.0, &mask.tree(naive, *index, DEPTH)) == Some(true))
        .collect();
    let (name, is_descending) = case
        .sort
        .strip_prefix('-')
        .map_or((case.sort, false), |name| (name, true));
    let field = samples.field_named(name).unwrap().id;
    let value = |index: usize| {
        naive.items[index]
            .values
            .get(&field)
            .filter(|_| mask.shows(index, field))
    };
    // Nulls are last ascending and first descending; ties go by the key.
    rows.sort_by(|one, other| {
        let order = match (value(*one), value(*other)) {
            (None, None) => std::cmp::Ordering::Equal,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(_), None) => std::cmp::Ordering::Less,
            (Some(Value::Text(one)), Some(Value::Text(other))) => one.cmp(other),
            (Some(Value::Integer(one)), Some(Value::Integer(other))) => one.cmp(other),
            other => panic!("{other:?}"),
        };
        let order = if is_descending { order.reverse() } else { order };
        order.then_with(|| {
            naive.items[*one].json["id"]
                .as_i64()
                .cmp(&naive.items[*other].json["id"].as_i64())
        })
    });
    Some(rows)
}

/// The filter as it was asked, resolved and not yet authorised; `None` where the caller may not ask it.
struct RawFilter(Filter);

impl RawFilter {
    fn of(call: &Call, samples: CollectionId, query: &Json) -> Option<Self> {
        if !call.access.grants_anything(samples) {
            return None;
        }
        let resolved = resolve::resolve(&call.schema, &call.access, call.limits, samples, &raw(query.clone())).ok()?;
        Some(Self(resolved.query.filter))
    }
}

#[tokio::test]
async fn random_queries_give_what_a_naive_reader_gives() {
    let rounds: u64 = if std::env::var_os("QUINTET_SOAK").is_some() {
        20_000
    } else {
        600
    };
    let vectors = vectors::vectors();
    let mut texts = vectors::model_files(&vectors);
    texts.extend(
        ROLES
            .iter()
            .map(|(name, rules)| (format!("roles/{name}.yaml"), format!("permissions:\n  {rules}\n"))),
    );
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    for_each_engine(|test| {
        let (vectors, files) = (&vectors, &files);
        async move {
            let world = World::new(test, files).await;
            vectors::fill(&world, &vectors["rows"]).await;
            let naive = Naive::read(&world).await;
            let samples = world.collection("samples");
            let (mut answered, mut refused) = (0_u64, 0_u64);
            for round in 0..rounds {
                let mut dice = Dice::new(round + 1);
                let roles: Vec<&str> = ROLES
                    .iter()
                    .filter(|_| dice.roll(3) == 0)
                    .map(|(name, _)| *name)
                    .collect();
                let call = world.roles(&roles);
                let case = case(&mut dice);
                let mask = Mask::of(&naive, &call.access);
                let found = world.items.list(&call, samples, &raw(case.query.clone())).await;
                let shown = format!("round {round}: {roles:?} {}", case.query);
                let Some(rows) = expected_rows(&naive, &mask, &call, &case) else {
                    assert!(
                        matches!(found, Err(ItemsError::Forbidden | ItemsError::Query(_))),
                        "{shown}: {found:?}"
                    );
                    refused += 1;
                    continue;
                };
                let found = found.unwrap_or_else(|error| panic!("{shown}: {error:?}"));
                answered += 1;
                let visible = naive.items.iter().enumerate();
                let total = visible
                    .filter(|(index, item)| item.collection == samples && mask.is_visible(*index))
                    .count();
                let number = |count: usize| Some(u64::try_from(count).unwrap());
                assert_eq!(
                    (found.total_count, found.filter_count),
                    (number(total), number(rows.len())),
                    "{shown}"
                );
                let page = |name: &str| usize::try_from(case.query[name].as_u64().unwrap()).unwrap();
                let rows = rows.into_iter().skip(page("offset")).take(page("limit"));
                let expected: Json = rows
                    .map(|index| {
                        let id = [("id".to_owned(), naive.items[index].json["id"].clone())];
                        let members = case.members.iter().map(|name| member(&naive, &mask, index, name));
                        Json::Object(id.into_iter().chain(members).collect())
                    })
                    .collect();
                assert_eq!(without_order(array(&found)), without_order(expected), "{shown}");
            }
            println!(
                "{}: {answered} queries answered as the naive reader, {refused} refused",
                world.engine()
            );
            assert!(
                answered > rounds / 5 && refused > 0,
                "{answered} answered, {refused} refused"
            );
        }
    })
    .await;
}
