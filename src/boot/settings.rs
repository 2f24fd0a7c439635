//! The settings of a project, with the environment and the flags of this process.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{BootError, project};
use crate::{
    config::{self, Inputs, Origin, SETTINGS, Settings, load::Flag},
    yaml::{Diagnostic, SourceFile},
};

/// Where the project is, and what is set.
#[derive(Debug, Clone)]
pub struct Configuration {
    pub root: PathBuf,
    pub settings: Settings,
    /// One a row of `SETTINGS`.
    pub origins: Vec<Origin>,
    /// Of the settings of identity providers.
    pub provider_origins: Vec<(String, Origin)>,
    pub warnings: Vec<Diagnostic>,
    /// Absolute, or below the root.
    pub data: PathBuf,
}

impl Configuration {
    pub fn read(root: &Path, flags: &[Flag]) -> Result<Self, BootError> {
        if !root.is_dir() {
            return Err(BootError::NoProject(root.to_owned()));
        }
        let file = project::read_settings(root)?;
        let environment: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let inputs = Inputs {
            file: file.as_ref(),
            environment: &environment,
            read_file: &|path| fs::read_to_string(path).map_err(|error| error.to_string()),
            flags,
        };
        let loaded = config::load(&inputs).map_err(|diagnostics| BootError::Files {
            diagnostics,
            sources: file.iter().cloned().collect::<Vec<SourceFile>>(),
        })?;
        Ok(Self::new(root, loaded))
    }

    fn new(root: &Path, loaded: config::Loaded) -> Self {
        let mut settings = loaded.settings;
        let data = root.join(settings.data.as_deref().unwrap_or("data"));
        let has_url = SETTINGS
            .iter()
            .zip(&loaded.origins)
            .any(|(setting, origin)| setting.key == "database.url" && *origin != Origin::Default);
        if !has_url {
            // Below the root it stays relative, so that messages are short.
            let folder = settings.data.as_deref().unwrap_or("data").trim_end_matches('/');
            settings.database.url = format!("sqlite:{folder}/quintet.db");
        }
        Self {
            root: root.to_owned(),
            settings,
            origins: loaded.origins,
            provider_origins: loaded.provider_origins,
            warnings: loaded.warnings,
            data,
        }
    }

    /// Names an unwritable folder, before a database driver does so in its own words.
    pub fn create_data_folder(&self) -> Result<(), BootError> {
        let refuse = |error: &std::io::Error| BootError::Data {
            path: self.data.clone(),
            reason: error.to_string(),
        };
        fs::create_dir_all(&self.data).map_err(|error| refuse(&error))?;
        let probe = self.data.join(".writable");
        fs::write(&probe, b"").map_err(|error| refuse(&error))?;
        // It may be gone already: another server probes the same folder.
        let _ = fs::remove_file(&probe);
        Ok(())
    }

    pub fn keys_folder(&self) -> PathBuf {
        self.data.join("keys")
    }

    /// The database without what is secret in its URL.
    pub fn database_name(&self) -> String {
        let url = &self.settings.database.url;
        match url.split_once("://") {
            Some((scheme, rest)) => {
                let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                format!("{scheme}://{}", host.split('?').next().unwrap_or_default())
            }
            None => url.split('?').next().unwrap_or_default().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_is_in_the_data_folder_unless_a_url_says_otherwise() {
        let root = tempfile::tempdir().unwrap();
        let url = |flags: &[Flag]| Configuration::read(root.path(), flags).unwrap().settings.database.url;
        let flag = |key: &'static str, value: &str| Flag {
            key,
            name: "--flag",
            value: value.to_owned(),
        };
        assert_eq!(url(&[]), "sqlite:data/quintet.db");
        assert_eq!(
            url(&[flag("data", "/var/lib/quintet")]),
            "sqlite:/var/lib/quintet/quintet.db"
        );
        assert_eq!(url(&[flag("database.url", "postgres://h/n")]), "postgres://h/n");
    }

    #[test]
    fn a_secret_is_not_in_the_name() {
        let root = tempfile::tempdir().unwrap();
        let mut configuration = Configuration::read(root.path(), &[]).unwrap();
        let mut check = |url: &str, expected: &str| {
            url.clone_into(&mut configuration.settings.database.url);
            assert_eq!(configuration.database_name(), expected);
        };
        check(
            "postgres://me:s3cret@db.example/news?sslmode=require",
            "postgres://db.example/news",
        );
        check("sqlite:data/quintet.db", "sqlite:data/quintet.db");
    }
}
