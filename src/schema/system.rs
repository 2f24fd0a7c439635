//! The server's own collections: embedded files of the same format as the project's. Their field names are those of the client.

/// One embedded file; the collection is called `quintet_` and its name.
#[derive(Debug)]
pub struct BuiltinFile {
    pub name: &'static str,
    pub text: &'static str,
}

pub const SYSTEM_FILES: &[BuiltinFile] = &[
    BuiltinFile {
        name: "activity",
        text: include_str!("system/activity.yaml"),
    },
    BuiltinFile {
        name: "counters",
        text: include_str!("system/counters.yaml"),
    },
    BuiltinFile {
        name: "files",
        text: include_str!("system/files.yaml"),
    },
    BuiltinFile {
        name: "folders",
        text: include_str!("system/folders.yaml"),
    },
    BuiltinFile {
        name: "jobs",
        text: include_str!("system/jobs.yaml"),
    },
    BuiltinFile {
        name: "links",
        text: include_str!("system/links.yaml"),
    },
    BuiltinFile {
        name: "one_time_tokens",
        text: include_str!("system/one_time_tokens.yaml"),
    },
    BuiltinFile {
        name: "passkeys",
        text: include_str!("system/passkeys.yaml"),
    },
    BuiltinFile {
        name: "roles",
        text: include_str!("system/roles.yaml"),
    },
    BuiltinFile {
        name: "sessions",
        text: include_str!("system/sessions.yaml"),
    },
    BuiltinFile {
        name: "tokens",
        text: include_str!("system/tokens.yaml"),
    },
    BuiltinFile {
        name: "users",
        text: include_str!("system/users.yaml"),
    },
];
