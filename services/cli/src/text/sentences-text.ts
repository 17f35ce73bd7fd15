import { Option } from 'commander'

/** For commands that print lines of a plan. */
export function sentences(): Option {
  return new Option('--sentences', 'a sentence a clinic instead: what it gets, and why').conflicts('json')
}

/** Why, a line each as its plan says it; with the clinic before it where the sentence does not name it. */
export function sentencesText(lines: readonly { label: string; sentence: string }[]): string {
  return lines.map(({ label, sentence }) => (sentence.includes(label) ? sentence : `${label}: ${sentence}`)).join('\n')
}
