import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { settingsSchema as dashboard } from '../../services/dashboard/src/config.ts'
import { settingsSchema as ingest } from '../../services/ingest-api/src/config.ts'
import { settingsSchema as results } from '../../services/results-api/src/config.ts'
import { settingsSchema as standalone } from '../../services/standalone/src/config.ts'
import { settingsSchema as worker } from '../../services/worker/src/config.ts'
import { startStandalone } from './installation.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const readme = await readFile(join(root, 'README.md'), 'utf8')

/** The shell blocks below a heading, in order: what a reader copies. */
function commandsBelow(heading: string): string[] {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
}

test('the commands of the README do what it says', async () => {
  const installation = await startStandalone()
  const { url, folder } = { url: installation.origins.results, folder: installation.folder }
  const shell = async (script: string) => {
    const here = script.replaceAll('http://localhost:8080', url).replaceAll('./.sluice/', `${folder}/`)
    const env = { ...process.env, SLUICE_DATA_DIR: folder }
    return (await run('bash', ['-euo', 'pipefail', '-c', here], { cwd: root, env })).stdout
  }
  try {
    const [fill = '', tell = '', read = '', poll = ''] = commandsBelow('Try it')
    expect(await shell(fill)).toContain('"status":"accepted"')
    const key = `${fill.split('\n')[0]}\n`
    await expect.poll(() => shell(key + read), { timeout: 60_000 }).toContain('no open new-patient visits left')
    expect(await shell(tell)).toMatch(
      /^Rite Aid #10488, Vineland has no open new-patient visits left .*; we cut it to its floor/,
    )
    expect((await shell(key + poll)).trim()).toBe('304')
    const [own = '', post = ''] = commandsBelow('Your own organization')
    const [printed = '', known = ''] = (await shell(`${own}echo "KEY $SLUICE_KEY"\n`)).split('KEY ')
    expect(printed).toContain('+ pool')
    expect(printed).toMatch(/decatur/)
    // Full clinics are cut whenever that is: none waits for anybody.
    const notAdvertised = async () =>
      (await shell(`export SLUICE_KEY=${known}${post}`)).match(/^Lakeside.* {2}no {2}/gm)
    await expect.poll(notAdvertised, { timeout: 60_000 }).toHaveLength(3)
  } finally {
    await installation.stop()
  }
})

test('the table of settings names every setting there is, and no other', () => {
  const named = [...readme.matchAll(/^\| (`[^|]*) \|/gm)].flatMap((row) => [...(row[1] ?? '').matchAll(/`([A-Z_]+)`/g)])
  const known = [dashboard, ingest, results, standalone, worker].flatMap((schema) => Object.keys(schema.shape))
  const ofTheCommandLine = ['MIGRATION_DATABASE_URL']
  expect(named.map((match) => match[1]).sort()).toEqual([...new Set([...known, ...ofTheCommandLine])].sort())
})

/** As GitHub names the anchor of a heading. */
function headingToAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) => headingToAnchor(match[1] ?? ''))
}

test('every file and heading that the README and the docs link to exists', async () => {
  const docs = await readdir(join(root, 'docs'), { recursive: true })
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...docs.filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`),
  ]
  for (const page of pages) {
    const text = await readFile(join(root, page), 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)]
    for (const [, file = '', anchor] of links) {
      const target = file === '' ? join(root, page) : join(root, page, '..', file)
      const linked = await readFile(target, 'utf8').catch((error) => error.code)
      expect(linked, `${page} links to ${file}`).not.toBe('ENOENT')
      if (anchor) expect(anchorsOf(linked), `${page} links to ${file}#${anchor}`).toContain(anchor)
    }
  }
})
