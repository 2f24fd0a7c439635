//! Whose account an identity is: the one that it was tied to, the one with the same verified address, or a new one. Written through `items`, whose rules
//! for people hold here too.

use serde_json::{Map, json};

use crate::{
    auth::{
        AuthError,
        rows::{self, Rows, SESSIONS, USERS},
    },
    config::ProviderSettings,
    items::{Call, Items, accounts},
    query::RawQuery,
    sql::plain::is,
    value::{CollectionId, ItemId, Value},
};

use super::{Identity, SingleSignOnError};

/// The provider of accounts that are tied to none.
const BY_PASSWORD: &str = "default";
const ACTIVE: &str = "active";

struct Account {
    id: ItemId,
    status: String,
    provider: String,
    roles: Vec<String>,
}

/// `call` is the server's own.
pub async fn find_or_make(
    items: &Items,
    call: &Call,
    name: &str,
    settings: &ProviderSettings,
    identity: &Identity,
) -> Result<ItemId, SingleSignOnError> {
    if !identity.is_of(&settings.email_domains) {
        return Err(SingleSignOnError::NoAccount("addresses of this domain are not let in"));
    }
    let tied = [
        is("provider", name),
        is("external_identifier", identity.subject.as_str()),
    ];
    if let Some(account) = find(items, call, &tied).await? {
        return enter(items, call, account, settings, identity, false).await;
    }
    let Some(email) = identity.email.as_deref().map(str::to_lowercase) else {
        return Err(SingleSignOnError::NoAccount("the provider tells no e-mail address"));
    };
    // Anybody can write anybody's address into his profile.
    if !identity.is_verified {
        return Err(SingleSignOnError::NoAccount(
            "the provider does not vouch for the e-mail address",
        ));
    }
    match find(items, call, &[is("email", email.as_str())]).await? {
        Some(account) if settings.link && account.provider == BY_PASSWORD => {
            check_status(&account, true)?;
            tie(items, call, &account, name, identity).await?;
            enter(items, call, account, settings, identity, true).await
        }
        Some(_) => Err(SingleSignOnError::NoAccount(
            "the address belongs to an account with another way to sign in",
        )),
        None if settings.register => register(items, call, name, &email, settings, identity).await,
        None => Err(SingleSignOnError::NoAccount("there is no account with this address")),
    }
}

async fn find(items: &Items, call: &Call, tests: &[crate::sql::plain::Test]) -> Result<Option<Account>, AuthError> {
    let users = Rows::of(items, call, USERS)?;
    let found = users.first(["id", "status", "provider", "roles"], tests).await?;
    Ok(found.and_then(|[id, status, provider, roles]| {
        Some(Account {
            id: ItemId::try_from(id).ok()?,
            status: status.as_text().unwrap_or_default().to_owned(),
            provider: provider.as_text().unwrap_or_default().to_owned(),
            roles: roles.texts().into_iter().map(str::to_owned).collect(),
        })
    }))
}

/// The account is his from now on: the password goes, and with it whoever had made the account in his name and waits in a session.
async fn tie(
    items: &Items,
    call: &Call,
    account: &Account,
    name: &str,
    identity: &Identity,
) -> Result<(), SingleSignOnError> {
    let users = Rows::of(items, call, USERS)?;
    let sessions = Rows::of(items, call, SESSIONS)?;
    let values = [
        ("provider", name.into()),
        ("external_identifier", identity.subject.as_str().into()),
        ("password", Value::Null),
        ("email_verified_at", call.now.into()),
    ];
    let own = is("id", account.id.clone());
    let update = users.update(&values, &[own, is("provider", BY_PASSWORD)]);
    let ended = sessions.delete(&[is("user", account.id.clone())]);
    let raised = accounts::raise(&call.schema, items.database().dialect(), accounts::IDENTITY);
    let statements: Vec<_> = [update, ended].into_iter().chain(raised).collect();
    match rows::run(items, &statements).await?.first() {
        Some(1) => Ok(()),
        _ => Err(SingleSignOnError::NoAccount(
            "the account was tied to somebody else just now",
        )),
    }
}

/// What has changed of an account is written, and only that.
async fn enter(
    items: &Items,
    call: &Call,
    account: Account,
    settings: &ProviderSettings,
    identity: &Identity,
    is_new: bool,
) -> Result<ItemId, SingleSignOnError> {
    check_status(&account, is_new)?;
    let mut changes = Map::new();
    if account.status != ACTIVE {
        changes.insert("status".to_owned(), json!(ACTIVE));
    }
    if let Some(roles) = roles(settings, identity).filter(|roles| *roles != account.roles) {
        changes.insert("roles".to_owned(), json!(roles));
    }
    if !changes.is_empty() {
        let users = collection(call)?;
        let written = items
            .update(
                call,
                users,
                &account.id.to_string(),
                changes.into(),
                &RawQuery::default(),
            )
            .await;
        written.map_err(AuthError::Items)?;
    }
    Ok(account.id)
}

/// The provider vouches for the address that an invitation was sent to; what somebody has closed stays closed.
fn check_status(account: &Account, is_new: bool) -> Result<(), SingleSignOnError> {
    match account.status.as_str() {
        ACTIVE => Ok(()),
        "invited" | "unverified" if is_new => Ok(()),
        "suspended" => Err(AuthError::Suspended.into()),
        _ => Err(SingleSignOnError::NoAccount("the account is not active")),
    }
}

async fn register(
    items: &Items,
    call: &Call,
    name: &str,
    email: &str,
    settings: &ProviderSettings,
    identity: &Identity,
) -> Result<ItemId, SingleSignOnError> {
    let roles = roles(settings, identity).unwrap_or_else(|| settings.roles.clone());
    let values = json!({
        "email": email,
        "first_name": identity.first_name,
        "last_name": identity.last_name,
        "status": ACTIVE,
        "roles": roles,
        "provider": name,
        "external_identifier": identity.subject,
    });
    let written = items
        .create(call, collection(call)?, values, &RawQuery::default())
        .await;
    written.map_err(AuthError::Items)?;
    let users = Rows::of(items, call, USERS)?;
    let tied = [
        is("provider", name),
        is("external_identifier", identity.subject.as_str()),
    ];
    rows::run(items, &[users.update(&[("email_verified_at", call.now.into())], &tied)]).await?;
    let made = find(items, call, &tied).await?;
    made.map(|account| account.id)
        .ok_or_else(|| AuthError::Unexpected("the account is gone".to_owned()).into())
}

/// What the claim says, on top of what everybody of the provider has; `None` where no claim decides.
fn roles(settings: &ProviderSettings, identity: &Identity) -> Option<Vec<String>> {
    let claimed = identity.roles.as_ref()?;
    let mut roles = claimed.clone();
    roles.extend(settings.roles.iter().filter(|role| !claimed.contains(role)).cloned());
    Some(roles)
}

fn collection(call: &Call) -> Result<CollectionId, AuthError> {
    let users = call.schema.collection_named(USERS);
    users
        .map(|users| users.id)
        .ok_or_else(|| AuthError::Unexpected(format!("the schema has no {USERS}")))
}
