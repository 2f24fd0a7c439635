//! The storages of the settings: `name=URL`, where the scheme of the URL chooses the service and its parameters are the service's options.

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, azure::MicrosoftAzureBuilder,
    gcp::GoogleCloudStorageBuilder, prefix::PrefixStore,
};
use reqwest::Url;

use super::{Backend, Storage, local::Folder};

/// Where a project's files are without a setting.
const DEFAULT: &str = "local=file:uploads";

/// A service that does not answer is given up after this long, with a few tries between.
const PATIENCE: Duration = Duration::from_secs(15);

/// A setting of a storage that can not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("files.storages: `{name}`: {reason}")]
pub struct StoragesError {
    pub name: String,
    pub reason: String,
}

/// All storages by name.
#[derive(Debug, Clone)]
pub struct Storages {
    by_name: BTreeMap<String, Storage>,
    default: Storage,
}

impl Storages {
    /// `data`: the folder that folders are relative to. `environment`: what the services themselves call their settings there.
    pub fn open(
        given: &[String],
        default: Option<&str>,
        data: &Path,
        environment: &[(String, String)],
    ) -> Result<Self, StoragesError> {
        let fallback = [DEFAULT.to_owned()];
        let given = if given.is_empty() { fallback.as_slice() } else { given };
        let mut by_name = BTreeMap::new();
        let mut first = None;
        for text in given {
            let storage = open_one(text, data, environment)?;
            first.get_or_insert_with(|| storage.name.clone());
            if by_name.contains_key(&storage.name) {
                return Err(refuse(&storage.name, "stands there twice"));
            }
            by_name.insert(storage.name.clone(), storage);
        }
        let chosen = default.map(str::to_owned).or(first).unwrap_or_default();
        let Some(default) = by_name.get(&chosen).cloned() else {
            let names: Vec<&str> = by_name.keys().map(String::as_str).collect();
            return Err(refuse(
                &chosen,
                &format!("is no storage; there is {}", names.join(", ")),
            ));
        };
        Ok(Self { by_name, default })
    }

    /// For new files.
    pub fn default_storage(&self) -> &Storage {
        &self.default
    }

    pub fn get(&self, name: &str) -> Option<&Storage> {
        self.by_name.get(name)
    }

    pub fn all(&self) -> impl Iterator<Item = &Storage> {
        self.by_name.values()
    }
}

fn refuse(name: &str, reason: &str) -> StoragesError {
    StoragesError {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

fn open_one(text: &str, data: &Path, environment: &[(String, String)]) -> Result<Storage, StoragesError> {
    let Some((name, url)) = text.split_once('=') else {
        return Err(refuse(text, "write name=URL, as in media=s3://bucket/prefix"));
    };
    let is_name = !name.is_empty()
        && name.len() <= 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !is_name {
        return Err(refuse(name, "a name has letters, digits, `-` and `_`"));
    }
    let backend = match url.split_once(':') {
        Some(("file", path)) => {
            let root = data.join(path.trim_start_matches("//"));
            let folder = Folder::open(&root);
            Backend::Folder(folder.map_err(|error| refuse(name, &format!("{}: {error}", root.display())))?)
        }
        Some(("s3" | "gs" | "az", _)) => Backend::Service(service(name, url, environment)?),
        _ => return Err(refuse(name, "the URL begins with file:, s3:, gs: or az:")),
    };
    Ok(Storage {
        name: name.to_owned(),
        backend,
    })
}

fn service(name: &str, url: &str, environment: &[(String, String)]) -> Result<Arc<dyn ObjectStore>, StoragesError> {
    // The one provider of the process; whoever comes first installs it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut url = Url::parse(url).map_err(|error| refuse(name, &error.to_string()))?;
    let wrong = |error: object_store::Error| refuse(name, &error.to_string());
    let options = options(&url, environment);
    let prefix = url.path().trim_matches('/').to_owned();
    url.set_query(None);
    url.set_path("");
    let _ = (url.set_username(""), url.set_password(None));
    let client = ClientOptions::new()
        .with_allow_http(
            options
                .iter()
                .any(|(key, value)| key.ends_with("endpoint") && value.starts_with("http://")),
        )
        .with_timeout_disabled()
        .with_read_timeout(PATIENCE)
        .with_connect_timeout(Duration::from_secs(5));
    let retry = RetryConfig {
        backoff: BackoffConfig::default(),
        max_retries: 3,
        retry_timeout: PATIENCE,
    };
    let store: Arc<dyn ObjectStore> = match url.scheme() {
        "gs" => {
            let mut builder = GoogleCloudStorageBuilder::new()
                .with_url(url)
                .with_retry(retry)
                .with_client_options(client);
            for (key, value) in options {
                builder = builder.with_config(key.parse().map_err(wrong)?, value);
            }
            Arc::new(builder.build().map_err(wrong)?)
        }
        "az" => {
            let mut builder = MicrosoftAzureBuilder::new()
                .with_url(url)
                .with_retry(retry)
                .with_client_options(client);
            for (key, value) in options {
                builder = builder.with_config(key.parse().map_err(wrong)?, value);
            }
            Arc::new(builder.build().map_err(wrong)?)
        }
        _ => {
            let mut builder = AmazonS3Builder::new()
                .with_url(url)
                .with_retry(retry)
                .with_client_options(client);
            for (key, value) in options {
                builder = builder.with_config(key.parse().map_err(wrong)?, value);
            }
            Arc::new(builder.build().map_err(wrong)?)
        }
    };
    Ok(if prefix.is_empty() {
        store
    } else {
        Arc::new(PrefixStore::new(store, prefix))
    })
}

/// From the environment, then from the URL, whose words win: `?region=…`, and `KEY:SECRET@` for S3.
fn options(url: &Url, environment: &[(String, String)]) -> Vec<(String, String)> {
    let start = match url.scheme() {
        "gs" => "GOOGLE_",
        "az" => "AZURE_",
        _ => "AWS_",
    };
    // What these services call their keys; other variables with the same beginning are for other tools.
    const KNOWN: &[&str] = &[
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "GOOGLE_SERVICE_ACCOUNT",
        "GOOGLE_SERVICE_ACCOUNT_KEY",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "AZURE_STORAGE_ACCOUNT_NAME",
        "AZURE_STORAGE_ACCOUNT_KEY",
        "AZURE_STORAGE_SAS_KEY",
        "AZURE_CLIENT_ID",
        "AZURE_CLIENT_SECRET",
        "AZURE_TENANT_ID",
    ];
    let mut options: Vec<(String, String)> = environment
        .iter()
        .filter(|(name, value)| name.starts_with(start) && KNOWN.contains(&name.as_str()) && !value.is_empty())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
        .collect();
    if start == "AWS_" && !url.username().is_empty() {
        options.push(("access_key_id".to_owned(), decoded(url.username())));
        options.push((
            "secret_access_key".to_owned(),
            decoded(url.password().unwrap_or_default()),
        ));
    }
    options.extend(
        url.query_pairs()
            .map(|(key, value)| (key.into_owned(), value.into_owned())),
    );
    options
}

/// What is escaped in an address, as a secret with a `/` has to be.
fn decoded(text: &str) -> String {
    let pair = format!("x:?v={}", text.replace('+', "%2B"));
    let value = Url::parse(&pair)
        .ok()
        .and_then(|url| Some(url.query_pairs().next()?.1.into_owned()));
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storage_is_named_and_has_a_url() {
        let data = tempfile::tempdir().unwrap();
        let check = |given: &[&str], default: Option<&str>, expected: Result<&str, &str>| {
            let given: Vec<String> = given.iter().map(ToString::to_string).collect();
            let opened = Storages::open(&given, default, data.path(), &[]);
            let opened = opened.map(|storages| storages.default_storage().name.clone());
            match (opened, expected) {
                (Ok(name), Ok(expected)) => assert_eq!(name, expected),
                (Err(error), Err(expected)) => assert!(error.to_string().contains(expected), "{error}"),
                (outcome, expected) => panic!("{outcome:?} instead of {expected:?}"),
            }
        };
        check(&[], None, Ok("local"));
        check(&["a=file:a", "b=file:b"], Some("b"), Ok("b"));
        let s3 = "m=s3://KEY:SECRET@bucket/pre/fix?region=eu-central-1&endpoint=http://127.0.0.1:9000";
        check(&[s3, "b=file:b"], None, Ok("m"));
        check(&["m=s3://bucket?colour=red"], None, Err("colour"));
        check(&["a=file:a", "a=file:b"], None, Err("twice"));
        check(&["a=file:a"], Some("c"), Err("there is a"));
        check(&["uploads"], None, Err("name=URL"));
        check(&["a=ftp://x"], None, Err("begins with"));
        check(&["a b=file:x"], None, Err("a name has"));
    }
}
