//! Whether an item is still what a client has seen: the first half of its `ETag`, and what `If-Match` asks.
//!
//! A revision is a mark over the item's own columns and links, those included that the caller may not see: only the server's key makes one, so that
//! nobody can try values until a mark fits.

use serde::de::IgnoredAny;

use crate::{
    crypto::digest::hex,
    mutation::Write,
    sql,
    value::{CollectionId, ItemId},
};

use super::{Items, ItemsError, diagnose, run::Run};

/// An item as JSON, and its revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub bytes: Vec<u8>,
    pub revision: String,
}

/// What must hold before a write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Precondition {
    #[default]
    None,
    /// The item has one of these revisions.
    Revision(Vec<String>),
}

const PURPOSE: &str = "revision";

impl Items {
    /// Cuts a row that begins with the unnamed columns of its revision.
    pub(super) fn with_revision(&self, row: &[u8]) -> Result<Item, ItemsError> {
        let (unnamed, bytes) = split(row).ok_or_else(|| diagnose::unexpected("a row came without its revision"))?;
        Ok(Item {
            bytes,
            revision: self.mark(&unnamed.join(b",".as_slice())),
        })
    }

    /// That of a singleton before it is first written.
    pub(super) fn revision_of_nothing(&self) -> String {
        self.mark(b"")
    }

    fn mark(&self, unnamed: &[u8]) -> String {
        let [mark @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
            self.keyring.mac(PURPOSE, unnamed);
        hex(&mark)
    }

    /// Refuses a write of what has changed. The row is locked already, so that what is read here is what will be overwritten.
    pub(super) async fn require(&self, run: &mut Run<'_>, writes: &[Write]) -> Result<(), ItemsError> {
        let Precondition::Revision(wanted) = &run.call.precondition else {
            return Ok(());
        };
        for write in writes {
            let revision = match write {
                Write::Create(_) => self.revision_of_nothing(),
                Write::Update(update) => self.revision(run, update.collection, &update.id).await?,
                Write::Upsert { update, .. } => self.revision(run, update.collection, &update.id).await?,
            };
            check(wanted, &revision)?;
        }
        Ok(())
    }

    /// As `require`, of an item that is about to go.
    pub(super) async fn require_item(
        &self,
        run: &mut Run<'_>,
        collection: CollectionId,
        id: &ItemId,
    ) -> Result<(), ItemsError> {
        match &run.call.precondition {
            Precondition::None => Ok(()),
            Precondition::Revision(wanted) => check(wanted, &self.revision(run, collection, id).await?),
        }
    }

    /// What the item has become, for who asked what it was: the next write can ask again without a read between.
    pub(super) async fn new_revision(
        &self,
        run: &mut Run<'_>,
        writes: &[Write],
        ids: &[ItemId],
    ) -> Result<Option<String>, ItemsError> {
        match (&run.call.precondition, writes, ids) {
            (Precondition::Revision(_), [write], [id]) => self.revision(run, write.collection(), id).await.map(Some),
            _ => Ok(None),
        }
    }

    /// The revision of a row as this transaction sees it.
    async fn revision(&self, run: &mut Run<'_>, collection: CollectionId, id: &ItemId) -> Result<String, ItemsError> {
        let statement = sql::read::compile_revision(run.schema, run.dialect, collection, id);
        let rows = run.transaction.read(statement).await.map_err(ItemsError::Database)?;
        if rows.count == 0 {
            Ok(self.revision_of_nothing())
        } else {
            self.with_revision(&rows.bytes).map(|item| item.revision)
        }
    }
}

fn check(wanted: &[String], revision: &str) -> Result<(), ItemsError> {
    if wanted.iter().any(|known| known == revision) {
        Ok(())
    } else {
        Err(ItemsError::Changed)
    }
}

/// `{"":1,"":"x","title":…}` → the texts of the unnamed members, and the object without them.
pub(super) fn split(row: &[u8]) -> Option<(Vec<&[u8]>, Vec<u8>)> {
    let mut rest = row.strip_prefix(b"{")?;
    let mut unnamed = Vec::new();
    while let Some(value) = rest.strip_prefix(b"\"\":") {
        let mut values = serde_json::Deserializer::from_slice(value).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let (value, after) = value.split_at_checked(values.byte_offset())?;
        unnamed.push(value);
        rest = after.strip_prefix(b",").unwrap_or(after);
    }
    Some((unnamed, [b"{".as_slice(), rest].concat()))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn unnamed_members_leave_the_row() {
        let check = |row: &str, expected: Option<(&str, &str)>| {
            let found = split(row.as_bytes());
            let found = found.map(|(unnamed, rest)| {
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                (text(&unnamed.join(b" ".as_slice())), text(&rest))
            });
            let expected = expected.map(|(unnamed, rest)| (unnamed.to_owned(), rest.to_owned()));
            assert_eq!(found, expected, "{row}");
        };
        check(
            r#"{"":1,"":"a,\"b","title":"x"}"#,
            Some((r#"1 "a,\"b""#, r#"{"title":"x"}"#)),
        );
        check(r#"{"":[1,{"":2}],"":null}"#, Some((r#"[1,{"":2}] null"#, "{}")));
        check(r#"{"title":1}"#, Some(("", r#"{"title":1}"#)));
        check("{}", Some(("", "{}")));
        check("[1]", None);
        check(r#"{"":"#, None);
    }
}
