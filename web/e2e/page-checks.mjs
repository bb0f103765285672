// Functions that run inside the page. Each stands alone: nothing from outside is visible to them.

/** How far the page can be scrolled sideways, in pixels. */
export function sidewaysBy() {
  const width = document.documentElement.clientWidth
  // What lies over the page does not widen it, but may still reach out of the screen.
  const over = [...document.querySelectorAll('.el-dialog, .el-message-box, .el-drawer, .el-popper, .van-dialog, .van-popup')].filter((one) => one.offsetParent !== null || getComputedStyle(one).position === 'fixed')
  const out = over.map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0 && box.left < width).map((box) => Math.max(box.right - width, -box.left))
  return Math.round(Math.max(document.documentElement.scrollWidth - width, ...out))
}

/** Texts of labels and buttons that are cut off without an ellipsis, or that reach out of their box or the screen. */
export function cutLabels() {
  const found = []
  for (const element of document.querySelectorAll('button, label, h1, h2, th .cell, .el-tag, .el-tabs__item, .el-step__title, nav a, dt, .van-button, .van-tabbar-item')) {
    if (element.closest('.el-popper, .nj-sr-only, [aria-hidden="true"]') || element.offsetParent === null) continue
    const style = getComputedStyle(element)
    if (element.clientWidth <= 1 || style.textOverflow === 'ellipsis' || (element.textContent ?? '').trim() === '') continue
    const cut = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
    const out = style.overflowX === 'visible' && element.scrollWidth > element.clientWidth + 2 && style.display !== 'inline'
    if (cut || out) found.push(`${element.tagName.toLowerCase()}.${[...element.classList].join('.')} "${(element.textContent ?? '').trim().slice(0, 20)}"`)
  }
  return found
}

/** Words in Latin letters on the screen that are neither codes nor names of products, formats and keys. */
export function foreignWords() {
  const known = new Set(['TOTP', 'Excel', 'CSV', 'Edge', 'Chrome', 'Firefox', 'Safari', 'WeChat', 'Windows', 'Linux', 'Android', 'iOS', 'macOS', 'MB', 'KB', 'xlsx', 'xls', 'csv', 'Esc', 'SM3', 'QR', 'ID', 'HTTP', 'JSON', 'URL', 'PDF', 'JPG', 'PNG', 'WebP', 'SQLite', 'PostgreSQL', 'GeoJSON', 'UTF-', 'pdf', 'Alt', 'Ctrl', 'CGCS', 'WGS', 'GCJ', 'json'])
  const found = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    // Codes, user names, file names and what people typed are marked; scripts are no text.
    if (!parent || parent.closest('script, style, code, output, [data-raw], .nj-code') || parent.offsetParent === null) continue
    // Not words of the page: user names, a problem's code to be read out on the phone, examples of what people type, digests, numbers of records, file names.
    const text = (node.textContent ?? '')
      .replace(/账号名：\S+/g, '')
      .replace(/（[a-z0-9-]+(\.[a-z0-9-]+)+）/g, '')
      .replace(/(例?如) [a-z][a-z.]*/g, '$1')
      .replace(/\b[0-9a-f]{32,}\b/g, '')
      .replace(/\b(?=[A-Z0-9]{8})[A-Z]{2}[A-Z0-9]*\d[A-Z0-9]*(-\d+)?\b/g, '')
      .replace(/[\w.-]+\.(xlsx|xls|csv)\b/g, '')
    for (const [word] of text.matchAll(/[A-Za-z][A-Za-z_.-]{2,}/g)) {
      // Beginnings of numbers: of cases, of articles.
      if (!known.has(word) && !/^[A-Z]{2}\d/.test(word) && !/^[A-Z]{2}-$/.test(word)) found.add(`${word} in "${text.trim().slice(0, 30)}"`)
    }
  }
  return [...found]
}

/** The words of the primary buttons of the page itself; a dialog over it has its own. */
export function primaryButtons() {
  return [...document.querySelectorAll('main .el-button--primary')].filter((button) => button.offsetParent !== null && !button.matches('.is-link, .is-text, .is-plain') && !button.closest('.el-dialog, .el-message-box')).map((button) => button.textContent.trim())
}
