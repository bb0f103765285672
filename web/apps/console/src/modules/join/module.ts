import { Postcard } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'join',
  pages: [
    { name: 'join.list', path: '/joins', title: t.title, permission: 'join.read', menu: { group: 'register', order: 22, icon: Postcard }, component: () => import('./JoinList.vue') },
    { name: 'join.poster', path: '/union-poster/:id', title: t.poster.title, permission: 'join.read', parent: 'union.list', component: () => import('./JoinPoster.vue') },
  ],
})
