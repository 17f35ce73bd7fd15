import { createBullBoard } from '@bull-board/api'
import { FastifyAdapter } from '@bull-board/fastify'
import type { HttpApp } from '@sluice/service-kit'
import type { FastifyReply } from 'fastify'
import { type BoardQueue, OrganizationQueueAdapter } from './organization-queue.ts'
import { withPermittedButtons } from './permitted-buttons.ts'
import { SESSION } from './routes/get-session.ts'

/** Bull Board's pages run its own scripts and styles from here, and talk to nobody else. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"

const uiConfig = {
  boardTitle: 'Sluice',
  hideDocsLink: true,
  miscLinks: [{ text: 'Your session, sign out', url: SESSION }],
}

export interface BoardOptions {
  /** The queues there are at this moment: none before their store has answered, new ones after it was reopened. */
  queues: () => readonly BoardQueue[]
  readOnly: boolean
}

/** Bull Board at /dashboard. The caller must have put the login in front of it. */
export function registerBoard(app: HttpApp, { queues, readOnly }: BoardOptions): void {
  const serverAdapter = new FastifyAdapter().setBasePath('/dashboard')
  const board = createBullBoard({ queues: [], serverAdapter, options: { uiConfig } })
  const adapters = new WeakMap<BoardQueue, OrganizationQueueAdapter>()
  const adapterOf = (queue: BoardQueue) => {
    const adapter = adapters.get(queue) ?? new OrganizationQueueAdapter(queue, { readOnly })
    adapters.set(queue, adapter)
    return adapter
  }
  app.register(async (scope) => {
    scope.addHook('preHandler', async () => board.replaceQueues(queues().map(adapterOf)))
    scope.addHook('onSend', async (_request, reply, payload) => ownPage(reply, payload, { readOnly }))
    await scope.register(serverAdapter.registerPlugin(), { prefix: '/dashboard' })
  })
}

/** Bull Board's page asks Google for a font, which would show Google who watches which installation. */
function ownPage(reply: FastifyReply, payload: unknown, { readOnly }: Pick<BoardOptions, 'readOnly'>): unknown {
  const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
  if (!isPage || typeof payload !== 'string') return payload
  reply.header('content-security-policy', policy)
  const page = payload.replace(/<link href="https:\/\/fonts\.googleapis\.com[^>]*>/, '')
  return readOnly ? page : withPermittedButtons(page)
}
