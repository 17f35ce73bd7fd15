import { closeSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const WARN = 40

export interface LogFile {
  /** A destination for the logger: keeps lines until there is a file. */
  write(line: string): void
  /** Begins this run's file, once it is sure that no other run uses the folder; the run before is kept as sluice.log.1. */
  open(folder: string): void
  close(): void
}

/** The JSON log of a run. Warnings and errors also go to `tell`, in words: nobody should have to look for trouble. */
export function createLogFile(tell: (text: string) => void): LogFile {
  const state: { file?: number; waiting: string[] } = { waiting: [] }
  const append = (line: string) => {
    // Written at once: the last lines before a crash are the ones somebody will look for.
    if (state.file === undefined) state.waiting.push(line)
    else writeSync(state.file, line)
  }
  return {
    write: (line) => {
      append(line)
      tellTrouble(line, tell)
    },
    open: (folder) => {
      state.file = beginFile(join(folder, 'sluice.log'))
      for (const line of state.waiting.splice(0)) append(line)
    },
    close: () => {
      if (state.file !== undefined) closeSync(state.file)
      delete state.file
    },
  }
}

function beginFile(path: string): number {
  try {
    renameSync(path, `${path}.1`)
  } catch {
    // The first run has none before it.
  }
  return openSync(path, 'a', 0o600)
}

function tellTrouble(line: string, tell: (text: string) => void): void {
  const { level, msg, err } = JSON.parse(line) as { level: number; msg?: string; err?: { message?: string } }
  if (level >= WARN) tell([msg, err?.message].filter(Boolean).join(': '))
}
