// Preloaded into services under test: says on standard error what nobody caught, and changes nothing else. A service
// that ends in good order upon an unhandled rejection would otherwise hide it from the test.
import { inspect } from 'node:util'

function report(kind: string, reason: unknown): void {
  process.stderr.write(`[sluice-test] ${kind}: ${inspect(reason)}\n`)
}

process.on('uncaughtExceptionMonitor', (error, origin) => report(origin, error))
process.prependListener('unhandledRejection', (reason) => {
  report('unhandledRejection', reason)
  // Node raises a rejection as an exception only when nobody listens; with the service's own listener it stays one.
  if (process.listenerCount('unhandledRejection') === 1) throw reason
})
