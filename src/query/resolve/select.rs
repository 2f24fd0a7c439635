//! Which members a level has: names, aliases, functions and wildcards, in the order of the request.

use super::{Resolver, fields::FieldPath, level::Site};
use crate::{
    filter::Operand,
    schema::{
        Field, Link,
        condition::{ConditionErrorKind, Named},
    },
    value::{CollectionId, Name},
    yaml::nearest::nearest,
};

/// What is left of a path at this level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'w> {
    steps: &'w [String],
    index: usize,
    /// It came out of a wildcard: what is not there is left out.
    is_silent: bool,
}

impl<'w> Wanted<'w> {
    pub fn new(path: &'w FieldPath) -> Self {
        Self {
            steps: &path.steps,
            index: path.index,
            is_silent: false,
        }
    }

    fn split(self) -> Option<(&'w str, Self)> {
        let (head, steps) = self.steps.split_first()?;
        Some((head, Self { steps, ..self }))
    }

    fn silent(self) -> Self {
        Self {
            is_silent: true,
            ..self
        }
    }

    fn path(&self) -> String {
        format!("fields[{}]", self.index)
    }
}

/// One member of a level. What is wanted below it wins over the plain form.
#[derive(Debug)]
pub(super) struct Entry<'a, 'w> {
    pub key: Name,
    pub operand: Operand,
    pub field: &'a Field,
    /// Its name in `deep`: the field's, or the alias.
    pub name: &'w str,
    pub nested: Vec<Wanted<'w>>,
    index: usize,
}

impl<'a, 'w> Entry<'a, 'w> {
    /// For what only `deep` speaks of.
    pub fn unasked(field: &'a Field) -> Self {
        Self {
            key: field.name.clone(),
            operand: Operand::field(field.id),
            field,
            name: "",
            nested: Vec::new(),
            index: 0,
        }
    }

    pub fn path(&self) -> String {
        format!("fields[{}]", self.index)
    }
}

/// `key`, `named` and `name` of an entry that is not there yet.
struct Member<'a, 'w> {
    key: Option<&'w str>,
    operand: Operand,
    field: &'a Field,
    name: &'w str,
}

impl<'a> Resolver<'a> {
    pub(super) fn entries<'w>(
        &mut self,
        site: Site,
        wanted: &[Wanted<'w>],
        aliases: &[(&'w str, &'w str)],
    ) -> Vec<Entry<'a, 'w>>
    where
        'a: 'w,
    {
        let mut entries = Vec::new();
        for wanted in wanted {
            let Some((head, rest)) = wanted.split() else { continue };
            if head == "*" {
                self.wildcard(site, rest, &mut entries);
                for (alias, _) in aliases {
                    self.name(site, alias, rest.silent(), aliases, &mut entries);
                }
            } else {
                self.name(site, head, rest, aliases, &mut entries);
            }
        }
        entries
    }

    /// Every visible field; relations as keys, or with what stands after the point.
    fn wildcard<'w>(&self, site: Site, rest: Wanted<'w>, entries: &mut Vec<Entry<'a, 'w>>)
    where
        'a: 'w,
    {
        let names = self.names;
        for field in names.fields(site.collection) {
            if field.link.is_none() && field.column_type().is_none() {
                continue;
            }
            let is_nested = !rest.steps.is_empty() && self.leads_on(field);
            if is_nested && !self.walks_back && site.came_from == Some(field.id) {
                continue;
            }
            let member = Member {
                key: None,
                operand: Operand::field(field.id),
                field,
                name: &field.name,
            };
            add(entries, member, is_nested.then(|| rest.silent()), rest.index);
        }
    }

    fn name<'w>(
        &mut self,
        site: Site,
        head: &'w str,
        rest: Wanted<'w>,
        aliases: &[(&'w str, &'w str)],
        entries: &mut Vec<Entry<'a, 'w>>,
    ) where
        'a: 'w,
    {
        let alias = aliases.iter().find(|(alias, _)| *alias == head);
        let named = self
            .names
            .named(site.collection, alias.map_or(head, |(_, target)| target));
        let Named { operand, field, .. } = match named {
            Ok(named) => named,
            Err(kind) => {
                if !rest.is_silent || alias.is_some() {
                    self.refuse(rest.path(), kind);
                }
                return;
            }
        };
        let is_nested = !rest.steps.is_empty();
        if is_nested && (operand.function.is_some() || !self.leads_on(field)) {
            // An alias below `*.*` may stand for a plain field; a name that was written may not.
            if !rest.is_silent {
                let name = rest.steps.first().cloned().unwrap_or_default();
                let collection = site.collection;
                let kind = ConditionErrorKind::UnknownField {
                    collection,
                    name,
                    nearest: None,
                };
                self.refuse(rest.path(), kind);
            }
            if alias.is_none() {
                return;
            }
        }
        let member = Member {
            key: alias.map(|(alias, _)| *alias),
            operand,
            field,
            name: alias.map_or(&*field.name, |(alias, _)| alias),
        };
        if alias.is_some() && self.names.fields(site.collection).any(|field| &*field.name == head) {
            return self.malformed(rest.path(), "the alias has the name of a field");
        }
        let nested = (is_nested && self.leads_on(field)).then_some(rest);
        if !add(entries, member, nested, rest.index) {
            self.malformed(rest.path(), "another member has the same name; give this one an alias");
        }
    }

    /// Whether there is something to read on the other side.
    fn leads_on(&self, field: &Field) -> bool {
        match &field.link {
            Some(Link::One { target, .. }) => self.names.visibility.can_enter(*target),
            // Visible only if one of its targets may be entered.
            Some(_) => true,
            None => false,
        }
    }

    /// Below an m2a: what is wanted of each of the targets. `collection` and `item` are always there.
    pub(super) fn scoped<'w>(&mut self, entry: &Entry<'a, 'w>, targets: &[CollectionId]) -> Vec<Vec<Wanted<'w>>> {
        let schema = self.names.schema;
        let mut scoped = vec![Vec::new(); targets.len()];
        for wanted in &entry.nested {
            let Some((head, rest)) = wanted.split() else { continue };
            let scope = head.strip_prefix("item:");
            let is_target = |target: &CollectionId| scope.is_none_or(|name| &*schema.collection(*target).name == name);
            let is_known = match head {
                "collection" => rest.steps.is_empty(),
                "*" => true,
                "item" => rest.is_silent || rest.steps.is_empty() || self.is_known_somewhere(targets, &rest),
                _ => scope.is_some() && targets.iter().any(is_target),
            };
            if !is_known && !rest.is_silent {
                self.refuse_scope(entry, head, &rest, targets);
            }
            if !is_known || rest.steps.is_empty() || head == "collection" {
                continue;
            }
            let rest = if scope.is_some() { rest } else { rest.silent() };
            for (target, list) in targets.iter().zip(&mut scoped).filter(|(target, _)| is_target(target)) {
                let _ = target;
                list.push(rest);
            }
        }
        scoped
    }

    fn is_known_somewhere(&self, targets: &[CollectionId], rest: &Wanted<'_>) -> bool {
        let Some(name) = rest.steps.first() else { return true };
        name == "*" || targets.iter().any(|target| self.names.named(*target, name).is_ok())
    }

    fn refuse_scope(&mut self, entry: &Entry<'a, '_>, head: &str, rest: &Wanted<'_>, targets: &[CollectionId]) {
        let schema = self.names.schema;
        let names: Vec<String> = targets
            .iter()
            .map(|id| format!("item:{}", schema.collection(*id).name))
            .collect();
        let all = names.iter().map(String::as_str).chain(["collection", "item"]);
        let is_inside = matches!(head, "item" | "collection");
        let name = if is_inside {
            rest.steps.first().map_or(head, String::as_str)
        } else {
            head
        };
        let near = nearest(head, all).filter(|_| !is_inside).map(str::to_owned);
        let collection = targets.first().copied().unwrap_or(CollectionId(0));
        let kind = ConditionErrorKind::UnknownField {
            collection,
            name: name.to_owned(),
            nearest: near,
        };
        self.refuse(entry.path(), kind);
    }
}

/// Adds a member, or what is wanted below it; `false`: its name is taken.
fn add<'a, 'w>(
    entries: &mut Vec<Entry<'a, 'w>>,
    member: Member<'a, 'w>,
    nested: Option<Wanted<'w>>,
    index: usize,
) -> bool {
    let Member {
        key,
        operand,
        field,
        name,
    } = member;
    let is_same = |entry: &Entry<'_, '_>| {
        entry.field.id == field.id && entry.operand.function == operand.function && entry.name == name
    };
    if let Some(entry) = entries.iter_mut().find(|entry| is_same(entry)) {
        entry.nested.extend(nested);
        return true;
    }
    let key = match (key, &operand.function) {
        (Some(alias), _) => Name::from(alias),
        (None, Some(function)) => function.member(&field.name),
        (None, None) => field.name.clone(),
    };
    if entries.iter().any(|entry| entry.key == key) {
        return false;
    }
    let nested = nested.into_iter().collect();
    entries.push(Entry {
        key,
        operand,
        field,
        name,
        nested,
        index,
    });
    true
}
