import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Packages that join others say so in the first line of their index.ts or package description; all others stand alone. */
const joining: Record<string, readonly string[]> = {
  planning: ['allocation'],
  exports: ['planning'],
  recompute: ['contracts', 'database', 'planning'],
  ingestion: ['contracts', 'database'],
  audit: ['database'],
  auth: ['database'],
  configuration: ['contracts', 'database'],
  fhir: ['bytes'],
  outbound: ['bytes'],
  'service-kit': ['bytes'],
  feeds: ['bytes', 'configuration', 'contracts', 'database', 'fhir', 'ingestion', 'outbound'],
}
const pure = ['allocation', 'exports', 'fhir', 'planning', 'reporting']

interface Workspace {
  kind: 'packages' | 'services'
  name: string
  folder: string
  declared: ReadonlySet<string>
  declaredForTests: ReadonlySet<string>
}

interface Import {
  file: string
  target: string
  inTest: boolean
}

const root = join(import.meta.dirname, '..')
const workspaces = (['packages', 'services'] as const).flatMap((kind) =>
  readdirSync(join(root, kind)).map((name) => readWorkspace(kind, name)),
)

function readWorkspace(kind: Workspace['kind'], name: string): Workspace {
  const folder = join(root, kind, name)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const declared = Object.keys(manifest.dependencies ?? {})
  return {
    kind,
    name,
    folder,
    declared: new Set(declared),
    declaredForTests: new Set([...declared, ...Object.keys(manifest.devDependencies ?? {}), 'vitest']),
  }
}

function importsOf(workspace: Workspace): Import[] {
  return (
    readdirSync(workspace.folder, { recursive: true, encoding: 'utf8' })
      // The client's generator is a workspace of its own, with a TypeScript of its own.
      .filter((file) => file.endsWith('.ts') && !file.includes('node_modules') && !file.startsWith('generator'))
      .flatMap((file) => {
        const text = readFileSync(join(workspace.folder, file), 'utf8')
        const inTest = !file.startsWith('src') || /\.test\.ts$/.test(file)
        return [...text.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)].map((match) => ({
          file: join(workspace.kind, workspace.name, file),
          target: match[1] ?? match[2] ?? '',
          inTest,
        }))
      })
  )
}

/** `@sluice/queue/x` → `@sluice/queue`, `pg/lib/y` → `pg`. */
function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
}

function isAllowed(workspace: Workspace, target: Workspace, inTest: boolean): boolean {
  if (target.name === 'test-kit') return inTest || workspace.name === 'test-kit'
  if (workspace.name === 'test-kit') return target.kind === 'packages'
  if (target.kind === 'services') return workspace.name === 'standalone' || (inTest && workspace.kind === 'services')
  if (workspace.kind === 'services' || inTest) return true
  return (joining[workspace.name] ?? []).includes(target.name)
}

describe.each(workspaces)('$kind/$name', (workspace) => {
  const imports = importsOf(workspace)
  const outside = imports.filter((found) => !found.target.startsWith('.') && !isBuiltin(found.target))

  test('declares every package it imports', () => {
    const undeclared = outside.filter((found) => {
      const declared = found.inTest ? workspace.declaredForTests : workspace.declared
      return !declared.has(packageOf(found.target)) && packageOf(found.target) !== `@sluice/${workspace.name}`
    })
    expect(undeclared).toEqual([])
  })

  test('imports only in the allowed directions', () => {
    const forbidden = outside.filter((found) => {
      const target = workspaces.find((other) => `@sluice/${other.name}` === packageOf(found.target))
      return target !== undefined && target !== workspace && !isAllowed(workspace, target, found.inTest)
    })
    expect(forbidden).toEqual([])
  })

  test('reaches other workspaces by name, never by path', () => {
    expect(imports.filter((found) => /\/(packages|services)\//.test(found.target))).toEqual([])
  })
})

describe.each(workspaces.filter(({ name }) => pure.includes(name)))('packages/$name', (workspace) => {
  test('is pure: no Node, no clock, no chance', () => {
    expect(importsOf(workspace).filter((found) => !found.inTest && isBuiltin(found.target))).toEqual([])
    const sources = readdirSync(join(workspace.folder, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    )
    const impure = sources.filter((file) =>
      /Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|globalThis/.test(
        readFileSync(join(workspace.folder, 'src', file), 'utf8'),
      ),
    )
    expect(impure).toEqual([])
  })
})

/** Starts another program, which needs the PATH of this one. */
const spawning = 'local-postgres'

test('only a main.ts reads the environment', () => {
  const readers = workspaces
    .filter(({ name }) => name !== 'test-kit' && name !== spawning)
    .flatMap(({ name, folder }) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.startsWith('src') && file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .filter((file) => readFileSync(join(folder, file), 'utf8').includes('process.env'))
        .map((file) => join(name, file)),
    )
  expect(readers.filter((file) => basename(file) !== 'main.ts')).toEqual([])
})
