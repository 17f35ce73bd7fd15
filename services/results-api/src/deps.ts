import type { KeyChanges, KeyLimits } from '@sluice/auth'
import type { Database } from '@sluice/database'
import type { HintSender } from '@sluice/queue'
import type { AnsweringThreads } from '@sluice/recompute'
import type { Sealer } from '@sluice/secrets'
import type { ServeOptions } from '@sluice/service-kit'
import type { StreamLimits } from './following/plan-streams.ts'

/** What the routes of the results API need. */
export interface ResultsDeps extends ServeOptions {
  db: Database
  /** Told which pools a change of configuration made dirty. */
  hints: Pick<HintSender, 'poolIsDirty'>
  /** Answer what would keep everybody else waiting. */
  questions: Pick<AnsweringThreads, 'ask'>
  /** Told of keys changed here, so that what this process remembers of them ends at once. */
  keyChanges?: Pick<KeyChanges, 'changed'>
  /** Requests a minute of a key without limits of its own; no limit by default. */
  keyLimits?: KeyLimits
  /** Seals the secrets we are given to keep. */
  sealer: Sealer
  /** In CIDR form: networks that webhooks may be sent to although they are not public. */
  allowedNetworks?: readonly string[]
  /** Where this installation is reached, without a slash at the end; `/`: wherever the document was loaded from. */
  publicUrl?: string | undefined
  /** Milliseconds for which the number of a pool's plan in force is believed; 250 unless given. */
  pointerMemoryMs?: number
  /** Milliseconds for which a decision's answer waits for what comes of it; 15,000 unless given. */
  foretellMs?: number
  /** How many streams may be open, and how long they wait; see plan-streams.ts. */
  streamLimits?: Partial<StreamLimits>
}
