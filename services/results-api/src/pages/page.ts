import { createHash } from 'node:crypto'

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent) }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem }
h1 { line-height: 1.2; margin: 0.5rem 0 }
a { color: #0b6e8f }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere }
dt { margin-top: 1rem }
dd { margin: 0 }
pre { font: 0.85em ui-monospace, monospace; padding: 0.8rem; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere }
nav { display: grid; gap: 0.6rem; margin: 1.5rem 0 }
.card { display: block; padding: 0.7rem 0.9rem; border: 1px solid var(--line); border-radius: 6px; text-decoration: none; color: inherit }
.card:hover, .card:focus-visible { border-color: #0b6e8f }
.card b { color: #0b6e8f; margin-right: 0.4rem }
@media (prefers-color-scheme: dark) { a, .card b { color: #6cc5e0 } }
`
const styleHash = createHash('sha256').update(style).digest('base64')

/** A page of ours: no script, nothing from elsewhere, and a policy that holds it to that. `body` is trusted HTML. */
export function htmlPage({ title, body }: { title: string; body: string }) {
  return {
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`,
  }
}

export function pageHeaders(contentSecurityPolicy: string): Record<string, string> {
  return { 'content-security-policy': contentSecurityPolicy, 'cache-control': 'public, max-age=300' }
}

/** Text in which code stands between backticks. */
export function codeToHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
