import { connect } from 'node:net'

export interface ReadLoad {
  port: number
  path: string
  headers: Record<string, string>
  connections: number
  seconds: number
}

export interface ReadMeasured {
  latenciesMs: number[]
  /** Status of the last answer. */
  status: number
  bytes: number
}

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * A closed loop in a process of its own: each connection asks again when the last answer is complete. It reads the socket
 * itself: a client of HTTP costs more than answering 304 does, and would be what is measured.
 */
async function measure(load: ReadLoad): Promise<ReadMeasured> {
  const measured: ReadMeasured = { latenciesMs: [], status: 0, bytes: 0 }
  const until = performance.now() + load.seconds * 1_000
  await Promise.all(Array.from({ length: load.connections }, () => lane(load, until, measured)))
  return measured
}

function lane({ port, path, headers }: ReadLoad, until: number, measured: ReadMeasured): Promise<void> {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}`)
  const question = `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let askedAt = 0
    // Bytes still to come of this answer; null: its head is not complete.
    let missing: number | null = null
    let head = Buffer.alloc(0)
    const ask = () => {
      askedAt = performance.now()
      missing = null
      head = Buffer.alloc(0)
      socket.write(question)
    }
    const onData = (chunk: Buffer) => {
      if (missing === null) {
        head = Buffer.concat([head, chunk])
        const end = head.indexOf(HEAD_END)
        if (end < 0) return
        const text = head.subarray(0, end).toString()
        measured.status = Number(text.slice(9, 12))
        measured.bytes = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
        missing = measured.bytes - (head.length - end - 4)
      } else missing -= chunk.length
      if (missing > 0) return
      measured.latenciesMs.push(performance.now() - askedAt)
      if (performance.now() < until) ask()
      else socket.end(() => resolve())
    }
    socket.on('data', onData).on('error', reject).on('connect', ask)
  })
}

process.once('message', async (load: ReadLoad) => {
  process.send?.(await measure(load), () => process.disconnect())
})
