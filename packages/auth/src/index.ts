// Joins database: who may do what, by API key.
export { type Authenticate, type AuthenticatorOptions, createAuthenticator } from './authenticator.ts'
export { createKeyReader, type KeyReaderOptions, type ReadKey } from './key-reader.ts'
export { createApiKey, type NewApiKey, revokeApiKey } from './keys.ts'
export { createOrganization, type NewOrganization } from './organization.ts'
export type { Principal } from './principal.ts'
export { type KeyRole, roles, type Scope, scopes } from './scopes.ts'
