import type { HttpApp, Principal } from '@sluice/service-kit'
import type { FastifyRequest } from 'fastify'
import { escapeHtml, sendPage } from '../page.ts'

export const SESSION = '/dashboard/session'
export const LOGOUT = '/dashboard/logout'

/** Who is signed in, and the way out: Bull Board can only link to pages, and a link must not sign anybody out. */
export function getSession(app: HttpApp, sessionOf: (request: FastifyRequest) => Principal): void {
  app.get(SESSION, (request, reply) => {
    const { orgId, keyId } = sessionOf(request)
    return sendPage(
      reply,
      200,
      'Your session',
      '<h1>Your session</h1>' +
        `<dl><dt>Organization</dt><dd>${escapeHtml(orgId)}</dd><dt>Key</dt><dd>${escapeHtml(keyId)}</dd></dl>` +
        `<form method="post" action="${LOGOUT}"><button>Sign out</button></form>` +
        '<p class="note"><a href="/dashboard/">Back to the queues</a></p>',
    )
  })
}
