import { createApiKey, scopes } from '@sluice/auth'
import { connect } from '@sluice/database'

export const FUZZ_KEY_NAME = 'fuzz'

/** A key of the installation's first organization that may do everything, as often as it likes. */
export async function makeFuzzKey(adminUrl: string): Promise<string> {
  const admin = connect({ url: adminUrl, applicationName: 'fuzz', maxConnections: 1, onError: () => undefined })
  try {
    const { id: orgId } = await admin.selectFrom('organizations').select('id').orderBy('id').executeTakeFirstOrThrow()
    const unlimited = { requestsPerMinute: 0, requestsPerDay: 0 }
    return (await createApiKey(admin, { orgId, name: FUZZ_KEY_NAME, scopes, ...unlimited })).token
  } finally {
    await admin.destroy()
  }
}
