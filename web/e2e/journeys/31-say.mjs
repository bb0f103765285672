// A worker tells the union something: with a photo and over a broken line, kept from the employer, and without a name from
// a poster; reads who has it and until when, and rates the answer.
import { atSizes, glance, look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '罗建华', id: citizenId('330226', '19790315', 921), phone: '13957400931' }
const WORDS = '三个月没发加班费。找过车间主任，一直没有结果。'

async function signIn(page, server) {
  await page.goto(`${server.base}/h5/`)
  await page.locator('input[name=phone]').fill(MEMBER.phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.locator('input[name=code]').fill((await page.locator('.demo strong').textContent()).trim())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '确认是您本人' }).waitFor()
  await page.locator('input[name=name]').fill(MEMBER.name)
  await page.locator('input[name=tail]').fill(MEMBER.id.slice(-6))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByRole('heading', { name: '工会会员卡' }).waitFor()
}

/** A picture as a phone's camera makes it: too large to be sent as it is. */
async function photo(page) {
  const text = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 3000
    canvas.height = 2000
    const pen = canvas.getContext('2d')
    for (let i = 0; i < 60; i += 1) {
      pen.fillStyle = `hsl(${i * 6} 60% 60%)`
      pen.fillRect(i * 50, 0, 50, 2000)
    }
    return canvas.toDataURL('image/png').split(',')[1]
  })
  return { name: 'IMG_0001.png', mimeType: 'image/png', buffer: Buffer.from(text, 'base64') }
}

/** One deed of a cadre, on the version that stands. */
async function deed(desk, id, body) {
  const answer = await desk.evaluate(
    async ([id, body]) => {
      const at = await fetch(`/api/cases/${id}`)
      const headers = { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'Idempotency-Key': `e2e-${Math.random()}`, 'If-Match': at.headers.get('ETag') }
      const made = await fetch(`/api/cases/${id}/deeds`, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: made.status, body: await made.json().catch(() => undefined) }
    },
    [id, body],
  )
  if (answer.status !== 200) throw new Error(`${body.code}: ${JSON.stringify(answer)}`)
}

/** Lets the first request to an address arrive and loses its answer; how often that happened. */
async function loseAnswer(page, address) {
  let lost = 0
  await page.route(address, async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  return () => lost
}

const receiptOf = async (page) => {
  const [number, code] = await page.locator('dd.nj-code').allTextContents()
  return { number: number.trim(), code: code.trim() }
}
const drafts = (page) => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('nj-say-')))

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2, permissions: ['clipboard-read', 'clipboard-write'] })
  let first = ''
  let second = ''
  let sealed

  await step('a member signs in and finds the way from the card', async () => {
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '1' }
    findings.same('the member', (await call(desk, 'POST', '/api/members', form)).status, 201)
    staff.last = phone
    await phone.goto(`${server.base}/h5/`)
    await phone.getByRole('link', { name: '不登录说事' }).waitFor()
    await look(phone, 'h5-say-sign-in', findings)
    await signIn(phone, server)
    await settle(phone)
    await atSizes(phone, 'h5-say-entry', findings)
    await phone.getByRole('tab', { name: '说事' }).click()
    await phone.getByText('您还没有跟工会说过事').waitFor()
    await look(phone, 'h5-matters-empty', findings)
    await phone.getByRole('button', { name: '我要说事' }).click()
    await phone.getByRole('heading', { name: '我要说事' }).waitFor()
    await settle(phone)
    await look(phone, 'h5-say-screen', findings)
  })

  await step('faults stand at their fields; what was written is still there after the page was closed', async () => {
    await phone.getByRole('button', { name: '告诉工会' }).click()
    await phone.getByText('请把事情说清楚，至少两个字').waitFor()
    await phone.getByText('请选择或填写“什么事”').waitFor()
    await settle(phone)
    await atSizes(phone, 'h5-say-faults', findings)
    await phone.locator('textarea[name=body]').fill(WORDS)
    await phone.getByRole('radio', { name: '工资报酬' }).click()
    await phone.reload()
    await phone.getByText('上次没有提交的内容还在').waitFor()
    findings.same('the words', await phone.locator('textarea[name=body]').inputValue(), WORDS)
    findings.same('the choice', await phone.getByRole('radio', { name: '工资报酬' }).getAttribute('aria-checked'), 'true')
    await phone.locator('input[type=file]').setInputFiles([await photo(phone), await photo(phone)])
    await phone.getByRole('button', { name: '去掉照片 2' }).click()
    await phone.getByText('还想说得更清楚些').click()
    await phone.locator('textarea[name=wish]').fill('把欠的加班费发了')
    await settle(phone)
    await look(phone, 'h5-say-filled', findings, { full: true })
  })

  await step('the line breaks, comes back, and the union has it once, with the photo', async () => {
    await phone.context().setOffline(true)
    await phone.getByText('现在没有网络。内容已留在手机上').waitFor()
    await phone.getByRole('button', { name: '告诉工会' }).click()
    await phone.getByText('网络不好，正在重发').waitFor()
    await glance(phone, 'h5-say-weak', findings)
    await staff.picture('h5-say-weak')
    await phone.context().setOffline(false)
    await phone.getByRole('heading', { name: '工会收到了' }).waitFor({ timeout: 25_000 })
    await phone.getByText('照片发了 1 张，共 1 张').waitFor()
    await phone.getByText('工会已经收到您说的事').waitFor()
    await settle(phone)
    await atSizes(phone, 'h5-say-sent', findings)
    const receipt = await receiptOf(phone)
    findings.expect('receipt', /^ZS-.+-\d{4}-\d+$/.test(receipt.number) && receipt.code.length === 8, JSON.stringify(receipt))
    await phone.getByRole('button', { name: '复制编号和查询码' }).click()
    await phone.getByText('已复制').waitFor()
    findings.same('copied', await phone.evaluate(() => navigator.clipboard.readText()), `编号：${receipt.number}，查询码：${receipt.code}`)
    findings.same('drafts left', await drafts(phone), [])
    await phone.getByRole('button', { name: '看这件事' }).click()
    await phone.getByRole('heading', { name: '三个月没发加班费', exact: true }).waitFor()
    first = phone.url().split('/').at(-1)
  })

  await step('reads where it stands, who has it and by when without scrolling, and sees the photo, made small', async () => {
    await settle(phone)
    for (const word of ['现在怎样', '谁在办', '什么时候前答复']) {
      const box = await phone.getByText(word, { exact: true }).boundingBox()
      findings.expect('three answers', box !== null && box.y + box.height < 700, `${word} is not on the first screen`)
    }
    await phone.getByRole('button', { name: '看照片 1' }).click()
    const shown = phone.getByRole('img', { name: '照片 1' })
    await shown.waitFor()
    findings.same('size of the photo', await shown.evaluate(async (image) => (await image.decode(), [image.naturalWidth, image.naturalHeight])), [1600, 1067])
    await atSizes(phone, 'h5-matter', findings)
    await phone.locator('textarea[name=reply]').fill('这个月的考勤表也照下来了')
    await phone.getByRole('button', { name: '补充', exact: true }).click()
    await phone.getByText('您补充说：这个月的考勤表也照下来了').waitFor()
    await phone.locator('input[type=file]').setInputFiles([await photo(phone)])
    await phone.getByRole('button', { name: '发送照片' }).click()
    await phone.getByRole('button', { name: '看照片 2' }).waitFor()
    await phone.getByRole('button', { name: '撤回' }).click()
    await phone.locator('.van-dialog:visible').waitFor()
    await settle(phone)
    await look(phone, 'h5-matter-withdraw', findings)
    await phone.locator('.van-dialog:visible').getByRole('button', { name: '取消' }).click()
  })

  await step('what is told in confidence lies nowhere on the phone and goes past the own union', async () => {
    await phone.goto(`${server.base}/h5/#/matters/new`)
    await phone.getByRole('heading', { name: '我要说事' }).waitFor()
    await phone.locator('textarea[name=body]').fill('主席把慰问品发给了亲戚')
    findings.same('drafts with a name', (await drafts(phone)).length, 1)
    await phone.getByRole('radio', { name: '保密' }).click()
    findings.same('drafts in confidence', await drafts(phone), [])
    await phone.getByText('写的内容不留在手机上').waitFor()
    await phone.getByRole('radio', { name: '企业管理' }).click()
    await phone.getByRole('tab', { name: '消息' }).click()
    await phone.getByText('离开后，写的内容不会保留').waitFor()
    await settle(phone)
    await look(phone, 'h5-say-leave', findings)
    await phone.getByRole('button', { name: '不离开' }).click()
    await phone.locator('input[type=file]').setInputFiles([await photo(phone)])
    await phone.getByRole('img', { name: '照片 1' }).waitFor()
    // The union has it, and its answer is lost: it must not have it twice.
    const lost = await loseAnswer(phone, /\/api\/me\/cases$/)
    await phone.route(/\/api\/me\/cases\/\d+\/files$/, (route) => route.abort())
    await phone.getByRole('button', { name: '告诉工会' }).click()
    await phone.getByRole('heading', { name: '工会收到了' }).waitFor()
    findings.same('answers lost', lost(), 1)
    await phone.getByText('没有发出去').waitFor({ timeout: 25_000 })
    await settle(phone)
    await look(phone, 'h5-say-photo-failed', findings, { full: true })
    await phone.unroute(/\/api\/me\/cases\/\d+\/files$/)
    await phone.getByRole('button', { name: '再发一次' }).click()
    await phone.getByText('照片发了 1 张，共 1 张').waitFor()
    await settle(phone)
    await look(phone, 'h5-say-confidential', findings, { full: true })
    findings.same('matters so far', (await call(phone, 'GET', '/api/me/cases')).body.items.length, 2)
    sealed = await receiptOf(phone)
    await phone.getByRole('button', { name: '看这件事' }).click()
    await phone.waitForURL(/matters\/\d+$/)
    second = phone.url().split('/').at(-1)
    await phone.locator('.answers').waitFor()
    const { body: union } = await call(desk, 'GET', `/api/unions/${session.home_union_id}`)
    findings.expect('confidential', !(await phone.locator('.answers').textContent()).includes(union.name), 'the own union has it')
    const { body: seen } = await call(desk, 'GET', '/api/cases?view=all')
    findings.expect('confidential', !JSON.stringify(seen).includes('慰问品'), 'the own union sees it')
  })

  let address = ''
  await step('the poster of the room hangs in the console', async () => {
    staff.last = desk
    await staff.go(desk, `/unions/${session.home_union_id}`, findings)
    await look(desk, 'room-union', findings, { screens: ['laptop', 'phone'] })
    await desk.getByRole('button', { name: '说事室海报' }).click()
    await desk.getByText('有事，跟工会说').waitFor()
    await settle(desk)
    await look(desk, 'room-poster', findings, { screens: ['laptop', 'phone'] })
    const print = await desk.pdf({ format: 'A4' })
    findings.same('pages on paper', [...print.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length, 1)
    address = (await desk.locator('.address bdi').textContent()).trim()
    findings.expect('poster', address.startsWith(`${server.base}/h5/#/say?u=`), `the address is ${address}`)
  })

  const stranger = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  let hidden
  await step('somebody tells without a name from the poster, and is told to keep number and code', async () => {
    staff.last = stranger
    await stranger.goto(address.replace(/u=.*/, 'u=no-such-union'))
    await stranger.locator('textarea[name=body]').fill('夜班没有热饭，食堂十点就关门。')
    await stranger.getByRole('radio', { name: '食堂宿舍与生活福利' }).click()
    await stranger.getByRole('button', { name: '告诉工会' }).click()
    await stranger.getByText('没有这个工会编码').waitFor()
    await settle(stranger)
    await look(stranger, 'h5-say-open-code', findings, { full: true })
    await stranger.locator('input[name=union]').fill(new URLSearchParams(address.split('?')[1]).get('u'))
    await stranger.getByRole('button', { name: '告诉工会' }).click()
    await stranger.getByText('请截图保存').waitFor()
    await settle(stranger)
    await atSizes(stranger, 'h5-say-anonymous', findings)
    hidden = await receiptOf(stranger)
    findings.same('drafts', await drafts(stranger), [])
    await stranger.goto(`${server.base}/h5/#/sign-in`)
    await stranger.getByRole('link', { name: '不登录说事' }).waitFor()
    await stranger.goto(address)
    await stranger.getByText('工会编码：').waitFor()
    await settle(stranger)
    await look(stranger, 'h5-say-open', findings, { full: true })
  })

  await step('a wrong code is refused; the right one shows it, takes a word more and takes it back', async () => {
    await stranger.getByRole('link', { name: '凭编号查询' }).click()
    await stranger.getByRole('button', { name: '查询' }).click()
    await stranger.getByText('请填写编号和查询码').first().waitFor()
    await stranger.locator('input[name=number]').fill(hidden.number)
    await stranger.locator('input[name=code]').fill(hidden.code === 'AAAAAAAA' ? 'BBBBBBBB' : 'AAAAAAAA')
    await stranger.getByRole('button', { name: '查询' }).click()
    await stranger.getByText('编号或查询码不对').waitFor()
    await settle(stranger)
    await look(stranger, 'h5-query-wrong', findings)
    await stranger.locator('input[name=code]').fill(hidden.code.toLowerCase())
    await stranger.getByRole('button', { name: '查询' }).click()
    await stranger.getByText('什么时候前答复').waitFor()
    await stranger.locator('textarea[name=reply]').fill('上个月也是这样')
    await stranger.getByRole('button', { name: '补充', exact: true }).click()
    await stranger.getByText('您补充说：上个月也是这样').waitFor()
    await settle(stranger)
    await look(stranger, 'h5-query', findings, { full: true })
    await stranger.getByRole('button', { name: '撤回' }).click()
    await stranger.locator('.van-dialog:visible').getByRole('button', { name: '确定' }).click()
    await stranger.getByText('您撤回了这件事。').first().waitFor()
    await stranger.context().close()
  })

  await step('the union answers; the member is not content and says why, and it is taken up again', async () => {
    await deed(desk, first, { deed: 'move', code: 'take_simple' })
    await deed(desk, first, { deed: 'move', code: 'reply_simple', note: '已和厂里说好，欠的加班费月底发。', fields: { result: 'solved' } })
    staff.last = phone
    await phone.goto(`${server.base}/h5/#/`)
    await phone.reload()
    await phone.getByText('1 件事等您评一评').waitFor()
    await phone.getByRole('link', { name: '我说的事' }).click()
    await phone.getByText('请您评一评', { exact: true }).waitFor()
    await settle(phone)
    await atSizes(phone, 'h5-matters', findings)
    await phone.getByText('三个月没发加班费').click()
    await phone.getByText('欠的加班费月底发').waitFor()
    await settle(phone)
    await atSizes(phone, 'h5-rate', findings)
    await phone.getByRole('button', { name: '不满意' }).click()
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByText('请写明哪里不满意').waitFor()
    await phone.locator('textarea[name=why]').fill('只答应发一个月的')
    await look(phone, 'h5-rate-why', findings)
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByText('您对答复不满意，工会正在重新办理').waitFor()
    await settle(phone)
    await look(phone, 'h5-rate-again', findings, { full: true })
    await deed(desk, first, { deed: 'move', code: 'reply', note: '三个月的都补发，已经到账。', fields: { result: 'solved' } })
    await phone.goto(`${server.base}/h5/#/notices`)
    await phone.reload()
    await phone.getByRole('button', { name: '您说的事有进展' }).first().click()
    await phone.getByText('三个月的都补发，已经到账。').waitFor()
    await settle(phone)
    await look(phone, 'h5-say-notice', findings)
    await phone.getByRole('link', { name: '去看这件事' }).click()
    await phone.getByRole('button', { name: '基本满意' }).click()
    await phone.getByText('您的评价：基本满意').waitFor()
    await settle(phone)
    await look(phone, 'h5-rated', findings, { full: true })
  })

  await step('what was told in confidence is answered from above and rated by number and code, without signing in', async () => {
    const town = await staff.page('zhen', 'laptop', findings)
    await deed(town, second, { deed: 'move', code: 'take_simple' })
    await deed(town, second, { deed: 'move', code: 'reply_simple', note: '已核实，慰问品重新发放。', fields: { result: 'solved' } })
    await town.context().close()
    await phone.goto(`${server.base}/h5/#/query`)
    await phone.locator('input[name=number]').fill(sealed.number)
    await phone.locator('input[name=code]').fill(sealed.code)
    await phone.getByRole('button', { name: '查询' }).click()
    await phone.getByText('慰问品重新发放').waitFor()
    await phone.getByRole('button', { name: '满意', exact: true }).click()
    await phone.getByText('您的评价：满意').waitFor()
    await settle(phone)
    await look(phone, 'h5-query-rated', findings, { full: true })
  })

  await step('a member tells without a name: it is not among the own matters, and the receipt leads to it', async () => {
    await phone.goto(`${server.base}/h5/#/matters/new`)
    await phone.locator('textarea[name=body]').fill('更衣室的门锁坏了没人修')
    await phone.getByRole('radio', { name: '女职工权益' }).click()
    await phone.getByRole('radio', { name: '匿名' }).click()
    await phone.getByText('匿名说事不发照片').waitFor()
    await phone.getByRole('button', { name: '告诉工会' }).click()
    await phone.getByText('请截图保存').waitFor()
    await phone.getByRole('button', { name: '现在看一看' }).click()
    await phone.getByText('更衣室的门锁坏了没人修').first().waitFor()
    findings.expect('address', !/ZS-/.test(phone.url()), 'number or code stand in the address')
    await phone.goto(`${server.base}/h5/#/matters`)
    await phone.getByText('三个月没发加班费').waitFor()
    findings.same('among the own matters', await phone.getByText('更衣室的门锁').count(), 0)
    await phone.getByText('怎么说、谁来办、多久答复').click()
    await settle(phone)
    await look(phone, 'h5-matters-help', findings, { full: true })
  })
  await phone.context().close()
  await desk.context().close()
}
