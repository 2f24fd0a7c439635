//! Texts with fields in braces: `display: "{title}"`, `public_url: "/news/{slug}"`.

use crate::{
    schema::Link,
    yaml::{Report, Span, did_you_mean},
};

use super::draft::{Draft, Drafts};

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
