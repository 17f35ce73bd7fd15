import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Target {
  url: string
  key: string
}

/**
 * One kept connection that speaks just enough HTTP/1.1: the client is on the machine that is measured, so it must cost little
 * of it. Answers must have a Content-Length, as all of ours to these requests have.
 */
export class HttpConnection {
  readonly #socket: Socket
  #received = ''
  #answered: ((status: number) => void) | null = null
  #failed: ((error: Error) => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('latin1').setNoDelay(true)
    socket.on('data', (text: string) => this.#take(text))
    socket.on('error', (error) => this.#failed?.(error))
    socket.on('close', () => this.#failed?.(new Error('the service closed the connection')))
  }

  static async open({ url }: Target): Promise<HttpConnection> {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    return new HttpConnection(socket)
  }

  /** All bytes of a request with a body of ASCII. */
  static request({ url, key }: Target, mediaType: string, body: string): Buffer {
    const head = `POST /v1/events HTTP/1.1\r\nhost: ${new URL(url).host}\r\nauthorization: Bearer ${key}\r\ncontent-type: ${mediaType}\r\n`
    return Buffer.from(`${head}content-length: ${body.length}\r\n\r\n${body}`, 'latin1')
  }

  /** Sends a request and resolves with the status of the answer, when all of it has come. */
  post(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve
      this.#failed = reject
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#failed = null
    this.#socket.destroy()
  }

  #take(text: string): void {
    this.#received += text
    const end = this.#received.indexOf('\r\n\r\n')
    if (end === -1) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#received.slice(0, end))?.[1] ?? 0)
    if (this.#received.length < end + 4 + length) return
    const status = Number(this.#received.slice(9, 12))
    this.#received = ''
    this.#answered?.(status)
  }
}
