import type { Installation } from './installation.ts'
import type { Begin, Load, Measured } from './load.ts'
import { judgeMemory } from './memory.ts'
import { type Child, startChild } from './messages.ts'
import type { ServerUse } from './server.ts'

const BATCH = 1_000
const SLICE_SECONDS = 5
/** A line every so many. */
const SLICES_TOLD = 6
/** Made for each part, more than can be stored in it. */
const PREPARED = 300

interface Long {
  installation: Installation
  server: Child
  events: number
  out: (line: string) => void
}

/** Posts batches until so many events are stored, those of warm-ups apart; the service's memory every few seconds of it. */
export async function runLong({ installation, server, events, out }: Long): Promise<void> {
  const { address } = await server.ask<ServerUse>('use')
  const client = await startChild('./http-client.ts', { url: address, key: installation.key })
  const memory: number[] = []
  let stored = 0
  let seconds = 0
  for (let slice = 0; stored < events; slice += 1) {
    const load: Load = {
      run: `long-${slice}`,
      batch: BATCH,
      connections: 4,
      seconds: SLICE_SECONDS,
      prepared: PREPARED,
    }
    await client.ask(load)
    const measured = await client.ask<Measured>({ beginMs: Date.now() } satisfies Begin)
    const { rssBytes } = await server.ask<ServerUse>('use')
    memory.push(rssBytes)
    stored += measured.events
    seconds += measured.seconds
    if (Object.keys(measured.others).length > 0) out(`other answers: ${JSON.stringify(measured.others)}`)
    if (slice % SLICES_TOLD === 0)
      out(
        `${stored} events after ${Math.round(seconds)} s, ${megabytes(rssBytes)} MB; ${toGo(events - stored, stored / seconds)}`,
      )
  }
  out(`${stored} events in ${Math.round(seconds)} s, ${Math.round(stored / seconds)} a second, batches of ${BATCH}`)
  out(judgeMemory(memory, 10))
  await client.stop()
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}

function toGo(events: number, perSecond: number): string {
  return `about ${(Math.max(0, events) / perSecond / 60).toFixed(1)} minutes to go`
}
