//! From a staged file to a record, new or replaced. The bytes are in the storage before the record is written; an old record's bytes go after the new ones
//! are named.

use serde_json::{Map, Value as Json, json};

use super::{AssetError, Assets, FileRecord, examine::Facts, media_type, name, record::as_server, staging::Staged};
use crate::{
    items::{Call, Described, Given, Targets, Written},
    query::RawQuery,
    storage::{Storage, StorageError},
    value::{ItemId, Value},
};

/// What comes along with the bytes.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    pub name: Option<String>,
    /// The type that the client claims.
    pub claimed: Option<String>,
    /// Fields of the record, as the client wrote them.
    pub payload: Map<String, Json>,
}

impl Assets {
    /// A new file.
    pub async fn save(
        &self,
        call: &Call,
        staged: Staged,
        incoming: Incoming,
        id: Option<ItemId>,
        raw: &RawQuery,
    ) -> Result<Written, AssetError> {
        let files = Self::files(call)?;
        let mut incoming = incoming;
        let storage = self.chosen(incoming.payload.remove("storage"))?.clone();
        let (staged, facts, name) = self.looked_at(staged, &incoming).await?;
        // The same bytes at once: the second one finds what the first one stored.
        let turn = self.turns.take(&format!("{}/{}", storage.name, staged.checksum)).await;
        let mut given = given(&facts, &staged, call);
        let key = self.place(call, &storage, staged, &facts, &name).await?;
        given.push(("storage", Value::Text(storage.name.clone())));
        given.push(("filename_disk", Value::Text(key.clone())));
        for (field, text) in [("title", name::title(&name)), ("filename_download", name)] {
            if !incoming.payload.contains_key(field) {
                given.push((field, Value::Text(text)));
            }
        }
        let payload = Json::Object(incoming.payload);
        let written = self
            .items
            .create_given(
                call,
                files,
                id,
                Described {
                    payload: &payload,
                    given,
                },
                raw,
            )
            .await;
        drop(turn);
        match written {
            Ok(written) => Ok(written),
            Err(error) => {
                self.forget(&storage, &key).await;
                Err(error.into())
            }
        }
    }

    /// Other bytes under the same key of the record.
    pub async fn replace(
        &self,
        call: &Call,
        id: &str,
        staged: Staged,
        incoming: Incoming,
        raw: &RawQuery,
    ) -> Result<Written, AssetError> {
        let files = Self::files(call)?;
        let mut incoming = incoming;
        let before = self.find(call, id).await?;
        let storage = match incoming.payload.remove("storage") {
            None | Some(Json::Null) => self.storage_of(&before)?.clone(),
            chosen => self.chosen(chosen)?.clone(),
        };
        let (staged, facts, name) = self.looked_at(staged, &incoming).await?;
        let turn = self.turns.take(&format!("{}/{}", storage.name, staged.checksum)).await;
        let mut given = given(&facts, &staged, call);
        let key = self.place(call, &storage, staged, &facts, &name).await?;
        given.push(("storage", Value::Text(storage.name.clone())));
        given.push(("filename_disk", Value::Text(key.clone())));
        if incoming.name.is_some() && !incoming.payload.contains_key("filename_download") {
            given.push(("filename_download", Value::Text(name)));
        }
        let payload = Json::Object(incoming.payload);
        let written = self
            .items
            .update_given(
                call,
                files,
                id,
                Described {
                    payload: &payload,
                    given,
                },
                raw,
            )
            .await;
        drop(turn);
        match written {
            Ok(written) => {
                self.remove_bytes(&before).await;
                Ok(written)
            }
            Err(error) => {
                self.forget(&storage, &key).await;
                Err(error.into())
            }
        }
    }

    /// Records, then their bytes.
    pub async fn delete(&self, call: &Call, targets: Targets) -> Result<(), AssetError> {
        let files = Self::files(call)?;
        let keys = match targets {
            Targets::Keys(keys) => keys,
            Targets::Query(raw) => self.matching(call, &raw).await?,
        };
        let mut records = Vec::new();
        for chunk in keys.chunks(500) {
            // Malformed keys are refused by the delete itself, in its own words.
            let known: Vec<&Json> = chunk.iter().filter(|key| is_uuid(key)).collect();
            if !known.is_empty() {
                records.extend(self.find_where(call, json!({ "id": { "_in": known } }), 500).await?);
            }
        }
        self.items.delete_many(call, files, Targets::Keys(keys)).await?;
        for record in records {
            self.remove_bytes(&record).await;
        }
        Ok(())
    }

    async fn matching(&self, call: &Call, raw: &RawQuery) -> Result<Vec<Json>, AssetError> {
        let keys = self
            .items
            .keys(call, Self::files(call)?, Targets::Query(Box::new(raw.clone())))
            .await?;
        Ok(keys.into_iter().map(|key| Json::from(key.to_string())).collect())
    }

    async fn looked_at(&self, mut staged: Staged, incoming: &Incoming) -> Result<(Staged, Facts, String), AssetError> {
        let name = name::clean(incoming.name.as_deref().unwrap_or_default());
        let facts = self.examine(&mut staged, &name, incoming.claimed.as_deref()).await?;
        if !media_type::is_accepted(&facts.media_type, &self.settings.accept) {
            return Err(AssetError::MediaType(format!(
                "{name} is {}, and this server takes only {} (`files.accept`)",
                facts.media_type,
                self.settings.accept.join(", ")
            )));
        }
        Ok((staged, facts, name))
    }

    /// Brings the bytes into the storage, under a new key: a second name for bytes that are there already, else the staged file.
    async fn place(
        &self,
        call: &Call,
        storage: &Storage,
        staged: Staged,
        facts: &Facts,
        name: &str,
    ) -> Result<String, AssetError> {
        let key = format!(
            "{}.{}",
            self.random.uuid_v7(),
            media_type::extension(&facts.media_type, name)
        );
        let same =
            json!({ "_and": [{ "checksum": { "_eq": staged.checksum } }, { "storage": { "_eq": storage.name } }] });
        for twin in self.find_where(&as_server(call), same, 1).await? {
            // Somebody may have changed the bytes behind our back: their length is the least to ask.
            let is_whole = storage.size(&twin.filename_disk).await? == Some(staged.size);
            if is_whole && storage.link(&twin.filename_disk, &key).await? {
                return Ok(key);
            }
        }
        storage.take_file(&key, staged.path()).await?;
        Ok(key)
    }

    fn chosen(&self, name: Option<Json>) -> Result<&Storage, AssetError> {
        let name = match name {
            None | Some(Json::Null) => return Ok(self.storages.default_storage()),
            Some(Json::String(name)) => name,
            Some(_) => return Err(AssetError::Payload("storage: must be the name of a storage".to_owned())),
        };
        let names: Vec<&str> = self.storages.all().map(|storage| storage.name.as_str()).collect();
        let refuse = || AssetError::Payload(format!("storage: must be one of {}", names.join(", ")));
        self.storages.get(&name).ok_or_else(refuse)
    }

    pub fn storage_of(&self, record: &FileRecord) -> Result<&Storage, AssetError> {
        let missing = || {
            StorageError::Away(format!(
                "no storage is called {} any more (`files.storages`)",
                record.storage
            ))
        };
        self.storages
            .get(&record.storage)
            .ok_or_else(|| AssetError::Storage(missing()))
    }

    /// What fails here is found by `check`: the record is gone already.
    pub async fn remove_bytes(&self, record: &FileRecord) {
        if let Ok(storage) = self.storage_of(record) {
            self.forget(storage, &record.filename_disk).await;
            self.forget_variants(storage, &record.filename_disk).await;
        }
    }

    async fn forget(&self, storage: &Storage, key: &str) {
        if let Err(error) = storage.delete(key).await {
            tracing::warn!(storage = %storage.name, key, %error, "bytes without a record are left; `quintet files check` finds them");
        }
    }
}

fn is_uuid(key: &Json) -> bool {
    key.as_str().is_some_and(|text| uuid::Uuid::try_parse(text).is_ok())
}

/// What the server knows of the bytes.
fn given(facts: &Facts, staged: &Staged, call: &Call) -> Given {
    let number = |number: Option<u32>| number.map_or(Value::Null, |number| Value::Integer(i64::from(number)));
    let text = |text: Option<&String>| text.map_or(Value::Null, |text| Value::Text(text.clone()));
    vec![
        ("type", Value::Text(facts.media_type.clone())),
        (
            "filesize",
            Value::Integer(i64::try_from(staged.size).unwrap_or(i64::MAX)),
        ),
        ("checksum", Value::Text(staged.checksum.clone())),
        ("width", number(facts.width)),
        ("height", number(facts.height)),
        ("duration", facts.duration.map_or(Value::Null, Value::Integer)),
        ("blurhash", text(facts.blurhash.as_ref())),
        ("color", text(facts.color.as_ref())),
        ("metadata", facts.metadata.clone().map_or(Value::Null, Value::Json)),
        ("uploaded_on", Value::DateTime(call.now)),
    ]
}
