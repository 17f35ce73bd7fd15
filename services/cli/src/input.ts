import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { Context } from './context.ts'
import { exitCodes, Failure } from './failure.ts'

export interface InputOptions {
  /** What relative names of files are relative to. */
  folder: string
  stdin: NodeJS.ReadableStream
}

/** Reads files and standard input. A file that is not there or may not be read is a Failure. */
export function createInput({ folder, stdin }: InputOptions): Pick<Context, 'read' | 'readLines'> {
  return {
    read: (path) => (path === '-' ? text(stdin) : readFile(resolve(folder, path), 'utf8').catch(refuse(path))),
    readLines: async function* (path) {
      try {
        yield* createInterface({ input: path === '-' ? stdin : createReadStream(resolve(folder, path)) })
      } catch (error) {
        refuse(path)(error)
      }
    },
  }
}

function refuse(path: string): (cause: unknown) => never {
  return (cause) => {
    const isMissing = cause instanceof Error && Reflect.get(cause, 'code') === 'ENOENT'
    const reason = isMissing ? 'there is no such file' : 'it cannot be read'
    throw new Failure(`${path}: ${reason}.`, { code: exitCodes.badInput, cause })
  }
}
