//! `ROUTES`: every path there is, with its methods and who may use it. To add one: a handler in its file, and a row here.

pub mod account;
pub mod accounts;
pub mod assets;
pub mod auth;
pub mod files;
pub mod imports;
pub mod items;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod permissions;
pub mod second_factor;
pub mod server;
pub mod setup;
pub mod single_sign_on;
pub mod specification;
pub mod tus;
pub mod utilities;

use std::{future::Future, pin::Pin};

use super::{answer::Answer, error::ApiError, request::Request};

pub type Handling = Pin<Box<dyn Future<Output = Result<Answer, ApiError>>>>;
pub type Handler = fn(Request) -> Handling;

/// One path.
pub struct Route {
    /// With names in braces, as actix matches it.
    pub path: &'static str,
    pub endpoints: &'static [Endpoint],
    /// The collection that the path itself names.
    pub system_collection: Option<&'static str>,
}

/// One method of a path. HEAD comes with GET, OPTIONS with everything.
pub struct Endpoint {
    pub method: Verb,
    pub guard: Guard,
    pub handler: Handler,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
    Patch,
    Delete,
    Search,
}

/// Who may call. A route says it, so that a test can list what is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Everybody; tells nothing of the content.
    Open,
    /// Everybody, as often as he likes: for who watches the server.
    Probe,
    /// Everybody, to show who he is or to become somebody: attempts are counted by address.
    SignIn,
    /// The permissions of the caller decide what is there.
    Permissions,
}

const fn route(path: &'static str, endpoints: &'static [Endpoint]) -> Route {
    Route {
        path,
        endpoints,
        system_collection: None,
    }
}

const fn system(path: &'static str, name: &'static str, endpoints: &'static [Endpoint]) -> Route {
    Route {
        path,
        endpoints,
        system_collection: Some(name),
    }
}

const fn get(guard: Guard, handler: Handler) -> Endpoint {
    on(Verb::Get, guard, handler)
}

const fn on(method: Verb, guard: Guard, handler: Handler) -> Endpoint {
    Endpoint { method, guard, handler }
}

use Guard::{Open, Permissions, Probe, SignIn};

const LIST: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(items::list(request))),
    on(Verb::Post, Permissions, |request| Box::pin(items::create(request))),
    on(Verb::Patch, Permissions, |request| {
        Box::pin(items::update_many(request))
    }),
    on(Verb::Delete, Permissions, |request| {
        Box::pin(items::delete_many(request))
    }),
    on(Verb::Search, Permissions, |request| Box::pin(items::search(request))),
];

const QUERY: &[Endpoint] = &[on(Verb::Post, Permissions, |request| Box::pin(items::search(request)))];

const ITEM: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(items::read(request))),
    on(Verb::Patch, Permissions, |request| Box::pin(items::update(request))),
    on(Verb::Delete, Permissions, |request| Box::pin(items::delete(request))),
];

const LOGIN: &[Endpoint] = &[on(Verb::Post, SignIn, |request| Box::pin(auth::login(request)))];

const PROVIDER: &[Endpoint] = &[
    get(SignIn, |request| Box::pin(single_sign_on::begin(request))),
    on(Verb::Post, SignIn, |request| Box::pin(auth::login(request))),
];

const PASSKEYS: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(second_factor::passkeys(request))),
    on(Verb::Post, Permissions, |request| {
        Box::pin(second_factor::add_passkey(request))
    }),
];

const PASSKEY: &[Endpoint] = &[
    on(Verb::Patch, Permissions, |request| {
        Box::pin(second_factor::rename_passkey(request))
    }),
    on(Verb::Delete, Permissions, |request| {
        Box::pin(second_factor::remove_passkey(request))
    }),
];

const SESSIONS: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(account::sessions(request))),
    on(Verb::Delete, Permissions, |request| {
        Box::pin(account::end_sessions(request))
    }),
];

const SESSION: &[Endpoint] = &[on(Verb::Delete, Permissions, |request| {
    Box::pin(account::end_session(request))
})];

const TOKENS: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(account::tokens(request))),
    on(Verb::Post, Permissions, |request| {
        Box::pin(account::create_token(request))
    }),
];

const TOKEN: &[Endpoint] = &[on(Verb::Delete, Permissions, |request| {
    Box::pin(account::delete_token(request))
})];

const FILES: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(items::list(request))),
    on(Verb::Post, Permissions, |request| Box::pin(files::create(request))),
    on(Verb::Patch, Permissions, |request| {
        Box::pin(items::update_many(request))
    }),
    on(Verb::Delete, Permissions, |request| {
        Box::pin(files::delete_many(request))
    }),
    on(Verb::Search, Permissions, |request| Box::pin(items::search(request))),
];

const FILE: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(items::read(request))),
    on(Verb::Patch, Permissions, |request| Box::pin(files::update(request))),
    on(Verb::Delete, Permissions, |request| Box::pin(files::delete(request))),
];

/// Of what the server alone writes.
const READ_LIST: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(items::list(request))),
    on(Verb::Search, Permissions, |request| Box::pin(items::search(request))),
];

const READ_ITEM: &[Endpoint] = &[get(Permissions, |request| Box::pin(items::read(request)))];

/// Of a singleton of the server's own.
const SINGLETON: &[Endpoint] = &[
    get(Permissions, |request| Box::pin(items::list(request))),
    on(Verb::Patch, Permissions, |request| {
        Box::pin(items::update_many(request))
    }),
];

pub static ROUTES: &[Route] = &[
    route("/api/items/{collection}", LIST),
    route("/api/items/{collection}/query", QUERY),
    route("/api/items/{collection}/{id}", ITEM),
    route("/api/auth", &[get(Open, |request| Box::pin(auth::providers(request)))]),
    route("/api/auth/login", LOGIN),
    route("/api/auth/login/{provider}", PROVIDER),
    route(
        "/api/auth/login/{provider}/callback",
        &[get(SignIn, |request| Box::pin(single_sign_on::finish(request)))],
    ),
    route(
        "/api/auth/passkey",
        &[on(Verb::Post, SignIn, |request| {
            Box::pin(second_factor::sign_in(request))
        })],
    ),
    route(
        "/api/auth/passkey/options",
        &[on(Verb::Post, SignIn, |request| {
            Box::pin(second_factor::sign_in_options(request))
        })],
    ),
    route(
        "/api/auth/refresh",
        &[on(Verb::Post, Open, |request| Box::pin(auth::refresh(request)))],
    ),
    route(
        "/api/auth/logout",
        &[on(Verb::Post, Open, |request| Box::pin(auth::logout(request)))],
    ),
    route(
        "/api/setup",
        &[
            get(Open, |request| Box::pin(setup::read(request))),
            on(Verb::Post, SignIn, |request| Box::pin(setup::create(request))),
        ],
    ),
    route(
        "/api/users/me",
        &[
            get(Permissions, |request| Box::pin(account::me(request))),
            on(Verb::Patch, Permissions, |request| {
                Box::pin(account::update_me(request))
            }),
        ],
    ),
    route(
        "/api/users/me/tfa",
        &[get(Permissions, |request| Box::pin(second_factor::state(request)))],
    ),
    route(
        "/api/users/me/tfa/generate",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(second_factor::generate(request))
        })],
    ),
    route(
        "/api/users/me/tfa/enable",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(second_factor::enable(request))
        })],
    ),
    route(
        "/api/users/me/tfa/disable",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(second_factor::disable(request))
        })],
    ),
    route(
        "/api/users/me/tfa/recovery-codes",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(second_factor::renew_recovery_codes(request))
        })],
    ),
    route("/api/users/me/passkeys", PASSKEYS),
    route(
        "/api/users/me/passkeys/options",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(second_factor::passkey_options(request))
        })],
    ),
    route("/api/users/me/passkeys/{passkey}", PASSKEY),
    route("/api/users/me/sessions", SESSIONS),
    route("/api/users/me/sessions/{session}", SESSION),
    route("/api/users/me/tokens", TOKENS),
    route("/api/users/me/tokens/{token}", TOKEN),
    system("/api/users", "quintet_users", LIST),
    system("/api/users/query", "quintet_users", QUERY),
    route(
        "/api/users/invite",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(accounts::invite(request))
        })],
    ),
    route(
        "/api/users/invite/accept",
        &[on(Verb::Post, SignIn, |request| Box::pin(accounts::accept(request)))],
    ),
    route(
        "/api/users/register",
        &[on(Verb::Post, SignIn, |request| Box::pin(accounts::register(request)))],
    ),
    route(
        "/api/users/register/verify-email",
        &[get(SignIn, |request| Box::pin(accounts::verify(request)))],
    ),
    route(
        "/api/auth/password/request",
        &[on(Verb::Post, SignIn, |request| {
            Box::pin(accounts::request_reset(request))
        })],
    ),
    route(
        "/api/auth/password/reset",
        &[on(Verb::Post, SignIn, |request| Box::pin(accounts::reset(request)))],
    ),
    system("/api/users/{id}", "quintet_users", ITEM),
    route(
        "/api/users/{id}/tfa",
        &[
            get(Permissions, |request| Box::pin(second_factor::state_of(request))),
            on(Verb::Delete, Permissions, |request| {
                Box::pin(second_factor::remove_of(request))
            }),
        ],
    ),
    route("/api/users/{id}/sessions", SESSIONS),
    route("/api/users/{id}/sessions/{session}", SESSION),
    route("/api/users/{id}/tokens", TOKENS),
    route("/api/users/{id}/tokens/{token}", TOKEN),
    route(
        "/api/users/{id}/impersonate",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(account::impersonate(request))
        })],
    ),
    route(
        "/api/tokens",
        &[
            get(Permissions, |request| Box::pin(account::all_tokens(request))),
            on(Verb::Post, Permissions, |request| {
                Box::pin(account::create_any_token(request))
            }),
        ],
    ),
    route(
        "/api/tokens/{id}",
        &[
            get(Permissions, |request| Box::pin(account::any_token(request))),
            on(Verb::Delete, Permissions, |request| {
                Box::pin(account::delete_any_token(request))
            }),
        ],
    ),
    route(
        "/api/roles/me",
        &[get(Permissions, |request| Box::pin(permissions::roles(request)))],
    ),
    system("/api/roles", "quintet_roles", LIST),
    system("/api/roles/query", "quintet_roles", QUERY),
    system("/api/roles/{id}", "quintet_roles", ITEM),
    system("/api/files", "quintet_files", FILES),
    system("/api/files/query", "quintet_files", QUERY),
    system(
        "/api/files/import",
        "quintet_files",
        &[on(Verb::Post, Permissions, |request| Box::pin(files::import(request)))],
    ),
    system(
        tus::PATH,
        "quintet_files",
        &[on(Verb::Post, Permissions, |request| Box::pin(tus::begin(request)))],
    ),
    system(
        "/api/files/tus/{upload}",
        "quintet_files",
        &[
            get(Permissions, |request| Box::pin(tus::progress(request))),
            on(Verb::Patch, Permissions, |request| Box::pin(tus::go_on(request))),
            on(Verb::Delete, Permissions, |request| Box::pin(tus::give_up(request))),
        ],
    ),
    system("/api/files/{id}", "quintet_files", FILE),
    system(
        "/api/files/{id}/sign",
        "quintet_files",
        &[on(Verb::Post, Permissions, |request| Box::pin(assets::sign(request)))],
    ),
    system(
        "/api/files/{id}/usages",
        "quintet_files",
        &[get(Permissions, |request| Box::pin(files::usages(request)))],
    ),
    route(
        "/api/assets/{id}",
        &[get(Permissions, |request| Box::pin(assets::read(request)))],
    ),
    route(
        "/api/assets/{id}/{name}",
        &[get(Permissions, |request| Box::pin(assets::read(request)))],
    ),
    system("/api/folders", "quintet_folders", LIST),
    system("/api/folders/query", "quintet_folders", QUERY),
    system("/api/folders/{id}", "quintet_folders", ITEM),
    system("/api/presets", "quintet_presets", LIST),
    system("/api/presets/query", "quintet_presets", QUERY),
    system("/api/presets/{id}", "quintet_presets", ITEM),
    system("/api/notifications", "quintet_notifications", LIST),
    system("/api/notifications/query", "quintet_notifications", QUERY),
    system("/api/notifications/{id}", "quintet_notifications", ITEM),
    system("/api/settings", "quintet_settings", SINGLETON),
    system("/api/activity", "quintet_activity", READ_LIST),
    system("/api/activity/query", "quintet_activity", QUERY),
    system("/api/activity/{id}", "quintet_activity", READ_ITEM),
    system("/api/jobs", "quintet_jobs", READ_LIST),
    system("/api/jobs/query", "quintet_jobs", QUERY),
    system("/api/jobs/{id}", "quintet_jobs", READ_ITEM),
    route(
        "/api/jobs/{id}/retry",
        &[on(Verb::Post, Permissions, |request| Box::pin(jobs::retry(request)))],
    ),
    route(
        "/api/permissions/me",
        &[get(Permissions, |request| Box::pin(permissions::mine(request)))],
    ),
    route(
        "/api/permissions/me/{collection}",
        &[get(Permissions, |request| Box::pin(permissions::of_new_item(request)))],
    ),
    route(
        "/api/permissions/me/{collection}/{id}",
        &[get(Permissions, |request| Box::pin(permissions::of_item(request)))],
    ),
    route(
        "/api/permissions/explain",
        &[get(Permissions, |request| {
            Box::pin(permissions::explain::of_somebody(request))
        })],
    ),
    route(
        "/api/policies/me/globals",
        &[get(Permissions, |request| Box::pin(permissions::globals(request)))],
    ),
    route(
        "/api/collections",
        &[get(Permissions, |request| Box::pin(model::collections(request)))],
    ),
    route(
        "/api/collections/{collection}",
        &[get(Permissions, |request| Box::pin(model::collection(request)))],
    ),
    route(
        "/api/fields",
        &[get(Permissions, |request| Box::pin(model::fields(request)))],
    ),
    route(
        "/api/fields/{collection}",
        &[get(Permissions, |request| {
            Box::pin(model::fields_of_collection(request))
        })],
    ),
    route(
        "/api/fields/{collection}/{field}",
        &[get(Permissions, |request| Box::pin(model::field(request)))],
    ),
    route(
        "/api/relations",
        &[get(Permissions, |request| Box::pin(model::relations(request)))],
    ),
    route(
        "/api/relations/{collection}",
        &[get(Permissions, |request| {
            Box::pin(model::relations_of_collection(request))
        })],
    ),
    route(
        "/api/relations/{collection}/{field}",
        &[get(Permissions, |request| Box::pin(model::relation(request)))],
    ),
    route(
        "/api/schema/plan",
        &[get(Permissions, |request| Box::pin(model::plan(request)))],
    ),
    route(
        "/api/schema/field-types",
        &[get(Permissions, |request| Box::pin(model::field_types(request)))],
    ),
    route(
        "/api/schema/snapshot",
        &[get(Permissions, |request| Box::pin(model::snapshot(request)))],
    ),
    route(
        "/api/utils/random/string",
        &[get(Open, |request| Box::pin(utilities::random_string(request)))],
    ),
    route(
        "/api/utils/counts",
        &[get(Permissions, |request| Box::pin(utilities::counts(request)))],
    ),
    route(
        "/api/utils/sort/{collection}",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(utilities::sort(request))
        })],
    ),
    route(
        "/api/utils/import/{collection}",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(imports::create(request))
        })],
    ),
    route(
        "/api/utils/cache/clear",
        &[on(Verb::Post, Permissions, |request| {
            Box::pin(utilities::clear_cache(request))
        })],
    ),
    route(
        "/api/server/ping",
        &[get(Open, |request| Box::pin(server::ping(request)))],
    ),
    route(
        "/api/server/info",
        &[get(Open, |request| Box::pin(server::info(request)))],
    ),
    route(
        "/api/server/health",
        &[get(Open, |request| Box::pin(server::health(request)))],
    ),
    route(
        "/api/openapi.json",
        &[get(Permissions, |request| Box::pin(specification::openapi(request)))],
    ),
    route(
        "/api/server/specs/oas",
        &[get(Permissions, |request| Box::pin(specification::openapi(request)))],
    ),
    route("/livez", &[get(Probe, |request| Box::pin(server::live(request)))]),
    route("/readyz", &[get(Probe, |request| Box::pin(server::ready(request)))]),
    route("/", &[get(Open, |request| Box::pin(pages::root(request)))]),
    route("/admin", &[get(Open, |request| Box::pin(pages::admin(request)))]),
    route(
        "/admin/{path:.*}",
        &[get(Open, |request| Box::pin(pages::admin(request)))],
    ),
    route("/docs", &[get(Open, |request| Box::pin(pages::docs(request)))]),
    route(
        "/docs/{file}",
        &[get(Open, |request| Box::pin(pages::docs_file(request)))],
    ),
    route("/style.css", &[get(Open, |request| Box::pin(pages::style(request)))]),
    route("/favicon.svg", &[get(Open, |request| Box::pin(pages::icon(request)))]),
];

impl Verb {
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Search => "SEARCH",
        }
    }
}

impl Route {
    /// The endpoint for a method; HEAD is GET without its body.
    pub fn endpoint(&self, method: &str) -> Option<&'static Endpoint> {
        let method = if method == "HEAD" { "GET" } else { method };
        self.endpoints.iter().find(|endpoint| endpoint.method.name() == method)
    }

    /// The value of `Allow`.
    pub fn allow(&self) -> String {
        let mut methods: Vec<&str> = self.endpoints.iter().map(|endpoint| endpoint.method.name()).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        methods.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is open to everybody is listed here by hand, so that nothing becomes it by accident.
    #[test]
    fn the_open_routes_are_these() {
        let open: Vec<&str> = ROUTES
            .iter()
            .filter(|route| route.endpoints.iter().any(|endpoint| endpoint.guard != Permissions))
            .map(|route| route.path)
            .collect();
        let expected = [
            "/api/auth",
            "/api/auth/login",
            "/api/auth/login/{provider}",
            "/api/auth/login/{provider}/callback",
            "/api/auth/passkey",
            "/api/auth/passkey/options",
            "/api/auth/refresh",
            "/api/auth/logout",
            "/api/setup",
            "/api/users/invite/accept",
            "/api/users/register",
            "/api/users/register/verify-email",
            "/api/auth/password/request",
            "/api/auth/password/reset",
            "/api/utils/random/string",
            "/api/server/ping",
            "/api/server/info",
            "/api/server/health",
            "/livez",
            "/readyz",
            "/",
            "/admin",
            "/admin/{path:.*}",
            "/docs",
            "/docs/{file}",
            "/style.css",
            "/favicon.svg",
        ];
        assert_eq!(open, expected);
    }

    #[test]
    fn methods_are_found_and_listed() {
        let route = &ROUTES[2];
        assert_eq!(route.allow(), "GET, PATCH, DELETE, HEAD, OPTIONS");
        assert!(route.endpoint("HEAD").is_some());
        assert!(route.endpoint("POST").is_none());
        assert!(route.endpoint("get").is_none());
    }
}
