//! Moves files from one storage to another while the server serves: the bytes are in the new place, and checked, before the record says so.

use futures_util::TryStreamExt as _;
use serde_json::json;

use super::{AssetError, Assets, FileRecord, record::as_server};
use crate::{
    items::{Call, Described},
    query::RawQuery,
    storage::Storage,
    value::Value,
};

impl Assets {
    /// Moves the next page of files; how many were moved, 0 when there is nothing left.
    pub async fn relocate(&self, call: &Call, from: &Storage, to: &Storage) -> Result<usize, AssetError> {
        let filter = json!({ "storage": { "_eq": from.name } });
        let page = self.find_where(call, filter, 100).await?;
        for record in &page {
            self.relocate_one(call, record, from, to).await?;
        }
        Ok(page.len())
    }

    async fn relocate_one(
        &self,
        call: &Call,
        record: &FileRecord,
        from: &Storage,
        to: &Storage,
    ) -> Result<(), AssetError> {
        let mut reading = from.read(&record.filename_disk, None).await?;
        let mut staging = self.stage()?;
        while let Some(piece) = reading.body.try_next().await? {
            staging.write(&piece).await?;
        }
        let staged = staging.finish().await?;
        if record
            .checksum
            .as_ref()
            .is_some_and(|checksum| *checksum != staged.checksum)
        {
            let message = format!(
                "{} has changed in {}: its bytes are not those that were uploaded",
                record.id, from.name
            );
            return Err(AssetError::Unexpected(message));
        }
        to.take_file(&record.filename_disk, staged.path()).await?;
        let given = vec![("storage", Value::Text(to.name.clone()))];
        let call = as_server(call);
        let files = Self::files(&call)?;
        self.items
            .update_given(
                &call,
                files,
                &record.id,
                Described {
                    payload: &json!({}),
                    given,
                },
                &RawQuery::default(),
            )
            .await?;
        from.delete(&record.filename_disk).await?;
        self.forget_variants(from, &record.filename_disk).await;
        Ok(())
    }
}
