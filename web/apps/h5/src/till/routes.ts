import type { Schema } from '@niangjia/api'
import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router'

const pages = () => import('./pages')

/** The pages of a merchant's till. Nothing of them is loaded on the pages of members. */
export const tillRoutes: RouteRecordRaw[] = [
  { path: '/till/sign-in', name: 'till-sign-in', component: () => import('./TillSignIn.vue') },
  {
    path: '/till',
    component: async () => (await pages()).TillTabs,
    children: [
      { path: '', name: 'till', component: async () => (await pages()).TillHome },
      { path: 'today', name: 'till-today', component: async () => (await pages()).TillToday },
      { path: 'complaints', name: 'till-complaints', component: async () => (await pages()).TillComplaints },
      { path: 'proposals', name: 'till-proposals', component: async () => (await pages()).TillProposals },
      { path: 'proposals/new/:kind(add|change|end)/:discount(\\d+)?', name: 'till-proposal-new', component: async () => (await pages()).TillProposal, props: true },
      { path: 'proposals/:id(\\d+)', name: 'till-proposal', component: async () => (await pages()).TillProposal, props: true },
      { path: 'statements', name: 'till-statements', component: async () => (await pages()).TillStatements },
      { path: 'statements/:id(\\d+)', name: 'till-statement', component: async () => (await pages()).TillStatement, props: true },
    ],
  },
]

/** What of a page's address tells whose page it is. */
interface Place {
  name?: string | symbol | null
  fullPath: string
}

/** Whether an address is one of the till's. */
export const isTill = (to: Place): boolean => String(to.name).startsWith('till')

/** Whether somebody may stand at a till. */
export const isClerk = (view: Schema<'SessionDocument'> | undefined): boolean => view?.kind === 'staff' && view.permissions.includes('till.read')

/** Where somebody signs in who wants to go there; `expired` where the session ended meanwhile. */
export const signInFor = (to: Place, expired = false): RouteLocationRaw => ({ name: isTill(to) ? 'till-sign-in' : 'sign-in', query: { next: to.fullPath, ...(expired && { expired: '1' }) } })
