// docker-compose.yml as it is read by whoever checks it against what it names.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export interface Container {
  image: string
  command?: string[]
  entrypoint?: string[]
  environment?: Record<string, string | number>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
  read_only?: boolean
  ports?: string[]
}

const root = join(import.meta.dirname, '../../..')
const file: { services: Record<string, Container> } = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), {
  merge: true,
})

/** One without anything where there is none of that name. */
export const container = (name: string): Container => file.services[name] ?? { image: '' }

/** Where a container asks itself for its health. */
export function healthOf(name: string): { port?: string; path?: string } {
  const [, port, path] = /127\.0\.0\.1:(\d+)(\/\w+)/.exec(container(name).healthcheck?.test.join(' ') ?? '') ?? []
  return { ...(port && { port }), ...(path && { path }) }
}
