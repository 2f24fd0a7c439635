//! What commands say: answers on standard output, everything else on standard error. With `--format json` one object, and nothing beside it.

use std::io::{self, IsTerminal as _, Write as _};

use serde_json::{Map, Value as Json, json};

use super::Exit;
use crate::{
    auth::AuthError,
    boot::BootError,
    evolve::{PlannedSteps, subjects},
    http::error::auth,
    migration::{Safety, Step},
    yaml::{self, Diagnostic, SourceFile},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy)]
pub struct Output {
    format: Format,
}

impl Output {
    pub fn new(format: Format) -> Self {
        Self { format }
    }

    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Prose for people; never part of an answer.
    pub fn say(&self, text: &str) {
        // Nobody may be listening; that is no reason to stop.
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// The answer as text; in JSON it is part of the object that `end` prints.
    pub fn answer(&self, text: &str) {
        if !self.is_json() {
            let _ = writeln!(io::stdout(), "{}", text.trim_end());
        }
    }

    /// An answer that is a document whatever the format.
    pub fn document(&self, text: &str) {
        let _ = writeln!(io::stdout(), "{}", text.trim_end());
    }

    /// The object of `--format json`: `ok`, `diagnostics` and the members of the command.
    pub fn end(&self, exit: Exit, diagnostics: &[Diagnostic], members: Json) -> Exit {
        if self.is_json() {
            let mut object = Map::new();
            object.insert("ok".to_owned(), json!(exit == Exit::Done));
            object.insert("diagnostics".to_owned(), yaml::to_json(diagnostics));
            if let Json::Object(members) = members {
                object.extend(members);
            }
            let _ = writeln!(io::stdout(), "{}", Json::Object(object));
        }
        exit
    }

    /// What `auth` refuses, in the words that the API has for administrators, with what only a log would say.
    pub fn fail_auth(&self, error: AuthError) -> Exit {
        let answer = auth::answer(error);
        let messages: Vec<&str> = answer.problems().map(|problem| problem.message.as_str()).collect();
        let cause = answer.cause.as_deref();
        let cause = cause.map_or_else(String::new, |cause| format!(" ({cause})"));
        self.fail(&format!("{}{cause}", messages.join("; ")))
    }

    /// Diagnostics as people read them.
    pub fn show(&self, diagnostics: &[Diagnostic], sources: &[SourceFile]) {
        if !diagnostics.is_empty() && !self.is_json() {
            let has_color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            self.say(&yaml::render(diagnostics, sources, has_color));
        }
    }

    /// Ends a command that failed with a sentence.
    pub fn fail(&self, message: &str) -> Exit {
        if !self.is_json() {
            self.say(&format!("error: {message}"));
        }
        self.end(Exit::Failed, &[], json!({ "error": message }))
    }

    /// Ends a command that could not start.
    pub fn fail_boot(&self, error: &BootError) -> Exit {
        match error {
            BootError::Files { diagnostics, sources } => {
                self.show(diagnostics, sources);
                if !self.is_json() {
                    self.say(&count(diagnostics.len(), "mistake"));
                }
                self.end(Exit::Failed, diagnostics, json!({}))
            }
            BootError::Waiting(plan) => {
                if !self.is_json() {
                    self.say(&describe_plan(plan));
                    self.say(&format!("error: {error}"));
                    self.say(&what_would_run(plan));
                }
                self.end(
                    Exit::Waiting,
                    &[],
                    json!({ "error": error.to_string(), "plan": plan.to_json() }),
                )
            }
            other => self.fail(&other.to_string()),
        }
    }
}

/// `1 mistake`, `3 mistakes`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A plan as people read it: each step with its class, why, and the SQL.
pub fn describe_plan(planned: &PlannedSteps) -> String {
    let plan = &planned.plan;
    let mut lines: Vec<String> = plan
        .conflicts
        .iter()
        .map(|conflict| format!("  conflict    {conflict}"))
        .collect();
    for (step, statements) in plan.steps.iter().zip(&planned.statements) {
        lines.push(describe_step(step));
        let sql = statements.iter().flat_map(|statement| statement.lines());
        lines.extend(sql.map(|line| format!("              {line}")));
    }
    lines.extend(plan.drift.iter().map(|drift| format!("  drift       {drift}")));
    lines.extend(plan.hints.iter().map(|hint| format!("  question    {hint}")));
    lines.join("\n")
}

/// What a person does about a plan that nobody applies alone: the command, or what has to change first.
pub fn what_would_run(planned: &PlannedSteps) -> String {
    let plan = &planned.plan;
    if !plan.conflicts.is_empty() {
        return "no command can do this; the conflicts have to be mended in the files or in the database first"
            .to_owned();
    }
    what_would_run_steps(&plan.steps, &format!(" --plan {}", planned.hash))
}

pub fn what_would_run_steps(steps: &[Step], plan: &str) -> String {
    if steps.iter().any(|step| step.safety == Safety::NeedsData) {
        return "rows stand against this; give the field a `default:` or change the rows, then `quintet plan` again"
            .to_owned();
    }
    let allowed = subjects(steps);
    let allowed: Vec<String> = allowed.iter().map(|name| format!(" --allow-lossy {name}")).collect();
    format!("this would do it: quintet apply{plan}{}", allowed.concat())
}

/// `  safe        create table articles`
pub fn describe_step(step: &Step) -> String {
    let reason = step
        .reason
        .as_deref()
        .map_or_else(String::new, |reason| format!(" ({reason})"));
    format!("  {:<12}{}{reason}", step.safety.name(), step.description)
}
