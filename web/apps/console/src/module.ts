import type { Component } from 'vue'
import type { Permission } from '@niangjia/api'

/** The groups of the left menu, in their order. */
export const MENU_GROUPS = ['work', 'benefits', 'register', 'system', 'audit', 'own'] as const
/** One group of the left menu. */
export type MenuGroup = (typeof MENU_GROUPS)[number]

/** A page: one declaration gives its route, its place in the menu and the permission it asks for. */
export interface PageSpec {
  /** Route name, unique in the console: `<module>.<page>`. */
  name: string
  /** Path below the hash, with vue-router parameters. */
  path: string
  title: string
  /** The permissions of which the reader needs at least one; none means every signed-in account. */
  permission?: Permission | readonly Permission[]
  /** The page above in the breadcrumbs, by route name. */
  parent?: string
  /** Given when the page has an entry in the left menu. */
  menu?: { group: MenuGroup; order: number; icon: Component }
  /** Whether the page is shown without the shell and without a session. */
  open?: boolean
  /** Whether the page fills the window without the shell; it asks for a session like every other one. */
  bare?: boolean
  /** Whether the page starts without a network, when nobody can say who is signed in; it looks after that itself. */
  offline?: boolean
  component: () => Promise<{ default: Component }>
}

/** What a feature folder hands over in its `module.ts`. */
export interface ModuleSpec {
  name: string
  pages: readonly PageSpec[]
}

/** Declares a module; only there for the type check at the place of declaration. */
export function defineModule(spec: ModuleSpec): ModuleSpec {
  return spec
}

/** Whether an account with these permissions may see a page. */
export function mayOpen(page: Pick<PageSpec, 'permission'>, held: ReadonlySet<string>): boolean {
  if (page.permission === undefined) return true
  const wanted = typeof page.permission === 'string' ? [page.permission] : page.permission
  return wanted.some((permission) => held.has(permission))
}
