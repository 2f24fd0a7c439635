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
        name: "notifications",
        text: include_str!("system/notifications.yaml"),
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
        name: "presets",
        text: include_str!("system/presets.yaml"),
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
        name: "settings",
        text: include_str!("system/settings.yaml"),
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

/// What everybody may who has signed in: the words of `roles/*.yaml`.
pub const SIGNED_IN: BuiltinFile = BuiltinFile {
    name: "signed_in",
    text: include_str!("system/rights/signed_in.yaml"),
};

/// And what everybody may who may enter the admin app.
pub const APP_ACCESS: BuiltinFile = BuiltinFile {
    name: "app_access",
    text: include_str!("system/rights/app_access.yaml"),
};
