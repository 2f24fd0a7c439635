//! Asking the cases of a suite.

use std::{collections::HashMap, sync::Arc};

use crate::{
    items::{Call, Items, ItemsError},
    permission::{
        Access, Action, Actor,
        explain::{Explanation, Question, Verdict, explain},
    },
    query::RawQuery,
    schema::{Schema, condition},
    transfer::seed::order,
    value::{CollectionId, FieldId, ItemId, Json, Name, Value},
};

use super::{AccessError, Case, Expected, Suite};

const USERS: &str = "quintet_users";

/// What came of a case.
#[derive(Debug)]
pub struct Outcome {
    pub found: Found,
    /// What differs from what was expected; empty where nothing does.
    pub problems: Vec<Problem>,
}

/// What the server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Allowed,
    Denied,
    /// With what is wrong.
    Invalid(String),
}

/// One difference, with the rules that decide.
#[derive(Debug)]
pub struct Problem {
    pub kind: ProblemKind,
    pub explanation: Explanation,
    pub values: Vec<(FieldId, Json)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The decision itself.
    Decision,
    /// A field should be shown and is not.
    Hidden(FieldId),
    /// A field should be hidden and is not.
    Shown(FieldId),
}

/// Makes the user and what is given, then asks every case. `call` is the administrator's.
pub async fn run(items: &Items, call: &Call, suite: &Suite) -> Result<Vec<Outcome>, AccessError> {
    let given = |error| AccessError::Given {
        file: suite.file.clone(),
        error,
    };
    let actor = prepare(items, call, suite).await.map_err(given)?;
    let asked = |error| AccessError::Items {
        file: suite.file.clone(),
        error,
    };
    let mut outcomes = Vec::with_capacity(suite.cases.len());
    for case in &suite.cases {
        let asking = Asking::new(items, call, &actor, case);
        outcomes.push(asking.outcome().await.map_err(asked)?);
    }
    Ok(outcomes)
}

/// The user who asks, with the items that he has made.
async fn prepare(items: &Items, call: &Call, suite: &Suite) -> Result<Actor, ItemsError> {
    let mut actor = Actor {
        roles: suite.roles.clone(),
        ..Actor::public()
    };
    if let (Some(user), Some(users)) = (&suite.user, call.schema.collection_named(USERS)) {
        items.create(call, users.id, user.clone(), &RawQuery::default()).await?;
        let key = user.get(&*users.key().name).and_then(Json::as_str).unwrap_or_default();
        let id = call.key(users.id, key)?;
        actor.user_fields = user_fields(items, call, users.id, key).await?;
        actor.user = Some(id);
    }
    // What he has made is made with every right, in his name.
    let mut access = Access::administrator();
    access.actor = Arc::new(actor.clone());
    let maker = Call { access, ..call.clone() };
    items
        .apply(&maker, &order::changes(&call.schema, &suite.given, &suite.seeded))
        .await?;
    Ok(actor)
}

/// For `$CURRENT_USER.profile`.
async fn user_fields(
    items: &Items,
    call: &Call,
    users: CollectionId,
    key: &str,
) -> Result<Vec<(FieldId, Value)>, ItemsError> {
    let item = items.read(call, users, key, &RawQuery::default()).await?;
    let members: HashMap<String, Json> = serde_json::from_slice(&item.bytes).unwrap_or_default();
    let model = call.schema.collection(users);
    let value = |(name, json): (String, Json)| {
        let field = model.field_named(&name)?;
        let column = field.column_type().filter(|_| !json.is_null())?;
        Some((field.id, condition::parse_constant(column, &json).ok()?))
    };
    Ok(members.into_iter().filter_map(value).collect())
}

struct Asking<'a> {
    items: &'a Items,
    /// Whose writes are rolled back.
    rehearsal: Items,
    administrator: &'a Call,
    call: Call,
    case: &'a Case,
}

impl<'a> Asking<'a> {
    fn new(items: &'a Items, administrator: &'a Call, actor: &Actor, case: &'a Case) -> Self {
        let roles: Vec<Name> = case.roles.clone().unwrap_or_else(|| actor.roles.clone());
        let actor = Actor { roles, ..actor.clone() };
        let access = Access::new(&administrator.schema, Arc::new(actor));
        Self {
            items,
            rehearsal: items.rehearsing(),
            call: Call {
                access,
                ..administrator.clone()
            },
            administrator,
            case,
        }
    }

    async fn outcome(&self) -> Result<Outcome, ItemsError> {
        let found = self.decide().await?;
        let expected = match self.case.expect {
            Expected::Allow => found == Found::Allowed,
            Expected::Deny => found == Found::Denied,
            Expected::Invalid => matches!(found, Found::Invalid(_)),
        };
        let mut problems = Vec::new();
        if !expected {
            let (explanation, values) = self.explain(self.case.action, None).await?;
            problems.push(Problem {
                kind: ProblemKind::Decision,
                explanation,
                values,
            });
        }
        let shows = self.case.shows.iter().map(|field| (*field, true));
        let hides = self.case.hides.iter().map(|field| (*field, false));
        for (field, is_wanted) in shows.chain(hides) {
            problems.extend(self.field(field, is_wanted).await?);
        }
        Ok(Outcome { found, problems })
    }

    async fn field(&self, field: FieldId, is_wanted: bool) -> Result<Option<Problem>, ItemsError> {
        let (explanation, values) = self.explain(Action::Read, Some(field)).await?;
        let is_granted = match explanation.verdict {
            Verdict::Allowed => true,
            Verdict::Denied => false,
            // Without an item: on some rows at least.
            Verdict::Depends => self.case.item.is_none(),
        };
        let is_shown = is_granted && self.may_name(field).await?;
        let kind = if is_wanted {
            ProblemKind::Hidden(field)
        } else {
            ProblemKind::Shown(field)
        };
        Ok((is_shown != is_wanted).then_some(Problem {
            kind,
            explanation,
            values,
        }))
    }

    async fn explain(
        &self,
        action: Action,
        field: Option<FieldId>,
    ) -> Result<(Explanation, Vec<(FieldId, Json)>), ItemsError> {
        let question = Question {
            collection: self.case.collection,
            action,
            field,
        };
        let mut explanation = explain(self.schema(), &self.call.access, self.call.now, question);
        let values = match &self.case.item {
            None => Vec::new(),
            Some(id) => {
                let asked = self
                    .items
                    .explain(self.administrator, &mut explanation, &id.to_string())
                    .await;
                match asked {
                    Err(ItemsError::NotFound) => Vec::new(),
                    other => other?,
                }
            }
        };
        Ok((explanation, values))
    }

    fn schema(&self) -> &Schema {
        &self.call.schema
    }

    /// What the server itself says to who asks for the field.
    async fn may_name(&self, field: FieldId) -> Result<bool, ItemsError> {
        let model = self.schema().collection(self.case.collection);
        let raw = RawQuery {
            fields: Some(Json::from(&*model.field(field).name)),
            ..RawQuery::default()
        };
        match self.read(&raw).await {
            Ok(()) => Ok(true),
            Err(ItemsError::Forbidden | ItemsError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn read(&self, raw: &RawQuery) -> Result<(), ItemsError> {
        let (call, collection) = (&self.call, self.case.collection);
        match &self.case.item {
            Some(id) => self.items.read(call, collection, &id.to_string(), raw).await.map(drop),
            None if self.schema().collection(collection).is_singleton => {
                self.items.read_singleton(call, collection, raw).await.map(drop)
            }
            None => {
                let first = RawQuery {
                    limit: Some(Json::from(1)),
                    ..raw.clone()
                };
                self.items.list(call, collection, &first).await.map(drop)
            }
        }
    }

    /// Does what the case says, for real, and takes it back.
    async fn decide(&self) -> Result<Found, ItemsError> {
        let case = self.case;
        let payload = case
            .payload
            .clone()
            .unwrap_or_else(|| Json::Object(serde_json::Map::new()));
        let key = case.item.as_ref().map(ItemId::to_string);
        let (call, collection) = (&self.call, case.collection);
        let (items, raw) = (&self.rehearsal, RawQuery::default());
        let outcome = match (case.action, key) {
            (Action::Read, _) => self.read(&raw).await,
            (Action::Create, _) => items.create(call, collection, payload, &raw).await.map(drop),
            (Action::Update, Some(key)) => items.update(call, collection, &key, payload, &raw).await.map(drop),
            (Action::Update, None) => items.update_singleton(call, collection, payload, &raw).await.map(drop),
            (Action::Delete, Some(key)) => items.delete(call, collection, &key).await,
            // A singleton is not deleted, and nothing is published yet.
            (Action::Delete | Action::Publish, _) => Err(ItemsError::Forbidden),
        };
        found(outcome)
    }
}

fn found(outcome: Result<(), ItemsError>) -> Result<Found, ItemsError> {
    Ok(match outcome {
        Ok(()) => Found::Allowed,
        Err(ItemsError::Forbidden | ItemsError::NotFound) => Found::Denied,
        Err(error @ (ItemsError::Database(_) | ItemsError::Changed)) => return Err(error),
        Err(ItemsError::Failures(failures)) => {
            let all: Vec<String> = failures
                .iter()
                .map(|failure| format!("{} {}", failure.path, failure.message).trim().to_owned())
                .collect();
            Found::Invalid(all.join("; "))
        }
        Err(error) => Found::Invalid(error.to_string()),
    })
}
