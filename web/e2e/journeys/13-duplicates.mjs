// The registrar finds one human registered twice, compares the two records, merges them and parts them again.
import { look, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const NAME = '司徒静娴'

async function enter(page, union, id) {
  const form = { union_id: union.id, name: NAME, document_number: id, change_day: '2026-01-05', phone: '13957459876' }
  return (await call(page, 'POST', '/api/members', form)).body.id
}

async function total(page) {
  const { body } = await call(page, 'GET', '/api/home')
  return body.figures.figures.find((figure) => figure.code === 'member.total').value
}

export async function run({ staff, findings, step }) {
  const page = await staff.page('xian', 'desk', findings)
  const { body: unions } = await call(page, 'GET', `/api/unions?q=${encodeURIComponent('跃龙前王村')}&limit=5`)
  const { body: others } = await call(page, 'GET', `/api/unions?q=${encodeURIComponent('跃龙后周村')}&limit=5`)
  const one = await enter(page, unions.items[0], citizenId('330226', '19910203', 620))
  const other = await enter(page, others.items[0], citizenId('330226', '19910203', 622))
  const before = await total(page)

  await step('sees the list of suspected duplicates', async () => {
    await staff.go(page, '/duplicates', findings)
    await settle(page)
    await look(page, 'duplicates', findings, { full: true })
  })

  await step('compares two records and merges them', async () => {
    await staff.go(page, `/members/${one}`, findings)
    await page.getByRole('tab', { name: '合并记录' }).click()
    await page.getByText('没有合并过').waitFor()
    await look(page, 'merges-none', findings)
    await staff.go(page, `/duplicates/${one}/${other}`, findings)
    await page.getByText('保留哪一处会籍').waitFor()
    await settle(page)
    await look(page, 'compare', findings, { full: true, screens: ['laptop', 'phone'] })
    await page.getByRole('button', { name: '合并', exact: true }).click()
    await page.getByText('请选择保留哪一处会籍').first().waitFor()
    await page.getByRole('radio', { name: unions.items[0].name }).check({ force: true })
    await page.getByLabel('合并原因').fill('两张身份证号录入有误，已核对原件')
    await page.getByRole('button', { name: '合并', exact: true }).click()
    await page.locator('.el-message-box').waitFor()
    await settle(page)
    await look(page, 'merge-ask', findings)
    await page.locator('.el-message-box').getByRole('button', { name: '合并' }).click()
    await page.getByRole('tab', { name: '合并记录' }).waitFor()
    await settle(page)
    findings.same('one human is one member', await total(page), before - 1)
  })

  await step('is led from the old address to the survivor', async () => {
    await staff.go(page, `/members/${other}`)
    await page.waitForURL((url) => url.hash.includes(one))
    await page.getByRole('tab', { name: '证件', exact: true }).click()
    await page.getByRole('button', { name: '改归另一人' }).nth(1).waitFor()
    await page.getByRole('button', { name: '改归另一人' }).first().click()
    await page.locator('.el-dialog').getByText('改归给谁').waitFor()
    await settle(page)
    await look(page, 'move-document', findings)
    await page.keyboard.press('Escape')
  })

  await step('parts them again', async () => {
    await staff.go(page, `/members/${one}`, findings)
    await page.getByRole('tab', { name: '合并记录' }).click()
    await page.getByRole('button', { name: '撤销合并' }).click()
    await page.locator('.el-message-box input').fill('核对后不是同一人')
    await settle(page)
    await look(page, 'unmerge-ask', findings)
    await page.locator('.el-message-box').getByRole('button', { name: '撤销合并' }).click()
    await page.getByText('已撤销：').waitFor()
    await settle(page)
    await look(page, 'merges-undone', findings, { screens: ['laptop', 'phone'] })
    findings.same('both are members again', await total(page), before)
    findings.same('the other record', (await call(page, 'GET', `/api/members/${other}`)).body.id, other)
  })

  await step('takes back a step that was taken by mistake', async () => {
    findings.same('left', (await call(page, 'POST', `/api/members/${other}/leave`, { kind: 'left', day: '2026-02-01' })).body.status, 'left')
    await staff.go(page, `/members/${other}`, findings)
    await page.getByRole('tab', { name: '会籍变动' }).click()
    await page.getByRole('button', { name: '撤销这次变动' }).waitFor()
    await settle(page)
    await look(page, 'step-undoable', findings, { screens: ['laptop', 'phone'] })
    await page.getByRole('button', { name: '撤销这次变动' }).click()
    await page.locator('.el-message-box input').fill('登记错了人')
    await page.locator('.el-message-box').getByRole('button', { name: '撤销这次变动' }).click()
    await page.getByText('撤销会籍变动').waitFor()
    await settle(page)
    findings.same('a member again', await total(page), before)
    await page.getByRole('button', { name: '退会、除名等' }).click()
    await page.locator('.el-dialog').getByText('除名', { exact: true }).click()
    await page.locator('.el-dialog').getByText('还没有附件').waitFor()
    await settle(page)
    await look(page, 'leave-evidence', findings)
    await page.locator('.el-dialog').getByRole('button', { name: '取消' }).click()
  })
  await page.context().close()
}
