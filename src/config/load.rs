//! Merges defaults, file, environment and flags, and remembers where each value came from. All mistakes are reported in one run.

use super::{PROVIDER_SETTINGS, ProviderSettings, SETTINGS, Setting, Settings};
use crate::yaml::{self, Content, Diagnostic, Entry, Node, Report, SourceFile, Span, did_you_mean, nearest};

/// What is merged. IO is the caller's.
pub struct Inputs<'a> {
    /// `quintet.yaml`, where there is one.
    pub file: Option<&'a SourceFile>,
    pub environment: &'a [(String, String)],
    /// Reads what a `…_FILE` variable names.
    pub read_file: &'a dyn Fn(&str) -> Result<String, String>,
    pub flags: &'a [Flag],
}

/// A setting given on the command line.
#[derive(Debug, Clone)]
pub struct Flag {
    /// The setting's key.
    pub key: &'static str,
    /// `--listen`
    pub name: &'static str,
    pub value: String,
}

/// The settings in effect.
#[derive(Debug)]
pub struct Loaded {
    pub settings: Settings,
    /// One a row of `SETTINGS`.
    pub origins: Vec<Origin>,
    /// Of the settings of identity providers, by their keys.
    pub provider_origins: Vec<(String, Origin)>,
    /// Unknown variables, which somebody else's tool may have set.
    pub warnings: Vec<Diagnostic>,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Default,
    File {
        path: String,
        line: u32,
    },
    Variable(String),
    /// A secret read from the file that the variable names.
    SecretFile {
        variable: String,
        path: String,
    },
    Flag(&'static str),
}

/// Variables that are ours and no settings.
const OTHER_VARIABLES: &[&str] = &["QUINTET_PROJECT", "QUINTET_SOAK"];
const OTHER_PREFIXES: &[&str] = &["QUINTET_TEST_"];

pub fn load(inputs: &Inputs<'_>) -> Result<Loaded, Vec<Diagnostic>> {
    let mut merge = Merge {
        settings: Settings::default(),
        origins: vec![Origin::Default; SETTINGS.len()],
        provider_origins: Vec::new(),
        report: Report::default(),
    };
    if let Some(file) = inputs.file {
        merge.read_file(file);
    }
    for (name, value) in inputs.environment {
        if name.starts_with("QUINTET_") {
            merge.read_variable(name, value, inputs.read_file);
        }
    }
    for flag in inputs.flags {
        merge.read_flag(flag);
    }
    merge.finish()
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{path}:{line}"),
            Self::Variable(name) => f.write_str(name),
            Self::SecretFile { variable, path } => write!(f, "{variable} ({path})"),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

struct Merge {
    settings: Settings,
    origins: Vec<Origin>,
    provider_origins: Vec<(String, Origin)>,
    report: Report,
}

impl Merge {
    fn read_file(&mut self, file: &SourceFile) {
        let Some(node) = yaml::parse(file, &mut self.report) else {
            return;
        };
        // A file with nothing but comments sets nothing.
        if !node.is_null() {
            self.read_map(&node, "", &file.path);
        }
    }

    fn read_map(&mut self, node: &Node, prefix: &str, path: &str) {
        let Some(entries) = node.as_map() else {
            let place = if prefix.is_empty() {
                "the settings".to_owned()
            } else {
                format!("`{}`", prefix.trim_end_matches('.'))
            };
            let message = format!("{place} must be a map of keys, not {}", node.describe());
            self.report.error(node.span, "wrong-type", message);
            return;
        };
        for entry in entries {
            self.read_entry(entry, &format!("{prefix}{}", entry.key), path);
        }
    }

    fn read_entry(&mut self, entry: &Entry, key: &str, path: &str) {
        if key == "auth.providers" {
            return self.read_providers(&entry.value, path);
        }
        let group = format!("{key}.");
        if let Some((index, setting)) = find(|setting| setting.key == key) {
            let origin = Origin::File {
                path: path.to_owned(),
                line: entry.value.span.line,
            };
            match text_of(&entry.value) {
                Ok(text) => self.apply((index, setting), &text, origin, entry.value.span),
                Err(message) => self
                    .report
                    .error(entry.value.span, "wrong-type", format!("`{key}` {message}")),
            }
        } else if SETTINGS.iter().any(|setting| setting.key.starts_with(&group)) {
            if !entry.value.is_null() {
                self.read_map(&entry.value, &group, path);
            }
        } else {
            self.refuse_key(entry, key);
        }
    }

    fn refuse_key(&mut self, entry: &Entry, key: &str) {
        let prefix = key.rsplit_once('.').map_or("", |(prefix, _)| prefix);
        let siblings = || {
            let rest = SETTINGS.iter().filter_map(|setting| match prefix {
                "" => Some(setting.key),
                prefix => setting.key.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.')),
            });
            rest.filter_map(|rest| rest.split('.').next())
        };
        let mut names: Vec<&str> = siblings().collect();
        names.dedup();
        // A key in the wrong place is more likely than a mistyped one: `listen` belongs below `server`.
        let elsewhere = SETTINGS
            .iter()
            .find(|setting| setting.key.rsplit('.').next() == Some(entry.key.as_str()));
        let help = match elsewhere {
            Some(setting) => Some(format!("did you mean `{}`?", setting.key)),
            None => did_you_mean(&entry.key, names),
        };
        self.report.error_with_help(
            entry.key_span,
            "unknown-key",
            format!("there is no setting `{key}`"),
            help,
        );
    }

    fn read_providers(&mut self, node: &Node, path: &str) {
        for provider in node.as_map().unwrap_or_default() {
            for entry in provider.value.as_map().unwrap_or_default() {
                let origin = Origin::File {
                    path: path.to_owned(),
                    line: entry.value.span.line,
                };
                let span = entry.value.span;
                match text_of(&entry.value) {
                    Ok(text) => self.apply_to_provider(&provider.key, &entry.key, &text, origin, span),
                    Err(message) => self
                        .report
                        .error(span, "wrong-type", format!("`{}` {message}", entry.key)),
                }
            }
        }
    }

    /// `auth.providers.NAME.KEY`
    fn apply_to_provider(&mut self, name: &str, key: &str, text: &str, origin: Origin, span: Span) {
        let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let full = format!("auth.providers.{name}.{key}");
        if name.is_empty() || name.len() > 32 || !name.bytes().all(is_name) || ["default", "local"].contains(&name) {
            let message = format!("`{full}`: a provider's name is up to 32 small letters, digits and `_`");
            return self.report.error(span, "provider-name", message);
        }
        let Some(setting) = PROVIDER_SETTINGS.iter().find(|setting| setting.key == key) else {
            let help = did_you_mean(key, PROVIDER_SETTINGS.iter().map(|setting| setting.key));
            let message = format!("there is no setting `{full}`");
            return self.report.error_with_help(span, "unknown-key", message, help);
        };
        let provider = self.settings.auth.providers.entry(name.to_owned()).or_default();
        match setting.set(provider, text) {
            Ok(()) => {
                self.provider_origins.retain(|(known, _)| *known != full);
                self.provider_origins.push((full, origin));
            }
            Err(message) => self.report.error(span, "setting-value", format!("`{full}` {message}")),
        }
    }

    /// `QUINTET_AUTH__PROVIDERS__NAME__KEY`, a secret's with `_FILE` too. Whether it was one.
    fn read_provider_variable(
        &mut self,
        name: &str,
        value: &str,
        read_file: &dyn Fn(&str) -> Result<String, String>,
    ) -> bool {
        let parts = name
            .strip_prefix("QUINTET_AUTH__PROVIDERS__")
            .and_then(|rest| rest.split_once("__"));
        let Some((provider, key)) = parts else { return false };
        let (provider, key) = (provider.to_ascii_lowercase(), key.to_ascii_lowercase());
        let span = self.report.add_file(name);
        let secret = key.strip_suffix("_file").filter(|key| {
            let secrets = PROVIDER_SETTINGS.iter().filter(|setting| setting.is_secret);
            secrets.map(|setting| setting.key).any(|secret| secret == *key)
        });
        let Some(secret) = secret else {
            self.apply_to_provider(&provider, &key, value, Origin::Variable(name.to_owned()), span);
            return true;
        };
        let origin = Origin::SecretFile {
            variable: name.to_owned(),
            path: value.to_owned(),
        };
        match read_file(value) {
            Ok(text) => self.apply_to_provider(&provider, secret, text.trim_end(), origin, span),
            Err(reason) => {
                let message = format!("{name}: {value} can not be read: {reason}");
                self.report.error(span, "unreadable-secret", message);
            }
        }
        true
    }

    fn read_variable(&mut self, name: &str, value: &str, read_file: &dyn Fn(&str) -> Result<String, String>) {
        if self.read_provider_variable(name, value, read_file) {
            return;
        }
        let span = self.report.add_file(name);
        if let Some(found) = find(|setting| setting.variable() == name) {
            self.apply(found, value, Origin::Variable(name.to_owned()), span);
            return;
        }
        let secret = name.strip_suffix("_FILE");
        let secret = secret.and_then(|name| find(|setting| setting.is_secret && setting.variable() == name));
        if let Some(found) = secret {
            let origin = Origin::SecretFile {
                variable: name.to_owned(),
                path: value.to_owned(),
            };
            match read_file(value) {
                Ok(text) => self.apply(found, text.trim_end(), origin, span),
                Err(reason) => {
                    let message = format!("{name}: {value} can not be read: {reason}");
                    self.report.error(span, "unreadable-secret", message);
                }
            }
            return;
        }
        let is_other = OTHER_VARIABLES.contains(&name) || OTHER_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
        if !is_other {
            let names: Vec<String> = SETTINGS.iter().map(Setting::variable).collect();
            let near = nearest(name, names.iter().map(String::as_str)).map(|near| format!("did you mean {near}?"));
            self.report.warning(
                span,
                "unknown-variable",
                format!("{name} is no setting and is ignored"),
                near,
            );
        }
    }

    fn read_flag(&mut self, flag: &Flag) {
        let span = self.report.add_file(flag.name);
        if let Some(found) = find(|setting| setting.key == flag.key) {
            self.apply(found, &flag.value, Origin::Flag(flag.name), span);
        }
    }

    fn apply(&mut self, (index, setting): (usize, &Setting), text: &str, origin: Origin, span: Span) {
        match setting.set(&mut self.settings, text) {
            Ok(()) => {
                if let Some(slot) = self.origins.get_mut(index) {
                    *slot = origin;
                }
            }
            Err(message) => self
                .report
                .error(span, "setting-value", format!("`{}` {message}", setting.key)),
        }
    }

    fn finish(mut self) -> Result<Loaded, Vec<Diagnostic>> {
        let query = &self.settings.query;
        if query.default_limit > query.max_limit {
            let span = self.report.add_file("settings");
            let message = format!(
                "`query.default_limit` is {}, more than `query.max_limit` {}",
                query.default_limit, query.max_limit
            );
            self.report.error(span, "setting-value", message);
        }
        for (name, provider) in &self.settings.auth.providers {
            if let Some(message) = mistake(provider) {
                let span = self.report.add_file("settings");
                self.report
                    .error(span, "setting-value", format!("`auth.providers.{name}` {message}"));
            }
        }
        if self.report.has_errors() {
            return Err(self.report.into_diagnostics());
        }
        Ok(Loaded {
            settings: self.settings,
            origins: self.origins,
            provider_origins: self.provider_origins,
            warnings: self.report.into_diagnostics(),
        })
    }
}

fn find(matches: impl Fn(&Setting) -> bool) -> Option<(usize, &'static Setting)> {
    SETTINGS.iter().enumerate().find(|(_, setting)| matches(setting))
}

/// What a provider can not be used with.
fn mistake(provider: &ProviderSettings) -> Option<String> {
    let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
    let is_local = local.iter().any(|start| {
        let rest = provider.issuer.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    });
    if !provider.issuer.starts_with("https://") && !is_local {
        return Some("needs an `issuer` that begins with `https://`".to_owned());
    }
    if provider.client_id.is_empty() {
        return Some("needs a `client_id`".to_owned());
    }
    let wrong = provider.role_map.iter().find(|pair| !pair.contains('='));
    wrong.map(|pair| format!("has `{pair}` in `role_map`, which must be `value=role`"))
}

/// The text of a scalar, or of a list of scalars joined by commas.
fn text_of(node: &Node) -> Result<String, String> {
    match &node.content {
        Content::Scalar(_) if node.is_null() => Err("has no value; leave the line out to keep the default".to_owned()),
        Content::Scalar(scalar) => Ok(scalar.text.clone()),
        Content::List(nodes) => {
            let texts: Option<Vec<&str>> = nodes.iter().map(Node::raw).collect();
            texts
                .map(|texts| texts.join(","))
                .ok_or_else(|| "must be a list of texts".to_owned())
        }
        Content::Map(_) => Err("must be a value, not a map".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn load_with(file: &str, environment: &[(&str, &str)], flags: &[Flag]) -> Result<Loaded, Vec<Diagnostic>> {
        let file = SourceFile::new("quintet.yaml", file);
        let environment: Vec<(String, String)> = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        load(&Inputs {
            file: Some(&file),
            environment: &environment,
            read_file: &|path| match path {
                "/run/secret" => Ok("postgres://from/file\n".to_owned()),
                _ => Err("no such file".to_owned()),
            },
            flags,
        })
    }

    fn origin<'l>(loaded: &'l Loaded, key: &str) -> &'l Origin {
        let index = SETTINGS.iter().position(|setting| setting.key == key).unwrap();
        &loaded.origins[index]
    }

    #[test]
    fn later_layers_win_and_are_remembered() {
        let file = "server:\n  listen: 0.0.0.0:80\n  body_limit: 2MB\ncors: { origins: [https://a.example, https://b.example] }\nmigrate: off\n";
        let environment = [
            ("QUINTET_SERVER__LISTEN", "1.2.3.4:5"),
            ("QUINTET_QUERY__MAX_LIMIT", "500"),
            ("PATH", "/bin"),
        ];
        let flag = Flag {
            key: "server.listen",
            name: "--listen",
            value: "[::]:9".to_owned(),
        };
        let loaded = load_with(file, &environment, &[flag]).unwrap();
        assert_eq!(loaded.settings.server.listen, "[::]:9");
        assert_eq!(loaded.settings.server.body_limit, 2 << 20);
        assert_eq!(loaded.settings.query.max_limit, 500);
        assert_eq!(loaded.settings.cors.origins, ["https://a.example", "https://b.example"]);
        assert_eq!(loaded.settings.migrate, super::super::Migrate::Off);
        assert_eq!(*origin(&loaded, "server.listen"), Origin::Flag("--listen"));
        assert_eq!(origin(&loaded, "server.body_limit").to_string(), "quintet.yaml:3");
        assert_eq!(
            origin(&loaded, "query.max_limit").to_string(),
            "QUINTET_QUERY__MAX_LIMIT"
        );
        assert_eq!(*origin(&loaded, "log.level"), Origin::Default);
        assert!(loaded.warnings.is_empty());
    }

    #[test]
    fn empty_and_comment_only_files_set_nothing() {
        for text in ["", "# nothing\n", "{}", "server:\n"] {
            let loaded = load_with(text, &[], &[]).unwrap();
            assert_eq!(loaded.settings, Settings::default(), "{text:?}");
        }
    }

    #[test]
    fn secrets_come_from_files() {
        let loaded = load_with("", &[("QUINTET_DATABASE__URL_FILE", "/run/secret")], &[]).unwrap();
        assert_eq!(loaded.settings.database.url, "postgres://from/file");
        let errors = load_with("", &[("QUINTET_DATABASE__URL_FILE", "/gone")], &[]).unwrap_err();
        assert_eq!(
            errors[0].message,
            "QUINTET_DATABASE__URL_FILE: /gone can not be read: no such file"
        );
    }

    #[test]
    fn mistakes_are_named_with_place_and_fix() {
        let check = |file: &str, place: (usize, usize), message: &str, help: Option<&str>| {
            let errors = load_with(file, &[], &[]).unwrap_err();
            let first = &errors[0];
            assert_eq!((first.line, first.column), place, "{file}: {first:?}");
            assert_eq!(first.message, message, "{file}");
            assert_eq!(first.help.as_deref(), help, "{file}");
        };
        check(
            "server:\n  lisen: a\n",
            (2, 3),
            "there is no setting `server.lisen`",
            Some("did you mean `listen`?"),
        );
        check(
            "listen: a\n",
            (1, 1),
            "there is no setting `listen`",
            Some("did you mean `server.listen`?"),
        );
        check(
            "databse: {}\n",
            (1, 1),
            "there is no setting `databse`",
            Some("did you mean `database`?"),
        );
        check(
            "server: { workers: many }",
            (1, 20),
            "`server.workers` must be a whole number from 0 to 256",
            None,
        );
        check(
            "log: { format: xml }",
            (1, 16),
            "`log.format` must be `text` or `json`",
            None,
        );
        check(
            "server: 3",
            (1, 9),
            "`server` must be a map of keys, not a number",
            None,
        );
        check("- a", (1, 1), "the settings must be a map of keys, not a list", None);
        check(
            "query: { default_limit: 2000 }",
            (1, 1),
            "`query.default_limit` is 2000, more than `query.max_limit` 1000",
            None,
        );
    }

    #[test]
    fn providers_come_from_all_layers() {
        let file = "auth:\n  providers:\n    google: { issuer: https://accounts.google.com, client_id: a, role_map: [x=editor, y=admin] }\n";
        let environment = [
            ("QUINTET_AUTH__PROVIDERS__GOOGLE__CLIENT_ID", "b"),
            ("QUINTET_AUTH__PROVIDERS__GOOGLE__CLIENT_SECRET_FILE", "/run/secret"),
            ("QUINTET_AUTH__PROVIDERS__MY_OWN__ISSUER", "http://localhost:3000"),
            ("QUINTET_AUTH__PROVIDERS__MY_OWN__CLIENT_ID", "c"),
        ];
        let loaded = load_with(file, &environment, &[]).unwrap();
        let google = &loaded.settings.auth.providers["google"];
        assert_eq!((google.client_id.as_str(), google.role_map.len()), ("b", 2));
        assert_eq!(google.client_secret.as_deref(), Some("postgres://from/file"));
        assert_eq!(loaded.settings.auth.providers["my_own"].issuer, "http://localhost:3000");
        let origin = loaded
            .provider_origins
            .iter()
            .find(|(key, _)| key == "auth.providers.google.issuer");
        assert_eq!(origin.unwrap().1.to_string(), "quintet.yaml:3");
        let check = |text: &str, message: &str| {
            let errors = load_with(&format!("auth: {{ providers: {{ {text} }} }}"), &[], &[]).unwrap_err();
            assert_eq!(errors[0].message, message, "{text}");
        };
        check(
            "a: { issuer: http://id.example, client_id: x }",
            "`auth.providers.a` needs an `issuer` that begins with `https://`",
        );
        check(
            "a: { issuer: http://localhost.evil, client_id: x }",
            "`auth.providers.a` needs an `issuer` that begins with `https://`",
        );
        check(
            "a: { issuer: https://id.example }",
            "`auth.providers.a` needs a `client_id`",
        );
        check(
            "a: { isuer: https://id.example }",
            "there is no setting `auth.providers.a.isuer`",
        );
        check(
            "A-b: { issuer: https://id.example }",
            "`auth.providers.A-b.issuer`: a provider's name is up to 32 small letters, digits and `_`",
        );
    }

    #[test]
    fn unknown_variables_warn() {
        let environment = [
            ("QUINTET_SERVICE_HOST", "10.0.0.1"),
            ("QUINTET_SERVER_LISTEN", "x"),
            ("QUINTET_TEST_POSTGRES", "y"),
        ];
        let loaded = load_with("", &environment, &[]).unwrap();
        assert_eq!(loaded.warnings.len(), 2);
        assert_eq!(
            loaded.warnings[0].help.as_deref(),
            Some("did you mean QUINTET_SERVER__LISTEN?")
        );
    }

    #[test]
    fn every_default_reads_back_as_itself() {
        for setting in SETTINGS {
            let mut settings = Settings::default();
            if let Some(text) = setting.get(&settings) {
                setting
                    .set(&mut settings, &text)
                    .unwrap_or_else(|message| panic!("{}: {message}", setting.key));
            }
            assert_eq!(settings, Settings::default(), "{}", setting.key);
        }
        assert_eq!(Settings::default().server.keep_alive, Duration::from_secs(75));
    }
}
