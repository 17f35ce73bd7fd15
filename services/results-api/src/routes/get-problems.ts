import { listProblems as operation } from '@sluice/contracts'
import { type HttpApp, problems, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { codeToHtml, escapeHtml, htmlPage, pageHeaders } from '../pages/page.ts'
import { wantsJson } from './get-problem.ts'

const items = Object.entries(problems).map(([code, explained]) => ({ code, ...explained }))

const { html, contentSecurityPolicy } = htmlPage({
  title: 'Problem codes · Sluice',
  body: `<p><a href="/">Sluice</a></p>
<h1>Problem codes</h1>
<p>A refusal is a problem document (RFC 9457). Its <code>code</code> keeps its meaning; what it means and what to do:</p>
<dl>
${items.map(itemToHtml).join('\n')}
</dl>`,
})

/** GET /problems: every code there is, each with what to do. */
export function getProblems(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ headers }) =>
    wantsJson(headers.accept)
      ? { status: 200, mediaType: 'application/json', body: { items } }
      : { status: 200, headers: pageHeaders(contentSecurityPolicy), body: html },
  )
}

function itemToHtml({ code, status, title, advice }: (typeof items)[number]): string {
  return `<dt><a href="/problems/${code}"><code>${code}</code></a> ${status}</dt>
<dd>${escapeHtml(title)}. ${codeToHtml(advice)}</dd>`
}
