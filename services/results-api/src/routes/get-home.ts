import { getHome as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { htmlPage, pageHeaders } from '../pages/page.ts'

const { html, contentSecurityPolicy } = htmlPage({
  title: 'Sluice',
  body: `<h1>Sluice</h1>
<p>Moves advertising budget to the clinics that can see the patients.</p>
<nav>
<a class="card" href="/docs"><b>API</b> every address, to read and try</a>
<a class="card" href="/dashboard"><b>Queue</b> recomputes as they happen; sign in with a key that has <code>dashboard:read</code></a>
<a class="card" href="/openapi.json"><b>OpenAPI 3.1</b> the same, for tools</a>
<a class="card" href="/problems"><b>Problem codes</b> why a request was refused, and what to do</a>
<a class="card" href="/readyz"><b>Health</b> whether everything the service needs is there, as JSON</a>
</nav>
<p>There is no planning screen: people read plans and decide at the command line (<code>npm run -s sluice -- --help</code>), in spreadsheets
and in tools of their own.</p>
<p>With a key in <code>$KEY</code>, and <code>$URL</code> being this address:</p>
<pre>curl -H "Authorization: Bearer $KEY" \\
  $URL/v1/pools
curl -H "Authorization: Bearer $KEY" \\
  $URL/v1/pools/POOL/plan
curl -H "Authorization: Bearer $KEY" \\
  -G -d locationId=CLINIC \\
  $URL/v1/recommendations</pre>`,
})

/** GET /: where to go from here. */
export function getHome(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async () => ({ status: 200, headers: pageHeaders(contentSecurityPolicy), body: html }))
}
