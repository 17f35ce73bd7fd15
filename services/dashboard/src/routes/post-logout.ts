import type { HttpApp } from '@sluice/service-kit'
import { endSession } from '../session.ts'
import { LOGIN } from './get-login.ts'
import { LOGOUT } from './get-session.ts'

export function postLogout(app: HttpApp): void {
  app.post(LOGOUT, (_request, reply) => {
    endSession(reply)
    return reply.redirect(LOGIN, 303)
  })
}
