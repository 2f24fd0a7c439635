//! Groups of fields: what an `include` brings, followed through groups that include groups.

use crate::{
    schema::load::keys::GROUP_KEYS,
    yaml::{Entry, Map, Node, Report, Span, did_you_mean},
};

use super::files::{File, Project};

/// One field that an `include` brings.
#[derive(Debug, Clone, Copy)]
pub struct Included<'n> {
    pub group: &'n str,
    pub entry: &'n Entry,
    /// Where the collection asks for it.
    pub include: Span,
}

/// Checks every group once, also those that nobody includes.
pub fn check(project: &Project, report: &mut Report) {
    for group in &project.groups {
        let Some(map) = open(group, report) else { continue };
        if !map.has("fields") && !map.has("include") {
            report.error(map.start(), "missing-key", "a group needs `fields`");
        }
        for (name, span) in map.words("include") {
            find(project, name, span, report);
        }
        if map.has("fields") && !is_included(project, &group.name) {
            let message = format!("nothing includes the group `{}`", group.name);
            report.warning(
                group.start,
                "unused",
                message,
                format!("write `include: [{}]` in a collection", group.name),
            );
        }
        let mut path = vec![group.name.as_str()];
        report_cycle(project, group, &mut path, report);
    }
}

/// The fields of the groups that `words` names, in order. A group that comes twice is taken once.
pub fn collect<'n>(project: &'n Project, words: &[(&'n str, Span)], report: &mut Report) -> Vec<Included<'n>> {
    let mut seen = Vec::new();
    let mut fields = Vec::new();
    for (name, span) in words {
        if seen.contains(name) {
            report.error(*span, "duplicate-option", format!("`{name}` is included already"));
        } else if let Some(group) = find(project, name, *span, report) {
            follow(project, group, *span, &mut seen, &mut fields);
        }
    }
    fields
}

fn follow<'n>(
    project: &'n Project,
    group: &'n File,
    include: Span,
    seen: &mut Vec<&'n str>,
    fields: &mut Vec<Included<'n>>,
) {
    if seen.contains(&group.name.as_str()) {
        return;
    }
    seen.push(&group.name);
    let Some(node) = &group.node else { return };
    let own = node.get("fields").and_then(Node::as_map).unwrap_or_default();
    fields.extend(own.iter().map(|entry| Included {
        group: &group.name,
        entry,
        include,
    }));
    for name in included(node) {
        if let Some(inner) = project.groups.iter().find(|group| group.name == name) {
            follow(project, inner, include, seen, fields);
        }
    }
}

fn find<'n>(project: &'n Project, name: &str, span: Span, report: &mut Report) -> Option<&'n File> {
    let found = project.groups.iter().find(|group| group.name == name);
    if found.is_none() {
        let help = did_you_mean(name, project.groups.iter().map(|group| group.name.as_str()));
        let help = help.unwrap_or_else(|| format!("make the file groups/{name}.yaml"));
        report.error_with_help(span, "unknown-group", format!("there is no group `{name}`"), help);
    }
    found
}

/// Reports a cycle once: at the group of it that comes first by name.
fn report_cycle<'n>(project: &'n Project, group: &'n File, path: &mut Vec<&'n str>, report: &mut Report) -> bool {
    for name in group.node.iter().flat_map(included) {
        let Some(next) = project.groups.iter().find(|group| group.name == name) else {
            continue;
        };
        if path.first() == Some(&name) {
            if path.iter().all(|other| *other >= name) {
                let cycle = format!("{} → {name}", path.join(" → "));
                let span = project
                    .groups
                    .iter()
                    .find(|group| group.name == name)
                    .map(|group| group.start);
                let message = format!("the groups include each other: {cycle}");
                report.error(
                    include_span(project, name).or(span).unwrap_or(group.start),
                    "include-cycle",
                    message,
                );
            }
            return true;
        }
        if path.contains(&name) {
            continue;
        }
        path.push(&next.name);
        let is_found = report_cycle(project, next, path, report);
        path.pop();
        if is_found {
            return true;
        }
    }
    false
}

fn include_span(project: &Project, name: &str) -> Option<Span> {
    let group = project.groups.iter().find(|group| group.name == name)?;
    group.node.as_ref()?.get("include").map(|node| node.span)
}

fn is_included(project: &Project, name: &str) -> bool {
    let additions = project.system.iter().filter_map(|file| file.project.as_ref());
    let files = project.models.iter().chain(&project.groups).chain(additions);
    files
        .filter_map(|file| file.node.as_ref())
        .any(|node| included(node).any(|found| found == name))
}

fn included(node: &Node) -> impl Iterator<Item = &str> {
    node.get("include")
        .and_then(Node::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_text)
}

fn open<'n>(group: &'n File, report: &mut Report) -> Option<Map<'n>> {
    Map::open(group.node.as_ref()?, GROUP_KEYS, "a group", report)
}
