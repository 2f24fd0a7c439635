//! A record of the file library as the server itself sees it.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{AssetError, Assets};
use crate::{
    items::{Call, ItemsError},
    permission::Access,
    query::RawQuery,
};

/// What is needed to serve a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FileRecord {
    pub id: String,
    pub storage: String,
    pub filename_disk: String,
    pub filename_download: String,
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    pub filesize: Option<u64>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    focal_point_x: Option<u64>,
    focal_point_y: Option<u64>,
    pub checksum: Option<String>,
    pub modified_on: Option<String>,
}

const FIELDS: &str = "id,storage,filename_disk,filename_download,type,filesize,width,height,focal_point_x,focal_point_y,checksum,modified_on";

impl FileRecord {
    /// The pixel that must stay in view; one beyond the edge is the edge.
    pub fn focus(&self) -> Option<(u32, u32)> {
        let (x, y) = self.focal_point_x.zip(self.focal_point_y)?;
        let pixel = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Some((pixel(x), pixel(y)))
    }
}

impl Assets {
    /// A file that the caller may read.
    pub async fn find(&self, call: &Call, id: &str) -> Result<FileRecord, AssetError> {
        if !call.access.is_admin() {
            let only_key = RawQuery {
                fields: Some(Json::from("id")),
                ..RawQuery::default()
            };
            self.items
                .read(call, Self::files(call)?, id, &only_key)
                .await
                .map_err(hidden)?;
        }
        self.find_any(call, id).await
    }

    /// A file, whoever may read it.
    pub async fn find_any(&self, call: &Call, id: &str) -> Result<FileRecord, AssetError> {
        let call = as_server(call);
        let item = self
            .items
            .read(&call, Self::files(&call)?, id, &everything())
            .await
            .map_err(hidden)?;
        parse(&item.bytes)
    }

    /// Files with these values, in the order of their names in the storage: unique, and unlike uuids they can be compared.
    pub async fn find_where(&self, call: &Call, filter: Json, limit: u32) -> Result<Vec<FileRecord>, AssetError> {
        let call = as_server(call);
        let query = RawQuery {
            filter: Some(filter),
            sort: Some(Json::from("filename_disk")),
            limit: Some(Json::from(limit)),
            ..everything()
        };
        let list = self.items.list(&call, Self::files(&call)?, &query).await?;
        parse(&[b"[", list.rows.as_slice(), b"]"].concat())
    }

    /// All files, a page at a time: those behind a name in the storage.
    pub async fn page_behind(&self, call: &Call, last: Option<&str>) -> Result<Vec<FileRecord>, AssetError> {
        let filter = last.map_or_else(|| json!({}), |last| json!({ "filename_disk": { "_gt": last } }));
        self.find_where(call, filter, call.limits.max_page).await
    }
}

/// Without the caller's permissions: what the server itself has to know.
pub fn as_server(call: &Call) -> Call {
    Call {
        access: Access::administrator(),
        precondition: crate::items::Precondition::None,
        ..call.clone()
    }
}

fn everything() -> RawQuery {
    RawQuery {
        fields: Some(Json::from(FIELDS)),
        ..RawQuery::default()
    }
}

fn parse<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, AssetError> {
    serde_json::from_slice(bytes).map_err(|error| AssetError::Unexpected(format!("a record of a file: {error}")))
}

/// Who asks for a file never learns whether it is there.
fn hidden(error: ItemsError) -> AssetError {
    match error {
        ItemsError::NotFound | ItemsError::Forbidden => AssetError::Forbidden,
        error => AssetError::Items(error),
    }
}
