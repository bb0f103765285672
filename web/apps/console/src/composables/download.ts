import { ApiProblem, fetchFile } from '@niangjia/api'
import { ElMessage } from 'element-plus'

/** Hands a file to the browser under its name. */
export function saveFile({ blob, name }: { blob: Blob; name: string }): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 30_000)
}

/** Fetches a file and hands it to the browser under the name the server gave. Tells a refusal and answers false. */
export async function download(path: string, query: Record<string, string | undefined> = {}): Promise<boolean> {
  try {
    saveFile(await fetchFile(path, query))
    return true
  } catch (error) {
    ElMessage.error({ message: ApiProblem.from(error).sentence, duration: 8000, showClose: true })
    return false
  }
}
