import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Problem, type ProblemCode, problemToDocument } from './problem.ts'

interface BrokenRequest extends Error {
  code?: string
  /** What the parser was reading, mostly the request from its beginning: a Buffer, whatever Fastify's types say. */
  rawPacket?: unknown
}

/** The answer that was last begun on each connection. */
const answers = new WeakMap<object, ServerResponse>()

/** Remembers what is being answered on which connection, for `answerBrokenRequest`. */
export function noteAnswers(server: Server): void {
  server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => answers.set(socket, answer))
}

/**
 * What Node's parser gives up on never becomes a request: it is answered by hand on the socket, which is then closed.
 * If a body breaks in the middle, after the answer to its request has begun, the socket is only closed: a second answer
 * would be read as more of the first.
 */
export function answerBrokenRequest(error: BrokenRequest, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const answer = answers.get(socket)
  if (answer?.headersSent && !answer.writableFinished) {
    // What was answered still goes out.
    socket.destroySoon()
    return
  }
  const problem = new Problem(...meaningOf(error.code))
  const body = JSON.stringify(problemToDocument(problem, 'none'))
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  // No answer to HEAD has a body: it would be taken for the next answer's beginning.
  const isHead = Buffer.isBuffer(error.rawPacket) && error.rawPacket.toString('latin1', 0, 5) === 'HEAD '
  socket.end(`${head.join('\r\n')}\r\n\r\n${isHead ? '' : body}`)
}

function meaningOf(code: string | undefined): [ProblemCode, string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['headers-too-large', 'The headers are larger than 16 KiB.']
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['request-timeout', 'The request did not arrive in time.']
  return ['malformed-request', 'The request is not well-formed HTTP.']
}
