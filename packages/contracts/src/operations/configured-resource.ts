import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import {
  changeHeaders,
  configVersion,
  deleteResponses,
  mayRead,
  mayWrite,
  pageRequestHeaders,
  pageResponses,
  preconditions,
  putResponses,
  version,
} from './configuration.ts'

/** Something an organization configures under an id of its choice, one by one: a location, a mapping. */
interface Resource<
  Name extends string,
  Plural extends string,
  Param extends string,
  Path extends string,
  Body extends z.ZodObject,
  Seen extends z.ZodRawShape,
> {
  /** As types are named: ServiceLine, ServiceLines. */
  name: Name
  plural: Plural
  /** As people say it, after "a" and after "all". */
  noun: string
  nouns: string
  path: Path
  param: Param
  exampleId: string
  body: Body
  /** Bytes; 1 MiB by default. */
  bodyLimit?: number
  /** What reading it answers besides what was put. */
  seen: Seen
  /** Said of one in a list. */
  listedDescription?: string
  putDescription: string
  getDescription?: string
  deleteDescription: string
}

type Id<Param extends string> = z.ZodObject<{ [K in Param]: typeof identifier }, z.core.$strict>

/**
 * The four operations that every such resource has. Their answers differ only in what is configured, and clients may rely
 * on that: what one of them does about versions, ETags, preconditions and pages, all do.
 */
export function configuredResource<
  const Name extends string,
  const Plural extends string,
  const Param extends string,
  const Path extends string,
  Body extends z.ZodObject,
  Seen extends z.ZodRawShape,
>(resource: Resource<Name, Plural, Param, Path, Body, Seen>) {
  const { name, plural, noun, nouns, path, body } = resource
  const id = identifier.meta({
    description: `The ${noun}, by an id of your choice.`,
    examples: [resource.exampleId],
  })
  const one = {
    path: `${path}/{${resource.param}}`,
    tags: ['Configuration'],
    params: z.strictObject({ [resource.param]: id }) as Id<Param>,
  } as const
  const asConfigured = `A ${noun} as configured.`
  const listed = body
    .safeExtend({ id, version, ...resource.seen })
    .meta({ id: `Listed${name}`, description: resource.listedDescription ?? asConfigured })
  return {
    put: defineOperation({
      ...one,
      id: `put${name}`,
      method: 'put',
      summary: `Configure a ${noun}`,
      description: resource.putDescription,
      scopes: mayWrite,
      requestHeaders: preconditions,
      body: { 'application/json': body },
      ...(resource.bodyLimit === undefined ? {} : { bodyLimit: resource.bodyLimit }),
      responses: putResponses,
    }),
    get: defineOperation({
      ...one,
      id: `get${name}`,
      method: 'get',
      summary: `One ${noun}`,
      description: resource.getDescription ?? 'As it was put, with defaults filled in.',
      scopes: mayRead,
      responses: {
        200: {
          description: `The ${noun}, with defaults filled in.`,
          body: listed.safeExtend({ configVersion }).meta({ id: `Configured${name}`, description: asConfigured }),
          headers: changeHeaders,
        },
      },
    }),
    list: defineOperation({
      id: `list${plural}`,
      method: 'get',
      path,
      summary: `All ${nouns}`,
      description: 'In the order of their ids.',
      tags: one.tags,
      scopes: mayRead,
      query: z.strictObject(pageQuery),
      requestHeaders: pageRequestHeaders,
      responses: pageResponses(`${name}List`, listed),
    }),
    delete: defineOperation({
      ...one,
      id: `delete${name}`,
      method: 'delete',
      summary: `Archive a ${noun}`,
      description: resource.deleteDescription,
      scopes: mayWrite,
      requestHeaders: preconditions,
      responses: deleteResponses,
    }),
  }
}
