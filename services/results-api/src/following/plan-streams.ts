import type { Database, PoolKey } from '@sluice/database'
import { type HttpApp, Problem } from '@sluice/service-kit'
import type { PlanReader } from '../plan-reader.ts'
import { planEvents } from './plan-events.ts'
import { PlanStream } from './plan-stream.ts'
import { type Follower, watchPlans } from './plan-watch.ts'

export interface StreamLimits {
  /** Streams of one key, and of all keys, open at once in this process. */
  perKey: number
  perProcess: number
  beatMs: number
  /** How long a reader may take nothing. */
  patienceMs: number
}

const defaultLimits: StreamLimits = { perKey: 20, perProcess: 2_000, beatMs: 15_000, patienceMs: 30_000 }

export interface PlanStreams {
  /** @throws Problem too-many-requests or unavailable, where too many are open */
  open(pool: PoolKey, keyId: string, known: number | null): PlanStream
}

/** The open streams of a server; they end when it closes. */
export function planStreams(
  app: HttpApp,
  db: Database,
  read: PlanReader,
  limits: Partial<StreamLimits> = {},
): PlanStreams {
  const { perKey, perProcess, beatMs, patienceMs } = { ...defaultLimits, ...limits }
  const open = new Map<PlanStream, string>()
  const onError = (error: unknown) => app.log.warn({ err: error }, 'following plans failed; it goes on')
  const watch = watchPlans({ db, onError })
  const makeEvent = planEvents(db, read)
  const beating = setInterval(() => {
    for (const stream of open.keys()) stream.beat()
  }, beatMs).unref()
  // As soon as it begins to close: nobody would end these streams but we.
  app.addHook('preClose', async () => {
    clearInterval(beating)
    watch.close()
    for (const stream of open.keys()) stream.end()
  })
  return {
    open(pool, keyId, known) {
      const ofKey = [...open.values()].filter((other) => other === keyId).length
      if (ofKey >= perKey) throw tooMany('too-many-requests', `This key has ${perKey} streams open here.`)
      if (open.size >= perProcess) throw tooMany('unavailable', 'This server has as many streams open as it may.')
      const onClosed = () => {
        open.delete(stream)
        watch.remove(follower)
      }
      const stream = new PlanStream({ pool, known, makeEvent, patienceMs, onError, onClosed })
      const follower: Follower = {
        pool,
        keyId,
        onPlan: (number) => stream.onPlan(number),
        onEnd: () => stream.end(),
      }
      open.set(stream, keyId)
      watch.add(follower)
      return stream
    },
  }
}

function tooMany(code: 'too-many-requests' | 'unavailable', detail: string): Problem {
  return new Problem(code, detail, { headers: { 'retry-after': '10' } })
}
