import {
  createKey,
  KeyRefusal,
  type KeyRole,
  MAX_OVERLAP_SECONDS,
  ownerOf,
  revokeKey,
  roles,
  rotateKey,
  type Scope,
  scopes,
} from '@sluice/auth'
import { newApiKey } from '@sluice/contracts'
import { type ApiKeyRow, type Database, listApiKeys, withOwner } from '@sluice/database'
import { Command, Option } from 'commander'
import { chosenOrganizations } from '../chosen-organizations.ts'
import { exampleText, sluice } from '../command-line.ts'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { exitCodes, Failure } from '../failure.ts'
import { requireSound } from '../new-names.ts'
import { wholeNumber } from '../option-readers.ts'
import { overlapHours } from '../overlap.ts'
import { table } from '../table.ts'

interface NewKey {
  organization: string
  name: string
  role?: KeyRole
  scopes?: string
  expires?: string
  requestsPerMinute?: number
  requestsPerDay?: number
  json?: boolean
}

/** `sluice key create|list|rotate|revoke` */
export function keyCommand(context: Context): Command {
  return new Command('key')
    .summary('create, list, rotate and revoke API keys')
    .description('A key belongs to one organization and may do what its scopes say. It is stored as a hash only.')
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(rotateCommand(context))
    .addCommand(revokeCommand(context))
}

function createCommand(context: Context): Command {
  const bundles = Object.entries(roles).map(([role, bundle]) => `  ${role.padEnd(12)}${bundle.join(', ')}`)
  return new Command('create')
    .summary('create a key and print it, this once')
    .description('Creates a key. It is printed to standard output now and can never be shown again.')
    .requiredOption('--organization <id>', 'whose key it is')
    .requiredOption('--name <name>', 'for people: what or who uses it')
    .addOption(
      new Option('--role <role>', 'what it may do, as a bundle').choices(Object.keys(roles)).conflicts('scopes'),
    )
    .option('--scopes <list>', `what it may do, by commas: ${scopes.join(', ')}`)
    .option('--expires <date>', 'until when, 2027-01-31 or 2027-01-31T12:00:00Z; not given: until it is revoked')
    .option(
      '--requests-per-minute <count>',
      'a limit of its own; 0: none (unset: as the services say)',
      limit('--requests-per-minute'),
    )
    .option(
      '--requests-per-day <count>',
      'a quota of its own; 0: none (unset: as the services say)',
      limit('--requests-per-day'),
    )
    .option('--json', 'print { keyId, key, scopes, expiresAt } for scripts')
    .addHelpText(
      'after',
      `\nRoles:\n${bundles.join('\n')}\n${exampleText('key create --organization riverside --name scheduling-system --role operations')}`,
    )
    .action((options: NewKey) => create(context, options))
}

async function create(context: Context, options: NewKey): Promise<void> {
  const wanted = readScopes(options)
  const expiresAt = options.expires === undefined ? undefined : readExpiry(options.expires)
  const { organization, name, requestsPerMinute, requestsPerDay } = options
  requireSound(newApiKey, { name, scopes: wanted }, (field) => `--${String(field)}`)
  const key = { name, scopes: wanted, expiresAt, requestsPerMinute, requestsPerDay }
  const made = await withDatabase(context, (db) =>
    createKey(ownerOf(db, organization), key).catch((error) => refuseUnknownOrganization(error, organization)),
  )
  const { token } = made
  const keyId = made.key.key_id
  if (options.json)
    return context.out(JSON.stringify({ keyId, key: token, scopes: wanted, expiresAt: expiresAt ?? null }))
  context.err(`Key ${keyId} of ${options.organization}, for ${wanted.join(', ')}. It is shown this once:`)
  context.out(token)
}

function readScopes({ role, scopes: list }: NewKey): readonly Scope[] {
  if (role) return roles[role]
  const wanted = (list ?? '').split(',').map((scope) => scope.trim())
  const known = scopes.filter((scope) => wanted.includes(scope))
  if (known.length > 0 && known.length === new Set(wanted).size) return known
  throw new Failure(`What may it do? --role, or --scopes with any of ${scopes.join(', ')}.`, {
    code: exitCodes.badInput,
  })
}

function readExpiry(text: string): Date {
  const isDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text)
  const at = new Date(text)
  if (!isDate || Number.isNaN(at.getTime()))
    throw new Failure('--expires: a date or an instant in UTC, 2027-01-31 or 2027-01-31T12:00:00Z.', {
      code: exitCodes.badInput,
    })
  if (at.getTime() <= Date.now()) throw new Failure('--expires: that is past.', { code: exitCodes.badInput })
  return at
}

const FOREIGN_KEY_VIOLATION = '23503'

function refuseUnknownOrganization(error: unknown, orgId: string): never {
  if (error instanceof Error && Reflect.get(error, 'code') === FOREIGN_KEY_VIOLATION)
    throw new Failure(`There is no organization ${orgId}: ${sluice} organization list`, { cause: error })
  throw error
}

function listCommand(context: Context): Command {
  return new Command('list')
    .summary('list the keys of an organization')
    .description('Lists keys: what they may do and when they were used, never the keys themselves.')
    .requiredOption('--organization <id>', 'whose keys')
    .option('--json', 'print them as JSON for scripts')
    .addHelpText('after', exampleText('key list --organization riverside'))
    .action(async ({ organization, json }: { organization: string; json?: boolean }) => {
      const rows = await withDatabase(context, async (db) => {
        await chosenOrganizations(db, organization)
        return withOwner(db, organization, (trx) => listApiKeys(trx, organization))
      })
      const keys = rows.map(rowToKey)
      if (json) return context.out(JSON.stringify(keys))
      const lines = keys.map((key) => [
        key.keyId,
        key.name,
        stateOf(key),
        key.lastUsedAt ?? 'never',
        key.scopes.join(' '),
      ])
      context.out(table(['KEY ID', 'NAME', 'STATE', 'LAST USED', 'SCOPES'], lines))
    })
}

function rowToKey(row: ApiKeyRow) {
  return {
    keyId: row.key_id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    rotatedAt: row.rotated_at?.toISOString() ?? null,
    previousSecretUntil: row.previous_until?.toISOString() ?? null,
    requestsPerMinute: row.requests_per_minute,
    requestsPerDay: row.requests_per_day,
  }
}

function stateOf({ revokedAt, expiresAt, previousSecretUntil }: ReturnType<typeof rowToKey>): string {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) return 'expired'
  const isRotating = previousSecretUntil !== null && Date.parse(previousSecretUntil) > Date.now()
  return [
    expiresAt === null ? 'in force' : `until ${expiresAt.slice(0, 10)}`,
    ...(isRotating ? [`old secret until ${previousSecretUntil.slice(0, 16)}Z`] : []),
  ].join(', ')
}

function rotateCommand(context: Context): Command {
  return new Command('rotate')
    .summary('give a key another secret and print it, this once')
    .description('The key keeps its id, scopes and limits. The secret it had works on for the overlap, then ends.')
    .argument('<keyId>', 'as key list shows it')
    .requiredOption('--organization <id>', 'whose key')
    .option(
      '--overlap-hours <hours>',
      'how long the old secret works on; 0: it ends at once',
      overlapHours(MAX_OVERLAP_SECONDS / 3_600),
      24,
    )
    .option('--json', 'print { keyId, key, previousSecretUntil } for scripts')
    .addHelpText('after', exampleText('key rotate 7Yt3kP0aQz5B --organization riverside'))
    .action((keyId: string, options: RotateOptions) => rotate(context, keyId, options))
}

interface RotateOptions {
  organization: string
  overlapHours: number
  json?: boolean
}

async function rotate(context: Context, keyId: string, { organization, overlapHours, json }: RotateOptions) {
  const { key, token } = await changeKey(context, organization, (db) =>
    rotateKey(ownerOf(db, organization), keyId, Math.round(overlapHours * 3_600)),
  )
  const until = key.previous_until?.toISOString() ?? null
  if (json) return context.out(JSON.stringify({ keyId, key: token, previousSecretUntil: until }))
  const before = until === null ? 'The old secret has ended' : `The old secret works until ${until}`
  context.err(`${before}; services take the new one within seconds. It is shown this once:`)
  context.out(token)
}

function revokeCommand(context: Context): Command {
  return new Command('revoke')
    .summary('revoke a key')
    .description('Revokes a key; services refuse it within seconds. It cannot be undone: create another.')
    .argument('<keyId>', 'as key list shows it')
    .requiredOption('--organization <id>', 'whose key')
    .option('--force', 'also the last key with keys:admin')
    .addHelpText('after', exampleText('key revoke 7Yt3kP0aQz5B --organization riverside'))
    .action(async (keyId: string, { organization, force }: { organization: string; force?: boolean }) => {
      const { revoked, sources } = await changeKey(context, organization, (db) =>
        revokeKey(ownerOf(db, organization), keyId, { alsoLast: force === true }),
      )
      if (!revoked) throw new Failure(`${keyId} was revoked before. ${look(organization)}`)
      context.out(`Revoked ${keyId}.`)
      for (const source of sources)
        context.err(
          `The source ${source} names it in keyIds: it takes events of the other keys it names only, or of none.`,
        )
    })
}

/** Runs a change of a key; a refusal says what to do. */
function changeKey<T>(context: Context, organization: string, change: (db: Database) => Promise<T>): Promise<T> {
  return withDatabase(context, async (db) => {
    await chosenOrganizations(db, organization)
    return change(db).catch((error: unknown) => {
      if (!(error instanceof KeyRefusal)) throw error
      const next =
        error.code === 'last-admin-key' ? 'Create another first, or repeat with --force.' : look(organization)
      throw new Failure(`${error.message} ${next}`, { cause: error })
    })
  })
}

function look(organization: string): string {
  return `Look: ${sluice} key list --organization ${organization}`
}

/** A reader of a limit of requests; 0: none. */
function limit(option: string): (text: string) => number {
  return wholeNumber(option, { most: 999_999_999 })
}
