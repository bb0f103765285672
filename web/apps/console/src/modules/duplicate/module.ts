import { CopyDocument } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'duplicate',
  pages: [
    { name: 'duplicate.list', path: '/duplicates', title: menu.title, permission: 'member.update', menu: { group: 'register', order: 27, icon: CopyDocument }, component: () => import('./DuplicateList.vue') },
    { name: 'duplicate.compare', path: '/duplicates/:one/:other', title: menu.compare, permission: 'member.update', parent: 'duplicate.list', component: () => import('./ComparePage.vue') },
  ],
})
