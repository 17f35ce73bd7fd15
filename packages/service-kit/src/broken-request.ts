import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Problem, type ProblemCode, problemToDocument } from './problem.ts'

interface BrokenRequest extends Error {
  code?: string
  /** What the parser was reading, mostly the request from its beginning: a Buffer, whatever Fastify's types say. */
  rawPacket?: unknown
}

/** The answers of each connection that may not be out yet, in the order of their requests, which may be pipelined. */
const answers = new WeakMap<object, ServerResponse[]>()
/** Connections that end with the answer that is under way. */
const ending = new WeakSet<object>()

/** Remembers what is being answered on which connection, for `answerBrokenRequest`. */
export function noteAnswers(server: Server): void {
  server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
    const before = answers.get(socket)?.filter(isUnderWay) ?? []
    answers.set(socket, [...before, answer])
  })
}

function isUnderWay(answer: ServerResponse): boolean {
  return !answer.writableFinished
}

/**
 * What Node's parser gives up on never becomes a request: it is answered by hand on the socket, which is then closed.
 * If a request came whole before it on the connection and has no answer yet, that answer is given and closes the
 * connection: any other would be taken for it. If a body breaks in the middle, after the answer to its request has
 * begun, the socket is only closed: a second answer would be read as more of the first.
 */
export function answerBrokenRequest(error: BrokenRequest, socket: Socket): void {
  if (ending.has(socket)) return
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const underWay = answers.get(socket)?.filter(isUnderWay) ?? []
  const owed = underWay.findLast(
    ({ req, headersSent, writableEnded }) => req.complete && (!headersSent || writableEnded),
  )
  if (owed) {
    endWith(owed, socket)
    return
  }
  if (underWay.at(-1)?.headersSent) {
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

function endWith(answer: ServerResponse, socket: Socket): void {
  ending.add(socket)
  if (!answer.headersSent) answer.setHeader('connection', 'close')
  answer.once('finish', () => socket.destroySoon())
}

function meaningOf(code: string | undefined): [ProblemCode, string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['headers-too-large', 'The headers are larger than 16 KiB.']
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['request-timeout', 'The request did not arrive in time.']
  return ['malformed-request', 'The request is not well-formed HTTP.']
}
