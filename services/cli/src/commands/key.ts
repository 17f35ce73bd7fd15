import { createApiKey, type KeyRole, revokeApiKey, roles, type Scope, scopes } from '@sluice/auth'
import { listApiKeys, withOwner } from '@sluice/database'
import { Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { exitCodes, Failure } from '../failure.ts'
import { table } from '../table.ts'

interface NewKey {
  organization: string
  name: string
  role?: KeyRole
  scopes?: string
  expires?: string
  json?: boolean
}

/** `sluice key create|list|revoke` */
export function keyCommand(context: Context): Command {
  return new Command('key')
    .summary('create, list and revoke API keys')
    .description('A key belongs to one organization and may do what its scopes say. It is stored as a hash only.')
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
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
    .option('--json', 'print { keyId, key, scopes, expiresAt } for scripts')
    .addHelpText(
      'after',
      `\nRoles:\n${bundles.join('\n')}\n${example('key create --organization riverside --name scheduling-system --role operations')}`,
    )
    .action((options: NewKey) => create(context, options))
}

async function create(context: Context, options: NewKey): Promise<void> {
  const wanted = readScopes(options)
  const expiresAt = options.expires === undefined ? undefined : readExpiry(options.expires)
  const key = { orgId: options.organization, name: options.name, scopes: wanted, ...(expiresAt ? { expiresAt } : {}) }
  const { keyId, token } = await withDatabase(context, (db) =>
    createApiKey(db, key).catch((error) => refuseUnknownOrganization(error, options.organization)),
  )
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
    throw new Failure(`There is no organization ${orgId}: npm run sluice -- organization list`, { cause: error })
  throw error
}

function listCommand(context: Context): Command {
  return new Command('list')
    .summary('list the keys of an organization')
    .description('Lists keys: what they may do and when they were used, never the keys themselves.')
    .requiredOption('--organization <id>', 'whose keys')
    .option('--json', 'print them as JSON for scripts')
    .addHelpText('after', example('key list --organization riverside'))
    .action(async ({ organization, json }: { organization: string; json?: boolean }) => {
      const rows = await withDatabase(context, (db) =>
        withOwner(db, organization, (trx) => listApiKeys(trx, organization)),
      )
      const keys = rows.map((row) => ({
        keyId: row.key_id,
        name: row.name,
        scopes: row.scopes,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
        expiresAt: row.expires_at?.toISOString() ?? null,
        revokedAt: row.revoked_at?.toISOString() ?? null,
      }))
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

function stateOf({ revokedAt, expiresAt }: { revokedAt: string | null; expiresAt: string | null }): string {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt === null) return 'in force'
  return Date.parse(expiresAt) <= Date.now() ? 'expired' : `until ${expiresAt.slice(0, 10)}`
}

function revokeCommand(context: Context): Command {
  return new Command('revoke')
    .summary('revoke a key')
    .description('Revokes a key; services refuse it within seconds. It cannot be undone: create another.')
    .argument('<keyId>', 'as key list shows it')
    .requiredOption('--organization <id>', 'whose key')
    .addHelpText('after', example('key revoke 7Yt3kP0a --organization riverside'))
    .action(async (keyId: string, { organization }: { organization: string }) => {
      const revoked = await withDatabase(context, (db) => revokeApiKey(db, organization, keyId))
      if (!revoked)
        throw new Failure(
          `${organization} has no key ${keyId} in force: npm run sluice -- key list --organization ${organization}`,
        )
      context.out(`Revoked ${keyId}.`)
    })
}

function example(command: string): string {
  return `\nExample:\n  npm run sluice -- ${command}`
}
