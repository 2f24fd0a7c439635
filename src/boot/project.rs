//! The files of a project on disk. Sizes are checked before anything is read: a mistake must not take the memory of the machine.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::BootError;
use crate::yaml::{self, SourceFile};

/// What was read of a project.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// `models/*.yaml`, `blocks/`, `groups/`, `roles/`, `system/`.
    pub files: Vec<SourceFile>,
    /// `seed/*.yaml`
    pub seeds: Vec<SourceFile>,
    /// `access/*.yaml`
    pub access: Vec<SourceFile>,
    /// `mail/*.j2` and `mail/*.yaml`: letters in the project's own words.
    pub mail: Vec<SourceFile>,
}

pub const SETTINGS_FILE: &str = "quintet.yaml";

const FOLDERS: &[&str] = &["models", "blocks", "groups", "roles", "system"];
const SEEDS: &str = "seed";
const ACCESS: &str = "access";
const MAIL: &str = "mail";
const ENDINGS: &[&str] = &["yaml", "yml", "json"];
const MAIL_ENDINGS: &[&str] = &["j2", "yaml", "yml"];

/// A seed may be long; a model may not.
const MAX_SEED_BYTES: u64 = 16 * 1024 * 1024;
const MAX_FILES: usize = 5000;

impl Project {
    pub fn read(root: &Path) -> Result<Self, BootError> {
        let has_models = root.join("models").is_dir();
        if !has_models && !root.join(SETTINGS_FILE).is_file() {
            return Err(BootError::NoProject(root.to_owned()));
        }
        let mut files = Vec::new();
        for folder in FOLDERS {
            read_folder(root, folder, ENDINGS, max_model_bytes(), &mut files)?;
        }
        let mut mail = Vec::new();
        read_folder(root, MAIL, MAIL_ENDINGS, max_model_bytes(), &mut mail)?;
        Ok(Self {
            files,
            seeds: Vec::new(),
            access: Vec::new(),
            mail,
        })
    }

    /// The seeds are read only when they are wanted.
    pub fn read_seeds(&mut self, root: &Path) -> Result<(), BootError> {
        self.seeds.clear();
        read_folder(root, SEEDS, ENDINGS, MAX_SEED_BYTES, &mut self.seeds)
    }

    /// The permission fixtures are read only when they are wanted.
    pub fn read_access(&mut self, root: &Path) -> Result<(), BootError> {
        self.access.clear();
        read_folder(root, ACCESS, ENDINGS, max_model_bytes(), &mut self.access)
    }
}

/// The settings file; `None` where there is none.
pub fn read_settings(root: &Path) -> Result<Option<SourceFile>, BootError> {
    let path = root.join(SETTINGS_FILE);
    match fs::metadata(&path) {
        Ok(_) => read_file(&path, SETTINGS_FILE.to_owned(), max_model_bytes()).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

fn max_model_bytes() -> u64 {
    // The parser refuses what is longer, with the file's name; one byte more lets it see that.
    u64::try_from(yaml::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1)
}

fn read_folder(
    root: &Path,
    folder: &str,
    endings: &[&str],
    max_bytes: u64,
    files: &mut Vec<SourceFile>,
) -> Result<(), BootError> {
    let path = root.join(folder);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unreadable(&path, &error)),
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(&path, &error))?;
        let name = entry.file_name();
        let is_hidden = name.to_string_lossy().starts_with('.');
        let ending = Path::new(&name).extension().and_then(|ending| ending.to_str());
        if !is_hidden && ending.is_some_and(|ending| endings.contains(&ending)) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    for path in paths {
        if files.len() >= MAX_FILES {
            let reason = format!("the project has more than {MAX_FILES} files");
            return Err(BootError::Unreadable { path, reason });
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        files.push(read_file(&path, format!("{folder}/{name}"), max_bytes)?);
    }
    Ok(())
}

/// Reads no more than `max_bytes`: the parser reports a model that is too long, in its own words.
fn read_file(path: &Path, name: String, max_bytes: u64) -> Result<SourceFile, BootError> {
    use io::Read as _;
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(max_bytes)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(name, text)),
        // Cut in the middle of a character: too long anyway.
        Err(error) if error.utf8_error().error_len().is_none() => {
            let valid = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(valid);
            Ok(SourceFile::new(name, String::from_utf8_lossy(&bytes)))
        }
        Err(error) => Err(BootError::Unreadable {
            path: path.to_owned(),
            reason: format!("is not UTF-8: byte {} is wrong", error.utf8_error().valid_up_to()),
        }),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> BootError {
    BootError::Unreadable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_sorted_and_bounded() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, bytes: &[u8]| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        assert!(matches!(Project::read(root.path()), Err(BootError::NoProject(_))));
        write("models/b.yaml", b"fields: {}");
        write("models/a.json", b"{}");
        write("models/.b.yaml.swp", b"");
        write("models/notes.md", b"");
        write("roles/public.yml", b"");
        write("seed/a.yaml", b"");
        let mut project = Project::read(root.path()).unwrap();
        let paths: Vec<&str> = project.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["models/a.json", "models/b.yaml", "roles/public.yml"]);
        project.read_seeds(root.path()).unwrap();
        assert_eq!(project.seeds.len(), 1);

        write("models/huge.yaml", &vec![b'a'; 5 * 1024 * 1024]);
        let project = Project::read(root.path()).unwrap();
        assert_eq!(project.files[2].text.len(), yaml::MAX_BYTES + 1);

        write("models/huge.yaml", b"a: \xff\xfe");
        let error = Project::read(root.path()).unwrap_err().to_string();
        assert!(error.ends_with("huge.yaml: is not UTF-8: byte 3 is wrong"), "{error}");
    }
}
