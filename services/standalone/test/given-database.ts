import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyCluster } from '@sluice/test-kit/cluster-template'

/**
 * A database in an empty data folder, as the first start makes one there: a copy, where the run has one to copy. What that
 * start does from nothing is tested in first-start.test.ts.
 */
export async function giveDatabase(folder: string): Promise<void> {
  if (!(await copyCluster(join(folder, 'postgres')))) return
  await writeFile(join(folder, 'sluice.json'), JSON.stringify({ format: 1, database: 'postgres' }))
}
