//! Merges defaults, file, environment and flags, and remembers where each value came from. All mistakes are reported in one run.

use super::{SETTINGS, Setting, Settings};
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

    fn read_variable(&mut self, name: &str, value: &str, read_file: &dyn Fn(&str) -> Result<String, String>) {
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
        if self.report.has_errors() {
            return Err(self.report.into_diagnostics());
        }
        Ok(Loaded {
            settings: self.settings,
            origins: self.origins,
            warnings: self.report.into_diagnostics(),
        })
    }
}

fn find(matches: impl Fn(&Setting) -> bool) -> Option<(usize, &'static Setting)> {
    SETTINGS.iter().enumerate().find(|(_, setting)| matches(setting))
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
