import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'sign-in',
  pages: [
    { name: 'sign-in', path: '/sign-in', title: t.title, open: true, component: () => import('./SignIn.vue') },
    { name: 'forbidden', path: '/forbidden', title: t.forbidden, component: () => import('./Forbidden.vue') },
  ],
})
