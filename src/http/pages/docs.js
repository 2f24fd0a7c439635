// The document shows what the caller may see, so it is read again whenever a token is given.
const ADDRESS = "/api/openapi.json";

// Declared first: the interceptor runs while the bundle is still being made.
let ui;
ui = SwaggerUIBundle({
  url: ADDRESS,
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  requestInterceptor(request) {
    const bearer = ui?.authSelectors?.authorized()?.toJS()?.token?.value;
    if (bearer && request.loadSpec) request.headers.Authorization = `Bearer ${bearer}`;
    return request;
  },
});

let known;
ui.getStore().subscribe(() => {
  const token = ui.authSelectors.authorized().toJS().token?.value;
  if (token === known) return;
  known = token;
  ui.specActions.download(ADDRESS);
});
