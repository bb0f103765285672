// Without a mouse: sign-in and a new member, from the first key to the last.
import { settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'

/** Presses Tab until the element with this label or text has the focus; says how many presses it took. */
async function tabTo(page, wanted, most = 60) {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const at = document.activeElement
      if (!at) return ''
      const label = at.id ? document.querySelector(`label[for="${at.id}"]`)?.textContent : ''
      return `${label ?? ''} ${at.getAttribute('aria-label') ?? ''} ${at.textContent ?? ''}`.replace('*', '').trim()
    })
    if (name.includes(wanted)) return presses
  }
  throw new Error(`${most} presses of Tab do not lead to ${wanted}`)
}

/** Whether the focused element can be seen to have the focus. */
const focusIsSeen = (page) =>
  page.evaluate(() => {
    const at = document.activeElement
    const box = at?.closest('.el-input__wrapper, .el-select__wrapper') ?? at
    if (!box) return false
    const style = getComputedStyle(box)
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
  })

export async function run({ staff, findings, step }) {
  let page
  await step('signs in with the keyboard alone', async () => {
    // The session of this account was kept by an earlier journey; this is a second sign-in.
    page = await staff.stranger('laptop', findings)
    const account = staff.account('xian')
    findings.same('focus at the start', await page.evaluate(() => document.activeElement?.id), 'username')
    await page.keyboard.type(account.username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(account.password)
    await page.keyboard.press('Enter')
    await page.locator('.demo strong').waitFor()
    await settle(page)
    findings.same('focus at the code', await page.evaluate(() => document.activeElement?.id), 'code')
    // A code that an earlier journey used up is not taken twice: wait for the next one.
    for (let tries = 0; tries < 3; tries += 1) {
      await page.keyboard.type((await page.locator('.demo strong').textContent())?.trim() ?? '')
      await settle(page)
      if (await page.locator('.shell').isVisible()) break
      await page.waitForTimeout(31_000 - (Date.now() % 30_000))
      await page.reload()
      await page.locator('#username').waitFor()
      await page.keyboard.type(account.username)
      await page.keyboard.press('Tab')
      await page.keyboard.type(account.password)
      await page.keyboard.press('Enter')
      await page.locator('.demo strong').waitFor()
      await settle(page)
    }
    await page.waitForSelector('.shell')
  })

  await step('skips the menu, and reaches the list of members', async () => {
    await settle(page)
    await page.evaluate(() => document.activeElement?.blur())
    await page.keyboard.press('Tab')
    findings.expect('skip link', await page.evaluate(() => document.activeElement?.textContent?.includes('跳到正文') ?? false), 'the first Tab does not offer to skip the menu')
    await tabTo(page, '会员管理')
    await page.keyboard.press('Enter')
    await page.locator('.list .el-table__body tr').first().waitFor()
    await settle(page)
    await tabTo(page, '姓名、拼音首字母、证件号或手机尾号')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: '基本情况' }).waitFor()
    await page.goBack()
    await page.locator('.list').waitFor()
    await settle(page)
  })

  await step('fills in and sends the form of a new member', async () => {
    await tabTo(page, '登记会员')
    findings.expect('focus', await focusIsSeen(page), 'the focus cannot be seen')
    await page.keyboard.press('Enter')
    await page.locator('#f-name').waitFor()
    await settle(page)
    await tabTo(page, '姓名')
    await page.keyboard.type('键盘客')
    findings.expect('focus', await focusIsSeen(page), 'the focus cannot be seen in a field')
    await tabTo(page, '证件号码')
    await page.keyboard.type(citizenId('330226', '19930303', 331))
    await page.keyboard.press('Enter')
    findings.expect('Enter', await page.evaluate(() => document.activeElement?.id !== 'f-document_number'), 'Enter does not move on')
    await tabTo(page, '移动电话')
    await page.keyboard.type('13957459999')
    await tabTo(page, '选择工会')
    await page.keyboard.press('Enter')
    const box = page.locator('.el-popper:visible').getByPlaceholder('输入工会名称、拼音首字母或编码')
    await box.waitFor()
    await settle(page)
    findings.expect('focus', (await page.evaluate(() => document.activeElement?.getAttribute('placeholder') ?? '')).startsWith('输入工会名称'), 'does not go into the search box of the tree')
    await page.keyboard.type('跃龙前王村')
    await page.locator('.el-popper:visible .found button').first().waitFor()
    await tabTo(page, '跃龙前王村', 4)
    await page.keyboard.press('Enter')
    await settle(page)
    findings.same('focus after the choice', await page.evaluate(() => document.activeElement?.id), 'f-union_id')
    await tabTo(page, '登记', 20)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '键盘客' }).waitFor()
    await settle(page)
  })

  await step('closes a dialog with Esc and comes back to where it was', async () => {
    await tabTo(page, '显示完整号码')
    await page.keyboard.press('Enter')
    await page.locator('.el-dialog').waitFor()
    await settle(page)
    findings.same('focus in the dialog', await page.evaluate(() => document.activeElement?.id), 'purpose')
    await page.keyboard.press('Escape')
    await page.locator('.el-dialog').waitFor({ state: 'hidden' })
    findings.expect('focus', await page.evaluate(() => document.activeElement?.textContent?.includes('显示完整号码') ?? false), 'does not come back to the button')
  })
  await page?.context().close()
}
