//! Lists the files of the admin app, so that they become part of the binary. Without a built app the list is empty, and `/admin` says so: Node is
//! needed by who changes the app, not by who builds the server. Nothing is fetched and nothing is run.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

const APP: &str = "admin/dist/app";

fn main() -> Result<(), Box<dyn Error>> {
    // The folder is in the repository, so that cargo has something to watch before the app is built for the first time.
    println!("cargo::rerun-if-changed=admin/dist");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join(APP);
    let mut files = BTreeMap::new();
    if root.is_dir() {
        collect(&root, "", &mut files)?;
    }
    let list = PathBuf::from(env::var("OUT_DIR")?).join("admin_files.rs");
    fs::write(list, rust(&files)?)?;
    Ok(())
}

/// Every file by its path as a URL writes it.
fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        let address = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{address}/"), files)?;
        } else {
            files.insert(address, path);
        }
    }
    Ok(())
}

/// An array of `AdminFile`, sorted by path; compressed copies belong to their file.
fn rust(files: &BTreeMap<String, PathBuf>) -> Result<String, std::fmt::Error> {
    let mut text = String::from("&[\n");
    for (address, path) in files {
        if files.contains_key(without_ending(address)) {
            continue;
        }
        let copy = |ending: &str| match files.get(&format!("{address}{ending}")) {
            Some(path) => format!("Some(include_bytes!({path:?}))"),
            None => "None".to_owned(),
        };
        let (gzip, brotli) = (copy(".gz"), copy(".br"));
        writeln!(
            text,
            "    AdminFile {{ path: {address:?}, bytes: include_bytes!({path:?}), gzip: {gzip}, brotli: {brotli} }},"
        )?;
    }
    text.push_str("]\n");
    Ok(text)
}

/// `app.js.br` → `app.js`; what is no copy gives nothing that is a file.
fn without_ending(address: &str) -> &str {
    let plain = address.strip_suffix(".gz").or_else(|| address.strip_suffix(".br"));
    plain.unwrap_or_default()
}
