export { collectBytes } from './collect-bytes.ts'
export { GrowingBytes } from './growing-bytes.ts'
export { type Line, LineSplitter } from './line-splitter.ts'
