import type { Authenticate, HttpApp, Principal } from '@sluice/service-kit'
import { LoginAttempts } from '../attempts.ts'
import { mayWatch, type SessionDeps, startSession } from '../session.ts'
import { LOGIN, type LoginPage, sendLogin } from './get-login.ts'

export interface LoginDeps extends SessionDeps, LoginPage {
  authenticate: Authenticate
  /** Notes what somebody did; nobody is signed in before it has. */
  noteAct?: (principal: Principal, act: { action: string; object: string }, requestId: string) => Promise<void>
  /** Milliseconds by a clock that only goes forward. */
  elapsed: () => number
  /** Told of keys that were valid and may not watch. */
  refusals?: { note(principal: Principal, reason: string, action: string): void } | undefined
}

export const LOGIN_ACTION = 'dashboard.login'

export function postLogin(app: HttpApp, deps: LoginDeps): void {
  const attempts = new LoginAttempts(deps.elapsed)
  app.post<{ Body: URLSearchParams }>(LOGIN, { bodyLimit: 1_024 }, async (request, reply) => {
    const waitSeconds = attempts.waitSeconds(request.ip)
    let isGuess = true
    const principal = await deps.authenticate(request.body.get('key')?.trim() ?? '', {
      inForceOnly: waitSeconds > 0,
      onRefused: (_, { hadItsSecret }) => {
        isGuess = !hadItsSecret
      },
    })
    if (principal === null) {
      if (isGuess) attempts.failed(request.ip)
      if (!isGuess || waitSeconds === 0) return sendLogin(reply, deps, 401, 'This key is not valid.')
      reply.header('retry-after', waitSeconds)
      return sendLogin(reply, deps, 429, `Too many attempts. Try again in ${Math.ceil(waitSeconds / 60)} min.`)
    }
    if (!mayWatch(principal)) {
      deps.refusals?.note(principal, 'forbidden', LOGIN_ACTION)
      return sendLogin(reply, deps, 403, 'This key is valid but lacks the scope <code>dashboard:read</code>.')
    }
    await deps.noteAct?.(principal, { action: LOGIN_ACTION, object: principal.keyId }, request.id)
    startSession(reply, principal.keyId, deps)
    return reply.redirect('/dashboard/', 303)
  })
}
