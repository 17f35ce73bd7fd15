import { createHash } from 'node:crypto'
import { type GateSettings, type Policy, rulesVersion } from '@sluice/planning'

/** Settings no gate depends on: changing them must not send anybody back to the log. All others count, new ones too. */
const unrelated: readonly (keyof Policy)[] = [
  'ramp',
  'floorShare',
  'platform',
  'deadBand',
  'minimalGainMinor',
  'reserve',
  'dailyCapShare',
  'carryShare',
  'shrinkConversions',
  'deadPolicy',
  'unknownWaitDays',
]

/**
 * A fingerprint of the settings and rules version a gate memory was folded with; under others the same log may fold
 * differently. Places of one service line mostly share their settings, so each is worked out once during a load.
 */
export function fingerprintSettings(): (settings: GateSettings) => Buffer {
  const known = new Map<string, Buffer>()
  return ({ policy, serviceLine, place }) => {
    const key = `${serviceLine.id}/${place.organicBookings}`
    const fingerprint =
      known.get(key) ?? hash(rulesVersion, { ...withoutUnrelated(policy) }, serviceLine, place.organicBookings)
    known.set(key, fingerprint)
    return fingerprint
  }
}

function withoutUnrelated(policy: Policy): Partial<Policy> {
  return Object.fromEntries(Object.entries(policy).filter(([name]) => !unrelated.some((other) => other === name)))
}

function hash(...parts: unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}
