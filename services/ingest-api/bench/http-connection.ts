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
  readonly #head: string
  #received = ''
  #answered: ((status: number) => void) | null = null
  #failed: ((error: Error) => void) | null = null

  private constructor(socket: Socket, head: string) {
    this.#socket = socket
    this.#head = head
    socket.setEncoding('latin1').setNoDelay(true)
    socket.on('data', (text: string) => this.#take(text))
    socket.on('error', (error) => this.#failed?.(error))
    socket.on('close', () => this.#failed?.(new Error('the service closed the connection')))
  }

  static async open({ url, key }: Target, mediaType: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    const head = `POST /v1/events HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\ncontent-type: ${mediaType}\r\n`
    return new HttpConnection(socket, head)
  }

  /** Sends a body of ASCII and resolves with the status of the answer, when all of it has come. */
  post(body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve
      this.#failed = reject
      this.#socket.write(`${this.#head}content-length: ${body.length}\r\n\r\n${body}`, 'latin1')
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
