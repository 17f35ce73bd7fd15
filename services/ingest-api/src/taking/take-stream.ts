import type { Readable } from 'node:stream'
import { accounted } from '../request-account.ts'
import { ndjson } from './delivery.ts'
import type { EventRequest, Store } from './event-request.ts'

/** Events one a line: stored, and answered with checkpoints, while they come. */
export function takeStream(request: EventRequest, body: Readable) {
  const { asked, delivery, parts } = request
  // Each part by itself: a stream may last for hours.
  const store: Store = (items) => accounted(delivery, parts.note, (account) => request.storeInto(account)(items))
  const stream = parts.streams.open(body, {
    admit: () => request.requireMore(),
    store,
    options: () => request.sourceOptions(null),
    onFailure: (err) => asked.log.warn({ err }, 'a stream of events was aborted'),
  })
  // A connection kept after so long a request would only keep a process that ends from ending.
  return { status: 200 as const, headers: { connection: 'close' }, mediaType: ndjson, stream } as const
}
