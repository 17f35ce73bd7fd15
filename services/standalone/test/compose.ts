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

/**
 * An environment as Compose fills it in from .env: `${A:-default}`, `${A:?what is wrong}`, the innermost first.
 * An empty variable counts as unset, as with Compose.
 */
export function interpolated(
  environment: Readonly<Record<string, string | number>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const fill = (text: string): string => {
    const filled = text.replace(
      /\$\{(\w+):(?:-([^{}]*)|\?[^{}]*)\}/g,
      (_, name, byDefault = '') => given[name] || byDefault,
    )
    return filled === text ? text : fill(filled)
  }
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(String(value))]))
}

/** Where a container asks itself for its health. */
export function healthOf(name: string): { port?: string; path?: string } {
  const [, port, path] = /127\.0\.0\.1:(\d+)(\/\w+)/.exec(container(name).healthcheck?.test.join(' ') ?? '') ?? []
  return { ...(port && { port }), ...(path && { path }) }
}
