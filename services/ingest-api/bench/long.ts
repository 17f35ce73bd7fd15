import type { Installation } from './installation.ts'
import { type Child, type Measured, startChild } from './messages.ts'
import type { ServerUse } from './server.ts'

const BATCH = 1_000
const SLICE_SECONDS = 5

interface Long {
  installation: Installation
  server: Child
  events: number
  out: (line: string) => void
}

/** Posts batches until so many events are stored; the service's memory after each fifth of them. */
export async function runLong({ installation, server, events, out }: Long): Promise<void> {
  const { address } = await server.ask<ServerUse>('use')
  const client = await startChild('./http-client.ts', { url: address, key: installation.key })
  const largest: number[] = []
  let stored = 0
  const begin = performance.now()
  for (let slice = 0; stored < events; slice += 1) {
    const load = { run: `long-${slice}`, batch: BATCH, connections: 4, seconds: SLICE_SECONDS }
    const measured = await client.ask<Measured>(load)
    const fifth = Math.min(4, Math.floor((stored * 5) / events))
    const { rssBytes } = await server.ask<ServerUse>('use')
    largest[fifth] = Math.max(largest[fifth] ?? 0, rssBytes)
    stored += measured.events
    if (Object.keys(measured.others).length > 0) out(`other answers: ${JSON.stringify(measured.others)}`)
  }
  const seconds = (performance.now() - begin) / 1_000
  out(`${stored} events in ${Math.round(seconds)} s, ${Math.round(stored / seconds)} a second, batches of ${BATCH}`)
  out(
    `largest memory of the service (RSS) in each fifth, MB: ${largest.map((bytes) => Math.round(bytes / 1e6)).join(', ')}`,
  )
  await client.stop()
}
