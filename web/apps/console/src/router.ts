import { ApiProblem } from '@niangjia/api'
import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { t } from './locales/zh'
import { mayOpen, type PageSpec } from './module'
import { pages } from './modules'
import { useSession } from './shell/session'

declare module 'vue-router' {
  interface RouteMeta {
    page?: PageSpec
  }
}

const alone = (page: PageSpec) => page.open === true || page.bare === true
const toRoute = (page: PageSpec): RouteRecordRaw => ({
  path: alone(page) ? page.path : page.path.replace(/^\//, ''),
  name: page.name,
  component: page.component,
  meta: { page },
})

/** The routes of all modules: open and bare pages stand alone, the others inside the shell. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    ...pages.filter(alone).map(toRoute),
    {
      path: '/',
      component: () => import('./shell/Shell.vue'),
      children: [
        ...pages.filter((page) => !alone(page)).map(toRoute),
        { path: ':rest(.*)*', name: 'not-found', component: () => import('./shell/NotFound.vue') },
      ],
    },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** The server did not answer: no network, or it is not there. */
const isSilence = (error: unknown) => [0, 502, 503, 504].includes(ApiProblem.from(error).status)

router.beforeEach(async (to) => {
  const page = to.meta.page
  if (page?.open === true) return true
  const session = useSession()
  const view = await session.load().catch((error: unknown) => {
    if (page?.offline === true && isSilence(error)) return 'silence' as const
    throw error
  })
  if (view === 'silence') return true
  if (view?.kind !== 'staff') return { name: 'sign-in', query: { next: to.fullPath } }
  if (page && !mayOpen(page, session.held)) return { name: 'forbidden', query: { from: to.fullPath } }
  return true
})

router.afterEach((to) => {
  const title = to.meta.page?.title
  document.title = title === undefined ? `${t.brand} · ${t.platform}` : `${title} · ${t.brand}`
})
