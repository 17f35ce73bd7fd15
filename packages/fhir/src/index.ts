export type { Code, Identifier, Reference } from './datatypes.ts'
export { type CapacityData, observationToCapacityData } from './fold/capacity-data.ts'
export type {
  AppointmentTypeEntry,
  CapacityMap,
  LocationEntry,
  PatientKind,
  ServiceEntry,
} from './fold/capacity-map.ts'
export { countedFrom } from './fold/counted-from.ts'
export { type CapacityFold, type FoldOptions, foldCapacity, type SlotCounts } from './fold/fold-capacity.ts'
export { type LeftOutReason, leftOutOf } from './fold/left-out.ts'
export type { CapacityObservation, NoFigureReason } from './fold/observation.ts'
export { knownAppointmentTexts } from './fold/patients.ts'
export type { Steps } from './fold/steps.ts'
export type { Unplaced } from './fold/unplaced.ts'
export type { HealthcareService } from './healthcare-service.ts'
export { looksLikeHl7v2 } from './hl7v2.ts'
export {
  type LineFault,
  type LineReader,
  openLineReader,
  type ReadLines,
  type RefusedLines,
  readFhirLines,
} from './lines.ts'
export type { Location } from './location.ts'
export { type ReadFhir, type ReadMessage, readFhir } from './read-fhir.ts'
export type { ReadLimits, ReadOptions } from './reading.ts'
export { mayBePatientData, type Refusal, type RefusalCode, refusalDetails } from './refusal.ts'
export type { Resource } from './resource.ts'
export type { Schedule } from './schedule.ts'
export { joinServers, type Servers } from './servers.ts'
export type { Slot } from './slot.ts'
export {
  type FeedSnapshot,
  type FetchedFile,
  type FoldFeed,
  type FoldFeedOptions,
  foldFeed,
} from './smart-links/feed.ts'
export {
  type FeedFile,
  type FeedFileType,
  type Manifest,
  parseManifest,
  type ReadManifest,
} from './smart-links/manifest.ts'
