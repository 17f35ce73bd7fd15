import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { toSourceId } from '../source-name.ts'

/** `sluice source add-secret` */
export function addSecretCommand(context: Context): Command {
  return apiCommand('add-secret', {
    summary: 'give a source a secret to sign with',
    description:
      'Shown this once. A source has at most two, so that one can replace the other: add, give it to the sender, `remove-secret` the old one. It must be configured: `source set`.',
    scope: 'keys:admin',
    json: 'print what the API answers',
    example: 'source add-secret /ehr/smyrna',
  })
    .argument('<source>', 'its name, or its id')
    .option('-f, --file <file>', 'read the secret that the sender gave you, whsec_…; - is standard input')
    .action(async (nameOrId: string, options: ApiCommandOptions & { file?: string }) => {
      const params = { path: { sourceId: toSourceId(nameOrId) } }
      // Not as an argument: others on this machine see those.
      const body = options.file === undefined ? {} : { secret: (await context.read(options.file)).trim() }
      const added = await withApi(context, options, (api) =>
        dataOf(api.POST('/v1/sources/{sourceId}/signing-secrets', { params, body })),
      )
      if (options.json) return context.out(JSON.stringify(added))
      context.err(`${added.id} is a secret of ${nameOrId} from now on. Keep it now: it is not shown again.`)
      context.out(added.secret)
    })
}

/** `sluice source remove-secret` */
export function removeSecretCommand(context: Context): Command {
  return apiCommand('remove-secret', {
    summary: 'delete a secret of a source',
    description:
      'What is signed with it is refused within five seconds. The last one of a source that must sign stays.',
    scope: 'keys:admin',
    json: 'print what the API answers',
    example: 'source remove-secret /ehr/smyrna 8RtZ2wQpLk3x',
  })
    .argument('<source>', 'its name, or its id')
    .argument('<secret>', 'id of the secret, as `source show` shows it')
    .action(async (nameOrId: string, secretId: string, options: ApiCommandOptions) => {
      const params = { path: { sourceId: toSourceId(nameOrId), secretId } }
      const answer = await withApi(context, options, (api) =>
        dataOf(api.DELETE('/v1/sources/{sourceId}/signing-secrets/{secretId}', { params })),
      )
      context.out(options.json ? JSON.stringify(answer) : `${secretId} is deleted.`)
    })
}
