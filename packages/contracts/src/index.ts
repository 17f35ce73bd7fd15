export { defineOperation, type Operation, type OperationResponse, type Scope, scopes } from './operation.ts'
