import type { HttpApp } from '@sluice/service-kit'
import type { FastifyRequest } from 'fastify'
import { endSession, type Session } from '../session.ts'
import { LOGIN } from './get-login.ts'
import { LOGOUT } from './get-session.ts'
import type { LoginDeps } from './post-login.ts'

export function postLogout(
  app: HttpApp,
  { noteAct, endedSessions }: Pick<LoginDeps, 'noteAct' | 'endedSessions'>,
  sessionOf: (request: FastifyRequest) => Session,
): void {
  app.post(LOGOUT, async (request, reply) => {
    const session = sessionOf(request)
    await endSession(reply, session, { endedSessions })
    // Signing out works also where it cannot be noted.
    await noteAct?.(session, { action: 'dashboard.logout', object: session.keyId }, request.id).catch((err) =>
      request.log.error({ err }, 'a sign-out could not be noted'),
    )
    return reply.redirect(LOGIN, 303)
  })
}
