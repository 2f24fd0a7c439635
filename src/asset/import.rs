//! A file from an address: fetched by the server, within the same limits as an upload.

use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::{Url, header};

use super::{AssetError, Assets, guard::Guard, media_type::essence, staging::Staged, upload::Incoming};
use crate::items::Call;
use crate::permission::Action;

const REDIRECTS: usize = 5;
/// All of an import, redirects included.
const PATIENCE: Duration = Duration::from_secs(300);

impl Assets {
    /// Fetches; what is saved is the caller's next step.
    pub async fn fetch(&self, call: &Call, url: &str, incoming: &mut Incoming) -> Result<Staged, AssetError> {
        call.may_try(Self::files(call)?, Action::Create)?;
        match tokio::time::timeout(PATIENCE, self.fetch_now(url, incoming)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(AssetError::Payload(
                "url: did not answer within five minutes".to_owned(),
            )),
        }
    }

    async fn fetch_now(&self, url: &str, incoming: &mut Incoming) -> Result<Staged, AssetError> {
        let guard = Guard {
            is_open: self.settings.import_private,
        };
        let client = guard
            .clone()
            .client()
            .map_err(|error| AssetError::Unexpected(error.to_string()))?;
        let refused = |reason: String| AssetError::Payload(reason);
        let mut url = Url::parse(url).map_err(|_| refused("url: must be a URL".to_owned()))?;
        for _ in 0..=REDIRECTS {
            guard.check(&url).map_err(refused)?;
            // Which of the reasons it was would tell what is inside.
            let away = |error: reqwest::Error| {
                tracing::info!(%error, "an import was not answered");
                AssetError::Payload("url: can not be fetched".to_owned())
            };
            let response = client.get(url.clone()).send().await.map_err(away)?;
            if response.status().is_redirection() {
                let target = response
                    .headers()
                    .get(header::LOCATION)
                    .and_then(|target| target.to_str().ok());
                let target = target.and_then(|target| url.join(target).ok());
                url = target.ok_or_else(|| refused("url: redirects to nowhere".to_owned()))?;
                continue;
            }
            if !response.status().is_success() {
                return Err(refused(format!("url: answered {}", response.status().as_u16())));
            }
            return self.receive(&url, response, incoming).await;
        }
        Err(refused(format!("url: redirects more than {REDIRECTS} times")))
    }

    async fn receive(
        &self,
        url: &Url,
        response: reqwest::Response,
        incoming: &mut Incoming,
    ) -> Result<Staged, AssetError> {
        let limit = u64::try_from(self.settings.max_size).unwrap_or(u64::MAX);
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(AssetError::TooLarge(limit));
        }
        let claimed = response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        incoming.claimed = claimed.map(essence);
        let name = url
            .path_segments()
            .and_then(|mut segments| segments.next_back())
            .unwrap_or_default();
        incoming.name.get_or_insert_with(|| decoded(name));
        let mut staging = self.stage()?;
        let mut body = response.bytes_stream();
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|_| AssetError::Payload("url: broke off".to_owned()))?;
            staging.write(&piece).await?;
        }
        staging.finish().await
    }
}

/// `night%20tram.jpg` → `night tram.jpg`
fn decoded(name: &str) -> String {
    let pair = format!("x:?v={}", name.replace('+', "%2B").replace('&', "%26"));
    let value = Url::parse(&pair)
        .ok()
        .and_then(|url| Some(url.query_pairs().next()?.1.into_owned()));
    value.unwrap_or_default()
}
