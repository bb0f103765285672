import { Notebook, Star } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'wish',
  pages: [
    { name: 'wish.desk', path: '/wishes', title: menu.title, permission: 'case.read', menu: { group: 'work', order: 17, icon: Star }, component: () => import('./WishDesk.vue') },
    { name: 'wish.column', path: '/column', title: menu.column, permission: 'case.read', menu: { group: 'work', order: 18, icon: Notebook }, component: () => import('./ColumnDesk.vue') },
  ],
})
