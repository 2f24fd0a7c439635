//! The server itself: binds, serves, and ends well. Everything about a request is in `dispatch`.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};

use actix_http::HttpService;
use actix_server::{Server, ServerHandle};
use actix_service::{IntoServiceFactory as _, ServiceFactoryExt as _, fn_service, map_config};
use actix_web::{
    App as ActixApp, HttpRequest,
    dev::{AppConfig, ServiceFactory, ServiceRequest, ServiceResponse},
    rt::net::TcpStream,
    web,
};

use super::{
    dispatch::{Edge, dispatch},
    routes::ROUTES,
    wire::Guarded,
};
use crate::{app::App, config::ServerSettings};

/// A server that listens.
pub struct Running {
    pub address: SocketAddr,
    pub handle: ServerHandle,
    server: Server,
}

/// Binds the address of the settings and prepares to serve. Signals are the caller's business.
pub fn bind(app: Arc<App>) -> std::io::Result<Running> {
    let settings = app.settings.server.clone();
    let listener = TcpListener::bind(&settings.listen)?;
    let address = listener.local_addr()?;
    app.listens_at(address);
    let edge = Arc::new(Edge::new(app));
    let builder = Server::build()
        .workers(workers(&settings))
        .worker_max_blocking_threads(4)
        .shutdown_timeout(settings.shutdown_timeout.as_secs())
        .disable_signals();
    let leaving = builder.graceful_shutdown_signal();
    // As actix-web's own HttpServer puts it together, but for what stands between the socket and HTTP.
    let server = builder.listen("http", listener, move || {
        let leaving = leaving.clone();
        let app = service(&edge)
            .into_factory()
            .map_err(|error: actix_web::Error| error.error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let leaving = leaving.clone();
                async move { leaving.notified().await }
            })
            .keep_alive(settings.keep_alive)
            .client_request_timeout(settings.head_timeout)
            .local_addr(address)
            .h1(map_config(app, |()| AppConfig::default()));
        let patience = settings.write_timeout;
        fn_service(move |stream: TcpStream| async move {
            // Answers go out at once; a stream that refuses is slower, not broken.
            let _ = stream.set_nodelay(true);
            let peer = stream.peer_addr().ok();
            Ok((Guarded::new(stream, patience), peer))
        })
        .and_then(http)
    })?;
    let server = server.run();
    Ok(Running {
        address,
        handle: server.handle(),
        server,
    })
}

/// One worker's routes.
fn service(
    edge: &Arc<Edge>,
) -> ActixApp<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = actix_web::Error, InitError = ()>
    + use<>,
> {
    let mut service = ActixApp::new();
    for route in ROUTES {
        let edge = edge.clone();
        let answer = move |http: HttpRequest, payload: web::Payload| dispatch(edge.clone(), Some(route), http, payload);
        service = service.service(web::resource(route.path).to(answer));
    }
    let edge = edge.clone();
    let answer = move |http: HttpRequest, payload: web::Payload| dispatch(edge.clone(), None, http, payload);
    service.default_service(web::to(answer))
}

/// Runs a future on the runtime that the server needs; for commands too, so that there is one.
pub fn block_on<F: Future>(future: F) -> F::Output {
    actix_web::rt::System::new().block_on(future)
}

impl Running {
    /// Until the handle stops it.
    pub async fn serve(self) -> std::io::Result<()> {
        self.server.await
    }
}

fn workers(settings: &ServerSettings) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    match settings.workers {
        0 => cores.min(4),
        count => usize::try_from(count).unwrap_or(4),
    }
}
