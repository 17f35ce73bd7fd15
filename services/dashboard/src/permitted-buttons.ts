import { allowedIcons } from './board-act.ts'

/**
 * Bull Board's buttons for what is answered 403 are not shown. It has one switch for all of them (`readOnlyMode`), so
 * where people may act on single jobs a style hides the rest: the menus and the "all" buttons of the queue, which is
 * everybody's, and on a job whatever is not listed. What cannot be told apart is hidden; what is hidden is refused all
 * the same.
 */
const style = [
  // Pause, add, empty, obliterate, limits; of all queues: pause, retry, and in which order the one queue is shown.
  '[aria-haspopup="menu"]:has(.lucide-ellipsis-vertical)',
  '[class*="queueActions-"]',
  `[class*="jobActions-"]>li:not(:has(${allowedIcons.map((icon) => `.lucide-${icon}`).join()}))`,
].map((selector) => `${selector}{display:none!important}`)

/** A page of Bull Board that shows what people may do where the dashboard is not read-only. */
export function withPermittedButtons(page: string): string {
  return page.replace('</head>', `<style>${style.join('')}</style></head>`)
}
