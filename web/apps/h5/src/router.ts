import { createRouter, createWebHashHistory } from 'vue-router'
import { t } from './locales/zh'
import { useSession } from './session'
import { isClerk, isTill, signInFor, tillRoutes } from './till/routes'

const benefits = () => import('./pages/benefit-pages')

/** Pages that ask for no session. */
const OPEN = new Set<unknown>(['sign-in', 'till-sign-in', 'join', 'verify', 'verify-cover', 'mutual-notices', 'mutual-notice', 'say', 'query', 'wishes', 'column', 'posts', 'post', 'draws', 'draw', 'instant', 'not-found'])

/** The pages of the phone app. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignIn.vue') },
    { path: '/join/:token', name: 'join', component: () => import('./pages/Join.vue'), props: true },
    { path: '/verify/:number?/:code?', name: 'verify', component: () => import('./pages/Verify.vue'), props: true },
    { path: '/verify_cover/:number?/:code?', name: 'verify-cover', component: () => import('./pages/VerifyCover.vue'), props: true },
    { path: '/mutual_notices', name: 'mutual-notices', component: () => import('./pages/PublicNotices.vue') },
    { path: '/mutual_notices/:id(\\d+)', name: 'mutual-notice', component: () => import('./pages/PublicNotice.vue'), props: true },
    { path: '/say', name: 'say', component: () => import('./pages/Say.vue'), props: (route) => (typeof route.query.u === 'string' ? { u: route.query.u } : {}) },
    { path: '/wishes', name: 'wishes', component: () => import('./pages/Wishes.vue') },
    { path: '/column', name: 'column', component: () => import('./pages/Column.vue') },
    { path: '/draws', name: 'draws', component: () => import('./pages/Draws.vue') },
    { path: '/draws/:id(\\d+)', name: 'draw', component: () => import('./pages/Draw.vue'), props: true },
    { path: '/instants/:id(\\d+)', name: 'instant', component: () => import('./pages/Instant.vue'), props: true },
    { path: '/posts', name: 'posts', component: () => import('./pages/Posts.vue') },
    { path: '/posts/:id(\\d+)', name: 'post', component: () => import('./pages/Post.vue'), props: true },
    { path: '/query', name: 'query', component: () => import('./pages/Query.vue') },
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
        { path: 'mutual', name: 'covers', component: () => import('./pages/Covers.vue') },
        { path: 'mutual/cover/:period(\\d+)', name: 'cover-paper', component: () => import('./pages/CoverPaper.vue'), props: true },
        { path: 'mutual/claims', name: 'mutual-claims', component: () => import('./pages/MutualClaims.vue') },
        { path: 'mutual/claims/:id(\\d+)', name: 'mutual-claim', component: () => import('./pages/MutualClaim.vue'), props: true },
        { path: 'mutual/apply', name: 'mutual-apply', component: () => import('./pages/MutualApply.vue') },
        { path: 'mutual/card', name: 'mutual-card', component: () => import('./pages/MutualCard.vue') },
        { path: 'benefits', name: 'benefits', component: async () => (await benefits()).Benefits },
        { path: 'benefits/:id(\\d+)', name: 'benefit', component: async () => (await benefits()).Benefit, props: true },
        { path: 'benefits/card', name: 'member-card', component: () => import('./pages/MemberCard.vue') },
        { path: 'benefits/code', name: 'member-code', component: async () => (await benefits()).MemberCode },
        { path: 'benefits/complain/:merchant(\\d+)/:shop(\\d+)?', name: 'complain', component: () => import('./pages/Complain.vue'), props: true },
        { path: 'vouchers', name: 'vouchers', component: async () => (await benefits()).Vouchers },
        { path: 'vouchers/:campaign(\\d+)/:turn(\\d+)', name: 'voucher', component: async () => (await benefits()).Voucher, props: true },
        { path: 'benefit_shops', name: 'benefit-shops', component: async () => (await benefits()).BenefitShops },
        { path: 'data/requests', name: 'requests', component: () => import('./pages/Requests.vue') },
        { path: 'matters', name: 'matters', component: () => import('./pages/Matters.vue') },
        { path: 'matters/new', name: 'say-new', component: () => import('./pages/SayNew.vue') },
        { path: 'matters/:id(\\d+)', name: 'matter', component: () => import('./pages/Matter.vue'), props: true },
        { path: 'receptions', name: 'receptions', component: () => import('./pages/Receptions.vue') },
        { path: 'draws/:id(\\d+)/mine', name: 'draw-own', component: () => import('./pages/DrawOwn.vue'), props: true },
        { path: 'notices', name: 'notices', component: () => import('./pages/Notices.vue') },
        { path: 'wechat', name: 'wechat', component: () => import('./pages/Wechat.vue') },
      ],
    },
    ...tillRoutes,
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFound.vue') },
  ],
  scrollBehavior: () => ({ top: 0 }),
})

router.beforeEach(async (to) => {
  if (OPEN.has(to.name)) return true
  const view = await useSession().load().catch(async (error: unknown) => {
    // A till that was open here before starts without a network.
    if (isTill(to) && (await import('./till/kept-till')).mayStart(error)) return undefined
    throw error
  })
  if (isTill(to) && !useSession().asked) return true
  return (isTill(to) ? isClerk(view) : view?.kind === 'member') ? true : signInFor(to)
})

router.afterEach((to) => {
  document.title = `${t.brand} · ${isTill(to) ? t.till : t.title}`
})
