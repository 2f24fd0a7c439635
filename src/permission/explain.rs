//! Why an actor may do something, or may not: the rules that decide, taken apart into conditions that can be asked of a row one by one.
//!
//! Nothing is decided here that `read` and `write` would decide otherwise: a field is granted by the rules that name it, a row by the rules whose
//! filter holds. No IO: `items` asks the row and hands the answers to `Explanation::answer`.

mod describe;
mod written;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Access, Action, Actor, bind};
use crate::{
    filter::{Condition, Filter},
    schema::{
        Collection, Field, FieldRole, Origin, Rule, Schema,
        condition::{Names, parts},
    },
    value::{CollectionId, FieldId, Json, Name},
    yaml::did_you_mean,
};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    pub collection: CollectionId,
    pub action: Action,
    /// One field instead of the item as a whole.
    pub field: Option<FieldId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Allowed,
    Denied,
    /// The row decides, before or after the write.
    Depends,
}

/// What decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The role is the administrator's.
    Administrator,
    Rules,
    /// No role has a rule for this action.
    NoRule,
    /// There are rules, and none of them names the field.
    FieldNotGranted,
    /// Private or hashed: nobody reads it.
    NeverRead,
    /// The server keeps it, or it is computed: nobody writes it.
    NeverWritten,
    /// A relation that leads only to collections which may not be read.
    LeadsNowhere,
    /// A token that only reads.
    ReadOnly,
    /// A view is read and nothing else.
    View,
    /// A singleton is neither made nor deleted.
    Singleton,
    /// An item is made and deleted as a whole.
    NoFields,
}

/// One condition of a rule; all of a list must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// `status _eq "draft"`
    pub text: String,
    /// The same in the grammar of filters.
    pub written: Json,
    /// Bound to the actor: what is asked of the row.
    pub filter: Filter,
    /// The field that it compares, where it is a field of the item itself.
    pub field: Option<FieldId>,
    /// What the row answered.
    pub holds: Option<bool>,
}

/// A rule of one of the actor's roles.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleReport {
    pub role: Name,
    pub origin: Option<Origin>,
    /// Whether it grants the field that was asked for.
    pub names_field: bool,
    /// Of the row as it is: which rows may be read, changed, deleted.
    pub filter: Vec<Clause>,
    /// Of the row as it is written.
    pub check: Vec<Clause>,
    /// Reported as a validation failure where it does not hold.
    pub validate: Vec<Clause>,
    granted: Vec<FieldId>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    pub question: Question,
    pub verdict: Verdict,
    pub ground: Ground,
    pub rules: Vec<RuleReport>,
    /// The field that was asked for, and what it is computed from.
    wanted: Vec<FieldId>,
}

/// A name in a question that the project does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {kind} `{name}`{hint}")]
pub struct UnknownName {
    pub kind: &'static str,
    name: String,
    hint: String,
}

impl UnknownName {
    fn new<'n>(kind: &'static str, name: &str, known: impl IntoIterator<Item = &'n str> + Clone) -> Self {
        Self {
            kind,
            name: name.chars().take(100).collect(),
            hint: did_you_mean(name, known).map_or_else(String::new, |hint| format!("; {hint}")),
        }
    }
}

impl Question {
    /// A question as people ask it.
    pub fn named(schema: &Schema, action: Action, collection: &str, field: Option<&str>) -> Result<Self, UnknownName> {
        let model = schema.collection_named(collection).ok_or_else(|| {
            let names = schema.collections().iter().map(|collection| &*collection.name);
            UnknownName::new("collection", collection, names)
        })?;
        let field = match field {
            None => None,
            Some(name) => Some(model.field_named(name).ok_or_else(|| {
                let names = model.fields.iter().map(|field| &*field.name);
                UnknownName::new("field", name, names)
            })?),
        };
        Ok(Self {
            collection: model.id,
            action,
            field: field.map(|field| field.id),
        })
    }
}

/// What these roles add up to for somebody who is not signed in.
pub fn access_of(schema: &Schema, roles: &[&str]) -> Result<Access, UnknownName> {
    for role in roles {
        if schema.role_named(role).is_none() {
            let names = schema.roles().iter().map(|role| &*role.name);
            return Err(UnknownName::new("role", role, names));
        }
    }
    let actor = Actor {
        roles: roles.iter().map(|role| Name::from(*role)).collect(),
        ..Actor::public()
    };
    Ok(Access::new(schema, Arc::new(actor)))
}

/// Explains an action before any row is looked at.
pub fn explain(schema: &Schema, access: &Access, now: DateTime<Utc>, question: Question) -> Explanation {
    let model = schema.collection(question.collection);
    let field = question.field.map(|field| model.field(field));
    let wanted = field.map_or_else(Vec::new, |field| wanted(field, question.action));
    let mut explanation = Explanation {
        question,
        verdict: Verdict::Denied,
        ground: Ground::Rules,
        rules: Vec::new(),
        wanted,
    };
    if let Some(ground) = never(model, field, question.action) {
        explanation.ground = ground;
    } else if question.action != Action::Read && access.is_read_only() {
        explanation.ground = Ground::ReadOnly;
    } else if access.is_admin() {
        explanation.verdict = Verdict::Allowed;
        explanation.ground = Ground::Administrator;
    } else {
        explanation.rules = reports(schema, access, now, &explanation);
        explanation.judge();
        let names = Names {
            schema,
            visibility: access,
        };
        let is_hidden =
            question.action == Action::Read && field.is_some_and(|field| !names.can_see(question.collection, field));
        if is_hidden && explanation.verdict != Verdict::Denied {
            explanation.verdict = Verdict::Denied;
            explanation.ground = Ground::LeadsNowhere;
        }
    }
    explanation
}

/// A computed field is read where all that it is made of is.
fn wanted(field: &Field, action: Action) -> Vec<FieldId> {
    if action == Action::Read {
        std::iter::once(field.id).chain(parts(field)).collect()
    } else {
        vec![field.id]
    }
}

/// What nobody may, whatever the rules are.
fn never(model: &Collection, field: Option<&Field>, action: Action) -> Option<Ground> {
    let is_write = action != Action::Read;
    let is_whole = matches!(action, Action::Create | Action::Delete);
    if is_write && model.is_view {
        return Some(Ground::View);
    }
    if is_whole && model.is_singleton {
        return Some(Ground::Singleton);
    }
    let field = field?;
    match action {
        Action::Delete | Action::Publish => Some(Ground::NoFields),
        Action::Read => field.is_unreadable().then_some(Ground::NeverRead),
        Action::Create | Action::Update => (!is_written(field, action)).then_some(Ground::NeverWritten),
    }
}

/// A key is given on create and never changed.
fn is_written(field: &Field, action: Action) -> bool {
    let is_key = field.role == FieldRole::PrimaryKey && action == Action::Create;
    let is_own = matches!(field.role, FieldRole::Ordinary | FieldRole::Order);
    !field.is_readonly && field.template.is_empty() && (is_key || is_own)
}

fn reports(schema: &Schema, access: &Access, now: DateTime<Utc>, asked: &Explanation) -> Vec<RuleReport> {
    let Question { collection, action, .. } = asked.question;
    let model = schema.collection(collection);
    let is_granted = |rule: &Rule, field: &FieldId| {
        let is_shown_key = action == Action::Read && model.field(*field).role == FieldRole::PrimaryKey;
        is_shown_key || rule.fields.contains(*field)
    };
    let clauses = |filter: &Filter| clauses(schema, model, access, now, filter);
    let report = |(role, rule): (&Name, &Rule)| {
        let granted: Vec<FieldId> = asked
            .wanted
            .iter()
            .copied()
            .filter(|field| is_granted(rule, field))
            .collect();
        let is_written = matches!(action, Action::Create | Action::Update | Action::Publish);
        let written = |filter: &Filter| if is_written { clauses(filter) } else { Vec::new() };
        RuleReport {
            role: role.clone(),
            origin: rule.origin.clone(),
            names_field: granted.len() == asked.wanted.len(),
            filter: if action == Action::Create {
                Vec::new()
            } else {
                clauses(&rule.filter)
            },
            check: written(&rule.check),
            validate: written(&rule.validate),
            granted,
        }
    };
    access.named_rules(collection, action).map(report).collect()
}

/// The parts of a rule that must all hold.
fn clauses(schema: &Schema, model: &Collection, access: &Access, now: DateTime<Utc>, filter: &Filter) -> Vec<Clause> {
    let parts = match filter {
        Filter::All(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let clause = |part: &Filter| Clause {
        text: describe::filter(schema, model, part),
        written: written::filter(schema, model, part),
        filter: bind::bind(part.clone(), &access.actor, now),
        field: compared(part),
        holds: None,
    };
    parts.iter().map(clause).collect()
}

fn compared(filter: &Filter) -> Option<FieldId> {
    match filter {
        Filter::Compare(Condition { operand, .. }) if operand.function.is_none() => Some(operand.field),
        Filter::Not(part) | Filter::Holds(part) => compared(part),
        _ => None,
    }
}

impl Explanation {
    /// Everything that can be asked of the row, in the order in which `answer` wants the answers.
    pub fn questions(&self) -> Vec<&Filter> {
        let lists = self
            .rules
            .iter()
            .flat_map(|rule| [&rule.filter, &rule.check, &rule.validate]);
        lists.flatten().map(|clause| &clause.filter).collect()
    }

    /// The fields of the item that conditions compare, to show what they are.
    pub fn compared(&self) -> Vec<FieldId> {
        let lists = self
            .rules
            .iter()
            .flat_map(|rule| [&rule.filter, &rule.check, &rule.validate]);
        let mut fields: Vec<FieldId> = lists.flatten().filter_map(|clause| clause.field).collect();
        fields.sort();
        fields.dedup();
        fields
    }

    /// What the row said to each question, and what follows.
    pub fn answer(&mut self, answers: impl IntoIterator<Item = bool>) {
        let lists = self
            .rules
            .iter_mut()
            .flat_map(|rule| [&mut rule.filter, &mut rule.check, &mut rule.validate]);
        for (clause, holds) in lists.flatten().zip(answers) {
            clause.holds = Some(holds);
        }
        if self.ground == Ground::Rules {
            self.judge();
        }
    }

    fn judge(&mut self) {
        let (verdict, ground) = self.judged();
        self.verdict = verdict;
        self.ground = ground;
    }

    fn judged(&self) -> (Verdict, Ground) {
        if self.rules.is_empty() {
            return (Verdict::Denied, Ground::NoRule);
        }
        let is_named = |field: &FieldId| self.rules.iter().any(|rule| rule.granted.contains(field));
        if !self.wanted.iter().all(is_named) {
            return (Verdict::Denied, Ground::FieldNotGranted);
        }
        // The item itself, and each field, must be granted by a rule that lets the row through.
        let of_item = best(self.rules.iter().map(RuleReport::of_row));
        let of_field = |field: &FieldId| {
            let granting = self.rules.iter().filter(|rule| rule.granted.contains(field));
            best(granting.map(RuleReport::of_row))
        };
        let verdict = self.wanted.iter().map(of_field).fold(of_item, worse);
        (verdict, Ground::Rules)
    }
}

impl RuleReport {
    /// What the rule says to the row as far as it is known.
    fn of_row(&self) -> Verdict {
        let before = all(&self.filter);
        // What is written is known when it is written.
        let has_conditions = !self.check.is_empty() || !self.validate.is_empty();
        let is_only_written = self.filter.is_empty() && has_conditions;
        if before == Verdict::Allowed && is_only_written {
            return Verdict::Depends;
        }
        before
    }
}

fn all(clauses: &[Clause]) -> Verdict {
    if clauses.iter().any(|clause| clause.holds == Some(false)) {
        Verdict::Denied
    } else if clauses.iter().any(|clause| clause.holds.is_none()) {
        Verdict::Depends
    } else {
        Verdict::Allowed
    }
}

fn best(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    verdicts.fold(Verdict::Denied, |best, verdict| match (best, verdict) {
        (Verdict::Allowed, _) | (_, Verdict::Allowed) => Verdict::Allowed,
        (Verdict::Depends, _) | (_, Verdict::Depends) => Verdict::Depends,
        _ => Verdict::Denied,
    })
}

fn worse(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::Denied, _) | (_, Verdict::Denied) => Verdict::Denied,
        (Verdict::Depends, _) | (_, Verdict::Depends) => Verdict::Depends,
        _ => Verdict::Allowed,
    }
}

#[cfg(test)]
mod tests;
