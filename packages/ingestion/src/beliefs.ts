import type { Database } from '@sluice/database'
import { ExpectedRepeats } from './expected-repeats.ts'
import { KnownPlaces } from './known-places.ts'

/** What this process believes, and PostgreSQL confirms or not. */
export interface Beliefs {
  places: KnownPlaces
  repeats: ExpectedRepeats
}

/** By database: two may have an organization of one name. */
const beliefsOf = new WeakMap<Database, Beliefs>()

export function beliefsAbout(db: Database): Beliefs {
  const beliefs = beliefsOf.get(db) ?? { places: new KnownPlaces(), repeats: new ExpectedRepeats() }
  beliefsOf.set(db, beliefs)
  return beliefs
}
