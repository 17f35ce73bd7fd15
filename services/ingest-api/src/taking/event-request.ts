import type { postEvents } from '@sluice/contracts'
import { type Delivered, deliveredOf, type StoredEvent } from '@sluice/ingestion'
import type { Answer, Asked } from '@sluice/service-kit'
import { isKept } from '../answers.ts'
import type { IngestDeps } from '../app.ts'
import type { OpenStreams } from '../backfill.ts'
import type { GroupCommit } from '../group-commit.ts'
import { takesNumericIds } from '../numeric-ids.ts'
import { failureAfter, PartlyStored } from '../partly-stored.ts'
import type { ReadItem, ReadOptions } from '../read-body.ts'
import type { BodyReader } from '../reading/body-reader.ts'
import type { RequestAccount } from '../request-account.ts'
import { type SourceGate, signedIdOf, sourceGate } from '../sources/source-gate.ts'
import type { SourceRulesCache } from '../sources/source-rules.ts'
import { type Delivery, outsideOf } from './delivery.ts'
import { KeyDay } from './key-day.ts'
import { knownOf, storeItems } from './store-items.ts'

/** What all requests share. */
export interface PostEventsParts {
  commits: GroupCommit
  streams: OpenStreams
  rules: SourceRulesCache
  reader: BodyReader
  /** Counts what came. */
  note: (delivered: Delivered) => void
}

/** What is configured of sources, as reading asks for it. */
export interface SourceOptions extends ReadOptions {
  gate: SourceGate
  takesNumericIds: (source: string) => boolean
  /** The verified `webhook-id` of a source that must sign. */
  signedIdOf: (source: string) => string | null
}

/** Stores what was read, tells what came of it, and answers with the outcomes of what is not refused, in order. */
export type Store = (items: readonly ReadItem[]) => Promise<StoredEvent[]>

/** A way to take a body: read it, store what it says, answer. */
export type Take = (body: TakenBody) => Promise<Answer<typeof postEvents>>

/** A body that has arrived whole. */
export interface TakenBody {
  request: EventRequest
  bytes: Buffer
  options: SourceOptions
  store: Store
  /** Told what of the body is in no event, before the others are stored. */
  tellUnused: RequestAccount['addUnused']
}

/** One POST /v1/events while it is worked at, whatever the form of its body. */
export class EventRequest {
  readonly deps: IngestDeps
  readonly parts: PostEventsParts
  readonly asked: Asked<typeof postEvents>
  readonly delivery: Delivery
  readonly #day: KeyDay

  constructor(deps: IngestDeps, parts: PostEventsParts, of: { asked: Asked<typeof postEvents>; delivery: Delivery }) {
    this.deps = deps
    this.parts = parts
    this.asked = of.asked
    this.delivery = of.delivery
    this.#day = new KeyDay(deps.limits, of.asked.principal)
  }

  /** What is configured of sources now. `signed`: the body that a signature covers; null: a stream, of which there is no whole. */
  async sourceOptions(signed: Buffer | null): Promise<SourceOptions> {
    const { headers, query } = this.asked
    const { orgId, keyId, mode } = this.delivery
    const rules = await this.parts.rules.get(orgId)
    const isNamed = takesNumericIds(this.deps.numericIdSources, orgId)
    return {
      takesNumericIds: (source) => rules.get(source)?.acceptsNumericIds === true || isNamed(source),
      gate: sourceGate(rules, { keyId, headers, body: signed, outside: outsideOf(mode, query), now: new Date() }),
      signedIdOf: (source) => signedIdOf(rules, headers, source),
    }
  }

  /** Stores, hints and charges part by part, and adds what came of each to the account. */
  storeInto(account: RequestAccount): Store {
    const { orgId } = this.delivery
    const tell = (told: readonly ReadItem[], stored: readonly StoredEvent[]) => {
      account.add(deliveredOf(told, stored))
      this.#hint(stored)
    }
    return async (items) => {
      const storing = storeItems(this.parts.commits, { orgId, span: this.asked.span }, items)
      const stored = await storing.catch((error: unknown) => {
        // Sent again, what is stored is a duplicate: now is when it came.
        if (error instanceof PartlyStored) tell(...knownOf(items, error.outcomes))
        throw error
      })
      this.#day.charge(items.length)
      tell(items, stored)
      return stored
    }
  }

  /** The same of a request that is answered once: should a later part fail, the answer says that others are stored. */
  storeWholeInto(account: RequestAccount): Store {
    const store = this.storeInto(account)
    let kept = 0
    return async (items) => {
      try {
        const stored = await store(items)
        kept += stored.filter(isKept).length
        return stored
      } catch (error) {
        throw failureAfter(kept, error)
      }
    }
  }

  /** Before a part of a request that lasts. @throws Problem where the key has ended or has nothing of its day left */
  async requireMore(): Promise<void> {
    this.#day.requireMore(await this.asked.principalNow())
  }

  /** Never awaited, and after the commit: the pools are marked already, so a lost hint costs the sweep's second. */
  #hint(stored: readonly StoredEvent[]): void {
    const { orgId } = this.delivery
    const pools = stored.filter(isKept).flatMap(({ outcome, pools }) => (outcome === 'accepted' ? pools : []))
    const revisions = new Map(pools.map(({ poolId, revision }) => [poolId, revision]))
    for (const [poolId, revision] of revisions) this.deps.hints.poolIsDirty({ orgId, poolId, revision })
  }
}
