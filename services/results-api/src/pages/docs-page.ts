/**
 * Swagger UI on our own document. Script and style are files of ours too: nothing is loaded from other hosts, and no
 * script may be inline. Swagger UI sets styles on elements, so those may.
 */
export const docsHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sluice API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<div id="docs"><p>Loading <a href="/openapi.json">the document</a>…</p></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/page.js"></script>
</body>
</html>
`

export const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const docsScript = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  defaultModelRendering: 'model',
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
})
`

/** Phones: tables and samples scroll inside themselves instead of widening the page. */
export const docsStyle = `body { margin: 0 }
.swagger-ui .wrapper { padding: 0 12px }
.swagger-ui .opblock-body, .swagger-ui .responses-inner { overflow-x: auto }
.swagger-ui .opblock .opblock-summary-path { max-width: none; word-break: break-word }
@media (max-width: 600px) {
  .swagger-ui .opblock .opblock-summary-description { flex-basis: 100%; padding: 4px 10px }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
}
`
