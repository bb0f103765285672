import { Postcard } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'join',
  pages: [
    { name: 'join.list', path: '/joins', title: menu.title, permission: 'join.read', menu: { group: 'register', order: 22, icon: Postcard }, component: () => import('./JoinList.vue') },
    { name: 'join.poster', path: '/union-poster/:id', title: menu.poster, permission: 'join.read', parent: 'union.list', component: () => import('./JoinPoster.vue') },
  ],
})
