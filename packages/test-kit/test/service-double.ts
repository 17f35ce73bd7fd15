// A stand-in for a service: /readyz, JSON logs, and on request what a service must not do.
import { createServer } from 'node:http'

const log = (fields: object) => process.stdout.write(`${JSON.stringify(fields)}\n`)
if (process.env.CATCH_ALL) process.on('unhandledRejection', () => log({ msg: 'hidden' }))
if (process.env.REJECT) setTimeout(() => void Promise.reject(new Error('nobody caught this')), 10)
if (process.env.LEAVE) process.exit(3)
const readyAt = Date.now() + 100
const server = createServer((_request, response) => {
  response.statusCode = Date.now() < readyAt ? 503 : 200
  response.end(process.version)
}).listen(Number(process.env.PORT), process.env.HOST)
server.once('listening', () => log({ msg: 'listening', given: process.env.GIVEN, leaked: process.env.LEAKED }))
if (process.env.STUBBORN) process.on('SIGTERM', () => log({ msg: 'no' }))
