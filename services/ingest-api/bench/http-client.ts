// A client in a process of its own: posts batches on kept connections and measures from sending to the whole answer.
import { eventText } from './events.ts'
import { HttpConnection, type Target } from './http-connection.ts'
import { answerParent, type Load } from './messages.ts'
import { measureLanes } from './pace.ts'

await answerParent<Target, Load>(async (target) => ({ answer: (load) => measure(target, load), close: async () => {} }))

async function measure(target: Target, load: Load) {
  const mediaType = load.batch === 1 ? 'application/cloudevents+json' : 'application/cloudevents-batch+json'
  const opened = Array.from({ length: load.connections }, () => HttpConnection.open(target, mediaType))
  const connections = await Promise.all(opened)
  let number = 0
  const nextEvent = () => eventText(load.run, ++number)
  const nextBody = () => (load.batch === 1 ? nextEvent() : `[${Array.from({ length: load.batch }, nextEvent).join()}]`)
  const send = async (lane: number, body: string) => {
    const status = await connections[lane]?.post(body)
    return status === 200 || status === 202 ? { events: load.batch } : { status: status ?? 0 }
  }
  const measured = await measureLanes(load, { next: nextBody, send })
  for (const connection of connections) connection.close()
  return measured
}
