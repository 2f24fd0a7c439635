//! Authorising reads: row rules are ANDed into every node of the tree, fields that only some rules grant get a guard.
//!
//! A *user's* filter through a relation gets the target's row rules inside its EXISTS (else it is an oracle); a *rule's own* relational filter
//! does not (else rules recurse). What `query::resolve` would have refused already is refused here again: this is the last gate before SQL.

mod aggregate;

pub use aggregate::authorize_aggregation;

use chrono::{DateTime, Utc};

use super::{Access, Action, Authorized, Denied, bind};
use crate::{
    filter::{Comparand, Condition, Filter, Function, Guard, Operand, Quantifier},
    query::{Query, Selected, Sort},
    schema::{
        Collection, Field, FieldRole, Rule, Schema,
        condition::{Visibility, parts},
    },
    value::{CollectionId, FieldId},
};

/// Rewrites a resolved query to what the actor may see, or refuses it. All comparands are values afterwards.
pub fn authorize(
    schema: &Schema,
    access: &Access,
    now: DateTime<Utc>,
    mut query: Query,
) -> Result<Authorized<Query>, Denied> {
    let rewrite = Rewrite { schema, access, now };
    rewrite.query(&mut query)?;
    Ok(Authorized(query))
}

#[derive(Clone, Copy)]
struct Rewrite<'a> {
    schema: &'a Schema,
    access: &'a Access,
    now: DateTime<Utc>,
}

/// A collection as the actor may read it. Only made for who may read some of it.
struct Scope<'a> {
    collection: &'a Collection,
    /// Empty for administrators.
    rules: Vec<&'a Rule>,
}

impl<'a> Rewrite<'a> {
    fn scope(&self, collection: CollectionId) -> Result<Scope<'a>, Denied> {
        let rules = if self.access.is_admin() {
            Vec::new()
        } else {
            self.access.rules(collection, Action::Read)
        };
        if rules.is_empty() && !self.access.is_admin() {
            return Err(Denied::Forbidden);
        }
        let collection = self.schema.collection(collection);
        Ok(Scope { collection, rules })
    }

    fn query(&self, query: &mut Query) -> Result<(), Denied> {
        let scope = self.scope(query.collection)?;
        for selection in &mut query.select {
            self.selected(&scope, &mut selection.value)?;
        }
        for sort in &mut query.sort {
            self.sort(query.collection, sort)?;
        }
        for (operand, _) in query.relevance.iter_mut().flat_map(|relevance| &mut relevance.fields) {
            self.operand(&scope, operand)?;
        }
        let asked = std::mem::replace(&mut query.filter, Filter::TRUE);
        query.filter = self.rows(&scope).and(self.filter(&scope, asked)?);
        Ok(())
    }

    fn selected(&self, scope: &Scope<'a>, selected: &mut Selected) -> Result<(), Denied> {
        match selected {
            Selected::Operand(operand) => self.operand(scope, operand),
            Selected::Related { field, guard, query } | Selected::Keys { field, guard, query } => {
                *guard = self.guard(scope, *field)?;
                self.query(query)
            }
            Selected::Groups {
                field,
                guard,
                aggregation,
            } => {
                *guard = self.guard(scope, *field)?;
                self.aggregation(aggregation)
            }
            Selected::Branches {
                field, guard, branches, ..
            } => {
                *guard = self.guard(scope, *field)?;
                branches.iter_mut().try_for_each(|branch| self.branch(branch))
            }
        }
    }

    /// An m2a into a collection that the actor may not read gives nothing, not even the key.
    fn branch(&self, branch: &mut Query) -> Result<(), Denied> {
        if self.access.can_enter(branch.collection) {
            return self.query(branch);
        }
        branch.select.clear();
        branch.sort.clear();
        branch.relevance = None;
        branch.filter = Filter::FALSE;
        Ok(())
    }

    /// A hidden item on the way sorts as null.
    fn sort(&self, collection: CollectionId, sort: &mut Sort) -> Result<(), Denied> {
        let mut scope = self.scope(collection)?;
        for step in &mut sort.through {
            step.guard = self.guard(&scope, step.field)?;
            scope = self.scope(step.target)?;
            step.filter = self.rows(&scope);
        }
        self.operand(&scope, &mut sort.operand)
    }

    /// The rows that the actor may read at all.
    fn rows(&self, scope: &Scope<'a>) -> Filter {
        if self.access.is_admin() {
            return Filter::TRUE;
        }
        Filter::any_of(scope.rules.iter().map(|rule| self.bound(rule)))
    }

    fn bound(&self, rule: &Rule) -> Filter {
        bind::bind(rule.filter.clone(), &self.access.actor, self.now)
    }

    /// On which of the visible rows the field is visible. A computed field is where all that it is made of is: else it would tell.
    fn guard(&self, scope: &Scope<'a>, field: FieldId) -> Result<Guard, Denied> {
        let field = scope.collection.field(field);
        let mut guard = self.grant(scope, field)?;
        for part in parts(field) {
            let part = self.grant(scope, scope.collection.field(part))?;
            guard = match (guard, part) {
                (Some(guard), Some(part)) if guard != part => Some(Box::new(guard.and(*part))),
                (guard, part) => guard.or(part),
            };
        }
        Ok(guard)
    }

    fn grant(&self, scope: &Scope<'a>, field: &Field) -> Result<Guard, Denied> {
        if field.is_unreadable() {
            return Err(Denied::Forbidden);
        }
        if self.access.is_admin() || field.role == FieldRole::PrimaryKey {
            return Ok(None);
        }
        let grants = |rule: &&&Rule| rule.fields.contains(field.id);
        if scope.rules.iter().all(|rule| grants(&rule)) {
            return Ok(None);
        }
        let granting: Vec<&Rule> = scope.rules.iter().filter(grants).copied().collect();
        if granting.is_empty() {
            return Err(Denied::Forbidden);
        }
        let guard = Filter::any_of(granting.iter().map(|rule| self.bound(rule)));
        // Where the other rules let the same rows through, every visible row shows the field.
        let is_needless = guard.is_true() || guard == self.rows(scope);
        Ok((!is_needless).then(|| Box::new(guard)))
    }

    fn operand(&self, scope: &Scope<'a>, operand: &mut Operand) -> Result<(), Denied> {
        operand.guard = self.guard(scope, operand.field)?;
        let Some(Function::Count(counted)) = &mut operand.function else {
            return Ok(());
        };
        let Some(link) = &scope.collection.field(operand.field).link else {
            return Ok(());
        };
        let target = self.scope(link.target().ok_or(Denied::Forbidden)?)?;
        let asked = std::mem::replace(&mut **counted, Filter::TRUE);
        **counted = self.rows(&target).and(self.filter(&target, asked)?);
        Ok(())
    }

    /// Rewrites a filter of the caller.
    fn filter(&self, scope: &Scope<'a>, filter: Filter) -> Result<Filter, Denied> {
        let each = |parts: Vec<Filter>| -> Result<Vec<Filter>, Denied> {
            parts.into_iter().map(|part| self.filter(scope, part)).collect()
        };
        Ok(match filter {
            Filter::All(parts) => Filter::All(each(parts)?),
            Filter::Any(parts) => Filter::Any(each(parts)?),
            Filter::Not(part) => Filter::Not(Box::new(self.filter(scope, *part)?)),
            Filter::Holds(part) => Filter::Holds(Box::new(self.filter(scope, *part)?)),
            Filter::Compare(condition) => Filter::Compare(self.condition(scope, condition)?),
            Filter::Related {
                link,
                quantifier,
                filter,
            } => {
                let guard = self.guard(scope, link.field)?;
                let target = self.scope(link.target)?;
                let filter = Box::new(within(self.rows(&target), quantifier, self.filter(&target, *filter)?));
                guarded(
                    guard,
                    quantifier,
                    Filter::Related {
                        link,
                        quantifier,
                        filter,
                    },
                )
            }
        })
    }

    fn condition(&self, scope: &Scope<'a>, mut condition: Condition) -> Result<Condition, Denied> {
        self.operand(scope, &mut condition.operand)?;
        let values = condition
            .values
            .iter()
            .flat_map(|value| bind::values(value, &self.access.actor, self.now));
        condition.values = values.map(Comparand::Value).collect();
        Ok(condition)
    }
}

/// A condition on related rows that counts only the visible ones. A row for which the rule is unknown is hidden, so that `Every` must not see it:
/// that is what `Holds` is for.
fn within(rows: Filter, quantifier: Quantifier, filter: Filter) -> Filter {
    match quantifier {
        Quantifier::Some | Quantifier::None => rows.and(filter),
        Quantifier::Every if rows.is_true() => filter,
        Quantifier::Every => Filter::Any(vec![Filter::Not(Box::new(Filter::Holds(Box::new(rows)))), filter]),
    }
}

/// Where the relation itself is hidden it has no rows.
fn guarded(guard: Guard, quantifier: Quantifier, related: Filter) -> Filter {
    let Some(guard) = guard else { return related };
    let is_shown = Filter::Holds(guard);
    match quantifier {
        Quantifier::Some => Filter::All(vec![is_shown, related]),
        Quantifier::None | Quantifier::Every => Filter::Any(vec![Filter::Not(Box::new(is_shown)), related]),
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
