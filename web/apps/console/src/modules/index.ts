import { MENU_GROUPS, mayOpen, type MenuGroup, type ModuleSpec, type PageSpec } from '../module'

const found = import.meta.glob<{ default: ModuleSpec }>('./*/module.ts', { eager: true })

/** Every module of the console, found by its folder. */
export const modules: readonly ModuleSpec[] = Object.values(found).map((file) => file.default)

/** Every page of every module. */
export const pages: readonly PageSpec[] = modules.flatMap((module) => module.pages)

/** The left menu for an account: the groups that have an entry it may open, in order. */
export function menuFor(held: ReadonlySet<string>): { group: MenuGroup; pages: PageSpec[] }[] {
  const visible = pages.filter((page) => page.menu && mayOpen(page, held))
  return MENU_GROUPS.map((group) => ({
    group,
    pages: visible.filter((page) => page.menu?.group === group).sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0)),
  })).filter((entry) => entry.pages.length > 0)
}

/** The breadcrumbs of a page: its parents from the outermost one, then itself. */
export function trailOf(name: string): PageSpec[] {
  const trail: PageSpec[] = []
  let at = pages.find((page) => page.name === name)
  while (at && !trail.includes(at)) {
    trail.unshift(at)
    const parent = at.parent
    at = parent === undefined ? undefined : pages.find((page) => page.name === parent)
  }
  return trail
}
