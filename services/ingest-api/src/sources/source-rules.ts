import {
  type Database,
  type DatabaseTransaction,
  findConfigVersion,
  listSourceRules,
  type SourceRule,
  sourceId,
  withOrganization,
} from '@sluice/database'
import { type Sealer, sourceSecretPlace } from '@sluice/secrets'
import type { UnreadableSecret } from './unreadable-secrets.ts'

/** What is configured of a source that must be known to take its events. */
export interface OpenedRule {
  acceptsNumericIds: boolean
  requireSignature: boolean
  /** Null: any. */
  keyIds: ReadonlySet<string> | null
  /** `whsec_…`. */
  secrets: readonly string[]
  /** Whether it has others that none of our keys opens: what they sign cannot be told from what nobody signed. */
  hasUnreadable: boolean
}

/** By source; a source that is not in it has none. */
export type SourceRules = ReadonlyMap<string, OpenedRule>

export interface SourceRulesOptions {
  db: Database
  sealer: Sealer
  /** How long rules are believed without asking whether they changed: the longest until a change is followed. */
  cacheMs: number
  /** Told of a secret that cannot be opened, each time rules are read. */
  onUnreadable: (found: UnreadableSecret) => void
  /** Milliseconds by a clock that only goes forward; `performance.now` unless given. */
  elapsed?: () => number
}

/** Rules, and the organization's configuration count of when they were read. */
interface Read {
  configVersion: number
  rules: SourceRules
}

/** A process may serve many organizations; the oldest entries make room. */
const MAX_ENTRIES = 10_000

/**
 * Rules of sources by organization. Whether the configuration changed is checked once in a while, not for each event,
 * and only then are they read again; requests that come at once share that.
 */
export class SourceRulesCache {
  readonly #options: SourceRulesOptions
  readonly #entries = new Map<string, { read: Promise<Read>; rules: Promise<SourceRules>; untilMs: number }>()

  constructor(options: SourceRulesOptions) {
    this.#options = options
  }

  /** @throws when the database does not answer: nobody is let pass for that. */
  get(orgId: string): Promise<SourceRules> {
    const { cacheMs, elapsed = () => performance.now() } = this.#options
    const known = this.#entries.get(orgId)
    if (known && known.untilMs > elapsed()) return known.rules
    // The time counts from the question: the answer may be as old as that.
    const read = this.#read(orgId, known?.read)
    const entry = { read, rules: read.then(({ rules }) => rules), untilMs: elapsed() + cacheMs }
    this.#entries.delete(orgId)
    this.#entries.set(orgId, entry)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest)
    // A failure is not remembered.
    entry.rules.catch(() => this.#entries.get(orgId) === entry && this.#entries.delete(orgId))
    return entry.rules
  }

  async #read(orgId: string, before: Promise<Read> | undefined): Promise<Read> {
    const known = await before?.catch(() => undefined)
    const tenant = { role: 'sluice_ingest', orgId } as const
    const read = async (trx: DatabaseTransaction): Promise<Read> => {
      // First the count: what changes between is then read once too often, never once too seldom.
      const configVersion = await findConfigVersion(trx, orgId)
      if (known?.configVersion === configVersion && isAllOpened(known.rules)) return known
      const rules = await listSourceRules(trx, orgId)
      return { configVersion, rules: new Map(rules.map((rule) => [rule.source, this.#open(orgId, rule)])) }
    }
    return withOrganization(this.#options.db, tenant, read, { readOnly: true })
  }

  #open(orgId: string, { source, secrets, keyIds, ...rule }: SourceRule): OpenedRule {
    const opened = secrets.flatMap(({ id, sealed }) => {
      try {
        return [this.#options.sealer.open(sealed, sourceSecretPlace(orgId, sourceId(source), id))]
      } catch (error) {
        this.#options.onUnreadable({ orgId, sourceId: sourceId(source), error })
        return []
      }
    })
    const hasUnreadable = opened.length < secrets.length
    return { ...rule, keyIds: keyIds === null ? null : new Set(keyIds), secrets: opened, hasUnreadable }
  }
}

/**
 * A secret that none of our keys opens may be sealed again under one of them, which changes nothing of the
 * configuration.
 */
function isAllOpened(rules: SourceRules): boolean {
  return [...rules.values()].every(({ hasUnreadable }) => !hasUnreadable)
}
