import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'posts',
  // A `menu` entry comes together with a topic in modules/help/locales/topics.ts.
  pages: [{ name: 'posts.list', path: '/posts', title: t.title, permission: 'union.read', component: () => import('./EntryList.vue') }],
})
