import { Share } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'procedures',
  pages: [
    { name: 'procedure.list', path: '/procedures', title: menu.title, permission: 'procedure.read', menu: { group: 'work', order: 16, icon: Share }, component: () => import('./ProcedureList.vue') },
    { name: 'procedure.detail', path: '/procedures/:kind', title: menu.detail, permission: 'procedure.read', parent: 'procedure.list', component: () => import('./ProcedureDetail.vue') },
    { name: 'procedure.edit', path: '/procedures/:kind/edit', title: menu.edit, permission: 'procedure.propose', parent: 'procedure.list', component: () => import('./ProcedureEdit.vue') },
  ],
})
