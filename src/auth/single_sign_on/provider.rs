//! One identity provider: its documents, the address of its sign-in page, and what its answer proves. `openidconnect` reads and verifies the tokens.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use arc_swap::ArcSwapOption;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64_URL};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, HttpRequest,
    JsonWebKeySet, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, TokenResponse as _,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm,
        CoreProviderMetadata, CoreTokenResponse,
    },
    http,
};
use serde_json::Value as Json;
use tokio::sync::Mutex;
use url::Url;

use super::{
    SingleSignOnError,
    claims::Identity,
    transport::{Transport, TransportError},
};
use crate::config::ProviderSettings;

#[derive(Debug)]
pub struct Provider {
    pub settings: ProviderSettings,
    transport: Transport,
    documents: ArcSwapOption<Documents>,
    /// One asks, the others wait for what he gets.
    asking: Mutex<Option<Failure>>,
}

/// What the provider says of itself, with its keys.
#[derive(Debug)]
struct Documents {
    metadata: CoreProviderMetadata,
    /// It always says who it is when it sends somebody back (RFC 9207).
    names_itself: bool,
    at: Instant,
}

#[derive(Debug, Clone)]
struct Failure {
    reason: String,
    at: Instant,
}

/// What a sign-in carries from its beginning to its end, kept by the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    pub nonce: String,
    pub verifier: String,
}

/// How long documents are taken as they are. Keys that are not among them are asked for at once.
const FRESH: Duration = Duration::from_secs(3600);
/// A provider that does not answer is asked again after this.
const PAUSE: Duration = Duration::from_secs(5);
/// Keys are asked for out of turn no more often: a made-up key must not become a flood to the provider.
const KEYS_PAUSE: Duration = Duration::from_secs(10);

/// Made with a key pair: a provider's own secret would be good for no more than ours, and `none` for nothing.
const ALGORITHMS: &[CoreJwsSigningAlgorithm] = &[
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

impl Provider {
    pub fn new(settings: ProviderSettings) -> Result<Self, SingleSignOnError> {
        let issuer = Url::parse(&settings.issuer).map_err(SingleSignOnError::configuration)?;
        Ok(Self {
            transport: Transport::new(&issuer).map_err(SingleSignOnError::configuration)?,
            settings,
            documents: ArcSwapOption::empty(),
            asking: Mutex::new(None),
        })
    }

    /// The provider's page, to which the browser is sent.
    pub async fn sign_in_page(
        &self,
        state: &str,
        secrets: &Secrets,
        callback: &str,
    ) -> Result<String, SingleSignOnError> {
        let documents = self.documents().await?;
        let client =
            CoreClient::from_provider_metadata(documents.metadata.clone(), self.client_id(), self.client_secret());
        let client = client.set_redirect_uri(redirect_url(callback)?);
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let (state, nonce) = (state.to_owned(), secrets.nonce.clone());
        let scopes = self.settings.scopes.iter().filter(|scope| *scope != "openid");
        let (url, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(scopes.map(|scope| Scope::new(scope.clone())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.into())
    }

    /// An answer that another provider sent must not be redeemed at this one: that is how one of several steals codes of the others (mix-up).
    pub async fn check_sender(&self, issuer: Option<&str>) -> Result<(), SingleSignOnError> {
        let documents = self.documents().await?;
        match issuer {
            Some(issuer) if issuer == documents.metadata.issuer().as_str() => Ok(()),
            None if !documents.names_itself => Ok(()),
            _ => Err(SingleSignOnError::refused("the answer comes from another provider")),
        }
    }

    /// Redeems the code, and checks what comes back.
    pub async fn identity(&self, code: &str, secrets: &Secrets, callback: &str) -> Result<Identity, SingleSignOnError> {
        let documents = self.documents().await?;
        let tokens = self.redeem(&documents, code, secrets, callback).await?;
        let token = tokens
            .id_token()
            .ok_or_else(|| SingleSignOnError::refused("the provider sent no ID token"))?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let subject = match self.verify(&documents, token, &nonce) {
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                // The provider may have changed its keys since they were read.
                let documents = self.read_again(KEYS_PAUSE).await?;
                self.verify(&documents, token, &nonce)
            }
            outcome => outcome,
        };
        let subject = subject.map_err(|error| SingleSignOnError::refused(explain(&error)))?;
        let mut claims = payload(&token.to_string());
        if self.lacks(&claims) {
            let more = self
                .user_info(&documents, tokens.access_token().secret(), &subject)
                .await?;
            merge(&mut claims, more);
        }
        Ok(Identity::new(&subject, &claims, &self.settings))
    }

    async fn redeem(
        &self,
        documents: &Documents,
        code: &str,
        secrets: &Secrets,
        callback: &str,
    ) -> Result<CoreTokenResponse, SingleSignOnError> {
        let metadata = documents.metadata.clone();
        let methods = metadata.token_endpoint_auth_methods_supported();
        let takes_basic = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), self.client_secret())
            .set_redirect_uri(redirect_url(callback)?)
            .set_auth_type(if takes_basic {
                AuthType::BasicAuth
            } else {
                AuthType::RequestBody
            });
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(SingleSignOnError::unreachable)?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        let send = |request: HttpRequest| self.transport.send(request);
        request.request_async(&send).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(answer) => {
                SingleSignOnError::refused(format!("the provider refused the code: {}", answer.error()))
            }
            RequestTokenError::Request(error) => SingleSignOnError::unreachable(error),
            // It answered, and what it answered proves nothing.
            RequestTokenError::Parse(error, _) => {
                SingleSignOnError::refused(format!("the answer has no valid token: {error}"))
            }
            RequestTokenError::Other(reason) => SingleSignOnError::refused(reason),
        })
    }

    /// Signature, issuer, audience, times, nonce. The subject, when all is well.
    fn verify(
        &self,
        documents: &Documents,
        token: &CoreIdToken,
        nonce: &Nonce,
    ) -> Result<String, ClaimsVerificationError> {
        let client =
            CoreClient::from_provider_metadata(documents.metadata.clone(), self.client_id(), self.client_secret());
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS.iter().cloned());
        let claims = token.claims(&verifier, nonce)?;
        Ok(claims.subject().to_string())
    }

    /// Some providers put into the token who it is, and the rest elsewhere.
    fn lacks(&self, claims: &Json) -> bool {
        let role_claim = self.settings.role_claim.as_deref();
        let root = role_claim.map(|path| path.split('.').next().unwrap_or(path));
        let lacks_roles = role_claim
            .zip(root)
            .is_some_and(|(path, root)| claims.get(path).or(claims.get(root)).is_none());
        let lacks_proof = claims.get("email_verified").is_none() && !self.settings.trust_email;
        claims.get("email").is_none() || lacks_proof || lacks_roles
    }

    /// The rest, which is only believed of the same person.
    async fn user_info(
        &self,
        documents: &Documents,
        access_token: &str,
        subject: &str,
    ) -> Result<Json, SingleSignOnError> {
        let Some(endpoint) = documents.metadata.userinfo_endpoint() else {
            return Ok(Json::Null);
        };
        let info = self.get_json(endpoint.url(), Some(access_token)).await?;
        match info.get("sub").and_then(Json::as_str) {
            Some(told) if told == subject => Ok(info),
            _ => Err(SingleSignOnError::refused("the provider tells of somebody else")),
        }
    }

    async fn documents(&self) -> Result<Arc<Documents>, SingleSignOnError> {
        match self.documents.load_full() {
            Some(documents) if documents.at.elapsed() < FRESH => Ok(documents),
            Some(old) => Ok(self.read_again(FRESH).await.unwrap_or(old)),
            None => self.read_again(FRESH).await,
        }
    }

    /// Unless somebody has read them within `pause`.
    async fn read_again(&self, pause: Duration) -> Result<Arc<Documents>, SingleSignOnError> {
        let mut failure = self.asking.lock().await;
        if let Some(documents) = self
            .documents
            .load_full()
            .filter(|documents| documents.at.elapsed() < pause)
        {
            return Ok(documents);
        }
        if let Some(failure) = failure.as_ref().filter(|failure| failure.at.elapsed() < PAUSE) {
            return Err(SingleSignOnError::unreachable(&failure.reason));
        }
        match self.read().await {
            Ok(documents) => {
                let documents = Arc::new(documents);
                self.documents.store(Some(documents.clone()));
                *failure = None;
                Ok(documents)
            }
            Err(error) => {
                *failure = Some(Failure {
                    reason: error.to_string(),
                    at: Instant::now(),
                });
                Err(error)
            }
        }
    }

    async fn read(&self) -> Result<Documents, SingleSignOnError> {
        let address = format!(
            "{}/.well-known/openid-configuration",
            self.settings.issuer.trim_end_matches('/')
        );
        let address = Url::parse(&address).map_err(SingleSignOnError::configuration)?;
        let document = self.get_json(&address, None).await?;
        let names_itself = document
            .get("authorization_response_iss_parameter_supported")
            .and_then(Json::as_bool);
        let metadata: CoreProviderMetadata =
            serde_json::from_value(document).map_err(SingleSignOnError::unreachable)?;
        if metadata.issuer().as_str().trim_end_matches('/') != self.settings.issuer.trim_end_matches('/') {
            let message = format!(
                "it calls itself {}, not {}",
                metadata.issuer().as_str(),
                self.settings.issuer
            );
            return Err(SingleSignOnError::unreachable(message));
        }
        let send = |request: HttpRequest| self.transport.send(request);
        let keys = JsonWebKeySet::fetch_async(metadata.jwks_uri(), &send).await;
        Ok(Documents {
            metadata: metadata.set_jwks(keys.map_err(SingleSignOnError::unreachable)?),
            names_itself: names_itself.unwrap_or(false),
            at: Instant::now(),
        })
    }

    async fn get_json(&self, url: &Url, access_token: Option<&str>) -> Result<Json, SingleSignOnError> {
        let mut request = http::Request::get(url.as_str()).header(http::header::ACCEPT, "application/json");
        if let Some(token) = access_token {
            request = request.header(http::header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Vec::new()).map_err(SingleSignOnError::unreachable)?;
        let answer = self
            .transport
            .send(request)
            .await
            .map_err(|error: TransportError| SingleSignOnError::unreachable(error))?;
        if answer.status() != http::StatusCode::OK {
            return Err(SingleSignOnError::unreachable(format!(
                "{url} answers {}",
                answer.status()
            )));
        }
        serde_json::from_slice(answer.body()).map_err(SingleSignOnError::unreachable)
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.settings.client_id.clone())
    }

    fn client_secret(&self) -> Option<ClientSecret> {
        self.settings.client_secret.clone().map(ClientSecret::new)
    }
}

fn redirect_url(callback: &str) -> Result<RedirectUrl, SingleSignOnError> {
    RedirectUrl::new(callback.to_owned()).map_err(SingleSignOnError::configuration)
}

/// All claims of a token whose signature was checked.
fn payload(token: &str) -> Json {
    let part = token.split('.').nth(1).unwrap_or_default();
    let bytes = BASE64_URL.decode(part).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// What the signed token says stays, and an address is not proved by what was said of another one.
fn merge(claims: &mut Json, more: Json) {
    let is_other = claims
        .get("email")
        .is_some_and(|email| more.get("email") != Some(email));
    if let (Some(claims), Json::Object(more)) = (claims.as_object_mut(), more) {
        for (name, value) in more {
            if !(is_other && name == "email_verified") {
                claims.entry(name).or_insert(value);
            }
        }
    }
}

fn explain(error: &ClaimsVerificationError) -> String {
    match error {
        ClaimsVerificationError::SignatureVerification(reason) => {
            format!("the ID token is not the provider's: {reason}")
        }
        other => format!("the ID token is not valid: {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_signed_stays_and_proves_only_itself() {
        let check = |mut claims: Json, more: Json, expected: Json| {
            merge(&mut claims, more);
            assert_eq!(claims, expected);
        };
        check(
            json!({ "sub": "7", "email": "a@b.c" }),
            json!({ "sub": "8", "email": "a@b.c", "email_verified": true, "groups": ["x"] }),
            json!({ "sub": "7", "email": "a@b.c", "email_verified": true, "groups": ["x"] }),
        );
        check(
            json!({ "email": "chief@b.c" }),
            json!({ "email": "mallory@b.c", "email_verified": true }),
            json!({ "email": "chief@b.c" }),
        );
        check(
            json!({ "sub": "7" }),
            json!({ "email": "a@b.c", "email_verified": true }),
            json!({ "sub": "7", "email": "a@b.c", "email_verified": true }),
        );
        check(json!({ "sub": "7" }), Json::Null, json!({ "sub": "7" }));
    }

    #[test]
    fn a_payload_is_read_and_never_trusted_alone() {
        let token = format!("x.{}.y", BASE64_URL.encode(r#"{"sub":"7"}"#));
        assert_eq!(payload(&token), json!({ "sub": "7" }));
        for wrong in ["", "a", "a.b", "a.?.c"] {
            assert_eq!(payload(wrong), Json::Null);
        }
    }
}
