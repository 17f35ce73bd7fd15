import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'

const style = `
:root{color-scheme:light dark;--ink:#16202b;--soft:#56657a;--line:#c3ccd8;--card:#fff;--ground:#eef2f6;--accent:#0b6bcb;--on:#fff;--bad:#b3261e;--badground:#fdecea}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#9fb0c3;--line:#3b4a5c;--card:#1a2430;--ground:#10171f;--accent:#6cb2ff;--on:#0b1420;--bad:#ffb4ab;--badground:#3d1c1a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:1.5rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{width:100%;max-width:26rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:2rem;box-shadow:0 1px 2px rgb(0 0 0/.06),0 8px 24px rgb(0 0 0/.06)}
@media (max-width:480px){body{padding:1rem;align-items:flex-start}main{padding:1.5rem}}
.brand{margin:0 0 1.25rem;font-weight:700;letter-spacing:.01em;color:var(--accent)}
h1{margin:0 0 .5rem;font-size:1.375rem;line-height:1.25}
p{margin:0 0 1rem;color:var(--soft)}
label{display:block;margin:1.25rem 0 .375rem;font-weight:600}
input{width:100%;padding:.625rem .75rem;font:1rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:.5rem}
button{width:100%;margin-top:1rem;padding:.6875rem 1rem;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:.5rem;cursor:pointer}
button:hover{filter:brightness(1.08)}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.fault{margin:0 0 1rem;padding:.625rem .75rem;color:var(--bad);background:var(--badground);border-radius:.5rem}
.note{margin:1.5rem 0 0;padding-top:1rem;border-top:1px solid var(--line);font-size:.875rem}
code{font:0.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--ink);overflow-wrap:anywhere}
a{color:var(--accent)}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
`
const styleHash = createHash('sha256').update(style).digest('base64')
/** Nothing but this page's own style; its form goes to us and nobody may frame it. */
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** Sends a small page of our own. `body` is HTML; what came from outside must have gone through `escapeHtml`. */
export function sendPage(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} · Sluice</title>` +
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">' +
        `<link rel="icon" href="data:,"><style>${style}</style></head><body><main>` +
        `<p class="brand">Sluice</p>${body}</main></body></html>`,
    )
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
