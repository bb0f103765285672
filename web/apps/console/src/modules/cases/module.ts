import { ChatLineSquare, DataLine, EditPen, Switch } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'cases',
  pages: [
    { name: 'case.desk', path: '/cases', title: menu.title, permission: 'case.read', menu: { group: 'work', order: 12, icon: ChatLineSquare }, component: () => import('./CaseDesk.vue') },
    { name: 'case.new', path: '/cases/new', title: menu.new, permission: 'case.create', parent: 'case.desk', menu: { group: 'work', order: 13, icon: EditPen }, component: () => import('./CaseNew.vue') },
    { name: 'case.workload', path: '/cases/workload', title: menu.workload, permission: 'case.read', parent: 'case.desk', menu: { group: 'work', order: 14, icon: DataLine }, component: () => import('./CaseWorkload.vue') },
    { name: 'case.deputies', path: '/cases/deputies', title: menu.deputies, permission: 'case.update', parent: 'case.desk', menu: { group: 'work', order: 15, icon: Switch }, component: () => import('./CaseDeputies.vue') },
    { name: 'case.booklet', path: '/booklet', title: menu.booklet, permission: 'case.read', parent: 'case.desk', component: () => import('./CaseBooklet.vue') },
    { name: 'case.detail', path: '/cases/:id', title: menu.detail, permission: 'case.read', parent: 'case.desk', component: () => import('./CasePage.vue') },
  ],
})
