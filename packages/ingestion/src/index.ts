// Joins contracts and database: events from the border, stored once.
export { countDelivered, DeliveryLog, type DeliveryLogOptions, writingDeliveries } from './delivery-log.ts'
export { divideEvents } from './divide-events.ts'
export { deliveredOf, outcomesInOrder } from './outcomes.ts'
export { storeEvents, storeEventsGuarded } from './store-events.ts'
export type { StoredEvent } from './stored-event.ts'
export type { Delivered, DeliveredEvent } from './tallies.ts'
