//! The law of reads: an authorised filter finds what the filter as it was asked would find in a world from which everything hidden has been taken
//! out: rows that no rule lets through, fields that no rule of that row grants. Random roles, random filters, decided in memory.

use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::{
    filter::evaluate::{Row, evaluate},
    permission::Actor,
    query::{Aggregation, QueryLimits, RawQuery, resolve},
    schema::fixture::{
        self,
        memory::{self, Item},
    },
    value::Value,
};

const VECTORS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/filters.json"));

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

struct World {
    schema: &'static Schema,
    items: &'static [Item],
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let vectors: Json = serde_json::from_str(VECTORS).unwrap();
        let models = vectors["models"].as_object().unwrap().iter();
        let mut texts: Vec<(String, String)> = models
            .map(|(name, model)| (format!("models/{name}.yaml"), model.to_string()))
            .collect();
        let roles = ROLES
            .iter()
            .map(|(name, rules)| (format!("roles/{name}.yaml"), format!("permissions:\n  {rules}\n")));
        texts.extend(roles);
        let files: Vec<(&str, &str)> = texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let schema: &'static Schema = Box::leak(Box::new(fixture::schema_of(&files)));
        let items = memory::items(schema, &vectors["rows"]);
        World { schema, items }
    })
}

/// The world as an actor may see it, by the plain words of the rules.
struct Seen<'w> {
    access: &'w Access,
    item: &'static Item,
    all: &'w OnceLock<Vec<Seen<'w>>>,
}

impl Seen<'_> {
    fn granting(&self) -> Vec<&Rule> {
        let rules = self.access.rules(self.item.collection, Action::Read);
        rules
            .into_iter()
            .filter(|rule| evaluate(&rule.filter, self.item) == Some(true))
            .collect()
    }

    fn is_visible(&self) -> bool {
        !self.granting().is_empty()
    }

    fn shows(&self, field: FieldId) -> bool {
        let is_key = world().schema.field(self.item.collection, field).role == FieldRole::PrimaryKey;
        is_key || self.granting().iter().any(|rule| rule.fields.contains(field))
    }
}

impl Row for Seen<'_> {
    fn value(&self, field: FieldId) -> Option<&Value> {
        self.item.value(field).filter(|_| self.shows(field))
    }

    /// A hidden relation has no rows, and no number of them.
    fn related(&self, field: FieldId, target: Option<CollectionId>) -> Option<Vec<&dyn Row>> {
        if !self.shows(field) {
            return target.map(|_| Vec::new());
        }
        let targets = self.item.related_items(field, target)?;
        let seen = |item: &&'static Item| {
            self.all
                .get()
                .unwrap()
                .iter()
                .find(|seen| std::ptr::eq(seen.item, *item))
                .unwrap()
        };
        let rows = targets.iter().map(seen).filter(|seen| seen.is_visible());
        Some(rows.map(|seen| -> &dyn Row { seen }).collect())
    }
}

/// Choices, made by bytes, so that a failure shrinks.
struct Dice<'d>(std::slice::Iter<'d, u8>);

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        usize::from(*self.0.next().unwrap_or(&0)) % sides
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
        match self.roll(9) {
            0 | 1 => self.one_of(SAMPLES),
            2 | 3 => self.grouped(depth - 1, Self::sample),
            4 => json!({ "owner": self.person(depth - 1) }),
            5 => json!({ "parent": self.sample(depth - 1) }),
            6 => {
                let inner = self.sample(depth - 1);
                self.quantified("children", inner)
            }
            7 => {
                let inner = self.mark(depth - 1);
                self.quantified("marks", inner)
            }
            _ => {
                let (person, mark) = (self.person(depth - 1), self.mark(depth - 1));
                let inner = match self.roll(3) {
                    0 => json!({ "item:people": person }),
                    1 => json!({ "item:marks": mark }),
                    _ => json!({"_or": [{ "item:people": person }, { "item:marks": mark }]}),
                };
                self.quantified("pinned", inner)
            }
        }
    }

    fn person(&mut self, depth: usize) -> Json {
        if depth == 0 {
            return self.one_of(PEOPLE);
        }
        match self.roll(4) {
            0 => self.one_of(PEOPLE),
            1 => self.grouped(depth - 1, Self::person),
            _ => {
                let inner = self.sample(depth - 1);
                self.quantified("samples", inner)
            }
        }
    }

    fn mark(&mut self, depth: usize) -> Json {
        if depth == 0 {
            return self.one_of(MARKS);
        }
        match self.roll(4) {
            0 => self.one_of(MARKS),
            1 => self.grouped(depth - 1, Self::mark),
            _ => {
                let inner = self.sample(depth - 1);
                self.quantified("samples", inner)
            }
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
    r#"{"flag": {"_null": true}}"#,
    r#"{"kind": {"_nin": ["news"]}}"#,
    r#"{"kind": {"_empty": true}}"#,
    r#"{"price": {"_between": [0, 10]}}"#,
    r#"{"list": {"_ncontains": "sea"}}"#,
    r#"{"count(list)": {"_lt": 2}}"#,
    r#"{"owner": 1}"#,
    r#"{"owner": {"_null": true}}"#,
    r#"{"owner": {"_neq": 1}}"#,
    r#"{"parent": {"_nnull": true}}"#,
    r#"{"marks": {"_null": true}}"#,
    r#"{"marks": {"_nin": [1]}}"#,
    r#"{"children": {"_none": {}}}"#,
    r#"{"children": {"_some": {}}}"#,
    r#"{"count(marks)": {"_gte": 1}}"#,
    r#"{"count(marks)": {"_null": true}}"#,
    r#"{"count(children)": 0}"#,
    r#"{"pinned": {"_null": true}}"#,
    r#"{"pinned": {"collection": "people"}}"#,
    r#"{"pinned": {"_none": {"collection": "marks"}}}"#,
    r#"{"id": {"_in": [1, 3, 5]}}"#,
];
const PEOPLE: &[&str] = &[
    r#"{"name": "Ada"}"#,
    r#"{"name": {"_null": true}}"#,
    r#"{"age": {"_gt": 30}}"#,
    r#"{"_not": {"age": {"_gt": 30}}}"#,
    r#"{"count(samples)": {"_gt": 0}}"#,
    r#"{"samples": {"_none": {}}}"#,
];
const MARKS: &[&str] = &[
    r#"{"name": {"_neq": "red"}}"#,
    r#"{"name": {"_nnull": true}}"#,
    r#"{"weight": {"_lt": 3}}"#,
    r#"{"weight": {"_null": true}}"#,
    r#"{"samples": {"_every": {"flag": true}}}"#,
    r#"{"count(samples)": {"_lte": 2}}"#,
];

fn access(choice: u16) -> Access {
    let chosen = ROLES.iter().enumerate().filter(|(index, _)| choice & (1 << index) != 0);
    let actor = Actor {
        roles: chosen.map(|(_, (name, _))| (*name).into()).collect(),
        ..Actor::public()
    };
    Access::new(world().schema, Arc::new(actor))
}

/// `None` where the actor may not ask that.
fn authorized(access: &Access, filter: &Json) -> Option<(Filter, Query)> {
    let samples = world().schema.expect("samples").id;
    let raw = RawQuery {
        fields: Some(json!("*,owner.*,children.label,marks.*")),
        filter: Some(filter.clone()),
        ..RawQuery::default()
    };
    // Without the relations that are hidden.
    let bare = RawQuery {
        fields: None,
        ..raw.clone()
    };
    let ask = |raw| resolve::resolve(world().schema, access, QueryLimits::default(), samples, raw).ok();
    let query = ask(&raw).or_else(|| ask(&bare))?.query;
    let asked = query.filter.clone();
    let query = authorize(world().schema, access, DateTime::UNIX_EPOCH, query)
        .unwrap()
        .into_inner();
    Some((asked, query))
}

fn check(access: &Access, filter: &Json) -> Result<bool, TestCaseError> {
    let Some((asked, query)) = authorized(access, filter) else {
        return Ok(false);
    };
    let all = OnceLock::new();
    let seen = |item| Seen {
        access,
        item,
        all: &all,
    };
    assert!(all.set(world().items.iter().map(seen).collect()).is_ok());
    for seen in all
        .get()
        .unwrap()
        .iter()
        .filter(|seen| seen.item.collection == query.collection)
    {
        let found = evaluate(&query.filter, seen.item) == Some(true);
        let expected = seen.is_visible() && evaluate(&asked, seen) == Some(true);
        let key = seen.item.key();
        prop_assert_eq!(
            found,
            expected,
            "row {:?} of {} for {:?}",
            key,
            filter,
            access.actor.roles
        );
        if seen.is_visible() {
            check_members(&query, seen)?;
        }
    }
    Ok(true)
}

/// What is selected is shown exactly where a rule of the row grants it, and related rows where they are visible.
fn check_members(query: &Query, seen: &Seen<'_>) -> Result<(), TestCaseError> {
    let holds = |guard: &Guard| {
        guard
            .as_deref()
            .is_none_or(|guard| evaluate(guard, seen.item) == Some(true))
    };
    for member in &query.select {
        match &member.value {
            Selected::Operand(operand) => {
                prop_assert_eq!(
                    holds(&operand.guard),
                    seen.shows(operand.field),
                    "{} of {:?}",
                    member.key,
                    seen.item
                );
            }
            Selected::Related { field, guard, query } | Selected::Keys { field, guard, query } => {
                prop_assert_eq!(holds(guard), seen.shows(*field), "{} of {:?}", member.key, seen.item);
                for target in seen
                    .all
                    .get()
                    .unwrap()
                    .iter()
                    .filter(|target| target.item.collection == query.collection)
                {
                    let found = evaluate(&query.filter, target.item) == Some(true);
                    prop_assert_eq!(found, target.is_visible(), "{} {:?}", member.key, target.item);
                    if found {
                        check_members(query, target)?;
                    }
                }
            }
            Selected::Groups {
                field,
                guard,
                aggregation,
            } => {
                prop_assert_eq!(holds(guard), seen.shows(*field), "{} of {:?}", member.key, seen.item);
                check_groups(aggregation, seen)?;
            }
            Selected::Branches {
                field, guard, branches, ..
            } => {
                prop_assert_eq!(holds(guard), seen.shows(*field), "{} of {:?}", member.key, seen.item);
                for branch in branches {
                    for target in seen
                        .all
                        .get()
                        .unwrap()
                        .iter()
                        .filter(|target| target.item.collection == branch.collection)
                    {
                        prop_assert_eq!(evaluate(&branch.filter, target.item) == Some(true), target.is_visible());
                    }
                }
            }
        }
    }
    Ok(())
}

/// Only visible rows are counted.
fn check_groups(aggregation: &Aggregation, seen: &Seen<'_>) -> Result<(), TestCaseError> {
    let targets = seen.all.get().unwrap().iter();
    for target in targets.filter(|target| target.item.collection == aggregation.collection) {
        let found = evaluate(&aggregation.filter, target.item) == Some(true);
        prop_assert_eq!(found, target.is_visible(), "{:?}", target.item);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn authorising_never_widens_and_hides_as_if_it_were_not_there(choice in 0_u16..1024, bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut dice = Dice(bytes.iter());
        let filter = dice.sample(3);
        check(&access(choice), &filter)?;
    }
}

#[test]
fn most_random_filters_are_allowed_to_somebody() {
    let all = access(1023);
    let allowed = (0..200_u8).filter(|seed| {
        let bytes: Vec<u8> = (0..60_u8)
            .map(|step| seed.wrapping_mul(31).wrapping_add(step.wrapping_mul(97)))
            .collect();
        check(&all, &Dice(bytes.iter()).sample(3)).unwrap()
    });
    assert!(allowed.count() > 150);
}
