// A client in a process of its own: posts batches on kept connections and measures from sending to the whole answer.
import { eventText, observedTimes } from './events.ts'
import { HttpConnection, type Target } from './http-connection.ts'
import { answerLoads, type Load } from './load.ts'

await answerLoads<Target, Load, Buffer>(async (target, load) => {
  const opened = Array.from({ length: load.connections }, () => HttpConnection.open(target))
  const connections = await Promise.all(opened)
  const send = async (lane: number, request: Buffer) => {
    const status = await connections[lane]?.post(request)
    return status === 200 || status === 202 ? { events: load.batch } : { status: status ?? 0 }
  }
  const close = async () => {
    for (const connection of connections) connection.close()
  }
  return { batches: makeRequests(target, load), send, close }
})

function makeRequests(target: Target, load: Load): Buffer[] {
  const { run, batch, prepared } = load
  const mediaType = batch === 1 ? 'application/cloudevents+json' : 'application/cloudevents-batch+json'
  const observedMs = observedTimes(load)
  let number = 0
  return Array.from({ length: prepared }, (_, index) => {
    const time = new Date(observedMs(index)).toISOString()
    const events = Array.from({ length: batch }, () => eventText(run, ++number, time))
    return HttpConnection.request(target, mediaType, batch === 1 ? events.join() : `[${events.join()}]`)
  })
}
