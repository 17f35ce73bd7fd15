import { createServer } from 'node:net'

/** @throws with what to do when somebody else listens there already. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer()
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve)
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
  if (failure === undefined) return
  throw new Error(
    `${host}:${port} cannot be listened on (${reasonOf(failure)}). Choose another port: PORT=8081 npm start`,
    {
      cause: failure,
    },
  )
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another program uses it'
  return code === 'EACCES' ? 'only the administrator may' : (code ?? message)
}
