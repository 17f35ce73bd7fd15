// Joins database: the audit log's chain checked without the database, refusals written to it.
export { type AuditLine, lineToText, textToLine } from './audit-line.ts'
export { type ChainEnd, type ChainFault, ChainReader } from './chain-reader.ts'
export { type DashboardAct, noteDashboardAct } from './dashboard.ts'
export { createRefusalLog, type RefusalLog, type RefusalLogOptions, type RefusedKey } from './refusals.ts'
export { checkStoredChain, type StoredChain, storedEntries } from './stored-chain.ts'
