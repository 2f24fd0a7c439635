//! `TestApp`: a server that a test starts, and clients that talk to it.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use quintet::{
    app::App,
    asset::Assets,
    auth::TokenWish,
    boot,
    cache::Cache,
    config::Settings,
    crypto::{Keyring, Random, Signer},
    db::Database,
    evolve,
    http::server,
    items::Items,
    mail::{Mail, Templates},
    queue::{Clock, Queue},
    schema::load,
    value::Json,
    yaml::SourceFile,
};
use reqwest::{Method, StatusCode, header::HeaderMap};

use crate::support::TestDatabase;

/// A running server. Dropping it stops it.
pub struct TestApp {
    pub address: SocketAddr,
    pub app: Arc<App>,
    /// `admin`, by token.
    pub admin: Client,
    /// `editor`, by token.
    pub editor: Client,
    pub public: Client,
    /// The server's: a connection that is used elsewhere is not given back while the test waits for the end.
    runtime: tokio::runtime::Handle,
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Holds the database's folder, and the files below it.
    pub database: TestDatabase,
}

/// Who talks to the server.
#[derive(Clone)]
pub struct Client {
    base: String,
    pub token: Option<String>,
    http: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// A small newsroom: relations of each kind, and a role that may do little.
pub const PROJECT: &[(&str, &str)] = &[
    (
        "models/authors.yaml",
        "fields:\n  name: { type: string, required: true }\n  email: { type: email, unique: true }\n",
    ),
    (
        "models/tags.yaml",
        "fields:\n  name: { type: string, required: true, unique: true }\n",
    ),
    (
        "models/articles.yaml",
        "fields:
  title: { type: string, required: true, max_length: 40, searchable: true }
  status: { type: select, options: [draft, published], default: draft }
  views: integer
  price: { type: decimal, precision: 10, scale: 2 }
  secret_note: text
  published_at: datetime
  data: json
  author: { type: relation, to: authors, inverse: articles, on_delete: restrict }
  tags: { type: relation, to: tags, many: true, inverse: articles }
",
    ),
    (
        "models/site.yaml",
        "singleton: true\nfields:\n  name: { type: string, default: Untitled }\n",
    ),
    ("models/diary.yaml", "fields:\n  text: text\n"),
    (
        "roles/public.yaml",
        "permissions:
  articles:
    read: { filter: { status: { _eq: published } }, fields: [\"*\", \"-secret_note\"] }
  authors: { read: { fields: [id, name, articles] } }
  tags: { read: true }
  site: { read: true }
  diary: { create: true }
",
    ),
    (
        "roles/editor.yaml",
        "permissions:
  articles: all
  authors: all
  tags: all
  site: { read: true, update: true }
",
    ),
];

/// A token of nobody with these roles.
pub fn machine(name: &str, roles: &[String]) -> TokenWish {
    TokenWish {
        name: name.to_owned(),
        roles: Some(roles.to_vec()),
        ..TokenWish::default()
    }
}

impl TestApp {
    pub async fn start(database: TestDatabase) -> Self {
        Self::start_with(database, PROJECT, |_| {}).await
    }

    pub async fn start_with(
        database: TestDatabase,
        files: &[(&str, &str)],
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let mut settings = Settings::for_testing(&database.settings.url);
        settings.database = database.settings.clone();
        change(&mut settings);
        let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
        let schema = match load::load(&files) {
            Ok(loaded) => Arc::new(loaded.schema),
            Err(diagnostics) => panic!("{}", quintet::yaml::render(&diagnostics, &files, false)),
        };
        evolve::apply_safe(&database.database, &schema, Duration::from_secs(30))
            .await
            .unwrap();
        let root = database.folder.path().to_owned();
        let (ready, readiness) = mpsc::channel();
        let (stop, stopping) = mpsc::channel::<()>();
        // The server has a runtime of its own, as the real one has.
        let thread = std::thread::spawn(move || {
            server::block_on(async move {
                let database = Database::connect(&settings.database, &root).await.unwrap();
                let random = Random::system();
                let keyring = Arc::new(Keyring::new([7; 32], []));
                let queue = Queue::new(database.clone(), keyring.clone(), random.clone(), Clock::system());
                let mail = Mail::new(&settings, Templates::builtin().unwrap(), queue.clone()).unwrap();
                let items = Items::new(database, keyring, random.clone());
                let assets = Assets::open(items.clone(), random.clone(), &settings.files, &root.join("data"), &[]);
                let cache = Cache::open(&settings.redis).await.unwrap();
                let signer = Signer::ed25519(&[7; 32], &[]).unwrap();
                let services = (cache, assets.unwrap(), queue, mail);
                let app = Arc::new(App::new(settings, items, schema, (random, signer), services));
                boot::read_roles(&app).await.unwrap();
                let running = server::bind(app.clone()).unwrap();
                let handle = running.handle.clone();
                ready
                    .send((running.address, app.clone(), tokio::runtime::Handle::current()))
                    .unwrap();
                let waiting = tokio::task::spawn_blocking(move || stopping.recv().is_ok());
                let serving = running.serve();
                tokio::pin!(serving);
                tokio::select! {
                    _ = &mut serving => {}
                    _ = waiting => {
                        let (_, ended) = tokio::join!(handle.stop(true), serving);
                        ended.unwrap();
                    }
                }
                app.items.database().close().await;
            });
        });
        let (address, app, runtime) = tokio::task::spawn_blocking(move || readiness.recv().unwrap())
            .await
            .unwrap();
        let public = Client::new(address);
        let mut this = Self {
            address,
            app,
            admin: public.clone(),
            editor: public.clone(),
            public,
            runtime,
            stop: Some(stop),
            thread: Some(thread),
            database,
        };
        this.admin.token = Some(this.token(&["admin"]).await);
        this.editor.token = Some(this.token(&["editor"]).await);
        this
    }

    /// A new token with these roles.
    pub async fn token(&self, roles: &[&str]) -> String {
        let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
        self.on_server(|app| async move {
            let call = app.call_as_administrator();
            app.auth
                .tokens
                .create(&call, &machine("test", &roles))
                .await
                .unwrap()
                .token
        })
        .await
    }

    /// A client with a token of this role.
    pub async fn as_role(&self, role: &str) -> Client {
        Client {
            token: Some(self.token(&[role]).await),
            ..self.public.clone()
        }
    }

    /// Runs on the server's runtime.
    pub async fn on_server<Running>(&self, run: impl FnOnce(Arc<App>) -> Running) -> Running::Output
    where
        Running: Future + Send + 'static,
        Running::Output: Send,
    {
        self.runtime.spawn(run(self.app.clone())).await.unwrap()
    }

    /// Sends bytes as they are and reads until the server closes, or for as long as it says nothing.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        // The server may have refused already and closed its side.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the server panicked");
        }
    }
}

impl Client {
    fn new(address: SocketAddr) -> Self {
        // Others of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        Self {
            base: format!("http://{address}"),
            token: None,
            http: http.timeout(Duration::from_secs(30)).build().unwrap(),
        }
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    pub async fn post(&self, path: &str, body: Json) -> Answer {
        self.send("POST", path, Some(body)).await
    }

    /// The same with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// For several at once.
    pub async fn post_owned(self, path: &'static str, body: Json) -> Answer {
        self.post(path, body).await
    }

    pub async fn patch(&self, path: &str, body: Json) -> Answer {
        self.send("PATCH", path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None).await
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Json>) -> Answer {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        Answer::of(request).await
    }
}

impl Answer {
    pub async fn of(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }

    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What a success holds.
    #[track_caller]
    pub fn data(&self) -> Json {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()["data"].clone()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The status and the code of the first error, after checking that the whole is an error as the client needs it.
    #[track_caller]
    pub fn error(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/json"), "{self:?}");
        let body = self.json();
        let errors = body["errors"]
            .as_array()
            .unwrap_or_else(|| panic!("no errors in {body}"));
        assert!(!errors.is_empty());
        for error in errors {
            assert!(error["message"].is_string(), "{body}");
            assert!(error["extensions"]["code"].is_string(), "{body}");
            assert_eq!(
                error["extensions"]["request_id"].as_str(),
                self.header("x-request-id"),
                "{body}"
            );
        }
        let code = errors[0]["extensions"]["code"].as_str().unwrap().to_owned();
        (self.status.as_u16(), code)
    }

    #[track_caller]
    pub fn is_error(&self, status: u16, code: &str) {
        assert_eq!(self.error(), (status, code.to_owned()), "{}", self.text());
    }

    pub fn message(&self) -> String {
        self.json()["errors"][0]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}
