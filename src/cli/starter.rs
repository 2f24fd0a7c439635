//! The files that `quintet init` writes. A test checks and serves them, so that they teach nothing wrong.

/// Each file's path below the project, and its text.
pub const STARTER: &[(&str, &str)] = &[
    ("quintet.yaml", include_str!("starter/quintet.yaml")),
    ("models/posts.yaml", include_str!("starter/models/posts.yaml")),
    ("models/authors.yaml", include_str!("starter/models/authors.yaml")),
    ("models/tags.yaml", include_str!("starter/models/tags.yaml")),
    ("models/site.yaml", include_str!("starter/models/site.yaml")),
    ("roles/public.yaml", include_str!("starter/roles/public.yaml")),
    ("roles/editor.yaml", include_str!("starter/roles/editor.yaml")),
    ("seed/posts.yaml", include_str!("starter/seed/posts.yaml")),
    (".gitignore", include_str!("starter/gitignore")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{schema::load, yaml, yaml::SourceFile};

    #[test]
    fn the_starter_has_no_mistakes() {
        let files: Vec<SourceFile> = STARTER
            .iter()
            .map(|(path, text)| SourceFile::new(*path, *text))
            .collect();
        match load::load(&files) {
            Ok(loaded) => assert_eq!(yaml::render(&loaded.warnings, &files, false), ""),
            Err(diagnostics) => panic!("{}", yaml::render(&diagnostics, &files, false)),
        }
    }
}
