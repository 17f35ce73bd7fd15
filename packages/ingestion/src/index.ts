// Joins contracts and database: events from the border, stored once.
export { storeEvents } from './store-events.ts'
export type { StoredEvent } from './stored-event.ts'
