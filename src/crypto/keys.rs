//! The keys folder: made on first start, readable by the server's user only. It is part of a backup.
//!
//! `encryption.key` seals; to rotate, rename it to `encryption.<anything>.key` and start again: a new one is made, the old one still opens.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};

use super::{CryptoError, Keyring, Random};

const CURRENT: &str = "encryption.key";

/// The keyring of a data folder; `given` (the setting) replaces the current key of the folder.
pub fn load_or_create(folder: &Path, given: Option<&str>, random: &Random) -> Result<Keyring, CryptoError> {
    let retired = read_retired(folder)?;
    let current = match given {
        Some(text) => decode(text, "auth.encryption_key")?,
        None => read_or_create(folder, random)?,
    };
    Ok(Keyring::new(current, retired))
}

fn read_or_create(folder: &Path, random: &Random) -> Result<[u8; 32], CryptoError> {
    let path = folder.join(CURRENT);
    match fs::read_to_string(&path) {
        Ok(text) => decode(&text, &path.to_string_lossy()),
        Err(error) if error.kind() == ErrorKind::NotFound => create(folder, random),
        Err(error) => Err(file_error(&path, &error)),
    }
}

/// Written beside and linked into place: two servers that start together end with the same key, and a kill leaves no half of one.
fn create(folder: &Path, random: &Random) -> Result<[u8; 32], CryptoError> {
    create_private_folder(folder)?;
    let path = folder.join(CURRENT);
    let beside = folder.join(format!("{CURRENT}.{}", random.text(8)?));
    let bytes = random.bytes::<32>()?;
    let written = write_private(&beside, &BASE64.encode(bytes)).map_err(|error| file_error(&beside, &error));
    let linked = written.map(|()| fs::hard_link(&beside, &path));
    // Whatever happened, the file beside is not needed any more.
    let _ = fs::remove_file(&beside);
    match linked? {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(&path).map_err(|error| file_error(&path, &error))?;
            decode(&text, &path.to_string_lossy())
        }
        Err(error) => Err(file_error(&path, &error)),
    }
}

fn read_retired(folder: &Path) -> Result<Vec<[u8; 32]>, CryptoError> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut keys = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != CURRENT && name.starts_with("encryption.") && name.ends_with(".key") {
            let path = entry.path();
            let text = fs::read_to_string(&path).map_err(|error| file_error(&path, &error))?;
            keys.push(decode(&text, &path.to_string_lossy())?);
        }
    }
    Ok(keys)
}

fn create_private_folder(folder: &Path) -> Result<(), CryptoError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| file_error(folder, &error))
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn decode(text: &str, path: &str) -> Result<[u8; 32], CryptoError> {
    let bytes = BASE64.decode(text.trim()).ok();
    let bytes: Option<[u8; 32]> = bytes.and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| CryptoError::InvalidKey { path: path.to_owned() })
}

fn file_error(path: &Path, error: &std::io::Error) -> CryptoError {
    CryptoError::KeyFile {
        path: path.to_string_lossy().into_owned(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_kept_private() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("keys");
        let random = Random::system();
        let sealed = load_or_create(&folder, None, &random)
            .unwrap()
            .seal(&random, "", "x")
            .unwrap();
        assert_eq!(
            load_or_create(&folder, None, &random)
                .unwrap()
                .open("", &sealed)
                .unwrap(),
            "x"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&folder), 0o700);
            assert_eq!(mode(&folder.join(CURRENT)), 0o600);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);

        fs::rename(folder.join(CURRENT), folder.join("encryption.2026.key")).unwrap();
        let rotated = load_or_create(&folder, None, &random).unwrap();
        assert_eq!(rotated.open("", &sealed).unwrap(), "x");
    }

    #[test]
    fn what_is_no_key_is_named() {
        let data = tempfile::tempdir().unwrap();
        let random = Random::system();
        let error = load_or_create(data.path(), Some("short"), &random).unwrap_err();
        assert_eq!(
            error.to_string(),
            "auth.encryption_key is no key: it must hold 32 bytes in base64"
        );
        fs::write(data.path().join(CURRENT), "?").unwrap();
        assert!(matches!(
            load_or_create(data.path(), None, &random),
            Err(CryptoError::InvalidKey { .. })
        ));
    }
}
