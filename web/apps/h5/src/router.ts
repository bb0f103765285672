import { createRouter, createWebHashHistory } from 'vue-router'
import { t } from './locales/zh'
import { useSession } from './session'

/** The pages of the phone app. All but sign-in belong to a signed-in member. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignIn.vue') },
    { path: '/join/:token', name: 'join', component: () => import('./pages/Join.vue'), props: true },
    { path: '/verify/:number?/:code?', name: 'verify', component: () => import('./pages/Verify.vue'), props: true },
    {
      path: '/',
      component: () => import('./pages/Tabs.vue'),
      children: [
        { path: '', name: 'card', component: () => import('./pages/Card.vue') },
        { path: 'data', name: 'data', component: () => import('./pages/Profile.vue') },
        { path: 'duties', name: 'duties', component: () => import('./pages/Duties.vue') },
        { path: 'surveys', name: 'surveys', component: () => import('./pages/Surveys.vue') },
        { path: 'surveys/:id', name: 'survey', component: () => import('./pages/Survey.vue'), props: true },
        { path: 'certificates', name: 'certificates', component: () => import('./pages/Certificates.vue') },
        { path: 'data/requests', name: 'requests', component: () => import('./pages/Requests.vue') },
        { path: 'notices', name: 'notices', component: () => import('./pages/Notices.vue') },
      ],
    },
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFound.vue') },
  ],
  scrollBehavior: () => ({ top: 0 }),
})

router.beforeEach(async (to) => {
  if (to.name === 'sign-in' || to.name === 'join' || to.name === 'verify' || to.name === 'not-found') return true
  const view = await useSession().load()
  return view?.kind === 'member' ? true : { name: 'sign-in', query: { next: to.fullPath } }
})

router.afterEach(() => {
  document.title = `${t.brand} · ${t.title}`
})
