// Joins contracts and database: events from the border, stored once.
export { type Delivered, type DeliveredEvent, DeliveryLog, type DeliveryLogOptions } from './delivery-log.ts'
export { divideEvents } from './divide-events.ts'
export { storeEvents } from './store-events.ts'
export type { StoredEvent } from './stored-event.ts'
