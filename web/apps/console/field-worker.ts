import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** The page that works without a network, by the end of its module's path. */
const PAGE = '/modules/visit/VisitField.vue'

/** The worker: it keeps the shell and this one page, and never an answer of the API. */
const worker = (version: string, files: readonly string[]) => `// Made by field-worker.ts.
const CACHE = 'nj-field-${version}'
const FILES = ${JSON.stringify(files)}.map((file) => new URL(file, self.registration.scope).href)
const SHELL = new URL('./', self.registration.scope).href
self.addEventListener('install', (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...FILES])).then(() => self.skipWaiting())))
self.addEventListener('activate', (event) =>
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('nj-field-') && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim())),
)
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = request.url.split(/[?#]/)[0]
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') {
    if (url === SHELL) event.respondWith(fetch(request).catch(() => caches.open(CACHE).then((cache) => cache.match(SHELL))))
  } else if (FILES.includes(url)) event.respondWith(caches.open(CACHE).then((cache) => cache.match(url)).then((kept) => kept ?? fetch(request)))
})
`

/** Writes `field-worker.js` with the files that the page needs: what the entry and the page import, and their styles. */
export function fieldWorker(): Plugin {
  return {
    name: 'field-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []))
      const page = (id: string) => id.split('?')[0]?.endsWith(PAGE) === true
      const begin = chunks.filter((chunk) => chunk.isEntry || chunk.moduleIds.some(page))
      if (begin.length < 2) this.error('the page that works without a network is in no chunk')
      const wanted = new Set<string>()
      const take = (name: string) => {
        const chunk = bundle[name]
        if (wanted.has(name) || chunk?.type !== 'chunk') return
        wanted.add(name)
        for (const style of chunk.viteMetadata?.importedCss ?? []) wanted.add(style)
        chunk.imports.forEach(take)
      }
      begin.forEach((chunk) => take(chunk.fileName))
      const files = [...wanted, 'field.webmanifest', 'field-icon.svg'].sort()
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      this.emitFile({ type: 'asset', fileName: 'field-worker.js', source: worker(version, files) })
    },
  }
}
