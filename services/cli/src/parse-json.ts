import { exitCodes, Failure } from './failure.ts'

/** Reads a file's JSON. @throws Failure naming the file */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Failure(`${name}: it is not JSON.`, { code: exitCodes.badInput, cause })
  }
}
