//! Roles as rows: those of files are mirrored, so that tools can list them all; those that were made at run time are read from there.

use serde_json::Value as Json;

use crate::{
    db::DbError,
    items::{Call, Items, ItemsError, accounts},
    schema::{Role, Schema, load::roles},
    sql::{Statement, plain::is},
    value::Value,
    yaml::Diagnostic,
};

use super::{
    AuthError,
    rows::{self, COUNTERS, Member, ROLES, Rows},
};

/// How often two servers that start together may get into each other's way.
const ATTEMPTS: u32 = 5;

/// More roles than anybody makes by hand.
const MAX_ROLES: u32 = 20_000;

/// Roles of the database, and what is wrong with those that grant nothing.
#[derive(Debug, Default)]
pub struct StoredRoles {
    pub roles: Vec<Role>,
    pub mistakes: Vec<(String, Vec<Diagnostic>)>,
    /// Mirrored once, and in no file any more.
    pub orphans: Vec<String>,
}

/// Makes the rows say what the files say. Nothing is written where they do already.
pub async fn mirror(items: &Items, call: &Call) -> Result<(), AuthError> {
    let mut attempt = 1;
    loop {
        let outcome = try_mirror(items, call).await;
        let is_race = matches!(
            &outcome,
            Err(AuthError::Items(ItemsError::Database(DbError::Unique { .. })))
        );
        if !is_race || attempt == ATTEMPTS {
            return outcome;
        }
        attempt += 1;
    }
}

async fn try_mirror(items: &Items, call: &Call) -> Result<(), AuthError> {
    let counters = Rows::of(items, call, COUNTERS)?;
    let present = counters.find(["id"], &[every()], MAX_ROLES).await?;
    let is_present = |name: &&str| present.iter().any(|[id]| id.as_text() == Some(name));
    let missing = accounts::COUNTERS.into_iter().filter(|name| !is_present(name));
    let mut statements: Vec<Statement> = missing
        .map(|name| counters.insert(vec![("id", name.into()), ("value", Value::Integer(1))]))
        .collect();
    let table = Rows::of(items, call, ROLES)?;
    let fields = [
        "id",
        "name",
        "icon",
        "description",
        "app_access",
        "admin_access",
        "enforce_tfa",
        "source",
        "permissions",
    ];
    let rows = table.find(fields, &[every()], MAX_ROLES).await?;
    let before = statements.len();
    for role in call.schema.roles().iter().filter(|role| role.is_from_file) {
        let wanted = members(role);
        let found = rows
            .iter()
            .find(|row| row.first() == wanted.first().map(|(_, value)| value));
        match found {
            None => statements.push(table.insert(wanted)),
            Some(row) if row.iter().ne(wanted.iter().map(|(_, value)| value)) => {
                let id = role.name.to_string();
                statements.push(table.update(wanted.get(1..).unwrap_or_default(), &[is("id", id)]));
            }
            Some(_) => {}
        }
    }
    if statements.len() > before {
        let dialect = items.database().dialect();
        let raised = accounts::COUNTERS.into_iter().filter(is_present);
        statements.extend(raised.filter_map(|name| accounts::raise(&call.schema, dialect, name)));
    }
    if statements.is_empty() {
        return Ok(());
    }
    rows::run(items, &statements).await?;
    items.note_counted_write();
    Ok(())
}

fn members(role: &Role) -> Vec<Member> {
    let label = role.label.get("").or_else(|| role.label.values().next());
    vec![
        ("id", role.name.to_string().into()),
        ("name", label.map_or(&*role.name, String::as_str).into()),
        ("icon", role.icon.clone().into()),
        ("description", role.description.clone().into()),
        ("app_access", role.has_app_access.into()),
        ("admin_access", role.is_admin.into()),
        ("enforce_tfa", role.enforces_second_factor.into()),
        ("source", "file".into()),
        ("permissions", described(role)),
    ]
}

fn described(role: &Role) -> Value {
    match &role.described {
        Json::Null => Value::Null,
        described => Value::Json(described.clone()),
    }
}

/// The roles that were made at run time, against this schema. One that is not understood grants nothing.
pub async fn stored(items: &Items, call: &Call, schema: &Schema) -> Result<StoredRoles, AuthError> {
    let table = Rows::of(items, call, ROLES)?;
    let fields = [
        "id",
        "name",
        "icon",
        "description",
        "app_access",
        "enforce_tfa",
        "source",
        "permissions",
    ];
    let mut stored = StoredRoles::default();
    for [
        id,
        name,
        icon,
        description,
        app_access,
        enforce_tfa,
        source,
        permissions,
    ] in table.find(fields, &[every()], MAX_ROLES).await?
    {
        let Some(id) = id.as_text() else { continue };
        let is_defined = schema.role_named(id).is_some_and(|role| role.is_from_file);
        if is_defined {
            continue;
        }
        if source.as_text() == Some("file") {
            stored.orphans.push(id.to_owned());
            continue;
        }
        let permissions = match permissions {
            Value::Json(json) => json,
            _ => Json::Null,
        };
        let (mut role, mistakes) = roles::read_stored(schema, id, &permissions);
        role.label = [(String::new(), name.as_text().unwrap_or(id).to_owned())].into();
        role.icon = icon.as_text().map(str::to_owned);
        role.description = description.as_text().map(str::to_owned);
        role.has_app_access = app_access == Value::Boolean(true);
        role.enforces_second_factor = enforce_tfa == Value::Boolean(true);
        if !mistakes.is_empty() {
            role.rules.clear();
            stored.mistakes.push((id.to_owned(), mistakes));
        }
        stored.roles.push(role);
    }
    Ok(stored)
}

/// A test that every row passes: keys are never null.
fn every() -> crate::sql::plain::Test {
    crate::sql::plain::test("id", crate::sql::plain::TestKind::IsNot(Value::Null))
}
