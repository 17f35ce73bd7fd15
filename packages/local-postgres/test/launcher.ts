// A launcher of its own process, for tests that kill it: prints the port and the server's pid, then waits.
import { startLocalPostgres } from '../src/index.ts'

const dataDir = process.argv[2] ?? ''
const server = await startLocalPostgres({ dataDir, log: () => undefined, settings: { fsync: 'off' } })
process.on('SIGTERM', () => process.exit(0)) // leaves without stop()
process.stdout.write(`${JSON.stringify({ port: server.port, pid: server.pid })}\n`)
setInterval(() => undefined, 60_000)
