import { type Database, isSessionEnded, rememberEndedSession, withOrganization } from '@sluice/database'

/** Sessions that somebody signed out of. Their cookies stay signed, so they have to be remembered until they are over. */
export interface EndedSessions {
  has(orgId: string, sessionId: string): Promise<boolean>
  end(session: { orgId: string; sessionId: string; expiresAtMs: number }): Promise<void>
}

/** In the database, so that a session ended at one process is ended at all. Asked on every request: nothing is cached. */
export function createEndedSessions(db: Database, now: () => number = Date.now): EndedSessions {
  const role = 'sluice_results'
  return {
    has: (orgId, sessionId) =>
      withOrganization(db, { role, orgId }, (trx) => isSessionEnded(trx, orgId, sessionId), { readOnly: true }),
    end: ({ orgId, sessionId, expiresAtMs }) => {
      const row = { org_id: orgId, session_id: sessionId, expires_at: new Date(expiresAtMs) }
      return withOrganization(db, { role, orgId }, (trx) => rememberEndedSession(trx, row, new Date(now())))
    },
  }
}
