/** Makes the page installable and lets it start without a network. */
export async function install(): Promise<void> {
  if (!document.querySelector('link[rel=manifest]')) {
    const link = document.createElement('link')
    link.rel = 'manifest'
    link.href = new URL('field.webmanifest', document.baseURI).href
    document.head.append(link)
  }
  // Only on https and on the local host is there a service worker; elsewhere the page works with a network.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(new URL('field-worker.js', document.baseURI).href)
    await navigator.storage?.persist?.()
  } catch {
    // A browser that refuses it shows the page all the same.
  }
}
