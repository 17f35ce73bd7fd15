// A setup file of Vitest. Test files share a process one after another: each must leave it as the next expects it.
import { afterAll, expect, vi } from 'vitest'

const found = describeProcess()

// Registered before all others, so that it runs after them.
afterAll(() => {
  const left = describeProcess()
  const names = [...new Set([...found.keys(), ...left.keys()])]
  // Names only: the environment of the person who runs the tests may hold secrets.
  const changed = names.filter((name) => found.get(name) !== left.get(name))
  expect(changed, 'what this file changed for the files after it').toEqual([])
})

/** What one file could change and another would notice, by name. */
function describeProcess(): Map<string, unknown> {
  const functions = ['Date', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'] as const
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection']
  return new Map<string, unknown>([
    ...Object.entries(process.env).map(([name, value]) => [`process.env.${name}`, value] as const),
    ...functions.map((name) => [name, globalThis[name]] as const),
    ...signals.map((name) => [`listeners of ${name}`, process.listenerCount(name)] as const),
    ['process.cwd()', process.cwd()],
    ['process.stdout.write', process.stdout.write],
    ['process.stderr.write', process.stderr.write],
    ['fake timers', vi.isFakeTimers()],
  ])
}
