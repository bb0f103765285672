import { OfficeBuilding, Timer } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'union',
  pages: [
    {
      name: 'union.list',
      path: '/unions/:id?',
      title: menu.title,
      permission: 'union.read',
      menu: { group: 'register', order: 30, icon: OfficeBuilding },
      component: () => import('./UnionList.vue'),
    },
    { name: 'union.table', path: '/union-list', title: menu.tableView, permission: 'union.read', parent: 'union.list', component: () => import('./UnionTable.vue') },
    { name: 'union.on-day', path: '/union-tree', title: menu.onDay, permission: 'union.read', parent: 'union.list', menu: { group: 'register', order: 31, icon: Timer }, component: () => import('./UnionOnDay.vue') },
    { name: 'union.new', path: '/union-new', title: menu.new, permission: 'union.create', parent: 'union.list', component: () => import('./UnionForm.vue') },
    { name: 'union.edit', path: '/union-edit/:id', title: menu.edit, permission: 'union.update', parent: 'union.list', component: () => import('./UnionForm.vue') },
  ],
})
