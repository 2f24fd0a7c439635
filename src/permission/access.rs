//! The actor of a request and what its roles add up to.

use std::sync::Arc;

use crate::{
    schema::{CollectionRules, Field, FieldRole, Role, Rule, Schema, condition::Visibility},
    value::{CollectionId, FieldId, ItemId, Name, Value},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Create,
    Read,
    Update,
    Delete,
    Publish,
}

/// Who makes the request.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The signed-in user, or the owner of the token.
    pub user: Option<ItemId>,
    /// The user's own row, for `$CURRENT_USER.field`: the fields that rules name.
    pub user_fields: Vec<(FieldId, Value)>,
    /// Names of roles; `public` for nobody.
    pub roles: Vec<Name>,
    /// By a token that only reads, or as another role would see things: nothing may be written, by administrators neither.
    pub is_read_only: bool,
}

impl Actor {
    pub fn public() -> Self {
        Self {
            user: None,
            user_fields: Vec::new(),
            roles: vec![Name::from("public")],
            is_read_only: false,
        }
    }
}

/// What an actor's roles add up to on one schema. Cheap: it borrows the rules.
#[derive(Debug, Clone)]
pub struct Access {
    pub actor: Arc<Actor>,
    roles: Vec<Arc<Role>>,
    is_admin: bool,
}

impl Access {
    /// Roles that no file or row defines grant nothing.
    pub fn new(schema: &Schema, actor: Arc<Actor>) -> Self {
        let roles: Vec<Arc<Role>> = actor
            .roles
            .iter()
            .filter_map(|name| schema.role_named(name))
            .cloned()
            .collect();
        let is_admin = roles.iter().any(|role| role.is_admin);
        let has_app_access = actor.user.is_some() && roles.iter().any(|role| role.has_app_access);
        let rights = schema.rights();
        let signed_in = rights.signed_in.clone().filter(|_| actor.user.is_some());
        let app_access = rights.app_access.clone().filter(|_| has_app_access);
        let roles = roles.into_iter().chain(signed_in).chain(app_access).collect();
        Self { actor, roles, is_admin }
    }

    /// The administrator's access: commands, seeds, the server itself.
    pub fn administrator() -> Self {
        let actor = Actor {
            user: None,
            user_fields: Vec::new(),
            roles: vec![Name::from("admin")],
            is_read_only: false,
        };
        Self {
            actor: Arc::new(actor),
            roles: Vec::new(),
            is_admin: true,
        }
    }

    pub fn is_admin(&self) -> bool {
        self.is_admin
    }

    /// Whether anything may be written at all.
    pub fn is_read_only(&self) -> bool {
        self.actor.is_read_only
    }

    /// Whether any action is granted on a collection: who has none may not learn what it is.
    pub fn grants_anything(&self, collection: CollectionId) -> bool {
        self.is_admin || self.roles.iter().any(|role| role.rules.contains_key(&collection))
    }

    /// The rules that grant an action on a collection; empty: denied (unless `is_admin`).
    pub fn rules(&self, collection: CollectionId, action: Action) -> Vec<&Rule> {
        self.granting(collection, action).collect()
    }

    /// As `rules`, each with the name of its role.
    pub fn named_rules(&self, collection: CollectionId, action: Action) -> impl Iterator<Item = (&Name, &Rule)> {
        let all = self.roles.iter();
        let all = all.filter_map(move |role| Some((&role.name, role.rules.get(&collection)?)));
        all.filter_map(move |(name, rules)| Some((name, rules.of(action)?)))
    }

    fn granting(&self, collection: CollectionId, action: Action) -> impl Iterator<Item = &Rule> {
        let is_open = action == Action::Read || !self.actor.is_read_only;
        let roles = self.roles.iter().filter(move |_| is_open);
        let all = roles.filter_map(move |role| role.rules.get(&collection));
        all.filter_map(move |rules| rules.of(action))
    }
}

impl CollectionRules {
    fn of(&self, action: Action) -> Option<&Rule> {
        match action {
            Action::Create => self.create.as_ref(),
            Action::Read => self.read.as_ref(),
            Action::Update => self.update.as_ref(),
            Action::Delete => self.delete.as_ref(),
            Action::Publish => self.publish.as_ref(),
        }
    }
}

impl Visibility for Access {
    /// A key is never hidden from who may read the item. What is private or hashed is hidden from everybody, administrators too.
    fn can_see(&self, collection: CollectionId, field: &Field) -> bool {
        let is_granted = |rule: &Rule| field.role == FieldRole::PrimaryKey || rule.fields.contains(field.id);
        !field.is_unreadable() && (self.is_admin || self.granting(collection, Action::Read).any(is_granted))
    }

    fn can_enter(&self, collection: CollectionId) -> bool {
        self.is_admin || self.granting(collection, Action::Read).next().is_some()
    }
}
