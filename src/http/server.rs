//! The server itself: binds, serves, and ends well. Everything about a request is in `dispatch`.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};

use actix_web::{App as ActixApp, HttpRequest, HttpServer, dev::ServerHandle, web};

use super::{
    dispatch::{Edge, dispatch},
    routes::ROUTES,
};
use crate::{app::App, config::ServerSettings};

/// A server that listens.
pub struct Running {
    pub address: SocketAddr,
    pub handle: ServerHandle,
    server: actix_web::dev::Server,
}

/// Binds the address of the settings and prepares to serve. Signals are the caller's business.
pub fn bind(app: Arc<App>) -> std::io::Result<Running> {
    let settings = app.settings.server.clone();
    let listener = TcpListener::bind(&settings.listen)?;
    let address = listener.local_addr()?;
    let edge = Arc::new(Edge::new(app));
    let server = HttpServer::new(move || {
        let mut service = ActixApp::new();
        for route in ROUTES {
            let edge = edge.clone();
            let answer =
                move |http: HttpRequest, payload: web::Payload| dispatch(edge.clone(), Some(route), http, payload);
            service = service.service(web::resource(route.path).to(answer));
        }
        let edge = edge.clone();
        let answer = move |http: HttpRequest, payload: web::Payload| dispatch(edge.clone(), None, http, payload);
        service.default_service(web::to(answer))
    })
    .workers(workers(&settings))
    .worker_max_blocking_threads(4)
    .keep_alive(settings.keep_alive)
    .client_request_timeout(settings.head_timeout)
    .shutdown_timeout(settings.shutdown_timeout.as_secs())
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(Running {
        address,
        handle: server.handle(),
        server,
    })
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
