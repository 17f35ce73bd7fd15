import { type AST, RegExpParser } from '@eslint-community/regexpp'

/** Goes on behind a place that matched; false: try what else there is. */
type Next = (at: number) => boolean
/** Whether a part of a pattern matches from a place on, and what comes next does behind it. */
type Matcher = (at: number, next: Next) => boolean

interface Compiling {
  /** A character for itself, in the words of its pattern. */
  isOne: (raw: string) => (sign: string) => boolean
  /** Where each group began and ended. */
  groups: Map<AST.CapturingGroup, [from: number, to: number]>
  /** Counts a step. @throws where there were too many */
  step: () => void
  text: string
  backward: boolean
}

/** A match as RegExp tells it, and what it took to find all of them. */
export interface Counted {
  found: { index: number; text: string }[]
  /** Signs that were compared, and places that were tried. */
  steps: number
}

/**
 * All matches of a pattern in a text of the basic plane, found as a backtracking engine finds them (ECMAScript 22.2.2,
 * without the shortcuts engines take), and how many steps that is. Groups within what is repeated keep what they held
 * before; the net has none. JavaScript's own engine backtracks in the same order and does not say how often.
 * @throws beyond `mostSteps`
 */
export function countSteps(pattern: RegExp, text: string, mostSteps: number): Counted {
  const ast = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern.source, 0, undefined, {
    unicode: pattern.unicode,
  })
  const found: Counted['found'] = []
  let steps = 0
  const step = () => {
    steps += 1
    if (steps > mostSteps) throw new Error(`more than ${mostSteps} steps`)
  }
  const groups: Compiling['groups'] = new Map()
  const match = toEither({ isOne: onesOf(pattern), groups, step, text, backward: false }, ast.alternatives)
  for (let from = 0; from <= text.length; from += 1) {
    step()
    groups.clear()
    let end = -1
    const isFound = match(from, (at) => {
      end = at
      return true
    })
    if (!isFound) continue
    found.push({ index: from, text: text.slice(from, end) })
    if (end > from) from = end - 1
  }
  return { found, steps }
}

/** Character by character as JavaScript has it: classes, properties and letters of either case are its own. */
function onesOf({ flags }: RegExp): Compiling['isOne'] {
  const known = new Map<string, Map<string, boolean>>()
  const letters = flags.replace(/[gy]/g, '')
  return (raw) => {
    const answers = known.get(raw) ?? new Map<string, boolean>()
    known.set(raw, answers)
    const one = new RegExp(`^(?:${raw})$`, letters)
    return (sign) => {
      const answer = answers.get(sign) ?? one.test(sign)
      answers.set(sign, answer)
      return answer
    }
  }
}

function toEither(of: Compiling, alternatives: readonly AST.Alternative[]): Matcher {
  const matchers = alternatives.map(({ elements }) => toSequence(of, elements))
  return (at, next) => matchers.some((match) => match(at, next))
}

function toSequence(of: Compiling, elements: readonly AST.Element[]): Matcher {
  const matchers = (of.backward ? elements.toReversed() : elements).map((element) => toMatcher(of, element))
  return matchers.reduceRight<Matcher>(
    (rest, match) => (at, next) => match(at, (then) => rest(then, next)),
    (at, next) => next(at),
  )
}

function toMatcher(of: Compiling, element: AST.Element): Matcher {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return toSign(of, element.raw)
    case 'Group':
      return toEither(of, element.alternatives)
    case 'CapturingGroup':
      return toCapture(of, element)
    case 'Quantifier':
      return toRepeated(of, element)
    case 'Backreference':
      return toRepetition(of, element)
    case 'Assertion':
      return toAssertion(of, element)
    default:
      throw new Error(`the net has no ${element.type} yet`)
  }
}

function toSign({ isOne, step, text, backward }: Compiling, raw: string): Matcher {
  const isIt = isOne(raw)
  return (at, next) => {
    step()
    const sign = backward ? text[at - 1] : text[at]
    return sign !== undefined && isIt(sign) && next(backward ? at - 1 : at + 1)
  }
}

function toCapture(of: Compiling, group: AST.CapturingGroup): Matcher {
  const match = toEither(of, group.alternatives)
  return (at, next) =>
    match(at, (end) => {
      const before = of.groups.get(group)
      of.groups.set(group, [Math.min(at, end), Math.max(at, end)])
      if (next(end)) return true
      if (before === undefined) of.groups.delete(group)
      else of.groups.set(group, before)
      return false
    })
}

function toRepeated(of: Compiling, { element, min, max, greedy }: AST.Quantifier): Matcher {
  const match = toMatcher(of, element)
  const repeat = (times: number, at: number, next: Next): boolean => {
    of.step()
    // A round that matched nothing is not followed by another.
    const more = () => times < max && match(at, (then) => (then !== at || times < min) && repeat(times + 1, then, next))
    if (times < min) return more()
    return greedy ? more() || next(at) : next(at) || more()
  }
  return (at, next) => repeat(0, at, next)
}

function toRepetition({ groups, step, text, backward }: Compiling, { resolved }: AST.Backreference): Matcher {
  const [group] = [resolved].flat()
  if (group === undefined) throw new Error('a backreference refers to nothing')
  return (at, next) => {
    step()
    const [from, to] = groups.get(group) ?? [0, 0]
    const said = text.slice(from, to)
    const start = backward ? at - said.length : at
    return start >= 0 && text.startsWith(said, start) && next(backward ? start : at + said.length)
  }
}

function toAssertion(of: Compiling, assertion: AST.Assertion): Matcher {
  switch (assertion.kind) {
    case 'start':
      return (at, next) => at === 0 && next(at)
    case 'end':
      return (at, next) => at === of.text.length && next(at)
    case 'word':
      throw new Error('the net has no word boundary yet')
    default: {
      const match = toEither({ ...of, backward: assertion.kind === 'lookbehind' }, assertion.alternatives)
      return (at, next) => match(at, () => true) !== assertion.negate && next(at)
    }
  }
}
