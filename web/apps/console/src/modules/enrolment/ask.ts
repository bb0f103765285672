import { ElMessageBox } from 'element-plus'

/** Asks once more; false when the answer is no. Whoever asks while the address changes already has it stay open. */
export async function sure(text: string, title: string, yes: string, no: string, stays = false): Promise<boolean> {
  return ElMessageBox.confirm(text, title, { confirmButtonText: yes, cancelButtonText: no, type: 'warning', closeOnHashChange: !stays }).then(
    () => true,
    () => false,
  )
}

/** Asks for a reason of 2 to 200 characters; undefined when it was given up. */
export async function reasonFor(text: string, title: string, yes: string, no: string, short: string): Promise<string | undefined> {
  const asked = await ElMessageBox.prompt(text, title, { confirmButtonText: yes, cancelButtonText: no, inputPattern: /^\s*\S.{0,198}\S\s*$/, inputErrorMessage: short }).catch(() => undefined)
  return asked?.value.trim()
}
