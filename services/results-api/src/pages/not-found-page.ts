import type { Page } from '@sluice/service-kit'
import { htmlPage, pageHeaders } from './page.ts'

const { html, contentSecurityPolicy } = htmlPage({
  title: 'Nothing here · Sluice',
  body: `<p><a href="/">Sluice</a></p>
<h1>There is nothing at this address</h1>
<p>Every address is described at <a href="/docs">/docs</a>, every problem code at <a href="/problems">/problems</a>.</p>`,
})

/** What a browser is shown at an address that nothing has. */
export const notFoundPage: Page = {
  html,
  headers: { ...pageHeaders(contentSecurityPolicy), 'cache-control': 'no-store' },
}
