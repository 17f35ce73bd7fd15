import { type AuditEntry, type Database, insertAuditEntries, type Role, withOrganization } from '@sluice/database'
import { Counter, type Registry } from 'prom-client'

export interface RefusalLogOptions {
  db: Database
  role: Role
  /** Which service refused: the object of its entries. */
  service: string
  /** How often what was refused is written. */
  everyMs?: number
  /** Shows how many refusals were lost: more kinds at once than are kept. */
  metrics?: Registry
}

/** Whose key was refused. */
export interface RefusedKey {
  orgId: string
  keyId: string
}

/**
 * Refusals for the audit log: counted in memory, written once a minute as one entry for each key and reason, in a
 * transaction of its own. No request waits for it, and nobody can flood the log or the memory with refusals.
 */
export interface RefusalLog {
  /** @param reason the problem's code, or why a key is none @param action `request` unless said */
  note(key: RefusedKey, reason: string, action?: string): void
  /** Writes what was noted. Runs by itself; tests call it. Never rejects: what could not be written is tried again. */
  flush(): Promise<void>
  close(): Promise<void>
}

interface Noted extends RefusedKey {
  reason: string
  action: string
  times: number
}

const EVERY_MS = 60_000
/** Kinds of refusals waiting to be written; more are counted as lost. */
const MAX_KINDS = 10_000

export function createRefusalLog(options: RefusalLogOptions): RefusalLog {
  const lost = lostCounter(options.metrics)
  let waiting = new Map<string, Noted>()

  const add = ({ orgId, keyId, reason, action, times }: Noted): void => {
    const name = JSON.stringify([orgId, keyId, reason, action])
    const known = waiting.get(name)
    if (known !== undefined) known.times += times
    else if (waiting.size < MAX_KINDS) waiting.set(name, { orgId, keyId, reason, action, times })
    else lost?.inc(times)
  }

  const writeAll = async (): Promise<void> => {
    const noted = [...waiting.values()]
    waiting = new Map()
    for (const [orgId, refusals] of Map.groupBy(noted, (each) => each.orgId)) {
      try {
        await write(options, orgId, refusals)
      } catch {
        for (const refusal of refusals) add(refusal)
      }
    }
  }
  let writing: Promise<void> | undefined
  const flush = (): Promise<void> => {
    writing ??= writeAll().finally(() => {
      writing = undefined
    })
    return writing
  }
  const timer = setInterval(flush, options.everyMs ?? EVERY_MS).unref()

  return {
    note: ({ orgId, keyId }, reason, action = 'request') => add({ orgId, keyId, reason, action, times: 1 }),
    flush,
    close: async () => {
      clearInterval(timer)
      // One that runs has not seen what came since.
      await flush()
      await flush()
    },
  }
}

function lostCounter(registry?: Registry): Counter | undefined {
  if (!registry) return undefined
  return new Counter({
    name: 'sluice_audit_refusals_lost_total',
    help: 'Refusals that are not in the audit log: more keys and reasons at once than are kept in memory.',
    registers: [registry],
  })
}

async function write({ db, role, service }: RefusalLogOptions, orgId: string, refusals: Noted[]): Promise<void> {
  const entries = refusals.map(
    ({ keyId, reason, action, times }): AuditEntry => ({
      org_id: orgId,
      actor: keyId,
      action,
      object: service,
      outcome: 'refused',
      reason,
      times,
    }),
  )
  await withOrganization(db, { role, orgId }, (trx) => insertAuditEntries(trx, entries))
}
