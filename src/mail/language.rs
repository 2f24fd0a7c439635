//! The texts of letters by language: the server's own, and what a project adds or says differently in `mail/<language>.yaml`.

use std::collections::BTreeMap;

use crate::yaml::{self, Node, Report, SourceFile};

use super::letter::KINDS;

/// The server's own languages.
const BUILTIN: &[(&str, &str)] = &[
    ("ar", include_str!("languages/ar.yaml")),
    ("de", include_str!("languages/de.yaml")),
    ("en", include_str!("languages/en.yaml")),
    ("es", include_str!("languages/es.yaml")),
    ("fr", include_str!("languages/fr.yaml")),
];

/// The texts of each kind of letter; those that a letter has no use for are missing.
const TEXTS: &[&str] = &["subject", "heading", "text", "button", "note"];

/// What is no letter: notices of the admin app, with `subject` and `text`.
const NOTICES: &[&str] = &["job-failed"];

/// Texts that all letters share.
const SHARED: &[&str] = &["expires", "link", "footer"];

/// Written from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "dv", "fa", "he", "ps", "ur", "yi"];

/// Where a text is missing in another language.
const FALLBACK: &str = "en";

/// `password-reset.subject` → text, by language.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    texts: BTreeMap<String, BTreeMap<String, String>>,
}

impl Languages {
    /// The built-in texts with the project's over them.
    pub fn load(files: &[SourceFile], report: &mut Report) -> Self {
        let mut languages = Self::default();
        for (name, text) in BUILTIN {
            languages.add(
                name,
                &SourceFile::new(format!("(built in) mail/{name}.yaml"), *text),
                report,
            );
        }
        for file in files {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            if let Some(name) = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")) {
                languages.add(name, file, report);
            }
        }
        languages
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The language that a wish such as `de-AT` means: itself, or what it is a kind of.
    pub fn find(&self, wish: &str) -> Option<&str> {
        let mut wish = wish.trim().replace('_', "-").to_ascii_lowercase();
        loop {
            let found = self.texts.keys().find(|name| name.to_ascii_lowercase() == wish);
            if let Some(found) = found {
                return Some(found);
            }
            let (shorter, _) = wish.rsplit_once('-')?;
            wish = shorter.to_owned();
        }
    }

    /// A text of a kind of letter, or a shared one; English where the language lacks it.
    pub fn text(&self, language: &str, key: &str) -> Option<&str> {
        let own = self.find(language).and_then(|name| self.texts.get(name));
        let found = own.and_then(|texts| texts.get(key));
        found.or_else(|| self.texts.get(FALLBACK)?.get(key)).map(String::as_str)
    }

    pub fn direction(language: &str) -> &'static str {
        let base = language.split(['-', '_']).next().unwrap_or_default();
        if RIGHT_TO_LEFT.contains(&base.to_ascii_lowercase().as_str()) {
            "rtl"
        } else {
            "ltr"
        }
    }

    fn add(&mut self, name: &str, file: &SourceFile, report: &mut Report) {
        let Some(node) = yaml::parse(file, report) else {
            return;
        };
        let texts = self.texts.entry(name.to_owned()).or_default();
        let Some(entries) = node.as_map() else {
            report.error(node.span, "type", "must be a map of letters and their texts");
            return;
        };
        for entry in entries {
            let key = entry.key.as_str();
            if SHARED.contains(&key) {
                insert(texts, key.to_owned(), &entry.value, report);
            } else if NOTICES.contains(&key) || KINDS.iter().any(|kind| kind.name() == key) {
                add_letter(texts, key, &entry.value, report);
            } else {
                let known = KINDS.iter().map(|kind| kind.name());
                let known = known.chain(NOTICES.iter().chain(SHARED).copied());
                let help = yaml::did_you_mean(key, known);
                let message = format!("there is no letter and no shared text `{key}`");
                report.error_with_help(entry.key_span, "unknown-key", message, help);
            }
        }
    }
}

fn add_letter(texts: &mut BTreeMap<String, String>, letter: &str, node: &Node, report: &mut Report) {
    let Some(entries) = node.as_map() else {
        report.error(
            node.span,
            "type",
            format!("{letter} must be a map: {}", TEXTS.join(", ")),
        );
        return;
    };
    for entry in entries {
        let key = entry.key.as_str();
        if TEXTS.contains(&key) {
            insert(texts, format!("{letter}.{key}"), &entry.value, report);
        } else {
            let help = yaml::did_you_mean(key, TEXTS.iter().copied());
            report.error_with_help(
                entry.key_span,
                "unknown-key",
                format!("a letter has no text `{key}`"),
                help,
            );
        }
    }
}

fn insert(texts: &mut BTreeMap<String, String>, key: String, node: &Node, report: &mut Report) {
    match node.as_text() {
        Some(text) => {
            texts.insert(key, text.trim().to_owned());
        }
        None => report.error(node.span, "type", format!("{key} must be a text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin() -> Languages {
        let mut report = Report::default();
        let languages = Languages::load(&[], &mut report);
        assert_eq!(report.into_diagnostics(), []);
        languages
    }

    #[test]
    fn every_language_has_every_text() {
        let languages = builtin();
        let english: Vec<&String> = languages.texts["en"].keys().collect();
        assert!(english.len() > 20);
        for (name, texts) in &languages.texts {
            assert_eq!(texts.keys().collect::<Vec<_>>(), english, "{name}");
            for (key, text) in texts {
                let variables = |text: &str| {
                    let mut found: Vec<String> = text
                        .split("{{")
                        .skip(1)
                        .map(|rest| rest.split("}}").next().unwrap().trim().to_owned())
                        .collect();
                    found.sort();
                    found
                };
                assert_eq!(variables(text), variables(&languages.texts["en"][key]), "{name}: {key}");
            }
        }
    }

    #[test]
    fn wishes_find_their_language() {
        let languages = builtin();
        let check = |wish: &str, expected: Option<&str>| assert_eq!(languages.find(wish), expected, "{wish}");
        check("de", Some("de"));
        check("de-AT", Some("de"));
        check("fr_CA", Some("fr"));
        check("AR-eg", Some("ar"));
        check("tlh", None);
        check("", None);
        assert_eq!(Languages::direction("ar-EG"), "rtl");
        assert_eq!(Languages::direction("de"), "ltr");
    }

    #[test]
    fn a_project_adds_languages_and_says_things_differently() {
        let mut report = Report::default();
        let files = [
            SourceFile::new("mail/nl.yaml", "test: { subject: Een proef }"),
            SourceFile::new("mail/en.yaml", "footer: From all of us."),
            SourceFile::new("mail/sv.yaml", "tset: { subject: x }\ntest: { headline: x, text: [] }"),
        ];
        let languages = Languages::load(&files, &mut report);
        assert_eq!(languages.text("nl-BE", "test.subject"), Some("Een proef"));
        assert_eq!(languages.text("nl", "test.text"), languages.text("en", "test.text"));
        assert_eq!(languages.text("en", "footer"), Some("From all of us."));
        let found = report.into_diagnostics();
        let mistakes: Vec<String> = found
            .iter()
            .map(|found| format!("{}:{} {}", found.file, found.line, found.message))
            .collect();
        assert_eq!(
            mistakes,
            [
                "mail/sv.yaml:1 there is no letter and no shared text `tset`",
                "mail/sv.yaml:2 a letter has no text `headline`",
                "mail/sv.yaml:2 test.text must be a text"
            ]
        );
    }
}
