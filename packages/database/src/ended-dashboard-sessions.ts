import type { Insertable } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { EndedDashboardSessionsTable } from './schema.ts'

export type EndedDashboardSession = Insertable<EndedDashboardSessionsTable>

/** Remembers that a session was ended, and forgets those of its organization that would be over by `now` anyway. */
export async function rememberEndedSession(
  trx: DatabaseTransaction,
  session: EndedDashboardSession,
  now: Date,
): Promise<void> {
  await trx
    .deleteFrom('ended_dashboard_sessions')
    .where('org_id', '=', session.org_id)
    .where('expires_at', '<=', now)
    .execute()
  await trx
    .insertInto('ended_dashboard_sessions')
    .values(session)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function isSessionEnded(trx: DatabaseTransaction, orgId: string, sessionId: string): Promise<boolean> {
  const found = await trx
    .selectFrom('ended_dashboard_sessions')
    .select('session_id')
    .where('org_id', '=', orgId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return found !== undefined
}
