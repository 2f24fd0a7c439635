//! The keys folder: made on first start, readable by the server's user only. It is part of a backup.
//!
//! `encryption.key` seals and `signing.key` signs. `rotate` gives the old one a name with its time and makes a new one; the old one still opens and
//! verifies, as long as its file is there.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};

use super::{CryptoError, Keyring, Random, Signer};

const ENCRYPTION: &str = "encryption";
const SIGNING: &str = "signing";

/// What can be rotated, by the name of its file.
pub const ROTATED: &[&str] = &[SIGNING, ENCRYPTION];

/// The keyring of a data folder; `given` (the setting) replaces the current key of the folder.
pub fn load_or_create(folder: &Path, given: Option<&str>, random: &Random) -> Result<Keyring, CryptoError> {
    let retired = read_retired(folder, ENCRYPTION)?;
    let current = match given {
        Some(text) => decode(text, "auth.encryption_key")?,
        None => read_or_create(folder, ENCRYPTION, random)?,
    };
    Ok(Keyring::new(current, retired))
}

/// The keys that sign access tokens; `given` (the setting) replaces the current key of the folder.
pub fn load_or_create_signer(folder: &Path, given: Option<&str>, random: &Random) -> Result<Signer, CryptoError> {
    let retired = read_retired(folder, SIGNING)?;
    match given {
        Some(text) => Signer::given(text, &retired),
        None => Signer::ed25519(&read_or_create(folder, SIGNING, random)?, &retired),
    }
}

/// Retires the current key under `stamp`, and makes a new one. `stem` is one of `ROTATED`.
pub fn rotate(folder: &Path, stem: &str, stamp: &str, random: &Random) -> Result<(), CryptoError> {
    let current = folder.join(file_name(stem));
    let retired = folder.join(format!("{stem}.{stamp}.key"));
    // A hard link and not a rename: a kill in between leaves the current key where it is.
    match fs::hard_link(&current, &retired) {
        Ok(()) => fs::remove_file(&current).map_err(|error| file_error(&current, &error))?,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(file_error(&retired, &error)),
    }
    read_or_create(folder, stem, random).map(|_| ())
}

/// A text that only the server's user may read, kept in the folder; `None` where there is none.
pub fn read_private_text(folder: &Path, name: &str) -> Result<Option<String>, CryptoError> {
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text.trim_end().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_error(&path, &error)),
    }
}

/// Replaces what was there.
pub fn write_private_text(folder: &Path, name: &str, text: &str, random: &Random) -> Result<(), CryptoError> {
    create_private_folder(folder)?;
    let path = folder.join(name);
    let beside = folder.join(format!("{name}.{}", random.text(8)?));
    write_private(&beside, text).map_err(|error| file_error(&beside, &error))?;
    fs::rename(&beside, &path).map_err(|error| file_error(&path, &error))
}

fn file_name(stem: &str) -> String {
    format!("{stem}.key")
}

fn read_or_create(folder: &Path, stem: &str, random: &Random) -> Result<[u8; 32], CryptoError> {
    let path = folder.join(file_name(stem));
    match fs::read_to_string(&path) {
        Ok(text) => decode(&text, &path.to_string_lossy()),
        Err(error) if error.kind() == ErrorKind::NotFound => create(folder, stem, random),
        Err(error) => Err(file_error(&path, &error)),
    }
}

/// Written beside and linked into place: two servers that start together end with the same key, and a kill leaves no half of one.
fn create(folder: &Path, stem: &str, random: &Random) -> Result<[u8; 32], CryptoError> {
    create_private_folder(folder)?;
    let path = folder.join(file_name(stem));
    let beside = folder.join(format!("{stem}.key.{}", random.text(8)?));
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

fn read_retired(folder: &Path, stem: &str) -> Result<Vec<[u8; 32]>, CryptoError> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut keys = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != file_name(stem) && name.starts_with(&format!("{stem}.")) && name.ends_with(".key") {
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
            assert_eq!(mode(&folder.join(file_name(ENCRYPTION))), 0o600);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);

        rotate(&folder, ENCRYPTION, "2026", &random).unwrap();
        let rotated = load_or_create(&folder, None, &random).unwrap();
        assert_eq!(rotated.open("", &sealed).unwrap(), "x");
    }

    #[test]
    fn a_rotated_signing_key_still_verifies() {
        let data = tempfile::tempdir().unwrap();
        let random = Random::system();
        let signer = || load_or_create_signer(data.path(), None, &random).unwrap();
        let claims = serde_json::json!({ "n": 1 });
        let token = signer().sign(&claims).unwrap();
        rotate(data.path(), SIGNING, "2026", &random).unwrap();
        assert_eq!(signer().verify::<serde_json::Value>(&token).unwrap(), claims);
        let newer = signer().sign(&claims).unwrap();
        fs::remove_file(data.path().join("signing.2026.key")).unwrap();
        assert!(signer().verify::<serde_json::Value>(&token).is_err());
        assert!(signer().verify::<serde_json::Value>(&newer).is_ok());
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
        fs::write(data.path().join(file_name(ENCRYPTION)), "?").unwrap();
        assert!(matches!(
            load_or_create(data.path(), None, &random),
            Err(CryptoError::InvalidKey { .. })
        ));
    }
}
