import { Upload } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'import',
  pages: [
    {
      name: 'import.list',
      path: '/imports',
      title: menu.title,
      permission: 'import.read',
      menu: { group: 'register', order: 20, icon: Upload },
      component: () => import('./ImportList.vue'),
    },
    { name: 'import.new', path: '/imports/new', title: menu.start, permission: 'import.create', parent: 'import.list', component: () => import('./ImportStart.vue') },
    { name: 'import.detail', path: '/imports/:id', title: menu.batch, permission: 'import.read', parent: 'import.list', component: () => import('./ImportBatch.vue') },
  ],
})
