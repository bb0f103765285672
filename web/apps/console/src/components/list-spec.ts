import type { Ref } from 'vue'
import type { SavedView } from '../composables/use-saved-views'

/** One column of a list. `text` is what is shown and printed; a slot `cell-<name>` may draw it otherwise. */
export interface ColumnSpec<Item> {
  name: string
  label: string
  text: (item: Item) => string
  width?: number
  minWidth?: number
  /** Numbers stand right-aligned, codes in tabular figures. */
  kind?: 'text' | 'number' | 'code'
  /** Shown only after it was chosen. */
  optional?: boolean
  /** Several lines, none of which is said again beside the pointer. */
  lines?: boolean
}

/** One filter of a list: a closed set of values if nothing else is said. */
export interface FilterSpec<Name extends string = string> {
  name: Name
  label: string
  /** `link`: set by a link or a row only; the chip takes it off. */
  kind?: 'union' | 'day' | 'number' | 'link'
  options?: readonly { value: string; label: string }[]
  /** The words of the chip, where neither an option nor a union gives them. */
  chip?: (value: string) => string
  /** Seldom wanted: behind the button for further filters. */
  further?: boolean
}

/** One offered order. */
export interface SortSpec {
  value: string
  label: string
}

/** What a chip says for a filter's value: the label of the option, the page's words, or the value itself. */
export function chipText(filter: FilterSpec, value: string): string {
  return filter.chip?.(value) ?? filter.options?.find((option) => option.value === value)?.label ?? value
}

/** The columns that are on: all that are not optional, unless the reader chose. The first one is always on. */
export function shownColumns<Item>(columns: readonly ColumnSpec<Item>[], chosen: readonly string[] | undefined): ColumnSpec<Item>[] {
  return columns.filter((column, i) => i === 0 || (chosen ? chosen.includes(column.name) : column.optional !== true))
}

/** The row that ↑ or ↓ leads to; stays at the ends. */
export function stepRow(at: number, key: 'ArrowUp' | 'ArrowDown', rows: number): number {
  if (rows === 0) return -1
  return key === 'ArrowDown' ? Math.min(rows - 1, at + 1) : Math.max(0, at - 1)
}

/** What the toolbar needs of the saved views. */
export interface ViewsControl {
  views: Ref<SavedView[]>
  save: (view: SavedView) => void
  remove: (name: string) => void
}
