import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startStandalone } from './installation.ts'

const root = join(import.meta.dirname, '..', '..')
const guide = await readFile(join(root, 'docs', 'api-guide.md'), 'utf8')
const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')

/** What a shell prints for each block, one after the other as a reader types them. */
async function typeAll(url: string, folder: string): Promise<string[]> {
  const script = blocks
    .map((block) => block.replaceAll('http://localhost:8080', url).replaceAll('./.sluice/', `${folder}/`))
    .join('\necho "=== next block"\n')
  const env = { ...process.env, SLUICE_DATA_DIR: folder }
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { cwd: root, env })
  return stdout.split('=== next block\n').map((text) => text.trim())
}

test('a marketing tool’s first hour goes as the guide says', async () => {
  const installation = await startStandalone()
  try {
    const said = await typeAll(installation.origins.results, installation.folder)
    expect(said).toHaveLength(blocks.length)
    const [, pull, poll, map, preview, approval, event, proposed, approved, file, applied, stream, undo] = said
    expect(pull).toMatch(/\nPlan \d+ of rite-aid-nj, /)
    expect(poll).toBe('304')
    expect(map).toMatch(/^true\nPlan \d+ of rite-aid-nj as google-ads-editor: 1 change\n/)
    expect(preview).toMatch(/^Campaign,Budget.*\r\nRite Aid 10505 \| Search,\d+\.\d\d,Daily,\r\nAgainst plan \d+ of/)
    expect([approval, event]).toEqual(['true', 'accepted'])
    const [amount, reason] = String(proposed).split('\n')
    expect([Number(amount) > 0, reason]).toEqual([true, 'awaiting_approval'])
    expect(approved).toBe(`0\n${amount}`)
    const units = (Number(amount) / 100).toFixed(2)
    expect(file).toBe(`Campaign,Budget,Budget type,Campaign status\r\nRite Aid 10505 | Search,${units},Daily,`)
    expect(applied).toBe('1\nCampaign,Budget,Budget type,Campaign status')
    expect(stream).toMatch(/^id: \d+\nevent: plan$/)
    expect(Number(undo)).toBeGreaterThan(100)
  } finally {
    await installation.stop()
  }
})
