import { getProblem as operation } from '@sluice/contracts'
import { type HttpApp, Problem, type ProblemCode, problems, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { codeToHtml, escapeHtml, htmlPage, pageHeaders } from '../pages/page.ts'

/** GET /problems/{code}: what the `type` of a problem document leads to. */
export function getProblem(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { code }, headers }) => {
    if (!isCode(code)) throw new Problem('not-found', 'There is no problem with this code.')
    const explained = { code, ...problems[code] }
    if (wantsJson(headers.accept)) return { status: 200, mediaType: 'application/json', body: explained }
    const { html, contentSecurityPolicy } = problemPage(explained)
    return { status: 200, headers: pageHeaders(contentSecurityPolicy), body: html }
  })
}

function isCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text)
}

/** Of a request to an address that has a page and the same as JSON. */
export function wantsJson(accept: string | undefined): boolean {
  return accept !== undefined && /\bjson\b/.test(accept) && !accept.includes('text/html')
}

function problemPage({ code, status, title, advice }: { code: string; status: number; title: string; advice: string }) {
  return htmlPage({
    title: `${code} · Sluice`,
    body: `<p><a href="/">Sluice</a> · <a href="/problems">problem codes</a></p>
<h1>${escapeHtml(title)}</h1>
<p><code>${escapeHtml(code)}</code>, HTTP status ${status}.</p>
<p>${codeToHtml(advice)}</p>
<p>Every address is described at <a href="/docs">/docs</a>.</p>`,
  })
}
