//! Rules asked of rows: of the row before a write, and of every written row at the end. One statement a group of rows with the same rules.

use std::collections::HashMap;

use crate::{
    filter::{Condition, Filter, LinkPath, Operand, Quantifier},
    mutation::{Failure, Gate, Reference},
    operator::Comparison,
    permission::bind,
    schema::{Collection, Field, Link},
    sql::write as statements,
    value::{CollectionId, ItemId, Value},
};

use super::{
    ItemsError,
    run::{Run, Touched},
};

/// What one row must satisfy after the write, and what is said when it does not.
struct Demand<'a> {
    filter: Filter,
    /// Whether the filter must be TRUE, or must not be.
    wanted: bool,
    breach: Breach<'a>,
}

enum Breach<'a> {
    Forbidden,
    Rule { message: String },
    Required { field: &'a Field },
}

impl<'a> Run<'a> {
    /// Asks the rules of the rows before: not there or not readable is 404, readable but not allowed is 403. The rows are locked.
    pub async fn before(&mut self, collection: CollectionId, ids: &[ItemId], gate: &Gate) -> Result<(), ItemsError> {
        let statement = statements::test_rows(
            self.schema,
            self.dialect,
            collection,
            ids,
            &[&gate.filter, &gate.readable],
            true,
        );
        let rows = self.values(statement, collection, "").await?;
        let mut found: HashMap<ItemId, (bool, bool)> = HashMap::with_capacity(rows.len());
        for row in rows {
            let truth = |index: usize| row.get(index) == Some(&Value::Boolean(true));
            let answer = (truth(1), truth(2));
            if let Some(id) = row.first().cloned().and_then(|key| ItemId::try_from(key).ok()) {
                found.insert(id, answer);
            }
        }
        for id in ids {
            match found.get(id) {
                Some((true, _)) => {}
                Some((false, true)) => return Err(ItemsError::Forbidden),
                Some((false, false)) | None => return Err(ItemsError::NotFound),
            }
            self.cleared.insert((collection, id.clone()));
        }
        Ok(())
    }

    /// Asks everything of the written rows: the check and validation of the actor's rules, the collection's own rules, and that every key leads somewhere.
    pub async fn finish(&mut self) -> Result<(), ItemsError> {
        for (collection, gate, rows) in self.groups() {
            self.finish_group(collection, &gate, &rows).await?;
            self.finish_tree(collection, &rows).await?;
        }
        self.finish_references().await?;
        self.finish_files().await?;
        self.finish_links().await?;
        if self.failures.is_empty() {
            Ok(())
        } else {
            Err(ItemsError::Failures(std::mem::take(&mut self.failures)))
        }
    }

    /// The written rows by collection and rules.
    fn groups(&mut self) -> Vec<(CollectionId, Gate, Vec<Touched>)> {
        let mut groups: Vec<(CollectionId, Gate, Vec<Touched>)> = Vec::new();
        for touched in std::mem::take(&mut self.touched) {
            match groups
                .iter_mut()
                .find(|(collection, gate, _)| *collection == touched.collection && *gate == touched.gate)
            {
                Some((_, _, rows)) => rows.push(touched),
                None => groups.push((touched.collection, touched.gate.clone(), vec![touched])),
            }
        }
        groups
    }

    async fn finish_group(
        &mut self,
        collection: CollectionId,
        gate: &Gate,
        rows: &[Touched],
    ) -> Result<(), ItemsError> {
        let model = self.schema.collection(collection);
        let demands = self.demands(model, gate);
        if demands.is_empty() {
            return Ok(());
        }
        let filters: Vec<&Filter> = demands.iter().map(|demand| &demand.filter).collect();
        for chunk in rows.chunks(1000) {
            let ids: Vec<ItemId> = chunk.iter().map(|touched| touched.id.clone()).collect();
            let statement = statements::test_rows(self.schema, self.dialect, collection, &ids, &filters, false);
            for row in self.values(statement, collection, "").await? {
                self.judge(&demands, chunk, &row)?;
            }
        }
        Ok(())
    }

    fn judge(&mut self, demands: &[Demand<'_>], rows: &[Touched], row: &[Value]) -> Result<(), ItemsError> {
        let Some(id) = row.first().cloned().and_then(|key| ItemId::try_from(key).ok()) else {
            return Ok(());
        };
        let path = rows
            .iter()
            .find(|touched| touched.id == id)
            .map_or("", |touched| touched.path.as_str());
        for (demand, answer) in demands.iter().zip(row.iter().skip(1)) {
            if (*answer == Value::Boolean(true)) == demand.wanted {
                continue;
            }
            match &demand.breach {
                Breach::Forbidden => return Err(ItemsError::Forbidden),
                Breach::Rule { message } => self.failures.push(Failure {
                    path: path.to_owned(),
                    field: String::new(),
                    kind: "rule",
                    message: message.clone(),
                }),
                Breach::Required { field } => self.failures.push(Failure {
                    path: if path.is_empty() {
                        field.name.to_string()
                    } else {
                        format!("{path}.{}", field.name)
                    },
                    field: field.name.to_string(),
                    kind: "required",
                    message: "is required here".to_owned(),
                }),
            }
        }
        Ok(())
    }

    fn demands(&self, model: &'a Collection, gate: &Gate) -> Vec<Demand<'a>> {
        let (actor, now) = (&self.call.access.actor, self.call.now);
        let mut demands = Vec::new();
        if !gate.check.is_true() {
            demands.push(Demand {
                filter: gate.check.clone(),
                wanted: true,
                breach: Breach::Forbidden,
            });
        }
        if !gate.validate.is_true() {
            let message = "does not satisfy the rules of your role".to_owned();
            demands.push(Demand {
                filter: gate.validate.clone(),
                wanted: true,
                breach: Breach::Rule { message },
            });
        }
        for rule in &model.rules {
            let message = rule
                .message
                .get("")
                .or_else(|| rule.message.values().next())
                .cloned()
                .unwrap_or_default();
            demands.push(Demand {
                filter: bind::bind(rule.filter.clone(), actor, now),
                wanted: true,
                breach: Breach::Rule { message },
            });
        }
        for field in &model.fields {
            if let Some(filter) = absence(field) {
                demands.push(Demand {
                    filter: bind::bind(filter, actor, now),
                    wanted: false,
                    breach: Breach::Required { field },
                });
            }
        }
        demands
    }

    /// A key that may not be read and one that is not there get the same answer.
    async fn finish_references(&mut self) -> Result<(), ItemsError> {
        let mut groups: Vec<(CollectionId, Filter, Vec<Reference>)> = Vec::new();
        for reference in std::mem::take(&mut self.references) {
            if reference.readable.is_true() {
                continue;
            }
            match groups
                .iter_mut()
                .find(|(target, filter, _)| *target == reference.target && *filter == reference.readable)
            {
                Some((_, _, group)) => group.push(reference),
                None => groups.push((reference.target, reference.readable.clone(), vec![reference])),
            }
        }
        for (target, filter, group) in groups {
            let mut ids: Vec<ItemId> = group.iter().map(|reference| reference.id.clone()).collect();
            ids.sort();
            ids.dedup();
            let mut visible = std::collections::HashSet::new();
            for chunk in ids.chunks(1000) {
                visible.extend(self.readable(target, chunk.to_vec(), &filter).await?);
            }
            if let Some(lost) = group.iter().find(|reference| !visible.contains(&reference.id)) {
                return Err(ItemsError::InvalidForeignKey {
                    collection: self.schema.collection(target).name.clone(),
                    field: None,
                    path: lost.path.clone(),
                    value: Some(lost.id.to_string()),
                });
            }
        }
        Ok(())
    }
}

/// The condition under which a required field is missing, where the database's NOT NULL can not say it: fields with a condition, and relations
/// to many.
fn absence(field: &Field) -> Option<Filter> {
    if !field.required {
        return None;
    }
    let is_absent = match &field.link {
        Some(Link::Many { target, .. } | Link::Junction { target, .. }) => {
            Filter::Not(Box::new(related(field, *target)))
        }
        Some(Link::AnyMany { branches, .. }) => Filter::Not(Box::new(Filter::any_of(
            branches.iter().map(|branch| related(field, branch.target)),
        ))),
        _ if field.is_not_null || field.show_if.is_none() => return None,
        _ => Filter::Compare(Condition {
            operand: Operand::field(field.id),
            comparison: Comparison::Null,
            folded: false,
            values: Vec::new(),
        }),
    };
    Some(field.show_if.clone().unwrap_or(Filter::TRUE).and(is_absent))
}

fn related(field: &Field, target: CollectionId) -> Filter {
    Filter::Related {
        link: LinkPath {
            field: field.id,
            target,
        },
        quantifier: Quantifier::Some,
        filter: Box::new(Filter::TRUE),
    }
}
