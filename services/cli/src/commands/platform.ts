import { type components, items, type SluiceClient } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { parseJson } from '../parse-json.ts'
import { table } from '../table.ts'
import { counted } from '../text/counted.ts'

type Entity = components['schemas']['ListedPlatformEntity']
type Entities = components['schemas']['PlatformEntities']

/** `sluice platform list|put|remove` */
export function platformCommand(context: Context): Command {
  return new Command('platform')
    .summary('which budgets on advertising platforms carry a pool’s cells')
    .description('Where the money of cells is set, which `export` needs to know; docs/exports.md explains it.')
    .addCommand(listCommand(context))
    .addCommand(putCommand(context))
    .addCommand(removeCommand(context))
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'which budgets carry which cells',
    description: 'Lists the budgets of a pool in order of their ids.',
    scope: 'plans:read',
    json: 'print { entities } as `platform put` reads it',
    example: 'platform list georgia --json > entities.json',
  })
    .argument('<pool>', 'id of the pool')
    .action(async (poolId: string, options: ApiCommandOptions) => {
      const entities = await withApi(context, options, (api) => listed(api, poolId))
      context.out(options.json ? JSON.stringify({ entities: entities.map(toPut) }) : entitiesText(entities))
    })
}

function listed(api: SluiceClient, poolId: string): Promise<Entity[]> {
  return allOf(items(api, '/v1/pools/{poolId}/platform-entities', { path: { poolId }, query: {} }))
}

/** As it is put: its version is not ours to say. */
function toPut({ version, ...entity }: Entity): Omit<Entity, 'version'> {
  return entity
}

function entitiesText(entities: readonly Entity[]): string {
  if (entities.length === 0) return 'No cell is mapped: files for platforms have nothing in them.'
  const rows = entities.map((entity) => [
    entity.id,
    entity.platform,
    entity.accountId,
    entity.level,
    entity.externalId,
    entity.cells.map(({ cellId, share }) => (share === 1 ? cellId : `${cellId} (${share})`)).join(' '),
  ])
  return table(['ENTITY', 'PLATFORM', 'ACCOUNT', 'LEVEL', 'ID THERE', 'CELLS'], rows)
}

function putCommand(context: Context): Command {
  return apiCommand('put', {
    summary: 'say which budgets carry which cells',
    description:
      'Reads all of them from a JSON file, { "entities": [...] } as `platform list --json` prints it. Those left out are gone. It fails where somebody else changed them meanwhile.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'platform put georgia -f entities.json',
  })
    .argument('<pool>', 'id of the pool')
    .requiredOption('-f, --file <file>', 'the list; - is standard input')
    .action(async (poolId: string, options: ApiCommandOptions & { file: string }) => {
      // The service checks it and says what is wrong where.
      const body = parseJson(options.file, await context.read(options.file)) as Entities
      const answer = await withApi(context, options, (api) => put(api, poolId, body))
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(
        answer.changed
          ? `${counted(body.entities.length, 'budget carries', 'budgets carry')} cells of ${poolId}.`
          : 'It was so already.',
      )
    })
}

/** Under the condition that the list is as it was just now. */
async function put(api: SluiceClient, poolId: string, body: Entities) {
  const path = '/v1/pools/{poolId}/platform-entities' as const
  const { response } = await api.GET(path, { params: { path: { poolId }, query: { limit: 1 } } })
  const etag = response.headers.get('etag')
  const header = etag === null ? {} : { header: { 'if-match': etag } }
  return dataOf(api.PUT(path, { params: { path: { poolId }, ...header }, body }))
}

function removeCommand(context: Context): Command {
  return apiCommand('remove', {
    summary: 'forget one budget',
    description: 'Nothing changes on the platform; the next file leaves it out.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'platform remove georgia smyrna-search',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<entity>', 'id of the budget, as `platform list` shows it')
    .action(async (poolId: string, entityId: string, options: ApiCommandOptions) => {
      const params = { path: { poolId, entityId } }
      const answer = await withApi(context, options, (api) =>
        dataOf(api.DELETE('/v1/pools/{poolId}/platform-entities/{entityId}', { params })),
      )
      context.out(options.json ? JSON.stringify(answer) : `${entityId} is forgotten.`)
    })
}
