import type { Ref } from 'vue'
import { isTextRecord, useLocal } from './use-local'

/** A named set of search, filters and order, kept in this browser. */
export interface SavedView {
  name: string
  query: Record<string, string>
}

const isViews = (value: unknown): value is SavedView[] =>
  Array.isArray(value) &&
  value.every((view: unknown) => typeof view === 'object' && view !== null && 'name' in view && typeof view.name === 'string' && 'query' in view && isTextRecord(view.query))

/** The saved views of one list for one account. A second view of the same name replaces the first. */
export function useSavedViews(list: string, account: string): { views: Ref<SavedView[]>; save: (view: SavedView) => void; remove: (name: string) => void } {
  const views = useLocal<SavedView[]>(`nj-views:${account}:${list}`, [], isViews)
  return {
    views,
    save: (view) => {
      const query = { ...view.query }
      // A cursor points into yesterday's data.
      delete query.after
      views.value = [...views.value.filter((kept) => kept.name !== view.name), { name: view.name, query }]
    },
    remove: (name) => {
      views.value = views.value.filter((kept) => kept.name !== name)
    },
  }
}
