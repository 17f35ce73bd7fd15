import { type components, items } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { parseJson } from '../parse-json.ts'
import { mappingListText, mappingText } from '../text/mapping-text.ts'

type ConfiguredMapping = components['schemas']['ConfiguredMapping']

/** `sluice mapping list|show|put|remove` */
export function mappingCommand(context: Context): Command {
  return new Command('mapping')
    .summary('which ids and codes of a scheduler are which of ours')
    .description('How FHIR messages and feeds are counted; docs/fhir.md explains it.')
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(putCommand(context))
    .addCommand(removeCommand(context))
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'which mappings there are',
    description: 'Lists the mappings in order of their ids.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'mapping list',
  }).action(async (options: ApiCommandOptions) => {
    const mappings = await withApi(context, options, (api) => allOf(items(api, '/v1/mappings', {})))
    context.out(options.json ? JSON.stringify(mappings) : mappingListText(mappings))
  })
}

function showCommand(context: Context): Command {
  return apiCommand('show', {
    summary: 'one mapping: its settings, locations and codes',
    description: 'Shows theirs beside ours.',
    scope: 'plans:read',
    json: 'print it as `mapping put` reads it',
    example: 'mapping show rite-aid --json > mapping.json',
  })
    .argument('<mapping>', 'id of the mapping')
    .action(async (mappingId: string, options: ApiCommandOptions) => {
      const params = { path: { mappingId } }
      const mapping = await withApi(context, options, (api) => dataOf(api.GET('/v1/mappings/{mappingId}', { params })))
      context.out(options.json ? JSON.stringify(toPut(mapping)) : mappingText(mapping))
    })
}

/** As it is put: its id is printed beside it, and its versions are not ours to send. */
function toPut({
  id,
  version,
  configVersion,
  ...mapping
}: ConfiguredMapping): components['schemas']['MappingConfiguration'] {
  return mapping
}

function putCommand(context: Context): Command {
  return apiCommand('put', {
    summary: 'say which ids and codes are which of ours',
    description:
      'Reads the whole mapping from a JSON file, as `mapping show --json` prints it. It holds for messages and polls from now on.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'mapping put rite-aid -f mapping.json',
  })
    .argument('<mapping>', 'id of the mapping, of your choice; messages that name none are counted by `default`')
    .requiredOption('-f, --file <file>', 'the mapping; - is standard input')
    .action(async (mappingId: string, options: ApiCommandOptions & { file: string }) => {
      // The service checks it and says what is wrong where.
      const body = parseJson(options.file, await context.read(options.file)) as ReturnType<typeof toPut>
      const params = { path: { mappingId } }
      const answer = await withApi(context, options, (api) =>
        dataOf(api.PUT('/v1/mappings/{mappingId}', { params, body })),
      )
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(answer.changed ? `${mappingId} is as given.` : 'It was so already.')
    })
}

function removeCommand(context: Context): Command {
  return apiCommand('remove', {
    summary: 'forget a mapping',
    description: 'Only when no feed uses it. It is archived; `mapping put` brings it back.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'mapping remove rite-aid',
  })
    .argument('<mapping>', 'id of the mapping')
    .action(async (mappingId: string, options: ApiCommandOptions) => {
      const params = { path: { mappingId } }
      const answer = await withApi(context, options, (api) =>
        dataOf(api.DELETE('/v1/mappings/{mappingId}', { params })),
      )
      context.out(options.json ? JSON.stringify(answer) : `${mappingId} is forgotten.`)
    })
}
