import { type DatabaseTransaction, findRefusedKeys, type Matter, type SourceReport } from '@sluice/database'

/** Sources that are named of a key; all of them are counted. */
const sourcesNamed = 10

/** Keys that have ended and that sources were accepted with last, gathered from the reports of these. */
export class EndedKeys {
  readonly #keys = new Map<string, { at: Date; how: string; sources: string[]; sourceCount: number }>()

  add({ source, lastKey }: SourceReport): void {
    if (!lastKey?.ended) return
    const key = this.#keys.get(lastKey.keyId) ?? { ...lastKey.ended, sources: [], sourceCount: 0 }
    this.#keys.set(lastKey.keyId, key)
    key.sourceCount += 1
    if (key.sources.length < sourcesNamed) key.sources.push(source)
  }

  /**
   * Those whose senders go on with them: where a key was ended for good, or its sender has another, there is no alert.
   * One for each key, not source, because one other key is what ends it.
   */
  async matters(trx: DatabaseTransaction, orgId: string): Promise<Matter[]> {
    if (this.#keys.size === 0) return []
    const refused = await findRefusedKeys(trx, orgId, [...this.#keys.keys()])
    return [...this.#keys].flatMap(([object, { at, how, sources, sourceCount }]) => {
      const lastRefusedAt = refused.get(object)
      if (lastRefusedAt === undefined || lastRefusedAt < at) return []
      const moments = { endedAt: at.toISOString(), lastRefusedAt: lastRefusedAt.toISOString() }
      return [{ kind: 'key_ended_in_use', object, details: { end: how, ...moments, sourceCount, sources } }]
    })
  }
}
