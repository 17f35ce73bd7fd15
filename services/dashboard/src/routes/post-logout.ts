import type { HttpApp, Principal } from '@sluice/service-kit'
import type { FastifyRequest } from 'fastify'
import { endSession } from '../session.ts'
import { LOGIN } from './get-login.ts'
import { LOGOUT } from './get-session.ts'
import type { LoginDeps } from './post-login.ts'

export function postLogout(
  app: HttpApp,
  { noteAct }: Pick<LoginDeps, 'noteAct'>,
  sessionOf: (request: FastifyRequest) => Principal,
): void {
  app.post(LOGOUT, async (request, reply) => {
    const principal = sessionOf(request)
    endSession(reply)
    // Whoever wants to leave is let out also where it cannot be noted.
    await noteAct?.(principal, { action: 'dashboard.logout', object: principal.keyId }, request.id).catch((err) =>
      request.log.error({ err }, 'a log-out could not be noted'),
    )
    return reply.redirect(LOGIN, 303)
  })
}
