//! Passkeys: a key pair of a device, unlocked by its owner's finger, face or PIN. `webauthn-rs` checks what devices say.
//!
//! What a ceremony remembers between its two requests is a one-time token: an answer is good once, and at any instance.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64_URL};
use serde_json::{Value as Json, json};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::{
    auth::{
        AuthError, OneTime, Purpose,
        rows::{self, PASSKEYS, Rows, SESSIONS, USERS},
        second_factor::changed,
    },
    crypto::digest::sha256_hex,
    items::{Call, Items, accounts},
    sql::plain::{TestKind, is, test},
    value::{ItemId, Value},
};

#[derive(Debug, Clone)]
pub struct Passkeys {
    items: Items,
    one_time: OneTime,
}

/// Where the passkeys are good: the page's address, which devices check as well.
#[derive(Debug, Clone)]
pub struct Site {
    pub origin: Url,
    pub name: String,
}

/// The first half of a ceremony: what the browser is asked, and the token for its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Challenge {
    pub token: String,
    pub options: Json,
}

/// What a browser gives for a new one, and what it shall be called.
#[derive(Debug)]
pub struct NewPasskey<'a> {
    pub token: &'a str,
    pub credential: Json,
    pub name: &'a str,
}

/// How long somebody may look for his key.
const PATIENCE: Duration = Duration::from_secs(300);
/// Nobody has more; a list of any length would have to be sent to each sign-in.
const MAX_PASSKEYS: usize = 30;
const MAX_NAME: usize = 100;

impl Passkeys {
    pub fn new(items: Items, one_time: OneTime) -> Self {
        Self { items, one_time }
    }

    /// Begins to make one for somebody who is signed in.
    pub async fn begin_registration(&self, call: &Call, user: &ItemId, site: &Site) -> Result<Challenge, AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users
            .first(["email", "first_name", "last_name"], &[is("id", user.clone())])
            .await?;
        let [email, names @ ..] = found.ok_or(AuthError::NotFound)?;
        let email = email.as_text().unwrap_or("account").to_owned();
        let names: Vec<&str> = names
            .iter()
            .filter_map(Value::as_text)
            .filter(|name| !name.is_empty())
            .collect();
        let name = if names.is_empty() {
            email.clone()
        } else {
            names.join(" ")
        };
        let present = self.of_user(call, user).await?;
        if present.len() >= MAX_PASSKEYS {
            let message = format!("there are {MAX_PASSKEYS} passkeys already; remove one first");
            return Err(AuthError::failure("passkeys", "count", message));
        }
        let excluded = present.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let begun = webauthn(site)?.start_passkey_registration(uuid_of(user)?, &email, &name, Some(excluded));
        let (challenge, state) = begun.map_err(unexpected)?;
        let mut options = to_json(&challenge)?;
        // So that it can be found without a name; a key that has no room for it is made all the same.
        if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
            *selection =
                json!({ "residentKey": "preferred", "requireResidentKey": false, "userVerification": "required" });
        }
        self.challenge(call, Some(user), &to_json(&state)?, options).await
    }

    /// Keeps what the device has made. The session that asks has shown a second factor with this.
    pub async fn finish_registration(
        &self,
        call: &Call,
        user: &ItemId,
        site: &Site,
        answer: NewPasskey<'_>,
    ) -> Result<ItemId, AuthError> {
        let begun = self
            .one_time
            .redeem(call, Purpose::PasskeyCeremony, answer.token)
            .await?;
        if begun.user.as_ref() != Some(user) {
            return Err(AuthError::InvalidToken);
        }
        let state: PasskeyRegistration = serde_json::from_value(begun.payload).map_err(|_| AuthError::InvalidToken)?;
        let credential: RegisterPublicKeyCredential =
            serde_json::from_value(answer.credential).map_err(|error| malformed(&error))?;
        let made = webauthn(site)?
            .finish_passkey_registration(&credential, &state)
            .map_err(|error| refused(&error))?;
        let id = self.items.random().uuid_v7();
        let passkeys = Rows::of(&self.items, call, PASSKEYS)?;
        let insert = passkeys.insert(vec![
            ("id", Value::Uuid(id)),
            ("user", user.clone().into()),
            ("name", plain_name(answer.name).into()),
            ("hash", hash(made.cred_id()).into()),
            ("credential", to_json(&made)?.into()),
        ]);
        let mut statements = vec![insert];
        if let Some(session) = call.origin.via.session() {
            let sessions = Rows::of(&self.items, call, SESSIONS)?;
            let shown = [("second_factor", Value::Boolean(true))];
            statements.push(sessions.update(&shown, &[is("id", session.clone())]));
        }
        statements.extend(self.raise(call));
        rows::run_and_tell(&self.items, call, &statements, &changed(user, "passkey added")).await?;
        Ok(ItemId::Uuid(id))
    }

    /// Begins a sign-in. With an address the browser is told which keys to look for; for one that nobody has it is told of one that is not there, the
    /// same each time, so that nobody learns which addresses exist.
    pub async fn begin_sign_in(&self, call: &Call, site: &Site, email: Option<&str>) -> Result<Challenge, AuthError> {
        let begun = webauthn(site)?
            .start_discoverable_authentication()
            .map_err(unexpected)?;
        let (challenge, state) = begun;
        let mut options = to_json(&challenge)?;
        if let Some(options) = options.as_object_mut() {
            // Whether the browser offers keys in the address field is up to the page.
            options.remove("mediation");
        }
        if let Some(email) = email {
            let keys = self.keys_to_look_for(call, email).await?;
            let keys = keys.into_iter().map(|id| json!({ "type": "public-key", "id": id }));
            if let Some(options) = options.pointer_mut("/publicKey").and_then(Json::as_object_mut) {
                options.insert("allowCredentials".to_owned(), keys.collect());
            }
        }
        self.challenge(call, None, &to_json(&state)?, options).await
    }

    /// Whose key has answered.
    pub async fn finish_sign_in(
        &self,
        call: &Call,
        site: &Site,
        token: &str,
        credential: Json,
    ) -> Result<ItemId, AuthError> {
        let begun = self.one_time.redeem(call, Purpose::PasskeyCeremony, token).await?;
        let state: DiscoverableAuthentication =
            serde_json::from_value(begun.payload).map_err(|_| AuthError::InvalidToken)?;
        let credential: PublicKeyCredential = serde_json::from_value(credential).map_err(|error| malformed(&error))?;
        let passkeys = Rows::of(&self.items, call, PASSKEYS)?;
        let named = [is("hash", hash(credential.get_credential_id()))];
        let found = passkeys.first(["id", "user", "credential"], &named).await?;
        let [id, user, stored] = found.ok_or(AuthError::InvalidCredentials)?;
        let user = ItemId::try_from(user).map_err(|_| AuthError::InvalidCredentials)?;
        let mut passkey = from_json(&stored)?;
        if let Some(said) = credential.get_user_unique_id()
            && said != uuid_of(&user)?.as_bytes().as_slice()
        {
            return Err(AuthError::InvalidCredentials);
        }
        let checked = webauthn(site)?.finish_discoverable_authentication_v2(&credential, state, &passkey);
        let result = checked.map_err(|error| {
            tracing::info!(%error, "a passkey was refused");
            AuthError::InvalidCredentials
        })?;
        passkey.update_credential(&result);
        let used = [
            ("credential", to_json(&passkey)?.into()),
            ("last_used_at", call.now.into()),
        ];
        rows::run(&self.items, &[passkeys.update(&used, &[is("id", id)])]).await?;
        self.check_active(call, &user).await?;
        Ok(user)
    }

    /// `[{id, name, created_at, last_used_at}]`
    pub async fn list(&self, call: &Call, user: &ItemId) -> Result<Json, AuthError> {
        let passkeys = Rows::of(&self.items, call, PASSKEYS)?;
        let fields = ["id", "name", "created_at", "last_used_at"];
        let rows = passkeys.find(fields, &[is("user", user.clone())], 100).await?;
        let moment = |value: &Value| {
            value
                .as_moment()
                .map(|moment| moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
        };
        let row = |[id, name, created_at, last_used_at]: [Value; 4]| {
            let id = ItemId::try_from(id).ok().map(|id| id.to_string());
            json!({ "id": id, "name": name.as_text(), "created_at": moment(&created_at), "last_used_at": moment(&last_used_at) })
        };
        Ok(rows.into_iter().map(row).collect())
    }

    pub async fn count(&self, call: &Call, user: &ItemId) -> Result<usize, AuthError> {
        let passkeys = Rows::of(&self.items, call, PASSKEYS)?;
        let rows = passkeys.find(["id"], &[is("user", user.clone())], 100).await?;
        Ok(rows.len())
    }

    pub async fn rename(&self, call: &Call, user: &ItemId, id: Uuid, name: &str) -> Result<(), AuthError> {
        let passkeys = Rows::of(&self.items, call, PASSKEYS)?;
        let tests = [is("id", Value::Uuid(id)), is("user", user.clone())];
        self.touch(&[passkeys.update(&[("name", plain_name(name).into())], &tests)])
            .await
    }

    pub async fn remove(&self, call: &Call, user: &ItemId, id: Uuid) -> Result<(), AuthError> {
        let passkeys = Rows::of(&self.items, call, PASSKEYS)?;
        let tests = [is("id", Value::Uuid(id)), is("user", user.clone())];
        let removed = changed(user, "passkey removed");
        let counts = rows::run_and_tell(&self.items, call, &[passkeys.delete(&tests)], &removed).await?;
        match counts.first() {
            Some(1) => Ok(()),
            _ => Err(AuthError::NotFound),
        }
    }

    async fn touch(&self, statements: &[crate::sql::Statement]) -> Result<(), AuthError> {
        match rows::run(&self.items, statements).await?.first() {
            Some(1) => Ok(()),
            _ => Err(AuthError::NotFound),
        }
    }

    async fn challenge(
        &self,
        call: &Call,
        user: Option<&ItemId>,
        state: &Json,
        options: Json,
    ) -> Result<Challenge, AuthError> {
        let token = self
            .one_time
            .issue(call, Purpose::PasskeyCeremony, user, state, PATIENCE)
            .await?;
        Ok(Challenge { token, options })
    }

    async fn of_user(&self, call: &Call, user: &ItemId) -> Result<Vec<Passkey>, AuthError> {
        let passkeys = Rows::of(&self.items, call, PASSKEYS)?;
        let rows = passkeys.find(["credential"], &[is("user", user.clone())], 100).await?;
        rows.iter().map(|[credential]| from_json(credential)).collect()
    }

    async fn keys_to_look_for(&self, call: &Call, email: &str) -> Result<Vec<String>, AuthError> {
        let email = email.trim().to_lowercase();
        let users = Rows::of(&self.items, call, USERS)?;
        let tests = [is("email", email.as_str()), is("status", "active")];
        let user = users
            .first(["id"], &tests)
            .await?
            .and_then(|[id]| ItemId::try_from(id).ok());
        let passkeys = match user {
            Some(user) => self.of_user(call, &user).await?,
            None => Vec::new(),
        };
        if passkeys.is_empty() {
            let made_up = self.items.keyring().mac("passkey", email.as_bytes());
            return Ok(vec![BASE64_URL.encode(made_up)]);
        }
        Ok(passkeys
            .iter()
            .map(|passkey| BASE64_URL.encode(passkey.cred_id().as_slice()))
            .collect())
    }

    async fn check_active(&self, call: &Call, user: &ItemId) -> Result<(), AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users
            .first(
                ["status"],
                &[is("id", user.clone()), test("status", TestKind::IsNot(Value::Null))],
            )
            .await?;
        match found.as_ref().and_then(|[status]| status.as_text()) {
            Some("active") => Ok(()),
            Some("suspended") => Err(AuthError::Suspended),
            _ => Err(AuthError::InvalidCredentials),
        }
    }

    fn raise(&self, call: &Call) -> Option<crate::sql::Statement> {
        accounts::raise(&call.schema, self.items.database().dialect(), accounts::IDENTITY)
    }
}

fn webauthn(site: &Site) -> Result<Webauthn, AuthError> {
    let host = site.origin.host_str().unwrap_or_default();
    let builder = WebauthnBuilder::new(host, &site.origin).map_err(unexpected)?;
    builder
        .rp_name(&site.name)
        .timeout(PATIENCE)
        .build()
        .map_err(unexpected)
}

fn uuid_of(user: &ItemId) -> Result<Uuid, AuthError> {
    match user {
        ItemId::Uuid(id) => Ok(*id),
        _ => Err(AuthError::Unexpected("users have no UUIDs here".to_owned())),
    }
}

/// Credential ids are of any length; an index wants a short one.
fn hash(id: &[u8]) -> String {
    sha256_hex(id)
}

fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|letter| !letter.is_control())
        .take(MAX_NAME)
        .collect();
    let plain = plain.trim();
    if plain.is_empty() {
        "Passkey".to_owned()
    } else {
        plain.to_owned()
    }
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<Json, AuthError> {
    serde_json::to_value(value).map_err(|error| AuthError::Unexpected(error.to_string()))
}

fn from_json(stored: &Value) -> Result<Passkey, AuthError> {
    let Value::Json(json) = stored else {
        return Err(AuthError::Unexpected(
            "a passkey is stored as something else".to_owned(),
        ));
    };
    serde_json::from_value(json.clone()).map_err(|error| AuthError::Unexpected(error.to_string()))
}

fn malformed(error: &serde_json::Error) -> AuthError {
    AuthError::Payload {
        path: "credential",
        message: format!("is not what a browser gives: {error}"),
    }
}

fn refused(error: &WebauthnError) -> AuthError {
    AuthError::failure(
        "credential",
        "refused",
        format!("the device's answer is not valid: {error}"),
    )
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it as they come")]
fn unexpected(error: WebauthnError) -> AuthError {
    AuthError::Unexpected(error.to_string())
}
