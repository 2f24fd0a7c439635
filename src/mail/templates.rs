//! Templates of letters, by minijinja: `letter.txt.j2` and `letter.html.j2` for all kinds, and a project's own for one kind (`password-reset.html.j2`)
//! or for all of them. What is written into HTML is escaped. Rendering has a budget: a template that loops ends with an error.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::{
    Languages, MailError,
    letter::{KINDS, Kind, Letter},
};
use crate::yaml::{Diagnostic, Report, SourceFile, did_you_mean};

const LETTER_TEXT: &str = include_str!("templates/letter.txt.j2");
const LETTER_HTML: &str = include_str!("templates/letter.html.j2");

/// For all kinds that have no template of their own.
const LETTER: &str = "letter";

/// Instructions of one rendering; a letter takes some hundreds.
const FUEL: u64 = 50_000;

/// A letter that is longer is a mistake.
const MAX_BYTES: usize = 256 * 1024;

#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    languages: Languages,
}

/// A letter that is ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Templates {
    /// The server's own.
    pub fn builtin() -> Result<Self, Vec<Diagnostic>> {
        Self::load(&[])
    }

    /// With the files of `mail/` over the server's own. Each letter is rendered once in each language, so that a mistake is found now.
    pub fn load(files: &[SourceFile]) -> Result<Self, Vec<Diagnostic>> {
        let mut report = Report::default();
        let mut environment = Environment::new();
        environment.set_fuel(Some(FUEL));
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| {
            if name.contains(".html") {
                AutoEscape::Html
            } else {
                AutoEscape::None
            }
        });
        let builtin = [("letter.txt.j2", LETTER_TEXT), ("letter.html.j2", LETTER_HTML)];
        let builtin = builtin.map(|(name, text)| SourceFile::new(format!("(built in) mail/{name}"), text));
        for file in builtin.iter().chain(files) {
            add(&mut environment, file, &mut report);
        }
        let languages = Languages::load(files, &mut report);
        let templates = Self { environment, languages };
        if !report.has_errors() && !files.is_empty() {
            templates.try_all(&mut report);
        }
        if report.has_errors() {
            Err(report.into_diagnostics())
        } else {
            Ok(templates)
        }
    }

    pub fn languages(&self) -> &Languages {
        &self.languages
    }

    pub fn render(&self, letter: &Letter, project: &str) -> Result<Rendered, MailError> {
        let kind = letter.kind.name();
        let say = |key: &str| self.say(letter, project, key);
        let of_kind = |key: &str| say(&format!("{kind}.{key}"));
        let expires = match letter.expires {
            Some(_) => say("expires")?,
            None => String::new(),
        };
        let subject = of_kind("subject")?;
        let values = context! {
            kind,
            language => letter.language.as_str(),
            direction => Languages::direction(&letter.language),
            project,
            to => letter.to.as_str(),
            link => letter.link.as_deref(),
            subject => subject.as_str(),
            heading => of_kind("heading")?,
            text => of_kind("text")?,
            button => of_kind("button")?,
            note => of_kind("note")?,
            expires,
            link_hint => say("link")?,
            footer => say("footer")?,
        };
        Ok(Rendered {
            text: self.fill(kind, "txt", &values)?,
            html: self.fill(kind, "html", &values)?,
            subject,
        })
    }

    /// The kind's own template, or that of all.
    fn fill(&self, kind: &str, form: &str, values: &minijinja::Value) -> Result<String, MailError> {
        let own = format!("{kind}.{form}.j2");
        let name = if self.environment.templates().any(|(name, _)| name == own) {
            own
        } else {
            format!("{LETTER}.{form}.j2")
        };
        let wrong = |reason: String| MailError::Template {
            name: name.clone(),
            reason,
        };
        let template = self
            .environment
            .get_template(&name)
            .map_err(|error| wrong(explain(&error)))?;
        let text = template.render(values).map_err(|error| wrong(explain(&error)))?;
        if text.len() > MAX_BYTES {
            return Err(wrong(format!("it gives more than {MAX_BYTES} bytes")));
        }
        Ok(text)
    }

    /// A text of the language, with what it names filled in. Not escaped: what it becomes a part of escapes it.
    fn say(&self, letter: &Letter, project: &str, key: &str) -> Result<String, MailError> {
        let text = self.languages.text(&letter.language, key).unwrap_or_default();
        let values = context! { project, to => letter.to.as_str(), expires => letter.expires.as_deref() };
        self.environment
            .render_str(text, values)
            .map_err(|error| MailError::Template {
                name: format!("{}.yaml, {key}", letter.language),
                reason: explain(&error),
            })
    }

    fn try_all(&self, report: &mut Report) {
        let names: Vec<String> = self.languages.names().map(str::to_owned).collect();
        for language in names {
            for kind in KINDS {
                if let Err(MailError::Template { name, reason }) =
                    self.render(&Letter::sample(*kind, &language), "Project")
                {
                    let start = report.add_file(&format!("mail/{name}"));
                    report.error(start, "template", format!("{reason} ({} in {language})", kind.name()));
                    return;
                }
            }
        }
    }
}

/// Takes a template in; other files of the folder are texts.
fn add(environment: &mut Environment<'static>, file: &SourceFile, report: &mut Report) {
    let name = file.path.rsplit('/').next().unwrap_or_default().to_owned();
    let Some(stem) = name.strip_suffix(".j2") else {
        return;
    };
    let start = report.add_file(&file.path);
    let kind = stem.strip_suffix(".txt").or_else(|| stem.strip_suffix(".html"));
    if !kind.is_some_and(|kind| kind == LETTER || Kind::named(kind).is_some()) {
        let forms = |kind: &str| [format!("{kind}.txt.j2"), format!("{kind}.html.j2")];
        let known: Vec<String> = KINDS
            .iter()
            .map(|kind| kind.name())
            .chain([LETTER])
            .flat_map(forms)
            .collect();
        let help = did_you_mean(&name, known.iter().map(String::as_str));
        report.error_with_help(start, "unknown-file", format!("no letter uses {name}"), help);
        return;
    }
    if let Err(error) = environment.add_template_owned(name, file.text.clone()) {
        let place = error.line().map_or(start, |line| start.at(line, 1, 1));
        report.error(place, "template", explain(&error));
    }
}

fn explain(error: &minijinja::Error) -> String {
    let place = error.line().map_or_else(String::new, |line| format!(" in line {line}"));
    match error.detail() {
        Some(detail) => format!("{}: {detail}{place}", error.kind()),
        None => format!("{}{place}", error.kind()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(templates: &Templates, kind: Kind, language: &str) -> Rendered {
        templates
            .render(&Letter::sample(kind, language), "The <Daily> & Co")
            .unwrap()
    }

    #[test]
    fn every_letter_can_be_written_in_every_language() {
        let templates = Templates::builtin().unwrap();
        for language in ["en", "de", "fr", "es", "ar"] {
            for kind in KINDS {
                let letter = render(&templates, *kind, language);
                let all = format!("{} {} {}", letter.subject, letter.text, letter.html);
                assert!(
                    !all.contains("{{") && !letter.text.contains("none") && !letter.subject.contains("none"),
                    "{all}"
                );
                assert!(letter.html.contains(&format!("lang=\"{language}\"")));
                assert!(letter.html.contains("The &lt;Daily&gt; &amp; Co"), "{}", letter.html);
                assert!(letter.text.contains("The <Daily> & Co"), "{}", letter.text);
                let has_link = letter.text.contains("https://cms.example.com/admin/link?token=example");
                assert_eq!(has_link, Letter::sample(*kind, "en").link.is_some(), "{}", letter.text);
            }
        }
        assert!(render(&templates, Kind::Test, "ar").html.contains("dir=\"rtl\""));
        assert!(render(&templates, Kind::Test, "de").html.contains("dir=\"ltr\""));
    }

    #[test]
    fn values_are_escaped_in_html() {
        let templates = Templates::builtin().unwrap();
        let mut letter = Letter::sample(Kind::PasswordReset, "en");
        letter.to = "\"<script>alert(1)</script>\"@example.com".to_owned();
        letter.link = Some("https://example.com/\"onmouseover=\"x?a=1&b=2".to_owned());
        let html = templates.render(&letter, "P").unwrap().html;
        assert!(!html.contains("<script>") && !html.contains("\"onmouseover"), "{html}");
    }

    #[test]
    fn a_project_overrides_what_it_wants() {
        let files = [
            SourceFile::new("mail/password-reset.txt.j2", "Hi {{ to }}: {{ link }}"),
            SourceFile::new(
                "mail/password-reset.html.j2",
                "{% extends \"letter.html.j2\" %}{% block note %}<b>{{ project }}</b>{% endblock %}",
            ),
        ];
        let templates = Templates::load(&files).unwrap();
        let letter = render(&templates, Kind::PasswordReset, "en");
        assert_eq!(
            letter.text,
            "Hi ada@example.com: https://cms.example.com/admin/link?token=example"
        );
        assert!(
            letter.html.contains("<b>The &lt;Daily&gt; &amp; Co</b>"),
            "{}",
            letter.html
        );
        assert!(render(&templates, Kind::Test, "en").text.contains("The <Daily>"));
    }

    #[test]
    fn mistakes_are_found_before_a_letter_is_sent() {
        let check = |path: &str, text: &str, expected: &str| {
            let found = Templates::load(&[SourceFile::new(path, text)]).unwrap_err();
            assert!(found[0].message.contains(expected), "{found:?}");
            assert!(found[0].file.starts_with("mail/"), "{found:?}");
        };
        check("mail/password-reset.txt.j2", "a\n{% if %}", "in line 2");
        check("mail/password-reset.txt.j2", "{{ lnik }}", "undefined value");
        check("mail/pasword-reset.txt.j2", "x", "no letter uses");
        check(
            "mail/test.html.j2",
            "{% for a in range(100000) %}{{ a }}{% endfor %}",
            "fuel",
        );
        check("mail/en.yaml", "test: { subject: \"{{ nobody }}\" }", "undefined value");
    }
}
