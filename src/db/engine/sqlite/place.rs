//! Where a SQLite database is: a file, or a folder that is thrown away in the end.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::db::ConnectError;

static THROW_AWAYS: AtomicU64 = AtomicU64::new(1);

#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    file: PathBuf,
    /// Removed with everything in it when the last handle is gone.
    throw_away: Option<PathBuf>,
}

impl Place {
    pub fn file(&self) -> &Path {
        &self.file
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.throw_away {
            // What can not be removed is in the system's folder for such things.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// `sqlite:data/quintet.db`, `sqlite:///var/lib/quintet.db`; `sqlite::memory:` is a file too, in a folder of its own: SQLite's databases in memory let
/// nobody read while somebody writes.
pub fn find_place(url: &str, project: &Path) -> Result<Place, ConnectError> {
    let rest = url.strip_prefix("sqlite:").unwrap_or(url);
    if rest == ":memory:" {
        return throw_away();
    }
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty() || path.contains('?') {
        return Err(ConnectError::Url {
            reason: "a SQLite URL is sqlite:PATH, without parameters".to_owned(),
        });
    }
    let file = project.join(path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| no_folder(folder, &error))?;
    }
    Ok(Place { file, throw_away: None })
}

fn throw_away() -> Result<Place, ConnectError> {
    let number = THROW_AWAYS.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("quintet-{}-{number}", process::id()));
    // Fails where the name is taken: nobody else has prepared it for us.
    fs::create_dir(&folder).map_err(|error| no_folder(&folder, &error))?;
    Ok(Place {
        file: folder.join("quintet.db"),
        throw_away: Some(folder),
    })
}

fn no_folder(folder: &Path, error: &std::io::Error) -> ConnectError {
    ConnectError::Unreachable {
        place: folder.display().to_string(),
        reason: format!("{error}; make the folder writable for this user"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_name_files() {
        let project = env::temp_dir().join(format!("quintet-place-{}", process::id()));
        let check = |url: &str, expected: Option<&str>| {
            let found = find_place(url, &project).ok().map(|place| place.file().to_owned());
            assert_eq!(found, expected.map(|path| project.join(path)), "{url}");
        };
        check("sqlite:data/quintet.db", Some("data/quintet.db"));
        check("sqlite://data/quintet.db", Some("data/quintet.db"));
        check("sqlite:/dev/shm/q.db", Some("/dev/shm/q.db"));
        check("sqlite:///dev/shm/q.db", Some("/dev/shm/q.db"));
        check("sqlite:", None);
        check("sqlite:a.db?mode=ro", None);
        fs::remove_dir_all(project).unwrap();
    }

    #[test]
    fn a_throw_away_is_thrown_away() {
        let place = find_place("sqlite::memory:", Path::new("/nowhere")).unwrap();
        let folder = place.file().parent().unwrap().to_owned();
        assert!(folder.is_dir());
        drop(place);
        assert!(!folder.exists());
    }
}
