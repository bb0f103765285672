import { Tickets } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'scheme',
  pages: [
    { name: 'scheme.list', path: '/mutual/schemes', title: menu.title, permission: 'scheme.read', menu: { group: 'work', order: 80, icon: Tickets }, component: () => import('./SchemeList.vue') },
    { name: 'scheme.new', path: '/mutual/schemes/new', title: menu.new, permission: 'scheme.propose', parent: 'scheme.list', component: () => import('./SchemeEdit.vue') },
    { name: 'scheme.detail', path: '/mutual/schemes/:id', title: menu.detail, permission: 'scheme.read', parent: 'scheme.list', component: () => import('./SchemeDetail.vue') },
    { name: 'scheme.edit', path: '/mutual/schemes/:id/edit', title: menu.edit, permission: 'scheme.propose', parent: 'scheme.list', component: () => import('./SchemeEdit.vue') },
    { name: 'scheme.rerun', path: '/mutual/reruns/:id', title: menu.rerun, permission: 'scheme.read', parent: 'scheme.list', component: () => import('./RerunDetail.vue') },
  ],
})
