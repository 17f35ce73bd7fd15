import { setTimeout as wait } from 'node:timers/promises'
import { type LocalPostgres, startLocalPostgres } from '@sluice/local-postgres'

export interface KeptPostgres {
  adminUrl: string
  /** Settles when the server is gone for good, unasked: how it ended last. Never after stop(). */
  lost: Promise<string>
  stop(): Promise<void>
}

export interface KeepOptions {
  dataDir: string
  log: (line: string) => void
  /** Told each time the server has ended by itself. */
  warn: (text: string) => void
  /** Starts it; replaced where a test cannot break a real one. */
  start?: typeof startLocalPostgres
  /** Milliseconds before each start after the first; after the last of them it is given up. */
  pausesMs?: readonly number[]
}

type Server = Pick<LocalPostgres, 'exited' | 'stop'>

/** A crash is over at once; a full disk or a memory that is short needs a while, or somebody who looks. */
const PAUSES_MS = [0, 500, 2_000, 5_000, 10_000]
/** A server that ran for so long is well: its end is a new trouble, not the old one. */
const STEADY_MS = 60_000

/**
 * Starts the embedded PostgreSQL and, when it ends by itself (killed, out of memory), again: same data, same port, so
 * that clients just connect again.
 */
export async function keepPostgres(options: KeepOptions): Promise<KeptPostgres> {
  const { dataDir, log, start = startLocalPostgres } = options
  const first = await start({ dataDir, log })
  const stopping = new AbortController()
  const state: { server: Server } = { server: first }
  const restart = async () => {
    await state.server.stop()
    state.server = await startOn(first.port, () => start({ dataDir, log })).catch(failedStart)
  }
  const watched = keepUp({ ended: () => state.server.exited, restart }, options, stopping.signal)
  return {
    adminUrl: first.adminUrl,
    lost: watched.then((how) => (stopping.signal.aborted ? new Promise(() => undefined) : how)),
    stop: async () => {
      stopping.abort()
      await state.server.stop()
      // A restart that was under way brings up another one.
      await watched
      await state.server.stop()
    },
  }
}

interface Keepable {
  ended(): Promise<string>
  restart(): Promise<void>
}

/** Returns how it ended when it is not to be started again. */
async function keepUp(
  { ended, restart }: Keepable,
  { warn, pausesMs = PAUSES_MS }: KeepOptions,
  stopping: AbortSignal,
): Promise<string> {
  for (let troubles = 0; ; troubles++) {
    const startedAt = performance.now()
    const how = await ended()
    if (performance.now() - startedAt > STEADY_MS) troubles = 0
    const pause = pausesMs[troubles]
    if (stopping.aborted || pause === undefined) return how
    warn(`PostgreSQL ended by itself (${how}); it is started again`)
    await wait(pause, undefined, { signal: stopping }).catch(() => undefined)
    if (stopping.aborted) return how
    await restart()
    // stop() waits for us, and stops what we have just started.
    if (stopping.aborted) return how
  }
}

/** The port is reported only once. */
async function startOn(port: number, start: () => Promise<LocalPostgres>): Promise<Server> {
  const server = await start()
  if (server.port === port) return server
  await server.stop()
  throw new Error(`another program has taken its port ${port} meanwhile`)
}

/** A start that failed counts as a server that ended at once. */
function failedStart(error: Error): Server {
  return { exited: Promise.resolve(error.message), stop: async () => undefined }
}
