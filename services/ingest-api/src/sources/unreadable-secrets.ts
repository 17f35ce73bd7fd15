/** A signing secret that none of the installation's keys opens. */
export interface UnreadableSecret {
  orgId: string
  /** The id of its source: a hash, not what the source calls itself. */
  sourceId: string
  /** Reveals nothing of the secret. */
  error: unknown
}

export interface UnreadableSecretsOptions {
  count: () => void
  log: (found: { orgId: string; sourceId: string; err: unknown }, message: string) => void
  /** The moment, in milliseconds; tests hand in their own. */
  now?: () => number
}

/** Rules are read every few seconds: a line each time would bury the log. */
const TOLD_EVERY_MS = 600_000

/** Counts every time a secret could not be opened, and says so once in ten minutes for each source. */
export function tellUnreadable({
  count,
  log,
  now = () => performance.now(),
}: UnreadableSecretsOptions): (found: UnreadableSecret) => void {
  const toldAtMs = new Map<string, number>()
  return ({ orgId, sourceId, error }) => {
    count()
    const key = JSON.stringify([orgId, sourceId])
    const atMs = now()
    if (atMs - (toldAtMs.get(key) ?? -Infinity) < TOLD_EVERY_MS) return
    toldAtMs.set(key, atMs)
    log(
      { orgId, sourceId, err: error },
      'a signing secret of a source cannot be opened: is SLUICE_SECRET_KEYS complete?',
    )
  }
}
