//! Files among the seeds: rows of `quintet_files` with a `_file`, which lies below the folder of the seeds. They are uploaded like any other, before the
//! items that refer to them, each for itself: a run that was cut off goes on with the next one.

use std::path::{Component, Path};

use serde_json::Map;

use super::{SeedError, Seeded, present, read};
use crate::{
    asset::{AssetError, Assets, upload::Incoming},
    items::{Call, Items},
    query::RawQuery,
    yaml::SourceFile,
};

/// Uploads what is not there yet. `folder`: where the paths begin.
pub async fn seed_files(
    items: &Items,
    assets: &Assets,
    call: &Call,
    files: &[SourceFile],
    folder: &Path,
) -> Result<Seeded, SeedError> {
    let rows = read::rows(&call.schema, files).map_err(SeedError::Files)?;
    let rows: Vec<read::SeedRow> = rows.into_iter().filter(|row| row.file.is_some()).collect();
    let known = present(items, call, &rows).await.map_err(SeedError::Items)?;
    let mut seeded = Seeded::default();
    let mut count = 0;
    for row in rows {
        if known.contains(&(row.collection, row.id.clone())) {
            continue;
        }
        let label = row.label.clone();
        upload(assets, call, row, folder)
            .await
            .map_err(|error| SeedError::File { label, error })?;
        count += 1;
    }
    if count > 0 {
        seeded.created.push((crate::asset::FILES.to_owned(), count));
    }
    Ok(seeded)
}

async fn upload(assets: &Assets, call: &Call, row: read::SeedRow, folder: &Path) -> Result<(), AssetError> {
    let path = Path::new(row.file.as_deref().unwrap_or_default());
    // A seed may come from somebody else: it names nothing outside of its folder.
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(AssetError::Payload(
            "_file: must be a path below the folder of the seeds".to_owned(),
        ));
    }
    let staged = assets.stage_copy(&folder.join(path)).await;
    let staged = staged.map_err(|error| AssetError::Payload(format!("_file: {}: {error}", path.display())))?;
    let payload: Map<String, _> = row
        .members
        .into_iter()
        .map(|member| (member.name, member.json))
        .collect();
    let incoming = Incoming {
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
        claimed: None,
        payload,
    };
    assets
        .save(call, staged, incoming, Some(row.id), &RawQuery::default())
        .await
        .map(drop)
}
