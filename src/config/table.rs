//! `SETTINGS`: every setting there is. To add one: a field in its struct, and a row here.

use std::time::Duration;

use super::{
    LogFormat, Migrate, ProxyHeader, Settings, Transforms,
    setting::{Setting, Slot},
};

const fn setting(key: &'static str, slot: Slot, doc: &'static str) -> Setting {
    Setting {
        key,
        slot,
        doc,
        is_secret: false,
    }
}

const fn secret(key: &'static str, slot: Slot, doc: &'static str) -> Setting {
    Setting {
        key,
        slot,
        doc,
        is_secret: true,
    }
}

const fn seconds(place: fn(&mut Settings) -> &mut Duration, low: u64, high: u64) -> Slot {
    Slot::Duration(place, Duration::from_secs(low), Duration::from_secs(high))
}

const KB: usize = 1024;
const MB: usize = 1024 * KB;
const TB: usize = 1024 * 1024 * MB;

pub const SETTINGS: &[Setting] = &[
    setting(
        "name",
        Slot::OptionalText(|s| &mut s.name),
        "The project's name for people, in mail, the API reference and the admin app, which shows the one of `/settings` where there is one.",
    ),
    setting(
        "server.listen",
        Slot::Text(|s| &mut s.server.listen),
        "Address and port. Port 0 takes any free one.",
    ),
    setting(
        "server.public_url",
        Slot::OptionalText(|s| &mut s.server.public_url),
        "How the world reaches the server, for links. Setting it also ends development mode: origins on localhost lose their access.",
    ),
    setting(
        "server.trusted_proxies",
        Slot::Networks(|s| &mut s.server.trusted_proxies),
        "Proxies that are believed about whom they speak for: networks as `10.0.0.0/8`, addresses, or the words `loopback` and `private`. Without any, the address of the connection is the client's.",
    ),
    setting(
        "server.proxy_header",
        Slot::Word(
            &["x-forwarded-for", "forwarded"],
            |s, index| {
                s.server.proxy_header = if index == 1 {
                    ProxyHeader::Forwarded
                } else {
                    ProxyHeader::XForwardedFor
                }
            },
            |s| match s.server.proxy_header {
                ProxyHeader::XForwardedFor => 0,
                ProxyHeader::Forwarded => 1,
            },
        ),
        "The header that the trusted proxies write. The other one is never read: they pass it on as a client made it up.",
    ),
    setting(
        "server.workers",
        Slot::Count(|s| &mut s.server.workers, 0, 256),
        "Threads that serve requests; 0 is one a core, at most four.",
    ),
    setting(
        "server.body_limit",
        Slot::Size(|s| &mut s.server.body_limit, KB, 1024 * MB),
        "The largest JSON body. More is refused with 413.",
    ),
    setting(
        "server.url_limit",
        Slot::Size(|s| &mut s.server.url_limit, KB, 96 * KB),
        "The longest path with its query. More is refused with 414; a long query can travel in a body instead.",
    ),
    setting(
        "server.head_timeout",
        seconds(|s| &mut s.server.head_timeout, 1, 600),
        "By then the head of a request must have arrived, else 408.",
    ),
    setting(
        "server.body_timeout",
        seconds(|s| &mut s.server.body_timeout, 1, 3600),
        "By then the body of a request must have arrived, else 408.",
    ),
    setting(
        "server.write_timeout",
        seconds(|s| &mut s.server.write_timeout, 1, 3600),
        "How long a client may leave a piece of an answer unread before it loses the connection.",
    ),
    setting(
        "server.keep_alive",
        seconds(|s| &mut s.server.keep_alive, 0, 3600),
        "How long an idle connection stays open.",
    ),
    setting(
        "server.shutdown_timeout",
        seconds(|s| &mut s.server.shutdown_timeout, 0, 3600),
        "How long running requests may take to end after SIGTERM.",
    ),
    secret(
        "database.url",
        Slot::Text(|s| &mut s.database.url),
        "The database; the scheme chooses the engine: `sqlite:path`, `postgres://user:password@host/name`, `mysql://…`. Without it: `quintet.db` in the data folder.",
    ),
    setting(
        "database.max_connections",
        Slot::Count(|s| &mut s.database.max_connections, 1, 1000),
        "Connections at most; on SQLite, threads that read.",
    ),
    setting(
        "database.connect_timeout",
        seconds(|s| &mut s.database.connect_timeout, 0, 600),
        "How long the first connection is tried at start: the database may still be starting.",
    ),
    setting(
        "database.acquire_timeout",
        seconds(|s| &mut s.database.acquire_timeout, 1, 600),
        "How long a request waits for a connection before it is answered with 503.",
    ),
    setting(
        "database.statement_timeout",
        seconds(|s| &mut s.database.statement_timeout, 1, 3600),
        "No statement of a request runs longer; then the answer is 503. The commands that plan and migrate have an hour at least.",
    ),
    setting(
        "database.migration_lock_timeout",
        seconds(|s| &mut s.database.migration_lock_timeout, 1, 86_400),
        "How long an instance waits for another one that is migrating.",
    ),
    setting(
        "database.survives_power_cut",
        Slot::Flag(|s| &mut s.database.survives_power_cut),
        "Whether a commit survives a power cut (SQLite only). A killed process never loses a commit.",
    ),
    setting(
        "query.default_limit",
        Slot::Count(|s| &mut s.query.default_limit, 1, 100_000),
        "Items of a page when the request does not say; nested lists too.",
    ),
    setting(
        "query.max_limit",
        Slot::Count(|s| &mut s.query.max_limit, 1, 100_000),
        "The largest page that a request may ask for.",
    ),
    setting(
        "query.depth",
        Slot::Count(|s| &mut s.query.depth, 1, 50),
        "Relations deep that fields, filters and sorts may go.",
    ),
    setting(
        "query.filter_nodes",
        Slot::Count(|s| &mut s.query.filter_nodes, 1, 10_000),
        "Conditions and groups of one filter.",
    ),
    setting(
        "query.filter_values",
        Slot::Count(|s| &mut s.query.filter_values, 1, 30_000),
        "Values in one list, as in `_in`.",
    ),
    setting(
        "query.selections",
        Slot::Count(|s| &mut s.query.selections, 1, 20_000),
        "Fields of all levels of one answer together; stops `*.*.*.*` from exploding.",
    ),
    setting(
        "write.items",
        Slot::Count(|s| &mut s.write.items, 1, 1_000_000),
        "Items that one request may write, nested ones included.",
    ),
    setting(
        "write.depth",
        Slot::Count(|s| &mut s.write.depth, 1, 50),
        "Relations deep that a payload may nest.",
    ),
    setting(
        "export.items",
        Slot::Count(|s| &mut s.export.items, 1, 1_000_000_000),
        "Items of one export; more is refused before it begins.",
    ),
    setting(
        "export.timeout",
        seconds(|s| &mut s.export.timeout, 1, 86_400),
        "By then an export must have been read to its end, else it breaks off.",
    ),
    setting(
        "export.concurrent",
        Slot::Count(|s| &mut s.export.concurrent, 1, 1000),
        "Exports at the same time; each holds a connection to the database. One more waits for its turn, then it is answered with 503.",
    ),
    setting(
        "import.rows",
        Slot::Count(|s| &mut s.import.rows, 1, 10_000_000),
        "Rows of one import; more is refused, and nothing is written.",
    ),
    setting(
        "import.size",
        Slot::Size(|s| &mut s.import.size, KB, TB),
        "The largest file of an import. More is refused with 413.",
    ),
    setting(
        "import.timeout",
        seconds(|s| &mut s.import.timeout, 1, 86_400),
        "By then an import must have come to its end, else it is taken back and answered with 503.",
    ),
    setting(
        "import.concurrent",
        Slot::Count(|s| &mut s.import.concurrent, 1, 1000),
        "Imports at the same time; each is one transaction. One more waits for its turn, then it is answered with 503.",
    ),
    setting(
        "rate_limit.address",
        Slot::Rate(|s| &mut s.rate_limit.address),
        "Requests without credentials of one address (of one /64 with IPv6), as `3000/1m`: at once or spread. `off` ends a limit.",
    ),
    setting(
        "rate_limit.refused",
        Slot::Rate(|s| &mut s.rate_limit.refused),
        "Requests of one address whose credentials are refused.",
    ),
    setting(
        "rate_limit.sign_in",
        Slot::Rate(|s| &mut s.rate_limit.sign_in),
        "Attempts of one address to sign in, to register, to have a password sent.",
    ),
    setting(
        "rate_limit.account",
        Slot::Rate(|s| &mut s.rate_limit.account),
        "Requests of one account, over all its sessions and tokens.",
    ),
    setting(
        "rate_limit.token",
        Slot::Rate(|s| &mut s.rate_limit.token),
        "Requests of one API token.",
    ),
    setting(
        "rate_limit.exempt",
        Slot::Networks(|s| &mut s.rate_limit.exempt),
        "Addresses that have no limits as addresses; a proxy that is not trusted is none of them.",
    ),
    setting(
        "cors.origins",
        Slot::Texts(|s| &mut s.cors.origins),
        "Origins whose pages may call the API, or `*`. Without any: none, but localhost in development.",
    ),
    setting(
        "cors.credentials",
        Slot::Flag(|s| &mut s.cors.credentials),
        "Whether browsers may send cookies along.",
    ),
    setting(
        "cors.max_age",
        seconds(|s| &mut s.cors.max_age, 0, 86_400),
        "How long a browser keeps the answer to a preflight.",
    ),
    setting(
        "log.level",
        Slot::Text(|s| &mut s.log.level),
        "`error`, `warn`, `info`, `debug` or `trace`, or by module: `warn,quintet::http=debug`.",
    ),
    setting(
        "log.format",
        Slot::Word(
            &["text", "json"],
            |s, index| s.log.format = if index == 1 { LogFormat::Json } else { LogFormat::Text },
            |s| match s.log.format {
                LogFormat::Text => 0,
                LogFormat::Json => 1,
            },
        ),
        "`json` writes one object a line.",
    ),
    secret(
        "auth.encryption_key",
        Slot::OptionalText(|s| &mut s.auth.encryption_key),
        "32 bytes in base64, with which secrets are encrypted at rest. Without it: made on first start, in `keys/` of the data folder.",
    ),
    secret(
        "auth.jwt_key",
        Slot::OptionalText(|s| &mut s.auth.jwt_key),
        "With what access tokens are signed: an Ed25519 private key as PEM (EdDSA), or a secret of at least 32 bytes that several servers share (HS256). Without it: made on first start, in `keys/` of the data folder.",
    ),
    setting(
        "auth.access_token_lifetime",
        seconds(|s| &mut s.auth.access_token_lifetime, 60, 86_400),
        "How long an access token is good for; the client refreshes it by itself.",
    ),
    setting(
        "auth.refresh_token_lifetime",
        seconds(|s| &mut s.auth.refresh_token_lifetime, 300, 400 * 86_400),
        "Without a refresh for that long a sign-in in the modes `json` and `cookie` is over.",
    ),
    setting(
        "auth.session_lifetime",
        seconds(|s| &mut s.auth.session_lifetime, 300, 400 * 86_400),
        "Without a refresh for that long a sign-in in mode `session` is over.",
    ),
    setting(
        "auth.refresh_grace",
        seconds(|s| &mut s.auth.refresh_grace, 0, 300),
        "So long after a refresh the refresh token before it is still taken, because tabs refresh at the same time. Used later, it ends the session.",
    ),
    setting(
        "auth.password_length",
        Slot::Count(|s| &mut s.auth.password_length, 8, 128),
        "Characters of a new password at least.",
    ),
    setting(
        "auth.redirects",
        Slot::Texts(|s| &mut s.auth.redirects),
        "Pages that links in mails and sign-ins may lead to, with everything below them, as `https://www.example.com/reset`. This server's own need not be named, nor localhost in development.",
    ),
    setting(
        "accounts.registration",
        Slot::Flag(|s| &mut s.accounts.registration),
        "Whether anybody may make an account for himself, once he has confirmed his address.",
    ),
    setting(
        "accounts.registration_role",
        Slot::OptionalText(|s| &mut s.accounts.registration_role),
        "The role of who has registered. Without it he may do what everybody may.",
    ),
    setting(
        "accounts.invitation_lifetime",
        seconds(|s| &mut s.accounts.invitation_lifetime, 60, 365 * 86_400),
        "How long an invitation can be accepted.",
    ),
    setting(
        "accounts.verification_lifetime",
        seconds(|s| &mut s.accounts.verification_lifetime, 60, 365 * 86_400),
        "How long who registers may take to confirm his address.",
    ),
    setting(
        "accounts.reset_lifetime",
        seconds(|s| &mut s.accounts.reset_lifetime, 60, 7 * 86_400),
        "How long the link for a forgotten password works.",
    ),
    secret(
        "redis.url",
        Slot::OptionalText(|s| &mut s.redis.url),
        "A Redis server in which several instances share limits and counters: `redis://user:password@host:6379/0`, `rediss://` with TLS. Without it each instance counts for itself.",
    ),
    setting(
        "redis.prefix",
        Slot::Text(|s| &mut s.redis.prefix),
        "What the keys in Redis begin with, so that several projects can share a server.",
    ),
    secret(
        "files.storages",
        Slot::Texts(|s| &mut s.files.storages),
        "Where files are kept: `name=URL` each, with `file:` (a folder, below the data folder), `s3:`, `gs:` or `az:`. Options of the service stand behind `?`. Without any: `local=file:uploads`.",
    ),
    setting(
        "files.storage",
        Slot::OptionalText(|s| &mut s.files.storage),
        "The storage of new files. Without it: the first one.",
    ),
    setting(
        "files.staging",
        Slot::OptionalText(|s| &mut s.files.staging),
        "The folder where uploads are until they are whole, relative to the data folder. Several instances need a shared one for resumable uploads. Without it: `staging`.",
    ),
    setting(
        "files.max_size",
        Slot::Size(|s| &mut s.files.max_size, KB, TB),
        "The largest file. More is refused with 413.",
    ),
    setting(
        "files.accept",
        Slot::Texts(|s| &mut s.files.accept),
        "Media types that are taken, such as `image/*`. Without any: all.",
    ),
    setting(
        "files.max_megapixels",
        Slot::Count(|s| &mut s.files.max_megapixels, 1, 1000),
        "The largest picture that is decoded, in millions of pixels; also what is decoded at the same time. 64 take about 350 MB at most.",
    ),
    setting(
        "files.transforms",
        Slot::Word(
            &["all", "presets", "signed"],
            |s, index| {
                s.files.transforms = match index {
                    1 => Transforms::Presets,
                    2 => Transforms::Signed,
                    _ => Transforms::All,
                }
            },
            |s| match s.files.transforms {
                Transforms::All => 0,
                Transforms::Presets => 1,
                Transforms::Signed => 2,
            },
        ),
        "Which sizes of a picture may be asked for: `all`, the `presets` only, or `signed`: presets, and any size with a signature or for administrators.",
    ),
    setting(
        "files.presets",
        Slot::Texts(|s| &mut s.files.presets),
        "Named sizes, in the words of the asset route: `card?width=600&height=400&format=auto`.",
    ),
    setting(
        "files.max_dimension",
        Slot::Count(|s| &mut s.files.max_dimension, 16, 16_384),
        "Width and height of a made picture, at most.",
    ),
    setting(
        "files.variants_limit",
        Slot::Size(|s| &mut s.files.variants_limit, MB, TB),
        "What the made pictures of a storage may take; beyond it those go that were not asked for longest.",
    ),
    setting(
        "files.keep_location",
        Slot::Flag(|s| &mut s.files.keep_location),
        "Whether pictures keep the place where they were taken. Without it, it is blanked on upload.",
    ),
    setting(
        "files.import_private",
        Slot::Flag(|s| &mut s.files.import_private),
        "Whether an import may reach loopback and private addresses. Only for development.",
    ),
    secret(
        "mail.smtp_url",
        Slot::OptionalText(|s| &mut s.mail.smtp_url),
        "The mail server: `smtps://user:password@host`, or `smtp://host:587`, which is encrypted where the server can and always where there is a password (`?tls=required`, `opportunistic` or `none` says otherwise). Without it a development server writes mail to its log, any other one sends none.",
    ),
    setting(
        "mail.from",
        Slot::OptionalText(|s| &mut s.mail.from),
        "Who mail comes from: `Newsroom <news@example.com>`. Needed with `mail.smtp_url`.",
    ),
    setting(
        "mail.language",
        Slot::Text(|s| &mut s.mail.language),
        "The language of mail to somebody whose language is not known.",
    ),
    setting(
        "mail.timeout",
        seconds(|s| &mut s.mail.timeout, 1, 600),
        "How long the mail server may take for one mail; then it is tried again later.",
    ),
    setting(
        "queue.concurrency",
        Slot::Count(|s| &mut s.queue.concurrency, 0, 256),
        "Jobs in the background that this instance runs at once. 0 leaves them to other instances.",
    ),
    setting(
        "queue.poll",
        seconds(|s| &mut s.queue.poll, 1, 3600),
        "How often an instance looks for jobs that others have put in, and for those whose time has come.",
    ),
    setting(
        "queue.keep_dead",
        seconds(|s| &mut s.queue.keep_dead, 3600, 3650 * 86_400),
        "How long jobs that have failed for good are kept, to be looked at and tried again.",
    ),
    setting(
        "activity.retention",
        seconds(|s| &mut s.activity.retention, 3600, 3650 * 86_400),
        "How long it is kept who did what, when and from where.",
    ),
    setting(
        "notifications.keep_archived",
        seconds(|s| &mut s.notifications.keep_archived, 3600, 3650 * 86_400),
        "How long notifications are kept that were archived.",
    ),
    setting(
        "data",
        Slot::OptionalText(|s| &mut s.data),
        "The folder of the database file, uploads and keys, relative to the project. Without it: `data`.",
    ),
    setting(
        "migrate",
        Slot::Word(
            &["safe", "off"],
            |s, index| s.migrate = if index == 1 { Migrate::Off } else { Migrate::Safe },
            |s| match s.migrate {
                Migrate::Safe => 0,
                Migrate::Off => 1,
            },
        ),
        "What `serve` does with changes of the models: `safe` applies the safe steps, `off` applies none.",
    ),
];
