import type { HttpApp } from '@sluice/service-kit'
import type { FastifyReply } from 'fastify'
import { escapeHtml, sendPage } from '../page.ts'

export const LOGIN = '/dashboard/login'

/** What the login page says beside the form. */
export interface LoginPage {
  /** Where to find a key, as text; for installations that know. */
  keyHint?: string | undefined
}

export function getLogin(app: HttpApp, page: LoginPage): void {
  app.get(LOGIN, (_request, reply) => sendLogin(reply, page, 200))
}

/** The login page; after a refusal with a word on what was wrong, never with what was entered. */
export function sendLogin(reply: FastifyReply, { keyHint }: LoginPage, status: number, fault?: string): FastifyReply {
  const described = fault === undefined ? 'hint' : 'fault hint'
  return sendPage(
    reply,
    status,
    'Sign in',
    '<h1>Queue dashboard</h1>' +
      '<p id="hint">Sign in with an API key that has the scope <code>dashboard:read</code>.</p>' +
      (fault === undefined ? '' : `<p class="fault" id="fault" role="alert">${fault}</p>`) +
      `<form method="post" action="${LOGIN}">` +
      '<label for="key">API key</label>' +
      '<input id="key" name="key" type="password" required autofocus autocomplete="current-password" ' +
      `autocapitalize="none" spellcheck="false" maxlength="200" aria-describedby="${described}"` +
      `${fault === undefined ? '' : ' aria-invalid="true"'}>` +
      '<button>Sign in</button></form>' +
      '<p class="note">You will see the jobs of your own organization; counts and charts are of the whole queue.' +
      `${keyHint === undefined ? '' : ` ${escapeHtml(keyHint)}`}</p>`,
  )
}
