import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

export interface Load {
  url: string
  key: string
  connections: number
  seconds: number
  locations: number
  run: string
}

/** Milliseconds from sending to 202, of every event acknowledged; how many were answered otherwise. */
export interface Measured {
  latenciesMs: number[]
  others: number
}

/** A closed loop in a thread of its own: each connection sends its next event when the last is answered. */
async function measure(load: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
  const until = performance.now() + load.seconds * 1_000
  const measured: Measured = { latenciesMs: [], others: 0 }
  const lane = async (number: number) => {
    for (let sent = 0; performance.now() < until; sent += 1) {
      const before = performance.now()
      const status = await post(load, agent, eventOf(load, number, sent))
      if (status === 202) measured.latenciesMs.push(performance.now() - before)
      else measured.others += 1
    }
  }
  await Promise.all(Array.from({ length: load.connections }, (_, number) => lane(number)))
  agent.destroy()
  return measured
}

function eventOf({ run, locations }: Load, lane: number, sent: number): string {
  return JSON.stringify({
    specversion: '1.0',
    id: `${run}-${lane}-${sent}`,
    source: '/bench',
    type: 'sluice.capacity.observed.v1',
    time: new Date().toISOString(),
    data: {
      locationId: `l${(lane + sent) % locations}`,
      serviceLine: 'a',
      horizonDays: 14,
      newPatientSlotsOpen: sent % 50,
    },
  })
}

function post({ url, key }: Load, agent: Agent, body: string): Promise<number> {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/cloudevents+json',
    'content-length': Buffer.byteLength(body),
  }
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/v1/events`, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sending.on('error', reject).end(body)
  })
}

parentPort?.postMessage(await measure(workerData))
