import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** What works without a network. */
export interface Offline {
  /** Names the worker, its cache, the manifest and the icon: `field` for `field-worker.js`, `field.webmanifest`, `field-icon.svg`. */
  name: string
  /** The page, by the end of its module's path. */
  page: string
}

/** The worker: it keeps the shell and this one page, and never an answer of the API. */
const worker = (name: string, version: string, files: readonly string[]) => `// Made by offline-worker.ts.
const CACHE = 'nj-${name}-${version}'
const FILES = ${JSON.stringify(files)}.map((file) => new URL(file, self.registration.scope).href)
const SHELL = new URL('./', self.registration.scope).href
self.addEventListener('install', (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...FILES])).then(() => self.skipWaiting())))
self.addEventListener('activate', (event) =>
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('nj-${name}-') && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim())),
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

/** Writes the worker with the files that the page needs: what the entry and the page import, what the page loads later, and their styles. */
export function offlineWorker({ name, page }: Offline): Plugin {
  return {
    name: `${name}-worker`,
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []))
      const isPage = (id: string) => id.split('?')[0]?.endsWith(page) === true
      const pages = chunks.filter((chunk) => chunk.moduleIds.some(isPage))
      if (pages.length === 0) this.error('the page that works without a network is in no chunk')
      const wanted = new Set<string>()
      const take = (file: string) => {
        const chunk = bundle[file]
        if (wanted.has(file) || chunk?.type !== 'chunk') return
        wanted.add(file)
        for (const style of chunk.viteMetadata?.importedCss ?? []) wanted.add(style)
        chunk.imports.forEach(take)
      }
      for (const chunk of [...chunks.filter((one) => one.isEntry), ...pages]) take(chunk.fileName)
      // What the page loads when it is needed is not there when there is no network.
      for (const chunk of pages) if (!chunk.isEntry) chunk.dynamicImports.forEach(take)
      const files = [...wanted, `${name}.webmanifest`, `${name}-icon.svg`].sort()
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      this.emitFile({ type: 'asset', fileName: `${name}-worker.js`, source: worker(name, version, files) })
    },
  }
}
