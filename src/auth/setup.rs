//! The first administrator: made with a link that only the log shows, because who can read the log runs the server. There is no default password.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::{
    items::{Call, ItemsError},
    query::RawQuery,
    sql::plain::{TestKind, is, test},
    value::ItemId,
};

use super::{
    Auth, AuthError, Grant, Mode, Purpose,
    evidence::Evidence,
    rows::{Rows, USERS},
};

const LINK_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// What the first administrator is called.
#[derive(Clone)]
pub struct FirstAdministrator {
    pub email: String,
    pub password: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
}

impl Auth {
    /// Whether nobody could administer the server.
    pub async fn is_setup_required(&self, call: &Call) -> Result<bool, AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let tests = [
            is("status", "active"),
            test("roles", TestKind::Holds("admin".to_owned())),
        ];
        Ok(users.first(["id"], &tests).await?.is_none())
    }

    /// The token of a setup link, where one is needed.
    pub async fn setup_token(&self, call: &Call) -> Result<Option<String>, AuthError> {
        if !self.is_setup_required(call).await? {
            return Ok(None);
        }
        let token = self
            .one_time
            .issue(call, Purpose::Setup, None, &Json::Null, LINK_LIFETIME)
            .await?;
        Ok(Some(token))
    }

    /// Makes the first administrator and signs in. A mistake in the form does not use the link up.
    pub async fn set_up(
        &self,
        call: &Call,
        token: &str,
        person: FirstAdministrator,
        mode: Mode,
    ) -> Result<Grant, AuthError> {
        let redeemed = self.one_time.redeem(call, Purpose::Setup, token).await?;
        if !self.is_setup_required(call).await? {
            return Err(AuthError::InvalidToken);
        }
        match self.create_administrator(call, person).await {
            Ok(user) => {
                self.one_time.revoke(call, Purpose::Setup, None).await?;
                self.sessions.open(call, &user, mode, Evidence::SetupLink).await
            }
            Err(error) => {
                self.one_time
                    .put_back(call, Purpose::Setup, token, &redeemed, LINK_LIFETIME)
                    .await?;
                Err(error)
            }
        }
    }

    async fn create_administrator(&self, call: &Call, person: FirstAdministrator) -> Result<ItemId, AuthError> {
        let id = self.items.random().uuid_v7();
        let payload = json!({
            "id": id,
            "email": person.email,
            "password": person.password,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "roles": ["admin"],
            "status": "active",
        });
        let users = Rows::of(&self.items, call, USERS)?.model.id;
        let written = self.items.create(call, users, payload, &RawQuery::default()).await;
        written.map_err(|error: ItemsError| AuthError::Items(error))?;
        Ok(ItemId::Uuid(id))
    }
}

/// Passwords do not get into logs.
impl std::fmt::Debug for FirstAdministrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirstAdministrator")
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}
