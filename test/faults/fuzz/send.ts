import { Agent, request } from 'node:http'
import { encode, type FuzzRequest, KEY_PLACE } from './requests.ts'

export interface FuzzAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  mediaType: string
  body: string
  /** From sending to the end of the answer; of a stream of events to its head. */
  ms: number
}

/** A stream of events never ends by itself. */
const ENDLESS = 'text/event-stream'

/** Sends requests to one server over kept connections. */
export class FuzzSender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 })
  readonly #origin: string
  readonly #key: string
  readonly #known: ReadonlyMap<string, readonly string[]>

  /** `known`: ids that exist, by the name of the path parameter. */
  constructor(origin: string, key: string, known: ReadonlyMap<string, readonly string[]>) {
    this.#origin = origin
    this.#key = key
    this.#known = known
  }

  /** @throws when no answer comes within `hangMs`, or the connection breaks. */
  send(wanted: FuzzRequest, hangMs: number): Promise<FuzzAnswer> {
    const path = wanted.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => this.#param(wanted, name))
    const headers = Object.fromEntries(
      Object.entries(wanted.headers).map(([name, text]) => [name, text.replace(KEY_PLACE, this.#key)]),
    )
    const body = wanted.body === null ? null : Buffer.from(wanted.body)
    const from = performance.now()
    return new Promise((resolve, reject) => {
      const sending = request(`${this.#origin}${path}${wanted.query === '' ? '' : `?${wanted.query}`}`, {
        method: wanted.method,
        agent: this.#agent,
        headers: body === null ? headers : { ...headers, 'content-length': body.length },
        timeout: hangMs,
      })
      sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
      sending.on('error', reject)
      sending.on('response', (response) => {
        const mediaType = (response.headers['content-type'] ?? '').split(';')[0] ?? ''
        const chunks: Buffer[] = []
        const finish = () => {
          const text = Buffer.concat(chunks).toString()
          const { statusCode: status = 0, headers: answered } = response
          resolve({ status, headers: answered, mediaType, body: text, ms: performance.now() - from })
        }
        if (mediaType === ENDLESS) {
          finish()
          response.destroy()
          return
        }
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', finish)
          .on('error', reject)
      })
      sending.end(body ?? undefined)
    })
  }

  close(): void {
    this.#agent.destroy()
  }

  #param({ params, known }: FuzzRequest, name: string): string {
    const ids = this.#known.get(name) ?? []
    const id = known === null || ids.length === 0 ? undefined : ids[known % ids.length]
    return encode(id ?? params[name] ?? '')
  }
}
