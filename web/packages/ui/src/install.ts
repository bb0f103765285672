/** Makes a page installable under a name, and lets it start without a network; `built` is false while the files come from the developer's server. */
export async function install(name: string, built: boolean): Promise<void> {
  if (!document.querySelector('link[rel=manifest]')) {
    const link = document.createElement('link')
    link.rel = 'manifest'
    link.href = new URL(`${name}.webmanifest`, document.baseURI).href
    document.head.append(link)
  }
  // Only on https and on the local host is there a service worker; elsewhere the page works with a network.
  if (!built || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(new URL(`${name}-worker.js`, document.baseURI).href)
    await navigator.storage?.persist?.()
  } catch {
    // A browser that refuses it shows the page all the same.
  }
}
