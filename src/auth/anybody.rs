//! Somebody as he would be if he asked now: for who explains what another one may do.

use std::sync::Arc;

use crate::{items::Call, permission::Actor, sql::plain::is, value::Value};

use super::{
    AuthError, Identities, Shown,
    identity::signed_in,
    rows::{Rows, TOKENS, USERS},
};

/// Who is meant, and the words for it.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub actor: Arc<Actor>,
    pub name: String,
}

impl Identities {
    /// A user by his address or his key.
    pub async fn user(&self, call: &Call, named: &str) -> Result<Somebody, AuthError> {
        let unknown = || AuthError::UnknownUser(named.chars().take(254).collect());
        let test = match uuid::Uuid::try_parse(named) {
            Ok(id) => is("id", Value::Uuid(id)),
            Err(_) => is("email", named.trim().to_lowercase()),
        };
        let users = Rows::of(self.items(), call, USERS)?;
        let user_fields = self.user_fields(&call.schema)?;
        let fields = user_fields.iter().map(|field| &*users.model.field(*field).name);
        let fields: Vec<&str> = ["email", "id", "status", "roles"].into_iter().chain(fields).collect();
        let row = users.first_of(&fields, &[test]).await?.ok_or_else(unknown)?;
        let (email, user) = row.split_first().ok_or_else(unknown)?;
        let actor = signed_in(user, &user_fields).ok_or(AuthError::Suspended)?;
        let email = email.as_text().unwrap_or(named);
        Ok(Somebody {
            name: format!("{email} ({})", roles(&actor)),
            actor: Arc::new(actor),
        })
    }

    /// An API token by its prefix. One that has expired may do nothing, and is refused.
    pub async fn token(&self, call: &Call, prefix: &str) -> Result<Somebody, AuthError> {
        let prefix = prefix.strip_prefix("qt_").unwrap_or(prefix);
        let prefix = prefix.split('_').next().unwrap_or_default();
        let tokens = Rows::of(self.items(), call, TOKENS)?;
        let found = tokens.first(["hash", "name"], &[is("prefix", prefix)]).await?;
        let [hash, name] = found.ok_or_else(|| AuthError::UnknownToken(prefix.chars().take(80).collect()))?;
        let shown = Shown::Token(hash.as_text().unwrap_or_default().to_owned());
        let identity = self.of(call, &shown).await.map_err(|error| match error {
            AuthError::InvalidCredentials => AuthError::TokenExpired,
            error => error,
        })?;
        let name = name.as_text().unwrap_or_default();
        Ok(Somebody {
            name: format!("token {name} ({})", roles(&identity.actor)),
            actor: identity.actor,
        })
    }
}

fn roles(actor: &Actor) -> String {
    if actor.roles.is_empty() {
        return "no role".to_owned();
    }
    let names: Vec<&str> = actor.roles.iter().map(|role| &**role).collect();
    names.join(" and ")
}
