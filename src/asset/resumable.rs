//! Uploads in pieces, for large files and bad lines (the server side of tus 1.0: what an upload is; its headers are the edge's). An upload is two files
//! of the staging folder: what is known of it, and what came so far. How far it is, is the length of the second one: nothing else can be wrong about it.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::PathBuf,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{
    AssetError, Assets,
    staging::{blocking, disk},
    upload::Incoming,
};
use crate::{items::Call, permission::Action, query::RawQuery, value::ItemId};

/// Below the staging folder.
pub const FOLDER: &str = "resumable";

/// What nobody went on with is thrown away.
pub const LIFETIME: Duration = Duration::from_secs(24 * 3600);
const SWEEP: Duration = Duration::from_secs(3600);

/// What is known of an upload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Upload {
    pub length: u64,
    owner: String,
    name: Option<String>,
    claimed: Option<String>,
    payload: Map<String, Json>,
    /// The file that it became.
    pub file: Option<String>,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    pub offset: u64,
    pub upload: Upload,
}

impl Assets {
    /// Begins an upload; the answer is its name.
    pub async fn begin(&self, call: &Call, length: u64, incoming: Incoming) -> Result<String, AssetError> {
        call.may_try(Self::files(call)?, Action::Create)?;
        let limit = u64::try_from(self.settings.max_size).unwrap_or(u64::MAX);
        if length > limit {
            return Err(AssetError::TooLarge(limit));
        }
        let folder = self.staging.join(FOLDER);
        blocking(move || sweep(&folder, LIFETIME)).await?;
        let id = self
            .random
            .text(32)
            .map_err(|error| AssetError::Unexpected(error.to_string()))?;
        let upload = Upload {
            length,
            owner: owner(call),
            name: incoming.name,
            claimed: incoming.claimed,
            payload: incoming.payload,
            file: None,
        };
        let (about, part) = (self.about(&id), self.part(&id));
        let text = serde_json::to_vec(&upload).map_err(|error| AssetError::Unexpected(error.to_string()))?;
        blocking(move || {
            File::create_new(part)?;
            fs::write(about, text)
        })
        .await?;
        Ok(id)
    }

    /// Only for who began it: anybody else finds nothing.
    pub async fn progress(&self, call: &Call, id: &str) -> Result<Progress, AssetError> {
        if id.len() != 32
            || !id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            return Err(AssetError::Gone);
        }
        let (about, part) = (self.about(id), self.part(id));
        let read = tokio::task::spawn_blocking(move || {
            let text = fs::read(about)?;
            let length = match fs::metadata(part) {
                Ok(found) => Some(found.len()),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            Ok((text, length))
        });
        let (text, length) = match read.await.map_err(|error| AssetError::Unexpected(error.to_string()))? {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(AssetError::Gone),
            Err(error) => return Err(disk(&error)),
        };
        let upload: Upload = serde_json::from_slice(&text).map_err(|_| AssetError::Gone)?;
        if upload.owner != owner(call) {
            return Err(AssetError::Gone);
        }
        let offset = match (length, &upload.file) {
            (_, Some(_)) => upload.length,
            (Some(length), None) => length,
            (None, None) => return Err(AssetError::Gone),
        };
        Ok(Progress { offset, upload })
    }

    /// Goes on at `offset`. What came before the line broke is kept; the last piece makes the file.
    pub async fn go_on(
        &self,
        call: &Call,
        id: &str,
        offset: u64,
        mut body: impl Stream<Item = Result<Bytes, AssetError>> + Unpin,
    ) -> Result<Progress, AssetError> {
        let _turn = self.turns.take(&format!("resumable/{id}")).await;
        let mut progress = self.progress(call, id).await?;
        if progress.offset != offset {
            return Err(AssetError::Offset(progress.offset));
        }
        if progress.upload.file.is_some() {
            return Ok(progress);
        }
        let part = self.part(id);
        let mut file = blocking(move || File::options().append(true).open(part)).await?;
        while let Some(piece) = body.next().await {
            let piece = piece?;
            let after = progress.offset + u64::try_from(piece.len()).unwrap_or(u64::MAX);
            if after > progress.upload.length {
                return Err(AssetError::Payload(
                    "the upload is longer than was announced".to_owned(),
                ));
            }
            file = blocking(move || file.write_all(&piece).map(|()| file)).await?;
            progress.offset = after;
        }
        if progress.offset == progress.upload.length {
            progress.upload = self.complete(call, id, progress.upload).await?;
        }
        Ok(progress)
    }

    pub async fn give_up(&self, call: &Call, id: &str) -> Result<(), AssetError> {
        let _turn = self.turns.take(&format!("resumable/{id}")).await;
        self.progress(call, id).await?;
        self.discard(id).await
    }

    async fn complete(&self, call: &Call, id: &str, mut upload: Upload) -> Result<Upload, AssetError> {
        let staged = self.adopt(&self.part(id)).await?;
        let incoming = Incoming {
            name: upload.name.clone(),
            claimed: upload.claimed.clone(),
            payload: upload.payload.clone(),
        };
        let file = self.random.uuid_v7();
        let saved = self
            .save(call, staged, incoming, Some(ItemId::Uuid(file)), &RawQuery::default())
            .await;
        if let Err(error) = saved {
            // What is refused now is refused the next time too.
            self.discard(id).await?;
            return Err(error);
        }
        upload.file = Some(file.to_string());
        // Who did not hear the answer asks again, and is told that all is there.
        let about = self.about(id);
        let text = serde_json::to_vec(&upload).map_err(|error| AssetError::Unexpected(error.to_string()))?;
        blocking(move || fs::write(about, text)).await?;
        Ok(upload)
    }

    async fn discard(&self, id: &str) -> Result<(), AssetError> {
        for path in [self.part(id), self.about(id)] {
            blocking(move || match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            })
            .await?;
        }
        Ok(())
    }

    /// Sweeps the staging folder now and again, for as long as the server runs: each instance its own folder.
    pub async fn keep_swept(&self) {
        loop {
            if let Err(error) = self.sweep_staging().await {
                tracing::warn!(%error, "the staging folder could not be swept");
            }
            tokio::time::sleep(SWEEP).await;
        }
    }

    /// What a kill or a lost line left in the staging folder, longer ago than an upload lives.
    pub async fn sweep_staging(&self) -> Result<(), AssetError> {
        let folders = [self.staging.clone(), self.staging.join(FOLDER)];
        for folder in folders {
            blocking(move || sweep(&folder, LIFETIME)).await?;
        }
        Ok(())
    }

    fn about(&self, id: &str) -> PathBuf {
        self.staging.join(FOLDER).join(format!("{id}.json"))
    }

    fn part(&self, id: &str) -> PathBuf {
        self.staging.join(FOLDER).join(format!("{id}.part"))
    }
}

fn owner(call: &Call) -> String {
    let actor = &call.access.actor;
    let user = actor.user.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{user}|{}", actor.roles.join(","))
}

fn sweep(folder: &std::path::Path, older_than: Duration) -> std::io::Result<()> {
    let now = SystemTime::now();
    for found in fs::read_dir(folder)?.flatten() {
        let modified = found
            .metadata()
            .and_then(|about| Ok((about.is_file(), about.modified()?)));
        let is_old = modified
            .is_ok_and(|(is_file, modified)| is_file && now.duration_since(modified).is_ok_and(|age| age > older_than));
        if is_old {
            // Somebody else may sweep too.
            let _ = fs::remove_file(found.path());
        }
    }
    Ok(())
}
