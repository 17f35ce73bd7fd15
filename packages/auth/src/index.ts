// Joins database: who may do what, by API key.
export {
  type Authenticate,
  type AuthenticatorOptions,
  createAuthenticator,
  type KeyRefusalReason,
} from './authenticator.ts'
export { adminByKey, type KeyAdmin, type KeyLimits, ownerOf } from './key-admin.ts'
export { KeyChanges } from './key-changes.ts'
export { createKeyReader, type KeyReaderOptions, type ReadKey } from './key-reader.ts'
export { KeyRefusal, type KeyRefusalCode } from './key-refusal.ts'
export {
  createApiKey,
  createKey,
  MAX_OVERLAP_SECONDS,
  type NewApiKey,
  type NewKey,
  revokeApiKey,
  revokeKey,
  rotateKey,
  type ShownKey,
} from './keys.ts'
export { createOrganization, type NewOrganization } from './organization.ts'
export type { Principal } from './principal.ts'
export { type KeyRole, roles, type Scope, scopes } from './scopes.ts'
export { type Token, textToToken } from './token.ts'
