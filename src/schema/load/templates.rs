//! Texts with fields in braces: `display: "{title}"`, `public_url: "/news/{slug}"`, and what computed fields are made of.

use crate::{
    field::Protection,
    schema::{Link, TemplatePart},
    value::ColumnType,
    yaml::{Report, Span, did_you_mean},
};

use super::draft::{Draft, Drafts, FieldDraft};

/// Finds the fields that each computed field is made of. They are fields of the same item with a text form, and not computed themselves: so there
/// is no circle, and no other row to read.
pub fn compute(drafts: &mut Drafts<'_>, report: &mut Report) {
    for index in 0..drafts.collections.len() {
        let Some(draft) = drafts.collections.get(index) else {
            continue;
        };
        let computed = draft.fields.iter().enumerate().filter_map(|(place, field)| {
            let source = field.source.as_ref()?;
            let template = field.field.kind.template()?;
            Some((place, parts(draft, template, source.options.span("template"), report)))
        });
        let computed: Vec<(usize, Vec<TemplatePart>)> = computed.collect();
        for (place, parts) in computed {
            let field = drafts
                .collections
                .get_mut(index)
                .and_then(|draft| draft.fields.get_mut(place));
            if let Some(field) = field {
                field.field.template = parts;
            }
        }
    }
}

fn parts(draft: &Draft<'_>, template: &str, span: Span, report: &mut Report) -> Vec<TemplatePart> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}').filter(|_| !before.contains('}')) else {
            report.error(span, "template", "a brace is not closed; a field is written `{title}`");
            return parts;
        };
        if !before.is_empty() {
            parts.push(TemplatePart::Text(before.to_owned()));
        }
        parts.extend(part(draft, name, span, report));
        rest = tail;
    }
    if rest.contains('}') {
        report.error(span, "template", "a brace is not opened; a field is written `{title}`");
    }
    if !rest.is_empty() {
        parts.push(TemplatePart::Text(rest.to_owned()));
    }
    parts
}

fn part(draft: &Draft<'_>, name: &str, span: Span, report: &mut Report) -> Option<TemplatePart> {
    let Some(found) = draft.find(name) else {
        if !draft.is_broken(name) {
            let help = did_you_mean(name, draft.field_names());
            let message = format!("`{}` has no field `{name}`", draft.name);
            report.error_with_help(span, "unknown-field", message, help);
        }
        return None;
    };
    if !has_text_form(found) {
        let message = format!(
            "`{name}` can not be a part of a text: only texts, numbers, dates and select fields of the item itself can"
        );
        report.error(span, "template", message);
        return None;
    }
    Some(TemplatePart::Field(found.field.id))
}

fn has_text_form(draft: &FieldDraft<'_>) -> bool {
    let field = &draft.field;
    let is_plain = field.link.is_none() && field.kind.template().is_none() && !field.is_private;
    let is_open = field.kind.protection() == Protection::None;
    let has_form = !matches!(
        field.column_type(),
        None | Some(ColumnType::Json | ColumnType::Boolean | ColumnType::Float)
    );
    is_plain && is_open && has_form
}

pub fn check(drafts: &Drafts<'_>, report: &mut Report) {
    for draft in &drafts.collections {
        for key in ["display", "preview_url", "public_url"] {
            if let Some(text) = draft.options.text(key) {
                check_template(drafts, draft, text, draft.options.span(key), report);
            }
        }
    }
}

fn check_template(drafts: &Drafts<'_>, draft: &Draft<'_>, text: &str, span: Span, report: &mut Report) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((path, tail)) = after.split_once('}').filter(|_| !before.contains('}')) else {
            report.error(span, "template", "a brace is not closed; a field is written `{title}`");
            return;
        };
        check_path(drafts, draft, path, span, report);
        rest = tail;
    }
    if rest.contains('}') {
        report.error(span, "template", "a brace is not opened; a field is written `{title}`");
    }
}

/// `title`, or `author.name` through a relation to one item.
fn check_path(drafts: &Drafts<'_>, draft: &Draft<'_>, path: &str, span: Span, report: &mut Report) {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(found) = draft.find(name) else {
        if !draft.is_broken(name) {
            let help = did_you_mean(name, draft.field_names());
            report.error_with_help(
                span,
                "unknown-field",
                format!("`{}` has no field `{name}`", draft.name),
                help,
            );
        }
        return;
    };
    let Some(rest) = rest else { return };
    match &found.field.link {
        Some(Link::One { target, .. }) => {
            if let Some(target) = drafts.collections.get(usize::from(target.0)) {
                check_path(drafts, target, rest, span, report);
            }
        }
        _ => report.error(span, "template", format!("`{name}` is no relation to one item")),
    }
}
