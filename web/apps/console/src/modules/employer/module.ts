import { Suitcase } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'employer',
  pages: [
    {
      name: 'employer.list',
      path: '/employers',
      title: menu.title,
      permission: 'employer.read',
      menu: { group: 'register', order: 40, icon: Suitcase },
      component: () => import('./EmployerList.vue'),
    },
    { name: 'employer.new', path: '/employers/new', title: menu.new, permission: 'employer.create', parent: 'employer.list', component: () => import('./EmployerForm.vue') },
    { name: 'employer.detail', path: '/employers/:id', title: menu.detail, permission: 'employer.read', parent: 'employer.list', component: () => import('./EmployerDetail.vue') },
    { name: 'employer.edit', path: '/employers/:id/edit', title: menu.edit, permission: 'employer.update', parent: 'employer.list', component: () => import('./EmployerForm.vue') },
  ],
})
