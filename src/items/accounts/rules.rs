//! The rules of users and roles, asked of the payloads.

use std::collections::HashMap;

use crate::{
    crypto::strength,
    mutation::{Assigned, Failure, Input, Source, visit::Node},
    schema::{Collection, load::roles},
    value::{Json, Value},
    yaml::nearest,
};

use super::{ADMIN, Call, Effects, ItemId, ItemsError, ROLE_ROWS, USERS};

/// What is known of a user before the write.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownUser {
    /// Names and addresses: what others try as a password.
    known: Vec<String>,
    pub roles: Vec<String>,
}

/// What nobody changes of an administrator but another one.
const OF_ADMINISTRATORS: &[&str] = &[
    "email",
    "password",
    "status",
    "roles",
    "provider",
    "external_identifier",
];

/// Says how somebody signs in: an administrator's business.
const OF_SIGN_IN: &[&str] = &["provider", "external_identifier"];

/// What a role may do.
const OF_RIGHTS: &[&str] = &[
    "permissions",
    "app_access",
    "admin_access",
    "enforce_tfa",
    "parent",
    "id",
];

pub(super) struct Rules<'a> {
    call: &'a Call,
    users: HashMap<ItemId, KnownUser>,
    sources: HashMap<ItemId, String>,
    failures: Vec<Failure>,
    is_forbidden: bool,
    effects: Effects,
}

impl KnownUser {
    pub fn read(row: &[Value]) -> Option<(ItemId, Self)> {
        let [id, names @ .., roles] = row else {
            return None;
        };
        let known = names.iter().filter_map(Value::as_text).map(str::to_owned).collect();
        let roles = roles.texts().into_iter().map(str::to_owned).collect();
        Some((ItemId::try_from(id.clone()).ok()?, Self { known, roles }))
    }

    fn is_admin(&self) -> bool {
        self.roles.iter().any(|role| role == ADMIN)
    }
}

impl<'a> Rules<'a> {
    pub fn new(call: &'a Call, users: HashMap<ItemId, KnownUser>, sources: HashMap<ItemId, String>) -> Self {
        Self {
            call,
            users,
            sources,
            failures: Vec::new(),
            is_forbidden: false,
            effects: Effects::default(),
        }
    }

    pub fn check(&mut self, mut node: Node<'_>) {
        let call = self.call;
        let model = call.schema.collection(node.collection);
        match &*model.name {
            USERS => self.user(model, &mut node),
            ROLE_ROWS => self.role(model, &node),
            _ => {}
        }
    }

    pub fn finish(self, effects: &mut Effects) -> Result<(), ItemsError> {
        if self.is_forbidden {
            return Err(ItemsError::Forbidden);
        }
        if !self.failures.is_empty() {
            return Err(ItemsError::Failures(self.failures));
        }
        effects.may_end_administration |= self.effects.may_end_administration;
        effects.signed_out = self.effects.signed_out;
        effects.own_session = self.call.origin.via.session().cloned();
        Ok(())
    }

    fn user(&mut self, model: &Collection, node: &mut Node<'_>) {
        let present = node.id.map(|id| self.users.get(id).cloned().unwrap_or_default());
        self.agree_on_roles(model, node.path, node.values);
        small_letters(model, node.values);
        self.known_roles(model, node.path, node.values);
        self.password(model, present.as_ref(), node.path, node.values);
        if !self.call.access.is_admin() {
            self.escalation(model, node.id, present.as_ref(), node.values);
        }
        let Some(id) = node.id else { return };
        let changes = |name: &str| value_of(model, node.values, name);
        self.effects.may_end_administration |= changes("roles").is_some() || changes("status").is_some();
        let is_closed = changes("status").is_some_and(|status| status.as_text() != Some("active"));
        if changes("password").is_some() || is_closed {
            self.effects.signed_out.push(id.clone());
        }
    }

    /// The client knows one role: what it writes replaces the list. Who writes the list is told by `role` what comes first.
    fn agree_on_roles(&mut self, model: &Collection, path: &str, values: &mut Vec<Assigned>) {
        let (Some(role), Some(roles)) = (model.field_named("role"), model.field_named("roles")) else {
            return;
        };
        let written = |field: &crate::schema::Field, values: &[Assigned]| {
            values
                .iter()
                .position(|assigned| assigned.field == field.id && assigned.source == Source::Client)
        };
        let one = written(role, values)
            .and_then(|index| values.get(index))
            .map(|assigned| match &assigned.value {
                Input::Reference(reference) => Ok(vec![reference.id.to_string()]),
                Input::Value(Value::Null) => Ok(Vec::new()),
                _ => Err(()),
            });
        let list = written(roles, values).is_some();
        match one {
            Some(Err(())) => self.fail(path, "role", "type", "must be the id of a role"),
            Some(Ok(names)) if !list => {
                let names: Json = names.into_iter().collect();
                values.retain(|assigned| assigned.field != roles.id);
                values.push(Assigned::by_client(roles.id, Input::Value(Value::Json(names))));
            }
            Some(Ok(names)) => {
                let first =
                    value_of(model, values, "roles").and_then(|list| list.texts().first().map(ToString::to_string));
                if first != names.first().cloned() {
                    self.fail(path, "role", "conflict", "must be the first of `roles`, or be left out");
                }
            }
            None => {
                let Some(list) = value_of(model, values, "roles") else {
                    return;
                };
                let first = list.texts().first().map_or(Value::Null, |name| Value::from(*name));
                values.retain(|assigned| assigned.field != role.id);
                values.push(Assigned::by_server(role.id, Input::Value(first)));
            }
        }
    }

    fn known_roles(&mut self, model: &Collection, path: &str, values: &[Assigned]) {
        let Some(list) = value_of(model, values, "roles") else {
            return;
        };
        for (index, name) in list.texts().into_iter().enumerate() {
            if self.call.schema.role_named(name).is_some() {
                continue;
            }
            let names = self.call.schema.roles().iter().map(|role| &*role.name);
            let message = match nearest(name, names).filter(|_| self.call.access.is_admin()) {
                Some(near) => format!("there is no role `{name}`; did you mean `{near}`?"),
                None => format!("there is no role `{name}`"),
            };
            self.fail(path, &format!("roles[{index}]"), "unknown", &message);
        }
    }

    fn password(&mut self, model: &Collection, present: Option<&KnownUser>, path: &str, values: &mut Vec<Assigned>) {
        let Some(Value::Text(password)) = value_of(model, values, "password") else {
            return;
        };
        let written = ["email", "first_name", "last_name"].map(|name| value_of(model, values, name));
        let written = written.iter().flatten().filter_map(Value::as_text);
        let before = present.into_iter().flat_map(|user| &user.known).map(String::as_str);
        let known: Vec<&str> = written.chain(before).collect();
        let min_length = self.call.write_limits.password_length;
        if let Some(weakness) = strength::weakness(&password, min_length, &known) {
            self.fail(path, "password", "weak", &weakness);
        }
        if let Some(field) = model.field_named("password_changed_at") {
            let now = Value::DateTime(self.call.now);
            values.push(Assigned::by_server(field.id, Input::Value(now)));
        }
    }

    /// Nobody gives what he does not have. Roles that a preset fills in were given by who wrote the role.
    fn escalation(
        &mut self,
        model: &Collection,
        id: Option<&ItemId>,
        present: Option<&KnownUser>,
        values: &[Assigned],
    ) {
        let actor = &self.call.access.actor;
        let is_own = id.is_some() && id == actor.user.as_ref();
        let by_client = values.iter().filter(|assigned| assigned.source == Source::Client);
        let written: Vec<&str> = by_client.map(|assigned| &*model.field(assigned.field).name).collect();
        let writes_any = |names: &[&str]| names.iter().any(|name| written.contains(name));
        let is_foreign_admin = !is_own && present.is_some_and(KnownUser::is_admin);
        let is_posing = self.call.origin.impersonator.is_some() && writes_any(OF_ADMINISTRATORS);
        let is_foreign_password = id.is_some() && !is_own && writes_any(&["password"]);
        self.is_forbidden |= writes_any(OF_SIGN_IN) || is_foreign_password || is_posing;
        self.is_forbidden |= is_foreign_admin && writes_any(OF_ADMINISTRATORS);
        if written.contains(&"roles") {
            let list = value_of(model, values, "roles").unwrap_or(Value::Null);
            let has_already = |name: &str| present.is_some_and(|user| user.roles.iter().any(|role| role == name));
            let may_give = |name: &&str| has_already(name) || actor.roles.iter().any(|role| &**role == *name);
            self.is_forbidden |= !list.texts().iter().all(may_give);
        }
    }

    fn role(&mut self, model: &Collection, node: &Node<'_>) {
        if !self.call.access.is_admin() {
            let by_client = node.values.iter().filter(|assigned| assigned.source == Source::Client);
            let mut written = by_client.map(|assigned| &*model.field(assigned.field).name);
            self.is_forbidden |= node.id.is_none() || written.any(|name| OF_RIGHTS.contains(&name));
        }
        if let Some(id) = node.id
            && self.is_of_a_file(id)
        {
            self.fail(node.path, "id", "readonly", &by_file(id));
        }
        let permissions = value_of(model, node.values, "permissions");
        if let Some(Value::Json(permissions)) = permissions {
            for message in roles::mistakes(&self.call.schema, &permissions) {
                self.fail(node.path, "permissions", "invalid", &message);
            }
        }
    }

    fn is_of_a_file(&self, id: &ItemId) -> bool {
        is_of_a_file(self.call, id, &self.sources)
    }

    fn fail(&mut self, path: &str, field: &str, kind: &'static str, message: &str) {
        let whole = if path.is_empty() {
            field.to_owned()
        } else {
            format!("{path}.{field}")
        };
        let name = field.split(['[', '.']).next().unwrap_or(field);
        self.failures.push(Failure {
            path: whole,
            field: name.to_owned(),
            kind,
            message: message.to_owned(),
        });
    }
}

/// A role of a file changes in its file. The row of one whose file is gone may be deleted.
pub(super) fn refuse_file_roles(
    call: &Call,
    ids: &[ItemId],
    sources: &HashMap<ItemId, String>,
) -> Result<(), ItemsError> {
    let failure = |id: &ItemId| Failure {
        path: String::new(),
        field: "id".to_owned(),
        kind: "readonly",
        message: by_file(id),
    };
    let refused: Vec<Failure> = ids
        .iter()
        .filter(|id| is_of_a_file(call, id, sources))
        .map(failure)
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(ItemsError::Failures(refused))
    }
}

fn is_of_a_file(call: &Call, id: &ItemId, sources: &HashMap<ItemId, String>) -> bool {
    let is_defined = call.schema.role_named(&id.to_string()).is_some();
    is_defined && sources.get(id).is_some_and(|source| source == "file")
}

fn by_file(id: &ItemId) -> String {
    format!("the role is described by roles/{id}.yaml; change it there")
}

/// Two spellings of one address are one account.
fn small_letters(model: &Collection, values: &mut [Assigned]) {
    let email = model.field_named("email").map(|field| field.id);
    for assigned in values.iter_mut().filter(|assigned| Some(assigned.field) == email) {
        if let Input::Value(Value::Text(text)) = &mut assigned.value {
            *text = text.to_lowercase();
        }
    }
}

/// What a field becomes, where that is a plain value.
fn value_of(model: &Collection, values: &[Assigned], name: &str) -> Option<Value> {
    let field = model.field_named(name)?.id;
    let assigned = values.iter().find(|assigned| assigned.field == field)?;
    match &assigned.value {
        Input::Value(value) => Some(value.clone()),
        _ => None,
    }
}
