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

/** Swagger UI has a dark mode and leaves it to the page when. */
export const docsScript = `const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()
SwaggerUIBundle({
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

/**
 * Code without the blanks that Swagger UI puts around it; no column for links, which no answer has. Phones: what an answer says stands below
 * its status, long words break, and what is too wide all the same scrolls inside itself instead of widening the page.
 */
export const docsStyle = `body { margin: 0 }
.swagger-ui .wrapper { padding: 0 12px }
.swagger-ui .opblock-body, .swagger-ui .responses-inner { overflow-x: auto }
.swagger-ui .opblock .opblock-summary-path { max-width: none; word-break: break-word }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { padding: 0 }
.swagger-ui .response-col_links { display: none }
.dark-mode .swagger-ui .headers .header-col { color: inherit }
@media (max-width: 600px) {
  .swagger-ui .responses-table > thead { display: none }
  .swagger-ui .responses-table, .swagger-ui .responses-table > tbody, .swagger-ui .responses-table > tbody > tr { display: block }
  .swagger-ui table.responses-table > tbody > tr > td { display: block; width: auto; max-width: none; padding: 4px 0 }
  .swagger-ui table.responses-table > tbody > tr > td.response-col_links { display: none }
  .swagger-ui .response-col_status { font-weight: 600 }
  .swagger-ui .headers td { overflow-wrap: anywhere; padding-right: 8px }
  .swagger-ui .headers td:last-child { overflow-wrap: normal }
  .swagger-ui .json-schema-2020-12 { margin-left: 0; overflow-wrap: anywhere }
  .swagger-ui .json-schema-2020-12-body { margin-left: 8px }
  .swagger-ui .opblock .opblock-summary-description { flex-basis: 100%; padding: 4px 10px }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
}
`
