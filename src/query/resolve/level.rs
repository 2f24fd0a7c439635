//! One level of a read: its members, and what `deep` (or the request itself) says of its rows.

use super::{
    Resolver,
    fields::FieldPath,
    order::Order,
    parameters::Parameters,
    select::{Entry, Wanted},
};
use crate::{
    filter::Filter,
    query::{Page, Query, Selected, Selection},
    schema::{
        Field, Link,
        condition::{self, ConditionErrorKind},
        link::Branch,
    },
    value::{CollectionId, FieldId},
    yaml::nearest::nearest,
};

/// Where a level stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    pub collection: CollectionId,
    /// The field of this collection that leads back to where one came from.
    pub came_from: Option<FieldId>,
    /// Relations on the way here.
    pub depth: usize,
    pub order: Order,
}

const ONE_ROW: Page = Page {
    limit: 1,
    offset: 0,
    is_whole: false,
};

impl<'a> Resolver<'a> {
    pub(super) fn root(&mut self, collection: CollectionId, paths: &[FieldPath], parameters: &Parameters<'_>) -> Query {
        let wanted: Vec<Wanted<'_>> = paths.iter().map(Wanted::new).collect();
        let site = Site {
            collection,
            came_from: None,
            depth: 0,
            order: Order::OfCollection,
        };
        self.level(site, &wanted, parameters)
    }

    fn level(&mut self, site: Site, wanted: &[Wanted<'_>], parameters: &Parameters<'_>) -> Query {
        let collection = site.collection;
        let aliases = parameters.aliases(self);
        let mut select = Vec::new();
        let mut told = Vec::new();
        for entry in self.entries(site, wanted, &aliases) {
            self.selections = self.selections.saturating_add(1);
            if self.has_given_up() {
                let most = self.limits.selections;
                let sentence = format!("asks for more than {most} members; name the fields that are needed");
                self.refuse("fields", ConditionErrorKind::TooLarge(sentence));
                break;
            }
            if let Some(value) = self.selected(site, &entry, parameters, &mut told) {
                select.push(Selection { key: entry.key, value });
            }
        }
        self.check_untold(site, &aliases, parameters, &told);
        let asked = self.filter(collection, parameters.filter, &parameters.path("filter"));
        Query {
            collection,
            select,
            filter: asked.and(self.search(collection, parameters)),
            relevance: self.relevance(collection, parameters).filter(|_| site.depth == 0),
            sort: self.sort(collection, parameters, &aliases, site.order),
            page: self.page(collection, parameters),
        }
    }

    /// `told`: the names in `deep` that are used up.
    fn selected<'w>(
        &mut self,
        site: Site,
        entry: &Entry<'a, 'w>,
        parameters: &Parameters<'_>,
        told: &mut Vec<&'w str>,
    ) -> Option<Selected> {
        let field = entry.field;
        let link = field.link.as_ref().filter(|_| entry.operand.function.is_none());
        let plain = || Selected::Operand(entry.operand.clone());
        let Some(link) = link else {
            if entry.operand.function.is_none() && self.names.column(field).is_none() {
                self.unfit(entry.path(), "has no column and can not be read yet");
            }
            return Some(plain());
        };
        let is_to_one = matches!(link, Link::One { .. });
        if is_to_one && entry.nested.is_empty() {
            return Some(plain());
        }
        if site.depth >= self.limits.depth && !entry.nested.is_empty() {
            let sentence = format!("goes through more than {} relations", self.limits.depth);
            self.refuse(entry.path(), ConditionErrorKind::TooLarge(sentence));
            return None;
        }
        told.push(entry.name);
        let below = Parameters::of_relation(
            self,
            parameters.relation_path(entry.name),
            parameters.relation(entry.name),
        );
        let guard = None;
        if below.is_aggregate() {
            return self.grouped(site, entry, link, &below);
        }
        let field = field.id;
        match link {
            Link::One { target, .. } => {
                let mut query = self.level(below_site(site, *target, link), &entry.nested, &below);
                if query.select.is_empty() {
                    return Some(plain());
                }
                query.page = ONE_ROW;
                query.sort = self.key_order(*target);
                let query = Box::new(query);
                Some(Selected::Related { field, guard, query })
            }
            Link::Many { target, .. } | Link::Junction { target, .. } => {
                let query = Box::new(self.level(below_site(site, *target, link), &entry.nested, &below));
                Some(if query.select.is_empty() {
                    Selected::Keys { field, guard, query }
                } else {
                    Selected::Related { field, guard, query }
                })
            }
            Link::AnyOne { branches, .. } | Link::AnyMany { branches, .. } => {
                Some(self.branches(site, entry, branches, &below))
            }
        }
    }

    /// A list as its groups. `fields` have no effect below it, but a name that the caller may not know is refused all the same.
    fn grouped(&mut self, site: Site, entry: &Entry<'a, '_>, link: &Link, below: &Parameters<'_>) -> Option<Selected> {
        let (Link::Many { target, .. } | Link::Junction { target, .. }) = link else {
            let name = if below.group_by.is_some() {
                "groupBy"
            } else {
                "aggregate"
            };
            self.unfit(below.path(name), "is for relations to many items of one collection");
            return None;
        };
        self.level(below_site(site, *target, link), &entry.nested, &below.shape());
        Some(Selected::Groups {
            field: entry.field.id,
            guard: None,
            aggregation: Box::new(self.aggregation(*target, below)),
        })
    }

    fn branches(
        &mut self,
        site: Site,
        entry: &Entry<'a, '_>,
        branches: &[Branch],
        parameters: &Parameters<'_>,
    ) -> Selected {
        if parameters.sort.is_some() {
            self.unfit(
                parameters.path("sort"),
                "a list of items of several collections keeps its own order",
            );
        }
        let targets: Vec<CollectionId> = branches.iter().map(|branch| branch.target).collect();
        let visible: Vec<CollectionId> = targets
            .iter()
            .copied()
            .filter(|target| self.names.visibility.can_enter(*target))
            .collect();
        let mut nested = self.scoped(entry, &visible);
        let page = self.page(site.collection, parameters);
        let queries = targets.iter().map(|target| {
            let position = visible.iter().position(|known| known == target);
            let Some(wanted) = position
                .and_then(|position| nested.get_mut(position))
                .map(std::mem::take)
            else {
                return self.closed(*target, page);
            };
            let query = self.branch(site, *target, &visible, &wanted, parameters);
            Query { page, ..query }
        });
        let branches = queries.collect();
        self.check_scopes(&visible, parameters);
        Selected::Branches {
            field: entry.field.id,
            guard: None,
            branches,
            page,
        }
    }

    fn branch(
        &mut self,
        site: Site,
        target: CollectionId,
        visible: &[CollectionId],
        wanted: &[Wanted<'_>],
        parameters: &Parameters<'_>,
    ) -> Query {
        let scope = format!("item:{}", self.names.schema.collection(target).name);
        let own = Parameters::of_relation(self, parameters.relation_path(&scope), parameters.relation(&scope));
        let below = Site {
            collection: target,
            came_from: None,
            depth: site.depth + 1,
            order: Order::Own,
        };
        let mut query = self.level(below, wanted, &own);
        if let Some(json) = parameters.filter {
            let (schema, visibility) = (self.names.schema, self.names.visibility);
            let limits = self.condition_limits();
            let parsed = condition::parse_branch(schema, visibility, limits, target, visible, json);
            query.filter = query.filter.and(self.parsed(parsed, &parameters.path("filter")));
        }
        query.filter = query.filter.and(self.search(target, parameters));
        query.sort = Vec::new();
        query
    }

    /// A branch whose target the caller may not read.
    fn closed(&self, target: CollectionId, page: Page) -> Query {
        Query {
            collection: target,
            select: Vec::new(),
            filter: Filter::FALSE,
            sort: Vec::new(),
            relevance: None,
            page,
        }
    }

    /// What `deep` says of relations that are not asked for has no effect; a wrong name is refused all the same.
    fn check_untold(&mut self, site: Site, aliases: &[(&str, &str)], parameters: &Parameters<'_>, told: &[&str]) {
        for (name, json) in parameters.relations().filter(|(name, _)| !told.contains(name)) {
            let path = parameters.relation_path(name);
            let real = aliases
                .iter()
                .find(|(alias, _)| *alias == name)
                .map_or(name, |(_, target)| target);
            let field: &Field = match self.names.field(site.collection, real) {
                Ok(field) => field,
                Err(kind) => {
                    self.refuse(path, kind);
                    continue;
                }
            };
            let Some(link) = &field.link else {
                self.unfit(path, "is no relation");
                continue;
            };
            if site.depth >= self.limits.depth {
                let sentence = format!("goes through more than {} relations", self.limits.depth);
                self.refuse(path, ConditionErrorKind::TooLarge(sentence));
                continue;
            }
            let below = Parameters::of_relation(self, path, Some(json));
            match link.target() {
                Some(target) if below.is_aggregate() => {
                    self.level(below_site(site, target, link), &[], &below.shape());
                    self.aggregation(target, &below);
                }
                Some(target) => {
                    self.level(below_site(site, target, link), &[], &below);
                }
                None => {
                    let entry = Entry::unasked(field);
                    let targets = match link {
                        Link::AnyOne { branches, .. } | Link::AnyMany { branches, .. } => branches.as_slice(),
                        _ => &[],
                    };
                    self.branches(site, &entry, targets, &below);
                }
            }
        }
    }

    /// `deep` may speak of `item:quotes` below an m2a, of nothing else.
    fn check_scopes(&mut self, visible: &[CollectionId], parameters: &Parameters<'_>) {
        let schema = self.names.schema;
        let scopes: Vec<String> = visible
            .iter()
            .map(|id| format!("item:{}", schema.collection(*id).name))
            .collect();
        for (name, _) in parameters.relations() {
            if !scopes.iter().any(|scope| scope == name) {
                let near = nearest(name, scopes.iter().map(String::as_str)).map(str::to_owned);
                let collection = visible.first().copied().unwrap_or(CollectionId(0));
                let name_owned = name.to_owned();
                let kind = ConditionErrorKind::UnknownField {
                    collection,
                    name: name_owned,
                    nearest: near,
                };
                self.refuse(parameters.relation_path(name), kind);
            }
        }
    }
}

fn below_site(site: Site, target: CollectionId, link: &Link) -> Site {
    let (came_from, order) = match link {
        Link::One { inverse, .. } => (*inverse, Order::OfCollection),
        Link::Many { foreign, .. } => (Some(*foreign), Order::OfCollection),
        Link::Junction {
            inverse, is_inverse, ..
        } => (*inverse, if *is_inverse { Order::OfCollection } else { Order::Own }),
        Link::AnyOne { .. } | Link::AnyMany { .. } => (None, Order::Own),
    };
    Site {
        collection: target,
        came_from,
        depth: site.depth + 1,
        order,
    }
}
