// People watching the queue: Bull Board behind a login, on whichever backend the queue has.
import fastifyCookie from '@fastify/cookie'
import type { HttpApp, HttpServerOptions, Principal } from '@sluice/service-kit'
import { bytesOfJson, createHttpServer, Problem, problemToDocument, takeRoom } from '@sluice/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type BoardOptions, registerBoard } from './board.ts'
import { actOf, isChange } from './board-act.ts'
import { organizationOfRequest } from './organization-queue.ts'
import { isFromOurPages } from './origin.ts'
import { getLogin, LOGIN } from './routes/get-login.ts'
import { getSession } from './routes/get-session.ts'
import { type LoginDeps, postLogin } from './routes/post-login.ts'
import { postLogout } from './routes/post-logout.ts'
import { readSession, type Session, signingKeys } from './session.ts'

export { createEndedSessions } from './ended-sessions.ts'
export { LOGIN_ACTION } from './routes/post-login.ts'

export interface DashboardDeps
  extends BoardOptions,
    Pick<LoginDeps, 'authenticate' | 'endedSessions' | 'findKey' | 'keyHint' | 'noteAct' | 'refusals'> {
  /** Current first. Sessions signed with a previous one go on. */
  secretKeys: readonly string[]
  /** Where browsers reach us; cookies are Secure when it is https. Unset: whatever the request says. */
  publicUrl: string | undefined
  /** The moment, in milliseconds; tests hand in their own. */
  now?: () => number
  /** Milliseconds by a clock that only goes forward; `performance.now` unless given. */
  elapsed?: () => number
}

/** The service as a server of its own; it does not listen yet. */
export function buildApp(server: HttpServerOptions, deps: DashboardDeps): HttpApp {
  const app = createHttpServer(server)
  registerDashboard(app, deps)
  return app
}

/** Adds everything under /dashboard to a server. The login stands before all of it, static files included. */
export function registerDashboard(app: HttpApp, deps: DashboardDeps): void {
  const login: LoginDeps = {
    authenticate: deps.authenticate,
    endedSessions: deps.endedSessions,
    findKey: deps.findKey,
    keyHint: deps.keyHint,
    ...(deps.noteAct ? { noteAct: deps.noteAct } : {}),
    refusals: deps.refusals,
    isSecure: deps.publicUrl?.startsWith('https:') ?? false,
    now: deps.now ?? Date.now,
    elapsed: deps.elapsed ?? (() => performance.now()),
  }
  app.register(async (scope) => {
    await scope.register(fastifyCookie, { secret: signingKeys(deps.secretKeys) })
    readForms(scope)
    refuseOtherOrigins(scope, deps.publicUrl)
    getLogin(scope, login)
    postLogin(scope, login)
    await scope.register(async (inside) => {
      const sessionOf = requireSession(inside, login)
      getSession(inside, sessionOf)
      postLogout(inside, login, sessionOf)
      refuseOtherActs(inside, deps.readOnly)
      noteBoardActs(inside, login, sessionOf)
      registerBoard(inside, deps)
    })
  })
}

function readForms(scope: HttpApp): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1_024 },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )
}

function refuseOtherOrigins(scope: HttpApp, publicUrl: string | undefined): void {
  scope.addHook('onRequest', async (request, reply) => {
    // The server's default, no-referrer, makes browsers send forms with `Origin: null`.
    reply.header('referrer-policy', 'same-origin')
    if (isFromOurPages(request, publicUrl)) return
    return refuse(request, reply, new Problem('forbidden', 'The request does not come from a page of this dashboard.'))
  })
}

/** Lets nobody past who is not signed in; returns who is. */
function requireSession(scope: HttpApp, login: LoginDeps): (request: FastifyRequest) => Session {
  const sessions = new WeakMap<FastifyRequest, Session>()
  const sessionOf = (request: FastifyRequest) => {
    const session = sessions.get(request)
    if (!session) throw new Error('a route behind the login was reached without a session')
    return session
  }
  scope.addHook('onRequest', async (request, reply) => {
    const session = await readSession(request, login)
    if (session === null) return sendAway(request, reply)
    sessions.set(request, session)
  })
  // Nobody's body is read before it is known who sends it, and that there is room for it.
  scope.addHook('preParsing', async (request, reply) => {
    const bytes = bytesOfJson(request.headers, request.routeOptions.bodyLimit)
    try {
      await takeRoom(request, reply, sessionOf(request).orgId, bytes)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return refuse(request, reply, error)
    }
  })
  // After the body was read: reading it would lose the store, which follows the chain of calls.
  scope.addHook('preHandler', (request, _reply, done) => {
    organizationOfRequest.run(sessionOf(request).orgId, done)
  })
  return sessionOf
}

/** Before Bull Board sees it: where it is read-only it answers some changes as done, though it did nothing. */
function refuseOtherActs(scope: HttpApp, readOnly: boolean): void {
  const detail = readOnly
    ? 'This dashboard only shows.'
    : 'Single jobs of your own organization can be retried, promoted and removed; all else would change the queue for others.'
  scope.addHook('onRequest', async (request, reply) => {
    if (!isChange(request) || (!readOnly && actOf(request) !== null)) return
    return refuse(request, reply, new Problem('dashboard-act-refused', detail))
  })
}

/**
 * Notes what was done to the queue, once it was done and before it is answered: the queue's store is another one than
 * the audit log's, so that no transaction holds both. A request that was refused, or found nothing to act on, is not
 * noted.
 */
function noteBoardActs(
  scope: HttpApp,
  { noteAct }: Pick<LoginDeps, 'noteAct'>,
  sessionOf: (request: FastifyRequest) => Principal,
): void {
  scope.addHook('onSend', async (request, { statusCode }, payload) => {
    const act = statusCode < 400 ? actOf(request) : null
    if (act !== null) await noteAct?.(sessionOf(request), act, request.id)
    return payload
  })
}

function sendAway(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isPerson = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
  if (isPerson) return reply.redirect(LOGIN, 303)
  return refuse(request, reply, new Problem('unauthenticated', 'Sign in at /dashboard/login.'))
}

/** Sent, not thrown: Bull Board's routes have an error handler of their own, which knows no problem documents. */
function refuse(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const document = problemToDocument(problem, request.id)
  return reply
    .code(document.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(document))
}
