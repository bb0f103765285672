// What journeys about campaigns and tills share: deeds of cadres, a member's way in, a camera.
import { call } from './staff.mjs'

/** A member signs in on the phone for the first time. */
export async function signInMember(page, server, { name, id, phone }) {
  await page.goto(`${server.base}/h5/`)
  await page.locator('input[name=phone]').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.locator('input[name=code]').fill((await page.locator('.demo strong').textContent()).trim())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '确认是您本人' }).waitFor()
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=tail]').fill(id.slice(-6))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByRole('heading', { name: '工会会员卡' }).waitFor()
}

/** Refuses everything that is not as wanted, with what was answered. */
export function must(answer, status, what) {
  if (answer.status !== status) throw new Error(`${what}: ${JSON.stringify(answer)}`)
  return answer.body
}

/** A step of a cadre on a record, on the version that stands. */
export async function deed(desk, path, name, body = {}) {
  const answer = await desk.evaluate(
    async ([path, name, body]) => {
      const at = await fetch(path)
      // Read to its end, or the page would wait for it for ever.
      await at.text()
      const headers = { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'Idempotency-Key': `e2e-${Math.random()}`, 'If-Match': at.headers.get('ETag') }
      const made = await fetch(`${path}/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: made.status, body: await made.json().catch(() => undefined) }
    },
    [path, name, body],
  )
  return must(answer, 200, `${path}/${name}`)
}

/** Publishes a campaign: one makes it, another decides. */
export async function publish(officer, manager, form) {
  const made = must(await call(officer, 'POST', '/api/benefit_campaigns', form), 201, form.title)
  await deed(officer, `/api/benefit_campaigns/${made.id}`, 'propose')
  await deed(manager, `/api/benefit_campaigns/${made.id}`, 'publish')
  return made.id
}

/** Shows a picture to the camera of a till, and nothing before that. */
export const CAMERA = () => {
  const canvas = document.createElement('canvas')
  canvas.width = 960
  canvas.height = 720
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#888'
  const draw = () => {
    pen.fillRect(0, 0, 960, 720)
    if (globalThis.shownToCamera) pen.drawImage(globalThis.shownToCamera, 260, 140, 440, 440)
  }
  setInterval(draw, 60)
  navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(15))
}
