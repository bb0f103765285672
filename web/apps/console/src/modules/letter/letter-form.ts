import type { Schema } from '@niangjia/api'
import type { FieldSpec, FormValues } from '../../components/form-spec'
import { t } from './locales/zh'
import type { Block, Field } from './use-templates'

const LINE = 300
const LINES = 20_000

/** The form's field for a field of a template. */
export function formField(field: Field): FieldSpec {
  const required = field.required === true
  const sample = (field.sample ?? '').split('\n')[0] ?? ''
  const example = sample === '' ? undefined : sample
  const base = { name: field.name, label: field.label, required, ...(example === undefined ? {} : { example }) }
  switch (field.kind) {
    case 'long':
      return { ...base, kind: 'area', wide: true, maxLength: LINES, help: t.issue.longHelp }
    case 'list':
      return { ...base, kind: 'area', wide: true, maxLength: LINES, help: t.issue.listHelp }
    case 'day':
      return { ...base, kind: 'day', help: t.issue.dayHelp }
    default:
      return { ...base, maxLength: LINE }
  }
}

/** What was typed, as the server wants it: lists by lines; what is empty is left out. */
export function letterValues(fields: readonly Field[], typed: FormValues): Schema<'LetterForm'>['values'] {
  const values: Record<string, string | string[]> = {}
  for (const field of fields) {
    const text = (typed[field.name] ?? '').trim()
    if (text === '') continue
    values[field.name] = field.kind === 'list' ? text.split('\n').map((line) => line.trim()).filter((line) => line !== '') : text
  }
  return values
}

/** Values as they are typed: a list is a line each. */
export function typedValues(values: Schema<'LetterForm'>['values']): FormValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : '']))
}

/** The parts of an official page: what stands at its foot is told apart. */
export function isFoot(style: Block['style']): boolean {
  return style === 'copy_to' || style === 'imprint'
}

/** Lines that only one of two versions has, in the order of the newer one with the old ones behind. */
export function blockChanges(old: readonly Block[], now: readonly Block[]): { sign: '+' | '-'; text: string }[] {
  const line = (block: Block) => `${t.template.styles[block.style]} ${block.text}${block.when ? ` ?${block.when}` : ''}${block.each ? ` *${block.each}` : ''}`
  const before = old.map(line)
  const after = now.map(line)
  return [
    ...after.filter((text) => !before.includes(text)).map((text) => ({ sign: '+' as const, text })),
    ...before.filter((text) => !after.includes(text)).map((text) => ({ sign: '-' as const, text })),
  ]
}
