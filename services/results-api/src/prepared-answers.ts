import type { AtOnce, PreparedJson } from '@sluice/service-kit'
import { LRUCache } from 'lru-cache'

/** About eight plans of 10,000 cells, packed form included. */
const MOST_BYTES = 64 * 1024 * 1024

/**
 * Finds an answer made before, at once, or makes it; meanwhile others wait for the same one. No part of its name has a
 * space: ids, numbers, tags.
 */
export type PreparedAnswers<Found extends Prepared | undefined> = (
  name: readonly (string | number)[],
  make: () => Promise<Found>,
) => AtOnce<Found>

interface Prepared {
  json: PreparedJson
}

/**
 * Answers made once and sent as they are, for what never changes under its name. The least recently used make room;
 * undefined, nothing there, is not remembered.
 */
export function preparedAnswers<Found extends Prepared | undefined>(mostBytes = MOST_BYTES): PreparedAnswers<Found> {
  const kept = new LRUCache<string, NonNullable<Found>>({
    maxSize: mostBytes,
    sizeCalculation: ({ json }) => Math.max(1, json.mostBytes),
  })
  const underWay = new Map<string, Promise<Found>>()
  const wait = async (name: string, make: () => Promise<Found>): Promise<Found> => {
    const found = underWay.get(name) ?? make().finally(() => underWay.delete(name))
    underWay.set(name, found)
    const made = await found
    if (made) kept.set(name, made)
    return made
  }
  return (parts, make) => {
    const name = parts.join(' ')
    return kept.get(name) ?? wait(name, make)
  }
}
