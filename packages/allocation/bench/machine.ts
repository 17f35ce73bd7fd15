import { cpus, loadavg, totalmem } from 'node:os'

/** The line every benchmark begins with: numbers mean nothing without their machine, nor without its neighbours' load. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const load = loadavg()[0]?.toFixed(1)
  return `Node ${process.version}, ${process.arch}, ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${memory} GB; load average ${load} at the start`
}
