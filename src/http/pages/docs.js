// The document shows what the caller may see, so it is read again whenever a token is given.
const ADDRESS = "/api/openapi.json";

let ui;
const token = () => ui?.authSelectors.authorized().toJS().token?.value;

ui = SwaggerUIBundle({
  url: ADDRESS,
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  filter: true,
  displayRequestDuration: true,
  requestInterceptor(request) {
    if (request.loadSpec && token()) request.headers.Authorization = `Bearer ${token()}`;
    return request;
  },
});

let known;
ui.getStore().subscribe(() => {
  if (token() === known) return;
  known = token();
  ui.specActions.download(ADDRESS);
});
