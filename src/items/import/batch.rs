//! Some rows on their way into the database: what each of them writes, and how they are written together.

use std::collections::HashMap;

use super::{Import, ImportRow, Items, ItemsError, Run};
use crate::{
    items::{accounts::Effects, write::clear_all},
    mutation::Write,
    permission::{Action, write::authorize},
    value::{ItemId, Json},
};

/// Rows that may be written, as far as they say it themselves.
#[derive(Default)]
pub struct Batch {
    pub writes: Vec<Write>,
    /// In the order of `writes`.
    pub about: Vec<About>,
}

/// Whose write it is.
pub struct About {
    pub row: u64,
    pub line: u64,
    pub is_new: bool,
    pub effects: Effects,
}

impl Import<'_> {
    /// As a create or an update would: the payload read, protected and authorized.
    pub(super) async fn prepare(
        &self,
        row: ImportRow,
        present: &HashMap<String, ItemId>,
    ) -> Result<(Write, About), ItemsError> {
        let (call, items, collection) = (self.call, self.items, self.collection);
        let model = call.schema.collection(collection);
        let mut payload = row.payload?;
        let known = self.key_of(&payload).and_then(|(text, _)| present.get(&text)).cloned();
        let is_new = known.is_none();
        call.may_try(collection, if is_new { Action::Create } else { Action::Update })?;
        if row.has_blanks && is_new {
            payload.retain(|_, value| !value.is_null());
        }
        if !is_new {
            // The key says which item is meant; it is no change, and needs no right to be written.
            if let Some(key) = self.key {
                payload.remove(&*model.field(key).name);
            }
            if row.has_blanks && payload.get(&*model.key().name).is_some_and(Json::is_null) {
                payload.remove(&*model.key().name);
            }
        }
        let payload = Json::Object(payload);
        let mut writes = call.payloads(&items.random, |resolver| {
            vec![match known {
                Some(id) => Write::Update(resolver.update(collection, id, &payload, "", Vec::new())),
                None => Write::Create(resolver.create(collection, &payload, "", Vec::new())),
            }]
        })?;
        let effects = items.prepare_accounts(call, &mut writes).await?;
        let writes = items.protect(call, writes).await?;
        let writes = authorize(&call.schema, &call.access, call.now, writes).map_err(|_| ItemsError::Forbidden)?;
        let write = writes.into_inner().pop();
        let write = write.ok_or_else(|| super::diagnose::unexpected("a row became no write"))?;
        let about = About {
            row: row.row,
            line: row.line,
            is_new,
            effects,
        };
        Ok((write, about))
    }
}

/// Writes rows, asks everything of them, and tells of them.
pub async fn run(items: &Items, run: &mut Run<'_>, writes: &[Write], about: &[About]) -> Result<(), ItemsError> {
    let mut effects: Vec<Effects> = about.iter().map(|about| about.effects.clone()).collect();
    for effects in &mut effects {
        effects.begin(run.call, run.transaction).await?;
    }
    clear_all(run, writes).await?;
    let made = run.create_alike(writes).await?;
    for write in writes
        .iter()
        .enumerate()
        .filter(|(index, _)| !made.contains(index))
        .map(|(_, write)| write)
    {
        run.write(write, None).await?;
    }
    run.finish().await?;
    items.tell(run).await?;
    for effects in &effects {
        effects.settle(run.call, run.transaction).await?;
    }
    Ok(())
}
