// A data folder of a PostgreSQL that was stopped in good order, to be copied: initdb and all migrations take two seconds of
// the processor, a copy a twentieth of that.
import { execFile } from 'node:child_process'
import { copyFile } from 'node:fs/promises'
import { promisify } from 'node:util'

// The environment reaches every process of the run, also those that start servers without Vitest.
const variable = 'SLUICE_TEST_CLUSTER'

/** From now on every process that this one starts may have copies of what the stopped server left in `dataDir`. */
export async function offerCopies(dataDir: string, template: string): Promise<void> {
  await copy(dataDir, template)
  process.env[variable] = template
}

export function withdrawCopies(): void {
  delete process.env[variable]
}

/**
 * Makes `dataDir` a copy, with its password beside it: what a server of ours holds once it was migrated and the tests' login
 * made. False: none is offered (no test run, or one on a server that was given), and nothing was done.
 */
export async function copyCluster(dataDir: string): Promise<boolean> {
  const template = process.env[variable]
  if (template === undefined) return false
  await copy(template, dataDir)
  return true
}

async function copy(from: string, to: string): Promise<void> {
  // Not by Node: the files belong to the user whom the server runs as.
  await promisify(execFile)('cp', ['-a', from, to])
  await copyFile(`${from}.password`, `${to}.password`)
}
