//! A file as it is served: who may have it, in which form, under which validator.

use chrono::TimeDelta;

use super::{
    AssetError, Assets, FileRecord, media_type, pixels,
    sign::Signature,
    transform::{Transform, Wish},
    variants::Variant,
};
use crate::{config::Transforms, items::Call, storage::Reading};

/// What an address asks for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    pub id: &'r str,
    /// The parameters that say which picture, as a signature covers them.
    pub wish: &'r str,
    pub signature: Option<Signature<'r>>,
    pub accept: &'r str,
    /// Everybody may have the file: the project shows it to strangers.
    pub is_open: bool,
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub record: FileRecord,
    pub content_type: String,
    pub key: String,
    /// Without quotes.
    pub tag: String,
    pub transform: Transform,
    pub variant: Option<Variant>,
    /// The answer depends on `Accept`.
    pub varies: bool,
    /// How long the signature is still good.
    pub remaining: Option<TimeDelta>,
    /// Anybody may have it: nobody was asked who he is, or the public role reads it.
    pub is_public: bool,
    /// The address has a size of the settings or of the server itself.
    pub is_preset: bool,
}

impl Assets {
    /// `get`: a parameter of the route.
    pub async fn deliver<'g>(
        &self,
        call: &Call,
        request: Request<'_>,
        get: impl Fn(&str) -> Option<&'g str>,
    ) -> Result<Delivery, AssetError> {
        let remaining = match request.signature {
            Some(signature) => {
                let left = self.remaining(request.id, request.wish, signature, call.now);
                Some(left.ok_or(AssetError::Forbidden)?)
            }
            None => None,
        };
        let record = if remaining.is_some() || request.is_open {
            self.find_any(call, request.id).await?
        } else {
            self.find(call, request.id).await?
        };
        let transform = self.wanted(call.access.is_admin(), &get, remaining.is_some())?;
        let own = record
            .media_type
            .clone()
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        if !transform.is_nothing() && !own.starts_with("image/") {
            return Err(AssetError::Transform(format!(
                "only pictures have sizes, and this file is {own}"
            )));
        }
        let variant = self.variant(&record, &transform, request.accept);
        let tag = match (&variant, &record.checksum) {
            (Some(variant), _) => variant.tag.clone(),
            (None, Some(checksum)) => checksum.chars().take(32).collect(),
            (None, None) => record.filename_disk.clone(),
        };
        Ok(Delivery {
            content_type: variant
                .as_ref()
                .map_or_else(|| own.clone(), |variant| variant.format.media_type().to_owned()),
            key: variant
                .as_ref()
                .map_or_else(|| record.filename_disk.clone(), |variant| variant.key.clone()),
            varies: transform.format == Some(Wish::Auto) && pixels::is_decodable(&own),
            is_public: remaining.is_some()
                || request.is_open
                || !call.access.actor.roles.iter().any(|role| &**role != "public"),
            is_preset: get("key").is_some(),
            record,
            tag,
            transform,
            variant,
            remaining,
        })
    }

    /// The parameters as one wish, if the caller may have it.
    fn wanted<'g>(
        &self,
        is_admin: bool,
        get: &impl Fn(&str) -> Option<&'g str>,
        is_signed: bool,
    ) -> Result<Transform, AssetError> {
        if let Some(name) = get("key") {
            let preset = self.presets.iter().find(|preset| preset.name == name);
            let shown: String = name.chars().take(60).collect();
            let unknown = || AssetError::Query(format!("key: there is no preset `{shown}` (`files.presets`)"));
            return preset.map(|preset| preset.transform.clone()).ok_or_else(unknown);
        }
        let transform = Transform::read(get, self.settings.max_dimension).map_err(AssetError::Query)?;
        let is_free = match self.settings.transforms {
            Transforms::All => true,
            Transforms::Presets => false,
            Transforms::Signed => is_signed || is_admin,
        };
        if is_free || transform.is_nothing() {
            return Ok(transform);
        }
        let message = match self.settings.transforms {
            Transforms::Signed => "a size needs a signature here, or a preset as `key` (`files.transforms`)",
            _ => "only presets are served here: name one as `key` (`files.transforms`)",
        };
        Err(AssetError::Query(message.to_owned()))
    }

    /// Whether the parameters mean something, whoever asks.
    pub fn check_wish<'g>(&self, get: &impl Fn(&str) -> Option<&'g str>) -> Result<(), AssetError> {
        self.wanted(true, get, true).map(drop)
    }

    /// How many bytes there are; makes the picture if it has to.
    pub async fn size_of(&self, delivery: &Delivery) -> Result<u64, AssetError> {
        let storage = self.storage_of(&delivery.record)?;
        if let Some(size) = storage.size(&delivery.key).await? {
            return Ok(size);
        }
        let variant = delivery.variant.as_ref().ok_or(AssetError::Missing)?;
        self.make(&delivery.record, &delivery.transform, variant).await?;
        storage.size(&delivery.key).await?.ok_or(AssetError::Missing)
    }

    /// Opens the bytes, of a picture that is made now if it has to be.
    pub async fn open_bytes(
        &self,
        delivery: &Delivery,
        range: Option<std::ops::Range<u64>>,
    ) -> Result<Reading, AssetError> {
        let storage = self.storage_of(&delivery.record)?;
        let Some(variant) = &delivery.variant else {
            return Ok(storage.read(&delivery.key, range).await?);
        };
        let reading = match storage
            .read(&variant.key, range.clone())
            .await
            .map_err(AssetError::from)
        {
            Err(AssetError::Missing) => {
                self.make(&delivery.record, &delivery.transform, variant).await?;
                storage.read(&variant.key, range).await?
            }
            outcome => outcome?,
        };
        self.note(storage, &variant.key, reading.size).await;
        Ok(reading)
    }
}

impl Delivery {
    /// `inline` for what a browser may show, `attachment` for the rest.
    pub fn is_inline(&self) -> bool {
        media_type::is_shown_inline(&self.content_type)
    }

    /// What the file is called for who saves it.
    pub fn file_name(&self) -> String {
        let own = &self.record.filename_download;
        match &self.variant {
            Some(variant) => {
                let stem = own.rsplit_once('.').map_or(own.as_str(), |(stem, _)| stem);
                format!("{stem}.{}", variant.format.extension())
            }
            None => own.clone(),
        }
    }
}
