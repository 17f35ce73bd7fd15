import { createServer } from 'node:net'
import type { Settings } from './config.ts'
import { runningAt } from './connection-file.ts'

/** @throws with what to do when somebody, perhaps another one of us, listens there already. */
export async function requireFreePort({ HOST: host, PORT: port, SLUICE_DATA_DIR }: Settings): Promise<void> {
  const cause = await tryListening(host, port)
  if (cause === undefined) return
  const running = await runningAt(SLUICE_DATA_DIR)
  if (running) throw new Error(`Sluice already runs here: ${running}. Stop that one with Ctrl-C first.`, { cause })
  const why = `${host}:${port} cannot be listened on (${reasonOf(cause)})`
  throw new Error(`${why}. Choose another port: PORT=${port + 1} npm start`, { cause })
}

async function tryListening(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen({ host, port }, () => server.close(() => resolve(undefined)))
  })
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another program uses it'
  return code === 'EACCES' ? 'only the administrator may' : (code ?? message)
}
