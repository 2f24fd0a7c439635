//! The files of a project, parsed and sorted by what they are.

use crate::{
    schema::system::SYSTEM_FILES,
    yaml::{self, Node, Report, SourceFile, Span},
};

use super::names;

#[derive(Debug, Default)]
pub struct Project {
    pub models: Vec<File>,
    pub blocks: Vec<File>,
    pub groups: Vec<File>,
    pub roles: Vec<File>,
    /// The server's own collections, with what the project adds.
    pub system: Vec<SystemFile>,
}

#[derive(Debug)]
pub struct File {
    /// `articles` for `models/articles.yaml`.
    pub name: String,
    /// The file's first character.
    pub start: Span,
    /// `None` when the text is no YAML: that was reported.
    pub node: Option<Node>,
}

#[derive(Debug)]
pub struct SystemFile {
    /// `quintet_users`
    pub name: String,
    pub builtin: File,
    pub project: Option<File>,
}

/// Parses all files, in the order of their names, so that nothing depends on the order in which they were found.
pub fn read(files: &[SourceFile], report: &mut Report) -> Project {
    let mut project = Project {
        system: read_builtin(report),
        ..Project::default()
    };
    let mut sorted: Vec<&SourceFile> = files.iter().collect();
    sorted.sort_by(|one, other| one.path.cmp(&other.path));
    for source in sorted {
        let Some((folder, name)) = split_path(&source.path) else {
            continue;
        };
        let start = report.add_file(&source.path);
        if name.contains('/') {
            let message = format!("files lie in {folder}/ itself, not deeper");
            let help = format!("move it to {folder}/{}.yaml", name.replace('/', "_"));
            report.error_with_help(start, "unknown-file", message, help);
            continue;
        }
        let node = yaml::parse(source, report);
        let file = File {
            name: name.to_owned(),
            start,
            node,
        };
        match folder {
            "models" => add(&mut project.models, file, report),
            "blocks" => add(&mut project.blocks, file, report),
            "groups" => add(&mut project.groups, file, report),
            "roles" => add(&mut project.roles, file, report),
            _ => add_system(&mut project.system, file, report),
        }
    }
    project
}

/// The folder and the name without its ending; `None` for files that are not the schema's.
fn split_path(path: &str) -> Option<(&str, &str)> {
    let (folder, file) = path.split_once('/')?;
    let name = [".yaml", ".yml", ".json"]
        .iter()
        .find_map(|ending| file.strip_suffix(ending))?;
    let is_ours = ["models", "blocks", "groups", "roles", "system"].contains(&folder);
    is_ours.then_some((folder, name))
}

fn add(files: &mut Vec<File>, file: File, report: &mut Report) {
    if let Some(earlier) = files.iter().find(|earlier| earlier.name == file.name) {
        let message = format!(
            "`{}` is described by {} already",
            file.name,
            report.file_of(earlier.start)
        );
        report.error(file.start, "duplicate-file", message);
        return;
    }
    names::check_file_name(&file.name, file.start, report);
    files.push(file);
}

fn add_system(system: &mut [SystemFile], file: File, report: &mut Report) {
    let known: Vec<&str> = SYSTEM_FILES.iter().map(|file| file.name).collect();
    let Some(found) = system
        .iter_mut()
        .find(|found| found.name.strip_prefix(names::PREFIX) == Some(&file.name))
    else {
        let help = yaml::did_you_mean(&file.name, known);
        let message = format!("the server has no collection `{}` of its own", file.name);
        report.error_with_help(file.start, "unknown-file", message, help);
        return;
    };
    found.project = Some(file);
}

fn read_builtin(report: &mut Report) -> Vec<SystemFile> {
    let read = |file: &crate::schema::system::BuiltinFile| {
        let source = SourceFile::new(format!("(built in) system/{}.yaml", file.name), file.text);
        let start = report.add_file(&source.path);
        let node = yaml::parse(&source, report);
        let builtin = File {
            name: file.name.to_owned(),
            start,
            node,
        };
        SystemFile {
            name: format!("{}{}", names::PREFIX, file.name),
            builtin,
            project: None,
        }
    };
    SYSTEM_FILES.iter().map(read).collect()
}
